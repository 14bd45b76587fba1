//! What a failed look-up means for later steps: those that ask about the record are skipped, those that only prefer it go on.

use super::items::{Item, ItemKind};
use super::reads::{Reads, of_expression};
use crate::check::{Expression, RecordRef, Set, StepKind, Symbol};
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::TypedKind;
use crate::formula::{Logic, logic};
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
    if let StepKind::Set(sets) = &step.kind {
        return sets.iter().any(|set| set_asks(set, record));
    }
    step.parts().decides.into_iter().any(reads)
}

/// Whether a field cannot be set without knowing whether the record is there: it is the record's, or is made from it.
fn set_asks(set: &Set, record: RecordRef) -> bool {
    set.record == record || of_expression(&set.value).of(record)
}

/// The records that the setting of some fields asks about.
pub(super) fn asked_by_sets(sets: &[&Set], item: &Item<'_>, flagged: &BTreeSet<RecordRef>) -> Vec<RecordRef> {
    let asked =
        |record: &RecordRef| !item.known.contains(record) && sets.iter().any(|set| set_asks(set, *record));
    flagged.iter().copied().filter(asked).collect()
}

/// Whether a step is left out as a whole where the look-up of a record failed: fields of several records are set one record
/// after the other.
pub(super) fn is_left_out_whole(item: &Item<'_>, record: RecordRef) -> bool {
    let Some(StepKind::Set(sets)) = item.step().map(|step| &step.kind) else { return asks(item, record) };
    let asking: BTreeSet<RecordRef> =
        sets.iter().filter(|set| set_asks(set, record)).map(|set| set.record).collect();
    asks(item, record) && sets.iter().all(|set| asking.contains(&set.record))
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
        let by_next = next.is_some_and(|next| is_left_out_whole(next, *record));
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
    match logic(condition) {
        Logic::All(parts) => junction(&parts, record, false),
        Logic::Any(parts) => junction(&parts, record, true),
        Logic::Not(operand) => truth_without(operand, record).map(|truth| !truth),
        Logic::Plain => plain_truth_without(condition, record),
    }
}

fn plain_truth_without(condition: &Expression, record: RecordRef) -> Option<bool> {
    let of_record = |expression: &Expression| match expression.as_symbol() {
        Some(Symbol::Field(of, _) | Symbol::Record(of)) => *of == record,
        Some(Symbol::Setting(_)) | None => false,
    };
    match &condition.kind {
        TypedKind::Call("FOUND", arguments) if arguments.iter().any(of_record) => Some(false),
        TypedKind::Call("ISBLANK", arguments) if arguments.iter().any(of_record) => Some(true),
        TypedKind::Binary(operator, left, right) if is_comparison(*operator) => {
            (of_record(left) || of_record(right)).then_some(false)
        }
        TypedKind::Number(_)
        | TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null
        | TypedKind::Reference(_)
        | TypedKind::Call(..)
        | TypedKind::Unary(..)
        | TypedKind::Binary(..) => None,
    }
}

/// `AND` (decided by a false part) or `OR` (decided by a true part).
fn junction(parts: &[&Expression], record: RecordRef, deciding: bool) -> Option<bool> {
    let truths: Vec<Option<bool>> = parts.iter().map(|part| truth_without(part, record)).collect();
    match truths.contains(&Some(deciding)) {
        true => Some(deciding),
        false => truths.into_iter().all(|truth| truth.is_some()).then_some(!deciding),
    }
}

/// Whether an operator compares two values.
pub(super) fn is_comparison(operator: BinaryOperator) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{program, with_steps};

    /// What a condition is without the deal.
    fn without_deal(condition: &str) -> Option<bool> {
        let program = program(&with_steps(&format!("- if: {condition}\n  then: [log: Hello]")));
        let StepKind::If { condition, .. } = &program.outcomes[0].steps[0].kind else { panic!("an if") };
        truth_without(condition, RecordRef::Named(0))
    }

    #[test]
    fn only_what_asks_about_the_record_is_decided_without_it() {
        assert_eq!(without_deal("FOUND(deal)"), Some(false));
        assert_eq!(without_deal("deal.StageName = \"Prospecting\""), Some(false));
        assert_eq!(without_deal("call.CallDisposition = \"Talked\""), None);
        assert_eq!(without_deal("call.CallDisposition = \"Talked\" || FOUND(deal)"), None);
        assert_eq!(without_deal("call.CallDisposition = \"Talked\" && FOUND(deal)"), Some(false));
    }
}
