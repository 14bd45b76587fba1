//! Elements that a flow before the save cannot have.

use crate::flow::ElementKind;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("not-before-save", Error, Check::Flow(check));

/// Source: "Automate Your Business Processes" (Spring '26): a fast field update has assignments, decisions, Get Records, loops,
/// collection filters and sorts, transforms and custom errors, and changes the record that is saved.
fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    if flow.flow.start.trigger_type.as_deref() != Some("RecordBeforeSave") {
        return;
    }
    for element in flow.flow.elements.iter().filter(|element| is_refused(&element.kind)) {
        findings.add(
            flow.at(element.place),
            format!("`{}` cannot run before the save: the platform refuses it", element.name),
            "run this flow after the save, or assign the fields of $Record instead",
        );
    }
}

fn is_refused(kind: &ElementKind) -> bool {
    match kind {
        ElementKind::RecordUpdate(update) => update.input_reference.as_deref() != Some("$Record"),
        ElementKind::RecordCreate(_) | ElementKind::RecordDelete(_) => true,
        ElementKind::ActionCall(_)
        | ElementKind::Assignment(_)
        | ElementKind::CollectionProcessor(_)
        | ElementKind::CustomError(_)
        | ElementKind::Decision(_)
        | ElementKind::Loop(_)
        | ElementKind::RecordLookup(_)
        | ElementKind::Subflow(_)
        | ElementKind::Transform(_)
        | ElementKind::Other(_) => false,
    }
}
