//! What a checked step reads, the steps inside it aside.

use super::parts::looked_for;
use super::program::{Expression, Record, RecordRef, Set, Step, Symbol};
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
    let parts = step.parts();
    parts.expressions().for_each(|expression| of_expression(expression, &mut reads));
    for alternative in parts.choices.into_iter().flatten() {
        reads.push(Read { record: alternative.record, field: alternative.field.as_deref(), span: step.span });
    }
    for write in parts.writes {
        if write.reads_itself {
            reads.push(Read { record: write.record, field: Some(write.field), span: write.span });
        } else if matches!(write.record, RecordRef::Named(_)) {
            reads.push(Read { record: write.record, field: None, span: write.span });
        }
    }
    reads
}

/// What the look-up of a named record reads.
pub(super) fn of_record(record: &Record) -> Vec<Read<'_>> {
    let mut reads = Vec::new();
    record.filters.iter().flat_map(looked_for).for_each(|value| of_expression(value, &mut reads));
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

/// The sequences of steps inside a step.
pub(super) fn arms(step: &Step) -> Vec<&[Step]> {
    step.parts().arms
}

/// Visits steps and the steps inside them, in order.
pub(super) fn each_step<'p>(steps: &'p [Step], visit: &mut impl FnMut(&'p Step)) {
    for step in steps {
        visit(step);
        arms(step).into_iter().for_each(|arm| each_step(arm, visit));
    }
}
