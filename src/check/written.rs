//! Filters whose values are written out: the start of a scheduled flow knows no records and no formulas.

use super::formulas::Checker;
use super::program::{Expression, Query};
use super::queries::{Asked, Comparable};
use crate::diag::{Code, Diagnostic};
use crate::formula::ast::{ExprKind, UnaryOperator};
use crate::formula::typed::{Type, TypedKind};
use crate::org::Field;
use crate::source::Span;
use crate::spec::{Filter, Value};

impl Checker<'_, '_> {
    /// The filter of a monitor.
    pub(super) fn constant_query(&mut self, filter: &Filter, object: &str) -> Option<Query> {
        let mut query =
            self.conditions(filter, Asked { object, before: None, values: Comparable::Written })?;
        let own: &[usize] = if object == "Lead" { &[1] } else { &[] };
        self.can_be_numbered(&query, own, filter)?;
        for value in query.conditions.iter_mut().flat_map(|condition| &mut condition.values) {
            super::formulas::write_setting(value);
            write_sign(value);
            if !is_written(value) {
                let message = "the `where` of a monitor compares with values that are written out";
                let help = "write a text, a number, a setting or a day, as in `DATE(2026, 12, 31)`; ask anything else under `if:`";
                self.report.push(Diagnostic::new(Code::FilterShape, value.span, message).help(help));
                return None;
            }
        }
        Some(query)
    }

    /// Refuses moments: no way to write one out is known to be taken there.
    pub(super) fn can_be_written(&mut self, field: &Field, value: &Value, span: Span) -> Option<()> {
        let is_moment = matches!(field.field_type.in_formulas(), Some(Type::DateTime | Type::Time));
        let is_null = matches!(value, Value::Formula(expr) if matches!(expr.kind, ExprKind::Null));
        if !is_moment || is_null {
            return Some(());
        }
        let message =
            format!("the `where` of a monitor cannot compare `{}`, which has a time of day", field.name);
        let help = format!("ask it under `if:`, as in `record.{} < NOW() - 7`", field.name);
        self.report.push(Diagnostic::new(Code::FilterShape, span, message).help(help));
        None
    }
}

/// `-5` as one number.
fn write_sign(value: &mut Expression) {
    if let TypedKind::Unary(operator @ (UnaryOperator::Minus | UnaryOperator::Plus), operand) = &value.kind
        && let TypedKind::Number(number) = &operand.kind
    {
        let sign = if *operator == UnaryOperator::Minus { "-" } else { "" };
        value.kind = TypedKind::Number(format!("{sign}{number}"));
    }
}

/// Whether a value is known before the flow runs.
fn is_written(value: &Expression) -> bool {
    match &value.kind {
        TypedKind::Number(_) | TypedKind::Text(_) | TypedKind::Boolean(_) => true,
        TypedKind::Call("DATE", parts) => written_date(parts).is_some(),
        TypedKind::Null
        | TypedKind::Reference(_)
        | TypedKind::Call(..)
        | TypedKind::Unary(..)
        | TypedKind::Binary(..) => false,
    }
}

/// `2999-12-31`: a date whose parts are written out and which is surely in the calendar.
pub fn written_date(parts: &[Expression]) -> Option<String> {
    let [year, month, day] = parts else { return None };
    let [year, month, day] = [year, month, day].map(|part| match &part.kind {
        TypedKind::Number(digits) => digits.parse::<i16>().ok(),
        _ => None,
    });
    let date = jiff::civil::Date::new(year?, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok()?;
    (1900..=4000).contains(&date.year()).then(|| date.to_string())
}
