//! Signs, and what people write by habit instead of them.

use super::super::operators::OPERATORS;
use super::{Lexer, Token};
use crate::diag::{Code, Diagnostic};

/// Signs that are no operator between two operands.
const OTHERS: &[&str] = &["(", ")", ",", "!"];

/// What is written elsewhere, and what it is here.
const HABITS: &[(&str, &str)] = &[
    ("===", "="),
    ("!==", "<>"),
    ("=>", ">="),
    ("=<", "<="),
    (":=", "="),
    ("**", "^"),
    ("|", "||"),
    (";", ","),
    ("≠", "<>"),
    ("≥", ">="),
    ("≤", "<="),
    ("×", "*"),
    ("·", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("–", "-"),
    ("—", "-"),
    ("\u{a0}", " "),
    ("\u{feff}", " "),
    ("\u{200b}", " "),
];

/// Signs that have no meaning here, and what to write for what they mean elsewhere.
const WITHOUT_MEANING: &[(char, &str)] = &[
    ('%', "write `MOD(a, b)` for a remainder, `0.05` for 5%"),
    ('?', "write `IF(condition, then, otherwise)`"),
    (':', "write `IF(condition, then, otherwise)`"),
    ('[', "a formula has parentheses only"),
    (']', "a formula has parentheses only"),
    ('{', "a formula has parentheses only"),
    ('}', "a formula has parentheses only"),
    ('.', "a number begins with a digit, as in `0.5`; a name with a letter"),
];

/// Opening quotes that word processors make, and what closes each.
const QUOTES: &[(char, &str)] =
    &[('“', "”“"), ('”', "”"), ('„', "“”"), ('‘', "’‘"), ('’', "’"), ('«', "»"), ('`', "`")];

impl Lexer<'_> {
    /// An operator, a parenthesis, a comma; nothing where only a blank was meant.
    pub(super) fn symbol(&mut self) -> Option<Token> {
        let known = OPERATORS.iter().map(|row| row.symbol).chain(OTHERS.iter().copied());
        let right = longest(self.rest(), known);
        let habit = HABITS
            .iter()
            .filter(|(written, _)| self.rest().starts_with(written))
            .max_by_key(|row| row.0.len());
        if let Some((written, meant)) =
            habit.filter(|row| right.is_none_or(|right| row.0.len() > right.len()))
        {
            return self.habit(written, meant);
        }
        if let Some(symbol) = right {
            self.at += symbol.len();
            return Some(Token::Symbol(symbol));
        }
        Some(self.unknown())
    }

    /// Reports it, and goes on with what is meant.
    fn habit(&mut self, written: &str, meant: &'static str) -> Option<Token> {
        let span = self.span(self.at..self.at + written.len());
        self.at += written.len();
        let (message, help) = match meant {
            " " => {
                (format!("a formula cannot hold {}", described(written)), "write a plain blank".to_owned())
            }
            _ => (format!("a formula has no `{written}`"), format!("write `{meant}`")),
        };
        self.push(Diagnostic::new(Code::FormulaSyntax, span, message).help(help).fix(span, meant));
        (meant != " ").then_some(Token::Symbol(meant))
    }

    fn unknown(&mut self) -> Token {
        let start = self.at;
        let Some(character) = self.peek() else { return Token::End };
        if let Some((_, closing)) = QUOTES.iter().find(|row| row.0 == character) {
            return self.curly_text(character, closing);
        }
        self.at += character.len_utf8();
        if matches!(character, ']' | '}') && self.lexed.failed {
            // Most likely the other end of what was reported.
            return Token::Wrong;
        }
        let shown = described(character.encode_utf8(&mut [0; 4]));
        let help = WITHOUT_MEANING.iter().find(|row| row.0 == character).map(|row| row.1);
        self.report(
            start..self.at,
            format!("a formula cannot hold {shown}"),
            help.unwrap_or("a text stands in quotes"),
        );
        self.skip_brackets(character);
        Token::Wrong
    }

    /// Passes over what stands in brackets that a formula does not have: it was told.
    fn skip_brackets(&mut self, open: char) {
        let Some((_, close)) = [('[', ']'), ('{', '}')].into_iter().find(|pair| pair.0 == open) else {
            return;
        };
        let mut depth = 1usize;
        let end = self.rest().char_indices().find(|(_, character)| {
            depth += usize::from(*character == open);
            depth -= usize::from(*character == close);
            depth == 0
        });
        self.lexed.cut |= end.is_none();
        self.at += end.map_or(self.rest().len(), |(at, _)| at + close.len_utf8());
    }

    /// A text in the quotes of a word processor: one message for both quotes.
    fn curly_text(&mut self, open: char, closing: &str) -> Token {
        let start = self.at;
        let inner = start + open.len_utf8();
        let rest = &self.fragment.text[inner..];
        let length = rest.find(|character| closing.contains(character)).unwrap_or(rest.len());
        let text = rest[..length].to_owned();
        let close = rest[length..].chars().next().map_or(0, char::len_utf8);
        self.at = inner + length + close;
        let message = format!("`{open}` does not begin a text");
        self.report(start..inner, message, "write straight quotes: `\"` before and after the text");
        Token::Text(text)
    }
}

fn longest<'a>(rest: &str, symbols: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    symbols.filter(|symbol| rest.starts_with(symbol)).max_by_key(|symbol| symbol.len())
}

/// A sign in words that can be seen.
fn described(written: &str) -> String {
    let Some(first) = written.chars().next() else { return String::new() };
    if first.is_control()
        || first.is_whitespace()
        || matches!(first, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
    {
        return format!("the invisible character U+{:04X}", u32::from(first));
    }
    format!("`{first}`")
}
