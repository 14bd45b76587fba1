//! A save: values checked and completed, tables changed, flows started, in the platform's order of execution.

mod complete;
mod derived;
mod triggers;
mod validate;

use super::choices::Choice;
use super::fault::RecordError;
use super::limits::{Abort, Limit};
use super::program::Moment;
use super::record::{Data, Record};
use super::run::Run;
use super::schema::FieldId;
use super::store::Key;
use crate::formula::Value;
use std::sync::Arc;

/// What is done with records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// They are new.
    Create,
    /// They are changed.
    Update,
    /// They are deleted.
    Delete,
}

/// What happens to the others if one record cannot be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// None is saved.
    AllOrNone,
    /// They are saved.
    Partial,
}

/// Records of one save that flows see together: Apex Developer Guide, "Triggers", `size`.
const BATCH: usize = 200;
/// How often a partial save tries.
const ATTEMPTS: usize = 3;

/// A record on its way through a save.
pub(crate) struct Saved {
    /// What the caller gives: an id where it is not new, and the fields that change.
    given: Record,
    /// Where it is in the tables; nothing before it is created.
    key: Option<Key>,
    before: Option<Arc<Record>>,
    /// What it becomes.
    after: Arc<Record>,
    error: Option<RecordError>,
}

impl Run<'_> {
    /// Saves records, each with its result in their order.
    pub(crate) fn save(
        &mut self,
        operation: Operation,
        records: Vec<Record>,
        saving: Saving,
    ) -> Result<Vec<Result<Key, RecordError>>, Abort> {
        self.depth += 1;
        Limit::TriggerDepth.allows(self.depth)?;
        let mut results = Vec::with_capacity(records.len());
        let mut records = records.into_iter().peekable();
        let start = self.store.savepoint();
        while records.peek().is_some() {
            let batch: Vec<Record> = records.by_ref().take(BATCH).collect();
            results.extend(self.save_batch(operation, batch, saving)?);
        }
        if saving == Saving::AllOrNone && results.iter().any(Result::is_err) {
            self.store.roll_back(start);
            results
                .iter_mut()
                .filter(|result| result.is_ok())
                .for_each(|result| *result = Err(rolled_back()));
        }
        self.depth -= 1;
        Ok(results)
    }

    /// Saves up to 200 records; those that fail are taken out, and the others saved again.
    fn save_batch(
        &mut self,
        operation: Operation,
        records: Vec<Record>,
        saving: Saving,
    ) -> Result<Vec<Result<Key, RecordError>>, Abort> {
        let mut errors: Vec<Option<RecordError>> = vec![None; records.len()];
        for attempt in 1..=ATTEMPTS {
            let (start, sent) = (self.store.savepoint(), self.messages.len());
            let going: Vec<usize> = (0..records.len()).filter(|at| errors[*at].is_none()).collect();
            let mut saved: Vec<Saved> = Vec::with_capacity(going.len());
            for at in &going {
                saved.push(self.begin(operation, records[*at].clone()));
            }
            self.attempt(operation, &mut saved)?;
            let failed = saved.iter().any(|each| each.error.is_some());
            if !failed {
                return Ok(merge(errors, saved));
            }
            self.store.roll_back(start);
            self.messages.truncate(sent);
            for (at, each) in going.into_iter().zip(saved) {
                errors[at] = each.error;
            }
            if saving == Saving::AllOrNone {
                break;
            }
            if attempt < ATTEMPTS {
                self.depended.note(Choice::PartialSave);
            }
        }
        Ok(errors.into_iter().map(|error| Err(error.unwrap_or_else(rolled_back))).collect())
    }

    /// Finds the record and lays the new values over it.
    fn begin(&mut self, operation: Operation, given: Record) -> Saved {
        if operation == Operation::Create {
            let error = match given.id() {
                Value::Null => None,
                _ => Some(RecordError::new(
                    "INVALID_FIELD_FOR_INSERT_UPDATE",
                    "cannot specify Id in an insert call",
                )),
            };
            let after = Arc::new(given.clone());
            return Saved { given, key: None, before: None, after, error };
        }
        let key = self.store.key(self.schema, given.id());
        let before = key.and_then(|key| self.store.get(key)).cloned();
        let error = match (given.id(), &before) {
            (Value::Null, _) => {
                Some(RecordError::new("MISSING_ARGUMENT", "Id not specified in an update call"))
            }
            (_, Some(_)) => None,
            (_, None) if key.is_some() => Some(RecordError::new("ENTITY_IS_DELETED", "entity is deleted")),
            (_, None) => Some(RecordError::new("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")),
        };
        let after = before.clone().unwrap_or_else(|| Arc::new(given.clone()));
        Saved { given, key, before, after, error }
    }

    fn attempt(&mut self, operation: Operation, saved: &mut [Saved]) -> Result<(), Abort> {
        if operation == Operation::Delete {
            self.start_flows(Moment::BeforeDelete, operation, saved)?;
            for each in saved.iter().filter(|each| each.error.is_none()) {
                each.key.into_iter().for_each(|key| self.store.delete(key));
            }
            return self.start_flows(Moment::AfterSave, operation, saved);
        }
        for each in saved.iter_mut().filter(|each| each.error.is_none()) {
            self.lay_over(operation, each);
        }
        self.start_flows(Moment::BeforeSave, operation, saved)?;
        for each in saved.iter_mut().filter(|each| each.error.is_none()) {
            let mut record = each.after.as_ref().clone();
            self.complete(operation, each.before.as_deref(), &mut record);
            each.error = self.validate(operation, each.before.as_deref(), &mut record).err();
            each.after = Arc::new(record);
        }
        for each in saved.iter_mut().filter(|each| each.error.is_none()) {
            self.write(each);
        }
        self.start_flows(Moment::AfterSave, operation, saved)
    }

    /// The values that are given, over those that were.
    fn lay_over(&self, operation: Operation, saved: &mut Saved) {
        let before = saved.before.as_deref();
        let changed: Vec<(FieldId, Value)> = saved
            .given
            .values()
            .filter(|(field, value)| {
                *field != FieldId::ID && before.is_none_or(|before| before.get(*field) != *value)
            })
            .map(|(field, value)| (field, value.clone()))
            .collect();
        match self.not_writeable(operation, saved.given.object, &changed) {
            Some(error) => saved.error = Some(error),
            None => {
                let mut record = before.cloned().unwrap_or_else(|| Record::new(saved.given.object));
                changed.into_iter().for_each(|(field, value)| record.set(field, value));
                if operation == Operation::Create {
                    self.defaults(&mut record);
                }
                saved.after = Arc::new(record);
            }
        }
    }

    fn write(&mut self, saved: &mut Saved) {
        let record = saved.after.as_ref().clone();
        let key = match saved.key {
            Some(key) => {
                self.store.replace(key, record);
                key
            }
            None => self.store.insert(self.schema, record),
        };
        saved.key = Some(key);
        if let Some(stored) = self.store.get(key) {
            saved.after = stored.clone();
        }
    }
}

impl Saved {
    /// `$Record` and `$Record__Prior` of a flow that runs for it.
    fn seen(&self) -> (Data, Data) {
        let prior = self.before.clone().map_or(Data::NULL, Data::Record);
        (Data::Record(self.after.clone()), prior)
    }
}

fn rolled_back() -> RecordError {
    RecordError::new(
        "ALL_OR_NONE_OPERATION_ROLLED_BACK",
        "Record rolled back because not all records were valid and the request was using AllOrNone header",
    )
}

fn merge(errors: Vec<Option<RecordError>>, saved: Vec<Saved>) -> Vec<Result<Key, RecordError>> {
    let mut saved = saved.into_iter();
    let results = errors.into_iter().map(|error| match error {
        Some(error) => Err(error),
        None => saved.next().and_then(|each| each.key).ok_or_else(rolled_back),
    });
    results.collect()
}
