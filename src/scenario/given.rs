//! Who and what is there before a scenario begins.

use super::known::Known;
use super::play::Stage;
use super::records::Written;
use crate::diag::{Code, Diagnostic, nearest};
use crate::formula::Value;
use crate::source::{Span, Spanned};
use crate::spec::{Entry, Part};

/// What a field gets that nobody says: so that a scenario names only what matters to it.
enum Default {
    /// The last word of the record's name.
    LastWord,
    /// The words before it.
    FirstWords,
    /// The record's name.
    Name,
    /// This text.
    Text(&'static str),
    /// The day in so many days.
    InDays(i64),
}

const DEFAULTS: &[(&str, &str, Default)] = &[
    ("User", "FirstName", Default::FirstWords),
    ("User", "LastName", Default::LastWord),
    ("Contact", "FirstName", Default::FirstWords),
    ("Contact", "LastName", Default::LastWord),
    ("Lead", "FirstName", Default::FirstWords),
    ("Lead", "LastName", Default::LastWord),
    ("Lead", "Company", Default::Name),
    ("Account", "Name", Default::Name),
    ("Group", "Name", Default::Name),
    ("Opportunity", "Name", Default::Name),
    ("Opportunity", "StageName", Default::Text("Prospecting")),
    ("Opportunity", "CloseDate", Default::InDays(30)),
    ("Task", "Subject", Default::Name),
];

/// The values of a new record of this name.
fn defaults(object: &str, name: &str, known: &Known) -> Vec<(&'static str, Value)> {
    let (first, last) = name.rsplit_once(' ').unwrap_or(("", name));
    let value = |default: &Default| match default {
        Default::LastWord => Some(Value::text(last)),
        Default::FirstWords => Some(first).filter(|first| !first.is_empty()).map(Value::text),
        Default::Name => Some(Value::text(name)),
        Default::Text(text) => Some(Value::text(*text)),
        Default::InDays(days) => {
            let day = known.today().checked_add(jiff::Span::new().days(*days)).ok()?;
            Some(Value::Date(day))
        }
    };
    let rows = DEFAULTS.iter().filter(|(each, ..)| *each == object);
    rows.filter_map(|(_, field, default)| Some((*field, value(default)?))).collect()
}

/// A record that will be there.
struct Record<'n> {
    object: String,
    name: Spanned<String>,
    fields: Vec<&'n Entry>,
    times: u32,
}

impl Stage<'_> {
    /// Puts everything there: what stands above the scenarios, and what the scenario itself says more.
    pub(super) fn given(&mut self, head: Part<'_>, own: Part<'_>) {
        self.notification_types();
        let mut records = Vec::new();
        for entry in head.map("given") {
            self.of_object(entry, &mut records);
        }
        for entry in own.map("given") {
            match records.iter().position(|record: &Record<'_>| record.name.value == entry.key.value) {
                Some(at) => self.more(&mut records[at], entry.entries()),
                None => self.of_object_or_record(entry, &mut records),
            }
        }
        let (users, others): (Vec<_>, Vec<_>) = records.into_iter().partition(|each| each.object == "User");
        self.rep = users.first().map(|user| user.name.value.clone());
        let users = users.into_iter().map(|record| self.written(record)).collect();
        self.filling.put(users, None);
        let others = others.into_iter().map(|record| self.written(record)).collect();
        self.filling.put(others, None);
    }

    fn notification_types(&mut self) {
        for name in &self.bench.notification_types {
            let fields =
                [("DeveloperName", Value::text(name.as_str())), ("MasterLabel", Value::text(name.as_str()))];
            if let Ok(id) = self.filling.world.add("CustomNotificationType", &fields) {
                self.filling.known.insert(name, id);
            }
        }
    }

    /// The entry of an object; a name that is neither an object nor a record is one or the other, misspelt.
    fn of_object_or_record<'n>(&mut self, entry: &'n Entry, records: &mut Vec<Record<'n>>) {
        let org = &self.filling.org;
        let is_object = org.object_ignoring_case(&entry.key.value).is_some()
            || self.filling.world.schema().object_named(&entry.key.value).is_some();
        let near = nearest(&entry.key.value, records.iter().map(|record| record.name.value.as_str()));
        match near.filter(|_| !is_object) {
            None => self.of_object(entry, records),
            Some(near) => {
                let message = format!("there is no record and no object `{}`", entry.key.value);
                let unknown = Diagnostic::new(Code::UnknownRecord, entry.key.span, message);
                self.filling.sink.push(unknown.suggest(Some(near)));
            }
        }
    }

    fn of_object<'n>(&mut self, entry: &'n Entry, records: &mut Vec<Record<'n>>) {
        let Some(object) = self.filling.object(&entry.key) else { return };
        for entry in entry.entries() {
            let mut record =
                Record { object: object.clone(), name: entry.key.clone(), fields: Vec::new(), times: 1 };
            self.more(&mut record, entry.entries());
            records.push(record);
        }
    }

    /// Gives a record fields, instead of those that it had of the same names.
    fn more<'n>(&mut self, record: &mut Record<'n>, fields: &'n [Entry]) {
        for entry in fields {
            if entry.key.value == "times" {
                record.times = self.times(entry).unwrap_or(1);
                continue;
            }
            record.fields.retain(|known| !known.key.value.eq_ignore_ascii_case(&entry.key.value));
            record.fields.push(entry);
        }
    }

    fn times(&mut self, entry: &Entry) -> Option<u32> {
        const MOST: u32 = 2000;
        let scalar = super::shape::scalar(&entry.value, "`times`", self.filling.sink)?;
        let number = scalar.text.text.parse().ok().filter(|number| (1..=MOST).contains(number));
        if number.is_none() {
            let message = format!("`times` takes a whole number from 1 to {MOST}");
            super::shape::mistake(Code::NumberOutOfRange, entry.value.span, message, self.filling.sink);
        }
        number
    }

    fn written<'n>(&mut self, record: Record<'n>) -> Written<'n> {
        let Record { object, name, fields, times } = record;
        let mut defaults = defaults(&object, &name.value, &self.filling.known);
        let has_owner = self.filling.world.object(&object).field_named("OwnerId").is_some();
        let rep = self.rep.as_ref().and_then(|rep| self.filling.known.id(rep)).filter(|_| has_owner);
        defaults.extend(rep.map(|id| ("OwnerId", id.clone())));
        let span: Span = name.span;
        Written { object, name: Some(name), defaults, fields, times, span }
    }
}
