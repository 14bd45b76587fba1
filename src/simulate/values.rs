//! How values change from one type to another, and how they compare.

use super::choices::{Choice, Depended};
use super::program::{Change, Operator, Shape};
use super::record::Data;
use crate::flow::DataType;
use crate::formula::{Decimal, Type, Value};
use jiff::tz::TimeZone;
use std::cmp::Ordering;

/// A value as text: what merging it, or adding it to a text, gives.
pub(crate) fn text_of(value: &Value, depended: &Depended) -> String {
    match value {
        Value::Null | Value::Text(_) | Value::Boolean(_) => {}
        Value::Number(_) | Value::Date(_) | Value::DateTime(_) | Value::Time(_) => {
            depended.note(Choice::MergedText)
        }
    }
    value.to_string()
}

/// A value as one of `ty`; null where it cannot be one.
pub(crate) fn as_type(value: Value, ty: Type, zone: &TimeZone) -> Value {
    match (value, ty) {
        (value @ Value::Text(_), Type::Text | Type::Id | Type::Picklist | Type::MultiPicklist)
        | (value @ Value::Number(_), Type::Number)
        | (value @ Value::Boolean(_), Type::Boolean)
        | (value @ Value::Date(_), Type::Date)
        | (value @ Value::DateTime(_), Type::DateTime)
        | (value @ Value::Time(_), Type::Time) => value,
        (Value::Null, _) | (_, Type::Record | Type::Records | Type::Null) => Value::Null,
        (Value::Text(text), ty) => {
            Value::read(&text, ty).or_else(|| read_day(&text, ty, zone)).unwrap_or_default()
        }
        (value, Type::Text | Type::Id | Type::Picklist | Type::MultiPicklist) => {
            Value::text(value.to_string())
        }
        (Value::Date(date), Type::DateTime) => {
            date.to_zoned(zone.clone()).map_or(Value::Null, |moment| Value::DateTime(moment.timestamp()))
        }
        (Value::DateTime(moment), Type::Date) => Value::Date(moment.to_zoned(zone.clone()).date()),
        (
            Value::Number(_) | Value::Boolean(_) | Value::Date(_) | Value::DateTime(_) | Value::Time(_),
            Type::Number | Type::Boolean | Type::Date | Type::DateTime | Type::Time,
        ) => Value::Null,
    }
}

/// A day where a moment is wanted, and a moment where a day is.
fn read_day(text: &str, ty: Type, zone: &TimeZone) -> Option<Value> {
    let other = match ty {
        Type::Date => Type::DateTime,
        Type::DateTime => Type::Date,
        Type::Text
        | Type::Id
        | Type::Number
        | Type::Boolean
        | Type::Time
        | Type::Picklist
        | Type::MultiPicklist
        | Type::Record
        | Type::Records
        | Type::Null => return None,
    };
    Some(as_type(Value::read(text, other)?, ty, zone))
}

/// The type of the values of a variable.
pub(crate) fn value_type(data_type: DataType) -> Option<Type> {
    Some(match data_type {
        DataType::String => Type::Text,
        DataType::Picklist => Type::Picklist,
        DataType::Multipicklist => Type::MultiPicklist,
        DataType::Number | DataType::Currency => Type::Number,
        DataType::Boolean => Type::Boolean,
        DataType::Date => Type::Date,
        DataType::DateTime => Type::DateTime,
        DataType::Time => Type::Time,
        DataType::SObject | DataType::Apex => return None,
    })
}

/// What a variable of a shape holds after `data` was assigned to it.
pub(crate) fn fit(data: Data, shape: &Shape, zone: &TimeZone, depended: &Depended) -> Data {
    let Some(ty) = shape.data_type.and_then(value_type) else { return data };
    let one = |data: Data| match data {
        Data::Value(value) => Data::Value(fit_value(value, ty, shape.scale, zone, depended)),
        Data::Record(record) => Data::Value(as_type(record.id().clone(), ty, zone)),
        Data::List(_) => data,
    };
    match data {
        Data::List(items) if shape.is_collection => {
            let fits = |item: &Data| matches!(item, Data::Value(value) if is_of(value, ty, shape.scale));
            match items.iter().all(fits) {
                true => Data::List(items),
                false => Data::list(items.iter().cloned().map(one).collect()),
            }
        }
        other => one(other),
    }
}

/// A value as a variable or a formula of a type keeps it.
pub(crate) fn fit_value(
    value: Value,
    ty: Type,
    scale: Option<u8>,
    zone: &TimeZone,
    depended: &Depended,
) -> Value {
    match as_type(value, ty, zone) {
        Value::Number(number) => {
            let rounded = number.rounded(i64::from(scale.unwrap_or(0)));
            if rounded != number {
                depended.note(Choice::Scale);
            }
            Value::Number(rounded)
        }
        other => other,
    }
}

fn is_of(value: &Value, ty: Type, scale: Option<u8>) -> bool {
    match value {
        Value::Text(_) => matches!(ty, Type::Text | Type::Id | Type::Picklist | Type::MultiPicklist),
        Value::Number(number) => {
            ty == Type::Number && number.rounded(i64::from(scale.unwrap_or(0))) == *number
        }
        Value::Null | Value::Boolean(_) | Value::Date(_) | Value::DateTime(_) | Value::Time(_) => false,
    }
}

/// Whether a comparison holds. Text is compared without regard to case, except where one side is an id.
pub(crate) fn compares(left: &Value, operator: Operator, right: &Value, zone: &TimeZone) -> bool {
    match operator {
        Operator::EqualTo => same(left, right, zone),
        Operator::NotEqualTo => !same(left, right, zone),
        Operator::GreaterThan => order(left, right, zone).is_some_and(Ordering::is_gt),
        Operator::GreaterThanOrEqualTo => order(left, right, zone).is_some_and(Ordering::is_ge),
        Operator::LessThan => order(left, right, zone).is_some_and(Ordering::is_lt),
        Operator::LessThanOrEqualTo => order(left, right, zone).is_some_and(Ordering::is_le),
        Operator::Contains => texts(left, right).is_some_and(|(left, right)| left.contains(&right)),
        Operator::StartsWith => starts(left, right),
        Operator::EndsWith => texts(left, right).is_some_and(|(left, right)| left.ends_with(&right)),
        Operator::IsNull => (*left == Value::Null) == right.is_true(),
        Operator::IsBlank => is_blank(left) == right.is_true(),
        Operator::IsEmpty => (*left == Value::Null) == right.is_true(),
        Operator::WasSet | Operator::WasVisited => {
            (*left != Value::Null && !is_false(left)) == right.is_true()
        }
        Operator::In | Operator::NotIn | Operator::IsChanged => false,
    }
}

fn is_false(value: &Value) -> bool {
    *value == Value::Boolean(false)
}

/// `IsBlank` (API 61): null, empty, or nothing but white space.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.trim().is_empty(),
        other => *other == Value::Null,
    }
}

fn starts(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) if left.is_ascii() && right.is_ascii() => {
            left.len() >= right.len() && left.as_bytes()[..right.len()].eq_ignore_ascii_case(right.as_bytes())
        }
        _ => texts(left, right).is_some_and(|(left, right)| left.starts_with(&right)),
    }
}

/// Both as text in lower case.
fn texts(left: &Value, right: &Value) -> Option<(String, String)> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        _ => Some((left.to_string().to_lowercase(), right.to_string().to_lowercase())),
    }
}

/// Whether two values are the same to a condition.
pub(crate) fn same(left: &Value, right: &Value, zone: &TimeZone) -> bool {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => same_text(left, right),
        (Value::Null, Value::Null) => true,
        (Value::Null, _) | (_, Value::Null) => false,
        _ => order(left, right, zone) == Some(Ordering::Equal),
    }
}

fn same_text(left: &str, right: &str) -> bool {
    if is_id(left) && is_id(right) {
        return left[..15] == right[..15];
    }
    match left.is_ascii() && right.is_ascii() {
        true => left.eq_ignore_ascii_case(right),
        false => left.to_lowercase() == right.to_lowercase(),
    }
}

/// Whether a text looks like the id of a record: digits among its 15 or 18 characters, and a number in the middle.
fn is_id(text: &str) -> bool {
    matches!(text.len(), 15 | 18)
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.as_bytes()[3..12].iter().filter(|byte| **byte == b'0').count() > 2
}

/// How two values are ordered; `None` where they are not.
pub(crate) fn order(left: &Value, right: &Value, zone: &TimeZone) -> Option<Ordering> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Text(left), Value::Text(right)) => Some(left.to_lowercase().cmp(&right.to_lowercase())),
        (Value::Number(left), Value::Number(right)) => Some(left.cmp(right)),
        (Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        (Value::DateTime(left), Value::DateTime(right)) => Some(left.cmp(right)),
        (Value::Time(left), Value::Time(right)) => Some(left.cmp(right)),
        (Value::Date(_), Value::DateTime(_)) => {
            order(&as_type(left.clone(), Type::DateTime, zone), right, zone)
        }
        (Value::DateTime(_), Value::Date(_)) => {
            order(left, &as_type(right.clone(), Type::DateTime, zone), zone)
        }
        (Value::Text(_), other) => order(&as_type(left.clone(), type_of(other), zone), right, zone),
        (other, Value::Text(_)) => order(left, &as_type(right.clone(), type_of(other), zone), zone),
        _ => None,
    }
}

/// The type that a value has.
pub(crate) fn type_of(value: &Value) -> Type {
    match value {
        Value::Null => Type::Null,
        Value::Text(_) => Type::Text,
        Value::Number(_) => Type::Number,
        Value::Boolean(_) => Type::Boolean,
        Value::Date(_) => Type::Date,
        Value::DateTime(_) => Type::DateTime,
        Value::Time(_) => Type::Time,
    }
}

/// A sum or difference, as the operators `Add` and `Subtract` of an assignment have it; null where there is none.
pub(crate) fn sum(left: &Value, change: Change, right: &Value, depended: &Depended) -> Value {
    let adds = change != Change::Subtract;
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => counted(left, change, right),
        (Value::Null, Value::Number(right)) => {
            depended.note(Choice::NullSum);
            counted(&Decimal::zero(), change, right)
        }
        (left @ (Value::Number(_) | Value::Date(_)), Value::Null) => {
            depended.note(Choice::NullSum);
            left.clone()
        }
        (Value::Date(date), Value::Number(days)) => {
            let days = days.truncated(0).to_i64().map(|days| if adds { days } else { -days });
            let span = days.and_then(|days| jiff::Span::new().try_days(days).ok());
            span.and_then(|span| date.checked_add(span).ok()).map_or(Value::Null, Value::Date)
        }
        (Value::Text(left), right) if adds => Value::text(format!("{left}{}", text_of(right, depended))),
        (Value::Null, Value::Text(right)) if adds => Value::Text(right.clone()),
        (left, Value::Text(right)) if adds => Value::text(format!("{}{right}", text_of(left, depended))),
        _ => Value::Null,
    }
}

fn counted(left: &Decimal, change: Change, right: &Decimal) -> Value {
    let sum = if change == Change::Subtract { left.minus(right) } else { left.plus(right) };
    sum.map_or(Value::Null, Value::Number)
}
