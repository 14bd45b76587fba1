//! What may change a record of an object, and whether two of these may change the same one.

use crate::check::program::{Comparison, Expression, Query, QueryCondition, Record, RecordRef, Symbol};
use crate::formula::Literal;
use crate::formula::typed::TypedKind;
use crate::org::Field;
use crate::source::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Something that changes records of an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Touch<'p> {
    /// What.
    pub(super) kind: Kind<'p>,
    /// Where.
    pub(super) span: Span,
}

/// What changes records.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind<'p> {
    /// The one save of the person, or of a monitor's record.
    Own,
    /// The one save of a named record.
    Named(usize, &'p Record),
    /// `update:`
    Update(&'p Query, &'p [(Arc<Field>, Expression)]),
}

/// Whether both may change one record, so that it would be updated twice. `before` comes first.
pub(super) fn collide(before: Kind<'_>, after: Kind<'_>) -> bool {
    match (before, after) {
        (Kind::Own, Kind::Own) => false,
        (Kind::Named(one, _), Kind::Named(other, _)) => one != other,
        (Kind::Own, Kind::Named(_, record)) | (Kind::Named(_, record), Kind::Own) => {
            record.filters.is_empty() || !record.filters.iter().all(excludes_own)
        }
        (Kind::Own, Kind::Update(filter, _)) | (Kind::Update(filter, _), Kind::Own) => !excludes_own(filter),
        (Kind::Named(..), Kind::Update(..)) | (Kind::Update(..), Kind::Named(..)) => true,
        (Kind::Update(one, fields), Kind::Update(other, _)) => !are_apart(one, fields, other),
    }
}

/// Whether a filter leaves out the person, or the monitor's record: `Id <> contact.Id`.
fn excludes_own(filter: &Query) -> bool {
    filter.conditions.iter().any(|condition| {
        condition.operator == Comparison::NotEqual
            && condition.field.name == "Id"
            && condition.values.iter().any(is_own_id)
    })
}

fn is_own_id(value: &Expression) -> bool {
    match &value.kind {
        TypedKind::Reference(Symbol::Field(record, field)) => {
            let own = [RecordRef::Person, RecordRef::Contact, RecordRef::Lead, RecordRef::Subject];
            own.contains(record) && field.name == "Id"
        }
        _ => false,
    }
}

/// Whether two filters ask one field for different constants, and the first update leaves that field alone.
fn are_apart(one: &Query, fields: &[(Arc<Field>, Expression)], other: &Query) -> bool {
    one.conditions.iter().any(|condition| {
        let changed = fields.iter().any(|(field, _)| field.name == condition.field.name);
        let same_field = other.conditions.iter().filter(|each| each.field.name == condition.field.name);
        !changed && same_field.into_iter().any(|each| are_different(condition, each))
    })
}

fn are_different(one: &QueryCondition, other: &QueryCondition) -> bool {
    match (constants(one), constants(other)) {
        (Some(one), Some(other)) => one.is_disjoint(&other),
        (None, _) | (_, None) => false,
    }
}

/// The values of a condition, all written out; a blank is the empty text.
fn constants(condition: &QueryCondition) -> Option<BTreeSet<String>> {
    let words = |value: &Expression| match value.literal()? {
        Literal::Number(number) => Some(number),
        Literal::Text(text) => Some(text.to_lowercase()),
        Literal::Boolean(truth) => Some(truth.to_string()),
        Literal::Null => Some(String::new()),
    };
    match condition.operator {
        Comparison::Equal => condition.values.iter().map(words).collect(),
        Comparison::IsBlank => {
            let blank = condition.values.iter().all(|value| value.literal() == Some(Literal::Boolean(true)));
            blank.then(|| BTreeSet::from([String::new()]))
        }
        Comparison::NotEqual
        | Comparison::Less
        | Comparison::LessOrEqual
        | Comparison::Greater
        | Comparison::GreaterOrEqual
        | Comparison::StartsWith
        | Comparison::Contains => None,
    }
}
