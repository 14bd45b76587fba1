//! Conditions and filters.

use super::{spaced, value};
use crate::flow::{Condition, Filter, Value};

/// Operators and their words.
static COMPARISONS: &[(&str, &str)] = &[
    ("EqualTo", "is"),
    ("NotEqualTo", "is not"),
    ("GreaterThan", "is greater than"),
    ("GreaterThanOrEqualTo", "is at least"),
    ("LessThan", "is less than"),
    ("LessThanOrEqualTo", "is at most"),
    ("Contains", "contains"),
    ("DoesNotContain", "does not contain"),
    ("StartsWith", "starts with"),
    ("DoesNotStartWith", "does not start with"),
    ("EndsWith", "ends with"),
    ("DoesNotEndWith", "does not end with"),
    ("In", "is one of"),
    ("NotIn", "is none of"),
];

/// Operators that ask for true or false, and the words of both.
static QUESTIONS: &[(&str, &str, &str)] = &[
    ("IsNull", "is null", "is not null"),
    ("IsBlank", "is blank", "is not blank"),
    ("IsEmpty", "is empty", "is not empty"),
    ("IsChanged", "has changed", "has not changed"),
    ("WasSet", "was set", "was not set"),
    ("WasSelected", "was selected", "was not selected"),
    ("WasVisited", "was visited", "was not visited"),
    ("HasError", "has an error", "has no error"),
];

/// One comparison: what, how, with what.
type Comparison<'a> = (&'a str, &'a str, Option<&'a Value>);

/// Conditions in one sentence.
pub(in crate::docs) fn conditions(logic: &str, all: &[Condition]) -> String {
    let comparisons: Vec<Comparison<'_>> =
        all.iter().map(|it| (it.left.as_str(), it.operator.as_str(), it.right.as_ref())).collect();
    sentence(logic, &comparisons)
}

/// Filters in one sentence.
pub(in crate::docs) fn filters(logic: Option<&str>, all: &[Filter]) -> String {
    let comparisons: Vec<Comparison<'_>> =
        all.iter().map(|it| (it.field.as_str(), it.operator.as_str(), it.value.as_ref())).collect();
    sentence(logic.unwrap_or("and"), &comparisons)
}

fn sentence(logic: &str, all: &[Comparison<'_>]) -> String {
    let plain: Vec<String> = all.iter().map(comparison).collect();
    match logic {
        _ if all.is_empty() => String::new(),
        "or" => any_of(all).unwrap_or_else(|| plain.join(" or ")),
        "and" => plain.join(" and "),
        numbered if numbered.contains(|each: char| each.is_ascii_digit()) => joined(numbered, &plain),
        other => format!("{}: {}", spaced(other), plain.join(", ")),
    }
}

fn comparison((left, operator, right): &Comparison<'_>) -> String {
    if let Some((_, yes, no)) = QUESTIONS.iter().find(|(name, _, _)| name == operator) {
        match right {
            Some(Value::Boolean(true)) => return format!("{left} {yes}"),
            Some(Value::Boolean(false)) => return format!("{left} {no}"),
            _ => {}
        }
    }
    let known = COMPARISONS.iter().find(|(name, _)| name == operator);
    let words = known.map_or_else(|| spaced(operator), |(_, words)| (*words).to_owned());
    format!("{left} {words} {}", value(*right))
}

/// One thing that is any of several values.
fn any_of(all: &[Comparison<'_>]) -> Option<String> {
    let (left, _, _) = all.first()?;
    let same = all.iter().all(|(each, operator, _)| each == left && *operator == "EqualTo");
    let values: Vec<String> = all.iter().map(|(_, _, right)| value(*right)).collect();
    same.then(|| format!("{left} is {}", values.join(" or ")))
}

/// A logic by numbers with the comparisons in their places.
fn joined(logic: &str, all: &[String]) -> String {
    let mut words = String::new();
    let mut rest = logic;
    while let Some(first) = rest.chars().next() {
        let kind = |each: char| (each.is_ascii_digit(), each.is_alphabetic());
        let whole = |each: char| kind(each) != kind(first) || kind(each) == (false, false);
        let end = rest.find(whole).unwrap_or(rest.len()).max(first.len_utf8());
        let (token, behind) = rest.split_at(end);
        let number = token.parse::<usize>().ok().and_then(|number| all.get(number.checked_sub(1)?));
        match number {
            Some(comparison) => words.push_str(comparison),
            None => words.push_str(&token.to_lowercase()),
        }
        rest = behind;
    }
    words
}
