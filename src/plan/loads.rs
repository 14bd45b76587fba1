//! What of the person is copied into plain variables: what a flow reads before it has set it itself.

use super::asks;
use super::items::{Item, ends};
use super::known;
use super::lookups::Knowledge;
use super::reads::{FieldKey, Reads};
use crate::check::{RecordRef, Set, StepKind};
use crate::org::Field;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The fields of the person that have to be copied. `at_fault`: what is set where a fault ends a path.
pub(super) fn loads(items: &[Item<'_>], knowledge: &Knowledge<'_>, at_fault: &[Set]) -> BTreeSet<FieldKey> {
    let mut reads = Reads::default();
    reads.sets(at_fault);
    walk(items, knowledge, &mut BTreeSet::new(), &mut reads);
    let of_person = |key: &&FieldKey| match key.record {
        RecordRef::Person => key.field.name != "Id",
        RecordRef::Contact | RecordRef::Lead => true,
        RecordRef::Call
        | RecordRef::Account
        | RecordRef::Rep
        | RecordRef::Manager
        | RecordRef::Subject
        | RecordRef::Named(_) => false,
    };
    let mut loads: BTreeSet<FieldKey> = reads.fields.iter().filter(of_person).cloned().collect();
    for (record, object) in [(RecordRef::Contact, "Contact"), (RecordRef::Lead, "Lead")] {
        if reads.records.contains(&record) {
            loads.insert(FieldKey { record, field: known::id(object) });
        }
    }
    if reads.of(RecordRef::Account) {
        loads.insert(FieldKey { record: RecordRef::Contact, field: known::account_of_contact() });
    }
    loads
}

/// Takes in what a sequence reads of what is not yet set; `set` is what is set for sure.
fn walk(items: &[Item<'_>], knowledge: &Knowledge<'_>, set: &mut BTreeSet<FieldKey>, reads: &mut Reads) {
    for item in items {
        let mut own = knowledge.reads(item);
        let may_be_skipped = asks::asked(item, &own).into_iter().any(is_looked_up);
        own.fields.retain(|key| !set.contains(key));
        reads.add(&own);
        let mut joined: Option<BTreeSet<FieldKey>> = None;
        for arm in item.arms() {
            let mut inside = set.clone();
            walk(arm, knowledge, &mut inside, reads);
            if !ends(arm) {
                joined = Some(joined.map_or(inside.clone(), |joined| &joined & &inside));
            }
        }
        if !may_be_skipped {
            set.extend(joined.unwrap_or_default());
            set.extend(sets(item));
        }
    }
}

/// Whether a look-up of it may fail, so that steps that ask about it are skipped.
fn is_looked_up(record: RecordRef) -> bool {
    match record {
        RecordRef::Account | RecordRef::Manager | RecordRef::Rep | RecordRef::Named(_) => true,
        RecordRef::Call | RecordRef::Person | RecordRef::Contact | RecordRef::Lead | RecordRef::Subject => {
            false
        }
    }
}

/// What a step sets whenever it runs.
fn sets(item: &Item<'_>) -> Vec<FieldKey> {
    let key = |record, field: &Arc<Field>| FieldKey { record, field: field.clone() };
    match item.step().map(|step| &step.kind) {
        Some(StepKind::Set(sets)) => sets.iter().map(|set| key(set.record, &set.field)).collect(),
        Some(StepKind::CallFlow { outputs, .. }) => {
            outputs.iter().map(|(_, record, field)| key(*record, field)).collect()
        }
        _ => Vec::new(),
    }
}
