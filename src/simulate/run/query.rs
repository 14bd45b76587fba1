//! Queries: which records filters find.

use super::{Interview, Run};
use crate::formula::Value;
use crate::org::FieldType;
use crate::simulate::choices::Choice;
use crate::simulate::program::{Filter, Filters, Logic, Operator};
use crate::simulate::record::{Data, Record};
use crate::simulate::schema::{FieldId, ObjectId};
use crate::simulate::values::{compares, order, same};
use std::cmp::Ordering;
use std::sync::Arc;

impl Run<'_> {
    /// The records that filters find for an interview, in the order in which they were created.
    pub(super) fn find(
        &self,
        object: ObjectId,
        filters: &Filters,
        interview: &Interview,
    ) -> Vec<Arc<Record>> {
        let reader = self.reader(interview);
        let values: Vec<Data> = filters.filters.iter().map(|filter| reader.operand(&filter.value)).collect();
        self.matching(object, filters, &values)
    }

    /// The records that filters find, the values of which are known.
    pub(crate) fn matching(&self, object: ObjectId, filters: &Filters, values: &[Data]) -> Vec<Arc<Record>> {
        let meets = |record: &&Arc<Record>| self.meets(record, filters, values);
        match self.candidates(object, filters, values) {
            Some(candidates) => candidates.into_iter().filter(meets).cloned().collect(),
            None => self.store.all(object).filter(meets).cloned().collect(),
        }
    }

    /// The few records that can match, where an id or an indexed reference says so.
    fn candidates(&self, object: ObjectId, filters: &Filters, values: &[Data]) -> Option<Vec<&Arc<Record>>> {
        if filters.logic != Logic::All {
            return None;
        }
        filters.filters.iter().zip(values).find_map(|(filter, value)| {
            let ids: Vec<Value> = match (filter.operator, value) {
                (Operator::EqualTo, value) if !value.is_null() => vec![value.value()],
                (Operator::In, Data::List(items)) => items.iter().map(Data::value).collect(),
                _ => return None,
            };
            let mut found = Vec::new();
            for id in &ids {
                match filter.field == FieldId::ID {
                    true => found.extend(self.store.find(self.schema, id)),
                    false => found.extend(self.store.referring(object, filter.field, id)?),
                }
            }
            Some(found)
        })
    }

    /// Whether a record meets filters.
    pub(crate) fn meets(&self, record: &Record, filters: &Filters, values: &[Data]) -> bool {
        let mut one = |at: usize| self.meets_one(record, &filters.filters[at], &values[at]);
        filters.logic.holds(filters.filters.len(), &mut one)
    }

    /// Whether a record meets the conditions of a start, which may ask what has changed.
    pub(crate) fn meets_with_prior(
        &self,
        record: &Record,
        prior: Option<&Arc<Record>>,
        filters: &Filters,
        values: &[Data],
    ) -> bool {
        let mut one = |at: usize| {
            let (filter, value) = (&filters.filters[at], &values[at]);
            match filter.operator {
                Operator::IsChanged => self.differs(record, prior, filter.field) == value.value().is_true(),
                _ => self.meets_one(record, filter, value),
            }
        };
        filters.logic.holds(filters.filters.len(), &mut one)
    }

    fn meets_one(&self, record: &Record, filter: &Filter, value: &Data) -> bool {
        let held = self.stored(record, filter.field);
        let zone = &self.context.time_zone;
        let among = || value.items().iter().any(|item| same(&held, &item.value(), zone));
        match filter.operator {
            Operator::In => among(),
            Operator::NotIn => !among(),
            operator => {
                let value = value.value();
                if value == Value::Null {
                    self.depended.note(Choice::NullFilter);
                }
                let (held, value) = self.alike(record.object, filter.field, held, value);
                compares(&held, operator, &value, zone)
            }
        }
    }

    /// An empty text is no value of a field.
    fn alike(&self, object: ObjectId, field: FieldId, held: Value, value: Value) -> (Value, Value) {
        let is_text = self.schema.field(object, field).kind != FieldType::Checkbox;
        match &value {
            Value::Text(text) if text.is_empty() && is_text => (held, Value::Null),
            _ => (held, value),
        }
    }

    /// A field of a record of a table; a checkbox is never null.
    pub(crate) fn stored(&self, record: &Record, field: FieldId) -> Value {
        match record.get(field) {
            Value::Null if self.schema.field(record.object, field).kind == FieldType::Checkbox => {
                Value::Boolean(false)
            }
            value => value.clone(),
        }
    }

    /// Sorts records by a field: blank ones first, or last where it descends, as SOQL does.
    pub(super) fn sort(&self, records: &mut [Arc<Record>], field: FieldId, descending: bool) {
        let zone = &self.context.time_zone;
        records.sort_by(|one, other| {
            let (one, other) = (one.get(field), other.get(field));
            let ascending = match (one, other) {
                (Value::Null, Value::Null) => Ordering::Equal,
                (Value::Null, _) => Ordering::Less,
                (_, Value::Null) => Ordering::Greater,
                _ => order(one, other, zone).unwrap_or(Ordering::Equal),
            };
            if descending { ascending.reverse() } else { ascending }
        });
    }
}
