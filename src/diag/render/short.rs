//! One line for each message.

use super::place::Place;
use super::{capped, one_line, word};
use crate::diag::Diagnostic;
use crate::source::Sources;

/// `path:line:column: error[unknown-field]: message`, a line each; at most `most`, and then a line on the rest.
pub fn short(diagnostics: &[Diagnostic], sources: &Sources, most: usize) -> String {
    let (shown, rest) = capped(diagnostics, most);
    let lines = shown.into_iter().map(|each| line(each, sources)).chain(rest);
    lines.map(|line| line + "\n").collect()
}

fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let source = sources.get(diagnostic.span.file);
    let place = Place::of(source, diagnostic.span);
    let (weight, name) = (word(diagnostic.severity), diagnostic.code.name());
    let message = one_line(&diagnostic.message);
    format!("{}:{}:{}: {weight}[{name}]: {message}", one_line(&source.path), place.line, place.column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::{Source, Span};

    #[test]
    fn one_line_each() {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("specs/a.yaml", "a: 1\nü: x\n"));
        let message = Diagnostic::new(Code::UnknownField, Span::new(file, 9..10), "no\nx");
        let line = "specs/a.yaml:2:4: error[unknown-field]: no x\n";
        assert_eq!(short(std::slice::from_ref(&message), &sources, 9), line);
        let twice = [message.clone(), message];
        assert_eq!(short(&twice, &sources, 1), format!("{line}and 1 error more, not shown\n"));
    }
}
