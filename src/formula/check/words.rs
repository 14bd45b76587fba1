//! The words of messages about types.

use crate::formula::ast::{Expr, ExprKind};
use crate::formula::types::conversion;
use crate::formula::{Dialect, Type, print_expr};

/// Characters of a formula that a message repeats.
const MOST_SHOWN: usize = 60;

/// A part as it is written, or `…` where that is long.
pub(super) fn shown(expr: &Expr) -> String {
    let text = print_expr(expr, Dialect::Spec);
    match text.chars().count() <= MOST_SHOWN {
        true => text,
        false => "…".to_owned(),
    }
}

/// A type that is asked for, in words.
pub(super) fn condition(wanted: Type) -> &'static str {
    match wanted {
        Type::Boolean => "a condition",
        _ => wanted.words(),
    }
}

/// What to write instead of `expr` where a `wanted` should stand.
pub(super) fn conversion_help(expr: &Expr, actual: Type, wanted: Type) -> Option<String> {
    let literal = literal_as(expr, wanted);
    let text = literal.or_else(|| conversion(actual, wanted, &shown(expr)))?;
    Some(format!("write `{text}`"))
}

/// The literal of another type that is meant.
pub(super) fn literal_as(expr: &Expr, wanted: Type) -> Option<String> {
    match (&expr.kind, wanted) {
        (ExprKind::Number(digits), Type::Text | Type::Picklist | Type::Id) => Some(format!("\"{digits}\"")),
        (ExprKind::Boolean(value), Type::Text | Type::Picklist) => Some(format!("\"{value}\"")),
        (ExprKind::Text(text), Type::Number) => is_number(text).then(|| text.clone()),
        (ExprKind::Text(text), Type::Boolean) => {
            let upper = text.to_ascii_uppercase();
            matches!(upper.as_str(), "TRUE" | "FALSE").then_some(upper)
        }
        (ExprKind::Text(text), Type::Date) => date_call(text),
        _ => None,
    }
}

fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}

/// `2026-01-31` as `DATE(2026, 1, 31)`.
fn date_call(text: &str) -> Option<String> {
    let numbers: Option<Vec<u16>> = text.split('-').map(|part| part.parse().ok()).collect();
    match numbers?.as_slice() {
        [year, month @ 1..=12, day @ 1..=31] => Some(format!("DATE({year}, {month}, {day})")),
        _ => None,
    }
}
