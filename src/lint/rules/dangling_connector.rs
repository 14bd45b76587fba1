//! Arrows that lead to no element.

use crate::diag::nearest;
use crate::flow::graph::{Arrow, arrows, arrows_of_start};
use crate::flow::{Element, Place};
use crate::lint::{Check, Findings, FlowFacts, Named, Rule, rule};

pub(super) static RULE: Rule = rule!("dangling-connector", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let start = &flow.flow.start;
    let tag = if start.element_reference.is_some() { "startElementReference" } else { "targetReference" };
    for arrow in arrows_of_start(start) {
        judge(flow, ("the start", start.place, tag), arrow, findings);
    }
    for Element { name, kind, place, .. } in &flow.flow.elements {
        for arrow in arrows(kind) {
            judge(flow, (&format!("`{name}`"), *place, "targetReference"), arrow, findings);
        }
    }
}

/// An arrow, by what it leaves: its words, its place, and the tag of its target.
fn judge(
    flow: &FlowFacts<'_>,
    (from, place, tag): (&str, Place, &str),
    arrow: Arrow<'_>,
    findings: &mut Findings,
) {
    let is_unread = || matches!(flow.names().get(arrow.target), Some(Named::Unread));
    if arrow.target.is_empty() || flow.graph.named(arrow.target).is_some() || is_unread() {
        return;
    }
    let span = flow.leaf(place, tag, arrow.target);
    let message = format!("{from} leads to `{}`, and the flow has no element of that name", arrow.target);
    let names = flow.flow.elements.iter().map(|element| element.name.as_str());
    match nearest(arrow.target, names) {
        Some(near) => findings.add(span, message, format!("did you mean `{near}`?")),
        None => findings.add(span, message, "lead to an element of the flow, or remove the connector"),
    };
}
