//! Get Records inside a loop.

use crate::flow::ElementKind;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("query-in-loop", Warning, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for (inside, head) in flow.loop_bodies() {
        let (inside, head) = (flow.graph.element(*inside), flow.graph.element(*head));
        if matches!(inside.kind, ElementKind::RecordLookup(_)) {
            let message = format!("`{}` looks records up for each item of `{}`", inside.name, head.name);
            findings.add(
                flow.at(inside.place),
                message,
                "look them all up once before the loop, with an In filter",
            );
        }
    }
}
