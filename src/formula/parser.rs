//! From tokens to a tree: precedence climbing over the table of operators.
//!
//! A mistake is reported and stood in for, so that one run shows several; a formula with a mistake gives no tree.

mod calls;

use super::Dialect;
use super::ast::{BinaryOperator, Expr, ExprKind, UnaryOperator};
use super::lexer::{Lexeme, Token, lex};
use super::operators::Operator;
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{Fragment, Span};
use std::ops::Range;

/// Characters of a formula as it is written, comments and all; far more than the platform takes of a finished one.
pub const MOST_SOURCE_CHARACTERS: usize = 20_000;

/// Parentheses, calls and negations inside each other: `!x` is printed as `NOT(x)`.
const MOST_NESTING: usize = 100;

/// Operators inside each other, a chain like `a & b & c` counting each.
const MOST_DEPTH: usize = 600;

/// Reads a formula. Its mistakes go to `sink`; with one there is no tree.
pub fn parse(fragment: &Fragment, dialect: Dialect, sink: &mut Sink) -> Option<Expr> {
    if !is_of_bearable_length(fragment, sink) {
        return None;
    }
    let lexed = lex(fragment, dialect, sink);
    let mut parser = Parser {
        fragment,
        dialect,
        sink,
        lexemes: lexed.lexemes,
        next: 0,
        failed: lexed.failed,
        cut: lexed.cut,
        words: false,
        open: Vec::new(),
        negations: 0,
    };
    let expr = parser.whole();
    (!parser.failed).then_some(expr)
}

fn is_of_bearable_length(fragment: &Fragment, sink: &mut Sink) -> bool {
    let characters = fragment.text.chars().count();
    let message = match characters {
        _ if fragment.text.trim().is_empty() => "the formula is empty".to_owned(),
        _ if characters > MOST_SOURCE_CHARACTERS => {
            format!("the formula has {characters} characters, more than {MOST_SOURCE_CHARACTERS}")
        }
        _ => return true,
    };
    let help = match characters > MOST_SOURCE_CHARACTERS {
        true => "split it: the platform takes no formula of more than 3,900 characters",
        false => "write a formula, as in `TODAY() + 2`",
    };
    sink.push(Diagnostic::new(Code::FormulaSyntax, fragment.whole(), message).help(help));
    false
}

/// A part of the tree with its depth, so that no tree gets too deep to be walked.
struct Tree {
    expr: Expr,
    depth: usize,
}

struct Parser<'a> {
    fragment: &'a Fragment,
    dialect: Dialect,
    sink: &'a mut Sink,
    lexemes: Vec<Lexeme>,
    next: usize,
    failed: bool,
    /// Nothing more is worth reporting: the rest would be consequences.
    cut: bool,
    /// Two values side by side were reported already.
    words: bool,
    /// The parentheses that are open.
    open: Vec<Range<usize>>,
    /// The negations whose value is being read.
    negations: usize,
}

impl Parser<'_> {
    /// The whole text: one formula, and what may wrongly follow it.
    fn whole(&mut self) -> Expr {
        let expr = self.binary(0).expr;
        while *self.token() != Token::End {
            self.surplus();
        }
        expr
    }

    /// A formula stood here already: reports what follows it, and reads on behind.
    fn surplus(&mut self) {
        let range = self.range();
        match self.token() {
            Token::Symbol(")") => {
                self.report(range, "this `)` closes nothing", "leave it out, or open a `(` before")
            }
            Token::Symbol(",") => {
                self.report(
                    range,
                    "this `,` stands outside of a function",
                    "leave it out, or call a function",
                );
            }
            _ => return self.side_by_side(),
        }
        self.advance();
        if self.operator().is_some() {
            self.advance();
        }
        if !matches!(self.token(), Token::End | Token::Symbol(")" | ",")) {
            self.binary(0);
        }
    }

    /// Two values without an operator between them.
    fn side_by_side(&mut self) {
        let before = self.next;
        self.missing_operator();
        self.binary(0);
        if self.next == before {
            self.advance();
        }
    }

    /// Two values side by side. Reported once: words without quotes are many, and one mistake.
    fn missing_operator(&mut self) {
        if std::mem::replace(&mut self.words, true) {
            return;
        }
        let range = self.range();
        let message = format!("an operator is missing before `{}`", self.shown(&range));
        self.report(
            range,
            message,
            "join two values with an operator, as in `a && b`, `a + b`, or `a & b` for texts",
        );
    }

    /// Operators that bind tighter than `power`, and what stands between them.
    fn binary(&mut self, power: u8) -> Tree {
        let mut left = self.unary();
        while let Some(operator) = self.operator().filter(|operator| operator.power > power) {
            self.advance();
            let right = self.binary(operator.power);
            left = self.join(operator.meaning, left, right);
        }
        left
    }

    fn join(&mut self, operator: BinaryOperator, left: Tree, right: Tree) -> Tree {
        let span = left.expr.span.to(right.expr.span);
        let depth = 1 + left.depth.max(right.depth);
        if depth > MOST_DEPTH {
            self.too_deep(span);
            return Tree { expr: hole(span), depth: 0 };
        }
        let kind = ExprKind::Binary(operator, Box::new(left.expr), Box::new(right.expr));
        Tree { expr: Expr { kind, span }, depth }
    }

    /// The operator that comes next, if one does.
    fn operator(&mut self) -> Option<&'static Operator> {
        let word = match self.token() {
            Token::Symbol(symbol) => return Operator::written(symbol),
            // It was reported, and most likely meant to join.
            Token::Wrong => return Operator::written("*"),
            Token::Name(word) => word.to_ascii_uppercase(),
            _ => return None,
        };
        let symbol = match word.as_str() {
            "AND" => "&&",
            "OR" => "||",
            _ => return None,
        };
        let span = self.span(self.range());
        let message = format!("`{word}` does not stand between two conditions");
        let help = format!("write `a {symbol} b` or `{word}(a, b)`");
        self.push(Diagnostic::new(Code::FormulaSyntax, span, message).help(help).fix(span, symbol));
        self.lexemes[self.next].token = Token::Symbol(symbol);
        Operator::written(symbol)
    }

    /// Signs before a value, and the value. A run of signs is read without recursion.
    fn unary(&mut self) -> Tree {
        let mut signs = Vec::new();
        while let Some(operator) = self.sign() {
            signs.push((operator, self.span(self.range())));
            self.advance();
        }
        let is_not = |sign: &&(UnaryOperator, Span)| sign.0 == UnaryOperator::Not;
        // The parenthesis of `NOT(x)` counts already.
        let counted = signs.last().filter(is_not).is_some() && *self.token() == Token::Symbol("(");
        let negations = signs.iter().filter(is_not).count() - usize::from(counted);
        self.negations += negations;
        if signs.len() > MOST_DEPTH || self.nesting() > MOST_NESTING {
            self.too_deep(signs[0].1);
        }
        let mut tree = self.primary();
        self.negations -= negations;
        for (operator, sign) in signs.into_iter().rev() {
            let span = sign.to(tree.expr.span);
            let depth = tree.depth + 1;
            if depth > MOST_DEPTH {
                self.too_deep(span);
                return Tree { expr: hole(span), depth: 0 };
            }
            tree = Tree { expr: Expr { kind: ExprKind::Unary(operator, Box::new(tree.expr)), span }, depth };
        }
        tree
    }

    fn nesting(&self) -> usize {
        self.open.len() + self.negations
    }

    fn sign(&self) -> Option<UnaryOperator> {
        match self.token() {
            Token::Symbol("-") => Some(UnaryOperator::Minus),
            Token::Symbol("+") => Some(UnaryOperator::Plus),
            Token::Symbol("!") => Some(UnaryOperator::Not),
            Token::Name(word) if word.eq_ignore_ascii_case("not") => Some(UnaryOperator::Not),
            _ => None,
        }
    }

    /// A value: literal, name, call, or something in parentheses.
    fn primary(&mut self) -> Tree {
        let range = self.range();
        let kind = match self.token().clone() {
            Token::Number(digits) => ExprKind::Number(digits),
            Token::Text(text) => ExprKind::Text(text),
            Token::Merge(steps) => ExprKind::Reference(steps),
            Token::Wrong => ExprKind::Null,
            Token::Name(name) => return self.word(name, range),
            Token::Symbol("(") => return self.parenthesis(range),
            Token::Symbol(_) | Token::End => return self.missing_value(range),
        };
        self.advance();
        Tree { expr: Expr { kind, span: self.span(range) }, depth: 1 }
    }

    /// A keyword, a call, or a name.
    fn word(&mut self, name: String, range: Range<usize>) -> Tree {
        self.advance();
        if *self.token() == Token::Symbol("(") {
            return self.call(name, range);
        }
        let kind = match name.to_ascii_uppercase().as_str() {
            "TRUE" => ExprKind::Boolean(true),
            "FALSE" => ExprKind::Boolean(false),
            "NULL" => ExprKind::Null,
            _ => self.reference(&name, range.clone()),
        };
        Tree { expr: Expr { kind, span: self.span(range) }, depth: 1 }
    }

    /// A name; in a flow only those of the platform (`$User.Id`) stand without braces, as in real entry conditions.
    fn reference(&mut self, name: &str, range: Range<usize>) -> ExprKind {
        if self.dialect == Dialect::Flow && !name.starts_with('$') {
            let message = format!("`{name}` stands without braces");
            let help = format!("write `{{!{name}}}`; a text stands in quotes");
            let span = self.span(range);
            self.push(
                Diagnostic::new(Code::FormulaSyntax, span, message)
                    .help(help)
                    .fix(span, format!("{{!{name}}}")),
            );
        }
        ExprKind::Reference(name.split('.').map(str::to_owned).collect())
    }

    /// `( … )`; its place is with the parentheses.
    fn parenthesis(&mut self, range: Range<usize>) -> Tree {
        if !self.enter(range.clone()) {
            return Tree { expr: hole(self.span(range)), depth: 0 };
        }
        let mut tree = self.binary(0);
        while !matches!(self.token(), Token::End | Token::Symbol(")")) {
            self.surplus();
        }
        tree.expr.span = self.span(range).to(self.leave());
        tree
    }

    /// Goes into a parenthesis, unless it is too deep.
    fn enter(&mut self, range: Range<usize>) -> bool {
        if self.nesting() >= MOST_NESTING {
            let span = self.span(range);
            self.too_deep(span);
            return false;
        }
        self.open.push(range);
        self.advance();
        true
    }

    /// Goes out of a parenthesis; its last place.
    fn leave(&mut self) -> Span {
        let range = self.range();
        match self.token() {
            Token::Symbol(")") => self.advance(),
            _ => self.unclosed(),
        }
        self.open.pop();
        self.span(range)
    }

    /// The text ends inside of parentheses: one message for all of them.
    fn unclosed(&mut self) {
        let Some(range) = self.open.last().cloned() else { return };
        let missing = ")".repeat(self.open.len());
        let message = match missing.len() {
            1 => "this `(` is not closed".to_owned(),
            many => format!("this `(` is not closed, nor are {} before it", many - 1),
        };
        self.report(range, message, &format!("close it with `{missing}`"));
        self.cut = true;
    }

    /// An operator, a comma or the end stands where a value should.
    fn missing_value(&mut self, range: Range<usize>) -> Tree {
        let before = match self.next.checked_sub(1).and_then(|at| self.lexemes.get(at)) {
            Some(lexeme) if lexeme.token == Token::Wrong => {
                return Tree { expr: hole(self.span(range)), depth: 0 };
            }
            Some(lexeme) => format!("a value is missing after `{}`", self.shown(&lexeme.range)),
            None => "a value is missing at the start".to_owned(),
        };
        let place = match (self.token(), self.next.checked_sub(1)) {
            (Token::End, Some(last)) => self.lexemes[last].range.clone(),
            _ => range,
        };
        let span = self.span(place.clone());
        self.report(place, before, "write a name, a number, a text in quotes, or a function");
        Tree { expr: hole(span), depth: 0 }
    }

    fn too_deep(&mut self, span: Span) {
        let message = "the formula has too many parts inside each other";
        self.push(Diagnostic::new(Code::FormulaSyntax, span, message).help("split it into several formulas"));
        self.cut = true;
        self.next = self.lexemes.len() - 1;
    }

    fn token(&self) -> &Token {
        self.lexemes.get(self.next).map_or(&Token::End, |lexeme| &lexeme.token)
    }

    fn range(&self) -> Range<usize> {
        self.lexemes.get(self.next).map_or(0..0, |lexeme| lexeme.range.clone())
    }

    /// Goes on to the next token; the last is the end.
    fn advance(&mut self) {
        self.next = (self.next + 1).min(self.lexemes.len() - 1);
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.fragment.span(range)
    }

    /// A token as it is written, shortened.
    fn shown(&self, range: &Range<usize>) -> String {
        let written = &self.fragment.text[range.clone()];
        match written.char_indices().nth(30) {
            Some((end, _)) => format!("{}…", &written[..end]),
            None => written.to_owned(),
        }
    }

    fn report(&mut self, range: Range<usize>, message: impl Into<String>, help: &str) {
        let span = self.span(range);
        self.push(Diagnostic::new(Code::FormulaSyntax, span, message).help(help));
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.failed = true;
        if !self.cut {
            self.sink.push(diagnostic);
        }
    }
}

/// What stands in for something that was reported.
fn hole(span: Span) -> Expr {
    Expr { kind: ExprKind::Null, span }
}

#[cfg(test)]
mod tests;
