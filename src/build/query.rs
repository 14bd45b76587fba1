//! From a `where` to the filters of Get Records, Update Records and a flow's start.

use super::body::Body;
use super::kit;
use super::resources::Hint;
use crate::check::{Comparison, QueryCondition};
use crate::flow::{Filter, Value};
use crate::formula::typed::TypedKind;
use crate::plan::Context;

impl<'p> Body<'p> {
    /// The filters of a query. Several values of one field are several filters: the platform takes any of them.
    pub(super) fn query(&mut self, conditions: &[QueryCondition], context: &Context) -> Vec<Filter> {
        let mut filters = Vec::new();
        for condition in conditions {
            for value in &condition.values {
                let side = side(condition.operator);
                let name = format!("{} {}{side}{}", context.about, condition.field.label, context.suffix);
                let hint = Hint::new(name, format!("What {} is compared with.", condition.field.label));
                let value = self.lowering.value(value, &hint);
                filters.push(kit::filter(&condition.field.name, operator(condition.operator), value));
            }
        }
        filters
    }
}

/// What tells the limits of one field from each other in a name.
fn side(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => " below",
        Comparison::LessOrEqual => " at most",
        Comparison::Greater => " above",
        Comparison::GreaterOrEqual => " at least",
        Comparison::NotEqual => " not",
        Comparison::Equal | Comparison::StartsWith | Comparison::Contains | Comparison::IsBlank => "",
    }
}

/// The filters of a start: constants alone.
pub(super) fn constants(conditions: &[QueryCondition]) -> Vec<Filter> {
    let value = |kind: &TypedKind<crate::check::Symbol>| match kind {
        TypedKind::Text(text) => Some(Value::String(text.clone())),
        TypedKind::Number(number) => Some(Value::Number(number.clone())),
        TypedKind::Boolean(value) => Some(Value::Boolean(*value)),
        TypedKind::Null
        | TypedKind::Reference(_)
        | TypedKind::Call(..)
        | TypedKind::Unary(..)
        | TypedKind::Binary(..) => None,
    };
    conditions
        .iter()
        .flat_map(|condition| {
            let filter = move |each: &crate::check::Expression| {
                kit::filter(&condition.field.name, operator(condition.operator), value(&each.kind))
            };
            condition.values.iter().map(filter)
        })
        .collect()
}

/// How the platform calls a comparison in a filter.
fn operator(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "EqualTo",
        Comparison::NotEqual => "NotEqualTo",
        Comparison::Less => "LessThan",
        Comparison::LessOrEqual => "LessThanOrEqualTo",
        Comparison::Greater => "GreaterThan",
        Comparison::GreaterOrEqual => "GreaterThanOrEqualTo",
        Comparison::StartsWith => "StartsWith",
        Comparison::Contains => "Contains",
        Comparison::IsBlank => "IsNull",
    }
}
