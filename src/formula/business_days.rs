//! Business days as plain formulas: Monday to Friday, no holidays (those need Apex).
//!
//! The convention is the one of counting by hand. `ADDBUSINESSDAYS(d, n)` goes from day to day, later for a positive `n`,
//! earlier for a negative one, counts Mondays to Fridays, and stops at the one that completes `n`; with 0 it stays. So
//! one business day after a Saturday is the Monday, one before a Sunday is the Friday.
//! `BUSINESSDAYSBETWEEN(a, b)` counts the Mondays to Fridays after `a` up to and with `b`; where `b` is earlier it is
//! `-BUSINESSDAYSBETWEEN(b, a)`. Dates before 1900-01-07 are not for it: `MOD` is negative there.

use super::ast::{BinaryOperator, UnaryOperator};
use super::functions::{Function, Role};
use super::typed::{Type, TypedExpr, TypedKind};
use super::walk::Literal;

/// Numbers of days that are spread over the branches of a `CASE` or `IF`; with more, one general formula is shorter.
const MOST_BRANCHES: usize = 8;

/// Days that are written out are computed here; more than two centuries are left to the platform.
const MOST_DAYS: i64 = 50_000;

/// The formula with `ADDBUSINESSDAYS` and `BUSINESSDAYSBETWEEN` written out.
pub fn expand_business_days<S: Clone>(expr: TypedExpr<S>) -> TypedExpr<S> {
    expr.rewrite(&mut |part| match part.kind {
        TypedKind::Call("ADDBUSINESSDAYS", mut arguments) if arguments.len() == 2 => {
            let (date, days) = (arguments.remove(0), arguments.remove(0));
            TypedExpr { span: part.span, ..add_business_days(date, days) }
        }
        TypedKind::Call("BUSINESSDAYSBETWEEN", mut arguments) if arguments.len() == 2 => {
            let (from, to) = (arguments.remove(0), arguments.remove(0));
            TypedExpr { span: part.span, ..business_days_between(from, to) }
        }
        _ => part,
    })
}

/// The day that is `days` business days after `date`, before it if negative.
///
/// For a number that is written out the formula is short: `TODAY() + CASE(weekday, …)`. So it is where `days` is an `IF`
/// or `CASE` with such numbers.
pub fn add_business_days<S: Clone>(date: TypedExpr<S>, days: TypedExpr<S>) -> TypedExpr<S> {
    if let Some(days) = whole_number(&days) {
        return match days {
            0 => date,
            1.. => sum(date.clone(), later(&date, days)),
            _ => difference(date.clone(), earlier(&date, -days)),
        };
    }
    let mut branches = Vec::new();
    if numbers_in_branches(&days, &mut branches) && branches.len() <= MOST_BRANCHES {
        return match branches.iter().all(|days| *days <= 0) {
            true => difference(date.clone(), spread(days, &|days| offset(&date, -days, earlier))),
            false => sum(date.clone(), spread(days, &|days| offset(&date, days, later))),
        };
    }
    computed(date, days)
}

/// The business days after `from` up to and with `to`; negative where `to` is earlier.
pub fn business_days_between<S: Clone>(from: TypedExpr<S>, to: TypedExpr<S>) -> TypedExpr<S> {
    let span = from.span;
    let week = |date: &TypedExpr<S>| call("FLOOR", vec![quotient(since_a_sunday(date), number(date, 7))]);
    let in_week = |date: &TypedExpr<S>| call("MIN", vec![weekday(date), number(date, 5)]);
    let weeks = difference(week(&to), week(&from));
    let whole = TypedExpr::binary(BinaryOperator::Multiply, number(&from, 5), weeks, Type::Number);
    TypedExpr { span, ..difference(sum(whole, in_week(&to)), in_week(&from)) }
}

/// The two days of a `BUSINESSDAYSBETWEEN` that is written out.
pub fn days_between_of<S: Clone + PartialEq>(expr: &TypedExpr<S>) -> Option<(&TypedExpr<S>, &TypedExpr<S>)> {
    let TypedKind::Binary(BinaryOperator::Subtract, sum, from) = &expr.kind else { return None };
    let TypedKind::Binary(BinaryOperator::Add, _, to) = &sum.kind else { return None };
    let (from, to) = (day_in_week(from)?, day_in_week(to)?);
    (business_days_between(from.clone(), to.clone()).kind == expr.kind).then_some((from, to))
}

/// The day of `MIN(MOD(day - DATE(1900, 1, 7), 7), 5)`.
fn day_in_week<S>(expr: &TypedExpr<S>) -> Option<&TypedExpr<S>> {
    let TypedKind::Call("MIN", parts) = &expr.kind else { return None };
    let TypedKind::Call("MOD", parts) = &parts.first()?.kind else { return None };
    match &parts.first()?.kind {
        TypedKind::Binary(BinaryOperator::Subtract, day, _) => Some(day),
        _ => None,
    }
}

/// A whole number that is written out and small enough to be computed with.
fn whole_number<S>(expr: &TypedExpr<S>) -> Option<i64> {
    match expr.literal()? {
        Literal::Number(digits) => digits.parse().ok().filter(|days: &i64| days.abs() <= MOST_DAYS),
        Literal::Text(_) | Literal::Boolean(_) | Literal::Null => None,
    }
}

/// The numbers that an `IF` or `CASE` chooses from, if it chooses from written numbers alone.
fn numbers_in_branches<S>(expr: &TypedExpr<S>, numbers: &mut Vec<i64>) -> bool {
    if let Some(number) = whole_number(expr) {
        numbers.push(number);
        return true;
    }
    let branches = branches_of(expr);
    let children = expr.children();
    !branches.is_empty() && branches.iter().all(|at| numbers_in_branches(children[*at], numbers))
}

/// Which arguments of an `IF` or `CASE` are its results.
fn branches_of<S>(expr: &TypedExpr<S>) -> Vec<usize> {
    let TypedKind::Call(function @ ("IF" | "CASE"), arguments) = &expr.kind else { return Vec::new() };
    let parameters =
        Function::named(function).and_then(|row| row.parameters_of(arguments.len())).unwrap_or_default();
    parameters.iter().enumerate().filter(|(_, each)| each.role == Role::Branch).map(|(at, _)| at).collect()
}

/// The same `IF` or `CASE` with other results.
fn spread<S: Clone>(expr: TypedExpr<S>, result: &dyn Fn(i64) -> TypedExpr<S>) -> TypedExpr<S> {
    if let Some(number) = whole_number(&expr) {
        return result(number);
    }
    let branches = branches_of(&expr);
    let TypedKind::Call(function, arguments) = expr.kind else { return expr };
    let arguments = arguments.into_iter().enumerate().map(|(at, argument)| match branches.contains(&at) {
        true => spread(argument, result),
        false => argument,
    });
    TypedExpr { kind: TypedKind::Call(function, arguments.collect()), ..expr }
}

/// Days in one direction, with a sign where they go in the other.
fn offset<S: Clone>(
    date: &TypedExpr<S>,
    days: i64,
    towards: fn(&TypedExpr<S>, i64) -> TypedExpr<S>,
) -> TypedExpr<S> {
    match days {
        0 => number(date, 0),
        1.. => towards(date, days),
        _ => {
            let kind = TypedKind::Unary(UnaryOperator::Minus, Box::new(earlier(date, -days)));
            TypedExpr { kind, ty: Type::Number, span: date.span }
        }
    }
}

/// Calendar days until `days` (1 or more) business days later.
fn later<S: Clone>(date: &TypedExpr<S>, days: i64) -> TypedExpr<S> {
    by_weekday(date, |monday| {
        let (passed, from) = ((monday - 4).max(0), monday.min(4));
        days - passed + 2 * ((days + from) / 5)
    })
}

/// Calendar days back to `days` (1 or more) business days earlier.
fn earlier<S: Clone>(date: &TypedExpr<S>, days: i64) -> TypedExpr<S> {
    by_weekday(date, |monday| {
        let (ahead, from) = if monday > 4 { (7 - monday, 0) } else { (0, monday) };
        days - ahead + 2 * ((days + 4 - from) / 5)
    })
}

/// `CASE(weekday, 5, 3, 6, 2, 1)`: what most weekdays have comes last. `days` is asked with 0 for Monday.
fn by_weekday<S: Clone>(date: &TypedExpr<S>, days: impl Fn(i64) -> i64) -> TypedExpr<S> {
    let each: Vec<i64> = (0..7).map(|sunday| days((sunday + 6) % 7)).collect();
    let count = |value: &i64| each.iter().filter(|other| *other == value).count();
    let usual = each.iter().copied().max_by_key(|value| (count(value), -value)).unwrap_or_default();
    let mut cases = vec![weekday(date)];
    for (sunday, value) in (0..).zip(&each).filter(|(_, value)| **value != usual) {
        cases.extend([number(date, sunday), number(date, *value)]);
    }
    cases.push(number(date, usual));
    call("CASE", cases)
}

/// For any number: 0 stays, and the two directions differ in where a weekend counts from.
fn computed<S: Clone>(date: TypedExpr<S>, days: TypedExpr<S>) -> TypedExpr<S> {
    let test = |operator| TypedExpr::binary(operator, days.clone(), number(&days, 0), Type::Boolean);
    let (is_zero, is_negative) = (test(BinaryOperator::Equal), test(BinaryOperator::Less));
    let back = TypedExpr::call(
        "IF",
        vec![is_negative, computed_earlier(&date, &days), computed_later(&date, &days)],
        Type::Date,
        date.span,
    );
    let span = date.span;
    TypedExpr::call("IF", vec![is_zero, date, back], Type::Date, span)
}

/// From the Friday on, if it is a weekend: each 5 days passed bring 2 more.
fn computed_later<S: Clone>(date: &TypedExpr<S>, days: &TypedExpr<S>) -> TypedExpr<S> {
    let friday = difference(date.clone(), weekend(date, 1, 2, number(date, 0)));
    let passed = sum(days.clone(), weekend(date, 5, 5, weekday(date)));
    sum(sum(friday, days.clone()), doubled(difference(passed, number(date, 1))))
}

/// From the Monday back, if it is a weekend; `days` is negative.
fn computed_earlier<S: Clone>(date: &TypedExpr<S>, days: &TypedExpr<S>) -> TypedExpr<S> {
    let monday = sum(date.clone(), weekend(date, 2, 1, number(date, 0)));
    let passed = difference(difference(number(date, 5), days.clone()), weekend(date, 1, 1, weekday(date)));
    difference(sum(monday, days.clone()), doubled(passed))
}

/// `CASE(weekday, 6, saturday, 0, sunday, otherwise)`
fn weekend<S: Clone>(
    date: &TypedExpr<S>,
    saturday: i64,
    sunday: i64,
    otherwise: TypedExpr<S>,
) -> TypedExpr<S> {
    let cases = [6, saturday, 0, sunday].map(|value| number(date, value));
    call("CASE", [weekday(date)].into_iter().chain(cases).chain([otherwise]).collect())
}

/// `2 * FLOOR(days / 5)`
fn doubled<S: Clone>(days: TypedExpr<S>) -> TypedExpr<S> {
    let (two, five) = (number(&days, 2), number(&days, 5));
    TypedExpr::binary(BinaryOperator::Multiply, two, call("FLOOR", vec![quotient(days, five)]), Type::Number)
}

/// `MOD(date - DATE(1900, 1, 7), 7)`: 0 is Sunday.
fn weekday<S: Clone>(date: &TypedExpr<S>) -> TypedExpr<S> {
    call("MOD", vec![since_a_sunday(date), number(date, 7)])
}

/// Days since 1900-01-07, a Sunday.
fn since_a_sunday<S: Clone>(date: &TypedExpr<S>) -> TypedExpr<S> {
    let sunday = [1900, 1, 7].map(|value| number(date, value)).into();
    difference(date.clone(), TypedExpr::call("DATE", sunday, Type::Date, date.span))
}

fn number<S>(near: &TypedExpr<S>, value: i64) -> TypedExpr<S> {
    TypedExpr::number(value, near.span)
}

fn call<S>(function: &'static str, arguments: Vec<TypedExpr<S>>) -> TypedExpr<S> {
    let span = arguments.first().map(|first| first.span).unwrap_or_default();
    TypedExpr::call(function, arguments, Type::Number, span)
}

fn quotient<S>(left: TypedExpr<S>, right: TypedExpr<S>) -> TypedExpr<S> {
    TypedExpr::binary(BinaryOperator::Divide, left, right, Type::Number)
}

fn sum<S>(left: TypedExpr<S>, right: TypedExpr<S>) -> TypedExpr<S> {
    let ty = left.ty;
    TypedExpr::binary(BinaryOperator::Add, left, right, ty)
}

/// A date less days is a date; a date less a date is a number.
fn difference<S>(left: TypedExpr<S>, right: TypedExpr<S>) -> TypedExpr<S> {
    let ty = if left.ty == right.ty { Type::Number } else { left.ty };
    TypedExpr::binary(BinaryOperator::Subtract, left, right, ty)
}

#[cfg(test)]
mod tests;
