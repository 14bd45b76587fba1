//! Numbers. Null gives null, unless said otherwise.

use super::call::{Call, Outcome};
use crate::formula::value::{Decimal, Fault, Value};
use bigdecimal::rounding::RoundingMode;
use std::cmp::Ordering;

/// Digits that `FLOOR` and its like look at, so that `1/3*3` is whole.
const DIGITS_OF_WHOLE: u64 = 33;

/// The digits of pi that Salesforce's engine has.
const PI: &str = "3.14159265358979323846";

/// A number of one number.
fn of_one(call: &dyn Call, compute: impl Fn(Decimal) -> Decimal) -> Outcome {
    Ok(call.number(0)?.map_or(Value::Null, |number| Value::Number(compute(number))))
}

/// A number of two numbers.
fn of_two(call: &dyn Call, compute: impl Fn(Decimal, Decimal) -> Outcome) -> Outcome {
    match (call.number(0)?, call.number(1)?) {
        (Some(first), Some(second)) => compute(first, second),
        _ => Ok(Value::Null),
    }
}

/// Computed with floats, as Salesforce's engine does.
fn by_float(call: &dyn Call, compute: fn(f64) -> f64) -> Outcome {
    let Some(number) = call.number(0)? else { return Ok(Value::Null) };
    float_result(call, compute(number.to_f64()), &number)
}

fn float_result(call: &dyn Call, result: f64, number: &Decimal) -> Outcome {
    call.give_number(Decimal::from_f64(result), &format!("there is no such number of {number}"))
}

pub(super) fn abs(call: &dyn Call) -> Outcome {
    of_one(call, |number| number.absolute())
}

pub(super) fn acos(call: &dyn Call) -> Outcome {
    by_float(call, libm::acos)
}

pub(super) fn asin(call: &dyn Call) -> Outcome {
    by_float(call, libm::asin)
}

pub(super) fn atan(call: &dyn Call) -> Outcome {
    by_float(call, libm::atan)
}

/// Null has no angle: the engine fails on it.
pub(super) fn atan2(call: &dyn Call) -> Outcome {
    match (call.number(0)?, call.number(1)?) {
        (Some(y), Some(x)) => float_result(call, libm::atan2(y.to_f64(), x.to_f64()), &y),
        _ => Err(call.fault("a point without one of its coordinates has no angle".to_owned())),
    }
}

/// Away from zero.
pub(super) fn ceiling(call: &dyn Call) -> Outcome {
    of_one(call, |number| whole(&number, RoundingMode::HalfDown, RoundingMode::Up))
}

/// Towards zero.
pub(super) fn floor(call: &dyn Call) -> Outcome {
    of_one(call, |number| whole(&number, RoundingMode::HalfUp, RoundingMode::Down))
}

pub(super) fn mceiling(call: &dyn Call) -> Outcome {
    of_one(call, |number| whole(&number, RoundingMode::HalfDown, RoundingMode::Ceiling))
}

pub(super) fn mfloor(call: &dyn Call) -> Outcome {
    of_one(call, |number| whole(&number, RoundingMode::HalfUp, RoundingMode::Floor))
}

fn whole(number: &Decimal, noise: RoundingMode, mode: RoundingMode) -> Decimal {
    number.with_digits(DIGITS_OF_WHOLE, noise).with_places(0, mode)
}

pub(super) fn cos(call: &dyn Call) -> Outcome {
    by_float(call, pxfm::f_cos)
}

pub(super) fn exp(call: &dyn Call) -> Outcome {
    by_float(call, pxfm::f_exp)
}

pub(super) fn ln(call: &dyn Call) -> Outcome {
    by_float(call, pxfm::f_log)
}

pub(super) fn log(call: &dyn Call) -> Outcome {
    by_float(call, |number| pxfm::f_log(number) / pxfm::f_log(10.0))
}

pub(super) fn max(call: &dyn Call) -> Outcome {
    utmost(call, Ordering::Greater)
}

pub(super) fn min(call: &dyn Call) -> Outcome {
    utmost(call, Ordering::Less)
}

/// The greatest or least; null where one is null.
fn utmost(call: &dyn Call, wanted: Ordering) -> Outcome {
    let numbers = (0..call.count()).map(|at| call.number(at)).collect::<Result<Vec<_>, Fault>>()?;
    let Some(numbers) = numbers.into_iter().collect::<Option<Vec<_>>>() else { return Ok(Value::Null) };
    let utmost = numbers.into_iter().reduce(|one, other| if other.cmp(&one) == wanted { other } else { one });
    Ok(utmost.map_or(Value::Null, Value::Number))
}

pub(super) fn mod_(call: &dyn Call) -> Outcome {
    of_two(call, |number, divisor| {
        let reason = match divisor.is_zero() {
            true => "a division by zero",
            false => "the quotient has too many digits",
        };
        call.give_number(number.remainder(&divisor), reason)
    })
}

pub(super) fn pi(call: &dyn Call) -> Outcome {
    call.give_number(Decimal::read(PI), "no number")
}

pub(super) fn round(call: &dyn Call) -> Outcome {
    to_places(call, RoundingMode::HalfUp)
}

/// Without digits, to a whole number.
pub(super) fn trunc(call: &dyn Call) -> Outcome {
    to_places(call, RoundingMode::Down)
}

/// Where all digits of a number are rounded away the result is 0, so `ROUND(50, -2)` is, as in Salesforce's engine.
fn to_places(call: &dyn Call, mode: RoundingMode) -> Outcome {
    let places = if call.count() < 2 { Some(0) } else { call.whole(1)? };
    let (Some(number), Some(places)) = (call.number(0)?, places) else { return Ok(Value::Null) };
    let nothing_left = number.whole_digits().saturating_add(places) <= 0;
    Ok(Value::Number(if nothing_left { Decimal::zero() } else { number.with_places(places, mode) }))
}

pub(super) fn sin(call: &dyn Call) -> Outcome {
    by_float(call, pxfm::f_sin)
}

pub(super) fn sqrt(call: &dyn Call) -> Outcome {
    by_float(call, f64::sqrt)
}

pub(super) fn tan(call: &dyn Call) -> Outcome {
    by_float(call, pxfm::f_tan)
}

/// An org with one currency: every rate is 1.
pub(super) fn currencyrate(_: &dyn Call) -> Outcome {
    Ok(Value::number(1))
}
