//! Where a record is looked up: once, at the nearest point before all its uses.

use super::items::{Item, ItemKind};
use super::reads::Reads;
use crate::check::{Record, RecordRef, Set, StepKind};

/// What a flow's look-ups and saves read themselves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Knowledge<'p> {
    /// The records that [`RecordRef::Named`] means.
    pub(super) records: &'p [Record],
    /// What is set on the person when it is saved.
    pub(super) every_call: &'p [Set],
    /// The rep of a monitor's record has to be looked up.
    pub(super) owner_is_looked_up: bool,
}

impl Knowledge<'_> {
    /// What an item itself reads, without its paths.
    pub(super) fn reads(&self, item: &Item<'_>) -> Reads {
        let mut reads = Reads::default();
        match &item.kind {
            ItemKind::Step(step, _) => reads.step(step),
            ItemKind::Gate(condition, _) => reads.expression(condition),
            ItemKind::Lookup(record) => self.lookup_reads(*record, &mut reads),
            ItemKind::Save(RecordRef::Person, _) => reads.sets(self.every_call),
            ItemKind::Save(..) => {}
        }
        reads
    }

    /// What an item and its paths read.
    pub(super) fn all_reads(&self, item: &Item<'_>) -> Reads {
        let mut reads = self.reads(item);
        item.arms().iter().flatten().for_each(|inner| reads.add(&self.all_reads(inner)));
        reads
    }

    /// What the look-up of a record reads.
    fn lookup_reads(&self, record: RecordRef, reads: &mut Reads) {
        match record {
            RecordRef::Named(index) => {
                self.records.get(index).into_iter().for_each(|named| reads.lookup(named))
            }
            RecordRef::Manager
            | RecordRef::Account
            | RecordRef::Call
            | RecordRef::Person
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Rep
            | RecordRef::Subject => {}
        }
    }

    /// Whether a record has to be looked up to say what `reads` of it.
    fn needs_lookup(&self, record: RecordRef, reads: &Reads) -> bool {
        match record {
            RecordRef::Named(index) => {
                reads.of(record) && self.records.get(index).is_some_and(|named| !named.filters.is_empty())
            }
            RecordRef::Manager => reads.of(record),
            RecordRef::Account => {
                reads.fields.iter().any(|key| key.record == record && key.field.name != "Id")
            }
            RecordRef::Rep => {
                self.owner_is_looked_up
                    && reads.fields.iter().any(|key| key.record == record && key.field.name != "Id")
            }
            RecordRef::Call
            | RecordRef::Person
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Subject => false,
        }
    }

    fn uses(&self, item: &Item<'_>, record: RecordRef) -> bool {
        let for_manager = matches!(item.kind, ItemKind::Lookup(RecordRef::Manager));
        (for_manager && record == RecordRef::Rep && self.owner_is_looked_up)
            || self.needs_lookup(record, &self.reads(item))
    }

    fn uses_inside(&self, item: &Item<'_>, record: RecordRef) -> bool {
        self.uses(item, record) || item.arms().iter().flatten().any(|inner| self.uses_inside(inner, record))
    }
}

/// Puts the look-ups into a flow: those that others depend on after those.
pub(super) fn place_all(items: &mut Vec<Item<'_>>, knowledge: &Knowledge<'_>) {
    for index in dependents_first(knowledge.records) {
        place(items, RecordRef::Named(index), knowledge);
    }
    for record in [RecordRef::Account, RecordRef::Manager, RecordRef::Rep] {
        place(items, record, knowledge);
    }
}

/// The indices of records so that one whose filter reads another comes before that other.
fn dependents_first(records: &[Record]) -> Vec<usize> {
    let reads_of = |index: usize| {
        let mut reads = Reads::default();
        reads.lookup(&records[index]);
        reads
    };
    let mut order: Vec<usize> = Vec::with_capacity(records.len());
    let mut left: Vec<usize> = (0..records.len()).collect();
    while !left.is_empty() {
        let free = left.iter().position(|index| {
            left.iter().all(|other| other == index || !reads_of(*other).of(RecordRef::Named(*index)))
        });
        order.push(left.remove(free.unwrap_or(0)));
    }
    order
}

fn place(items: &mut Vec<Item<'_>>, record: RecordRef, knowledge: &Knowledge<'_>) {
    let users: Vec<usize> =
        (0..items.len()).filter(|at| knowledge.uses_inside(&items[*at], record)).collect();
    let Some(first) = users.first().copied() else { return };
    if items[..=first].iter().any(|item| makes(item, record)) {
        return;
    }
    if users.len() == 1 && !knowledge.uses(&items[first], record) {
        let arms = items[first].arms_mut();
        let using: Vec<usize> = (0..arms.len())
            .filter(|arm| arms[*arm].iter().any(|inner| knowledge.uses_inside(inner, record)))
            .collect();
        if let [only] = using.as_slice() {
            return place(&mut arms[*only], record, knowledge);
        }
    }
    let known = items[first].known.clone();
    items.insert(first, Item::added(ItemKind::Lookup(record), known));
}

/// Whether a step makes the record, so that behind it nothing has to be looked up.
fn makes(item: &Item<'_>, record: RecordRef) -> bool {
    matches!(item.step().map(|step| &step.kind), Some(StepKind::Create { into: Some(into), .. }) if *into == record)
}
