//! What holds for any spec.

use crate::check::check;
use crate::check::testing::with_steps;
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::org::Org;
use crate::source::{FileId, Source};
use crate::spec;
use proptest::prelude::*;

const GOOD: &str = include_str!("../../../specs/outbound-sales.yaml");

/// Reads and checks a text even where reading found mistakes, as the command line does.
fn told(text: &str) -> (Option<String>, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let spec = spec::read(&Source::new("specs/test.yaml", text), FileId(0), &mut sink);
    let program = spec.and_then(|spec| check(&spec, &Org::standard(), "specs/test.yaml", &mut sink));
    (program.map(|program| format!("{program:?}")), sink.finish())
}

/// Pieces that stand in specs, and some that do not.
const PIECES: &[&str] = &[
    "person",
    "call",
    "deal",
    "opportunity",
    "Voicemail_Count__c",
    "StageName",
    "Id",
    "0",
    "1.5",
    "-3",
    "NULL",
    "TRUE",
    "settings.soft_no",
    "NOT(",
    ")",
    "(",
    "&&",
    "||",
    "<",
    ">=",
    "<>",
    "ISBLANK(",
    "COUNT(",
    "FOUND(",
    "TODAY()",
    "=",
    "{!person.Name}",
    "run: Connected",
    "stop: x",
    "[]",
    "else rep",
    "manager",
    "Contact",
    "Task",
    "\"",
    "'",
    ":",
    "-",
    " ",
    "otherwise",
    "when",
    "ADDBUSINESSDAYS(",
    ",",
    "999999999999999999999999999999999999999999",
    "é",
    "\u{1F4DE}",
];

/// The good spec with words replaced, lines lost, doubled or exchanged.
fn edited() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0u8..5);
    proptest::collection::vec(edit, 1..6).prop_map(|edits| {
        let mut lines: Vec<String> = GOOD.lines().map(str::to_owned).collect();
        for (place, piece, kind) in edits {
            let at = place.index(lines.len());
            let piece = PIECES[piece.index(PIECES.len())];
            match kind {
                0 => drop(lines.remove(at)),
                1 => lines.insert(at, lines[at].clone()),
                2 => lines.swap(at, at.saturating_sub(1)),
                _ => lines[at] = with_word(&lines[at], place.index(1_000), piece),
            }
        }
        lines.join("\n")
    })
}

/// A line with one of its words replaced.
fn with_word(line: &str, place: usize, piece: &str) -> String {
    let starts: Vec<usize> =
        line.char_indices().filter(|(_, each)| each.is_alphanumeric()).map(|(at, _)| at).collect();
    let Some(start) = starts.get(place % starts.len().max(1)).copied() else { return piece.to_owned() };
    let rest = &line[start..];
    let end = start + rest.find(|each: char| !each.is_alphanumeric() && each != '_').unwrap_or(rest.len());
    format!("{}{piece}{}", &line[..start], &line[end..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_text_makes_it_panic_and_an_error_makes_no_program(text in edited()) {
        let (program, diagnostics) = told(&text);
        let wrong = diagnostics.iter().any(|each| each.code.severity() == Severity::Error);
        prop_assert_eq!(program.is_none(), wrong, "{:?}", diagnostics);
        for diagnostic in &diagnostics {
            prop_assert!(diagnostic.span.end as usize <= text.len());
            prop_assert!(!diagnostic.message.contains('\n'), "{}", diagnostic.message);
            let own = (Code::ApiNameNeeded..=Code::WrongReference).contains(&diagnostic.code);
            prop_assert!(!own || diagnostic.help.is_some(), "{} without help", diagnostic.message);
        }
    }

    #[test]
    fn the_same_spec_is_told_the_same(text in edited()) {
        prop_assert_eq!(told(&text), told(&text));
    }
}

#[test]
fn every_single_line_may_be_missing() {
    let lines: Vec<&str> = GOOD.lines().collect();
    for missing in 0..lines.len() {
        let text: Vec<&str> =
            lines.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, line)| *line).collect();
        let (program, diagnostics) = told(&text.join("\n"));
        let wrong = diagnostics.iter().any(|each| each.code.severity() == Severity::Error);
        assert_eq!(program.is_none(), wrong, "without {:?}: {diagnostics:?}", lines[missing]);
    }
}

/// The codes that a step is told.
fn codes(step: &str) -> Vec<&'static str> {
    let (_, diagnostics) = told(&with_steps(step));
    diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
}

#[test]
fn formulas_that_would_grow_beyond_all_bounds_are_refused_at_once() {
    let nested =
        (0..40).fold("TODAY()".to_owned(), |date, _| format!("ADDBUSINESSDAYS({date}, settings.soon)"));
    assert_eq!(codes(&format!("- set: {{ Next_Call__c: \"={nested}\" }}")), ["formula-too-long"]);
    let merged = "{!person.Name} ".repeat(5_000);
    assert_eq!(codes(&format!("- log: \"{merged}\"")), ["formula-too-long"]);
}
