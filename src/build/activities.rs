//! The fields of Tasks and Events.

use super::body::Body;
use super::kit::{self, field, reference};
use super::lower::literal;
use super::operations::named;
use super::value::Shield;
use crate::check::{Alternative, CreateEvent, CreateTask, Due, Expression, Query, RecordRef, Symbol};
use crate::flow::{FieldAssignment, Value};
use crate::formula::typed::{Type, TypedKind};
use crate::plan::Context;
use crate::source::Span;

impl<'p> Body<'p> {
    /// The fields of a Task.
    pub(super) fn task(&mut self, task: &CreateTask, context: &Context) -> Vec<FieldAssignment> {
        let mut fields = self.fields(&task.fields, context);
        fields.push(self.subject("task", &task.subject, context));
        if let Some(due) = &task.due {
            let hint = named(context, "due date", &format!("When {} is due.", the("task", context)));
            fields.push(field("ActivityDate", self.lowering.due_date(due, &hint)));
        }
        let hours = task.due.as_ref().filter(|due| matches!(due, Due::Hours(_)));
        if let Some(reminder) = task.reminder.as_ref().or(hours) {
            let hint = named(
                context,
                "reminder",
                &format!("When the owner of {} is reminded.", the("task", context)),
            );
            fields.push(field("IsReminderSet", kit::boolean(true)));
            fields.push(field("ReminderDateTime", self.lowering.moment(reminder, &hint)));
        }
        fields.extend(self.people(&task.owner, &task.related_to, context));
        fields
    }

    /// The fields of an Event.
    pub(super) fn event(&mut self, event: &CreateEvent, context: &Context) -> Vec<FieldAssignment> {
        let mut fields = self.fields(&event.fields, context);
        fields.push(self.subject("event", &event.subject, context));
        let hint = named(context, "start", &format!("When {} begins.", the("event", context)));
        if event.timed {
            fields.push(field("DurationInMinutes", Some(Value::Number(event.minutes.to_string()))));
            fields.push(field("StartDateTime", self.lowering.moment(&event.start, &hint)));
        } else {
            fields.push(field("ActivityDate", self.lowering.due_date(&event.start, &hint)));
            fields.push(field("IsAllDayEvent", kit::boolean(true)));
        }
        fields.extend(self.people(&event.owner, &event.related_to, context));
        fields
    }

    fn subject(&mut self, of: &str, subject: &Expression, context: &Context) -> FieldAssignment {
        let hint = named(context, "subject", &format!("Subject of {}.", the(of, context)));
        field("Subject", self.lowering.value(subject, &hint))
    }

    /// Owner, related record and person of a Task or an Event.
    fn people(
        &mut self,
        owner: &[Alternative],
        related_to: &[Alternative],
        context: &Context,
    ) -> Vec<FieldAssignment> {
        let mut fields = vec![field("OwnerId", self.lowering.choice(owner, None))];
        let related = if context.for_lead { None } else { self.related(related_to) };
        if related.is_some() {
            fields.push(field("WhatId", related));
        }
        if let Some(person) = self.person().filter(|_| !self.plan.about_nobody) {
            fields.push(field("WhoId", reference(person)));
        }
        fields
    }

    /// What it is related to: the first that is there, else what the call is; never for a Lead.
    fn related(&mut self, related_to: &[Alternative]) -> Option<Value> {
        if self.lowering.names.is_monitor() {
            let is_person = self.person().is_some();
            return match (related_to.is_empty(), is_person) {
                (true, true) => None,
                (true, false) => reference("$Record.Id"),
                (false, _) => self.lowering.choice(related_to, None),
            };
        }
        if related_to.is_empty() {
            return reference("call.WhatId");
        }
        let what = literal(TypedKind::Reference("{!call.WhatId}".to_owned()), Type::Id, Span::default());
        let for_lead = related_to.iter().any(|each| self.may_be_there_for_lead(each.record));
        let shield = if for_lead { Shield::NotForLead } else { Shield::None };
        self.lowering.choice_with(related_to, Some(what), shield)
    }

    /// Whether a record may be there though the person is a Lead: no filter of it asks for something of the Contact, or a
    /// step creates it.
    fn may_be_there_for_lead(&self, record: RecordRef) -> bool {
        let RecordRef::Named(index) = record else { return false };
        let of_contact = |query: &Query| {
            query.conditions.iter().flat_map(|condition| &condition.values).any(speaks_of_contact)
        };
        let named = self.plan.records.get(index);
        self.plan.made_for_lead.contains(&record)
            || named.is_some_and(|named| !named.filters.iter().all(of_contact))
    }
}

/// `the task Call Again`; `the task`, where its subject has no words.
fn the(of: &str, context: &Context) -> String {
    match context.about.eq_ignore_ascii_case(of) {
        true => format!("the {of}"),
        false => format!("the {of} {}", context.about),
    }
}

/// Whether a value is blank for a Lead: it is the Contact's, or what the call is related to.
fn speaks_of_contact(value: &Expression) -> bool {
    match &value.kind {
        TypedKind::Reference(Symbol::Field(RecordRef::Contact | RecordRef::Account, _)) => true,
        TypedKind::Reference(Symbol::Field(RecordRef::Call, field)) => {
            matches!(field.name.as_str(), "WhatId" | "AccountId")
        }
        _ => false,
    }
}
