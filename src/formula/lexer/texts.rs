//! Texts in quotes.

use super::super::Dialect;
use super::{Lexer, Token};
use crate::diag::{Code, Diagnostic};

/// Escapes: what follows the backslash, and what both mean.
const ESCAPES: &[(char, char)] = &[
    ('n', '\n'),
    ('N', '\n'),
    ('r', '\r'),
    ('R', '\r'),
    ('t', '\t'),
    ('T', '\t'),
    ('"', '"'),
    ('\'', '\''),
    ('\\', '\\'),
];

impl Lexer<'_> {
    /// A text between two `quote`s.
    pub(super) fn text(&mut self, quote: char) -> Token {
        let start = self.at;
        self.at += quote.len_utf8();
        let mut text = String::new();
        while let Some(character) = self.peek() {
            self.at += character.len_utf8();
            match character {
                _ if character == quote => {
                    self.refuse_merge_field(start);
                    return Token::Text(text);
                }
                '\\' => text.push(self.escape()),
                '\n' | '\r' => self.line_break(&mut text),
                _ => text.push(character),
            }
        }
        self.lexed.cut = true;
        let help = format!("close it with `{quote}`");
        self.report(start..start + 1, "the text is not closed".to_owned(), &help);
        Token::Wrong
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> char {
        let start = self.at - 1;
        let Some(character) = self.peek() else { return '\\' };
        self.at += character.len_utf8();
        if let Some((_, meant)) = ESCAPES.iter().find(|row| row.0 == character) {
            return *meant;
        }
        let span = self.span(start..self.at);
        let message = format!("`\\{character}` means nothing in a text");
        let help = format!("write `\\\\{character}` for a backslash and `{character}`");
        let fix = format!("\\\\{character}");
        self.push(Diagnostic::new(Code::FormulaSyntax, span, message).help(help).fix(span, fix));
        character
    }

    /// The platform takes no line break inside a text.
    fn line_break(&mut self, text: &mut String) {
        let at = self.at - 1;
        if !text.ends_with('\n') {
            self.report(
                at..self.at,
                "a text in a formula cannot go over two lines".to_owned(),
                "write `\\n` for a line break",
            );
        }
        text.push('\n');
    }

    /// In a flow `{!x}` would be replaced inside of a text too, so a spec must not bring one in.
    fn refuse_merge_field(&mut self, start: usize) {
        let Some(at) = self.fragment.text[start..self.at].find("{!") else { return };
        if self.dialect == Dialect::Flow {
            return;
        }
        let inner = &self.fragment.text[start + at..self.at - 1];
        let length = inner.find('}').map_or(2, |close| close + 1);
        let span = self.span(start + at..start + at + length);
        let message =
            format!("`{}` stands in a text of a formula, where it is not replaced", &inner[..length]);
        let help = "join text and names with `&`, as in `\"Call \" & person.Name`";
        self.push(Diagnostic::new(Code::MergeFieldInFormula, span, message).help(help));
    }
}
