//! One record that a path saves twice.

use std::collections::BTreeMap;

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("record-updated-twice", Warning, Check::Flow(check));

/// One finding for each element that saves again. Before a save, an update of the record itself is none: it stays in memory.
fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    if flow.flow.start.trigger_type.as_deref() == Some("RecordBeforeSave") {
        return;
    }
    let twice = flow.graph.updated_twice().into_iter().filter(|twice| twice.first != twice.again);
    let mut first = BTreeMap::new();
    twice.for_each(|twice| {
        first.entry(twice.again).or_insert(twice.first);
    });
    for (again, first) in first {
        let (first, again) = (flow.graph.element(first), flow.graph.element(again));
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
