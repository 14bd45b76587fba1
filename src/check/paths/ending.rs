//! Where paths end: nothing stands behind `run` and `stop`.

use crate::check::formulas::Report;
use crate::check::program::{Step, StepKind};
use crate::check::reads::arms;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// Whether no path goes on behind these steps.
pub(in crate::check) fn ends(steps: &[Step]) -> bool {
    steps.iter().any(step_ends)
}

fn step_ends(step: &Step) -> bool {
    let parts = step.parts();
    parts.is_end || (!parts.arms.is_empty() && parts.arms.into_iter().all(ends))
}

/// Reports steps behind the end of their path.
pub(super) fn judge(steps: &[Step], report: &mut Report<'_>) {
    judge_sequence(steps, None, report);
}

/// `behind`: the step that follows the whole sequence.
fn judge_sequence(steps: &[Step], behind: Option<Span>, report: &mut Report<'_>) {
    for (at, step) in steps.iter().enumerate() {
        let next = steps.get(at + 1).map(|next| next.span);
        let follows = next.or(behind);
        if let (StepKind::Run(_), Some(follows)) = (&step.kind, follows) {
            report.push(run_not_last(step.span, follows));
            return;
        }
        arms(step).into_iter().for_each(|arm| judge_sequence(arm, follows, report));
        if step_ends(step)
            && let Some(next) = next
        {
            if !runs(step) {
                report.push(unreachable(step.span, next));
            }
            return;
        }
    }
}

fn runs(step: &Step) -> bool {
    matches!(step.kind, StepKind::Run(_)) || arms(step).into_iter().flatten().any(runs)
}

fn run_not_last(run: Span, follows: Span) -> Diagnostic {
    let message = "`run` leaves the rest to another outcome, so it must be the last step of its path";
    let help = "move the steps behind it before it, or into the branches that do not run the other outcome";
    Diagnostic::new(Code::RunNotLast, run, message)
        .label("not the last")
        .related(follows, "follows it")
        .help(help)
}

fn unreachable(end: Span, next: Span) -> Diagnostic {
    let message = "this step never runs: every path before it has ended";
    let help = "leave it out, or move it before `stop`";
    Diagnostic::new(Code::UnreachableStep, next, message)
        .label("never runs")
        .related(end, "the path ends here")
        .help(help)
}
