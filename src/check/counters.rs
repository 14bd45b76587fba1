//! Counters count a call once: which dispositions before a correction have raised one already.

use super::formulas::Report;
use super::program::{Outcome, OutcomeKind, RaisedBefore, Step, StepKind};
use super::reads::each_step;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Counters by name, each with the outcomes that raise it on some path, `run` included.
type Raisers = BTreeMap<String, BTreeSet<usize>>;

/// Gives every `increment` the dispositions of the outcomes that raise its counter, and notes where a call can count twice.
///
/// `order`: the outcomes, those that are run before those that run them.
pub(super) fn fill(outcomes: &mut [Outcome], order: &[usize], report: &mut Report<'_>) {
    let raisers = raisers(outcomes, order);
    let raised_before: BTreeMap<String, RaisedBefore> =
        raisers.iter().map(|(field, raisers)| (field.clone(), raised_before(outcomes, raisers))).collect();
    if !report.sink.has_errors() {
        note_double_counts(outcomes, &raisers, report);
    }
    outcomes.iter_mut().for_each(|outcome| fill_steps(&mut outcome.steps, &raised_before));
}

/// Which dispositions lead to one of these outcomes.
fn raised_before(outcomes: &[Outcome], raisers: &BTreeSet<usize>) -> RaisedBefore {
    let unknown = raisers.iter().any(|at| outcomes[*at].kind == OutcomeKind::Unrecognized);
    let listed = (0..outcomes.len()).filter(|at| raisers.contains(at) != unknown);
    let dispositions = listed.flat_map(|at| outcomes[at].dispositions.iter().cloned()).collect();
    match unknown {
        true => RaisedBefore::ByAllBut(dispositions),
        false => RaisedBefore::By(dispositions),
    }
}

fn raisers(outcomes: &[Outcome], order: &[usize]) -> Raisers {
    let mut raised: Vec<BTreeSet<String>> = vec![BTreeSet::new(); outcomes.len()];
    for index in order {
        let mut own = BTreeSet::new();
        each_step(&outcomes[*index].steps, &mut |step| {
            if let StepKind::Increment { field, .. } = &step.kind {
                own.insert(field.name.clone());
            }
            if let StepKind::Run(callee) = &step.kind {
                own.extend(raised[*callee].iter().cloned());
            }
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

fn fill_steps(steps: &mut [Step], raisers: &BTreeMap<String, RaisedBefore>) {
    for step in steps {
        if let StepKind::Increment { field, raised_before } = &mut step.kind {
            *raised_before = raisers.get(&field.name).cloned().unwrap_or_default();
        }
        step.arms_mut().into_iter().for_each(|arm| fill_steps(arm, raisers));
    }
}

/// Notes the counters in which one call can count twice: only the disposition directly before a correction is known.
fn note_double_counts(outcomes: &[Outcome], raisers: &Raisers, report: &mut Report<'_>) {
    let leads_to = |at: usize| {
        let outcome = &outcomes[at];
        !outcome.dispositions.is_empty() || outcome.kind == OutcomeKind::Unrecognized
    };
    let twice = |raisers: &BTreeSet<usize>| {
        let away = (0..outcomes.len()).any(|at| leads_to(at) && !raisers.contains(&at));
        raisers.iter().any(|at| leads_to(*at)) && away
    };
    let counters: Vec<&str> =
        raisers.iter().filter(|(_, raisers)| twice(raisers)).map(|(field, _)| field.as_str()).collect();
    let Some(span) = counters.iter().filter_map(|counter| first_increment(outcomes, counter)).min() else {
        return;
    };
    let names: Vec<String> = counters.iter().map(|counter| format!("`{counter}`")).collect();
    let message = format!(
        "a call that is corrected to another disposition and back may count twice in {}",
        names.join(", ")
    );
    let help = "nothing to do, if that is rare; what else was done for the earlier disposition stays done, and \
                `corrections: ignore` runs only for the first";
    report.push(Diagnostic::new(Code::CorrectionCountsTwice, span, message).help(help));
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
