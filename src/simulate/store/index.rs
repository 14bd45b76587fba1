//! Records by what they refer to.

use crate::formula::Value;
use crate::simulate::record::Record;
use crate::simulate::schema::{FieldId, ids};
use std::collections::HashMap;

/// The rows of a table by one reference.
#[derive(Clone, Debug)]
pub(super) struct Index {
    pub(super) field: FieldId,
    rows: HashMap<u64, Vec<u32>>,
}

impl Index {
    pub(super) fn new(field: FieldId) -> Self {
        Self { field, rows: HashMap::new() }
    }

    /// The rows whose reference is `id`, in ascending order.
    pub(super) fn rows(&self, id: &Value) -> &[u32] {
        key(id).and_then(|key| self.rows.get(&key)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn add(&mut self, record: &Record, row: u32) {
        let Some(key) = key(record.get(self.field)) else { return };
        let rows = self.rows.entry(key).or_default();
        if let Err(at) = rows.binary_search(&row) {
            rows.insert(at, row);
        }
    }

    fn remove(&mut self, record: &Record, row: u32) {
        let Some(key) = key(record.get(self.field)) else { return };
        let Some(rows) = self.rows.get_mut(&key) else { return };
        if let Ok(at) = rows.binary_search(&row) {
            rows.remove(at);
        }
        if rows.is_empty() {
            self.rows.remove(&key);
        }
    }

    pub(super) fn change(&mut self, before: Option<&Record>, after: Option<&Record>, row: u32) {
        let same = |one: &Record, other: &Record| one.get(self.field) == other.get(self.field);
        if before.zip(after).is_some_and(|(before, after)| same(before, after)) {
            return;
        }
        before.into_iter().for_each(|record| self.remove(record, row));
        after.into_iter().for_each(|record| self.add(record, row));
    }
}

/// An id of 15 and of 18 characters has one key.
fn key(id: &Value) -> Option<u64> {
    let Value::Text(text) = id else { return None };
    let (prefix, number) = ids::id_parts(text)?;
    let object = prefix.bytes().fold(0_u64, |key, byte| key << 8 | u64::from(byte));
    Some(object << 40 ^ number)
}
