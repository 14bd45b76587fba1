//! From a `where` to the filters of Get Records, Update Records and a flow's start.

use super::body::Body;
use super::kit;
use super::resources::Hint;
use crate::check::{Comparison, QueryCondition};
use crate::flow::{Filter, Value};
use crate::formula::typed::TypedKind;
use crate::plan::Context;

impl<'p> Body<'p> {
    /// The filters of a query. Several values of one field are several filters, see [`logic`].
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

/// How filters are joined: all must hold, of those next to each other that ask one field for equality any.
///
/// Get Records would take any of these by itself (Automate Your Business Processes, Spring '26); of a start nothing like that
/// is said, so it is written out everywhere.
pub(super) fn logic(filters: &[Filter]) -> Option<String> {
    let numbers: Vec<usize> = (1..=filters.len()).collect();
    let groups: Vec<&[usize]> =
        numbers.chunk_by(|one, next| is_same(&filters[one - 1], &filters[next - 1])).collect();
    if groups.iter().all(|group| group.len() == 1) {
        return (!filters.is_empty()).then(|| "and".to_owned());
    }
    let joined = |group: &[usize]| group.iter().map(usize::to_string).collect::<Vec<_>>().join(" OR ");
    let words: Vec<String> = groups
        .iter()
        .map(|group| if group.len() > 1 { format!("({})", joined(group)) } else { joined(group) })
        .collect();
    Some(if groups.len() == 1 { "or".to_owned() } else { words.join(" AND ") })
}

fn is_same(one: &Filter, next: &Filter) -> bool {
    one.operator == "EqualTo" && next.operator == "EqualTo" && one.field == next.field
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_of_several_values_is_written_out() {
        let logic = |fields: &[(&str, &str)]| {
            let filters: Vec<_> =
                fields.iter().map(|(field, operator)| kit::filter(field, operator, kit::text("x"))).collect();
            logic(&filters)
        };
        let (same, other) = (("StageName", "EqualTo"), ("IsClosed", "EqualTo"));
        assert_eq!(logic(&[]), None);
        assert_eq!(logic(&[other, same]).as_deref(), Some("and"));
        assert_eq!(logic(&[same, same]).as_deref(), Some("or"));
        assert_eq!(logic(&[other, same, same]).as_deref(), Some("1 AND (2 OR 3)"));
        assert_eq!(logic(&[same, same, other]).as_deref(), Some("(1 OR 2) AND 3"));
        assert_eq!(logic(&[("A", "GreaterThan"), ("A", "GreaterThan")]).as_deref(), Some("and"));
    }
}
