//! From a `where` to the filters of Get Records, Update Records and a flow's start.

use super::body::Body;
use super::kit;
use super::resources::Hint;
use crate::check::{Comparison, QueryCondition, written_date};
use crate::flow::{Filter, Value, logic};
use crate::formula::typed::TypedKind;
use crate::plan::Context;

/// Filters in groups, of each of which any one has to hold.
#[derive(Default)]
pub(super) struct Filters(Vec<Vec<Filter>>);

impl Filters {
    /// Filters that must all hold.
    pub(super) fn all(filters: Vec<Filter>) -> Self {
        Self(filters.into_iter().map(|filter| vec![filter]).collect())
    }

    /// One more, before the others, that must hold too.
    pub(super) fn after(mut self, filter: Filter) -> Self {
        self.0.insert(0, vec![filter]);
        self
    }

    /// How they are joined.
    pub(super) fn logic(&self) -> Option<String> {
        logic::any_of_each(&self.0.iter().map(Vec::len).collect::<Vec<_>>())
    }

    /// One behind the other.
    pub(super) fn in_order(self) -> Vec<Filter> {
        self.0.into_iter().flatten().collect()
    }
}

impl<'p> Body<'p> {
    /// The filters of a query: several values of one field are a group.
    pub(super) fn query(&mut self, conditions: &[QueryCondition], context: &Context) -> Filters {
        Filters(conditions.iter().map(|condition| self.condition_filters(condition, context)).collect())
    }

    fn condition_filters(&mut self, condition: &QueryCondition, context: &Context) -> Vec<Filter> {
        let side = side(condition.operator);
        let name = format!("{} {}{side}{}", context.about, condition.field.label, context.suffix);
        let hint = Hint::new(name, format!("What {} is compared with.", condition.field.label));
        let operator = operator(condition.operator);
        let filter = |value| kit::filter(&condition.field.name, operator, self.lowering.value(value, &hint));
        condition.values.iter().map(filter).collect()
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
pub(super) fn constants(conditions: &[QueryCondition]) -> Filters {
    let value = |kind: &TypedKind<crate::check::Symbol>| match kind {
        TypedKind::Text(text) => Some(Value::String(text.clone())),
        TypedKind::Number(number) => Some(Value::Number(number.clone())),
        TypedKind::Boolean(value) => Some(Value::Boolean(*value)),
        TypedKind::Call("DATE", parts) => written_date(parts).map(Value::Date),
        TypedKind::Null
        | TypedKind::Reference(_)
        | TypedKind::Call(..)
        | TypedKind::Unary(..)
        | TypedKind::Binary(..) => None,
    };
    let filters = |condition: &QueryCondition| {
        let (name, operator) = (&condition.field.name, operator(condition.operator));
        condition.values.iter().map(|each| kit::filter(name, operator, value(&each.kind))).collect()
    };
    Filters(conditions.iter().map(filters).collect())
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
