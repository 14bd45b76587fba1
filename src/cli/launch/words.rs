//! What happened, for people.

use super::play::Played;
use super::report;
use crate::formula::Value;
use crate::scenario;
use crate::simulate::{Data, LIMITS};

/// Fields that every save sets.
const STAMPS: &[&str] =
    &["CreatedById", "CreatedDate", "LastModifiedById", "LastModifiedDate", "SystemModstamp"];

/// The whole report.
pub(super) fn text(played: &Played) -> String {
    let draft = match played.status.as_str() {
        "" | "Active" => String::new(),
        status => format!(" ({status})"),
    };
    let end = match played.failure() {
        None if played.reports.iter().all(|report| report.transactions.is_empty()) => {
            "nothing was started: no record is one that its schedule takes".to_owned()
        }
        None => "all was saved".to_owned(),
        Some(failure) => format!("FAILED: {failure}"),
    };
    let mut text = format!("{}{draft}: {end}\n", played.flow);
    section(&mut text, "Outputs", outputs(played));
    section(&mut text, "Records", records(played));
    section(&mut text, "Messages", messages(played));
    section(&mut text, "The way", way(played));
    section(&mut text, "Limits", limits(played));
    let row = |row: &crate::simulate::choices::Row| format!("{}: {}", row.name, row.chosen);
    section(
        &mut text,
        "Depends on what the platform does not document",
        report::choices(played).into_iter().map(row).collect(),
    );
    text
}

fn section(text: &mut String, title: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    let lines = lines.iter().map(|line| format!("  {line}\n")).collect::<String>();
    text.push_str(&format!("\n{title}\n{lines}"));
}

fn outputs(played: &Played) -> Vec<String> {
    let outputs = played.reports.iter().flat_map(|report| &report.outputs).flatten();
    outputs.map(|(name, data)| format!("{name} = {}", shown(played, data))).collect()
}

fn records(played: &Played) -> Vec<String> {
    let mut lines = Vec::new();
    for change in report::changes(&played.reports) {
        let object = &played.world.schema().object(change.key.object).name;
        lines.push(format!("{} {object} {}", report::kind(&change), one(played, &report::id(&change))));
        if change.after.is_none() {
            continue;
        }
        let rows = report::differences(played, &change).into_iter();
        for (field, before, after) in rows.filter(|(field, ..)| !STAMPS.contains(&field.as_str())) {
            let after = one(played, &after);
            lines.push(match change.before {
                None => format!("  {field}: {after}"),
                Some(_) => format!("  {field}: {} -> {after}", one(played, &before)),
            });
        }
    }
    lines
}

fn messages(played: &Played) -> Vec<String> {
    let mut lines = Vec::new();
    for message in played.reports.iter().flat_map(|report| &report.messages) {
        lines.push(format!("{} ({}.{})", message.action_name, message.flow, message.element));
        let inputs = message.inputs.iter();
        lines.extend(inputs.map(|(name, data)| format!("  {name}: {}", shown(played, data))));
    }
    lines
}

fn way(played: &Played) -> Vec<String> {
    let mut lines = Vec::new();
    for (report, start) in played.reports.iter().zip(1..) {
        if played.reports.len() > 1 {
            lines.push(format!("save {start}"));
        }
        lines.extend(scenario::way(&played.world, report));
    }
    lines
}

fn limits(played: &Played) -> Vec<String> {
    let transactions = played.reports.iter().flat_map(|report| &report.transactions);
    let row = |used: u32, at: usize| format!("{used} of {} {}", LIMITS[at].most, LIMITS[at].name);
    let line = |used: crate::simulate::Used| {
        [row(used.soql, 0), row(used.soql_rows, 1), row(used.dml, 2), row(used.dml_rows, 3)].join(", ")
    };
    transactions.map(|transaction| line(transaction.used)).collect()
}

fn shown(played: &Played, data: &Data) -> String {
    match data {
        Data::Value(value) => one(played, value),
        Data::List(items) => {
            format!("[{}]", items.iter().map(|item| shown(played, item)).collect::<Vec<_>>().join(", "))
        }
        Data::Record(record) => {
            let name = |field| played.world.field_name(record.object, field);
            let fields =
                record.values().map(|(field, value)| format!("{}: {}", name(field), one(played, value)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A value on one line; a record that has a name by it.
fn one(played: &Played, value: &Value) -> String {
    match (value, played.name(value)) {
        (Value::Null, _) => "null".to_owned(),
        (_, Some(name)) => name.to_owned(),
        (value, None) => value.to_string().replace(['\n', '\r'], " "),
    }
}
