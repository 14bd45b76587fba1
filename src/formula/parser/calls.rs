//! Function calls.

use super::{Parser, Tree, hole};
use crate::formula::ast::{Expr, ExprKind};
use crate::formula::lexer::Token;
use std::ops::Range;

impl Parser<'_> {
    /// `NAME(a, b)`; the parenthesis comes next.
    pub(super) fn call(&mut self, function: String, range: Range<usize>) -> Tree {
        let name_span = self.span(range.clone());
        if function.contains('.') {
            self.report(
                range,
                format!("`{function}` is not a function"),
                "a function is one word; join values with an operator",
            );
        }
        if !self.enter(self.range()) {
            return Tree { expr: hole(name_span), depth: 0 };
        }
        let (arguments, depth) = self.arguments();
        let span = name_span.to(self.leave());
        Tree {
            expr: Expr { kind: ExprKind::Call { function, name_span, arguments }, span },
            depth: depth + 1,
        }
    }

    /// What stands between the parentheses of a call.
    fn arguments(&mut self) -> (Vec<Expr>, usize) {
        let (mut arguments, mut depth) = (Vec::new(), 0);
        while !matches!(self.token(), Token::End | Token::Symbol(")")) {
            let argument = self.binary(0);
            depth = depth.max(argument.depth);
            arguments.push(argument.expr);
            match self.token() {
                Token::Symbol(",") => {
                    self.advance();
                    self.refuse_last_comma();
                }
                Token::End | Token::Symbol(")") => break,
                _ => self.missing_comma(),
            }
        }
        (arguments, depth)
    }

    /// Two arguments side by side; the second is read as the next.
    fn missing_comma(&mut self) {
        let range = self.range();
        if *self.token() == Token::Wrong {
            self.advance();
            return;
        }
        if std::mem::replace(&mut self.words, true) {
            return;
        }
        let message = format!("an operator or a comma is missing before `{}`", self.shown(&range));
        self.report(range, message, "part the arguments with commas, or join two values with an operator");
    }

    /// `F(a, )`: something is missing before the parenthesis.
    fn refuse_last_comma(&mut self) {
        if *self.token() == Token::Symbol(")") {
            let range = self.lexemes[self.next - 1].range.clone();
            self.report(range, "no argument follows this `,`", "leave the comma out, or write the argument");
        }
    }
}
