//! The elements of `set` and `increment`.

use super::asks;
use super::emit::{Around, Emitter};
use super::identity;
use super::items::Item;
use super::names::field_in_names;
use super::phrases::{given_fields, list};
use super::reads::{Reads, of_expression};
use super::words::Speaker;
use super::{Assign, Call, Check, FieldKey, Node, Operation, SetItem, Test};
use crate::check::{RaisedBefore, RecordRef, Set, Step};
use crate::org::Field;
use std::sync::Arc;

/// Dispositions that a decision lists itself; with more a helper is asked, so that flows grow with what they do alone.
const MOST_LISTED: usize = 20;

impl<'p> Emitter<'p> {
    pub(super) fn set_step(
        &mut self,
        step: &'p Step,
        sets: &'p [Set],
        item: &Item<'p>,
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let mut records: Vec<RecordRef> = sets.iter().map(|set| set.record).collect();
        // A record that another one of the step reads comes behind it: values are those from before the step.
        let is_read = |record: RecordRef| {
            sets.iter()
                .any(|set| set.record == record && reads_beside(sets, set, |other| other.record != record))
        };
        records.sort_unstable_by_key(|record| (is_read(*record), *record));
        records.dedup();
        let mut nodes = Vec::new();
        for record in records {
            let of_record: Vec<&'p Set> = sets.iter().filter(|set| set.record == record).collect();
            let node = self.set_record(step, record, &of_record, item, around);
            let name = step.label.clone().unwrap_or_else(|| self.set_name(record, &of_record));
            let asked = asks::asked_by_sets(&of_record, item, &self.flagged);
            nodes.extend(self.unless_unknown(&asked, step, &name, vec![node], around.site));
        }
        nodes
    }

    /// A field that is set.
    pub(super) fn set_item(&self, set: &'p Set, formula: String, read_later: bool) -> SetItem<'p> {
        let label = &set.field.label;
        let said = match self.speaker.value(&set.value) {
            Some(value) => format!("The new {label}: {value}."),
            None => format!("The new {label}."),
        };
        SetItem { set, read_later, formula, said }
    }

    fn set_record(
        &mut self,
        step: &'p Step,
        record: RecordRef,
        sets: &[&'p Set],
        item: &Item<'p>,
        around: &Around<'_>,
    ) -> Node<'p> {
        let fields: Vec<&Arc<Field>> = sets.iter().map(|set| &set.field).collect();
        let base = self.set_words(record, &fields, &self.speaker);
        let name = self.set_name(record, sets);
        let whose = self.whose(record);
        let said = given_fields(sets.iter().map(|set| (&*set.field, &set.value)), &self.speaker);
        let title = self.step_title(step, &name, &base, &said, around.site);
        let set_item = |set: &&'p Set| {
            let key = FieldKey { record, field: set.field.clone() };
            let formula = format!("new {whose}{}{}", field_in_names(&set.field), around.site.suffix);
            self.set_item(set, formula, around.later.fields.contains(&key))
        };
        let operation =
            Operation::Assign(Assign::Set(readers_first(sets, around.later).iter().map(set_item).collect()));
        let node = Self::quiet(title, operation);
        self.if_found(step, record, item, &base, node)
    }

    /// `Set Deal Stage to Qualification and Amount`
    fn set_name(&self, record: RecordRef, sets: &[&Set]) -> String {
        let speaker = self.speaker.in_names();
        let words: Vec<String> = sets.iter().map(|set| identity::of_set(set, &speaker)).collect();
        format!("Set {}{}", self.whose(record), list(&words, "and"))
    }

    /// `Set Deal Stage and Amount`
    pub(super) fn set_words(
        &self,
        record: RecordRef,
        fields: &[&Arc<Field>],
        speaker: &Speaker<'_>,
    ) -> String {
        let labels: Vec<String> = fields.iter().map(|field| speaker.called(field)).collect();
        format!("Set {}{}", self.whose(record), list(&labels, "and"))
    }

    /// `Deal `, in front of the fields of a named record.
    pub(super) fn whose(&self, record: RecordRef) -> String {
        match record {
            RecordRef::Named(_) => format!("{} ", self.speaker.record(record)),
            RecordRef::Call
            | RecordRef::Person
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Account
            | RecordRef::Rep
            | RecordRef::Manager
            | RecordRef::Subject => String::new(),
        }
    }

    /// An assignment to a named record that may not be there: left out then, with one line in the log.
    pub(super) fn if_found(
        &mut self,
        step: &Step,
        record: RecordRef,
        item: &Item<'p>,
        base: &str,
        node: Node<'p>,
    ) -> Node<'p> {
        let Node::Act(act) = &node else { return node };
        if !matches!(record, RecordRef::Named(_)) || item.known.contains(&record) {
            return node;
        }
        let words = self.speaker.record(record);
        let said = format!("Without {words} there is nothing to set.");
        let (can, question) = (format!("Can {}", act.title.full), format!("{words} Found?"));
        let guard = self.title(&can, &question, &said, step.span);
        let skip = self.skip(&act.title, base, format!("{words} was not found: {base} was left out."));
        self.guard(guard, Test::All(vec![Check::Found(record, true)]), vec![node], vec![skip])
    }

    pub(super) fn increment(
        &mut self,
        step: &'p Step,
        field: &'p Arc<Field>,
        raised_before: &'p RaisedBefore,
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let title = self.plain_title(step, "One more. A blank counter counts as 0.", around);
        let key = FieldKey { record: RecordRef::Person, field: field.clone() };
        let read_later = around.later.fields.contains(&key);
        let name = field_in_names(field);
        let formula = format!("next {name}");
        let node = Self::quiet(title, Operation::Assign(Assign::Increment { field, read_later, formula }));
        if raised_before.is_never() {
            return vec![node];
        }
        let said = format!(
            "A corrected call counts once: the disposition before has already raised {}.",
            field.label
        );
        let title = self.title(
            &format!("{name} Raised Before{}", around.site.suffix),
            &format!("{} Raised Before?", field.label),
            &said,
            step.span,
        );
        let (RaisedBefore::By(listed) | RaisedBefore::ByAllBut(listed)) = raised_before;
        if listed.len() > MOST_LISTED {
            let test = Test::All(vec![Check::RaisedBefore(field)]);
            let ask = self.ask_raised(step, field, raised_before, around);
            return vec![ask, self.guard(title, test, Vec::new(), vec![node])];
        }
        vec![self.guard(title, raised_by(raised_before), Vec::new(), vec![node])]
    }

    /// Many dispositions are listed once, in a helper, not in each outcome.
    fn ask_raised(
        &mut self,
        step: &'p Step,
        field: &'p Arc<Field>,
        raised_before: &'p RaisedBefore,
        around: &Around<'_>,
    ) -> Node<'p> {
        let label = format!("Ask: {} Raised Before", field.label);
        let full = format!("Ask {} Raised Before{}", field_in_names(field), around.site.suffix);
        let said = "Whether the disposition that this save corrects has already raised it.";
        let title = self.title(&full, &label, said, step.span);
        Self::quiet(title, Operation::Call(Call::AskRaised(field, raised_before)))
    }
}

/// The sets of one record. Where later steps read a field, its variable gets the new value; those that read the old one come
/// before that, and of two that read each other the first that is written.
fn readers_first<'p>(sets: &[&'p Set], later: &Reads) -> Vec<&'p Set> {
    let mut left = sets.to_vec();
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_read = |set: &&Set| {
            let key = FieldKey { record: set.record, field: set.field.clone() };
            later.fields.contains(&key)
                && reads_beside(left.iter().copied(), set, |other| !std::ptr::eq(other, *set))
        };
        let free = left.iter().position(|set| !is_read(set)).unwrap_or(0);
        ordered.push(left.remove(free));
    }
    ordered
}

/// Whether one of the other values of a step reads what a field was before it.
fn reads_beside<'s>(
    sets: impl IntoIterator<Item = &'s Set>,
    written: &Set,
    is_other: impl Fn(&Set) -> bool,
) -> bool {
    let key = FieldKey { record: written.record, field: written.field.clone() };
    let mut others = sets.into_iter().filter(|other| is_other(other));
    others.any(|other| of_expression(&other.value).fields.contains(&key))
}

/// Whether the disposition before has raised a counter, where few are listed.
fn raised_by(raised_before: &RaisedBefore) -> Test<'_> {
    match raised_before {
        RaisedBefore::By(listed) => {
            Test::Any(listed.iter().map(|each| Check::PriorDisposition(each, true)).collect())
        }
        RaisedBefore::ByAllBut(listed) => {
            let others = listed.iter().map(|each| Check::PriorDisposition(each, false));
            Test::All(std::iter::once(Check::Corrects).chain(others).collect())
        }
    }
}
