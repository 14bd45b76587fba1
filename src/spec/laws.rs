//! Laws that hold for every text.

use proptest::prelude::*;
use proptest::sample::select;

use super::model::{StepKind, Value};
use super::testing::{HEAD, PROGRAM, spec_of};
use crate::diag::{Diagnostic, Severity};
use crate::formula::ast::TemplatePart;
use crate::source::Span;

/// What YAML and the language make something of.
const SCRAPS: &[&str] = &[
    "a",
    "b: ",
    ": ",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "\t",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\"",
    "'",
    "!",
    "!x ",
    "&a ",
    "*a ",
    "<<",
    " #",
    "# ",
    "|",
    ">-",
    "|\n",
    "%",
    "@",
    "`",
    "=",
    "{!person.Name}",
    "IF(",
    ")",
    "é",
    "😀",
    "\u{202e}",
    "\u{0}",
    "\\",
    "\\u00e9",
    "\r\n",
    "---\n",
    "...\n",
    "? ",
    "~",
    "null",
    "no",
    "1_0",
    "ctiflow: 1\n",
    "steps:",
    "outcomes:",
    "if: ",
    "set: ",
    "\u{feff}",
];

fn soup() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(SCRAPS), 0..40).prop_map(|scraps| scraps.concat())
}

/// The program of the tests with a part replaced by scraps.
fn hurt() -> impl Strategy<Value = String> {
    (0..PROGRAM.len(), 0..30_usize, proptest::collection::vec(select(SCRAPS), 0..4)).prop_map(
        |(at, length, scraps)| {
            let mut text = PROGRAM.to_owned();
            let end = (at + length).min(text.len());
            text.replace_range(at..end, &scraps.concat());
            text
        },
    )
}

fn lies_in(span: Span, text: &str) -> bool {
    text.get(span.range()).is_some()
}

fn stands_alone(diagnostic: &Diagnostic, text: &str) -> bool {
    let fix = diagnostic.fix.as_ref().is_none_or(|fix| lies_in(fix.span, text));
    let related = diagnostic.related.iter().all(|(span, _)| lies_in(*span, text));
    let one_line = |words: &str| !words.is_empty() && !words.contains('\n') && words.chars().count() < 400;
    let in_words = one_line(&diagnostic.message) && diagnostic.help.as_deref().is_some_and(one_line);
    lies_in(diagnostic.span, text) && fix && related && in_words
}

/// No text makes the reader panic, every message has a place in the text, and no spec means that it was said why.
fn holds(text: &str) -> Result<(), TestCaseError> {
    let (spec, diagnostics) = spec_of(text);
    let has_error = diagnostics.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error);
    prop_assert!(spec.is_some() || has_error, "{text:?}");
    for diagnostic in &diagnostics {
        prop_assert!(stands_alone(diagnostic, text), "{diagnostic:?} of {text:?}");
    }
    Ok(())
}

/// One text in five ways of YAML, each over several lines.
fn writings(words: &[String]) -> [String; 5] {
    let lines = words.join("\n            ");
    let escaped = words.join(" \\\n            \\x20").replace('é', "\\u00e9");
    [
        lines.clone(),
        format!("'{}'", lines.replace('z', "''")),
        format!("\"{escaped}\""),
        format!(">-\n            {lines}"),
        format!("|\n            {lines}"),
    ]
}

proptest! {
    #[test]
    fn arbitrary_text_is_read_or_refused(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn scraps_of_yaml_are_read_or_refused(text in soup()) {
        holds(&text)?;
        holds(&format!("{HEAD}{text}"))?;
    }

    #[test]
    fn a_hurt_program_is_read_or_refused(text in hurt()) {
        holds(&text)?;
    }

    #[test]
    fn words_are_found_where_they_stand(words in proptest::collection::vec("[a-y][a-yé]{0,5}[a-y]", 1..6)) {
        for writing in writings(&words) {
            let text = format!("{HEAD}outcomes:\n  A:\n    steps:\n      - log: {writing}\n");
            let (spec, diagnostics) = spec_of(&text);
            prop_assert!(diagnostics.iter().all(|each| each.code.name() == "yes-or-no"), "{diagnostics:?}");
            let Some(step) = spec.and_then(|spec| spec.outcomes.into_iter().next()?.steps.steps.into_iter().next()) else {
                continue;
            };
            let StepKind::Log(Value::Text(template)) = step.kind else { return Err(TestCaseError::fail("a text")) };
            let [TemplatePart::Text(fragment)] = template.parts.as_slice() else {
                return Err(TestCaseError::fail("one part"));
            };
            let mut from = 0;
            for word in fragment.text.split_whitespace() {
                let at = from + fragment.text[from..].find(word).unwrap();
                from = at + word.len();
                let written = text[fragment.span(at..from).range()].replace("\\u00e9", "é");
                prop_assert_eq!(written, word);
            }
        }
    }
}
