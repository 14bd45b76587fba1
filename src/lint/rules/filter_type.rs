//! Filters whose operator or value does not fit their field.

use crate::formula::Type;
use crate::lint::{Check, Filtered, Findings, FlowFacts, Item, Rule, Shape, rule};

pub(super) static RULE: Rule = rule!("filter-type", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for filtered in flow.filtered_fields() {
        if let Some(message) = misfit(flow, &filtered) {
            let span = flow.leaf(filtered.place, "field", &filtered.filter.field);
            findings.add(
                span,
                message,
                "filter with another operator, or by a value of the type of the field",
            );
        }
    }
}

fn misfit(flow: &FlowFacts<'_>, filtered: &Filtered<'_>) -> Option<String> {
    let item = Item::Field(filtered.field.clone());
    let (name, operator) = (&filtered.filter.field, filtered.filter.operator.as_str());
    if filtered.is_query && filtered.field.filterable == Some(false) {
        return Some(format!("`{name}` cannot be filtered by"));
    }
    if !is_asked_with(&item, operator) {
        return Some(format!("`{name}` is {}: `{operator}` cannot ask for it", item.words()));
    }
    let given = flow.given_shape(filtered.filter.value.as_ref())?;
    let fits = compares(&item, operator, &given);
    (!fits).then(|| {
        format!("`{name}` is {}: `{operator}` cannot compare it with {}", item.words(), given.words())
    })
}

/// Source: Salesforce help, "Flow Operators in Data Elements and Record Choice Sets".
fn is_asked_with(item: &Item, operator: &str) -> bool {
    match operator {
        "GreaterThan" | "GreaterThanOrEqualTo" | "LessThan" | "LessThanOrEqualTo" => {
            !item.is_any_of(&[Type::Boolean]) || item.kind().is_none()
        }
        "StartsWith" | "EndsWith" | "Contains" => item.is_textual(),
        _ => true,
    }
}

fn compares(item: &Item, operator: &str, given: &Shape) -> bool {
    match operator {
        "IsNull" | "IsBlank" | "IsChanged" => !given.is_collection && given.item.is_any_of(&[Type::Boolean]),
        "In" | "NotIn" => given.is_collection && item.compares_with(&given.item),
        "EqualTo"
        | "NotEqualTo"
        | "GreaterThan"
        | "GreaterThanOrEqualTo"
        | "LessThan"
        | "LessThanOrEqualTo"
        | "StartsWith"
        | "EndsWith"
        | "Contains" => !given.is_collection && item.compares_with(&given.item),
        _ => true,
    }
}
