//! Loops that change the collection that they walk through.

use crate::flow::ElementKind;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("loop-changes-collection", Warning, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for (id, head) in flow.loop_bodies() {
        let element = flow.graph.element(*id);
        let (ElementKind::Assignment(assignment), ElementKind::Loop(walk)) =
            (&element.kind, &flow.graph.element(*head).kind)
        else {
            continue;
        };
        for item in assignment.items.iter().filter(|item| item.target.eq_ignore_ascii_case(&walk.collection))
        {
            findings.add(
                flow.leaf(element.place, "assignToReference", &item.target),
                format!("`{}` changes `{}` while a loop walks through it", element.name, walk.collection),
                "gather in another collection, and assign it behind the loop",
            );
        }
    }
}
