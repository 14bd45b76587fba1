//! `REGEX`: the regular expressions of Java, which match the whole text or not at all.
//!
//! A pattern is translated to the syntax of a library that has look-around and back references too, and that counts its
//! steps, so that no pattern runs on for ever.

mod translate;

use super::call::{Call, Outcome};
use crate::formula::value::Value;
use fancy_regex::RegexBuilder;

/// Characters of a pattern.
const MOST_PATTERN: usize = 2_000;

/// Steps that a match may take; Salesforce's engine gives up after a million too.
const MOST_STEPS: usize = 1_000_000;

/// Bytes of what a pattern is compiled to.
const MOST_BYTES: usize = 1 << 20;

/// What compiling a pattern counts as, in steps of work for each of its characters.
const WORK: usize = 200;

pub(super) fn regex(call: &dyn Call) -> Outcome {
    let (text, pattern) = (call.text(0)?.unwrap_or_default(), call.text(1)?.unwrap_or_default());
    matches(call, &text, &pattern)
}

/// `%` stands for any characters, `_` for one; behind a backslash each stands for itself.
pub(super) fn like(call: &dyn Call) -> Outcome {
    let (text, pattern) = (call.text(0)?.unwrap_or_default(), call.text(1)?.unwrap_or_default());
    let (mut java, mut rest) = (String::new(), pattern.chars());
    while let Some(character) = rest.next() {
        match character {
            '%' => java.push_str(".*"),
            '_' => java.push('.'),
            '\\' => java.extend(rest.next().into_iter().flat_map(quoted)),
            _ => java.extend(quoted(character)),
        }
    }
    matches(call, &text, &java)
}

/// A character that stands for itself in a pattern.
fn quoted(character: char) -> impl Iterator<Item = char> {
    let special = !character.is_alphanumeric();
    special.then_some('\\').into_iter().chain([character])
}

fn matches(call: &dyn Call, text: &str, pattern: &str) -> Outcome {
    call.work(text.len() + WORK * (1 + pattern.len()))?;
    if pattern.chars().count() > MOST_PATTERN {
        return Err(call.fault(format!("the pattern has more than {MOST_PATTERN} characters")));
    }
    let refused =
        |reason: String| call.fault(format!("`{pattern}` is no pattern that is known here: {reason}"));
    let translated = translate::pattern(pattern).map_err(refused)?;
    let regex = RegexBuilder::new(&format!("\\A(?:{translated})\\z"))
        .backtrack_limit(MOST_STEPS)
        .delegate_size_limit(MOST_BYTES)
        .delegate_dfa_size_limit(MOST_BYTES)
        .max_prog_size(MOST_BYTES / 32)
        .build()
        .map_err(|fault| refused(first_line(&fault.to_string())))?;
    let found = regex.is_match(text).map_err(|_| call.fault("the pattern takes too long".to_owned()))?;
    Ok(Value::Boolean(found))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
