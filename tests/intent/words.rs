//! Values and conditions of a flow in the words of an intent.

use ctiflow::flow::{Condition, Filter, Flow, Rule, Value};

/// A value as an intent may write it: `=name` or `=formula` for a reference, anything else as it is, `null` for none.
pub(super) fn value(flow: &Flow, value: Option<&Value>) -> Vec<String> {
    match value {
        None => vec!["null".to_owned()],
        Some(Value::String(text) | Value::Number(text) | Value::Date(text) | Value::DateTime(text)) => {
            vec![text.clone()]
        }
        Some(Value::Boolean(value)) => vec![value.to_string()],
        Some(Value::Reference(name)) => {
            let mut ways = vec![format!("={name}")];
            ways.extend(constant(flow, name));
            let formula = flow.formulas.iter().find(|each| each.name == *name);
            ways.extend(formula.map(|formula| format!("={}", without_braces(&formula.expression))));
            ways
        }
    }
}

/// The value of a constant.
fn constant(flow: &Flow, name: &str) -> Option<String> {
    let constant = flow.constants.iter().find(|each| each.name == name)?;
    match constant.value.as_ref()? {
        Value::Number(text) | Value::String(text) => Some(text.clone()),
        Value::Boolean(_) | Value::Date(_) | Value::DateTime(_) | Value::Reference(_) => None,
    }
}

/// `{!contact.Name}` as `contact.Name`.
pub(super) fn without_braces(formula: &str) -> String {
    let mut parts = formula.split("{!");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| bare.push_str(&part.replacen('}', "", 1)));
    bare
}

/// Whether a text is what an intent wants; `…` there stands for anything.
pub(super) fn is(actual: &str, wanted: &str) -> bool {
    let (actual, wanted) = (squeezed(actual), squeezed(wanted));
    let mut parts = wanted.split('…');
    let Some(mut rest) = parts.next().and_then(|first| actual.strip_prefix(first)) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some((_, behind)) = rest.split_once(part) else { return false };
        rest = behind;
    }
    rest.ends_with(last)
}

/// Without white space outside of texts in quotes: how it is broken into lines makes no difference.
fn squeezed(text: &str) -> String {
    let mut quoted = false;
    let mut squeezed = String::new();
    for character in text.trim().chars() {
        quoted ^= character == '"';
        if quoted || !character.is_whitespace() {
            squeezed.push(character);
        }
    }
    squeezed
}

/// When a rule is taken: `voicemailCount >= 5`, `a is null AND (b = "x" OR c = 3)`.
pub(super) fn rule(flow: &Flow, rule: &Rule) -> String {
    let said = |each: &Condition| said(flow, &each.left, &each.operator, each.right.as_ref());
    joined(&rule.logic, &rule.conditions.iter().map(said).collect::<Vec<_>>())
}

/// Which records: `IsClosed = false AND (StageName = "x" OR StageName = "y")`.
pub(super) fn filters(flow: &Flow, logic: Option<&str>, filters: &[Filter]) -> String {
    let said = |each: &Filter| said(flow, &each.field, &each.operator, each.value.as_ref());
    joined(logic.unwrap_or_default(), &filters.iter().map(said).collect::<Vec<_>>())
}

fn joined(logic: &str, conditions: &[String]) -> String {
    match logic {
        "and" => conditions.join(" AND "),
        "or" => conditions.join(" OR "),
        numbers => numbered(numbers, conditions),
    }
}

/// `1 AND (2 OR 3)` with the conditions themselves.
fn numbered(logic: &str, conditions: &[String]) -> String {
    let mut words = String::new();
    let mut digits = String::new();
    for character in logic.chars().chain([' ']) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if let Ok(number) = std::mem::take(&mut digits).parse::<usize>() {
            words.push_str(conditions.get(number - 1).map_or("?", String::as_str));
        }
        words.push(character);
    }
    words
}

const OPERATORS: &[(&str, &str)] = &[
    ("EqualTo", "="),
    ("NotEqualTo", "<>"),
    ("LessThan", "<"),
    ("LessThanOrEqualTo", "<="),
    ("GreaterThan", ">"),
    ("GreaterThanOrEqualTo", ">="),
    ("StartsWith", "begins with"),
    ("Contains", "contains"),
];

fn said(flow: &Flow, left: &str, operator: &str, right: Option<&Value>) -> String {
    match (operator, right) {
        ("IsNull", Some(Value::Boolean(true))) => format!("{left} is null"),
        ("IsNull", Some(Value::Boolean(false))) => format!("{left} is not null"),
        ("IsBlank", Some(Value::Boolean(true))) => format!("{left} is blank"),
        ("IsBlank", Some(Value::Boolean(false))) => format!("{left} is not blank"),
        _ => {
            let word =
                OPERATORS.iter().find(|(name, _)| *name == operator).map_or(operator, |(_, word)| word);
            format!("{left} {word} {}", operand(flow, right))
        }
    }
}

/// The right side of a condition: texts in quotes, the value of a constant, names as they are.
fn operand(flow: &Flow, right: Option<&Value>) -> String {
    match right {
        Some(Value::String(text)) => format!("\"{text}\""),
        Some(Value::Reference(name)) => constant(flow, name).unwrap_or_else(|| name.clone()),
        other => value(flow, other).concat(),
    }
}
