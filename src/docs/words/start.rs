//! When a flow begins.

use super::{Detail, filters, spaced};
use crate::flow::{Flow, Start};

/// What a flow's `triggerType` and `recordTriggerType` say.
static TRIGGERS: &[(&str, &str)] = &[
    ("RecordAfterSave", "after a record is saved"),
    ("RecordBeforeSave", "before a record is saved"),
    ("RecordBeforeDelete", "before a record is deleted"),
    ("Scheduled", "on a schedule"),
    ("PlatformEvent", "when an event arrives"),
    ("DataCloudDataChange", "when data of Data Cloud changes"),
    ("Activate", "when it is activated"),
];

/// Which saves.
static SAVES: &[(&str, &str)] = &[
    ("Create", "created"),
    ("Update", "updated"),
    ("CreateAndUpdate", "created or updated"),
    ("Delete", "deleted"),
];

fn named(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(each, _)| *each == name).map(|(_, words)| *words)
}

/// When a flow begins by itself, in one line; none where others call it.
pub(in crate::docs) fn begins(flow: &Flow) -> Option<String> {
    let start = &flow.start;
    let trigger = start.trigger_type.as_deref()?;
    let object = start.object.as_deref();
    let saves = start.record_trigger_type.as_deref().and_then(|kind| named(SAVES, kind));
    Some(match (trigger, object, saves) {
        ("Scheduled", _, _) => schedule(start),
        (_, Some(object), Some(saves)) => format!("{} {object} is {saves}", article(trigger)),
        (_, Some(object), None) => format!("{object}: {}", words_of(trigger)),
        (_, None, _) => words_of(trigger),
    })
}

fn words_of(trigger: &str) -> String {
    named(TRIGGERS, trigger).map_or_else(|| spaced(trigger), str::to_owned)
}

fn article(trigger: &str) -> &'static str {
    match trigger {
        "RecordBeforeSave" | "RecordBeforeDelete" => "before",
        _ => "after",
    }
}

fn schedule(start: &Start) -> String {
    let Some(schedule) = &start.schedule else { return "on a schedule".to_owned() };
    let time = schedule.start_time.get(..5).unwrap_or(&schedule.start_time);
    let for_each = start.object.as_ref().map(|object| format!(", for each {object}")).unwrap_or_default();
    format!("{} at {time}, from {}{for_each}", spaced(&schedule.frequency), schedule.start_date)
}

/// All that the start says.
pub(in crate::docs) fn start_details(flow: &Flow) -> Vec<Detail> {
    let start = &flow.start;
    let conditions = filters(start.filter_logic.as_deref(), &start.filters);
    let formula = start.filter_formula.clone().unwrap_or_default();
    let change = if start.requires_change { "only when they were not so before" } else { "" };
    let inputs = flow.variables.iter().filter(|variable| variable.is_input);
    let outputs = flow.variables.iter().filter(|variable| variable.is_output);
    [
        Detail::one("Begins", begins(flow).unwrap_or_else(|| "when it is called".to_owned())),
        Detail::one("Conditions", conditions),
        Detail::one("Condition", formula),
        Detail::one("Runs", change),
        Detail::one("Status", flow.status.clone()),
        Detail::one("Rights", flow.run_in_mode.as_deref().map(spaced).unwrap_or_default()),
        Detail::many("Inputs", inputs.map(|variable| variable.name.clone())),
        Detail::many("Outputs", outputs.map(|variable| variable.name.clone())),
    ]
    .into_iter()
    .filter(Detail::says_something)
    .collect()
}
