//! What a failed look-up means for later steps: those that ask about the record are skipped, those that only prefer it go on.

use super::items::{Item, ItemKind};
use super::reads::{Reads, of_expression};
use crate::check::{Expression, RecordRef, StepKind, Symbol};
use crate::formula::ast::{BinaryOperator, UnaryOperator};
use crate::formula::typed::TypedKind;
use std::collections::BTreeSet;

/// Whether a step itself would do something wrong if the record, not known to be there or not, were taken for absent.
pub(super) fn asks(item: &Item<'_>, record: RecordRef) -> bool {
    if item.known.contains(&record) {
        return false;
    }
    let reads = |expression: &Expression| of_expression(expression).of(record);
    let (step, arms) = match &item.kind {
        ItemKind::Step(step, arms) => (step, arms),
        ItemKind::Gate(condition, _) => return reads(condition),
        ItemKind::Lookup(_) | ItemKind::Save(..) => return false,
    };
    if let StepKind::If { condition, .. } = &step.kind
        && let Some(truth) = truth_without(condition, record)
    {
        return reads(condition) && !arms[usize::from(!truth)].is_empty();
    }
    let parts = step.parts();
    let sets =
        matches!(step.kind, StepKind::Set(_)) && parts.writes.iter().any(|write| write.record == record);
    sets || parts.decides.into_iter().any(reads)
}

/// How many steps ask about a record.
fn asking(items: &[Item<'_>], record: RecordRef) -> usize {
    let inside = |item: &Item<'_>| item.arms().iter().map(|arm| asking(arm, record)).sum::<usize>();
    items.iter().map(|item| usize::from(asks(item, record)) + inside(item)).sum()
}

/// The records whose failed look-up has to be kept for later: more asks about them than the very next step.
pub(super) fn flagged(items: &[Item<'_>]) -> BTreeSet<RecordRef> {
    let mut flagged = BTreeSet::new();
    flag(items, items, &mut flagged);
    flagged
}

fn flag(all: &[Item<'_>], items: &[Item<'_>], flagged: &mut BTreeSet<RecordRef>) {
    for (at, item) in items.iter().enumerate() {
        item.arms().iter().for_each(|arm| flag(all, arm, flagged));
        let ItemKind::Lookup(record) = &item.kind else { continue };
        let next = items[at + 1..].iter().find(|next| !matches!(next.kind, ItemKind::Lookup(_)));
        let by_next = next.is_some_and(|next| asks(next, *record));
        if asking(all, *record) > usize::from(by_next) {
            flagged.insert(*record);
        }
    }
}

/// The records that a step itself asks about.
pub(super) fn asked(item: &Item<'_>, reads: &Reads) -> Vec<RecordRef> {
    let fields = reads.fields.iter().map(|key| key.record);
    let mut records: Vec<RecordRef> = fields.chain(reads.records.iter().copied()).collect();
    records.sort_unstable();
    records.dedup();
    records.retain(|record| asks(item, *record));
    records
}

/// What a condition is where the record is absent, if that decides it.
fn truth_without(condition: &Expression, record: RecordRef) -> Option<bool> {
    let of_record = |expression: &Expression| match &expression.kind {
        TypedKind::Reference(Symbol::Field(of, _) | Symbol::Record(of)) => *of == record,
        _ => false,
    };
    match &condition.kind {
        TypedKind::Call("FOUND", arguments) if arguments.iter().any(of_record) => Some(false),
        TypedKind::Call("ISBLANK", arguments) if arguments.iter().any(of_record) => Some(true),
        TypedKind::Call("NOT", arguments) => truth_without(arguments.first()?, record).map(|truth| !truth),
        TypedKind::Unary(UnaryOperator::Not, operand) => truth_without(operand, record).map(|truth| !truth),
        TypedKind::Call("AND", arguments) => junction(arguments.iter(), record, false),
        TypedKind::Call("OR", arguments) => junction(arguments.iter(), record, true),
        TypedKind::Binary(BinaryOperator::And, left, right) => {
            junction([&**left, &**right].into_iter(), record, false)
        }
        TypedKind::Binary(BinaryOperator::Or, left, right) => {
            junction([&**left, &**right].into_iter(), record, true)
        }
        TypedKind::Binary(operator, left, right)
            if is_comparison(*operator) && (of_record(left) || of_record(right)) =>
        {
            Some(false)
        }
        _ => None,
    }
}

/// `AND` (decided by a false part) or `OR` (decided by a true part).
fn junction<'e>(
    parts: impl Iterator<Item = &'e Expression>,
    record: RecordRef,
    deciding: bool,
) -> Option<bool> {
    let truths: Vec<Option<bool>> = parts.map(|part| truth_without(part, record)).collect();
    match truths.contains(&Some(deciding)) {
        true => Some(deciding),
        false => truths.into_iter().all(|truth| truth.is_some()).then_some(!deciding),
    }
}

fn is_comparison(operator: BinaryOperator) -> bool {
    matches!(
        operator,
        BinaryOperator::Equal
            | BinaryOperator::NotEqual
            | BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual
    )
}
