//! From text to tokens. Each mistake is reported here, with its place, and leaves a token that the parser can go on with.

mod symbols;
mod texts;

use super::Dialect;
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{Fragment, Span};
use std::ops::Range;

/// A word or sign of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Digits with at most one point.
    Number(String),
    /// A text, decoded.
    Text(String),
    /// A name as written, dots and all; a keyword or a function may be one too.
    Name(String),
    /// `{!a.b}` of a flow, as its steps.
    Merge(Vec<String>),
    /// An operator, a parenthesis, a comma.
    Symbol(&'static str),
    /// Something that was reported.
    Wrong,
    /// Behind the last.
    End,
}

/// A token with its place in the decoded text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lexeme {
    /// What it is.
    pub(super) token: Token,
    /// Its place.
    pub(super) range: Range<usize>,
}

/// All tokens of a formula; the last is [`Token::End`].
pub(super) struct Lexed {
    /// The tokens in order.
    pub(super) lexemes: Vec<Lexeme>,
    /// A mistake was reported.
    pub(super) failed: bool,
    /// A text or comment never ends: what is missing at the end is a consequence.
    pub(super) cut: bool,
}

/// Reads all tokens of a formula.
pub(super) fn lex(fragment: &Fragment, dialect: Dialect, sink: &mut Sink) -> Lexed {
    let lexed = Lexed { lexemes: Vec::new(), failed: false, cut: false };
    let mut lexer = Lexer { fragment, at: 0, dialect, sink, lexed };
    while let Some(character) = lexer.peek() {
        let start = lexer.at;
        if let Some(token) = lexer.token(character) {
            lexer.lexed.lexemes.push(Lexeme { token, range: start..lexer.at });
        }
    }
    let end = lexer.at;
    lexer.lexed.lexemes.push(Lexeme { token: Token::End, range: end..end });
    lexer.lexed
}

struct Lexer<'a> {
    fragment: &'a Fragment,
    at: usize,
    dialect: Dialect,
    sink: &'a mut Sink,
    lexed: Lexed,
}

impl Lexer<'_> {
    /// The next token, or nothing where blanks or a comment stood.
    fn token(&mut self, character: char) -> Option<Token> {
        match character {
            ' ' | '\t' | '\u{c}' | '\r' | '\n' => {
                self.at += 1;
                None
            }
            '0'..='9' => Some(self.number()),
            '.' if self.rest()[1..].starts_with(|next: char| next.is_ascii_digit()) => {
                Some(self.bare_point())
            }
            '"' | '\'' => Some(self.text(character)),
            '/' if self.rest().starts_with("/*") => self.comment(),
            '{' if self.rest().starts_with("{!") => Some(self.merge_field()),
            '$' | '_' => Some(self.name()),
            _ if character.is_alphabetic() => Some(self.name()),
            _ => self.symbol(),
        }
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        self.skip_while(|character| character.is_ascii_digit());
        let mut after_point = self.rest().chars().skip(1);
        if self.peek() == Some('.') && after_point.next().is_some_and(|next| next.is_ascii_digit()) {
            self.at += 1;
            self.skip_while(|character| character.is_ascii_digit());
        }
        let number = self.fragment.text[start..self.at].to_owned();
        self.skip_while(is_part_of_name);
        let written = &self.fragment.text[start..self.at];
        if written == number {
            return Token::Number(number);
        }
        let message = format!("`{written}` is not a number");
        self.report(
            start..self.at,
            message,
            "a number is digits with at most one point, as in `90` or `0.5`",
        );
        Token::Wrong
    }

    /// `.5`
    fn bare_point(&mut self) -> Token {
        let start = self.at;
        self.skip_while(is_part_of_name);
        let written = &self.fragment.text[start..self.at];
        let (message, number) = (format!("`{written}` is not a number"), format!("0{written}"));
        let span = self.span(start..self.at);
        let help = format!("write `{number}`");
        self.push(Diagnostic::new(Code::FormulaSyntax, span, message).help(help).fix(span, number));
        Token::Wrong
    }

    fn name(&mut self) -> Token {
        let start = self.at;
        self.skip_while(is_part_of_name);
        let written = self.fragment.text[start..self.at].to_owned();
        if let Some((message, help)) = mistake_in_name(&written) {
            self.report(start..self.at, message, help);
            return Token::Wrong;
        }
        Token::Name(written)
    }

    /// `{!name}`: a reference in a flow, a mistake in a spec.
    fn merge_field(&mut self) -> Token {
        let start = self.at;
        let Some(length) = self.rest()[2..]
            .find(['}', '{', '"', '\'', '\n'])
            .filter(|at| self.rest()[2 + at..].starts_with('}'))
        else {
            self.at = self.fragment.text.len();
            self.lexed.cut = true;
            self.report(start..start + 2, "`{!` is not closed".to_owned(), "close it with `}`");
            return Token::Wrong;
        };
        let name = self.rest()[2..2 + length].trim().to_owned();
        self.at += length + 3;
        match self.dialect {
            Dialect::Spec => self.merge_field_in_spec(start, name),
            Dialect::Flow => self.merge_field_in_flow(start, &name),
        }
    }

    fn merge_field_in_spec(&mut self, start: usize, name: String) -> Token {
        let span = self.span(start..self.at);
        let message = format!("`{{!{name}}}` stands in a formula, where a name stands alone");
        let diagnostic = Diagnostic::new(Code::MergeFieldInFormula, span, message).label("not in a formula");
        let diagnostic =
            diagnostic.help(format!("write `{name}`; `{{!…}}` is for text")).fix(span, name.clone());
        self.push(diagnostic);
        match mistake_in_name(&name) {
            None => Token::Name(name),
            Some(_) => Token::Wrong,
        }
    }

    fn merge_field_in_flow(&mut self, start: usize, name: &str) -> Token {
        if !name.chars().all(is_part_of_name) || name.split('.').any(str::is_empty) {
            let message = format!("`{{!{name}}}` does not name anything");
            self.report(start..self.at, message, "write a name as in `{!$Record.Name}`");
            return Token::Wrong;
        }
        Token::Merge(name.split('.').map(str::to_owned).collect())
    }

    fn comment(&mut self) -> Option<Token> {
        let start = self.at;
        match self.rest()[2..].find("*/") {
            Some(length) => self.at += length + 4,
            None => {
                self.at = self.fragment.text.len();
                self.lexed.cut = true;
                self.report(start..start + 2, "the comment is not closed".to_owned(), "close it with `*/`");
            }
        }
        None
    }

    fn rest(&self) -> &str {
        &self.fragment.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_while(&mut self, keep: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|character| !keep(character)).unwrap_or(rest.len());
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.fragment.span(range)
    }

    fn report(&mut self, range: Range<usize>, message: String, help: &str) {
        let span = self.span(range);
        self.push(Diagnostic::new(Code::FormulaSyntax, span, message).help(help));
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.lexed.failed = true;
        self.sink.push(diagnostic);
    }
}

/// Letters outside of ASCII are read as part of a name, so that one message names the whole.
fn is_part_of_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$' | ':' | '#' | '.')
}

/// What is wrong with a name, and what to do.
pub(super) fn mistake_in_name(name: &str) -> Option<(String, &'static str)> {
    if name.split('.').any(str::is_empty) {
        let message = format!("`{name}` has a dot with no name beside it");
        return Some((message, "write a record and its field, as in `person.Name`"));
    }
    if !name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '$') {
        return Some((format!("`{name}` cannot be a name"), "a name begins with a letter from A to Z"));
    }
    if !name.is_ascii() || !name.chars().all(is_part_of_name) {
        let help = "API names have letters from A to Z, digits and `_`; a text stands in quotes";
        return Some((format!("`{name}` cannot be a name"), help));
    }
    None
}
