//! When a flow runs, in the words of an intent.

use super::words;
use super::yaml::Yaml;
use ctiflow::flow::{Flow, Start};

/// Where the start of a flow is not what the intent says; a flow that others run says nothing.
pub(super) fn differences(flow: &Flow, intent: &Yaml) -> Vec<String> {
    let actual = rows(flow, &flow.start);
    let mut found = Vec::new();
    for (key, text) in &actual {
        let wanted = intent.get(key).map_or("", Yaml::text);
        if !words::is(text, wanted) {
            found.push(format!("{}: start: `{key}` is `{text}`, and should be `{wanted}`", flow.name));
        }
    }
    let unknown = intent.entries().iter().filter(|(key, _)| actual.iter().all(|(name, _)| name != key));
    found.extend(unknown.map(|(key, _)| format!("{}: start: there is no `{key}`", flow.name)));
    found
}

fn rows(flow: &Flow, start: &Start) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    rows.extend(start.object.iter().map(|object| ("for", object.clone())));
    rows.extend(start.record_trigger_type.iter().map(|kind| ("on", kind.clone())));
    if let Some(kind) = &start.trigger_type {
        let when = start.schedule.as_ref().map(|schedule| {
            format!("{} {} at {}", schedule.frequency, schedule.start_date, schedule.start_time)
        });
        rows.push(("when", when.unwrap_or_else(|| kind.clone())));
    }
    rows.extend(flow.trigger_order.map(|order| ("order", order.to_string())));
    rows.extend(start.filter_formula.iter().map(|formula| ("if", words::without_braces(formula))));
    if !start.filters.is_empty() {
        rows.push(("where", words::filters(flow, start.filter_logic.as_deref(), &start.filters)));
    }
    rows
}
