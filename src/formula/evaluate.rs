//! From a typed formula to its value.
//!
//! Null is null: a flow does not take it for 0 (documented: "To evaluate a null field value as a zero value, use the
//! BLANKVALUE function"). What has no value is a [`Fault`], which a flow turns into null.

mod operators;

use super::functions::{Call, Function, Outcome};
use super::typed::{Type, TypedExpr, TypedKind};
use super::value::{Context, Decimal, Fault, Value, Values};
use super::{BinaryOperator, UnaryOperator};
use crate::source::Span;
use std::cell::Cell;

/// Steps of work that one formula may take: far more than any of a flow takes, and done within a second.
const MOST_WORK: usize = 50_000_000;

/// The value of a formula. An empty text is null.
///
/// # Errors
/// The first part without a value.
pub fn evaluate<V: Values>(
    expr: &TypedExpr<V::Symbol>,
    values: &V,
    context: &Context,
) -> Result<Value, Fault> {
    let evaluator = Evaluator { values, context, work: Cell::new(0) };
    match evaluator.value(expr)? {
        Value::Text(text) if text.is_empty() => Ok(Value::Null),
        value => Ok(value),
    }
}

struct Evaluator<'a, V: Values> {
    values: &'a V,
    context: &'a Context,
    work: Cell<usize>,
}

impl<V: Values> Evaluator<'_, V> {
    fn value(&self, expr: &TypedExpr<V::Symbol>) -> Outcome {
        match &expr.kind {
            TypedKind::Number(digits) => {
                let number = Decimal::read(digits).and_then(Decimal::kept).map(Value::Number);
                number.ok_or_else(|| fault(expr.span, "the number is too long"))
            }
            TypedKind::Text(text) => Ok(Value::text(text.as_str())),
            TypedKind::Boolean(value) => Ok(Value::Boolean(*value)),
            TypedKind::Null => Ok(Value::Null),
            TypedKind::Reference(symbol) => self.values.value(symbol),
            TypedKind::Call(name, arguments) => self.call(name, arguments, expr.span),
            TypedKind::Unary(operator, operand) => self.unary(*operator, operand, expr.span),
            TypedKind::Binary(operator, left, right) => self.binary(*operator, left, right, expr.span),
        }
    }

    fn call(&self, name: &str, arguments: &[TypedExpr<V::Symbol>], span: Span) -> Outcome {
        self.work(span, 1)?;
        match Function::in_capitals(name) {
            Some(function) => (function.evaluate)(&OneCall { evaluator: self, arguments, span }),
            None => Err(fault(span, &format!("`{name}` cannot be computed"))),
        }
    }

    fn unary(&self, operator: UnaryOperator, operand: &TypedExpr<V::Symbol>, span: Span) -> Outcome {
        let value = self.value(operand)?;
        operators::unary(operator, value).map_err(|reason| fault(span, &reason))
    }

    fn binary(
        &self,
        operator: BinaryOperator,
        left: &TypedExpr<V::Symbol>,
        right: &TypedExpr<V::Symbol>,
        span: Span,
    ) -> Outcome {
        let first = self.value(left)?;
        if let (BinaryOperator::And, false) | (BinaryOperator::Or, true) = (operator, first.is_true()) {
            return Ok(Value::Boolean(first.is_true()));
        }
        let second = self.value(right)?;
        self.work(span, operators::work(&first, &second))?;
        let types = [left.ty, right.ty];
        operators::binary(operator, first, second, types).map_err(|reason| fault(span, &reason))
    }

    fn work(&self, span: Span, steps: usize) -> Result<(), Fault> {
        let work = self.work.get().saturating_add(steps);
        self.work.set(work);
        match work > MOST_WORK {
            true => Err(fault(span, "the formula takes too long")),
            false => Ok(()),
        }
    }
}

fn fault(span: Span, reason: &str) -> Fault {
    Fault { reason: reason.to_owned(), span }
}

/// A call with its arguments.
struct OneCall<'a, V: Values> {
    evaluator: &'a Evaluator<'a, V>,
    arguments: &'a [TypedExpr<V::Symbol>],
    span: Span,
}

impl<V: Values> Call for OneCall<'_, V> {
    fn count(&self) -> usize {
        self.arguments.len()
    }

    fn value(&self, at: usize) -> Outcome {
        self.arguments.get(at).map_or(Ok(Value::Null), |argument| self.evaluator.value(argument))
    }

    fn type_of(&self, at: usize) -> Type {
        self.arguments.get(at).map_or(Type::Null, |argument| argument.ty)
    }

    fn prior(&self, at: usize) -> Value {
        match self.arguments.get(at).map(|argument| &argument.kind) {
            Some(TypedKind::Reference(symbol)) => self.evaluator.values.prior(symbol),
            _ => Value::Null,
        }
    }

    fn is_new(&self) -> bool {
        self.evaluator.values.is_new()
    }

    fn context(&self) -> &Context {
        self.evaluator.context
    }

    fn fault(&self, reason: String) -> Fault {
        Fault { reason, span: self.span }
    }

    fn work(&self, steps: usize) -> Result<(), Fault> {
        self.evaluator.work(self.span, steps)
    }
}

#[cfg(test)]
mod tests;
