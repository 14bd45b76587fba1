//! One record that a path saves twice.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("record-updated-twice", Warning, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for twice in flow.graph.updated_twice().into_iter().filter(|twice| twice.first != twice.again) {
        let (first, again) = (flow.graph.element(twice.first), flow.graph.element(twice.again));
        findings.add(
            flow.at(again.place),
            format!(
                "`{}` saves the record that `{}` has saved before on the same path",
                again.name, first.name
            ),
            "gather the changes and save them once: every save runs all the automation of the record",
        );
    }
}
