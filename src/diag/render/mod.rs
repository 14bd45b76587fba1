//! The renderings of messages: for people, for other programs, and for the machines that show them beside the code.
//!
//! All are pure: messages and files in, text out. What may be capped for people is never capped for programs.

mod github;
mod json;
mod place;
mod sarif;
mod short;
mod text;

pub use github::github;
pub use json::{VERSION, diagnostics, envelope};
pub use sarif::sarif;
pub use short::short;
pub use text::text;

use super::{Diagnostic, Severity};
use std::fmt;

/// How many messages of each weight there are: `2 errors, 1 warning`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many stop the build.
    pub errors: usize,
    /// How many are probably not meant.
    pub warnings: usize,
    /// How many are good to know.
    pub notes: usize,
}

impl Counts {
    /// Counts `diagnostics`.
    pub fn of<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Self::default();
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let parts: Vec<String> = named
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
            .collect();
        match parts.is_empty() {
            true => formatter.write_str("no message"),
            false => formatter.write_str(&parts.join(", ")),
        }
    }
}

/// The word of a weight, as GitHub, SARIF and compilers say it.
pub fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Those that are shown to a person, in their order: at most `most`, errors before all others. And a line on the rest.
fn capped(diagnostics: &[Diagnostic], most: usize) -> (Vec<&Diagnostic>, Option<String>) {
    let mut order: Vec<usize> = (0..diagnostics.len()).collect();
    order.sort_by_key(|at| diagnostics[*at].severity);
    let hidden = order.split_off(order.len().min(most));
    order.sort_unstable();
    let rest = Counts::of(hidden.iter().map(|at| &diagnostics[*at]));
    let line = (!hidden.is_empty()).then(|| format!("and {rest} more, not shown"));
    (order.into_iter().map(|at| &diagnostics[at]).collect(), line)
}

/// Text of a message on one line: what would move the cursor or turn the direction of writing is shown, not done.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => line.push(' '),
            _ if is_unprintable(character) => line.extend(character.escape_unicode()),
            _ => line.push(character),
        }
    }
    line
}

/// Control characters, and the marks that turn the direction of writing.
fn is_unprintable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::Span;

    fn message(code: Code, start: u32) -> Diagnostic {
        Diagnostic::new(code, Span { start, end: start, ..Span::default() }, "m")
    }

    #[test]
    fn errors_are_shown_first_but_in_their_order() {
        let all: Vec<_> = (0..5).map(|at| message(Code::UnknownField, at)).collect();
        let (shown, rest) = capped(&all, 3);
        assert_eq!(shown.iter().map(|each| each.span.start).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(rest.as_deref(), Some("and 2 errors more, not shown"));
        assert_eq!(capped(&all, 5).1, None);
    }

    #[test]
    fn counts_read_as_words() {
        assert_eq!(Counts { errors: 1, warnings: 2, notes: 0 }.to_string(), "1 error, 2 warnings");
        assert_eq!(Counts::default().to_string(), "no message");
    }

    #[test]
    fn a_message_cannot_leave_its_line() {
        assert_eq!(one_line("a\nb\u{202e}c\u{1b}[2J"), "a b\\u{202e}c\\u{1b}[2J");
        assert_eq!(one_line("Größe 😀"), "Größe 😀");
    }
}
