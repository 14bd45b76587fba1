//! Whether the branches of a `choose` cover every value once: proved where all compare one thing with constants.

mod conditions;
mod numbers;
mod texts;
mod values;

pub(super) use numbers::shown;

use super::blanks::{Blanks, Facts};
use super::program::Expression;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use values::{Domain, Values};

/// What a `choose` is made of.
pub(super) struct Choice<'e> {
    /// Where it stands.
    pub(super) span: Span,
    /// The conditions in order.
    pub(super) conditions: Vec<&'e Expression>,
    /// Where `otherwise` stands, if it is there.
    pub(super) otherwise: Option<Span>,
}

/// The mistakes of a `choose`: a value that no branch covers, or that two do, and branches that nothing reaches.
///
/// Where its conditions do not all compare one thing with constants, only that `otherwise` is missing.
pub(super) fn judge(choice: &Choice<'_>, blanks: &Blanks<'_>, facts: &Facts) -> Vec<Diagnostic> {
    let Some(cases) = conditions::read(&choice.conditions, blanks, facts) else {
        return otherwise_missing(choice);
    };
    let mut found = Vec::new();
    let mut covered = cases.domain.values.complement().intersection(&cases.domain.values);
    for (at, values) in cases.branches.iter().enumerate() {
        found.extend(judge_branch(choice, &cases, at, &values.intersection(&covered)));
        covered = covered.union(values);
    }
    if found.iter().any(|diagnostic| diagnostic.code == Code::UnreachableBranch) {
        return found;
    }
    let gap = covered.complement().intersection(&cases.domain.values);
    found.extend(judge_rest(choice, &cases, &gap));
    found
}

/// A `choose` as sets of values of one thing.
struct Cases {
    /// The thing in words.
    thing: String,
    /// What it can be.
    domain: Domain,
    /// What each branch covers of it.
    branches: Vec<Values>,
}

fn otherwise_missing(choice: &Choice<'_>) -> Vec<Diagnostic> {
    if choice.otherwise.is_some() {
        return Vec::new();
    }
    let message = "`choose` does not say what happens where no condition holds";
    let help = "add `otherwise:` with steps, or `otherwise: []` for nothing, on purpose";
    vec![Diagnostic::new(Code::OtherwiseMissing, choice.span, message).label("no `otherwise`").help(help)]
}

/// A branch that nothing reaches, or that shares values with one before it.
fn judge_branch(choice: &Choice<'_>, cases: &Cases, at: usize, shared: &Values) -> Option<Diagnostic> {
    let (own, span) = (&cases.branches[at], choice.conditions[at].span);
    let thing = &cases.thing;
    if own.is_empty() {
        let message = format!("this branch never runs: no value of {thing} meets its condition");
        let help = format!("{thing} can be {} here", cases.domain.say(&cases.domain.values));
        return Some(Diagnostic::new(Code::UnreachableBranch, span, message).label("never runs").help(help));
    }
    if shared.is_empty() {
        return None;
    }
    let values = cases.domain.say(shared);
    let diagnostic = match shared == own {
        true => {
            let message = format!("this branch never runs: a branch before it covers {values} of {thing}");
            Diagnostic::new(Code::UnreachableBranch, span, message)
                .label("never runs")
                .help("leave the branch out, or move it before the other and narrow that one")
        }
        false => {
            let message = format!("two branches cover {values} of {thing}");
            Diagnostic::new(Code::OverlappingBranches, span, message)
                .label("covers it again")
                .help(format!("let only one of them cover {values}"))
        }
    };
    let before = (0..at).find(|before| !cases.branches[*before].intersection(own).is_empty()).unwrap_or(0);
    let covers = cases.domain.say(&cases.branches[before]);
    Some(diagnostic.related(choice.conditions[before].span, format!("covers {covers}")))
}

/// Values that no branch covers; or an `otherwise` that no value reaches.
fn judge_rest(choice: &Choice<'_>, cases: &Cases, gap: &Values) -> Option<Diagnostic> {
    let thing = &cases.thing;
    match (choice.otherwise, gap.is_empty()) {
        (None, false) => {
            let values = cases.domain.say(gap);
            let message = format!("no branch covers {values} of {thing}");
            let help = format!(
                "add a branch for {values}, or `otherwise:` (`otherwise: []` for nothing, on purpose)"
            );
            Some(Diagnostic::new(Code::UncoveredValues, choice.span, message).label("has a gap").help(help))
        }
        (Some(span), true) => {
            let message = format!("`otherwise` never runs: the branches cover every value of {thing}");
            Some(
                Diagnostic::new(Code::UnreachableBranch, span, message)
                    .label("never runs")
                    .help("leave it out"),
            )
        }
        (None, true) | (Some(_), false) => None,
    }
}
