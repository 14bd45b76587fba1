//! What flows cost, for their pages.

use crate::budget::{Bounds, Budget, Measure, Start};
use crate::cli::limits::most;
use crate::docs::{self, Use};

/// How people call the measures.
fn words(measure: Measure) -> &'static str {
    match measure {
        Measure::Soql => "queries",
        Measure::SoqlRows => "rows of queries",
        Measure::Dml => "saves",
        Measure::DmlRows => "rows of saves",
    }
}

/// What the paths through a flow cost at most, by those that start them.
pub(super) fn of(flow: &str, starts: &[Start]) -> Vec<docs::Budget> {
    let mut budgets = Vec::new();
    for start in starts {
        if start.flow == flow {
            budgets.extend(rows("any path", &start.whole));
        }
        for branch in start.branches.iter().filter(|branch| branch.flow == flow) {
            budgets.extend(rows(&format!("from {}", start.label), &branch.budget));
        }
    }
    budgets
}

fn rows(path: &str, budget: &Budget) -> [docs::Budget; 4] {
    [
        ("one record", &budget.one),
        ("one record, with faults", &budget.one_with_faults),
        ("200 records", &budget.batch),
        ("200 records, with faults", &budget.batch_with_faults),
    ]
    .map(|(records, bounds)| docs::Budget { path: format!("{path}, {records}"), uses: uses(bounds) })
}

fn uses(bounds: &Bounds) -> Vec<Use> {
    let each = Measure::ALL.iter().zip(bounds);
    each.map(|(measure, bound)| Use {
        what: words(*measure).to_owned(),
        used: bound.amount.sure,
        more: bound.amount.open.is_some(),
        allowed: most(*measure),
    })
    .collect()
}
