//! Which outcome runs which: an order in which those that are run come first, or the loop.

use crate::check::formulas::Report;
use crate::check::program::{Outcome, StepKind};
use crate::check::reads::each_step;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// The outcomes that one runs, each with its place.
type Runs = Vec<(usize, Span)>;

/// The indices of outcomes, those that are run before those that run them; `None` if there is a loop, which is reported.
pub(super) fn in_order(outcomes: &[Outcome], report: &mut Report<'_>) -> Option<Vec<usize>> {
    let runs: Vec<Runs> = outcomes.iter().map(runs_of).collect();
    let mut visit = Visit { runs: &runs, states: vec![State::New; outcomes.len()], order: Vec::new() };
    let mut right = true;
    for start in 0..outcomes.len() {
        if let Some(path) = visit.from(start) {
            report.push(run_loop(outcomes, &path));
            right = false;
        }
    }
    right.then_some(visit.order)
}

fn runs_of(outcome: &Outcome) -> Runs {
    let mut runs = Vec::new();
    each_step(&outcome.steps, &mut |step| {
        if let StepKind::Run(index) = step.kind {
            runs.push((index, step.span));
        }
    });
    runs
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// A walk, depth first, without recursion: a program may have thousands of outcomes.
struct Visit<'r> {
    runs: &'r [Runs],
    states: Vec<State>,
    order: Vec<usize>,
}

impl Visit<'_> {
    /// Goes on from an outcome; gives the way round if it comes back to one that is open.
    fn from(&mut self, start: usize) -> Option<Vec<(usize, Span)>> {
        if self.states[start] != State::New {
            return None;
        }
        let mut found = None;
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        self.states[start] = State::Open;
        while let Some((at, next)) = way.last_mut() {
            let at = *at;
            let Some((to, _)) = self.runs[at].get(*next).copied() else {
                self.states[at] = State::Done;
                self.order.push(at);
                way.pop();
                continue;
            };
            *next += 1;
            match self.states[to] {
                State::New => {
                    self.states[to] = State::Open;
                    way.push((to, 0));
                }
                State::Open if found.is_none() => found = Some(self.round(&way, to)),
                State::Open | State::Done => {}
            }
        }
        found
    }

    /// The way from `to` to the end of the way, which leads to `to` again.
    fn round(&self, way: &[(usize, usize)], to: usize) -> Vec<(usize, Span)> {
        let first = way.iter().position(|(at, _)| *at == to).unwrap_or(0);
        way[first..].iter().filter_map(|(at, next)| self.runs[*at].get(next - 1).copied()).collect()
    }
}

fn run_loop(outcomes: &[Outcome], round: &[(usize, Span)]) -> Diagnostic {
    let names: Vec<String> = round.iter().map(|(at, _)| format!("`{}`", outcomes[*at].name)).collect();
    let last = names.last().cloned().unwrap_or_default();
    let message = match names.len() {
        0 | 1 => format!("the outcome {last} runs itself"),
        _ => format!("the outcome {last} runs {}, and so itself", names.join(", which runs ")),
    };
    let span = round.first().map(|(_, span)| *span).unwrap_or_default();
    let help = "leave one of these `run` out, and say there what happens instead";
    let diagnostic = Diagnostic::new(Code::RunLoop, span, message).label("comes back here").help(help);
    round.iter().skip(1).fold(diagnostic, |diagnostic, (_, span)| diagnostic.related(*span, "and this"))
}
