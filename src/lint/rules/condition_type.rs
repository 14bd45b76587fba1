//! Conditions whose operator or value does not fit what they ask for.

use crate::flow::{Condition, ElementKind, Place};
use crate::formula::Type;
use crate::lint::{Check, Findings, FlowFacts, Rule, Shape, rule};

pub(super) static RULE: Rule = rule!("condition-type", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for element in &flow.flow.elements {
        let conditions: Vec<(Place, &Condition)> = match &element.kind {
            ElementKind::Decision(it) => {
                let each = it.rules.iter();
                each.flat_map(|rule| rule.conditions.iter().map(|condition| (rule.place, condition)))
                    .collect()
            }
            ElementKind::CollectionProcessor(it) => {
                it.conditions.iter().map(|condition| (element.place, condition)).collect()
            }
            ElementKind::ActionCall(_)
            | ElementKind::Assignment(_)
            | ElementKind::CustomError(_)
            | ElementKind::Loop(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordLookup(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::Subflow(_)
            | ElementKind::Transform(_)
            | ElementKind::Other(_) => Vec::new(),
        };
        for (place, condition) in conditions {
            if let Some(message) = misfit(flow, condition) {
                let span = flow.leaf(place, "leftValueReference", &condition.left);
                findings.add(span, message, "ask with another operator, or for a value of its type");
            }
        }
    }
}

fn misfit(flow: &FlowFacts<'_>, condition: &Condition) -> Option<String> {
    let left = flow.shape(&condition.left)?;
    let operator = condition.operator.as_str();
    if !is_asked_with(&left, operator) {
        return Some(format!("`{}` is {}: `{operator}` cannot ask for it", condition.left, left.words()));
    }
    let given = flow.given_shape(condition.right.as_ref())?;
    let fits = compares(&left, operator, &given);
    (!fits).then(|| {
        format!(
            "`{}` is {}: `{operator}` cannot compare it with {}",
            condition.left,
            left.words(),
            given.words()
        )
    })
}

/// Source: Salesforce help, "Flow Operators in Decision, Wait, and Collection Filter Elements".
fn is_asked_with(left: &Shape, operator: &str) -> bool {
    match operator {
        "GreaterThan" | "GreaterThanOrEqualTo" | "LessThan" | "LessThanOrEqualTo" => {
            !left.is_collection && left.item.has_order()
        }
        "StartsWith" | "EndsWith" => !left.is_collection && left.item.is_textual(),
        "Contains" => left.is_collection || left.item.is_textual(),
        "IsEmpty" => left.is_collection,
        _ => true,
    }
}

fn compares(left: &Shape, operator: &str, given: &Shape) -> bool {
    let single = !given.is_collection;
    match operator {
        "IsNull" | "IsBlank" | "IsEmpty" | "IsChanged" | "WasSet" | "WasVisited" | "WasSelected"
        | "HasError" => single && given.item.is_any_of(&[Type::Boolean]),
        "In" | "NotIn" => given.is_collection && left.item.compares_with(&given.item),
        "Contains" => left.item.compares_with(&given.item),
        "EqualTo" | "NotEqualTo" => {
            left.is_collection == given.is_collection && left.item.compares_with(&given.item)
        }
        "GreaterThan"
        | "GreaterThanOrEqualTo"
        | "LessThan"
        | "LessThanOrEqualTo"
        | "StartsWith"
        | "EndsWith" => single && left.item.compares_with(&given.item),
        _ => true,
    }
}
