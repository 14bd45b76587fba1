//! The steps of a flow with what the compiler adds between them: look-ups and saves.

use crate::check::{Branch, Expression, RecordRef, Step, StepKind, Symbol};
use crate::formula::{Logic, logic};
use std::collections::BTreeSet;

/// A step, a look-up or a save.
#[derive(Debug)]
pub(super) struct Item<'p> {
    /// What it is.
    pub(super) kind: ItemKind<'p>,
    /// The records that are FOUND whenever it runs.
    pub(super) known: BTreeSet<RecordRef>,
}

/// The kinds of item.
#[derive(Debug)]
pub(super) enum ItemKind<'p> {
    /// A step of the spec; the paths of `if` (then, else) and `choose` (branches, otherwise).
    Step(&'p Step, Vec<Vec<Item<'p>>>),
    /// The condition of a monitor; its paths where it holds and where not.
    Gate(&'p Expression, Vec<Vec<Item<'p>>>),
    /// The look-up of a record.
    Lookup(RecordRef),
    /// The one save of a record; whether something is pending for sure.
    Save(RecordRef, bool),
}

impl<'p> Item<'p> {
    /// An item that the compiler adds in front of, or behind, a place where these records are known.
    pub(super) fn added(kind: ItemKind<'p>, known: BTreeSet<RecordRef>) -> Self {
        Self { kind, known }
    }

    /// The paths inside.
    pub(super) fn arms(&self) -> &[Vec<Item<'p>>] {
        match &self.kind {
            ItemKind::Step(_, arms) | ItemKind::Gate(_, arms) => arms,
            ItemKind::Lookup(_) | ItemKind::Save(..) => &[],
        }
    }

    /// The paths inside, to be changed.
    pub(super) fn arms_mut(&mut self) -> &mut [Vec<Item<'p>>] {
        match &mut self.kind {
            ItemKind::Step(_, arms) | ItemKind::Gate(_, arms) => arms,
            ItemKind::Lookup(_) | ItemKind::Save(..) => &mut [],
        }
    }

    /// Whether every path through it ends the flow's work.
    pub(super) fn ends(&self) -> bool {
        match &self.kind {
            ItemKind::Step(step, arms) => {
                step.parts().is_end || (!arms.is_empty() && arms.iter().all(|arm| ends(arm)))
            }
            ItemKind::Gate(_, arms) => arms.iter().all(|arm| ends(arm)),
            ItemKind::Lookup(_) | ItemKind::Save(..) => false,
        }
    }

    /// The step, if it is one.
    pub(super) fn step(&self) -> Option<&'p Step> {
        match &self.kind {
            ItemKind::Step(step, _) => Some(step),
            ItemKind::Gate(..) | ItemKind::Lookup(_) | ItemKind::Save(..) => None,
        }
    }
}

/// Whether every path through a sequence ends the flow's work.
pub(super) fn ends(items: &[Item<'_>]) -> bool {
    items.last().is_some_and(Item::ends)
}

/// The items of steps.
pub(super) fn items<'p>(steps: &'p [Step], known: &BTreeSet<RecordRef>) -> Vec<Item<'p>> {
    steps
        .iter()
        .map(|step| Item { kind: ItemKind::Step(step, arms(step, known)), known: known.clone() })
        .collect()
}

fn arms<'p>(step: &'p Step, known: &BTreeSet<RecordRef>) -> Vec<Vec<Item<'p>>> {
    match &step.kind {
        StepKind::If { condition, then, otherwise } => {
            let holds = with(known, found_if(condition, true));
            let fails = with(known, found_if(condition, false));
            vec![items(then, &holds), items(otherwise, &fails)]
        }
        StepKind::Choose { branches, otherwise } => {
            let branch =
                |branch: &'p Branch| items(&branch.steps, &with(known, found_if(&branch.condition, true)));
            let mut arms: Vec<_> = branches.iter().map(branch).collect();
            arms.push(items(otherwise.as_deref().unwrap_or_default(), known));
            arms
        }
        _ => step.parts().arms.into_iter().map(|arm| items(arm, known)).collect(),
    }
}

fn with(known: &BTreeSet<RecordRef>, more: BTreeSet<RecordRef>) -> BTreeSet<RecordRef> {
    known.union(&more).copied().collect()
}

/// The records that are FOUND for sure where a condition holds (or, for `holds` false, where it does not).
fn found_if(condition: &Expression, holds: bool) -> BTreeSet<RecordRef> {
    match (logic(condition), holds) {
        (Logic::All(parts), true) | (Logic::Any(parts), false) => {
            parts.into_iter().flat_map(|part| found_if(part, holds)).collect()
        }
        (Logic::All(_), false) | (Logic::Any(_), true) => BTreeSet::new(),
        (Logic::Not(operand), _) => found_if(operand, !holds),
        (Logic::Plain, _) => match condition.as_call() {
            Some(("FOUND", [record])) => {
                record_of(record).and_then(|record| found(record, holds)).into_iter().collect()
            }
            Some(("ISBLANK", arguments)) if !holds => arguments.iter().filter_map(owner_of_field).collect(),
            Some(_) | None => BTreeSet::new(),
        },
    }
}

/// The record that is there where `FOUND(record)` holds (or not).
fn found(record: RecordRef, holds: bool) -> Option<RecordRef> {
    match (record, holds) {
        (record, true) => Some(record),
        (RecordRef::Lead, false) => Some(RecordRef::Contact),
        (RecordRef::Contact, false) => Some(RecordRef::Lead),
        (
            RecordRef::Call
            | RecordRef::Person
            | RecordRef::Account
            | RecordRef::Rep
            | RecordRef::Manager
            | RecordRef::Subject
            | RecordRef::Named(_),
            false,
        ) => None,
    }
}

/// The record whose field a value is: where the field is filled, the record is there.
fn owner_of_field(value: &Expression) -> Option<RecordRef> {
    match value.as_symbol()? {
        Symbol::Field(record, _) => Some(*record),
        Symbol::Record(_) | Symbol::Setting(_) => None,
    }
}

/// The records that some step makes where the person may be a Lead.
pub(super) fn made_for_lead(items: &[Item<'_>]) -> BTreeSet<RecordRef> {
    let mut made = BTreeSet::new();
    for item in items {
        if let Some(StepKind::Create { into: Some(record), .. }) = item.step().map(|step| &step.kind)
            && !item.known.contains(&RecordRef::Contact)
        {
            made.insert(*record);
        }
        item.arms().iter().for_each(|arm| made.extend(made_for_lead(arm)));
    }
    made
}

/// The record that `FOUND` or `COUNT` names.
pub(super) fn record_of(argument: &Expression) -> Option<RecordRef> {
    match argument.as_symbol()? {
        Symbol::Record(record) => Some(*record),
        Symbol::Field(..) | Symbol::Setting(_) => None,
    }
}
