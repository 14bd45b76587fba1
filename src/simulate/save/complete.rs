//! What the platform itself puts into a record: defaults, numbers, dates, and what follows from other fields.

use super::Operation;
use crate::formula::Value;
use crate::simulate::record::Record;
use crate::simulate::run::Run;
use crate::simulate::schema::FieldId;

impl Run<'_> {
    /// The values of a new record that nobody gave.
    pub(crate) fn defaults(&self, record: &mut Record) {
        let roles = self.schema.object(record.object).roles();
        let owner = roles.owner.map(|field| (field, self.user.clone()));
        for (field, value) in owner.iter().chain(&roles.defaults) {
            if record.given(*field).is_none() {
                record.set(*field, value.clone());
            }
        }
    }

    /// Numbers, dates, users, and what follows from other fields.
    pub(crate) fn complete(&mut self, operation: Operation, before: Option<&Record>, record: &mut Record) {
        let schema = self.schema;
        let roles = schema.object(record.object).roles();
        let now = Value::DateTime(self.context.now);
        if operation == Operation::Create {
            for (field, format) in &roles.numbers {
                if *record.get(*field) == Value::Null {
                    let number = self.store.count(record.object, *field);
                    record.set(*field, Value::text(format.written(number)));
                }
            }
            put(record, roles.created_by, &self.user);
            put(record, roles.created_date, &now);
        }
        put(record, roles.modified_by, &self.user);
        roles.modified_dates.iter().for_each(|field| put(record, Some(*field), &now));
        self.derive(before, record);
    }

    /// As [`Run::complete`], for a record that was there before the run: what is given stays.
    pub(crate) fn complete_given(&mut self, record: &mut Record) {
        let given = record.clone();
        self.defaults(record);
        self.complete(Operation::Create, None, record);
        given.values().for_each(|(field, value)| record.set(field, value.clone()));
    }
}

fn put(record: &mut Record, field: Option<FieldId>, value: &Value) {
    if let Some(field) = field {
        record.set(field, value.clone());
    }
}
