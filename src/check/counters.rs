//! Counters count a call once: which dispositions before a correction have raised one already.

use super::formulas::Report;
use super::paths;
use super::program::{Outcome, OutcomeKind, Step, StepKind};
use super::reads::each_step;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Counters by name, each with the outcomes that raise it on some path, `run` included.
type Raisers = BTreeMap<String, BTreeSet<usize>>;

/// Gives every `increment` the dispositions of the outcomes that raise its counter, and notes where a call can count twice.
pub(super) fn fill(outcomes: &mut [Outcome], report: &mut Report<'_>) {
    let Some(order) = paths::in_order(outcomes, report) else { return };
    let raisers = raisers(outcomes, &order);
    let dispositions: BTreeMap<String, Vec<String>> = raisers
        .iter()
        .map(|(field, raisers)| {
            let each = raisers.iter().flat_map(|index| outcomes[*index].dispositions.iter().cloned());
            (field.clone(), each.collect())
        })
        .collect();
    note_double_counts(outcomes, &raisers, report);
    outcomes.iter_mut().for_each(|outcome| fill_steps(&mut outcome.steps, &dispositions));
}

fn raisers(outcomes: &[Outcome], order: &[usize]) -> Raisers {
    let mut raised: Vec<BTreeSet<String>> = vec![BTreeSet::new(); outcomes.len()];
    for index in order {
        let mut own = BTreeSet::new();
        each_step(&outcomes[*index].steps, &mut |step| match &step.kind {
            StepKind::Increment { field, .. } => {
                own.insert(field.name.clone());
            }
            StepKind::Run(callee) => own.extend(raised[*callee].iter().cloned()),
            _ => {}
        });
        raised[*index] = own;
    }
    let mut raisers = Raisers::new();
    for (index, fields) in raised.into_iter().enumerate() {
        for field in fields {
            raisers.entry(field).or_default().insert(index);
        }
    }
    raisers
}

fn fill_steps(steps: &mut [Step], dispositions: &BTreeMap<String, Vec<String>>) {
    for step in steps {
        match &mut step.kind {
            StepKind::Increment { field, raised_before } => {
                *raised_before = dispositions.get(&field.name).cloned().unwrap_or_default();
            }
            StepKind::If { then, otherwise, .. } => {
                fill_steps(then, dispositions);
                fill_steps(otherwise, dispositions);
            }
            StepKind::Choose { branches, otherwise } => {
                branches.iter_mut().for_each(|branch| fill_steps(&mut branch.steps, dispositions));
                otherwise.iter_mut().for_each(|steps| fill_steps(steps, dispositions));
            }
            _ => {}
        }
    }
}

/// A correction to an outcome that does not raise the counter, and back, counts again: only the disposition directly before is known.
fn note_double_counts(outcomes: &[Outcome], raisers: &Raisers, report: &mut Report<'_>) {
    let reachable =
        |outcome: &Outcome| !outcome.dispositions.is_empty() || outcome.kind == OutcomeKind::Unrecognized;
    let mut places: Vec<(String, Span)> = Vec::new();
    for (field, raisers) in raisers {
        let away =
            outcomes.iter().enumerate().any(|(at, outcome)| reachable(outcome) && !raisers.contains(&at));
        let back = raisers.iter().any(|index| reachable(&outcomes[*index]));
        if away && back {
            places.extend(first_increment(outcomes, field).map(|span| (field.clone(), span)));
        }
    }
    let Some((_, span)) = places.iter().min_by_key(|(_, span)| *span) else { return };
    let names: Vec<String> = places.iter().map(|(field, _)| format!("`{field}`")).collect();
    let message = format!(
        "a call that is corrected to another disposition and back counts twice in {}",
        names.join(", ")
    );
    let help = "nothing to do, if that is rare; `corrections: ignore` counts only the first disposition";
    report.push(Diagnostic::new(Code::CorrectionCountsTwice, *span, message).help(help));
}

fn first_increment(outcomes: &[Outcome], counter: &str) -> Option<Span> {
    let mut found: Option<Span> = None;
    for outcome in outcomes {
        each_step(&outcome.steps, &mut |step| {
            if let StepKind::Increment { field, .. } = &step.kind
                && field.name == counter
            {
                found = found.or(Some(step.span));
            }
        });
    }
    found
}
