//! The account of the contact under two names: as `account`, and as a record that is declared to be it.

use super::ending::ends;
use crate::check::formulas::Report;
use crate::check::program::{Comparison, Record, RecordRef, Step, Symbol};
use crate::check::reads::{Read, arms, of_step};
use crate::diag::{Code, Diagnostic};
use crate::formula::typed::TypedKind;
use crate::source::Span;

/// Whether a declared record is the account of the contact, whatever else.
pub(super) fn is_account(record: RecordRef, records: &[Record]) -> bool {
    let RecordRef::Named(index) = record else { return false };
    let Some([only]) = records.get(index).map(|record| record.filters.as_slice()) else { return false };
    let [condition] = only.conditions.as_slice() else { return false };
    let [value] = condition.values.as_slice() else { return false };
    let of_contact = match &value.kind {
        TypedKind::Reference(Symbol::Field(RecordRef::Contact, field)) => field.name == "AccountId",
        TypedKind::Reference(Symbol::Field(RecordRef::Account, field)) => field.name == "Id",
        TypedKind::Reference(_)
        | TypedKind::Number(_)
        | TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null
        | TypedKind::Call(..)
        | TypedKind::Unary(..)
        | TypedKind::Binary(..) => false,
    };
    of_contact && condition.field.name == "Id" && condition.operator == Comparison::Equal
}

/// Reports fields of `account` that are read where the same account is looked up as a declared record.
pub(super) fn judge(steps: &[Step], records: &[Record], report: &mut Report<'_>) {
    let same = (0..records.len()).map(RecordRef::Named).filter(|record| is_account(*record, records));
    for record in same {
        let RecordRef::Named(index) = record else { continue };
        if let Some(account) = read_beside(steps, record) {
            report.push(two_names(&records[index], account));
        }
    }
}

/// Where `account` is read on a path on which the record is read too.
fn read_beside(steps: &[Step], record: RecordRef) -> Option<Span> {
    let mut account: Option<Span> = None;
    let mut named = false;
    for step in steps {
        let account_here = first_read(step, RecordRef::Account);
        let named_here = first_read(step, record).is_some();
        let within = || arms(step).into_iter().find_map(|arm| read_beside(arm, record));
        let beside = match (account, named) {
            (Some(before), _) if named_here => Some(before),
            (_, true) if account_here.is_some() => account_here,
            _ => within().or_else(|| own_beside(step, record)),
        };
        if beside.is_some() {
            return beside;
        }
        account = account.or_else(|| going_on(step, RecordRef::Account));
        named |= going_on(step, record).is_some();
    }
    None
}

/// A step that itself reads one of the two, and somewhere the other.
fn own_beside(step: &Step, record: RecordRef) -> Option<Span> {
    let own = own_read(step, RecordRef::Account).filter(|_| first_read(step, record).is_some());
    own.or_else(|| own_read(step, record).and_then(|_| first_read(step, RecordRef::Account)))
}

/// Where a step itself has to look a record up.
fn own_read(step: &Step, record: RecordRef) -> Option<Span> {
    let looks_up = |read: &&Read<'_>| {
        read.record == record
            && (record != RecordRef::Account || read.field.is_some_and(|field| field.name != "Id"))
    };
    of_step(step).iter().find(looks_up).map(|read| read.span)
}

/// Where a step, or one inside it, has to.
fn first_read(step: &Step, record: RecordRef) -> Option<Span> {
    let inside = || arms(step).into_iter().flatten().find_map(|inner| first_read(inner, record));
    own_read(step, record).or_else(inside)
}

/// Where it has to on a path that goes on behind it.
fn going_on(step: &Step, record: RecordRef) -> Option<Span> {
    let live = || arms(step).into_iter().filter(|arm| !ends(arm)).flatten();
    own_read(step, record).or_else(|| live().find_map(|inner| going_on(inner, record)))
}

fn two_names(record: &Record, account: Span) -> Diagnostic {
    let name = &record.name;
    let message = format!("`account` is the record `{name}` too: it would be looked up twice on one path");
    Diagnostic::new(Code::LookedUpTwice, account, message)
        .label("looked up as `account`")
        .related(record.span, "and as this")
        .help(format!("write `{name}` for `account` here"))
}
