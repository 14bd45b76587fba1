//! Flows that begin with nothing.

use crate::flow::graph::arrows_of_start;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("start-leads-nowhere", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    // What the platform has not taken yet, it says by this status.
    let is_unfinished = flow.flow.status == "InvalidDraft";
    if arrows_of_start(&flow.flow.start).is_empty() && flow.is_whole() && !is_unfinished {
        let message = "nothing is connected to the start: the platform refuses to run this flow";
        findings.add(flow.at(flow.flow.start.place), message, "connect the start to the first element");
    }
}
