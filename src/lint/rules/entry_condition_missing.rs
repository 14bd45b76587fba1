//! Flows that run on every save of an object.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("entry-condition-missing", Warning, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let start = &flow.flow.start;
    let on_update = matches!(start.record_trigger_type.as_deref(), Some("Update" | "CreateAndUpdate"));
    let is_saved = matches!(start.trigger_type.as_deref(), Some("RecordAfterSave" | "RecordBeforeSave"));
    let has_condition = !start.filters.is_empty() || start.filter_formula.is_some();
    if let (true, true, false, Some(object)) = (on_update, is_saved, has_condition, &start.object) {
        findings.add(
            flow.leaf(start.place, "object", object),
            format!("the flow runs on every save of {object}, whatever was changed"),
            "say in the start which records it is for, and which change",
        );
    }
}
