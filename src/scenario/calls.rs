//! Calls, as the phone system saves them, and their corrections.

use super::play::{Made, Stage, Window};
use super::values;
use crate::diag::{Code, Diagnostic, nearest};
use crate::formula::{Type, Value};
use crate::simulate::{FieldId, Operation, Record, Saving};
use crate::source::Spanned;
use crate::spec::{Part, Unit};

/// What a call is called that has no name of its own.
pub(super) const THE_CALL: &str = "the call";

/// What the phone system gives every call.
const OF_EVERY_CALL: &[(&str, &str)] =
    &[("Subject", "Call"), ("Status", "Completed"), ("TaskSubtype", "Call")];

/// The person of a call to nobody.
const NOBODY: &str = "nobody";

impl Stage<'_> {
    /// Calls that are saved together.
    pub(super) fn call(&mut self, parts: &[Part<'_>], window: &mut Window) {
        let mut made = Vec::new();
        for part in parts {
            made.extend(self.made(*part, window));
        }
        if self.filling.sink.has_errors() {
            return;
        }
        let records: Vec<Record> = made.iter().map(|made| self.record(&made.fields)).collect();
        let report = self.filling.world.save(Operation::Create, records, Saving::AllOrNone);
        for (mut made, saved) in made.into_iter().zip(&report.saved) {
            if let Ok(id) = saved {
                made.id = id.clone();
                self.filling.known.add(&made.name, id.clone());
            }
            window.calls.push(self.calls.len());
            self.calls.push(made);
        }
        window.report.append(report);
    }

    /// A call of before is saved with other values.
    pub(super) fn correct(&mut self, part: Part<'_>, window: &mut Window) {
        let Some(at) = self.call_of(part) else { return };
        let Some(mut fields) = self.fields(part) else { return };
        if let Some(to) = part.text("to") {
            let Some(person) = self.people_of(&to, 1, window) else { return };
            fields.push(("WhoId".to_owned(), person.first().cloned().unwrap_or_default()));
            self.calls[at].person = Some(to.value.to_owned()).filter(|name| name != NOBODY);
        }
        let mut record = self.record(&fields);
        record.set(FieldId::ID, self.calls[at].id.clone());
        let report = self.filling.world.save(Operation::Update, vec![record], Saving::AllOrNone);
        let call = &mut self.calls[at];
        for (field, value) in fields {
            call.fields.retain(|(known, _)| !known.eq_ignore_ascii_case(&field));
            call.fields.push((field, value));
        }
        call.by = part.text("by").map(|by| by.value.to_owned()).or_else(|| call.by.clone());
        call.about = part.text("about").map(|about| about.value.to_owned()).or_else(|| call.about.clone());
        if !window.calls.contains(&at) {
            window.calls.push(at);
        }
        window.report.append(report);
    }

    /// The call that is corrected.
    fn call_of(&mut self, part: Part<'_>) -> Option<usize> {
        let name = part.text("call");
        let is_meant = |made: &Made| name.as_ref().is_none_or(|name| made.name == name.value);
        let found = self.calls.iter().rposition(is_meant);
        if found.is_none() {
            let names = self.calls.iter().map(|made| made.name.as_str());
            let (place, words, near) = match &name {
                Some(name) => (
                    name.span,
                    format!("no call of before is called `{}`", name.value),
                    nearest(name.value, names),
                ),
                None => (part.head(), "there is no call of before that could be corrected".to_owned(), None),
            };
            let unknown = Diagnostic::new(Code::UnknownRecord, place, words);
            self.filling.sink.push(match near {
                Some(_) => unknown.suggest(near),
                None => unknown.help("put a `call` before it, under `steps`"),
            });
        }
        found
    }

    /// The calls that a part stands for: one, or one to each of several people who are alike.
    fn made(&mut self, part: Part<'_>, window: &mut Window) -> Vec<Made> {
        let times = part.whole("times").map_or(1, |times| times.value);
        let Some(to) = part.text("to") else { return Vec::new() };
        let (Some(people), Some(own)) = (self.people_of(&to, times, window), self.fields(part)) else {
            return Vec::new();
        };
        let by = part.text("by").map(|by| by.value.to_owned()).or_else(|| self.rep.clone());
        let caller = by.as_ref().and_then(|by| self.filling.known.id(by)).cloned();
        let mut fields: Vec<(String, Value)> = OF_EVERY_CALL
            .iter()
            .map(|(field, value)| ((*field).to_owned(), Value::text(*value)))
            .chain(self.bench.manner.call.iter().cloned())
            .chain(caller.map(|id| ("OwnerId".to_owned(), id)))
            .collect();
        fields.retain(|(field, _)| !own.iter().any(|(named, _)| named.eq_ignore_ascii_case(field)));
        fields.extend(own);
        let name = part.text("name").map_or(THE_CALL, |name| name.value);
        let about = part.text("about").map(|about| about.value.to_owned());
        let people = if to.value == NOBODY { vec![Value::Null; times as usize] } else { people };
        let call = |who: Value| Made {
            name: name.to_owned(),
            id: Value::Null,
            fields: fields.iter().cloned().chain([("WhoId".to_owned(), who)]).collect(),
            person: Some(to.value.to_owned()).filter(|person| person != NOBODY),
            by: by.clone(),
            about: about.clone(),
        };
        people.into_iter().map(call).collect()
    }

    /// The people of a name, so many: where there are not enough, others who are alike join them.
    fn people_of(&mut self, name: &Spanned<&str>, times: u32, window: &mut Window) -> Option<Vec<Value>> {
        if name.value == NOBODY {
            return Some(Vec::new());
        }
        let first = values::id(name.value, name.span, &self.filling.known, self.filling.sink)?;
        let mut people = self.filling.known.ids(name.value).to_vec();
        if people.is_empty() {
            people.push(first.clone());
        }
        while people.len() < times as usize {
            let twin = self.twin(&first, window)?;
            self.filling.known.add(name.value, twin.clone());
            people.push(twin);
        }
        people.truncate(times as usize);
        Some(people)
    }

    /// Another record with the same values, which was always there.
    fn twin(&mut self, id: &Value, window: &mut Window) -> Option<Value> {
        let world = &mut self.filling.world;
        let record = world.find(id)?.clone();
        let object = world.schema().object(record.object).name.clone();
        let fields: Vec<(String, Value)> = record
            .values()
            .filter(|(field, _)| *field != FieldId::ID)
            .map(|(field, value)| (world.field_name(record.object, field).to_owned(), value.clone()))
            .collect();
        let mut fields: Vec<(&str, Value)> =
            fields.iter().map(|(field, value)| (field.as_str(), value.clone())).collect();
        let twin = world.add(&object, &fields).ok()?;
        fields.push(("Id", twin.clone()));
        window.before.add(&object, &fields).ok()
    }

    /// The fields of a call that a part names.
    fn fields(&mut self, part: Part<'_>) -> Option<Vec<(String, Value)>> {
        let mut fields = Vec::new();
        let mut put = |field: &str, value: Option<Value>| {
            fields.extend(value.map(|value| (field.to_owned(), value)));
        };
        put(&self.bench.manner.disposition, part.text("disposition").map(|text| Value::text(text.value)));
        put("Description", part.text("notes").map(|text| Value::text(text.value)));
        put(
            "CallDurationInSeconds",
            part.duration("duration").map(|duration| {
                let seconds = if duration.value.unit == Unit::Minutes { 60 } else { 1 };
                Value::number(i64::from(duration.value.count) * seconds)
            }),
        );
        let mut whole = true;
        for (key, field) in [("by", "OwnerId"), ("about", "WhatId")] {
            if let Some(node) = part.get(key) {
                let known = &self.filling.known;
                let id = values::value(node, Some(Type::Id), &format!("`{key}`"), known, self.filling.sink);
                whole &= id.is_some();
                fields.extend(id.map(|id| (field.to_owned(), id)));
            }
        }
        for entry in part.map("set") {
            let value = self.filling.value("Task", &entry.key, &entry.value);
            whole &= value.is_some();
            fields.extend(value.map(|value| (entry.key.value.clone(), value)));
        }
        whole.then_some(fields)
    }

    fn record(&mut self, fields: &[(String, Value)]) -> Record {
        let fields: Vec<(&str, Value)> =
            fields.iter().map(|(field, value)| (field.as_str(), value.clone())).collect();
        self.filling.world.record("Task", &fields)
    }
}
