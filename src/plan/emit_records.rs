//! The elements of steps that create and update records.

use super::emit::{Around, Emitter};
use super::items::Item;
use super::phrases::given_fields;
use super::say;
use super::{Assign, Check, Context, Data, FilterConditions, LookupFilter, Node, Operation, Test};
use crate::check::{Alternative, CreateEvent, CreateTask, Expression, Query, RecordRef, Step, StepKind};
use crate::org::Field;
use std::sync::Arc;

/// A Task or an Event: for whom, about what, when.
struct Activity<'p> {
    /// `Task` or `Event`.
    object: &'static str,
    /// What it is about.
    subject: &'p Expression,
    /// For whom.
    owner: &'p [Alternative],
    /// When, in words.
    when: Option<String>,
}

impl<'p> Emitter<'p> {
    /// `create_task:`
    pub(super) fn create_task(
        &mut self,
        step: &'p Step,
        item: &Item<'p>,
        task: &'p CreateTask,
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let when = task.due.as_ref().map(|due| format!("due {}", say::due(due, &self.speaker)));
        let activity = Activity { object: "Task", subject: &task.subject, owner: &task.owner, when };
        self.activity(step, item, activity, |context| Data::CreateTask(task, context), around)
    }

    /// `create_event:`
    pub(super) fn create_event(
        &mut self,
        step: &'p Step,
        item: &Item<'p>,
        event: &'p CreateEvent,
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let start = say::due(&event.start, &self.speaker);
        let when = Some(match event.timed {
            true => format!("{} minutes, {start}", event.minutes),
            false => format!("all day, {start}"),
        });
        let activity = Activity { object: "Event", subject: &event.subject, owner: &event.owner, when };
        self.activity(step, item, activity, |context| Data::CreateEvent(event, context), around)
    }

    /// A Task or an Event.
    fn activity(
        &mut self,
        step: &'p Step,
        item: &Item<'p>,
        activity: Activity<'p>,
        data: impl FnOnce(Context) -> Data<'p>,
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let who = say::alternatives(activity.owner, &self.speaker);
        let when = activity.when.map_or_else(String::new, |when| format!(", {when}"));
        let title = self.plain_title(step, &format!("For {who}{when}."), around);
        let about = say::about(&say::template_words(activity.subject));
        let about = if about.is_empty() { activity.object.to_owned() } else { about };
        let for_lead = item.known.contains(&RecordRef::Lead);
        let context = Context { for_lead, ..Self::context(step, &about, around) };
        let left_out = title.clone();
        let node = self.acting(step, title, Operation::Data(data(context)), around);
        self.if_present(step, activity.owner, &left_out, vec![node])
    }

    pub(super) fn create(&mut self, step: &'p Step, around: &Around<'_>) -> Vec<Node<'p>> {
        let StepKind::Create { object, object_label, fields, into } = &step.kind else { return Vec::new() };
        let fields_said = fields.iter().map(|(field, value)| (&**field, value));
        let said = format!("A new {object_label}. {}", given_fields(fields_said, &self.speaker));
        let title = self.plain_title(step, &said, around);
        let about = into.map_or_else(|| object_label.clone(), |into| self.speaker.record(into));
        let context = Self::context(step, &about, around);
        let kept_as = into.filter(|record| around.later.asks_for(*record));
        let operation =
            Operation::Data(Data::Create { object, fields, into: kept_as, context: context.clone() });
        let full = title.full.clone();
        let mut nodes = vec![self.acting(step, title, operation, around)];
        if let Some(record) = into {
            nodes.extend(self.remember(step, *record, fields, &full, context, around));
        }
        nodes
    }

    /// What was given to a record that is read later.
    fn remember(
        &mut self,
        step: &Step,
        record: RecordRef,
        fields: &'p [(Arc<Field>, Expression)],
        full: &str,
        context: Context,
        around: &Around<'_>,
    ) -> Option<Node<'p>> {
        let later =
            |name: &str| around.later.fields.iter().any(|key| key.record == record && key.field.name == name);
        let kept: Vec<_> = fields.iter().filter(|(field, _)| later(&field.name)).collect();
        if kept.is_empty() {
            return None;
        }
        let label = format!("Load {}", self.speaker.record(record));
        let title =
            self.title(&format!("Remember {full}"), &label, "Its values, as they were given.", step.span);
        let operation = Operation::Assign(Assign::Remember { record, fields: kept, context });
        Some(Self::quiet(title, operation))
    }

    pub(super) fn update(&mut self, step: &'p Step, around: &Around<'_>) -> Vec<Node<'p>> {
        let StepKind::Update { object, object_label, filter, fields } = &step.kind else { return Vec::new() };
        let given = given_fields(fields.iter().map(|(field, value)| (&**field, value)), &self.speaker);
        let said = format!("Every {object_label} that matches. {given} None found is no fault.");
        let first = filter.conditions.first();
        let first = first.map(|first| say::filter_field(first, &self.speaker)).unwrap_or_default();
        let label = format!("Update {object_label} by {first}");
        let name = self.name_of(step);
        let title = self.step_title(step, &name, &label, &said, around.site);
        let context = Self::context(step, object_label, around);
        let lookup = LookupFilter {
            conditions: FilterConditions::Query(&filter.conditions),
            context: context.clone(),
        };
        let full = title.full.clone();
        let operation = Operation::Data(Data::Update { object, filter: lookup, fields, context });
        let node = self.acting(step, title, operation, around);
        self.if_filled(step, filter, &full, node)
    }

    /// A filter value that is blank finds nothing.
    fn if_filled(&mut self, step: &Step, filter: &'p Query, full: &str, node: Node<'p>) -> Vec<Node<'p>> {
        let checks: Vec<_> = self.may_be_blank(filter).map(Check::Filled).collect();
        if checks.is_empty() {
            return vec![node];
        }
        let question = self.question(filter);
        let said = "A blank value must find nothing: not the records of strangers.";
        let title = self.title(&format!("Can {full}"), &question, said, step.span);
        vec![self.guard(title, Test::All(checks), vec![node], Vec::new())]
    }
}
