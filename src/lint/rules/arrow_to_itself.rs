//! Elements that are connected to themselves.

use crate::flow::graph::arrows;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("arrow-to-itself", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for element in &flow.flow.elements {
        if arrows(&element.kind).iter().any(|arrow| arrow.target == element.name) {
            findings.add(
                flow.leaf(element.place, "targetReference", &element.name),
                format!("`{}` is connected to itself: the platform refuses it", element.name),
                "lead the connector to another element",
            );
        }
    }
}
