//! The way to a point of a program: which conditions were met on it, and which fields were written since.

use super::program::{Expression, RecordRef, Symbol};
use crate::formula::typed::TypedKind;
use crate::formula::{Logic, logic};

#[derive(Debug)]
enum Event {
    /// A condition holds, or does not.
    Met(Expression, bool),
    /// A field got a value.
    Written(RecordRef, String),
}

/// What happened on the way.
#[derive(Debug, Default)]
pub(super) struct History(Vec<Event>);

/// A point that [`History::back_to`] goes back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

impl History {
    /// This point.
    pub(super) fn mark(&self) -> Mark {
        Mark(self.0.len())
    }

    /// Forgets what happened since, and says what was written.
    pub(super) fn back_to(&mut self, mark: Mark) -> Vec<(RecordRef, String)> {
        let undone = self.0.split_off(mark.0.min(self.0.len()));
        let written = undone.into_iter().filter_map(|event| match event {
            Event::Written(record, field) => Some((record, field)),
            Event::Met(..) => None,
        });
        written.collect()
    }

    /// Notes a condition that holds here, or does not.
    pub(super) fn met(&mut self, condition: &Expression, holds: bool) {
        self.0.push(Event::Met(condition.clone(), holds));
    }

    /// Notes that a field got a value.
    pub(super) fn written(&mut self, record: RecordRef, field: String) {
        self.0.push(Event::Written(record, field));
    }

    /// The conditions that speak of what a thing still is, each with whether it holds.
    pub(super) fn of<'h>(&'h self, thing: &Expression) -> Vec<(&'h Expression, bool)> {
        let since = self.0.iter().rev().take_while(|event| match event {
            Event::Written(record, field) => !is_field(thing, *record, field),
            Event::Met(..) => true,
        });
        let mut met = Vec::new();
        for event in since {
            if let Event::Met(condition, holds) = event {
                split(condition, *holds, &mut met);
            }
        }
        met
    }
}

/// Whether a thing is this field; the person's are those of the contact and of the lead.
fn is_field(thing: &Expression, record: RecordRef, field: &str) -> bool {
    let one = |record| match record {
        RecordRef::Contact | RecordRef::Lead => RecordRef::Person,
        other => other,
    };
    matches!(&thing.kind, TypedKind::Reference(Symbol::Field(of, name)) if one(*of) == one(record) && name.name == field)
}

/// The parts of a condition that each hold, or do not, because the whole does.
fn split<'e>(condition: &'e Expression, holds: bool, parts: &mut Vec<(&'e Expression, bool)>) {
    match (logic(condition), holds) {
        (Logic::All(inner), true) | (Logic::Any(inner), false) => {
            inner.into_iter().for_each(|part| split(part, holds, parts));
        }
        (Logic::Not(operand), _) => split(operand, !holds, parts),
        (Logic::All(_), false) | (Logic::Any(_), true) | (Logic::Plain, _) => parts.push((condition, holds)),
    }
}
