//! Typed formulas: what this room needs beside what the formula room offers.

use super::program::{Expression, Symbol};
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::{Type, TypedKind};
use crate::source::Span;

/// A number as it is written.
pub(super) fn number(value: impl Into<String>, span: Span) -> Expression {
    Expression { kind: TypedKind::Number(value.into()), ty: Type::Number, span }
}

/// True or false.
pub(super) fn boolean(value: bool, span: Span) -> Expression {
    Expression { kind: TypedKind::Boolean(value), ty: Type::Boolean, span }
}

/// `NULL`.
pub(super) fn null(span: Span) -> Expression {
    Expression { kind: TypedKind::Null, ty: Type::Null, span }
}

/// Parts that one operator may join; more would make a formula that no flow takes, and a tree too deep to be walked.
pub(super) const MOST_PARTS: usize = 400;

/// Several joined by one operator, from left to right; `None` for none.
pub(super) fn joined(operator: BinaryOperator, parts: Vec<Expression>, ty: Type) -> Option<Expression> {
    parts.into_iter().reduce(|left, right| Expression::binary(operator, left, right, ty))
}

/// Whether an operator compares.
pub(super) fn compares(operator: BinaryOperator) -> bool {
    operator == BinaryOperator::Equal || operator == BinaryOperator::NotEqual || orders(operator)
}

/// Whether an operator asks which of two comes first.
pub(super) fn orders(operator: BinaryOperator) -> bool {
    use BinaryOperator::{Greater, GreaterOrEqual, Less, LessOrEqual};
    matches!(operator, Less | LessOrEqual | Greater | GreaterOrEqual)
}

/// The operator with the sides exchanged.
pub(super) fn flipped(operator: BinaryOperator) -> BinaryOperator {
    match operator {
        BinaryOperator::Less => BinaryOperator::Greater,
        BinaryOperator::LessOrEqual => BinaryOperator::GreaterOrEqual,
        BinaryOperator::Greater => BinaryOperator::Less,
        BinaryOperator::GreaterOrEqual => BinaryOperator::LessOrEqual,
        other => other,
    }
}

/// Whether two formulas say the same, wherever they stand.
pub(super) fn alike(left: &Expression, right: &Expression) -> bool {
    let same = match (&left.kind, &right.kind) {
        (TypedKind::Reference(left), TypedKind::Reference(right)) => return same_symbol(left, right),
        (TypedKind::Call(left, _), TypedKind::Call(right, _)) => left == right,
        (TypedKind::Unary(left, _), TypedKind::Unary(right, _)) => left == right,
        (TypedKind::Binary(left, ..), TypedKind::Binary(right, ..)) => left == right,
        (left, right) => return left == right,
    };
    let (left, right) = (left.children(), right.children());
    same && left.len() == right.len() && left.into_iter().zip(right).all(|(left, right)| alike(left, right))
}

fn same_symbol(left: &Symbol, right: &Symbol) -> bool {
    match (left, right) {
        (Symbol::Field(left_record, left), Symbol::Field(right_record, right)) => {
            left_record == right_record && left.name == right.name
        }
        (left, right) => left == right,
    }
}
