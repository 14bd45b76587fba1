//! Budgets for people: a table, and what its figures are made of.

use super::{Budgets, breaks, most};
use crate::budget::{Amount, Begins, Bound, Bounds, Budget, Measure, Part, Start};

const HEADS: [&str; 6] = ["", "", "SOQL", "SOQL rows", "DML", "DML rows"];

/// For a terminal.
pub(super) fn text(budgets: &Budgets) -> String {
    let mut text = String::new();
    for start in &budgets.starts {
        text += &format!("{}: {}\n\n", budgets.path, title(start));
        text += &aligned(&rows(start));
        text += &notes(start).iter().map(|note| format!("\n{note}\n")).collect::<String>();
        for (head, lines) in details(start) {
            text += &format!("\n{head}\n");
            text += &lines.iter().map(|line| format!("  {line}\n")).collect::<String>();
        }
        text += "\n";
    }
    text
}

/// For a page.
pub(super) fn markdown(budgets: &Budgets) -> String {
    let mut text = String::new();
    for start in &budgets.starts {
        text += &format!("## {}\n\n`{}`\n\n", escaped(&title(start)), budgets.path);
        for (at, row) in rows(start).iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
            text += &format!("| {} |\n", cells.join(" | "));
            if at == 0 {
                text += "|---|---|--:|--:|--:|--:|\n";
            }
        }
        text += &notes(start).iter().map(|note| format!("\n{}\n", escaped(note))).collect::<String>();
        for (head, lines) in details(start) {
            text += &format!("\n**{}**\n\n", escaped(&head));
            text += &lines.iter().map(|line| format!("- {}\n", escaped(line))).collect::<String>();
        }
        text += "\n";
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;").replace('*', "\\*").replace('_', "\\_")
}

fn title(start: &Start) -> String {
    let begins = match start.begins {
        Begins::Save => "started by a save",
        Begins::Schedule => "started by a schedule",
        Begins::Call => "started by a call",
    };
    format!("{} ({}), {begins}", start.label, start.flow)
}

/// The rows of the table, its head first.
fn rows(start: &Start) -> Vec<[String; 6]> {
    let mut rows = vec![HEADS.map(str::to_owned)];
    for branch in &start.branches {
        rows.extend(of_budget(&branch.label, &branch.budget));
    }
    let name = if start.branches.is_empty() { "All paths" } else { "The worst mix" };
    rows.extend(of_budget(name, &start.whole));
    let limits = Measure::ALL.map(|measure| grouped(most(measure)));
    rows.push(row("A transaction's limit", "", limits));
    rows
}

fn of_budget(name: &str, budget: &Budget) -> Vec<[String; 6]> {
    let cells = |bounds: &Bounds| {
        let mut cells = Measure::ALL.iter().zip(bounds).map(|(measure, bound)| cell(*measure, bound.amount));
        [(); 4].map(|()| cells.next().unwrap_or_default())
    };
    vec![
        row(name, "1 record", cells(&budget.one)),
        row("", "1 record, with faults", cells(&budget.one_with_faults)),
        row("", "200 records", cells(&budget.batch)),
        row("", "200 records, with faults", cells(&budget.batch_with_faults)),
    ]
}

fn row(name: &str, case: &str, [soql, soql_rows, dml, dml_rows]: [String; 4]) -> [String; 6] {
    [name.to_owned(), case.to_owned(), soql, soql_rows, dml, dml_rows]
}

/// `12`; `12+` where there may be more; `120!` where it is over the limit.
fn cell(measure: Measure, amount: Amount) -> String {
    let more = if amount.open.is_some() { "+" } else { "" };
    let over = if breaks(measure, amount) { "!" } else { "" };
    format!("{}{more}{over}", grouped(amount.sure))
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn aligned(rows: &[[String; 6]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..HEADS.len()).map(width).collect();
    let line = |row: &[String; 6]| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
            0 | 1 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        format!("  {}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

/// What the signs of the table mean, where they stand in it.
fn notes(start: &Start) -> Vec<String> {
    let budgets = || start.branches.iter().map(|branch| &branch.budget).chain([&start.whole]);
    let all = || budgets().flat_map(|it| [&it.one, &it.one_with_faults, &it.batch, &it.batch_with_faults]);
    let mut notes = Vec::new();
    let open =
        all().flatten().flat_map(|bound| &bound.parts).find_map(|part| Some((part, part.amount.open?)));
    if let Some((part, why)) = open {
        notes.push(format!("+ and more, {}: {} ({}.{})", why.words(), part.label, part.flow, part.element));
    }
    let over = |bounds: &Bounds| {
        Measure::ALL.iter().zip(bounds).any(|(measure, bound)| breaks(*measure, bound.amount))
    };
    if all().any(over) {
        notes.push("! over the limit: the transaction fails, and no fault path catches that".to_owned());
    }
    notes
}

/// What the figures are made of: of each outcome for one record, of all for the worst batch.
fn details(start: &Start) -> Vec<(String, Vec<String>)> {
    let mut details = Vec::new();
    for branch in &start.branches {
        details.extend(lists(&branch.label, "1 record", &branch.budget.one));
    }
    if start.branches.is_empty() {
        details.extend(lists("The dearest path", "1 record", &start.whole.one));
    }
    details.extend(lists("The worst mix", "200 records", &start.whole.batch));
    details
}

/// The queries and the DML statements, each with its elements. (Rows are in JSON.)
fn lists(name: &str, case: &str, bounds: &Bounds) -> Vec<(String, Vec<String>)> {
    let named = HEADS[2..].iter().zip(bounds).step_by(2).filter(|(_, bound)| !bound.parts.is_empty());
    let list = |(head, bound): (&&str, &Bound)| {
        (format!("{name}, {case}: {} {head}", grouped(bound.amount.sure)), lines(bound))
    };
    named.map(list).collect()
}

/// The elements of a bound, each once.
fn lines(bound: &Bound) -> Vec<String> {
    let mut elements: Vec<(&Part, Amount)> = Vec::new();
    for part in &bound.parts {
        match elements.iter_mut().find(|(each, _)| (&each.flow, &each.element) == (&part.flow, &part.element))
        {
            Some((_, amount)) => amount.sure += part.amount.sure,
            None => elements.push((part, part.amount)),
        }
    }
    let line = |(part, amount): (&Part, Amount)| {
        let more = amount.open.map_or(String::new(), |why| format!(", {}", why.words()));
        format!("{} × {} ({}.{}){more}", grouped(amount.sure), part.label, part.flow, part.element)
    };
    elements.into_iter().map(line).collect()
}
