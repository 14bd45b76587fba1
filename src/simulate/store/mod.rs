//! The tables of the org in memory, with the way back to where a transaction began.

mod index;

use super::record::Record;
use super::schema::{FieldId, ObjectId, Schema, ids};
use crate::formula::Value;
use index::Index;
use std::collections::HashMap;
use std::sync::Arc;

/// A record by its place in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Its object.
    pub object: ObjectId,
    row: u32,
}

/// The tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    tables: Vec<Table>,
    undo: Vec<Undo>,
}

#[derive(Clone, Debug, Default)]
struct Table {
    rows: Vec<Option<Arc<Record>>>,
    /// The row of the number in an id.
    numbers: HashMap<u64, u32>,
    next_number: u64,
    indexes: Vec<Index>,
    counters: HashMap<FieldId, u64>,
}

/// What was before a change.
#[derive(Clone, Debug)]
pub(crate) struct Undo {
    /// The record that was changed.
    pub(crate) key: Key,
    /// What it was; nothing before it was created.
    pub(crate) before: Option<Arc<Record>>,
}

/// A place in the history of the tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Savepoint(usize);

impl Store {
    /// Looks up records of `object` by the reference `field` through an index from now on.
    pub(crate) fn index(&mut self, object: ObjectId, field: FieldId) {
        let table = self.table(object);
        if table.indexes.iter().any(|index| index.field == field) {
            return;
        }
        let mut index = Index::new(field);
        for (row, record) in table.rows.iter().enumerate() {
            record.iter().for_each(|record| index.add(record, row as u32));
        }
        table.indexes.push(index);
    }

    fn table(&mut self, object: ObjectId) -> &mut Table {
        if self.tables.len() <= object.index() {
            self.tables.resize_with(object.index() + 1, Table::default);
        }
        &mut self.tables[object.index()]
    }

    /// The record at a key, unless it was deleted.
    pub(crate) fn get(&self, key: Key) -> Option<&Arc<Record>> {
        self.tables.get(key.object.index())?.rows.get(key.row as usize)?.as_ref()
    }

    /// The key of an id, whether its record was deleted or not.
    pub(crate) fn key(&self, schema: &Schema, id: &Value) -> Option<Key> {
        let Value::Text(text) = id else { return None };
        let (prefix, number) = ids::id_parts(text)?;
        let object = schema.object_of_prefix(prefix)?;
        let row = *self.tables.get(object.index())?.numbers.get(&number)?;
        Some(Key { object, row })
    }

    /// The record of an id.
    pub(crate) fn find(&self, schema: &Schema, id: &Value) -> Option<&Arc<Record>> {
        self.get(self.key(schema, id)?)
    }

    /// The records of an object, in the order in which they were created.
    pub(crate) fn all(&self, object: ObjectId) -> impl Iterator<Item = &Arc<Record>> {
        self.tables.get(object.index()).into_iter().flat_map(|table| table.rows.iter().flatten())
    }

    /// Those records of an object that refer to `id` by `field`, if there is an index for it.
    pub(crate) fn referring(
        &self,
        object: ObjectId,
        field: FieldId,
        id: &Value,
    ) -> Option<Vec<&Arc<Record>>> {
        let Some(table) = self.tables.get(object.index()) else { return Some(Vec::new()) };
        let index = table.indexes.iter().find(|index| index.field == field)?;
        let rows = index.rows(id).iter();
        Some(rows.filter_map(|row| table.rows.get(*row as usize)?.as_ref()).collect())
    }

    /// A new record with the next id of its object.
    pub(crate) fn insert(&mut self, schema: &Schema, record: Record) -> Key {
        let object = record.object;
        let table = self.table(object);
        let mut number = table.next_number.max(1);
        while table.numbers.contains_key(&number) {
            number += 1;
        }
        table.next_number = number + 1;
        let id = ids::id_text(&schema.object(object).prefix, number);
        self.insert_numbered(record, number, Value::text(id))
    }

    /// A new record with an id of its own; `None` where the id is another's, or none of this object.
    pub(crate) fn insert_as(&mut self, schema: &Schema, record: Record, id: &str) -> Option<Key> {
        let (prefix, number) = ids::id_parts(id)?;
        let right = schema.object(record.object).prefix == prefix;
        let free = right && !self.table(record.object).numbers.contains_key(&number);
        free.then(|| self.insert_numbered(record, number, Value::text(ids::with_checksum(id))))
    }

    fn insert_numbered(&mut self, mut record: Record, number: u64, id: Value) -> Key {
        record.set(FieldId::ID, id);
        let record = Arc::new(record.without_nulls());
        let table = self.table(record.object);
        let row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        let key = Key { object: record.object, row };
        table.numbers.insert(number, row);
        table.indexes.iter_mut().for_each(|index| index.add(&record, row));
        table.rows.push(Some(record));
        self.undo.push(Undo { key, before: None });
        key
    }

    /// Another state of a record.
    pub(crate) fn replace(&mut self, key: Key, record: Record) {
        self.put(key, Some(Arc::new(record.without_nulls())));
    }

    /// Deletes a record.
    pub(crate) fn delete(&mut self, key: Key) {
        self.put(key, None);
    }

    fn put(&mut self, key: Key, record: Option<Arc<Record>>) {
        let before = self.swap(key, record);
        if before.is_some() {
            self.undo.push(Undo { key, before });
        }
    }

    fn swap(&mut self, key: Key, record: Option<Arc<Record>>) -> Option<Arc<Record>> {
        let table = self.table(key.object);
        let slot = table.rows.get_mut(key.row as usize)?;
        for index in &mut table.indexes {
            index.change(slot.as_deref(), record.as_deref(), key.row);
        }
        std::mem::replace(slot, record)
    }

    /// The next number of an autonumber field.
    pub(crate) fn count(&mut self, object: ObjectId, field: FieldId) -> u64 {
        let counter = self.table(object).counters.entry(field).or_insert(0);
        *counter += 1;
        *counter
    }

    /// Where the tables stand now.
    pub(crate) fn savepoint(&self) -> Savepoint {
        Savepoint(self.undo.len())
    }

    /// Back to where the tables stood. Numbers that were given out stay used, as on the platform.
    pub(crate) fn roll_back(&mut self, to: Savepoint) {
        while self.undo.len() > to.0 {
            let Some(Undo { key, before }) = self.undo.pop() else { break };
            self.swap(key, before);
        }
    }

    /// What has changed, in order; from now on there is no way back before it.
    pub(crate) fn commit(&mut self) -> Vec<Undo> {
        std::mem::take(&mut self.undo)
    }
}
