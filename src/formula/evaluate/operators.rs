//! Operators on values. Null gives null, except where texts are joined or compared.

use crate::formula::functions::{TOO_LONG, days_since_1970, fits, from_milliseconds, milliseconds};
use crate::formula::value::{Comparison, Decimal, Value};
use crate::formula::{BinaryOperator, Type, UnaryOperator};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::cmp::Ordering;

/// A value, or in words why there is none.
type Outcome = Result<Value, String>;

const SECONDS_OF_DAY: i64 = 86_400;
const MILLISECONDS_OF_DAY: i64 = 86_400_000;

pub(super) fn unary(operator: UnaryOperator, operand: Value) -> Outcome {
    match (operator, operand) {
        (_, Value::Null) => Ok(Value::Null),
        (UnaryOperator::Minus, Value::Number(number)) => Ok(Value::Number(number.negated())),
        (UnaryOperator::Plus, number @ Value::Number(_)) => Ok(number),
        (UnaryOperator::Not, Value::Boolean(value)) => Ok(Value::Boolean(!value)),
        (UnaryOperator::Minus | UnaryOperator::Plus, _) => Err("the operand is no number".to_owned()),
        (UnaryOperator::Not, _) => Err("the operand is no condition".to_owned()),
    }
}

/// Both operands were evaluated; of `&&` and `||` the first has not decided.
pub(super) fn binary(operator: BinaryOperator, left: Value, right: Value, types: [Type; 2]) -> Outcome {
    match operator {
        BinaryOperator::And | BinaryOperator::Or => Ok(Value::Boolean(right.is_true())),
        BinaryOperator::Equal => Ok(truth(left.equals(&right, comparison(types)))),
        BinaryOperator::NotEqual => Ok(truth(left.equals(&right, comparison(types)).map(|equal| !equal))),
        BinaryOperator::Less => Ok(truth(left.order(&right).map(Ordering::is_lt))),
        BinaryOperator::LessOrEqual => Ok(truth(left.order(&right).map(Ordering::is_le))),
        BinaryOperator::Greater => Ok(truth(left.order(&right).map(Ordering::is_gt))),
        BinaryOperator::GreaterOrEqual => Ok(truth(left.order(&right).map(Ordering::is_ge))),
        BinaryOperator::Concatenate => joined(&left, &right),
        BinaryOperator::Add => sum(left, right),
        BinaryOperator::Subtract => difference(left, right),
        BinaryOperator::Multiply => number(&left, &right, Decimal::times, "the product is too long"),
        BinaryOperator::Power => {
            number(&left, &right, Decimal::power, "the exponent is not whole, or too great")
        }
        BinaryOperator::Divide => number(&left, &right, Decimal::divided_by, "a division by zero"),
    }
}

/// How much work it is to join two texts.
pub(super) fn work(left: &Value, right: &Value) -> usize {
    let length = |value: &Value| if let Value::Text(text) = value { text.len() } else { 1 };
    length(left) + length(right)
}

fn truth(result: Option<bool>) -> Value {
    result.map_or(Value::Null, Value::Boolean)
}

fn comparison(types: [Type; 2]) -> Comparison {
    match types.iter().any(|ty| ty.is_textual()) {
        true => Comparison::Texts,
        false => Comparison::Others,
    }
}

fn number(
    left: &Value,
    right: &Value,
    compute: fn(&Decimal, &Decimal) -> Option<Decimal>,
    otherwise: &str,
) -> Outcome {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::Number(left), Value::Number(right)) => {
            compute(left, right).map(Value::Number).ok_or_else(|| otherwise.to_owned())
        }
        _ => Err("an operand is no number".to_owned()),
    }
}

fn joined(left: &Value, right: &Value) -> Outcome {
    match (left, right) {
        (Value::Null, other) | (other, Value::Null) => Ok(other.clone()),
        (Value::Text(left), Value::Text(right)) => {
            let text = [&**left, &**right].concat();
            fits(&text).then(|| Value::text(text)).ok_or_else(|| TOO_LONG.to_owned())
        }
        _ => Err("an operand is no text".to_owned()),
    }
}

fn sum(left: Value, right: Value) -> Outcome {
    match (left, right) {
        (Value::Text(left), right) => joined(&Value::Text(left), &right),
        (left, Value::Text(right)) => joined(&left, &Value::Text(right)),
        (left @ Value::Number(_), right @ (Value::Date(_) | Value::DateTime(_))) => moved(&right, &left, 1),
        (left @ (Value::Date(_) | Value::DateTime(_) | Value::Time(_)), right) => moved(&left, &right, 1),
        (left, right) => number(&left, &right, Decimal::plus, "the sum is too long"),
    }
}

fn difference(left: Value, right: Value) -> Outcome {
    match (&left, &right) {
        (Value::Date(left), Value::Date(right)) => {
            Ok(Value::number(days_since_1970(*left) - days_since_1970(*right)))
        }
        (Value::DateTime(left), Value::DateTime(right)) => {
            let milliseconds = Decimal::from(left.as_millisecond() - right.as_millisecond());
            let days = milliseconds.divided_by(&Decimal::from(MILLISECONDS_OF_DAY));
            days.map(Value::Number).ok_or_else(|| "the difference is too long".to_owned())
        }
        // From a time of day until the next that is earlier, a night lies between.
        (Value::Time(left), Value::Time(right)) => {
            Ok(Value::number((milliseconds(*left) - milliseconds(*right)).rem_euclid(MILLISECONDS_OF_DAY)))
        }
        (Value::Date(_) | Value::DateTime(_) | Value::Time(_), _) => moved(&left, &right, -1),
        _ => number(&left, &right, Decimal::minus, "the difference is too long"),
    }
}

/// A date some days later, cut to whole ones; a moment some days later, to the second; a time of day some milliseconds.
fn moved(value: &Value, by: &Value, direction: i64) -> Outcome {
    let by = match by {
        Value::Null => return Ok(Value::Null),
        Value::Number(by) => by.times(&Decimal::from(direction)).ok_or_else(out_of_range)?,
        _ => return Err("days are added as a number".to_owned()),
    };
    let later = match value {
        Value::Date(date) => days_later(*date, by.whole()).map(Value::Date),
        Value::DateTime(moment) => days_and_parts_later(*moment, &by).map(Value::DateTime),
        Value::Time(time) => {
            let later = milliseconds(*time).checked_add(by.whole()).and_then(from_milliseconds);
            return later.map(Value::Time).ok_or_else(|| "the time of day is before midnight".to_owned());
        }
        Value::Null => return Ok(Value::Null),
        Value::Text(_) | Value::Number(_) | Value::Boolean(_) => None,
    };
    later.ok_or_else(out_of_range)
}

fn days_later(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn days_and_parts_later(moment: Timestamp, days: &Decimal) -> Option<Timestamp> {
    let seconds = days.times(&Decimal::from(SECONDS_OF_DAY))?.rounded(0).to_i64()?;
    moment.checked_add(SignedDuration::from_secs(seconds)).ok()
}

fn out_of_range() -> String {
    "the date is out of range".to_owned()
}
