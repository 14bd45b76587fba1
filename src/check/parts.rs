//! What a step is made of. Who wants the formulas, the writes or the paths of any step asks here, and nowhere goes through
//! the kinds of steps again.

use super::program::{
    Alternative, Cadence, CreateEvent, CreateTask, Due, Expression, Query, RecordRef, Step, StepKind,
};
use crate::org::Field;
use crate::source::Span;
use std::sync::Arc;

/// The parts of a step itself.
#[derive(Debug, Default)]
pub struct Parts<'p> {
    /// Formulas that decide what is done, or what is saved or handed over: nothing may be guessed in them.
    pub decides: Vec<&'p Expression>,
    /// All other formulas: words, days, what is looked for.
    pub says: Vec<&'p Expression>,
    /// The records and users of `a else b`.
    pub choices: Vec<&'p [Alternative]>,
    /// The fields that it changes, of records that are saved later.
    pub writes: Vec<Write<'p>>,
    /// The paths inside: of `if` both, of `choose` its branches and then `otherwise`, if it is there.
    pub arms: Vec<&'p [Step]>,
    /// What is no formula and is chosen by the spec all the same.
    pub details: Vec<Detail<'p>>,
    /// What the org must have for it, beside what its formulas speak of.
    pub needs: Vec<Need<'p>>,
    /// The path ends with it.
    pub is_end: bool,
}

/// What is no formula.
#[derive(Clone, Copy, Debug)]
pub enum Detail<'p> {
    /// A field or an input that gets a value.
    Name(&'p str),
    /// When.
    Time(&'p Due),
    /// What is done with a cadence.
    Cadence(&'p Cadence),
}

/// What a step asks of the org.
#[derive(Clone, Copy, Debug)]
pub enum Need<'p> {
    /// Feeds of the records that are chosen.
    Feed(&'p [Alternative]),
    /// A notification type.
    Notification,
    /// Sales Engagement.
    SalesEngagement,
    /// A flow.
    Flow(&'p str),
    /// A field.
    Field(&'p Field),
}

/// A field that a step changes.
#[derive(Clone, Copy, Debug)]
pub struct Write<'p> {
    /// The record.
    pub record: RecordRef,
    /// The field.
    pub field: &'p Arc<Field>,
    /// Whether the old value is read for it.
    pub reads_itself: bool,
    /// Whether it is changed for sure, if the record is there.
    pub sure: bool,
    /// Where.
    pub span: Span,
}

impl Step {
    /// What it is made of.
    pub fn parts(&self) -> Parts<'_> {
        let mut parts = Parts::default();
        match &self.kind {
            StepKind::Set(sets) => sets.iter().for_each(|set| {
                parts.decides.push(&set.value);
                parts.write(set.record, &set.field, true, set.span);
            }),
            StepKind::Increment { field, raised_before } => {
                parts.write(RecordRef::Person, field, raised_before.is_never(), self.span);
                parts.writes.iter_mut().for_each(|write| write.reads_itself = true);
            }
            StepKind::CreateTask(task) => parts.task(task),
            StepKind::CreateEvent(event) => parts.event(event),
            StepKind::Create { fields, .. } => parts.create(fields),
            StepKind::Update { filter, fields, .. } => parts.update(filter, fields),
            StepKind::If { condition, then, otherwise } => {
                parts.decides.push(condition);
                parts.arms = vec![then, otherwise];
            }
            StepKind::Choose { branches, otherwise } => {
                parts.decides.extend(branches.iter().map(|branch| &branch.condition));
                parts.arms.extend(branches.iter().map(|branch| branch.steps.as_slice()));
                parts.arms.extend(otherwise.as_deref());
            }
            StepKind::CallFlow { flow, inputs, outputs } => {
                parts.call_flow(flow, inputs);
                outputs.iter().for_each(|(_, record, field)| parts.write(*record, field, true, self.span));
            }
            StepKind::Chatter { to, text } => {
                parts.needs.push(Need::Feed(to));
                parts.choices.push(to);
                parts.says.push(text);
            }
            StepKind::Notify { to, about, title, body } => {
                parts.choices.extend([to.as_slice(), about]);
                parts.says.extend([title, body]);
                parts.needs.push(Need::Notification);
            }
            StepKind::Log(text) => parts.says.push(text),
            StepKind::Run(_) | StepKind::Stop(_) => parts.is_end = true,
            StepKind::Cadence(cadence) => {
                parts.details.push(Detail::Cadence(cadence));
                parts.needs.push(Need::SalesEngagement);
            }
        }
        parts
    }
}

impl Step {
    /// The paths inside, to be changed.
    pub(super) fn arms_mut(&mut self) -> Vec<&mut Vec<Step>> {
        match &mut self.kind {
            StepKind::If { then, otherwise, .. } => vec![then, otherwise],
            StepKind::Choose { branches, otherwise } => {
                branches.iter_mut().map(|branch| &mut branch.steps).chain(otherwise).collect()
            }
            StepKind::Set(_)
            | StepKind::Increment { .. }
            | StepKind::CreateTask(_)
            | StepKind::CreateEvent(_)
            | StepKind::Create { .. }
            | StepKind::Update { .. }
            | StepKind::CallFlow { .. }
            | StepKind::Chatter { .. }
            | StepKind::Notify { .. }
            | StepKind::Log(_)
            | StepKind::Run(_)
            | StepKind::Stop(_)
            | StepKind::Cadence(_) => Vec::new(),
        }
    }
}

impl<'p> Parts<'p> {
    /// All formulas.
    pub fn expressions(&self) -> impl Iterator<Item = &'p Expression> {
        self.decides.iter().chain(&self.says).copied()
    }

    fn write(&mut self, record: RecordRef, field: &'p Arc<Field>, sure: bool, span: Span) {
        self.writes.push(Write { record, field, reads_itself: false, sure, span });
    }

    fn create(&mut self, fields: &'p [(Arc<Field>, Expression)]) {
        self.decides.extend(values(fields));
        self.details.extend(names(fields));
        self.needs.extend(fields.iter().map(|(field, _)| Need::Field(field)));
    }

    fn update(&mut self, filter: &'p Query, fields: &'p [(Arc<Field>, Expression)]) {
        self.says.extend(looked_for(filter));
        self.needs.extend(filter.conditions.iter().map(|each| Need::Field(&each.field)));
        self.decides.extend(values(fields));
        self.details.extend(names(fields));
    }

    fn call_flow(&mut self, flow: &'p str, inputs: &'p [(String, Expression)]) {
        self.needs.push(Need::Flow(flow));
        self.decides.extend(inputs.iter().map(|(_, value)| value));
        self.details.extend(inputs.iter().map(|(name, _)| Detail::Name(name)));
    }

    fn task(&mut self, task: &'p CreateTask) {
        self.says.push(&task.subject);
        self.says.extend(task.due.as_ref().and_then(formula));
        self.says.extend(task.reminder.as_ref().and_then(formula));
        self.says.extend(values(&task.fields));
        self.choices.extend([task.owner.as_slice(), &task.related_to]);
        self.details.extend(names(&task.fields));
        self.details.extend(task.reminder.as_ref().map(Detail::Time));
    }

    fn event(&mut self, event: &'p CreateEvent) {
        self.says.push(&event.subject);
        self.says.extend(formula(&event.start));
        self.says.extend(values(&event.fields));
        self.choices.extend([event.owner.as_slice(), &event.related_to]);
        self.details.extend(names(&event.fields));
    }
}

/// The values that a filter compares with.
pub fn looked_for(query: &Query) -> impl Iterator<Item = &Expression> {
    query.conditions.iter().flat_map(|condition| &condition.values)
}

fn values(fields: &[(Arc<Field>, Expression)]) -> impl Iterator<Item = &Expression> {
    fields.iter().map(|(_, value)| value)
}

fn names(fields: &[(Arc<Field>, Expression)]) -> impl Iterator<Item = Detail<'_>> {
    fields.iter().map(|(field, _)| Detail::Name(&field.name))
}

fn formula(due: &Due) -> Option<&Expression> {
    match due {
        Due::Formula(formula) => Some(formula),
        Due::Today | Due::Days(_) | Due::BusinessDays(_) | Due::Hours(_) => None,
    }
}
