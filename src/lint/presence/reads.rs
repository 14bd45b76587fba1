//! Where records are read through.

use super::asked::is_question;
use super::{Analysis, Presence};
use crate::flow::graph::ArrowKind;
use crate::flow::references::{Reference, Role};
use crate::flow::{Assignment, Decision, Element, ElementKind, Place, RecordLookup, Value};
use crate::lint::FlowFacts;
use crate::source::Span;

/// A place where a record is read that is null, or may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NullRead {
    /// Where the element stands that reads.
    pub place: Place,
    /// The element that reads.
    pub element: String,
    /// What it reads.
    pub path: String,
    /// Null on every way, not only on some.
    pub is_certain: bool,
    /// It is not read: a field is set, of a record that a look-up may not have found.
    pub is_set: bool,
    /// The outcome of a decision that asks for it; 0 elsewhere.
    pub(super) outcome: usize,
}

impl NullRead {
    /// Whether who goes on over an arrow has read it: the record was there. A fault may be for want of it.
    pub(super) fn stops(&self, arrow: ArrowKind) -> bool {
        match arrow {
            ArrowKind::Fault => false,
            ArrowKind::Rule(at) => self.outcome <= at,
            ArrowKind::Next
            | ArrowKind::Default
            | ArrowKind::EachItem
            | ArrowKind::AfterLast
            | ArrowKind::ScheduledPath(_)
            | ArrowKind::Other => true,
        }
    }
}

impl<'a> Analysis<'_, 'a> {
    /// The references that an element makes itself.
    pub(super) fn references_of(&self, element: &Element) -> &[Reference<'a>] {
        let range = self.references.get(element.name.as_str()).cloned().unwrap_or_default();
        &self.facts.references()[range]
    }

    /// Every read of an element through a record that is null, or may be, with the number of the record; of several of one record
    /// the first.
    pub(super) fn reads(&self, element: &'a Element, state: &[Presence]) -> Vec<(NullRead, usize)> {
        let mut reading = Reading { analysis: self, element, outcome: 0, found: Vec::new() };
        match &element.kind {
            ElementKind::Assignment(it) => reading.assignment(it, state),
            ElementKind::Decision(it) => reading.decision(it, state),
            ElementKind::ActionCall(_)
            | ElementKind::CollectionProcessor(_)
            | ElementKind::CustomError(_)
            | ElementKind::Loop(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordLookup(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::Subflow(_)
            | ElementKind::Transform(_) => reading.others(state),
            ElementKind::Other(_) => {}
        }
        reading.found
    }
}

/// The reads of one element.
struct Reading<'r, 'f, 'a> {
    analysis: &'r Analysis<'f, 'a>,
    element: &'a Element,
    /// The outcome whose conditions are read.
    outcome: usize,
    found: Vec<(NullRead, usize)>,
}

impl<'a> Reading<'_, '_, 'a> {
    /// One item after the other.
    fn assignment(&mut self, assignment: &Assignment, state: &[Presence]) {
        let mut state = state.to_vec();
        for item in &assignment.items {
            if let Some(Value::Reference(path)) = &item.value {
                self.read(path, Role::Value, &state);
            }
            self.set(&item.target, &state);
            self.analysis.assign(item, &mut state);
        }
    }

    /// What an outcome asks for blanks of is known to the other conditions that all have to hold with it.
    fn decision(&mut self, decision: &'a Decision, state: &[Presence]) {
        for (at, rule) in decision.rules.iter().enumerate() {
            self.outcome = at;
            let before = self.analysis.after_outcome(&decision.rules[..at], None, state);
            let Some(known) = self.analysis.asked_for_blanks(rule, before) else { continue };
            for condition in rule.conditions.iter().filter(|each| !is_question(&each.operator)) {
                self.read(&condition.left, Role::Condition, &known);
                if let Some(Value::Reference(path)) = &condition.right {
                    self.read(path, Role::Value, &known);
                }
            }
        }
    }

    fn others(&mut self, state: &[Presence]) {
        for reference in self.analysis.references_of(self.element) {
            match reference.role {
                Role::Value | Role::Condition | Role::Record | Role::Text => {
                    self.read(reference.path, reference.role, state);
                }
                Role::Target | Role::Collection | Role::Formula => {}
            }
        }
    }

    /// A field is set. A variable that is null becomes a record by that; of what was not found, nobody says so.
    fn set(&mut self, path: &str, state: &[Presence]) {
        let base = path.split_once('.').map(|(base, _)| base);
        let is_found = base.is_some_and(|base| self.analysis.facts.graph.named(base).is_some());
        let is_open = |number: &usize| state[*number].null && !self.analysis.records.given.contains(number);
        let number = self.analysis.records.number(path).filter(|number| is_found && is_open(number));
        if let Some(number) = number.filter(|number| self.found.iter().all(|(_, told)| told != number)) {
            let read = NullRead { is_certain: false, is_set: true, ..self.at(path, state[number]) };
            self.found.push((read, number));
        }
    }

    fn at(&self, path: &str, presence: Presence) -> NullRead {
        NullRead {
            place: self.element.place,
            element: self.element.name.clone(),
            path: path.to_owned(),
            is_certain: !presence.there,
            is_set: false,
            outcome: self.outcome,
        }
    }

    /// A field is read, or the whole record is saved.
    fn read(&mut self, path: &str, role: Role, state: &[Presence]) {
        let is_saved = role == Role::Record && self.analysis.is_record(path);
        let Some(number) = self.analysis.records.number(path) else { return };
        let is_told = self.found.iter().any(|(_, told)| *told == number);
        let presence = state[number];
        let may_be_null = presence.null && !(presence.there && self.analysis.records.given.contains(&number));
        if is_told || !may_be_null || !(path.contains('.') || is_saved) {
            return;
        }
        self.found.push((self.at(path, state[number]), number));
    }
}

/// Whether a look-up asks for one record by an Id that is given: an input, that of the record that started the flow, or that
/// of the user.
pub(super) fn is_given(facts: &FlowFacts<'_>, lookup: &RecordLookup) -> bool {
    let [filter] = lookup.filters.as_slice() else { return false };
    let Some(Value::Reference(path)) = &filter.value else { return false };
    let flow = facts.flow;
    let is_input =
        |name: &str| flow.variables.iter().any(|each| each.is_input && each.name.eq_ignore_ascii_case(name));
    let is_own = flow.start.object.as_ref() == Some(&lookup.object);
    let is_known = match path.split_once('.') {
        None => is_input(path),
        Some(("$Record", "Id")) => is_own,
        Some((base, "Id")) => base == "$User" || is_input(base),
        Some(_) => false,
    };
    filter.field == "Id" && filter.operator == "EqualTo" && is_known
}

impl FlowFacts<'_> {
    /// Where a record is read that is null, or may be.
    pub fn read_at(&self, read: &NullRead) -> Span {
        let whole = self.at(read.place);
        let tags = ["elementReference", "inputReference", "leftValueReference", "assignToReference"].iter();
        let mut spans = tags.map(|tag| self.leaf(read.place, tag, &read.path));
        spans.find(|span| *span != whole).unwrap_or(whole)
    }
}
