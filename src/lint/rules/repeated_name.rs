//! Names that are given twice.

use crate::flow::references::repeated_names;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("repeated-name", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for repeated in repeated_names(flow.flow) {
        findings.add(
            flow.leaf(repeated.place, "name", repeated.name),
            format!("the flow has another element or resource called `{}`", repeated.name),
            "give it a name of its own: upper and lower case do not count",
        );
    }
}
