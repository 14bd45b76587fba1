//! What may be blank where, and comparisons that do not say what a blank means.

use super::expressions::orders;
use super::history::{self, History};
use super::program::{Expression, RecordRef, Symbol};
use super::world::{Frame, World, never_blank};
use crate::diag::{Code, Diagnostic};
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::{Type, TypedKind};
use crate::formula::{Logic, logic};
use crate::org::Field;
use std::collections::HashMap;

/// Something that is known at a point of a program.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Fact {
    /// The record is there.
    Found(RecordRef),
    /// The field is not blank.
    Filled(RecordRef, String),
}

/// A fact that a condition implies, and whether only an ordering says so.
struct Implied {
    fact: Fact,
    by_order: bool,
}

/// What is known at a point, with the way back.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The conditions that were met on the way.
    pub(super) history: History,
    known: HashMap<Fact, bool>,
    changes: Vec<(Fact, Option<bool>)>,
}

/// A point that [`Facts::back_to`] goes back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    changes: usize,
    history: history::Mark,
}

/// What was known before a branch and is open behind it.
#[derive(Debug, Default)]
pub(super) struct Opened {
    facts: Vec<Fact>,
    written: Vec<(RecordRef, String)>,
}

impl Opened {
    /// Takes in what another branch opened.
    pub(super) fn extend(&mut self, other: Opened) {
        self.facts.extend(other.facts);
        self.written.extend(other.written);
    }
}

impl Facts {
    /// This point.
    pub(super) fn mark(&self) -> Mark {
        Mark { changes: self.changes.len(), history: self.history.mark() }
    }

    /// Forgets what was noted since, and says which facts had come to be open.
    pub(super) fn back_to(&mut self, mark: Mark) -> Opened {
        let undone = self.changes.split_off(mark.changes.min(self.changes.len()));
        let facts = undone.iter().map(|(fact, _)| fact).filter(|fact| !self.holds(fact)).cloned().collect();
        for (fact, before) in undone.into_iter().rev() {
            match before {
                Some(value) => self.known.insert(fact, value),
                None => self.known.remove(&fact),
            };
        }
        Opened { facts, written: self.history.back_to(mark.history) }
    }

    /// Notes that facts are open again.
    pub(super) fn open(&mut self, opened: Opened) {
        opened.facts.into_iter().for_each(|fact| self.note(fact, false));
        opened.written.into_iter().for_each(|(record, field)| self.history.written(record, field));
    }

    /// Notes that a field got a value, and whether that is surely not blank.
    pub(super) fn written(&mut self, record: RecordRef, field: &Field, filled: bool) {
        self.note(Fact::Filled(record, field.name.clone()), filled);
        self.history.written(record, field.name.clone());
    }

    /// Notes that a fact holds, or that it is open again.
    pub(super) fn note(&mut self, fact: Fact, holds: bool) {
        let before = self.known.insert(fact.clone(), holds);
        self.changes.push((fact, before));
    }

    /// Notes what a condition implies where it holds, or does not.
    pub(super) fn learn(&mut self, condition: &Expression, holds: bool) {
        self.history.met(condition, holds);
        for implied in implied(condition, holds) {
            self.note(implied.fact, true);
        }
    }

    fn learn_guards(&mut self, condition: &Expression, holds: bool) {
        for implied in implied(condition, holds).into_iter().filter(|implied| !implied.by_order) {
            self.note(implied.fact, true);
        }
    }

    fn holds(&self, fact: &Fact) -> bool {
        self.known.get(fact).copied().unwrap_or(false)
    }
}

/// The facts that follow from a condition that holds, or does not.
fn implied(condition: &Expression, holds: bool) -> Vec<Implied> {
    match (logic(condition), holds) {
        (Logic::All(parts), true) | (Logic::Any(parts), false) => {
            parts.into_iter().flat_map(|part| implied(part, holds)).collect()
        }
        (Logic::Not(operand), _) => implied(operand, !holds),
        (Logic::All(_) | Logic::Any(_), _) => Vec::new(),
        (Logic::Plain, _) => implied_by_plain(condition, holds),
    }
}

fn implied_by_plain(condition: &Expression, holds: bool) -> Vec<Implied> {
    match (&condition.kind, holds) {
        (TypedKind::Call("ISBLANK" | "ISNULL", arguments), false) => {
            arguments.iter().flat_map(|argument| filled(argument, false)).collect()
        }
        (TypedKind::Call("FOUND", arguments), true) => arguments.iter().filter_map(found).collect(),
        (TypedKind::Call("FOUND", arguments), false) => arguments.iter().filter_map(found_instead).collect(),
        (TypedKind::Binary(operator, left, right), true) if orders(*operator) => {
            filled(left, true).into_iter().chain(filled(right, true)).collect()
        }
        (TypedKind::Binary(BinaryOperator::Equal, left, right), true) => {
            let blank = |side: &Expression| match &side.kind {
                TypedKind::Null => true,
                TypedKind::Text(text) => text.is_empty(),
                _ => false,
            };
            match blank(left) || blank(right) {
                true => Vec::new(),
                false => filled(left, false).into_iter().chain(filled(right, false)).collect(),
            }
        }
        _ => Vec::new(),
    }
}

/// A reference that has a value, so its record is there too.
fn filled(expression: &Expression, by_order: bool) -> Vec<Implied> {
    match &expression.kind {
        TypedKind::Reference(Symbol::Field(record, field)) => {
            let filled = Fact::Filled(*record, field.name.clone());
            [Fact::Found(*record), filled].into_iter().map(|fact| Implied { fact, by_order }).collect()
        }
        _ => Vec::new(),
    }
}

fn found(argument: &Expression) -> Option<Implied> {
    match &argument.kind {
        TypedKind::Reference(Symbol::Record(record)) => {
            Some(Implied { fact: Fact::Found(*record), by_order: false })
        }
        _ => None,
    }
}

/// The person is a contact or a lead: who is not the one is the other.
fn found_instead(argument: &Expression) -> Option<Implied> {
    let instead = match &argument.kind {
        TypedKind::Reference(Symbol::Record(RecordRef::Contact)) => RecordRef::Lead,
        TypedKind::Reference(Symbol::Record(RecordRef::Lead)) => RecordRef::Contact,
        _ => return None,
    };
    Some(Implied { fact: Fact::Found(instead), by_order: false })
}

/// Judges blanks at one point of a program.
pub(super) struct Blanks<'a> {
    /// The fields.
    pub(super) world: &'a World<'a>,
    /// Where the formula stands.
    pub(super) frame: Frame<'a>,
}

impl Blanks<'_> {
    /// Whether the record is surely there.
    pub(super) fn is_found(&self, record: RecordRef, facts: &Facts) -> bool {
        let always = match self.frame {
            Frame::Gate => record == RecordRef::Call,
            Frame::Call(frame) => match record {
                RecordRef::Call | RecordRef::Rep => true,
                RecordRef::Person => frame.person,
                _ => false,
            },
            Frame::Subject(_) => record == RecordRef::Subject,
        };
        always || facts.holds(&Fact::Found(record))
    }

    /// The references because of which a value may be blank; none: it never is.
    pub(super) fn causes<'e>(&self, value: &'e Expression, facts: &Facts) -> Vec<&'e Expression> {
        match &value.kind {
            TypedKind::Reference(Symbol::Field(record, field)) => {
                let never = self.is_filled(*record, field, facts);
                if never { Vec::new() } else { vec![value] }
            }
            TypedKind::Null => vec![value],
            TypedKind::Text(text) if text.is_empty() => vec![value],
            TypedKind::Reference(_) | TypedKind::Number(_) | TypedKind::Text(_) | TypedKind::Boolean(_) => {
                Vec::new()
            }
            TypedKind::Unary(_, operand) => self.causes(operand, facts),
            TypedKind::Binary(_, left, right) => {
                self.causes(left, facts).into_iter().chain(self.causes(right, facts)).collect()
            }
            TypedKind::Call("BLANKVALUE" | "NULLVALUE", arguments) => {
                arguments.get(1).map_or_else(Vec::new, |instead| self.causes(instead, facts))
            }
            TypedKind::Call("COUNT" | "FOUND" | "ISBLANK" | "ISNULL" | "LEN", _) => Vec::new(),
            TypedKind::Call("IF", arguments) => {
                arguments.iter().skip(1).flat_map(|argument| self.causes(argument, facts)).collect()
            }
            TypedKind::Call("CASE", arguments) => self.causes_of_case(arguments, facts),
            TypedKind::Call(_, arguments) => {
                arguments.iter().flat_map(|argument| self.causes(argument, facts)).collect()
            }
        }
    }

    /// A `CASE` is blank if one of its results is.
    fn causes_of_case<'e>(&self, arguments: &'e [Expression], facts: &Facts) -> Vec<&'e Expression> {
        let last = arguments.len().saturating_sub(1);
        let results = arguments.iter().enumerate().skip(1).filter(|(at, _)| at % 2 == 0 || *at == last);
        results.flat_map(|(_, result)| self.causes(result, facts)).collect()
    }

    fn is_filled(&self, record: RecordRef, field: &Field, facts: &Facts) -> bool {
        let by_nature = never_blank(field) || self.world.is_counter(field);
        (by_nature && self.is_found(record, facts)) || facts.holds(&Fact::Filled(record, field.name.clone()))
    }

    /// Reports the comparisons of a condition that order a value which may be blank and do not say what a blank means.
    pub(super) fn undecided(&self, condition: &Expression, facts: &mut Facts) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        self.visit(condition, facts, &mut found);
        found
    }

    /// The same for a branch of a `choose`, where a blank goes on to the branches behind it and to `otherwise`.
    pub(super) fn undecided_in_branch(&self, condition: &Expression, facts: &mut Facts) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        self.visit_branch(condition, facts, &mut found);
        found
    }

    fn visit_branch(&self, condition: &Expression, facts: &mut Facts, found: &mut Vec<Diagnostic>) {
        match logic(condition) {
            Logic::All(parts) | Logic::Any(parts) => {
                parts.into_iter().for_each(|part| self.visit_branch(part, facts, found));
            }
            Logic::Not(_) => self.visit(condition, facts, found),
            Logic::Plain => match &condition.kind {
                TypedKind::Binary(operator, left, right) if orders(*operator) => {
                    self.visit(left, facts, found);
                    self.visit(right, facts, found);
                }
                _ => self.visit(condition, facts, found),
            },
        }
    }

    fn visit(&self, expression: &Expression, facts: &mut Facts, found: &mut Vec<Diagnostic>) {
        match logic(expression) {
            Logic::All(parts) => return self.visit_parts(&parts, true, facts, found),
            Logic::Any(parts) => return self.visit_parts(&parts, false, facts, found),
            Logic::Not(operand) => return self.visit(operand, facts, found),
            Logic::Plain => {}
        }
        match &expression.kind {
            TypedKind::Binary(operator, left, right) => {
                if orders(*operator) {
                    found.extend(self.undecided_comparison(expression, left, right, facts));
                }
                self.visit(left, facts, found);
                self.visit(right, facts, found);
            }
            TypedKind::Unary(_, operand) => self.visit(operand, facts, found),
            TypedKind::Call("IF", arguments) => self.visit_if(arguments, facts, found),
            TypedKind::Call(_, arguments) => arguments.iter().for_each(|each| self.visit(each, facts, found)),
            TypedKind::Reference(_)
            | TypedKind::Number(_)
            | TypedKind::Text(_)
            | TypedKind::Boolean(_)
            | TypedKind::Null => {}
        }
    }

    /// Parts that all hold (or all but one do not) are guards of each other.
    fn visit_parts(&self, parts: &[&Expression], hold: bool, facts: &mut Facts, found: &mut Vec<Diagnostic>) {
        let mark = facts.mark();
        parts.iter().for_each(|part| facts.learn_guards(part, hold));
        parts.iter().for_each(|part| self.visit(part, facts, found));
        facts.back_to(mark);
    }

    fn visit_if(&self, arguments: &[Expression], facts: &mut Facts, found: &mut Vec<Diagnostic>) {
        let [condition, then, otherwise] = arguments else { return };
        self.visit(condition, facts, found);
        for (branch, holds) in [(then, true), (otherwise, false)] {
            let mark = facts.mark();
            facts.learn(condition, holds);
            self.visit(branch, facts, found);
            facts.back_to(mark);
        }
    }

    fn undecided_comparison(
        &self,
        comparison: &Expression,
        left: &Expression,
        right: &Expression,
        facts: &Facts,
    ) -> Option<Diagnostic> {
        let cause = self.causes(left, facts).into_iter().chain(self.causes(right, facts)).next()?;
        let TypedKind::Reference(Symbol::Field(record, field)) = &cause.kind else { return None };
        let name = format!("{}.{}", self.record_name(*record), field.name);
        let message = format!("`{name}` may be blank, and the comparison does not say what that means");
        let help = match cause.ty {
            Type::Number => format!("write `NOT(ISBLANK({name})) && …`, or `BLANKVALUE({name}, 0)`"),
            _ => format!("write `NOT(ISBLANK({name})) && …`, or `ISBLANK({name}) || …`"),
        };
        let diagnostic = Diagnostic::new(Code::BlankNotDecided, comparison.span, message);
        Some(diagnostic.label("and if it is blank?").help(help))
    }

    /// What a formula speaks of, for messages: `person.Voicemail_Count__c`.
    pub(super) fn name_of(&self, expression: &Expression) -> String {
        match &expression.kind {
            TypedKind::Reference(Symbol::Field(record, field)) => {
                format!("`{}.{}`", self.record_name(*record), field.name)
            }
            TypedKind::Call(function @ ("COUNT" | "FOUND"), arguments) => {
                match arguments.first().map(|each| &each.kind) {
                    Some(TypedKind::Reference(Symbol::Record(record))) => {
                        format!("`{function}({})`", self.record_name(*record))
                    }
                    _ => format!("`{function}`"),
                }
            }
            _ => "what is compared".to_owned(),
        }
    }

    fn record_name(&self, record: RecordRef) -> String {
        match (record, self.frame) {
            (RecordRef::Call, _) => "call".to_owned(),
            (RecordRef::Person, _) => "person".to_owned(),
            (RecordRef::Contact, _) => "contact".to_owned(),
            (RecordRef::Lead, _) => "lead".to_owned(),
            (RecordRef::Account, _) => "account".to_owned(),
            (RecordRef::Rep, _) => "rep".to_owned(),
            (RecordRef::Manager, _) => "manager".to_owned(),
            (RecordRef::Subject, Frame::Subject(frame)) if frame.person => "person".to_owned(),
            (RecordRef::Subject, _) => "record".to_owned(),
            (RecordRef::Named(index), frame) => {
                self.world.records(frame).all.get(index).map_or_else(String::new, |named| named.name.clone())
            }
        }
    }
}
