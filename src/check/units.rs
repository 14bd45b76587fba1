//! Settings take the unit of what they meet.
//!
//! `settings.short_connect` of 90 seconds is 90 beside `CallDurationInSeconds`, 1.5 beside `DurationInMinutes`, and a
//! fraction of a day when it is added to a date with time.

use super::expressions::{compares, number};
use super::program::{Constant, Expression, Symbol};
use crate::diag::{Code, Diagnostic, Sink};
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::{Type, TypedKind};
use crate::org::{Field, FieldType};
use crate::source::Span;
use crate::spec::Unit;
use std::sync::Arc;

/// Digits behind the point that a converted setting may have; beyond them it stays as it is and the formula divides.
const MOST_DIGITS: u32 = 9;

/// A unit, its words, and its seconds if it is a time.
struct UnitRow {
    unit: Unit,
    words: &'static str,
    seconds: Option<i128>,
}

const UNITS: &[UnitRow] = &[
    UnitRow { unit: Unit::None, words: "", seconds: None },
    UnitRow { unit: Unit::Seconds, words: "seconds", seconds: Some(1) },
    UnitRow { unit: Unit::Minutes, words: "minutes", seconds: Some(60) },
    UnitRow { unit: Unit::Hours, words: "hours", seconds: Some(3_600) },
    UnitRow { unit: Unit::Days, words: "days", seconds: Some(86_400) },
    UnitRow { unit: Unit::BusinessDays, words: "business days", seconds: None },
    UnitRow { unit: Unit::Weeks, words: "weeks", seconds: Some(604_800) },
];

/// A unit in words, plural; empty for a plain number.
pub(super) fn in_words(unit: Unit) -> &'static str {
    UNITS.iter().find(|row| row.unit == unit).map_or("", |row| row.words)
}

/// The seconds of a unit that is a time of fixed length.
pub(super) fn seconds(unit: Unit) -> Option<i128> {
    UNITS.iter().find(|row| row.unit == unit).and_then(|row| row.seconds)
}

fn of_words(words: &str) -> Unit {
    UNITS.iter().find(|row| row.words == words).map_or(Unit::None, |row| row.unit)
}

/// What a number meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meets<'e> {
    /// Nothing that has a unit: a setting keeps its own.
    Nothing,
    /// Something that counts in this unit.
    Unit(Unit),
    /// A date, to which only whole days can be added.
    Date,
    /// A number of which nobody knows what it counts, by its name.
    Unknown(&'e str),
}

impl<'e> Meets<'e> {
    /// What a value meets that is given to a field.
    pub(super) fn field(field: &'e Field) -> Self {
        match unit_of_field(field) {
            Some(unit) => Meets::Unit(unit),
            None if is_number(field) => Meets::Unknown(&field.name),
            None => Meets::Nothing,
        }
    }
}

/// Converts the settings of a formula; what cannot be converted goes to `sink`, and then it is `None`.
pub(super) fn convert(mut expression: Expression, meets: Meets<'_>, sink: &mut Sink) -> Option<Expression> {
    let before = sink.len();
    walk(&mut expression, meets, sink);
    (sink.len() == before).then_some(expression)
}

fn walk(expression: &mut Expression, meets: Meets<'_>, sink: &mut Sink) {
    let (ty, span) = (expression.ty, expression.span);
    match &mut expression.kind {
        TypedKind::Reference(Symbol::Setting(constant)) => match converted(constant, meets, span) {
            Ok(converted) => *expression = converted,
            Err(diagnostic) => sink.push(*diagnostic),
        },
        TypedKind::Reference(_)
        | TypedKind::Number(_)
        | TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null => {}
        TypedKind::Unary(_, operand) => walk(operand, meets, sink),
        TypedKind::Binary(operator, left, right) => walk_operands(*operator, ty, left, right, meets, sink),
        TypedKind::Call(function, arguments) => walk_arguments(function, arguments, meets, sink),
    }
}

fn walk_operands(
    operator: BinaryOperator,
    ty: Type,
    left: &mut Expression,
    right: &mut Expression,
    meets: Meets<'_>,
    sink: &mut Sink,
) {
    let (first, second) = match operator {
        _ if compares(operator) => {
            let name = unknown_name(left).or_else(|| unknown_name(right));
            both(
                meeting(&[left, right], name.as_deref().map_or(Meets::Nothing, Meets::Unknown)),
                left,
                right,
                sink,
            );
            return;
        }
        BinaryOperator::Add | BinaryOperator::Subtract if ty == Type::Date => beside(left, Meets::Date),
        BinaryOperator::Add | BinaryOperator::Subtract if ty == Type::DateTime => {
            beside(left, Meets::Unit(Unit::Days))
        }
        BinaryOperator::Add | BinaryOperator::Subtract => (own(left, right, meets), own(left, right, meets)),
        BinaryOperator::Multiply | BinaryOperator::Power => (meets, meets),
        BinaryOperator::Divide => (meets, Meets::Nothing),
        _ => (Meets::Nothing, Meets::Nothing),
    };
    walk(left, first, sink);
    walk(right, second, sink);
}

fn both(meets: Meets<'_>, left: &mut Expression, right: &mut Expression, sink: &mut Sink) {
    walk(left, meets, sink);
    walk(right, meets, sink);
}

/// What the two operands meet where one of them is a date or a moment, to which the other is added.
fn beside<'e>(left: &Expression, added: Meets<'e>) -> (Meets<'e>, Meets<'e>) {
    match left.ty {
        Type::Number => (added, Meets::Nothing),
        _ => (Meets::Nothing, added),
    }
}

/// What the operands of a sum meet: what the sum meets, or else each other.
fn own<'e>(left: &Expression, right: &Expression, meets: Meets<'e>) -> Meets<'e> {
    match meets {
        Meets::Unit(_) | Meets::Date => meets,
        Meets::Nothing | Meets::Unknown(_) => meeting(&[left, right], meets),
    }
}

/// The unit of the first part that has one by itself, or else of the first setting.
fn meeting<'e>(parts: &[&Expression], otherwise: Meets<'e>) -> Meets<'e> {
    let unit = parts.iter().find_map(|part| unit_of(part));
    let setting =
        || parts.iter().all(|part| unknown_name(part).is_none()).then(|| first_setting(parts)).flatten();
    unit.or_else(setting).map_or(otherwise, Meets::Unit)
}

fn first_setting(parts: &[&Expression]) -> Option<Unit> {
    parts.iter().find_map(|part| match &part.kind {
        TypedKind::Reference(Symbol::Setting(constant)) => {
            Some(of_words(&constant.unit)).filter(|unit| *unit != Unit::None)
        }
        _ => None,
    })
}

fn walk_arguments(function: &str, arguments: &mut [Expression], meets: Meets<'_>, sink: &mut Sink) {
    let compared = match function {
        "CASE" => arguments.first().and_then(unit_of),
        _ => None,
    };
    let last = arguments.len().saturating_sub(1);
    for (at, argument) in arguments.iter_mut().enumerate() {
        let each = match (function, at) {
            ("ADDBUSINESSDAYS", 1) => Meets::Unit(Unit::BusinessDays),
            ("BLANKVALUE" | "NULLVALUE" | "MAX" | "MIN", _) => meets,
            ("IF", 1 | 2) => meets,
            ("ABS" | "CEILING" | "FLOOR" | "MCEILING" | "MFLOOR" | "ROUND" | "TRUNC" | "MOD", 0) => meets,
            ("CASE", 0) => Meets::Nothing,
            ("CASE", _) if at % 2 == 1 && at != last => compared.map_or(Meets::Nothing, Meets::Unit),
            ("CASE", _) => meets,
            _ => Meets::Nothing,
        };
        walk(argument, each, sink);
    }
}

/// The unit that a formula counts in by itself, settings aside.
fn unit_of(expression: &Expression) -> Option<Unit> {
    match &expression.kind {
        TypedKind::Reference(Symbol::Field(_, field)) => unit_of_field(field),
        TypedKind::Binary(BinaryOperator::Subtract, left, right)
            if left.ty == right.ty && matches!(left.ty, Type::Date | Type::DateTime) =>
        {
            Some(Unit::Days)
        }
        TypedKind::Binary(BinaryOperator::Divide, left, _) | TypedKind::Unary(_, left) => unit_of(left),
        TypedKind::Binary(
            BinaryOperator::Add | BinaryOperator::Subtract | BinaryOperator::Multiply,
            left,
            right,
        ) if expression.ty == Type::Number => unit_of(left).or_else(|| unit_of(right)),
        TypedKind::Call("BUSINESSDAYSBETWEEN", _) => Some(Unit::BusinessDays),
        TypedKind::Call("IF", arguments) => arguments.get(1..).unwrap_or_default().iter().find_map(unit_of),
        TypedKind::Call("BLANKVALUE" | "NULLVALUE" | "MAX" | "MIN", arguments) => {
            arguments.iter().find_map(unit_of)
        }
        TypedKind::Call(
            "ABS" | "CEILING" | "FLOOR" | "MCEILING" | "MFLOOR" | "ROUND" | "TRUNC",
            arguments,
        ) => arguments.first().and_then(unit_of),
        _ => None,
    }
}

fn is_number(field: &Field) -> bool {
    matches!(field.field_type, FieldType::Number | FieldType::Currency | FieldType::Percent)
}

/// The unit that the name of a number says: `CallDurationInSeconds`, `Days_Since_Call__c`.
fn unit_of_field(field: &Field) -> Option<Unit> {
    if !is_number(field) {
        return None;
    }
    let label = crate::org::label_from_name(&field.name).to_lowercase();
    let rows = || UNITS.iter().filter(|row| !row.words.is_empty());
    let named = |row: &&UnitRow| format!(" {label} ").contains(&format!(" {} ", row.words));
    let business = rows().find(|row| row.unit == Unit::BusinessDays).filter(named);
    business.or_else(|| rows().find(named)).map(|row| row.unit)
}

/// A number in a formula of which nobody knows what it counts, by its name.
fn unknown_name(expression: &Expression) -> Option<String> {
    if expression.ty != Type::Number {
        return None;
    }
    match &expression.kind {
        TypedKind::Reference(Symbol::Field(_, field)) => {
            unit_of_field(field).is_none().then(|| field.name.clone())
        }
        TypedKind::Call("COUNT", _) => Some("COUNT".to_owned()),
        TypedKind::Call(_, arguments) => arguments.iter().find_map(unknown_name),
        TypedKind::Unary(_, operand) => unknown_name(operand),
        TypedKind::Binary(_, left, right) => unknown_name(left).or_else(|| unknown_name(right)),
        TypedKind::Reference(_)
        | TypedKind::Number(_)
        | TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null => None,
    }
}

/// A setting in the unit that it meets.
fn converted(constant: &Constant, meets: Meets<'_>, span: Span) -> Result<Expression, Box<Diagnostic>> {
    let from = of_words(&constant.unit);
    let to = match meets {
        _ if from == Unit::None => from,
        Meets::Nothing => from,
        Meets::Unit(unit) => unit,
        Meets::Date => Unit::Days,
        Meets::Unknown(name) => return Err(Box::new(unit_unknown(constant, name, span))),
    };
    if from == to {
        return whole_days(constant, &constant.number, meets, span).map(|()| setting(constant.clone(), span));
    }
    let (Some(from_seconds), Some(to_seconds)) = (seconds(from), seconds(to)) else {
        return Err(Box::new(business_days(constant, to, span)));
    };
    match ratio(&constant.number, from_seconds, to_seconds) {
        Some(number) => {
            whole_days(constant, &number, meets, span)?;
            let unit = in_words(to).to_owned();
            Ok(setting(Constant { setting: constant.setting.clone(), unit, number }, span))
        }
        None if meets == Meets::Date => Err(Box::new(not_whole(constant, span))),
        None => {
            let divisor = number((to_seconds / from_seconds).to_string(), span);
            let own = setting(constant.clone(), span);
            Ok(Expression::binary(BinaryOperator::Divide, own, divisor, Type::Number))
        }
    }
}

fn setting(constant: Constant, span: Span) -> Expression {
    Expression::reference(Symbol::Setting(Arc::new(constant)), Type::Number, span)
}

/// `number × from ÷ to`, if it has few digits behind the point.
fn ratio(number: &str, from: i128, to: i128) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mantissa: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = u32::try_from(fraction.len()).ok()?;
    let numerator = mantissa.checked_mul(from)?.checked_mul(10i128.pow(MOST_DIGITS))?;
    let denominator = 10i128.checked_pow(scale)?.checked_mul(to)?;
    let exact = numerator % denominator == 0;
    exact.then(|| super::cover::shown(numerator / denominator, MOST_DIGITS))
}

fn whole_days(
    constant: &Constant,
    number: &str,
    meets: Meets<'_>,
    span: Span,
) -> Result<(), Box<Diagnostic>> {
    match meets == Meets::Date && number.contains('.') {
        true => Err(Box::new(not_whole(constant, span))),
        false => Ok(()),
    }
}

fn unit_unknown(constant: &Constant, name: &str, span: Span) -> Diagnostic {
    let message = format!(
        "`settings.{}` is {} {}, but nothing says in which unit `{name}` counts",
        constant.setting, constant.number, constant.unit
    );
    let help = format!("write the setting without a unit, as in `{}: {}`", constant.setting, constant.number);
    Diagnostic::new(Code::SettingUnit, span, message).label("in which unit?").help(help)
}

fn not_whole(constant: &Constant, span: Span) -> Diagnostic {
    let message = format!(
        "`settings.{}` of {} {} is no whole number of days, and a date has no hours",
        constant.setting, constant.number, constant.unit
    );
    let help = "give the setting in whole days, or add it to a date with time, as in `NOW()`";
    Diagnostic::new(Code::SettingUnit, span, message).label("no whole days").help(help)
}

fn business_days(constant: &Constant, to: Unit, span: Span) -> Diagnostic {
    let name = &constant.setting;
    let message = format!("`settings.{name}` counts {}, but {} are needed here", constant.unit, in_words(to));
    let help = match to {
        Unit::BusinessDays => format!("write the setting as `{name}: {} business days`", constant.number),
        _ => format!("write `ADDBUSINESSDAYS(date, settings.{name})`, or give the setting in days"),
    };
    Diagnostic::new(Code::SettingUnit, span, message).label(format!("counts {}", constant.unit)).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_converted_exactly_or_not_at_all() {
        assert_eq!(ratio("90", 1, 60).as_deref(), Some("1.5"));
        assert_eq!(ratio("2", 604_800, 86_400).as_deref(), Some("14"));
        assert_eq!(ratio("1.5", 3_600, 1).as_deref(), Some("5400"));
        assert_eq!(ratio("100", 1, 60), None);
        assert_eq!(ratio(&"9".repeat(80), 1, 60), None);
    }

    #[test]
    fn a_field_says_its_unit_in_its_name() {
        let named = |name: &str| {
            let org = crate::org::Org::standard();
            let field = org.field("Task", "CallDurationInSeconds").unwrap();
            unit_of_field(&Field { name: name.to_owned(), ..(*field).clone() })
        };
        assert_eq!(named("CallDurationInSeconds"), Some(Unit::Seconds));
        assert_eq!(named("Business_Days_Open__c"), Some(Unit::BusinessDays));
        assert_eq!(named("Days_Open__c"), Some(Unit::Days));
        assert_eq!(named("Holidays__c"), None);
        assert_eq!(named("Score__c"), None);
    }
}
