//! What became of the scenarios: for people, and for programs.

use super::{Ran, Tested};
use crate::diag::render;
use crate::scenario::Verdict;
use crate::source::Sources;
use serde_json::{Value, json};

/// The way of each scenario that failed, then one line for each file.
pub(super) fn text(tested: &[Tested], sources: &Sources) -> String {
    let mut text = String::new();
    for each in tested {
        for ran in each.results.iter().filter(|ran| ran.outcome.verdict == Verdict::Failed) {
            let (line, column) = sources.get(ran.span.file).line_column(ran.span.start);
            text += &format!("\nFAILED: {}\n  --> {}:{line}:{column}\n  The way:\n", ran.name, each.path);
            ran.outcome.way.iter().for_each(|line| text += &format!("    {line}\n"));
        }
    }
    for each in tested {
        let [passed, failed, broken] =
            [Verdict::Passed, Verdict::Failed, Verdict::Broken].map(|verdict| each.count(verdict));
        text += &format!("{}: {passed} passed, {failed} failed, {broken} could not be run\n", each.path);
    }
    text
}

/// `result.tests`: one for each file of scenarios.
pub(super) fn json(tested: &[Tested], sources: &Sources) -> Value {
    let file = |each: &Tested| {
        json!({
            "path": each.path,
            "passed": each.count(Verdict::Passed),
            "failed": each.count(Verdict::Failed),
            "broken": each.count(Verdict::Broken),
            "scenarios": each.results.iter().map(|ran| scenario(ran, sources)).collect::<Vec<_>>(),
        })
    };
    tested.iter().map(file).collect()
}

fn scenario(ran: &Ran, sources: &Sources) -> Value {
    let (line, column) = sources.get(ran.span.file).line_column(ran.span.start);
    let verdict = match ran.outcome.verdict {
        Verdict::Passed => "passed",
        Verdict::Failed => "failed",
        Verdict::Broken => "broken",
    };
    json!({
        "name": ran.name,
        "line": line,
        "column": column,
        "verdict": verdict,
        "differences": render::diagnostics(&ran.outcome.diagnostics, sources),
        "way": ran.outcome.way,
    })
}
