//! What the platform refuses to save. The codes and words are those of the SOAP API.

use super::Operation;
use crate::formula::{Decimal, Type, Value};
use crate::org::FieldType;
use crate::simulate::fault::RecordError;
use crate::simulate::record::Record;
use crate::simulate::run::Run;
use crate::simulate::schema::roles::Special;
use crate::simulate::schema::{Field, FieldId, ObjectId, ids};
use crate::simulate::values::as_type;

type Checked = Result<(), RecordError>;

impl Run<'_> {
    /// The fields that a flow may not write.
    pub(super) fn not_writeable(
        &self,
        operation: Operation,
        object: ObjectId,
        changed: &[(FieldId, Value)],
    ) -> Option<RecordError> {
        let refused = |field: &Field| match operation {
            Operation::Create => !field.createable,
            Operation::Update | Operation::Delete => !field.updateable,
        };
        let fields = changed.iter().map(|(field, value)| (self.schema.field(object, *field), value));
        let names: Vec<&str> = fields
            .filter(|(field, value)| {
                refused(field) && !(operation == Operation::Create && **value == Value::Null)
            })
            .map(|(field, _)| field.name.as_str())
            .collect();
        (!names.is_empty()).then(|| {
            let message = format!("Unable to create/update fields: {}", names.join(", "));
            RecordError::new("INVALID_FIELD_FOR_INSERT_UPDATE", message)
        })
    }

    /// Brings the values of a record into the form of their fields, or says why it cannot be saved.
    pub(super) fn validate(
        &self,
        operation: Operation,
        before: Option<&Record>,
        record: &mut Record,
    ) -> Checked {
        let object = self.schema.object(record.object);
        let changed: Vec<(FieldId, Value)> = record
            .values()
            .filter(|(field, value)| before.is_none_or(|before| before.get(*field) != *value))
            .filter(|(field, value)| **value != Value::Null && *field != FieldId::ID)
            .map(|(field, value)| (field, value.clone()))
            .collect();
        for (id, value) in changed {
            let field = object.field(id);
            if field.known {
                let right = self.right(field, value)?;
                record.set(id, right);
            }
        }
        self.required(operation, before, record)?;
        self.whole(before, record)
    }

    /// Brings the values of a record that is there before the run into the form of their fields. What it refers to may follow.
    pub(crate) fn check_given(&self, record: &mut Record) -> Checked {
        let object = self.schema.object(record.object);
        let given: Vec<(FieldId, Value)> =
            record.values().map(|(field, value)| (field, value.clone())).collect();
        for (id, value) in given {
            let field = object.field(id);
            let right = match (field.kind, &value) {
                (_, Value::Null) => continue,
                (FieldType::Id | FieldType::Reference, Value::Text(text))
                    if ids::id_parts(text).is_some() =>
                {
                    Value::text(ids::with_checksum(text))
                }
                (FieldType::Id | FieldType::Reference, text) => {
                    return Err(malformed(field, &text.to_string()));
                }
                (_, _) if field.known => self.right(field, value)?,
                (_, _) => value,
            };
            record.set(id, right);
        }
        Ok(())
    }

    fn required(&self, operation: Operation, before: Option<&Record>, record: &Record) -> Checked {
        let object = self.schema.object(record.object);
        let was = |field: FieldId| before.is_some_and(|before| *before.get(field) != Value::Null);
        let missing: Vec<&str> = object
            .roles()
            .required
            .iter()
            .filter(|field| record.get(**field).is_blank())
            .filter(|field| operation == Operation::Create || was(**field))
            .map(|field| object.field(*field).name.as_str())
            .collect();
        match missing.is_empty() {
            true => Ok(()),
            false => {
                let message = format!("Required fields are missing: [{}]", missing.join(", "));
                Err(RecordError::new("REQUIRED_FIELD_MISSING", message))
            }
        }
    }

    /// A value as its field keeps it.
    fn right(&self, field: &Field, value: Value) -> Result<Value, RecordError> {
        let Some(ty) = field.formula_type() else { return Ok(value) };
        let right = as_type(value.clone(), ty, &self.context.time_zone);
        if right == Value::Null {
            let message = format!("{}: value not of required type: {value}", field.label);
            return Err(RecordError::new("INVALID_TYPE_ON_FIELD_IN_RECORD", message));
        }
        match (field.kind, right) {
            (FieldType::Reference, Value::Text(text)) => self.reference(field, &text),
            (_, Value::Text(text)) => right_text(field, &text, ty),
            (_, Value::Number(number)) => right_number(field, number),
            (_, other) => Ok(other),
        }
    }

    /// The id of a record that is there, of an object that the field refers to.
    fn reference(&self, field: &Field, text: &str) -> Result<Value, RecordError> {
        if text.is_empty() {
            return Ok(Value::Null);
        }
        let (prefix, _) = ids::id_parts(text).ok_or_else(|| malformed(field, text))?;
        let right = |object: ObjectId| {
            field.refers_to.is_empty() || field.refers_to.iter().any(|name| name == self.name_of(object))
        };
        match self.schema.object_of_prefix(prefix) {
            Some(object) if !right(object) => return Err(malformed(field, text)),
            Some(_) => {}
            // Of an object that nothing names here: it is taken for one of those that the field refers to.
            None => return Ok(Value::text(ids::with_checksum(text))),
        }
        let value = Value::text(ids::with_checksum(text));
        match (self.store.key(self.schema, &value), self.store.find(self.schema, &value)) {
            (_, Some(_)) => Ok(value),
            (Some(_), None) => Err(RecordError::new("ENTITY_IS_DELETED", "entity is deleted")),
            (None, None) => Err(RecordError::new(
                "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
                format!("insufficient access rights on cross-reference id: {text}"),
            )),
        }
    }

    /// What concerns several fields of a record.
    fn whole(&self, before: Option<&Record>, record: &Record) -> Checked {
        match &self.schema.object(record.object).roles().special {
            Special::Task(roles) => self.who_and_what(record.get(roles.who), record.get(roles.what)),
            Special::Event(roles) => {
                self.who_and_what(record.get(roles.who), record.get(roles.what))?;
                let timed = *record.get(roles.start) != Value::Null && *record.get(roles.end) != Value::Null;
                let all_day =
                    record.get(roles.is_all_day).is_true() && *record.get(roles.date) != Value::Null;
                match timed || all_day {
                    true => Ok(()),
                    false => Err(RecordError::new(
                        "REQUIRED_FIELD_MISSING",
                        "Required fields are missing: [DurationInMinutes, ActivityDateTime]",
                    )),
                }
            }
            Special::Person { converted: Some(converted), .. } => {
                match before.is_some_and(|before| before.get(*converted).is_true()) {
                    true => Err(RecordError::new(
                        "CANNOT_UPDATE_CONVERTED_LEAD",
                        "cannot reference converted lead",
                    )),
                    false => Ok(()),
                }
            }
            Special::Person { .. } | Special::Opportunity(_) | Special::Case { .. } | Special::None => Ok(()),
        }
    }

    /// Object Reference, Task: where `WhoId` is a lead, `WhatId` must be empty.
    fn who_and_what(&self, who: &Value, what: &Value) -> Checked {
        let lead = matches!(who, Value::Text(who) if who.starts_with("00Q"));
        match lead && *what != Value::Null {
            true => Err(RecordError::new(
                "FIELD_INTEGRITY_EXCEPTION",
                "Related To ID: only contacts may be related to other records, not leads",
            )),
            false => Ok(()),
        }
    }
}

fn malformed(field: &Field, text: &str) -> RecordError {
    RecordError::new("MALFORMED_ID", format!("{} ID: id value of incorrect type: {text}", field.label))
}

/// Text without white space around it, as long as its field; none is null.
fn right_text(field: &Field, text: &str, ty: Type) -> Result<Value, RecordError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(Value::Null);
    }
    let label = &field.label;
    if field.length.is_some_and(|length| trimmed.chars().count() > length as usize) {
        let length = field.length.unwrap_or(0);
        let message = format!("{label}: data value too large: {trimmed} (max length={length})");
        return Err(RecordError::new("STRING_TOO_LONG", message));
    }
    let values: Vec<&str> =
        if ty == Type::MultiPicklist { trimmed.split(';').collect() } else { vec![trimmed] };
    let wrong =
        values.iter().find(|value| !field.only.is_empty() && !field.only.iter().any(|each| each == **value));
    if let Some(wrong) = wrong {
        let message = format!("{label}: bad value for restricted picklist field: {wrong}");
        return Err(RecordError::new("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message));
    }
    if field.kind == FieldType::Email && !trimmed.contains('@') {
        let message = format!("{label}: invalid email address: {trimmed}");
        return Err(RecordError::new("INVALID_EMAIL_ADDRESS", message));
    }
    Ok(Value::text(trimmed))
}

/// A number with the places of its field.
fn right_number(field: &Field, number: Decimal) -> Result<Value, RecordError> {
    let Some(scale) = field.scale else { return Ok(Value::Number(number)) };
    let rounded = number.rounded(i64::from(scale));
    let before = field.precision.map(|precision| precision.saturating_sub(scale));
    let digits = rounded.truncated(0).to_string().trim_start_matches('-').len();
    match before.is_some_and(|most| digits > usize::from(most) && !rounded.truncated(0).is_zero()) {
        true => {
            let message = format!("{}: value outside of valid range on numeric field: {number}", field.label);
            Err(RecordError::new("NUMBER_OUTSIDE_VALID_RANGE", message))
        }
        false => Ok(Value::Number(rounded)),
    }
}
