//! Which counters are surely filled where they are read: those that are raised before anything else reads them.

use super::FieldKey;
use super::items::Item;
use super::lookups::Knowledge;
use crate::check::{RecordRef, StepKind};
use std::collections::BTreeSet;

/// The counters whose first use, on every path, is their own increment. All others count a blank as 0 where they are read.
pub(super) fn raised_first(items: &[Item<'_>], knowledge: &Knowledge<'_>) -> BTreeSet<FieldKey> {
    let mut counters = BTreeSet::new();
    incremented(items, &mut counters);
    counters.into_iter().filter(|counter| is_raised_first(items, counter, knowledge)).collect()
}

fn incremented(items: &[Item<'_>], counters: &mut BTreeSet<FieldKey>) {
    for item in items {
        if let Some(StepKind::Increment { field, .. }) = item.step().map(|step| &step.kind) {
            counters.insert(FieldKey { record: RecordRef::Person, field: field.clone() });
        }
        item.arms().iter().for_each(|arm| incremented(arm, counters));
    }
}

fn is_raised_first(items: &[Item<'_>], counter: &FieldKey, knowledge: &Knowledge<'_>) -> bool {
    let using = |item: &&Item<'_>| knowledge.all_reads(item).fields.contains(counter);
    let mut users = items.iter().filter(using);
    let Some(first) = users.next() else { return false };
    if raises(first, counter) {
        return true;
    }
    if users.next().is_some() || knowledge.reads(first).fields.contains(counter) {
        return false;
    }
    let arms: Vec<_> = first.arms().iter().filter(|arm| arm.iter().any(|item| using(&item))).collect();
    arms.iter().all(|arm| is_raised_first(arm, counter, knowledge))
}

fn raises(item: &Item<'_>, counter: &FieldKey) -> bool {
    matches!(item.step().map(|step| &step.kind), Some(StepKind::Increment { field, .. }) if field.name == counter.field.name)
}
