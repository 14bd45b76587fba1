//! Where a record is saved: once on every path, at the first point behind every step that may change it.

use super::items::{Item, ItemKind, ends};
use crate::check::{RecordRef, Step, StepKind};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a record's pending changes at a point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pending {
    /// Something may be pending.
    pub(super) maybe: bool,
    /// Something is pending for sure.
    pub(super) surely: bool,
}

impl Pending {
    /// Nothing is.
    pub(super) const NOTHING: Pending = Pending { maybe: false, surely: false };
    /// Something is.
    pub(super) const SURE: Pending = Pending { maybe: true, surely: true };
    /// A caller may have handed something over.
    pub(super) const PERHAPS: Pending = Pending { maybe: true, surely: false };

    fn then(self, item: &Item<'_>, record: RecordRef) -> Pending {
        let live = item.arms().iter().filter(|arm| !ends(arm)).flatten();
        let maybe =
            own_write(item, record).is_some() || live.into_iter().any(|inner| may_write(inner, record));
        Pending { maybe: self.maybe || maybe, surely: self.surely || surely_writes(item, record) }
    }
}

/// Puts the saves of `record` into a sequence and its paths; `pending` is what holds where it begins.
///
/// A path that ends with another outcome has none: that outcome saves.
pub(super) fn place(items: &mut Vec<Item<'_>>, record: RecordRef, pending: Pending) {
    let last = items.iter().rposition(|item| may_write(item, record) || hands_over(item, record));
    let mut at = pending;
    for item in items[..last.unwrap_or(0)].iter_mut() {
        place_in_ending_arms(item, record, at);
        at = at.then(item, record);
    }
    let Some(last) = last else {
        if pending.maybe {
            save(items, 0, record, pending);
        }
        return;
    };
    match arms_to_save_in(&items[last], record, at).as_slice() {
        [only] => {
            let only = *only;
            let arms = items[last].arms_mut().iter_mut().enumerate();
            arms.filter(|(arm, _)| *arm != only).for_each(|(_, arm)| place_in_arm(arm, record, at));
            place(&mut items[last].arms_mut()[only], record, at);
        }
        several if several.iter().any(|arm| calls_after_save(&items[last].arms()[*arm], record)) => {
            items[last].arms_mut().iter_mut().for_each(|arm| match ends(arm) {
                true => place_in_arm(arm, record, at),
                false => place(arm, record, at),
            });
        }
        _ => {
            place_in_ending_arms(&mut items[last], record, at);
            let behind = at.then(&items[last], record);
            if !items[last].ends() && behind.maybe {
                save(items, last + 1, record, behind);
            }
        }
    }
}

/// Whether a flow is called somewhere that must find the record saved: one that does not itself give values for it.
fn calls_after_save(items: &[Item<'_>], record: RecordRef) -> bool {
    let calls = |step: &Step| matches!(step.kind, StepKind::CallFlow { .. });
    items.iter().any(|item| {
        item.step().is_some_and(calls) && own_write(item, record).is_none()
            || item.arms().iter().any(|arm| calls_after_save(arm, record))
    })
}

/// The paths of an item that go on behind it with something to save.
fn arms_to_save_in(item: &Item<'_>, record: RecordRef, pending: Pending) -> Vec<usize> {
    let saves = |arm: &Vec<Item<'_>>| pending.maybe || arm.iter().any(|inner| may_write(inner, record));
    let arms = item.arms().iter().enumerate();
    arms.filter(|(_, arm)| !ends(arm) && saves(arm)).map(|(at, _)| at).collect()
}

/// Saves on the paths that end inside an item: before a `stop`.
fn place_in_ending_arms(item: &mut Item<'_>, record: RecordRef, pending: Pending) {
    item.arms_mut().iter_mut().for_each(|arm| place_in_arm(arm, record, pending));
}

fn place_in_arm(arm: &mut Vec<Item<'_>>, record: RecordRef, pending: Pending) {
    match ends(arm) {
        true => place(arm, record, pending),
        false => place_before_inner_ends(arm, record, pending),
    }
}

/// Saves on the paths that end inside a sequence that itself goes on.
fn place_before_inner_ends(items: &mut [Item<'_>], record: RecordRef, pending: Pending) {
    let mut at = pending;
    for item in items {
        place_in_ending_arms(item, record, at);
        at = at.then(item, record);
    }
}

fn save(items: &mut Vec<Item<'_>>, at: usize, record: RecordRef, pending: Pending) {
    let known = items.get(at).or(items.last()).map(|item| item.known.clone()).unwrap_or_default();
    items.insert(at, Item::added(ItemKind::Save(record, pending.surely), known));
}

/// The records that items save on some path, or hand to an outcome that does.
pub(super) fn saved(items: &[Item<'_>]) -> BTreeSet<RecordRef> {
    let mut records = BTreeSet::new();
    for item in items {
        match &item.kind {
            ItemKind::Save(record, _) => {
                records.insert(*record);
            }
            ItemKind::Step(step, _) if matches!(step.kind, StepKind::Run(_)) => {
                records.insert(RecordRef::Person);
            }
            ItemKind::Step(..) | ItemKind::Gate(..) | ItemKind::Lookup(_) => {}
        }
        item.arms().iter().for_each(|arm| records.extend(saved(arm)));
    }
    records
}

/// The records that items save on a path that goes on behind them.
pub(super) fn saved_going_on(items: &[Item<'_>]) -> BTreeSet<RecordRef> {
    let mut records = BTreeSet::new();
    for item in items {
        if let ItemKind::Save(record, _) = &item.kind {
            records.insert(*record);
        }
        item.arms().iter().filter(|arm| !ends(arm)).for_each(|arm| records.extend(saved_going_on(arm)));
    }
    records
}

/// Adds what an item changes on the paths that go on behind it.
pub(super) fn written_on(item: &Item<'_>, pending: &mut BTreeMap<RecordRef, Pending>) {
    let mut records = BTreeSet::new();
    changed(item, &mut records);
    for record in records {
        let before = pending.entry(record).or_insert(Pending::NOTHING);
        *before = before.then(item, record);
    }
}

/// Adds the records that an item may change on a path that goes on behind it.
fn changed(item: &Item<'_>, records: &mut BTreeSet<RecordRef>) {
    let writes = item.step().map(|step| step.parts().writes).unwrap_or_default();
    records.extend(writes.into_iter().map(|write| write.record));
    let live = item.arms().iter().filter(|arm| !ends(arm)).flatten();
    live.for_each(|inner| changed(inner, records));
}

/// Whether an item may change a record that is saved later.
pub(super) fn may_write(item: &Item<'_>, record: RecordRef) -> bool {
    own_write(item, record).is_some() || item.arms().iter().flatten().any(|inner| may_write(inner, record))
}

fn surely_writes(item: &Item<'_>, record: RecordRef) -> bool {
    let live: Vec<_> = item.arms().iter().filter(|arm| !ends(arm)).collect();
    own_write(item, record) == Some(true)
        || (!live.is_empty() && live.iter().all(|arm| arm.iter().any(|inner| surely_writes(inner, record))))
}

/// Whether the step itself writes the record, and whether it does so for sure.
fn own_write(item: &Item<'_>, record: RecordRef) -> Option<bool> {
    let writes = item.step()?.parts().writes;
    let mut own = writes.into_iter().filter(|write| write.record == record).peekable();
    own.peek()?;
    Some(own.any(|write| write.sure) && sure_to_be_there(item, record))
}

/// A named record has to be FOUND; the others are always there.
fn sure_to_be_there(item: &Item<'_>, record: RecordRef) -> bool {
    !matches!(record, RecordRef::Named(_)) || item.known.contains(&record)
}

/// Whether a path inside hands the person to another outcome, which saves it.
fn hands_over(item: &Item<'_>, record: RecordRef) -> bool {
    let runs = matches!(item.step().map(|step| &step.kind), Some(StepKind::Run(_)));
    record == RecordRef::Person
        && (runs || item.arms().iter().flatten().any(|inner| hands_over(inner, record)))
}
