//! What formulas and steps read.

use crate::check::{Alternative, Expression, Record, RecordRef, Set, Step, Symbol, looked_for};
use crate::formula::typed::TypedKind;
use crate::org::Field;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A field of a record in scope.
#[derive(Clone, Debug)]
pub struct FieldKey {
    /// The record.
    pub record: RecordRef,
    /// The field.
    pub field: Arc<Field>,
}

impl FieldKey {
    fn key(&self) -> (RecordRef, &str) {
        (self.record, &self.field.name)
    }
}

impl PartialEq for FieldKey {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for FieldKey {}

impl PartialOrd for FieldKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for FieldKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// What something reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reads {
    /// Fields.
    pub(super) fields: BTreeSet<FieldKey>,
    /// Records whose id is asked for.
    pub(super) records: BTreeSet<RecordRef>,
}

impl Reads {
    /// Takes in what `other` reads.
    pub(super) fn add(&mut self, other: &Reads) {
        self.fields.extend(other.fields.iter().cloned());
        self.records.extend(other.records.iter().copied());
    }

    /// Whether anything of a record is read.
    pub(super) fn of(&self, record: RecordRef) -> bool {
        self.records.contains(&record) || self.fields.iter().any(|key| key.record == record)
    }

    /// Whether the id of a record is read, or whether it is there.
    pub(super) fn asks_for(&self, record: RecordRef) -> bool {
        let id = |key: &FieldKey| key.record == record && key.field.name == "Id";
        self.records.contains(&record) || self.fields.iter().any(id)
    }

    /// Takes in a formula.
    pub(super) fn expression(&mut self, expression: &Expression) {
        match &expression.kind {
            TypedKind::Reference(Symbol::Field(record, field)) => {
                self.fields.insert(FieldKey { record: *record, field: field.clone() });
            }
            TypedKind::Reference(Symbol::Record(record)) => {
                self.records.insert(*record);
            }
            TypedKind::Reference(Symbol::Setting(_))
            | TypedKind::Number(_)
            | TypedKind::Text(_)
            | TypedKind::Boolean(_)
            | TypedKind::Null => {}
            TypedKind::Call(_, arguments) => arguments.iter().for_each(|each| self.expression(each)),
            TypedKind::Unary(_, operand) => self.expression(operand),
            TypedKind::Binary(_, left, right) => {
                self.expression(left);
                self.expression(right);
            }
        }
    }

    /// Takes in the alternatives of `a else b`.
    pub(super) fn choice(&mut self, alternatives: &[Alternative]) {
        for each in alternatives {
            match &each.field {
                Some(field) => {
                    self.fields.insert(FieldKey { record: each.record, field: field.clone() });
                }
                None => {
                    self.records.insert(each.record);
                }
            }
        }
    }

    /// Takes in the filters of a look-up.
    pub(super) fn lookup(&mut self, record: &Record) {
        record.filters.iter().flat_map(looked_for).for_each(|value| self.expression(value));
    }

    /// Takes in what sets on a record read: the values, and the id of a named record.
    pub(super) fn sets(&mut self, sets: &[Set]) {
        for set in sets {
            self.expression(&set.value);
            if matches!(set.record, RecordRef::Named(_)) {
                self.records.insert(set.record);
            }
        }
    }

    /// Takes in a step, without the steps inside it.
    pub(super) fn step(&mut self, step: &Step) {
        let parts = step.parts();
        parts.expressions().for_each(|expression| self.expression(expression));
        parts.choices.iter().for_each(|choice| self.choice(choice));
        for write in parts.writes {
            if write.reads_itself {
                self.fields.insert(FieldKey { record: write.record, field: write.field.clone() });
            } else if matches!(write.record, RecordRef::Named(_)) {
                self.records.insert(write.record);
            }
        }
    }
}

/// What a formula reads.
pub(super) fn of_expression(expression: &Expression) -> Reads {
    let mut reads = Reads::default();
    reads.expression(expression);
    reads
}
