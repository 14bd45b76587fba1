//! A replay in words and in JSON.

use super::sums::Replayed;
use crate::cli::Exit;
use crate::cli::answer::{self, Stream};
use crate::cli::run::Run;
use crate::diag::render;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// So many rows of a kind are shown to a person.
const MOST: usize = 20;

/// The sums, for people.
pub(super) fn text(replayed: &Replayed) -> String {
    let mut text = format!("{} calls in {} transactions\n", replayed.calls, replayed.transactions);
    if replayed.people > 0 {
        text += &format!("{} people were read\n", replayed.people);
    }
    if !replayed.made.is_empty() {
        text += &format!("made from ids: {}\n", counts(replayed.made.iter()));
    }
    if replayed.left_out > 0 {
        text += &format!("{} references to records that nobody knows were left out\n", replayed.left_out);
    }
    text += &outcomes(replayed);
    text += &section("Created", replayed.created.iter());
    text += &section("Changed", replayed.changed.iter());
    text += &section("Actions", replayed.messages.iter());
    text += "\nThe dearest transactions\n";
    for dearest in &replayed.dearest {
        let row = dearest.limit.row();
        let of = format!("{} of {} {}", dearest.used, row.most, row.name);
        let place =
            if dearest.line > 0 { format!(" ({}:{})", replayed.path, dearest.line) } else { String::new() };
        text += &format!("  {of}{place}\n");
    }
    if !replayed.faults.is_empty() {
        text += "\nFaults that a fault path took\n";
    }
    for (place, fault) in &replayed.faults {
        text +=
            &format!("  {} × {place}: {} ({}:{})\n", fault.count, fault.message, replayed.path, fault.line);
    }
    text
}

fn outcomes(replayed: &Replayed) -> String {
    let width = replayed.outcomes.keys().map(|name| name.chars().count()).max().unwrap_or(0).max(7);
    let mut text =
        format!("\n{:<width$}  {:>9}  {:>11}  {:>9}\n", "Outcome", "calls", "with faults", "created");
    for (name, sums) in &replayed.outcomes {
        text +=
            &format!("{name:<width$}  {:>9}  {:>11}  {:>9}\n", sums.calls, sums.with_faults, sums.created);
    }
    text
}

fn section<'a>(head: &str, rows: impl Iterator<Item = (&'a String, &'a u64)>) -> String {
    let lines: String = rows.map(|(name, count)| format!("  {count} × {name}\n")).collect();
    if lines.is_empty() { lines } else { format!("\n{head}\n{lines}") }
}

fn counts<'a>(rows: impl Iterator<Item = (&'a &'static str, &'a u64)>) -> String {
    rows.map(|(name, count)| format!("{count} × {name}")).collect::<Vec<_>>().join(", ")
}

/// Rows that could not be used, and calls that were not saved.
pub(super) fn broken(replayed: &Replayed) -> String {
    let mut text: String = replayed.columns.iter().map(|failure| format!("warning: {failure}\n")).collect();
    let rows =
        replayed.broken.iter().map(|(path, row)| format!("error: {path}:{}: {}\n", row.line, row.message));
    let failed = replayed.failed.iter();
    let failed =
        failed.map(|row| format!("error: {}:{}: not saved: {}\n", replayed.path, row.line, row.message));
    let all: Vec<String> = rows.chain(failed).collect();
    text += &all.iter().take(MOST).map(String::as_str).collect::<String>();
    if all.len() > MOST {
        text += &format!("{} more rows; --format json has all\n", all.len() - MOST);
    }
    text
}

/// Everything, for programs.
pub(super) fn json(run: &Run, replayed: Option<&Replayed>, exit: Exit) -> Exit {
    let details = replayed.map(|replayed| ("replay".to_owned(), value(replayed)));
    Stream::Data.print(&render::envelope(exit.code(), answer::result(run, Map::from_iter(details)), &[]));
    exit
}

fn value(replayed: &Replayed) -> Value {
    let outcomes = replayed.outcomes.iter().map(|(name, sums)| {
        json!({ "outcome": name, "calls": sums.calls, "withFaults": sums.with_faults, "created": sums.created })
    });
    let dearest = replayed.dearest.iter().map(|each| {
        let row = each.limit.row();
        json!({ "limit": row.name, "used": each.used, "most": row.most, "line": each.line, "calls": each.calls })
    });
    let faults = replayed.faults.iter().map(|(place, fault)| {
        json!({ "element": place, "count": fault.count, "line": fault.line, "message": fault.message })
    });
    let broken = replayed
        .broken
        .iter()
        .map(|(path, row)| json!({ "path": path, "line": row.line, "message": row.message }));
    let failed = replayed.failed.iter().map(|row| json!({ "line": row.line, "message": row.message }));
    let columns = replayed.columns.iter().map(|each| json!({ "message": each.message, "help": each.help }));
    let choices = replayed.choices.iter().map(|(name, chosen)| json!({ "name": name, "chosen": chosen }));
    let made: BTreeMap<_, _> = replayed.made.iter().collect();
    json!({
        "path": replayed.path,
        "calls": replayed.calls,
        "transactions": replayed.transactions,
        "people": replayed.people,
        "made": made,
        "leftOut": replayed.left_out,
        "outcomes": outcomes.collect::<Vec<_>>(),
        "created": replayed.created,
        "changed": replayed.changed,
        "messages": replayed.messages,
        "dearest": dearest.collect::<Vec<_>>(),
        "faults": faults.collect::<Vec<_>>(),
        "failed": failed.collect::<Vec<_>>(),
        "broken": broken.collect::<Vec<_>>(),
        "columns": columns.collect::<Vec<_>>(),
        "choices": choices.collect::<Vec<_>>(),
    })
}
