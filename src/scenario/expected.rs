//! What `expect` names, as records and messages.

use super::calls::THE_CALL;
use super::compare::{Expected, Item};
use super::play::{Stage, Window};
use super::seen::{FLOW, STEP};
use super::shape::mistake;
use super::values;
use crate::diag::Code;
use crate::formula::{Type, Value};
use crate::simulate::{FieldId, Operation, Saving, World};
use crate::source::{Span, Spanned};
use crate::spec::{Entry, Part, Unit};
use std::collections::BTreeMap;

/// A field that is expected: its name, its value, where it is written.
pub(super) type Told = (String, Value, Span);

/// What `nothing` means where a record is named.
const NOTHING: &str = "nothing";

/// The keys of a task, and the fields that they are.
const TASK: &[(&str, &str)] = &[
    ("subject", "Subject"),
    ("due", "ActivityDate"),
    ("priority", "Priority"),
    ("status", "Status"),
    ("type", "Type"),
    ("description", "Description"),
    ("reminder", "ReminderDateTime"),
];

/// The keys of an event, and the fields that they are.
const EVENT: &[(&str, &str)] = &[
    ("subject", "Subject"),
    ("day", "ActivityDate"),
    ("start", "StartDateTime"),
    ("description", "Description"),
    ("location", "Location"),
];

/// A line of the log about a step, or about any.
fn of_step(mut expected: Expected, step: Option<String>) -> Expected {
    match step {
        Some(label) => {
            expected.item.says.insert(STEP.to_owned(), label);
            Expected { any: &[FLOW], ..expected }
        }
        None => Expected { any: &[FLOW, STEP], ..expected },
    }
}

/// Minutes of an event of which nobody says how long it is.
const LENGTH: i64 = 30;

/// Who a task or a message is about where nobody says it.
pub(super) struct Around {
    person: Option<String>,
    /// Several people were called.
    several: bool,
    by: Option<String>,
    about: Option<String>,
    /// A call of this window.
    called: bool,
}

impl Stage<'_> {
    /// Who called whom, and about what.
    pub(super) fn around(&self, window: &Window) -> Around {
        let calls = || window.calls.iter().filter_map(|at| self.calls.get(*at));
        let one = |names: Vec<Option<String>>| match names.split_first() {
            Some((first, rest)) if rest.iter().all(|each| each == first) => first.clone(),
            _ => None,
        };
        let people: Vec<Option<String>> = calls().map(|call| call.person.clone()).collect();
        let person = one(people.clone());
        Around {
            several: person.is_none() && people.iter().any(Option::is_some),
            person,
            by: one(calls().map(|call| call.by.clone()).collect()).or_else(|| self.rep.clone()),
            about: one(calls().map(|call| call.about.clone()).collect()),
            called: calls().next().is_some(),
        }
    }

    pub(super) fn tasks(&mut self, expect: Part<'_>, around: &Around, scratch: &mut World) -> Vec<Expected> {
        let mut all = Vec::new();
        for part in expect.parts("tasks") {
            let mut told = self.told("Task", TASK, part);
            if let Some(reminder) = part.get("reminder") {
                told.push(("IsReminderSet".to_owned(), Value::Boolean(true), reminder.span));
            }
            self.people(part, around, &mut told);
            all.extend(self.created_by("Task", part, told, scratch));
        }
        all
    }

    pub(super) fn events(&mut self, expect: Part<'_>, around: &Around, scratch: &mut World) -> Vec<Expected> {
        let mut all = Vec::new();
        for part in expect.parts("events") {
            let mut told = self.told("Event", EVENT, part);
            match part.get("day") {
                Some(day) => told.push(("IsAllDayEvent".to_owned(), Value::Boolean(true), day.span)),
                None => {
                    let length = part.duration("duration");
                    let minutes = length.as_ref().map_or(LENGTH, |length| {
                        i64::from(length.value.count) * if length.value.unit == Unit::Hours { 60 } else { 1 }
                    });
                    let place = length.map_or(part.head(), |length| length.span);
                    told.push(("DurationInMinutes".to_owned(), Value::number(minutes), place));
                }
            }
            self.people(part, around, &mut told);
            all.extend(self.created_by("Event", part, told, scratch));
        }
        all
    }

    /// Lines of the log. The flow may be any, and of a note the step.
    pub(super) fn log(&mut self, expect: Part<'_>, around: &Around, scratch: &mut World) -> Vec<Expected> {
        let object = self.bench.manner.log.clone();
        let mut all = Vec::new();
        for part in expect.parts("log") {
            let (key, kind) = if part.get("fault").is_some() { ("fault", "Fault") } else { ("note", "Note") };
            let Some(text) = part.text(key) else { continue };
            let mut told = vec![
                ("Error_Message__c".to_owned(), Value::text(text.value), text.span),
                ("Kind__c".to_owned(), Value::text(kind), text.span),
                ("Occurred_At__c".to_owned(), Value::DateTime(self.filling.known.now), text.span),
            ];
            let call = Some(THE_CALL.to_owned()).filter(|_| around.called);
            let somebody = self.person(around, part);
            let person = self.named(part, "person", somebody);
            let named = part.text("person").map(|name| name.value.to_owned());
            let about = self.named(part, "about", call.or(named));
            told.extend(person.map(|(id, span)| ("Person_Id__c".to_owned(), id, span)));
            told.extend(about.map(|(id, span)| ("Record_Id__c".to_owned(), id, span)));
            if let Some(expected) = self.created_by(&object, part, told, scratch) {
                let failed = self.faults.iter().find(|(_, words)| words == text.value);
                let step = part.text("step").map(|step| step.value.to_owned());
                all.push(of_step(expected, step.or_else(|| failed.map(|(label, _)| label.clone()))));
            }
        }
        all
    }

    /// Records of other objects; the names that they are given here come later.
    pub(super) fn others(
        &mut self,
        expect: Part<'_>,
        scratch: &mut World,
    ) -> Vec<(Option<String>, Expected)> {
        let mut all = Vec::new();
        for part in expect.parts("created") {
            let Some(object) = part.text("object") else { continue };
            let object = Spanned::new(object.value.to_owned(), object.span);
            let Some(object) = self.filling.object(&object) else { continue };
            let expected = self.created_by(&object, part, Vec::new(), scratch);
            let name = part.text("name").map(|name| name.value.to_owned());
            all.extend(expected.map(|expected| (name, expected)));
        }
        all
    }

    /// What actions are asked.
    pub(super) fn messages(&mut self, expect: Part<'_>, around: &Around) -> Vec<Expected> {
        let mut all = Vec::new();
        for part in expect.parts("posts") {
            let to = self.named(part, "to", None);
            all.push(self.message(part, "chatterPost", &[("text", "text")], vec![("subjectNameOrId", to)]));
        }
        for part in expect.parts("notifications") {
            let somebody = self.person(around, part);
            let (to, about) = (self.named(part, "to", None), self.named(part, "about", somebody));
            let kind = self.bench.notification_types.first().and_then(|name| self.filling.known.id(name));
            let kind = kind.map(|id| (id.clone(), part.head()));
            let texts = [("title", "title"), ("body", "body")];
            let mut expected = self.message(
                part,
                "customNotificationAction",
                &texts,
                vec![("recipientIds", to), ("targetId", about), ("customNotifTypeId", kind)],
            );
            if let Some(to) = expected.item.says.get_mut("recipientIds") {
                *to = format!("[{to}]");
            }
            all.push(expected);
        }
        for part in expect.parts("cadence") {
            all.push(self.cadence(part, around));
        }
        for part in expect.parts("actions") {
            let name = part.text("action").map_or("", |name| name.value);
            let mut expected = self.message(part, name, &[], Vec::new());
            for entry in part.map("inputs") {
                let value = values::value(
                    &entry.value,
                    Some(Type::Text),
                    "an input",
                    &self.filling.known,
                    self.filling.sink,
                );
                let shown = value.and_then(|value| self.shown(&value));
                expected.item.says.extend(shown.map(|shown| (entry.key.value.clone(), shown)));
                expected.places.insert(entry.key.value.clone(), entry.value.span);
            }
            all.push(expected);
        }
        all
    }

    fn cadence(&mut self, part: Part<'_>, around: &Around) -> Expected {
        let somebody = self.person(around, part);
        let person = self.named(part, "person", somebody);
        if part.get("remove").is_some() {
            let texts = [("remove", "completionDisposition")];
            let reason = Some((Value::text("ManuallyRemoved"), part.head()));
            let ids = vec![("targetId", person), ("completionReasonCode", reason)];
            return self.message(part, "removeTargetFromSalesCadence", &texts, ids);
        }
        let world = &self.filling.world;
        let tracker = world.all("ActionCadenceTracker").find(|tracker| {
            world.field(tracker, "IsTrackerActive").is_true()
                && person.as_ref().is_some_and(|(id, _)| world.field(tracker, "TargetId") == *id)
        });
        let step = tracker.map(|tracker| (world.field(tracker, "CurrentStepId"), part.head()));
        self.message(part, "sendSalesCadenceEvent", &[("event", "eventType")], vec![("recordId", step)])
    }

    fn message(
        &self,
        part: Part<'_>,
        action: &str,
        texts: &[(&str, &str)],
        ids: Vec<(&str, Option<(Value, Span)>)>,
    ) -> Expected {
        let told = texts.iter().filter_map(|(key, input)| {
            let text = part.text(key)?;
            Some(((*input).to_owned(), Value::text(text.value), text.span))
        });
        let ids = ids.into_iter().filter_map(|(input, id)| id.map(|(id, span)| (input.to_owned(), id, span)));
        let (mut says, mut places) = (BTreeMap::new(), BTreeMap::new());
        for (input, value, span) in told.chain(ids) {
            says.extend(self.shown(&value).map(|shown| (input.clone(), shown)));
            places.insert(input, span);
        }
        let times = part.whole("times").map_or(1, |times| times.value);
        Expected { item: Item { what: action.to_owned(), says }, span: part.head(), places, any: &[], times }
    }

    /// The fields that keys stand for.
    fn told(&mut self, object: &str, keys: &[(&str, &str)], part: Part<'_>) -> Vec<Told> {
        let mut told = Vec::new();
        for (key, field) in keys {
            let Some(Entry { key, value }) = part.entry(key) else { continue };
            let field = Spanned::new((*field).to_owned(), key.span);
            let read = self.filling.value(object, &field, value);
            told.extend(read.map(|read| (field.value, read, value.span)));
        }
        told
    }

    /// Owner, person and related record.
    fn people(&mut self, part: Part<'_>, around: &Around, told: &mut Vec<Told>) {
        let person = self.person(around, part);
        let owner = self.named(part, "owner", around.by.clone());
        let person = self.named(part, "person", person);
        let related = self.named(part, "related_to", around.about.clone());
        for (field, id) in [("OwnerId", owner), ("WhoId", person), ("WhatId", related)] {
            told.extend(id.map(|(id, span)| (field.to_owned(), id, span)));
        }
    }

    /// Whom something is about, where nobody says it.
    fn person(&mut self, around: &Around, part: Part<'_>) -> Option<String> {
        if around.several && part.get("person").is_none() && part.get("about").is_none() {
            let message = "several people were called: whose it is has to be said";
            mistake(Code::MissingKey, part.head(), message, self.filling.sink);
        }
        around.person.clone()
    }

    /// The record that a key names.
    fn named(&mut self, part: Part<'_>, key: &str, otherwise: Option<String>) -> Option<(Value, Span)> {
        let (name, span) = match part.text(key) {
            Some(name) => (name.value.to_owned(), name.span),
            None => (otherwise?, part.head()),
        };
        if name == NOTHING || name == "nobody" {
            return None;
        }
        let id = values::id(&name, span, &self.filling.known, self.filling.sink)?;
        Some((id, span))
    }

    /// A record with these fields and those of `set`, as the platform saves it.
    fn created_by(
        &mut self,
        object: &str,
        part: Part<'_>,
        mut told: Vec<Told>,
        scratch: &mut World,
    ) -> Option<Expected> {
        for Entry { key, value } in part.map("set") {
            let read = self.filling.value(object, key, value)?;
            told.retain(|(field, ..)| !field.eq_ignore_ascii_case(&key.value));
            told.push((key.value.clone(), read, value.span));
        }
        let fields: Vec<(&str, Value)> =
            told.iter().map(|(field, value, _)| (field.as_str(), value.clone())).collect();
        let record = scratch.record(object, &fields);
        let report = scratch.save(Operation::Create, vec![record], Saving::AllOrNone);
        let id = match report.saved.into_iter().next()? {
            Ok(id) => id,
            Err(error) => {
                let message = format!("no flow can create this {object}: {error}");
                mistake(Code::CannotBeSet, part.head(), message, self.filling.sink);
                return None;
            }
        };
        let says = scratch.find(&id).map(|record| self.says(scratch, record)).unwrap_or_default();
        let times = part.whole("times").map_or(1, |times| times.value);
        let places = told.into_iter().map(|(field, _, span)| (field, span)).collect();
        let item = Item { what: object.to_owned(), says };
        Some(Expected { item, span: part.head(), places, any: &[], times })
    }

    /// A record that is there with other values, as the platform saves it in `world`.
    pub(super) fn updated(&mut self, world: &mut World, id: &Value, told: &[Told], span: Span) -> bool {
        let Some(object) = world.find(id).map(|record| record.object) else { return false };
        let object = world.schema().object(object).name.clone();
        let fields: Vec<(&str, Value)> =
            told.iter().map(|(field, value, _)| (field.as_str(), value.clone())).collect();
        let mut record = world.record(&object, &fields);
        record.set(FieldId::ID, id.clone());
        let report = world.save(Operation::Update, vec![record], Saving::AllOrNone);
        match report.saved.into_iter().next() {
            Some(Err(error)) => {
                let message = format!("no flow can change this {object} so: {error}");
                mistake(Code::CannotBeSet, span, message, self.filling.sink);
                false
            }
            Some(Ok(_)) | None => true,
        }
    }
}
