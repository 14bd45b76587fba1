//! What variables and tables hold: values, records, collections.

use super::schema::{FieldId, ObjectId};
use crate::formula::Value;
use std::sync::Arc;

static NULL: Value = Value::Null;

/// A record: the fields that it has a value of, sorted. In a variable a field may be there with null: it was set to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its object.
    pub object: ObjectId,
    values: Vec<(FieldId, Value)>,
}

impl Record {
    /// A record without any value.
    pub fn new(object: ObjectId) -> Self {
        Self { object, values: Vec::new() }
    }

    /// The value of a field; null where it has none.
    pub fn get(&self, field: FieldId) -> &Value {
        self.given(field).unwrap_or(&NULL)
    }

    /// The value of a field that is there, be it null.
    pub fn given(&self, field: FieldId) -> Option<&Value> {
        let at = self.values.binary_search_by_key(&field, |(each, _)| *each).ok()?;
        Some(&self.values[at].1)
    }

    /// Gives a field a value; null too is kept.
    pub fn set(&mut self, field: FieldId, value: Value) {
        match self.values.binary_search_by_key(&field, |(each, _)| *each) {
            Ok(at) => self.values[at].1 = value,
            Err(at) => self.values.insert(at, (field, value)),
        }
    }

    /// The fields that are there, with their values.
    pub fn values(&self) -> impl Iterator<Item = (FieldId, &Value)> {
        self.values.iter().map(|(field, value)| (*field, value))
    }

    /// The id, as text.
    pub fn id(&self) -> &Value {
        self.get(FieldId::ID)
    }

    /// Only these fields, which must be sorted.
    pub(crate) fn only(&self, fields: &[FieldId]) -> Self {
        let kept = self.values.iter().filter(|(field, _)| fields.binary_search(field).is_ok());
        Self { object: self.object, values: kept.cloned().collect() }
    }

    /// Without the fields that are null: as a table keeps it.
    pub(crate) fn without_nulls(mut self) -> Self {
        self.values.retain(|(_, value)| *value != Value::Null);
        self.values.shrink_to_fit();
        self
    }
}

/// What a variable holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// One value, null among them.
    Value(Value),
    /// A record.
    Record(Arc<Record>),
    /// A collection of values or of records.
    List(Arc<Vec<Data>>),
}

impl Data {
    /// Nothing.
    pub const NULL: Data = Data::Value(Value::Null);

    /// A collection; one without items is a collection too.
    pub fn list(items: Vec<Data>) -> Self {
        Data::List(Arc::new(items))
    }

    /// A text.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Data::Value(Value::Text(text.into()))
    }

    /// Whether nothing is there: `IsNull`.
    pub fn is_null(&self) -> bool {
        *self == Data::NULL
    }

    /// The items of a collection; of anything else none.
    pub fn items(&self) -> &[Data] {
        match self {
            Data::List(items) => items,
            Data::Value(_) | Data::Record(_) => &[],
        }
    }

    /// The value; of a record its id, of a collection null.
    pub fn value(&self) -> Value {
        match self {
            Data::Value(value) => value.clone(),
            Data::Record(record) => record.id().clone(),
            Data::List(_) => Value::Null,
        }
    }

    /// The record, if it is one.
    pub fn record(&self) -> Option<&Arc<Record>> {
        match self {
            Data::Record(record) => Some(record),
            Data::Value(_) | Data::List(_) => None,
        }
    }
}

impl Default for Data {
    fn default() -> Self {
        Data::NULL
    }
}

impl From<Value> for Data {
    fn from(value: Value) -> Self {
        Data::Value(value)
    }
}
