//! Fault paths that lead back to what failed.

use crate::flow::graph::{ArrowKind, ElementId};
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("fault-path-circle", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for id in flow.graph.ids() {
        let edges = flow.graph.successors(id).iter();
        for edge in edges.filter(|edge| edge.kind == ArrowKind::Fault && edge.target != id) {
            if comes_back(flow, edge.target, id) {
                let name = &flow.graph.element(id).name;
                let message =
                    format!("the fault path of `{name}` leads back to it: what fails every time never ends");
                findings.add(flow.at(flow.graph.element(id).place), message, "lead the fault path past it");
            }
        }
    }
}

/// Whether a path leads to an element without a further item of a loop: that would be another try on another record. Nor does
/// one count that asks a person first.
fn comes_back(flow: &FlowFacts<'_>, from: ElementId, to: ElementId) -> bool {
    let mut seen = vec![false; flow.flow.elements.len()];
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        let waits = matches!(flow.graph.element(id).kind, crate::flow::ElementKind::Other(_));
        if !std::mem::replace(&mut seen[id.0], true) && !waits {
            let edges = flow.graph.successors(id).iter();
            open.extend(edges.filter(|edge| edge.kind != ArrowKind::EachItem).map(|edge| edge.target));
        }
    }
    false
}
