//! Where records are looked up (once, at the nearest point before all their uses), and what may still be written.

use ctiflow::check::{Expression, Query, Record as Declared, RecordRef, Step, StepKind, Symbol};
use ctiflow::formula::typed::TypedKind;
use std::collections::BTreeSet;

/// The records that are not looked up yet, and need be.
pub(super) type Open = BTreeSet<RecordRef>;

/// All records that are looked up where steps use them.
pub(super) fn all(records: &[Declared]) -> Open {
    let looked_up = (0..records.len()).filter(|index| !records[*index].filters.is_empty());
    looked_up.map(RecordRef::Named).collect()
}

/// What is looked up before which step of a sequence, and what in which arm of it.
#[derive(Default)]
pub(super) struct Places {
    /// Before the step of this place.
    pub(super) before: Vec<BTreeSet<RecordRef>>,
    /// In the arm: of the step of this place, by its number.
    pub(super) inside: Vec<Vec<Open>>,
}

/// Where in a sequence the open records are looked up.
pub(super) fn places(steps: &[Step], open: &Open, records: &[Declared]) -> Places {
    let mut places = Places {
        before: vec![BTreeSet::new(); steps.len()],
        inside: steps.iter().map(|step| vec![Open::new(); step.parts().arms.len()]).collect(),
    };
    for record in open {
        let uses = |step: &&Step| uses_inside(step, *record, records);
        let Some(first) = steps.iter().position(|step| uses(&step)) else { continue };
        let arms = steps[first].parts().arms;
        let using: Vec<usize> =
            (0..arms.len()).filter(|arm| arms[*arm].iter().any(|step| uses(&step))).collect();
        let alone = steps.iter().filter(uses).count() == 1 && !uses_itself(&steps[first], *record, records);
        match using.as_slice() {
            [only] if alone => places.inside[first][*only].insert(*record),
            _ => places.before[first].insert(*record),
        };
    }
    places
}

fn uses_inside(step: &Step, record: RecordRef, records: &[Declared]) -> bool {
    let arms = step.parts().arms;
    uses_itself(step, record, records)
        || arms.into_iter().flatten().any(|inner| uses_inside(inner, record, records))
}

fn uses_itself(step: &Step, record: RecordRef, records: &[Declared]) -> bool {
    let parts = step.parts();
    let mut named: BTreeSet<RecordRef> = BTreeSet::new();
    parts.expressions().for_each(|each| read_by(each, &mut named));
    named.extend(parts.choices.iter().copied().flatten().map(|each| each.record));
    named.extend(parts.writes.iter().map(|write| write.record));
    needs(named, record, records)
}

/// The records that a formula reads.
pub(super) fn records_in(formula: &Expression) -> BTreeSet<RecordRef> {
    let mut named = BTreeSet::new();
    read_by(formula, &mut named);
    named
}

/// Whether a record has to be looked up to know whether a condition holds.
pub(super) fn is_needed_for(condition: &Expression, record: RecordRef, records: &[Declared]) -> bool {
    needs(records_in(condition), record, records)
}

/// Whether a record is among these, or is needed to look one of these up.
fn needs(named: BTreeSet<RecordRef>, record: RecordRef, records: &[Declared]) -> bool {
    named.iter().any(|each| match each {
        _ if *each == record => true,
        RecordRef::Named(index) => {
            let mut read = BTreeSet::new();
            records[*index].filters.iter().for_each(|filter| read_by_filter(filter, &mut read));
            !read.contains(each) && needs(read, record, records)
        }
        _ => false,
    })
}

fn read_by_filter(filter: &Query, read: &mut BTreeSet<RecordRef>) {
    filter.conditions.iter().flat_map(|each| &each.values).for_each(|value| read_by(value, read));
}

fn read_by(expression: &Expression, read: &mut BTreeSet<RecordRef>) {
    match &expression.kind {
        TypedKind::Reference(Symbol::Field(record, _) | Symbol::Record(record)) => {
            read.insert(*record);
        }
        TypedKind::Call(_, arguments) => arguments.iter().for_each(|each| read_by(each, read)),
        TypedKind::Unary(_, operand) => read_by(operand, read),
        TypedKind::Binary(_, left, right) => {
            read_by(left, read);
            read_by(right, read);
        }
        TypedKind::Reference(Symbol::Setting(_))
        | TypedKind::Number(_)
        | TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null => {}
    }
}

/// The records that steps may write; an outcome that is run takes the person over.
pub(super) fn written_in(steps: &[Step]) -> BTreeSet<RecordRef> {
    let mut written = BTreeSet::new();
    for step in steps {
        let parts = step.parts();
        written.extend(parts.writes.iter().map(|write| write.record));
        if matches!(step.kind, StepKind::Run(_)) {
            written.insert(RecordRef::Person);
        }
        parts.arms.into_iter().for_each(|arm| written.extend(written_in(arm)));
    }
    written
}

/// Whether an outcome's steps, or those of one that it runs, raise a counter on some path.
pub(super) fn raises(outcomes: &[ctiflow::check::Outcome], outcome: usize, counter: &str) -> bool {
    fn any(outcomes: &[ctiflow::check::Outcome], steps: &[Step], counter: &str) -> bool {
        steps.iter().any(|step| match &step.kind {
            StepKind::Increment { field, .. } => field.name == counter,
            StepKind::Run(other) => raises(outcomes, *other, counter),
            _ => step.parts().arms.into_iter().any(|arm| any(outcomes, arm, counter)),
        })
    }
    any(outcomes, &outcomes[outcome].steps, counter)
}
