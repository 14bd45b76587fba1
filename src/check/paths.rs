//! What happens along the paths of a program: where they end, and what is written twice on one.

mod ending;
mod lookups;
mod order;
mod same;
mod touches;
mod writes;

pub(super) use ending::ends;

use super::formulas::Report;
use super::program::{Outcome, Record, Set, Step};

/// What the paths of outcomes have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Common<'p> {
    /// The records with names.
    pub(super) records: &'p [Record],
    /// What every call sets.
    pub(super) every_call: &'p [Set],
    /// The object of a monitor's record.
    pub(super) subject: Option<&'p str>,
}

/// Reports what goes wrong along the paths of the outcomes. Gives their order, those that are run before those that run
/// them; `None` where that is a loop.
pub(super) fn judge_outcomes(
    outcomes: &[Outcome],
    common: Common<'_>,
    report: &mut Report<'_>,
) -> Option<Vec<usize>> {
    outcomes.iter().for_each(|outcome| ending::judge(&outcome.steps, report));
    let order = order::in_order(outcomes, report)?;
    let before = report.sink.len();
    let mut summaries: Vec<writes::Summary<'_>> =
        outcomes.iter().map(|_| writes::Summary::default()).collect();
    for index in &order {
        let start = writes::State::of_outcome(outcomes[*index].kind, common);
        summaries[*index] = writes::walk(&outcomes[*index].steps, start, common, &summaries, report);
    }
    if report.sink.len() == before {
        lookups::judge(outcomes, common.records, report);
    }
    Some(order)
}

/// Reports what goes wrong along the paths of a monitor that runs for an object.
pub(super) fn judge_monitor(
    object: &str,
    steps: &[Step],
    records: &[Record],
    stamped: bool,
    report: &mut Report<'_>,
) {
    ending::judge(steps, report);
    let common = Common { records, every_call: &[], subject: Some(object) };
    let start =
        writes::State::of_monitor(object, stamped.then(|| steps.first().map(|step| step.span)).flatten());
    writes::walk(steps, start, common, &[], report);
}
