//! How many digits behind the point a formula needs, so that nothing is rounded away before it is compared.

use crate::check::{Expression, Symbol};
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::{Type, TypedKind};

/// The most that a formula can have (Flow reference, Formula resource: "can't exceed 17").
const MOST: u8 = 17;

/// Functions that give whole numbers.
const WHOLE: &[&str] = &[
    "ASCII",
    "BUSINESSDAYSBETWEEN",
    "CEILING",
    "COUNT",
    "DAY",
    "DAYOFYEAR",
    "FIND",
    "FLOOR",
    "ISOWEEK",
    "ISOYEAR",
    "LEN",
    "MCEILING",
    "MFLOOR",
    "MILLISECOND",
    "MINUTE",
    "MONTH",
    "PICKLISTCOUNT",
    "SECOND",
    "WEEKDAY",
    "YEAR",
];

/// Functions that give one of their numbers, or have no more digits than these.
const PASSING: &[&str] = &["ABS", "BLANKVALUE", "CASE", "IF", "MAX", "MIN", "MOD", "NULLVALUE"];

/// The digits behind the point that the value of a formula may have.
pub(super) fn places(expression: &Expression) -> u8 {
    match &expression.kind {
        TypedKind::Number(number) => behind_point(number),
        TypedKind::Reference(Symbol::Field(_, field)) => super::names::data_type(field).1.unwrap_or(0),
        TypedKind::Reference(Symbol::Setting(constant)) => behind_point(&constant.number),
        TypedKind::Reference(Symbol::Record(_))
        | TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null => 0,
        TypedKind::Unary(_, operand) => places(operand),
        TypedKind::Binary(operator, left, right) => of_operator(*operator, left, right),
        TypedKind::Call("ROUND" | "TRUNC", parts) => rounded_to(parts),
        TypedKind::Call(function, _) if WHOLE.contains(function) => 0,
        TypedKind::Call(function, parts) if PASSING.contains(function) => {
            parts.iter().filter(|part| part.ty == Type::Number).map(places).max().unwrap_or(0)
        }
        TypedKind::Call(..) if expression.ty == Type::Number => MOST,
        TypedKind::Call(..) => 0,
    }
}

fn of_operator(operator: BinaryOperator, left: &Expression, right: &Expression) -> u8 {
    let is_moment = |side: &Expression| matches!(side.ty, Type::DateTime | Type::Time);
    match operator {
        BinaryOperator::Add | BinaryOperator::Subtract if is_moment(left) && is_moment(right) => MOST,
        BinaryOperator::Add | BinaryOperator::Subtract => places(left).max(places(right)),
        BinaryOperator::Multiply => (places(left) + places(right)).min(MOST),
        BinaryOperator::Divide | BinaryOperator::Power => MOST,
        BinaryOperator::Or
        | BinaryOperator::And
        | BinaryOperator::Equal
        | BinaryOperator::NotEqual
        | BinaryOperator::Less
        | BinaryOperator::LessOrEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterOrEqual
        | BinaryOperator::Concatenate => 0,
    }
}

/// What `ROUND(number, digits)` leaves; all, where the digits are not written out.
fn rounded_to(parts: &[Expression]) -> u8 {
    match parts.get(1).map(|digits| &digits.kind) {
        Some(TypedKind::Number(digits)) => digits.parse().unwrap_or(MOST).min(MOST),
        Some(TypedKind::Unary(..)) | None => 0,
        Some(_) => MOST,
    }
}

fn behind_point(number: &str) -> u8 {
    let digits = number.split_once('.').map_or(0, |(_, behind)| behind.trim_end_matches('0').len());
    u8::try_from(digits).unwrap_or(MOST).min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::StepKind;
    use crate::check::testing::{program, with_steps};
    use crate::formula::FUNCTIONS;

    /// The places of the left side of a comparison.
    fn of(left: &str) -> u8 {
        let program = program(&with_steps(&format!("- if: '{left} > 1'\n  then: [log: Hello]")));
        let StepKind::If { condition, .. } = &program.outcomes[0].steps[0].kind else { panic!("an if") };
        let TypedKind::Binary(_, left, _) = &condition.kind else { panic!("a comparison") };
        places(left)
    }

    #[test]
    fn a_formula_has_the_digits_of_what_it_is_made_of() {
        let rows = [
            ("BLANKVALUE(person.Rate__c, 0)", 2),
            ("BLANKVALUE(person.Rate__c, 0.125)", 3),
            ("BLANKVALUE(person.Rate__c, 0) * 2.5 + 1", 3),
            ("BLANKVALUE(person.Rate__c, 0) / 4", 17),
            ("ROUND(BLANKVALUE(person.Rate__c, 0) / 4, 2)", 2),
            ("TRUNC(BLANKVALUE(person.Rate__c, 0))", 0),
            ("LEN(person.Note__c)", 0),
            ("(NOW() - call.CreatedDate)", 17),
            ("(TODAY() - DATE(2026, 1, 31))", 0),
            ("SQRT(2)", 17),
            ("person.Calls__c + settings.limit", 0),
        ];
        for (formula, places) in rows {
            assert_eq!(of(formula), places, "{formula}");
        }
    }

    #[test]
    fn every_function_that_is_named_gives_a_number() {
        for name in WHOLE.iter().chain(PASSING) {
            assert!(FUNCTIONS.iter().any(|function| function.name == *name), "{name}");
        }
    }
}
