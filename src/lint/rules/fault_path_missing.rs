//! Elements that can fail, and say nothing of what happens then.

use crate::flow::graph::ArrowKind;
use crate::flow::{Element, ElementKind, Start};
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("fault-path-missing", Warning, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let runs_normally = without_faults(flow);
    for id in flow.graph.ids().filter(|id| runs_normally[id.0]) {
        let element = flow.graph.element(id);
        if can_fail_in_vain(element) && !is_no_save(element, &flow.flow.start) {
            let message = format!(
                "a fault of `{}` leads nowhere: all that the transaction did is undone",
                element.name
            );
            findings.add(flow.at(element.place), message, "draw a fault path that logs the fault");
        }
    }
}

/// The elements that are reached over no fault path: what handles a fault needs no further handler.
fn without_faults(flow: &FlowFacts<'_>) -> Vec<bool> {
    let mut seen = vec![false; flow.flow.elements.len()];
    let mut open: Vec<_> = flow.graph.entries().iter().map(|edge| edge.target).collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut seen[id.0], true) {
            let edges = flow.graph.successors(id).iter();
            open.extend(edges.filter(|edge| edge.kind != ArrowKind::Fault).map(|edge| edge.target));
        }
    }
    seen
}

/// Before a save, the record itself is changed in memory: that cannot fail, and has no fault path.
fn is_no_save(element: &Element, start: &Start) -> bool {
    let ElementKind::RecordUpdate(update) = &element.kind else { return false };
    let own = update.input_reference.as_deref() == Some("$Record");
    own && start.trigger_type.as_deref() == Some("RecordBeforeSave")
}

fn can_fail_in_vain(element: &Element) -> bool {
    match &element.kind {
        ElementKind::ActionCall(it) => it.fault.is_none(),
        ElementKind::RecordCreate(it) => it.fault.is_none(),
        ElementKind::RecordDelete(it) => it.fault.is_none(),
        ElementKind::RecordLookup(it) => it.fault.is_none(),
        ElementKind::RecordUpdate(it) => it.fault.is_none(),
        ElementKind::Assignment(_)
        | ElementKind::CollectionProcessor(_)
        | ElementKind::CustomError(_)
        | ElementKind::Decision(_)
        | ElementKind::Loop(_)
        | ElementKind::Subflow(_)
        | ElementKind::Transform(_) => false,
        ElementKind::Other(it) => {
            it.tag == "waits" && it.connectors.iter().all(|(tag, _)| tag != "faultConnector")
        }
    }
}
