//! Records that are saved inside a loop.

use crate::flow::ElementKind;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("save-in-loop", Warning, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for (inside, head) in flow.loop_bodies() {
        let (inside, head) = (flow.graph.element(*inside), flow.graph.element(*head));
        if matches!(
            inside.kind,
            ElementKind::RecordCreate(_) | ElementKind::RecordUpdate(_) | ElementKind::RecordDelete(_)
        ) {
            let message = format!("`{}` saves records for each item of `{}`", inside.name, head.name);
            findings.add(
                flow.at(inside.place),
                message,
                "gather the records in a collection, and save it once after the loop",
            );
        }
    }
}
