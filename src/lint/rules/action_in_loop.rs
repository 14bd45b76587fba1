//! Actions inside a loop.

use crate::flow::ElementKind;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("action-in-loop", Warning, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for (inside, head) in flow.loop_bodies() {
        let (inside, head) = (flow.graph.element(*inside), flow.graph.element(*head));
        if matches!(inside.kind, ElementKind::ActionCall(_)) {
            let message = format!("`{}` runs an action for each item of `{}`", inside.name, head.name);
            findings.add(
                flow.at(inside.place),
                message,
                "gather what it needs, and run it once after the loop if it takes a collection",
            );
        }
    }
}
