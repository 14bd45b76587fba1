//! Outcomes that want one thing to be two.

use crate::flow::{Condition, Decision, ElementKind, Rule as Outcome, Value};
use crate::lint::{Check, Findings, FlowFacts, Rule, are_disjoint, rule};

pub(super) static RULE: Rule = rule!("impossible-outcome", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for element in &flow.flow.elements {
        let ElementKind::Decision(Decision { rules, .. }) = &element.kind else { continue };
        for (outcome, left) in rules.iter().filter_map(|outcome| Some((outcome, contradiction(outcome)?))) {
            findings.add(
                flow.at(outcome.place),
                format!(
                    "`{}` never comes true: `{left}` cannot be all that its conditions want at once",
                    outcome.name
                ),
                "combine the conditions with Or, or delete the one that is wrong",
            );
        }
    }
}

/// What the conditions of an outcome want to be two different things.
fn contradiction(outcome: &Outcome) -> Option<&str> {
    if outcome.logic != "and" {
        return None;
    }
    let conditions = &outcome.conditions;
    let against = |one: &Condition| {
        conditions
            .iter()
            .any(|other| one.left == other.left && (exclude(one, other) || are_disjoint(one, other)))
    };
    conditions.iter().find(|one| against(one)).map(|one| one.left.as_str())
}

/// Whether two conditions on one thing exclude each other.
fn exclude(one: &Condition, other: &Condition) -> bool {
    match (one.operator.as_str(), other.operator.as_str()) {
        ("EqualTo", "EqualTo") => match (&one.right, &other.right) {
            (Some(one), Some(other)) => !is_reference(one) && !is_reference(other) && !same(one, other),
            _ => false,
        },
        ("EqualTo", "NotEqualTo") => one.right.is_some() && one.right == other.right,
        ("IsNull", "IsNull") | ("IsBlank", "IsBlank") | ("IsEmpty", "IsEmpty") => one.right != other.right,
        _ => false,
    }
}

fn is_reference(value: &Value) -> bool {
    match value {
        Value::Reference(_) => true,
        Value::String(text) => text.contains("{!"),
        Value::Number(_) | Value::Boolean(_) | Value::Date(_) | Value::DateTime(_) => false,
    }
}

/// Texts are the same in any case.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.to_lowercase() == other.to_lowercase(),
        _ => one == other,
    }
}
