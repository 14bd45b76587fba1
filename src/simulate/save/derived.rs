//! Fields that follow from other fields.

use crate::formula::Value;
use crate::simulate::record::Record;
use crate::simulate::run::Run;
use crate::simulate::schema::roles::{EventRoles, OpportunityRoles, Special, TaskRoles, probability, stage};
use crate::simulate::schema::{FieldId, ObjectId};
use crate::simulate::values::as_type;
use jiff::{SignedDuration, Timestamp};

impl Run<'_> {
    /// Fields that follow from other fields.
    pub(super) fn derive(&self, before: Option<&Record>, record: &mut Record) {
        match &self.schema.object(record.object).roles().special {
            Special::None => {}
            Special::Person { parts, name, .. } => derive_name(parts, *name, record),
            Special::Task(roles) => self.derive_task(roles, before, record),
            Special::Event(roles) => self.derive_event(roles, record),
            Special::Opportunity(roles) => derive_stage(roles, before, record),
            Special::Case { status, is_closed } => {
                record.set(*is_closed, Value::Boolean(is_text(record.get(*status), "Closed")));
            }
        }
    }

    fn derive_task(&self, roles: &TaskRoles, before: Option<&Record>, record: &mut Record) {
        let closed = is_text(record.get(roles.status), "Completed");
        let was_closed = before.is_some_and(|before| before.get(roles.is_closed).is_true());
        record.set(roles.is_closed, Value::Boolean(closed));
        record.set(roles.is_high_priority, Value::Boolean(is_text(record.get(roles.priority), "High")));
        match (closed, was_closed) {
            (true, false) => record.set(roles.completed, Value::DateTime(self.context.now)),
            (false, _) => record.set(roles.completed, Value::Null),
            (true, true) => {}
        }
        let account = self.account_of(record.get(roles.what));
        let account = if account == Value::Null { self.account_of(record.get(roles.who)) } else { account };
        record.set(roles.account, account);
    }

    /// The account that a record belongs to: itself, or that of an opportunity, case or contact.
    fn account_of(&self, id: &Value) -> Value {
        let Some(related) = self.store.find(self.schema, id) else { return Value::Null };
        let object = self.schema.object(related.object);
        match (object.name.as_str(), object.field_named("AccountId")) {
            ("Account", _) => related.id().clone(),
            (_, Some(account)) => related.get(account).clone(),
            (_, None) => Value::Null,
        }
    }

    fn derive_event(&self, roles: &EventRoles, record: &mut Record) {
        let start = first(record, &[roles.start, roles.activity_start]);
        let zone = &self.context.time_zone;
        if let Value::DateTime(moment) = start {
            record.set(roles.start, start.clone());
            record.set(roles.activity_start, start.clone());
            record.set(roles.date, as_type(start, crate::formula::Type::Date, zone));
            match (record.get(roles.end).clone(), minutes(record.get(roles.duration))) {
                (Value::DateTime(end), None) => {
                    let lasts = end.duration_since(moment).as_mins();
                    record.set(roles.duration, Value::number(lasts));
                }
                (_, Some(lasts)) => record.set(roles.end, later(moment, lasts)),
                (_, None) => {}
            }
        }
    }

    /// The name of an object.
    pub(super) fn name_of(&self, object: ObjectId) -> &str {
        &self.schema.object(object).name
    }
}

fn minutes(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.to_i64(),
        Value::Null
        | Value::Text(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::DateTime(_)
        | Value::Time(_) => None,
    }
}

fn later(moment: Timestamp, minutes: i64) -> Value {
    let end = minutes
        .checked_mul(60)
        .and_then(|seconds| moment.checked_add(SignedDuration::from_secs(seconds)).ok());
    end.map_or(Value::Null, Value::DateTime)
}

fn first(record: &Record, fields: &[FieldId]) -> Value {
    fields
        .iter()
        .map(|field| record.get(*field))
        .find(|value| **value != Value::Null)
        .cloned()
        .unwrap_or_default()
}

/// Object Reference: the concatenation of the parts that are there.
fn derive_name(parts: &[FieldId], name: FieldId, record: &mut Record) {
    let words: Vec<String> = parts
        .iter()
        .map(|part| record.get(*part))
        .filter(|part| !part.is_blank())
        .map(Value::to_string)
        .collect();
    record.set(name, if words.is_empty() { Value::Null } else { Value::text(words.join(" ")) });
}

fn derive_stage(roles: &OpportunityRoles, before: Option<&Record>, record: &mut Record) {
    let known = stage(record.get(roles.stage));
    record.set(roles.is_closed, Value::Boolean(known.is_some_and(|stage| stage.1)));
    record.set(roles.is_won, Value::Boolean(known.is_some_and(|stage| stage.2)));
    let changed = before.is_none_or(|before| before.get(roles.stage) != record.get(roles.stage));
    let Some(known) = known.filter(|_| changed) else { return };
    let unchanged = |field: FieldId| before.is_none_or(|before| before.get(field) == record.get(field));
    let (probable, forecast) = (unchanged(roles.probability), unchanged(roles.forecast));
    if probable && (before.is_some() || *record.get(roles.probability) == Value::Null) {
        record.set(roles.probability, probability(known));
    }
    if forecast && (before.is_some() || *record.get(roles.forecast) == Value::Null) {
        record.set(roles.forecast, Value::text(known.4));
    }
}

fn is_text(value: &Value, wanted: &str) -> bool {
    matches!(value, Value::Text(text) if text.eq_ignore_ascii_case(wanted))
}
