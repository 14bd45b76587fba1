//! Steps that create, update, send, call.

use super::Interpreter;
use super::faults::Failing;
use super::scene::Scene;
use super::steps::{Way, stored};
use ctiflow::check::{Cadence, CreateEvent, CreateTask, Due, Expression, RecordRef, Step, StepKind};
use ctiflow::formula::Value;
use ctiflow::formula::typed::Type;
use ctiflow::org::Field;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use std::sync::Arc;

/// Fields of a record that is created, by name.
type Fields<'f> = Vec<(&'f str, Value)>;

/// What the team's flow hands out.
fn answer(output: &str) -> Value {
    assert_eq!(output, "score", "the only output of the only flow");
    Value::number(7)
}

impl<'p> Interpreter<'p> {
    /// Does a step.
    pub(super) fn work(&mut self, step: &'p Step, scene: &mut Scene<'p>) -> Way {
        self.broken = self.fails(&Failing::Step(step.span));
        self.faulted = false;
        self.act(step, scene);
        self.broken = false;
        if self.faulted && step.stop_on_fault {
            self.end(scene);
            return Way::Ended;
        }
        Way::On
    }

    fn act(&mut self, step: &'p Step, scene: &mut Scene<'p>) {
        match &step.kind {
            StepKind::CreateTask(task) => self.create_task(task, scene),
            StepKind::CreateEvent(event) => self.create_event(event, scene),
            StepKind::Create { object, fields, into, .. } => {
                let fields = self.values(scene, fields);
                let id = self.create(scene, object, &fields);
                if let (Some(id), Some(into)) = (id, into) {
                    self.made(scene, *into, id, &fields);
                }
            }
            StepKind::Update { filter, .. } if self.broken => {
                if !self.is_blank(scene, filter) {
                    self.fault(scene);
                }
            }
            StepKind::Update { object, filter, fields, .. } => {
                let fields = self.values(scene, fields);
                for found in self.matching(scene, object, filter) {
                    self.update(scene, found.id(), object, &fields);
                }
            }
            StepKind::CallFlow { flow, inputs, outputs } => {
                let given = inputs.iter().map(|(name, value)| (name.as_str(), self.value(scene, value)));
                let given: Fields<'_> = given.collect();
                self.send(flow, given);
                for (output, record, field) in outputs {
                    scene.write(*record, &field.name, answer(output));
                }
            }
            StepKind::Chatter { to, text } => match self.first_there(scene, to) {
                Some(_) if self.broken => self.fault(scene),
                Some(feed) => {
                    let text = self.value(scene, text);
                    self.send("chatterPost", vec![("subjectNameOrId", feed), ("text", text)]);
                }
                None => self.left_out(scene),
            },
            StepKind::Notify { .. } => self.notify(step, scene),
            StepKind::Cadence(cadence) => self.cadence(cadence, scene),
            StepKind::Log(text) => {
                let words = self.value(scene, text).to_string().trim().to_owned();
                self.note(scene, "Note", &words);
            }
            _ => unreachable!("the caller does these"),
        }
    }

    fn values(&self, scene: &Scene<'p>, fields: &'p [(Arc<Field>, Expression)]) -> Fields<'p> {
        let value = |(field, value): &'p (Arc<Field>, Expression)| {
            (field.name.as_str(), stored(field, self.value(scene, value)))
        };
        fields.iter().map(value).collect()
    }

    fn create_task(&mut self, task: &'p CreateTask, scene: &Scene<'p>) {
        let Some(owner) = self.first_there(scene, &task.owner) else { return self.left_out(scene) };
        let mut fields = self.values(scene, &task.fields);
        fields.push(("Subject", self.value(scene, &task.subject)));
        fields.push(("OwnerId", owner));
        if let Some(due) = &task.due {
            fields.push(("ActivityDate", self.day(due, scene)));
        }
        let by_hours = task.due.as_ref().filter(|due| matches!(due, Due::Hours(_)));
        if let Some(reminder) = task.reminder.as_ref().or(by_hours) {
            fields.push(("IsReminderSet", Value::Boolean(true)));
            fields.push(("ReminderDateTime", self.moment(reminder, scene)));
        }
        fields.extend(self.about(&task.related_to, scene));
        self.create(scene, "Task", &fields);
    }

    fn create_event(&mut self, event: &'p CreateEvent, scene: &Scene<'p>) {
        let Some(owner) = self.first_there(scene, &event.owner) else { return self.left_out(scene) };
        let mut fields = self.values(scene, &event.fields);
        fields.push(("Subject", self.value(scene, &event.subject)));
        fields.push(("OwnerId", owner));
        if event.timed {
            fields.push(("StartDateTime", self.moment(&event.start, scene)));
            fields.push(("DurationInMinutes", Value::number(i64::from(event.minutes))));
        } else {
            fields.push(("ActivityDate", self.day(&event.start, scene)));
            fields.push(("IsAllDayEvent", Value::Boolean(true)));
        }
        fields.extend(self.about(&event.related_to, scene));
        self.create(scene, "Event", &fields);
    }

    /// Whom a Task or Event is about, and what: what is said, else what the call is about; never for a Lead.
    fn about(&self, related_to: &'p [ctiflow::check::Alternative], scene: &Scene<'p>) -> Fields<'p> {
        let mut fields = Vec::new();
        let who = scene.person.as_ref().map_or(Value::Null, |person| person.id().clone());
        let is_lead = matches!(&who, Value::Text(id) if id.starts_with("00Q"));
        let said = self.first_there(scene, related_to);
        let what = said.unwrap_or_else(|| match related_to.is_empty() || scene.is_call() {
            true => self.default_what(scene),
            false => Value::Null,
        });
        if !who.is_blank() {
            fields.push(("WhoId", who));
        }
        if !is_lead {
            fields.push(("WhatId", what));
        }
        fields
    }

    fn default_what(&self, scene: &Scene<'p>) -> Value {
        match (scene.is_call(), &scene.person) {
            (true, _) => self.field(scene, RecordRef::Call, "WhatId"),
            (false, Some(_)) => Value::Null,
            (false, None) => scene.source().id().clone(),
        }
    }

    fn notify(&mut self, step: &'p Step, scene: &Scene<'p>) {
        let StepKind::Notify { to, about, title, body } = &step.kind else { return };
        let Some(to) = self.first_there(scene, to) else { return self.left_out(scene) };
        if self.fails(&Failing::Notification) {
            return self.fault(scene);
        }
        let about = match about.is_empty() {
            false => self.first_there(scene, about).unwrap_or_default(),
            true => scene.person.as_deref().unwrap_or(scene.source()).id().clone(),
        };
        let (title, body) = (self.value(scene, title), self.value(scene, body));
        self.send(
            "customNotificationAction",
            vec![("body", body), ("recipientIds", to), ("targetId", about), ("title", title)],
        );
    }

    /// Sales Engagement: an active tracker is looked for first; without one nothing is done, and nobody is put in twice.
    fn cadence(&mut self, cadence: &Cadence, scene: &Scene<'p>) {
        let Some(person) = scene.person.as_ref().map(|person| person.id().clone()) else { return };
        let flow = match cadence {
            Cadence::Event(_) => "Cadence_Event",
            Cadence::Remove(_) => "Cadence_Remove",
            Cadence::Assign(_) => "Cadence_Assign",
            Cadence::Pause(_) => "Cadence_Pause",
            Cadence::Resume => "Cadence_Resume",
        };
        if self.fails(&Failing::Cadence { flow: flow.to_owned(), tracker: true }) {
            return self.fault(scene);
        }
        let fails = self.fails(&Failing::Cadence { flow: flow.to_owned(), tracker: false });
        let sent = self.sent.len();
        self.tell_cadence(cadence, person, scene);
        if fails && self.sent.len() > sent {
            self.sent.truncate(sent);
            self.fault(scene);
        }
    }

    fn tell_cadence(&mut self, cadence: &Cadence, person: Value, scene: &Scene<'p>) {
        let active = |tracker: &&Arc<ctiflow::simulate::Record>| {
            self.world.field(tracker, "TargetId") == person
                && self.world.field(tracker, "IsTrackerActive").is_true()
        };
        let tracker = self.world.all("ActionCadenceTracker").find(active).cloned();
        let text = |text: &str| Value::text(text);
        match (cadence, tracker) {
            (Cadence::Event(kind), Some(tracker)) => {
                let step = self.world.field(&tracker, "CurrentStepId");
                if !step.is_blank() {
                    self.send("sendSalesCadenceEvent", vec![("eventType", text(kind)), ("recordId", step)]);
                }
            }
            (Cadence::Remove(reason), Some(_)) => {
                let fields = vec![
                    ("completionDisposition", text(reason)),
                    ("completionReasonCode", text("ManuallyRemoved")),
                    ("targetId", person),
                ];
                self.send("removeTargetFromSalesCadence", fields);
            }
            (Cadence::Assign(name), None) => {
                let rep = self.id(scene, RecordRef::Rep);
                let fields =
                    vec![("salesCadenceNameOrId", text(name)), ("targetId", person), ("userId", rep)];
                self.send("assignTargetToSalesCadence", fields);
            }
            (Cadence::Pause(hours), Some(_)) => {
                let until = hours.map_or(Value::Null, |hours| {
                    Value::text(self.in_hours(hours).strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
                });
                self.send("pauseSalesCadenceTracker", vec![("resumeTime", until), ("targetId", person)]);
            }
            (Cadence::Resume, Some(_)) => self.send("resumeSalesCadenceTracker", vec![("targetId", person)]),
            (Cadence::Event(_) | Cadence::Remove(_) | Cadence::Pause(_) | Cadence::Resume, None)
            | (Cadence::Assign(_), Some(_)) => {}
        }
    }

    /// Notes what an action is asked.
    fn send(&mut self, action: &str, mut inputs: Fields<'_>) {
        inputs.sort_by(|one, other| one.0.cmp(other.0));
        inputs.retain(|(_, value)| !value.is_blank());
        let inputs: Vec<String> = inputs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.sent.push(format!("{action} {}", inputs.join(", ")));
    }

    /// The day on which something is due.
    fn day(&self, due: &'p Due, scene: &Scene<'p>) -> Value {
        match due {
            Due::Today => Value::Date(self.today()),
            Due::Days(count) => Value::Date(self.today() + i64::from(*count).days()),
            Due::BusinessDays(count) => Value::Date(self.business_days(i64::from(*count))),
            // Whole days count from today, so that no time zone comes in.
            Due::Hours(count) if count % 24 == 0 => Value::Date(self.today() + i64::from(count / 24).days()),
            Due::Hours(count) => Value::Date(self.day_of(self.in_hours(*count))),
            Due::Formula(formula) => match self.value(scene, formula) {
                Value::DateTime(moment) => Value::Date(self.day_of(moment)),
                value => value,
            },
        }
    }

    /// The moment at which something begins, or is reminded of: of a day its nine o'clock, in GMT.
    fn moment(&self, due: &'p Due, scene: &Scene<'p>) -> Value {
        match due {
            Due::Hours(count) => Value::DateTime(self.in_hours(*count)),
            Due::Formula(formula) if formula.ty == Type::DateTime => self.value(scene, formula),
            Due::Today | Due::Days(_) | Due::BusinessDays(_) | Due::Formula(_) => {
                match self.day(due, scene) {
                    Value::Date(day) => {
                        let nine = day.at(9, 0, 0, 0).in_tz("UTC").expect("a day that can be written");
                        Value::DateTime(nine.timestamp())
                    }
                    other => other,
                }
            }
        }
    }

    pub(super) fn today(&self) -> Date {
        self.day_of(self.world.settings.now)
    }

    fn day_of(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.world.settings.time_zone.clone()).date()
    }

    fn in_hours(&self, count: u32) -> Timestamp {
        self.world.settings.now + SignedDuration::from_hours(i64::from(count))
    }

    /// Today and so many Mondays to Fridays, later or earlier.
    pub(super) fn business_days(&self, count: i64) -> Date {
        let mut day = self.today();
        let mut left = count.abs();
        while left > 0 {
            day += count.signum().days();
            if day.weekday().to_monday_one_offset() <= 5 {
                left -= 1;
            }
        }
        day
    }
}
