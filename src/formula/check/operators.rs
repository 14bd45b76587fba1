//! Operators.

use super::words::{condition, conversion_help, literal_as, shown};
use super::{Checker, are_comparable};
use crate::formula::ast::{BinaryOperator, Expr, ExprKind, UnaryOperator};
use crate::formula::{Scope, Type, TypedKind};
use crate::source::Span;

type Typing<S> = Option<(TypedKind<<S as Scope>::Symbol>, Type)>;

/// What `+` and `-` join, and what that gives.
const SUMS: &[(Type, BinaryOperator, Type, Type)] = &[
    (Type::Number, BinaryOperator::Add, Type::Number, Type::Number),
    (Type::Number, BinaryOperator::Subtract, Type::Number, Type::Number),
    (Type::Date, BinaryOperator::Add, Type::Number, Type::Date),
    (Type::Number, BinaryOperator::Add, Type::Date, Type::Date),
    (Type::Date, BinaryOperator::Subtract, Type::Number, Type::Date),
    (Type::Date, BinaryOperator::Subtract, Type::Date, Type::Number),
    (Type::DateTime, BinaryOperator::Add, Type::Number, Type::DateTime),
    (Type::Number, BinaryOperator::Add, Type::DateTime, Type::DateTime),
    (Type::DateTime, BinaryOperator::Subtract, Type::Number, Type::DateTime),
    (Type::DateTime, BinaryOperator::Subtract, Type::DateTime, Type::Number),
    (Type::Time, BinaryOperator::Add, Type::Number, Type::Time),
    (Type::Time, BinaryOperator::Subtract, Type::Number, Type::Time),
    (Type::Time, BinaryOperator::Subtract, Type::Time, Type::Number),
    (Type::Text, BinaryOperator::Add, Type::Text, Type::Text),
];

/// One side of an operator.
struct Side<'a> {
    expr: &'a Expr,
    ty: Type,
}

impl<S: Scope> Checker<'_, S> {
    pub(super) fn unary(&mut self, operator: UnaryOperator, operand: &Expr) -> Typing<S> {
        let (wanted, whole) = match operator {
            UnaryOperator::Minus => (Type::Number, "`-` needs a number"),
            UnaryOperator::Plus => (Type::Number, "`+` needs a number"),
            UnaryOperator::Not => (Type::Boolean, "`NOT` needs a condition"),
        };
        let typed = self.value(operand)?;
        if !typed.ty.fits(wanted) {
            self.wrong_operand(operand, typed.ty, wanted, whole);
            return None;
        }
        Some((TypedKind::Unary(operator, Box::new(typed)), wanted))
    }

    pub(super) fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Typing<S> {
        let (typed_left, typed_right) = (self.value(left), self.value(right));
        let (typed_left, typed_right) = (typed_left?, typed_right?);
        let sides = [Side { expr: left, ty: typed_left.ty }, Side { expr: right, ty: typed_right.ty }];
        let ty = match operator {
            BinaryOperator::Or | BinaryOperator::And => self.both(operator, &sides, Type::Boolean)?,
            BinaryOperator::Concatenate => self.both(operator, &sides, Type::Text)?,
            BinaryOperator::Power | BinaryOperator::Multiply | BinaryOperator::Divide => {
                self.both(operator, &sides, Type::Number)?
            }
            BinaryOperator::Equal | BinaryOperator::NotEqual => {
                self.picklist_value(&typed_left, &typed_right);
                self.picklist_value(&typed_right, &typed_left);
                self.equality(operator, &sides, span)?
            }
            BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual => self.order(operator, &sides, span)?,
            BinaryOperator::Add | BinaryOperator::Subtract => self.sum(operator, &sides, span)?,
        };
        Some((TypedKind::Binary(operator, Box::new(typed_left), Box::new(typed_right)), ty))
    }

    /// Both sides must be `wanted`, and so is the whole.
    fn both(&mut self, operator: BinaryOperator, sides: &[Side; 2], wanted: Type) -> Option<Type> {
        let Some(wrong) = sides.iter().find(|side| !side.ty.fits(wanted)) else { return Some(wanted) };
        let symbol = operator.symbol();
        let whole = format!("`{symbol}` needs {} on both sides", condition(wanted));
        match (&wrong.expr.kind, wanted) {
            (ExprKind::Text(_), Type::Boolean) => {
                let message = format!("{whole}, and `{}` is a text", shown(wrong.expr));
                let help = format!("repeat the comparison, as in `a = \"A\" {symbol} a = \"B\"`");
                self.mismatch(wrong.expr.span, message, help);
            }
            _ => self.wrong_operand(wrong.expr, wrong.ty, wanted, &whole),
        }
        None
    }

    fn equality(&mut self, operator: BinaryOperator, sides: &[Side; 2], span: Span) -> Option<Type> {
        if self.is_refused_null(operator, sides) {
            return None;
        }
        let [left, right] = sides;
        match are_comparable(left.ty, right.ty) {
            true => Some(Type::Boolean),
            false => self.incomparable(operator, sides, span),
        }
    }

    fn order(&mut self, operator: BinaryOperator, sides: &[Side; 2], span: Span) -> Option<Type> {
        let [left, right] = sides;
        if !are_comparable(left.ty, right.ty) {
            return self.incomparable(operator, sides, span);
        }
        if let Some(side) = sides.iter().find(|side| matches!(side.ty, Type::Picklist | Type::Boolean)) {
            let message = format!("`{}` is {}, which has no order", shown(side.expr), side.ty.words());
            self.mismatch(side.expr.span, message, "compare it with `=` or `<>`");
            return None;
        }
        (!self.is_refused_null(operator, sides)).then_some(Type::Boolean)
    }

    fn is_refused_null(&mut self, operator: BinaryOperator, sides: &[Side; 2]) -> bool {
        let [left, right] = sides;
        let negated = operator == BinaryOperator::NotEqual;
        match (left.ty, right.ty) {
            (_, Type::Null) => self.refuse_null(right.expr, left.expr, negated),
            (Type::Null, _) => self.refuse_null(left.expr, right.expr, negated),
            _ => false,
        }
    }

    fn incomparable(
        &mut self,
        operator: BinaryOperator,
        [left, right]: &[Side; 2],
        span: Span,
    ) -> Option<Type> {
        let (first, second) = (shown(left.expr), shown(right.expr));
        let (first_words, second_words) = (left.ty.words(), right.ty.words());
        let symbol = operator.symbol();
        let message = format!(
            "`{symbol}` cannot compare `{first}`, which is {first_words}, with `{second}`, which is {second_words}"
        );
        self.mismatch(
            span,
            message,
            meeting(left, right).unwrap_or_else(|| "compare values of one type".to_owned()),
        );
        None
    }

    fn sum(&mut self, operator: BinaryOperator, [left, right]: &[Side; 2], span: Span) -> Option<Type> {
        if left.ty == Type::Null || right.ty == Type::Null {
            return Some(Type::Null);
        }
        let row = SUMS.iter().find(|row| row.1 == operator && left.ty.fits(row.0) && right.ty.fits(row.2));
        if let Some(row) = row {
            return Some(row.3);
        }
        let (first, second) = (shown(left.expr), shown(right.expr));
        let (first_words, second_words) = (left.ty.words(), right.ty.words());
        let symbol = operator.symbol();
        let message = format!(
            "`{symbol}` cannot join `{first}`, which is {first_words}, with `{second}`, which is {second_words}"
        );
        let help = match [left, right].map(|side| side.ty.is_textual()) {
            [true, false] => conversion_help(right.expr, right.ty, Type::Text),
            [false, true] => conversion_help(left.expr, left.ty, Type::Text),
            [true, true] => Some("texts are joined with `&`".to_owned()),
            [false, false] => meeting(left, right),
        };
        self.mismatch(
            span,
            message,
            help.unwrap_or_else(|| "days are added to dates, numbers to numbers".to_owned()),
        );
        None
    }
}

/// How two sides of different types can meet.
fn meeting(left: &Side, right: &Side) -> Option<String> {
    for (side, other) in [(right, left), (left, right)] {
        if let Some(text) = literal_as(side.expr, other.ty) {
            return Some(format!("write `{text}`"));
        }
    }
    for side in [left, right] {
        if side.ty == Type::MultiPicklist {
            return conversion_help(side.expr, side.ty, Type::Boolean);
        }
        if side.ty == Type::DateTime {
            return conversion_help(side.expr, side.ty, Type::Date);
        }
    }
    conversion_help(right.expr, right.ty, left.ty).or_else(|| conversion_help(left.expr, left.ty, right.ty))
}
