//! What is known on a way through a flow: which variables have a value, and what an id begins with.
//!
//! Decisions of one path ask the same things again: whether the person is a contact, whether the deal was found. What an earlier
//! element has settled closes the ways of a later decision that contradict it.

use crate::flow::{Assignment, Decision, ElementKind, Flow, LookupOutput, RecordLookup, Rule, Value};
use std::collections::{BTreeMap, BTreeSet};

/// How an element ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    /// It is done; a look-up found something.
    Done,
    /// A look-up found nothing.
    NothingFound,
    /// It failed.
    Fault,
}

/// What is known at a place of a way. What is not in it may be so or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Facts {
    /// What a test of a variable of the flow gives.
    tests: BTreeMap<(String, Test), bool>,
    /// Whether a text that nothing changes begins with another: (its whole name, the beginning).
    pub(super) begins: BTreeMap<(String, String), bool>,
}

/// The two tests for nothing: an empty text is blank, and not null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Test {
    IsNull,
    IsBlank,
}

impl Test {
    fn named(operator: &str) -> Option<Self> {
        match operator {
            "IsNull" => Some(Test::IsNull),
            "IsBlank" => Some(Test::IsBlank),
            _ => None,
        }
    }
}

/// The names of a flow whose value some decision asks for.
pub(super) fn asked(flow: &Flow) -> BTreeSet<String> {
    let decisions = flow.elements.iter().filter_map(|element| match_decision(&element.kind));
    let conditions = decisions.flat_map(|decision| &decision.rules).flat_map(|rule| &rule.conditions);
    let asked = conditions.filter(|condition| Test::named(&condition.operator).is_some());
    asked.map(|condition| condition.left.clone()).filter(|name| !name.contains(['.', '$'])).collect()
}

fn match_decision(kind: &ElementKind) -> Option<&Decision> {
    let ElementKind::Decision(decision) = kind else { return None };
    Some(decision)
}

impl Facts {
    /// At the beginning of a flow variables that nobody gives have no value.
    pub(super) fn at_start(
        flow: &Flow,
        asked: &BTreeSet<String>,
        begins: BTreeMap<(String, String), bool>,
    ) -> Self {
        let empty = |name: &&String| match flow.variables.iter().find(|variable| variable.name == **name) {
            Some(variable) => !variable.is_input && variable.value.is_none(),
            None => flow.elements.iter().any(|element| element.name == **name),
        };
        let mut facts = Self { tests: BTreeMap::new(), begins };
        asked.iter().filter(empty).for_each(|name| facts.set(name, Some(false), asked));
        facts
    }

    /// What is known of the variables, with what is known elsewhere of texts.
    #[must_use]
    pub(super) fn with_begins_of(mut self, other: Self) -> Self {
        self.begins = other.begins;
        self
    }

    fn set(&mut self, name: &str, filled: Option<bool>, asked: &BTreeSet<String>) {
        if asked.contains(name) {
            for test in [Test::IsNull, Test::IsBlank] {
                self.note(name, test, filled.map(|filled| !filled));
            }
        }
    }

    fn note(&mut self, name: &str, test: Test, gives: Option<bool>) {
        let key = (name.to_owned(), test);
        match gives {
            Some(gives) => self.tests.insert(key, gives),
            None => self.tests.remove(&key),
        };
    }

    /// Whether a variable has a value, where that is known.
    fn filled(&self, name: &str) -> Option<bool> {
        let given = |test| self.tests.get(&(name.to_owned(), test)).copied();
        match (given(Test::IsNull), given(Test::IsBlank)) {
            (Some(true), _) => Some(false),
            (_, Some(false)) => Some(true),
            _ => None,
        }
    }

    /// After an element that ended so.
    #[must_use]
    pub(super) fn after(
        mut self,
        name: &str,
        kind: &ElementKind,
        ending: Ending,
        asked: &BTreeSet<String>,
    ) -> Self {
        let done = ending == Ending::Done;
        match kind {
            ElementKind::Assignment(assignment) => self.assign(assignment, asked),
            ElementKind::RecordLookup(lookup) => self.look_up(name, lookup, ending, asked),
            ElementKind::RecordCreate(create) if done => {
                create.assign_id_to.iter().for_each(|target| self.set(base(target), Some(true), asked));
                if create.store_output {
                    self.set(name, Some(true), asked);
                }
            }
            ElementKind::Subflow(call) => {
                call.outputs.iter().for_each(|output| self.set(base(&output.assign_to), None, asked));
                self.set(name, None, asked);
            }
            ElementKind::ActionCall(call) => {
                call.outputs.iter().for_each(|output| self.set(base(&output.assign_to), None, asked));
                self.set(name, None, asked);
            }
            ElementKind::Loop(walk) => {
                walk.item.iter().for_each(|item| self.set(item, None, asked));
                self.set(name, None, asked);
            }
            ElementKind::CollectionProcessor(_) | ElementKind::Transform(_) | ElementKind::Other(_) => {
                self.set(name, None, asked);
            }
            ElementKind::RecordCreate(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::CustomError(_)
            | ElementKind::Decision(_) => {}
        }
        self
    }

    fn assign(&mut self, assignment: &Assignment, asked: &BTreeSet<String>) {
        for item in &assignment.items {
            let filled = match (&item.value, item.operator.as_str()) {
                (Some(Value::Reference(from)), "Assign") => self.filled(from),
                (Some(Value::String(text)), "Assign") => Some(!text.trim().is_empty()),
                _ => None,
            };
            match item.target == base(&item.target) {
                true => self.set(&item.target, filled, asked),
                false => self.set(base(&item.target), None, asked),
            }
        }
    }

    fn look_up(&mut self, name: &str, lookup: &RecordLookup, ending: Ending, asked: &BTreeSet<String>) {
        let found = ending == Ending::Done;
        let kept = ending == Ending::Fault || !found && !lookup.null_if_none;
        match &lookup.output {
            LookupOutput::Stored { .. } if ending == Ending::Fault => {}
            LookupOutput::Stored { .. } => self.set(name, Some(found), asked),
            _ if kept => {}
            LookupOutput::Variable(variable) => self.set(base(variable), Some(found), asked),
            LookupOutput::Fields(fields) => {
                for (field, variable) in fields {
                    let filled = if found { (field == "Id").then_some(true) } else { Some(false) };
                    self.set(base(variable), filled, asked);
                }
            }
        }
    }

    /// Whether a rule holds, if that is known; `whole` is the whole name of what nothing changes.
    pub(super) fn rule(&self, rule: &Rule, whole: &dyn Fn(&str) -> Option<String>) -> Option<bool> {
        let conditions = || rule.conditions.iter().map(|condition| self.condition(condition, whole));
        let (decides, otherwise) = match rule.logic.as_str() {
            "and" => (false, true),
            "or" => (true, false),
            _ => return None,
        };
        match () {
            () if rule.requires_change => None,
            () if conditions().any(|each| each == Some(decides)) => Some(decides),
            () if conditions().all(|each| each == Some(otherwise)) => Some(otherwise),
            () => None,
        }
    }

    fn condition(
        &self,
        condition: &crate::flow::Condition,
        whole: &dyn Fn(&str) -> Option<String>,
    ) -> Option<bool> {
        match (condition.operator.as_str(), &condition.right) {
            (operator @ ("IsNull" | "IsBlank"), Some(Value::Boolean(wanted))) => {
                let key = (condition.left.clone(), Test::named(operator)?);
                Some(self.tests.get(&key)? == wanted)
            }
            ("StartsWith", Some(Value::String(beginning))) => {
                let name = whole(&condition.left)?;
                let own = (name.clone(), beginning.clone());
                let other = || {
                    let mut known = self.begins.iter().filter(|((each, _), holds)| *each == name && **holds);
                    known.any(|((_, other), _)| other.len() == beginning.len()).then_some(false)
                };
                self.begins.get(&own).copied().or_else(other)
            }
            _ => None,
        }
    }

    /// After a rule was found to hold, or not to.
    #[must_use]
    pub(super) fn taken(
        mut self,
        rule: &Rule,
        holds: bool,
        whole: &dyn Fn(&str) -> Option<String>,
        asked: &BTreeSet<String>,
    ) -> Self {
        let settles_all = matches!((rule.logic.as_str(), holds), ("and", true) | ("or", false));
        if !settles_all && rule.conditions.len() != 1 || rule.requires_change {
            return self;
        }
        for condition in &rule.conditions {
            match (condition.operator.as_str(), &condition.right) {
                (operator @ ("IsNull" | "IsBlank"), Some(Value::Boolean(wanted))) => {
                    self.tested(&condition.left, operator, *wanted == holds, asked);
                }
                ("StartsWith", Some(Value::String(beginning))) => {
                    if let Some(name) = whole(&condition.left) {
                        self.begins.insert((name, beginning.clone()), holds);
                    }
                }
                _ => {}
            }
        }
        self
    }
}

impl Facts {
    /// After a test of a variable gave so.
    fn tested(&mut self, name: &str, operator: &str, gives: bool, asked: &BTreeSet<String>) {
        match (Test::named(operator), gives) {
            _ if !asked.contains(name) => {}
            (Some(Test::IsNull), true) => self.set(name, Some(false), asked),
            (Some(Test::IsBlank), false) => self.set(name, Some(true), asked),
            (Some(test), gives) => self.note(name, test, Some(gives)),
            (None, _) => {}
        }
    }
}

/// The variable of `variable.Field`.
pub(super) fn base(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}
