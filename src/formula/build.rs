//! Making typed formulas. Who calls these vouches for the types.

use super::ast::{BinaryOperator, UnaryOperator};
use super::typed::{Type, TypedExpr, TypedKind};
use crate::source::Span;

impl<S> TypedExpr<S> {
    /// A whole number; a negative one is `-` before its digits, as it would be read.
    pub fn number(value: i64, span: Span) -> Self {
        let digits =
            Self { kind: TypedKind::Number(value.unsigned_abs().to_string()), ty: Type::Number, span };
        match value < 0 {
            true => Self {
                kind: TypedKind::Unary(UnaryOperator::Minus, Box::new(digits)),
                ty: Type::Number,
                span,
            },
            false => digits,
        }
    }

    /// A text.
    pub fn text(text: impl Into<String>, span: Span) -> Self {
        Self { kind: TypedKind::Text(text.into()), ty: Type::Text, span }
    }

    /// A name.
    pub fn reference(symbol: S, ty: Type, span: Span) -> Self {
        Self { kind: TypedKind::Reference(symbol), ty, span }
    }

    /// A call of a function that is in the table.
    pub fn call(function: &'static str, arguments: Vec<Self>, ty: Type, span: Span) -> Self {
        Self { kind: TypedKind::Call(function, arguments), ty, span }
    }

    /// Two operands.
    pub fn binary(operator: BinaryOperator, left: Self, right: Self, ty: Type) -> Self {
        let span = left.span.to(right.span);
        Self { kind: TypedKind::Binary(operator, Box::new(left), Box::new(right)), ty, span }
    }
}
