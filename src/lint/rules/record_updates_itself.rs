//! Flows that save again the record whose save started them.

use crate::flow::{ElementKind, Filter, RecordUpdate, Start, Value};
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("record-updates-itself", Warning, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let start = &flow.flow.start;
    if start.trigger_type.as_deref() != Some("RecordAfterSave") || runs_once(start) {
        return;
    }
    for id in flow.graph.ids() {
        let element = flow.graph.element(id);
        let ElementKind::RecordUpdate(update) = &element.kind else { continue };
        if saves_record(update, start) && !is_asked_before(flow, id) {
            findings.add(
                flow.at(element.place),
                format!("`{}` saves the record that started this flow, whatever changed: the flow starts again", element.name),
                "run only when the record newly meets the conditions, ask first whether there is anything to change, or set the \
                 fields before the save",
            );
        }
    }
}

/// Whether the update does not meet the entry conditions again.
fn runs_once(start: &Start) -> bool {
    let asks_for_changes = |formula: &String| {
        let formula = formula.to_uppercase();
        ["ISCHANGED", "ISNEW", "__PRIOR"].iter().any(|word| formula.contains(word))
    };
    let is_change = |filter: &Filter| filter.operator == "IsChanged";
    start.requires_change
        || start.record_trigger_type.as_deref() == Some("Create")
        || start.filters.iter().any(is_change)
        || start.filter_formula.as_ref().is_some_and(asks_for_changes)
}

fn saves_record(update: &RecordUpdate, start: &Start) -> bool {
    let is_own =
        |value: &Option<Value>| matches!(value, Some(Value::Reference(path)) if path == "$Record.Id");
    let by_id =
        |filter: &Filter| filter.field == "Id" && filter.operator == "EqualTo" && is_own(&filter.value);
    update.input_reference.as_deref() == Some("$Record")
        || (update.object == start.object && update.filters.iter().any(by_id))
}

/// Whether every way to an element passes a decision.
fn is_asked_before(flow: &FlowFacts<'_>, id: crate::flow::graph::ElementId) -> bool {
    let mut at = flow.dominators()[id.0];
    while let Some(before) = at {
        if matches!(flow.graph.element(before).kind, ElementKind::Decision(_)) {
            return true;
        }
        at = flow.dominators()[before.0];
    }
    false
}
