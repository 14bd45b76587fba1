//! What a checked step reads, the steps inside it aside.

use super::program::{Alternative, Due, Expression, Query, Record, RecordRef, Set, Step, StepKind, Symbol};
use crate::formula::typed::TypedKind;
use crate::org::Field;
use crate::source::Span;

/// A record that is read, of it a field (or whether it is there, its id), and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read<'p> {
    /// The record.
    pub(super) record: RecordRef,
    /// The field.
    pub(super) field: Option<&'p Field>,
    /// Where.
    pub(super) span: Span,
}

impl<'p> Read<'p> {
    /// The field of the person that this reads, however it is named.
    pub(super) fn of_person(&self) -> Option<&'p str> {
        let person = matches!(self.record, RecordRef::Person | RecordRef::Contact | RecordRef::Lead);
        self.field.filter(|_| person).map(|field| field.name.as_str())
    }
}

/// What a step itself reads.
pub(super) fn of_step(step: &Step) -> Vec<Read<'_>> {
    let mut reads = Vec::new();
    expressions(&step.kind).into_iter().for_each(|expression| of_expression(expression, &mut reads));
    for alternative in alternatives(&step.kind) {
        reads.push(Read { record: alternative.record, field: alternative.field.as_deref(), span: step.span });
    }
    if let StepKind::Increment { field, .. } = &step.kind {
        reads.push(Read { record: RecordRef::Person, field: Some(field), span: step.span });
    }
    if let StepKind::Set(sets) = &step.kind {
        let named = sets.iter().filter(|set| matches!(set.record, RecordRef::Named(_)));
        reads.extend(named.map(|set| Read { record: set.record, field: None, span: set.span }));
    }
    reads
}

/// What the look-up of a named record reads.
pub(super) fn of_record(record: &Record) -> Vec<Read<'_>> {
    let mut reads = Vec::new();
    record.filters.iter().flat_map(values).for_each(|value| of_expression(value, &mut reads));
    reads
}

/// What sets read.
pub(super) fn of_sets(sets: &[Set]) -> Vec<Read<'_>> {
    let mut reads = Vec::new();
    sets.iter().for_each(|set| of_expression(&set.value, &mut reads));
    reads
}

/// What a formula reads.
pub(super) fn of_expression<'p>(expression: &'p Expression, reads: &mut Vec<Read<'p>>) {
    expression.walk(&mut |part| match &part.kind {
        TypedKind::Reference(Symbol::Field(record, field)) => {
            reads.push(Read { record: *record, field: Some(field), span: part.span });
        }
        TypedKind::Reference(Symbol::Record(record)) => {
            reads.push(Read { record: *record, field: None, span: part.span });
        }
        TypedKind::Reference(Symbol::Setting(_))
        | TypedKind::Number(_)
        | TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null
        | TypedKind::Call(..)
        | TypedKind::Unary(..)
        | TypedKind::Binary(..) => {}
    });
}

fn values(query: &Query) -> impl Iterator<Item = &Expression> {
    query.conditions.iter().flat_map(|condition| &condition.values)
}

fn formula(due: Option<&Due>) -> Option<&Expression> {
    match due {
        Some(Due::Formula(formula)) => Some(formula),
        Some(Due::Today | Due::Days(_) | Due::BusinessDays(_) | Due::Hours(_)) | None => None,
    }
}

fn expressions(kind: &StepKind) -> Vec<&Expression> {
    match kind {
        StepKind::Set(sets) => sets.iter().map(|set| &set.value).collect(),
        StepKind::CreateTask(task) => std::iter::once(&task.subject)
            .chain(formula(task.due.as_ref()))
            .chain(formula(task.reminder.as_ref()))
            .chain(task.fields.iter().map(|(_, value)| value))
            .collect(),
        StepKind::CreateEvent(event) => std::iter::once(&event.subject)
            .chain(formula(Some(&event.start)))
            .chain(event.fields.iter().map(|(_, value)| value))
            .collect(),
        StepKind::Create { fields, .. } => fields.iter().map(|(_, value)| value).collect(),
        StepKind::Update { filter, fields, .. } => {
            values(filter).chain(fields.iter().map(|(_, value)| value)).collect()
        }
        StepKind::If { condition, .. } => vec![condition],
        StepKind::Choose { branches, .. } => branches.iter().map(|branch| &branch.condition).collect(),
        StepKind::CallFlow { inputs, .. } => inputs.iter().map(|(_, value)| value).collect(),
        StepKind::Chatter { text, .. } => vec![text],
        StepKind::Notify { title, body, .. } => vec![title, body],
        StepKind::Log(text) => vec![text],
        StepKind::Increment { .. } | StepKind::Run(_) | StepKind::Cadence(_) | StepKind::Stop(_) => {
            Vec::new()
        }
    }
}

fn alternatives(kind: &StepKind) -> Vec<&Alternative> {
    match kind {
        StepKind::CreateTask(task) => task.owner.iter().chain(&task.related_to).collect(),
        StepKind::CreateEvent(event) => event.owner.iter().chain(&event.related_to).collect(),
        StepKind::Chatter { to, .. } => to.iter().collect(),
        StepKind::Notify { to, about, .. } => to.iter().chain(about).collect(),
        StepKind::Set(_)
        | StepKind::Increment { .. }
        | StepKind::Create { .. }
        | StepKind::Update { .. }
        | StepKind::If { .. }
        | StepKind::Choose { .. }
        | StepKind::Run(_)
        | StepKind::CallFlow { .. }
        | StepKind::Cadence(_)
        | StepKind::Log(_)
        | StepKind::Stop(_) => Vec::new(),
    }
}

/// The sequences of steps inside a step.
pub(super) fn arms(step: &Step) -> Vec<&[Step]> {
    match &step.kind {
        StepKind::If { then, otherwise, .. } => vec![then, otherwise],
        StepKind::Choose { branches, otherwise } => {
            branches.iter().map(|branch| branch.steps.as_slice()).chain(otherwise.as_deref()).collect()
        }
        StepKind::Set(_)
        | StepKind::Increment { .. }
        | StepKind::CreateTask(_)
        | StepKind::CreateEvent(_)
        | StepKind::Create { .. }
        | StepKind::Update { .. }
        | StepKind::Run(_)
        | StepKind::CallFlow { .. }
        | StepKind::Chatter { .. }
        | StepKind::Notify { .. }
        | StepKind::Cadence(_)
        | StepKind::Log(_)
        | StepKind::Stop(_) => Vec::new(),
    }
}

/// Visits steps and the steps inside them, in order.
pub(super) fn each_step<'p>(steps: &'p [Step], visit: &mut impl FnMut(&'p Step)) {
    for step in steps {
        visit(step);
        arms(step).into_iter().for_each(|arm| each_step(arm, visit));
    }
}
