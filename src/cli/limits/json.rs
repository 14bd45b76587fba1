//! Budgets for other programs.

use super::{Budgets, breaks, most};
use crate::budget::{BATCH, Begins, Bound, Bounds, Budget, Measure, Part, Start};
use crate::cli::Exit;
use crate::cli::answer::{self, Stream};
use crate::cli::run::Run;
use crate::diag::render;
use serde_json::{Map, Value, json};

/// Shows all of a run.
pub(super) fn show(run: &Run, budgets: &[Budgets], exit: Exit) -> Exit {
    let limits = Measure::ALL.map(|measure| (measure.name().to_owned(), most(measure).into()));
    let starts = budgets.iter().flat_map(|each| each.starts.iter().map(|start| of_start(&each.path, start)));
    let details = Map::from_iter([
        ("transactionLimits".to_owned(), Value::Object(Map::from_iter(limits))),
        ("batch".to_owned(), BATCH.into()),
        ("budgets".to_owned(), starts.collect()),
    ]);
    Stream::Data.print(&render::envelope(exit.code(), answer::result(run, details), &[]));
    exit
}

fn of_start(path: &str, start: &Start) -> Value {
    let branches: Vec<Value> = start
        .branches
        .iter()
        .map(|branch| {
            let own = json!({ "flow": branch.flow, "label": branch.label, "element": branch.element });
            with(own, &branch.budget)
        })
        .collect();
    let begins = match start.begins {
        Begins::Save => "save",
        Begins::Schedule => "schedule",
        Begins::Call => "call",
    };
    let own = json!({
        "path": path,
        "flow": start.flow,
        "label": start.label,
        "begins": begins,
        "outcomes": branches,
    });
    with(own, &start.whole)
}

fn with(mut own: Value, budget: &Budget) -> Value {
    let Budget { one, one_with_faults, batch, batch_with_faults } = budget;
    own["one"] = bounds(one);
    own["oneWithFaults"] = bounds(one_with_faults);
    own["batch"] = bounds(batch);
    own["batchWithFaults"] = bounds(batch_with_faults);
    own
}

fn bounds(bounds: &Bounds) -> Value {
    let all = Measure::ALL
        .iter()
        .zip(bounds)
        .map(|(measure, own)| (measure.name().to_owned(), bound(*measure, own)));
    Value::Object(all.collect())
}

fn bound(measure: Measure, bound: &Bound) -> Value {
    json!({
        "amount": bound.amount.sure,
        "more": bound.amount.open.map(|why| why.words()),
        "over": breaks(measure, bound.amount),
        "elements": bound.parts.iter().map(part).collect::<Vec<_>>(),
    })
}

fn part(part: &Part) -> Value {
    json!({
        "flow": part.flow,
        "element": part.element,
        "label": part.label,
        "times": part.times,
        "amount": part.amount.sure,
        "more": part.amount.open.map(|why| why.words()),
    })
}
