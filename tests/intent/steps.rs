//! Follows a flow along the steps of its intent, arrow by arrow.

use super::words;
use super::yaml::Yaml;
use super::{content, faults};
use ctiflow::flow::graph::ArrowKind;
use ctiflow::flow::graph::ElementId;
use ctiflow::flow::{Decision, Element, ElementKind, Flow, Graph};
use std::collections::BTreeSet;

/// A flow that is being followed.
pub(super) struct Follower<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// Its graph.
    pub graph: Graph<'a>,
    /// The API name of the log's flow.
    pub log: String,
    /// The elements that the intent has named so far.
    pub seen: BTreeSet<ElementId>,
    /// What is not as it should be.
    pub differences: Vec<String>,
}

/// Where a sequence of steps leads: to an element, to the end, or nowhere because its path is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// The next element; none where the flow ends.
    To(Option<ElementId>),
    /// An `end` was said.
    Over,
}

/// What is different was told.
pub(super) struct Lost;

impl<'a> Follower<'a> {
    /// A follower at the start of a flow.
    pub(super) fn new(flow: &'a Flow, log: &str) -> Self {
        Self {
            flow,
            graph: Graph::new(flow),
            log: log.to_owned(),
            seen: BTreeSet::new(),
            differences: Vec::new(),
        }
    }

    /// Follows all steps of the flow; elements that no step names are differences too.
    pub(super) fn follow(&mut self, steps: &[Yaml]) {
        let first = self.graph.entries().first().map(|edge| edge.target);
        let Ok(exit) = self.sequence(steps, first, "start") else { return };
        if let Exit::To(Some(next)) = exit {
            self.tell("start", format!("the flow goes on with `{}`", self.label(next)));
        }
        let left: Vec<_> = self.graph.ids().filter(|id| !self.seen.contains(id)).collect();
        for id in left {
            self.tell("start", format!("no step leads to `{}`", self.graph.element(id).name));
        }
    }

    /// Tells a difference; `at` is the path of labels that leads there.
    pub(super) fn tell(&mut self, at: &str, difference: String) {
        self.differences.push(format!("{}: {at}: {difference}", self.flow.name));
    }

    /// The label of an element.
    pub(super) fn label(&self, id: ElementId) -> &'a str {
        &self.graph.element(id).label
    }

    /// Whether an intent means an element by this name: its label or its API name.
    pub(super) fn is_called(&self, id: ElementId, name: &str) -> bool {
        let element = self.graph.element(id);
        element.label == name || element.name == name
    }

    /// The element that an arrow of this kind leads to.
    pub(super) fn target(&self, from: ElementId, kind: ArrowKind) -> Option<ElementId> {
        self.graph.successors(from).iter().find(|edge| edge.kind == kind).map(|edge| edge.target)
    }

    /// Follows steps one behind the other.
    pub(super) fn sequence(
        &mut self,
        steps: &[Yaml],
        from: Option<ElementId>,
        at: &str,
    ) -> Result<Exit, Lost> {
        let mut exit = Exit::To(from);
        for step in steps {
            let (name, body) = match step {
                Yaml::Map(entries) if entries.len() == 1 => (entries[0].0.as_str(), Some(&entries[0].1)),
                Yaml::Text(name) => (name.as_str(), None),
                Yaml::Map(_) | Yaml::List(_) => {
                    self.tell(at, format!("a step is one label, with at most one body: {step:?}"));
                    return Err(Lost);
                }
            };
            exit = match exit {
                Exit::Over => {
                    self.tell(at, format!("the path is over before `{name}`"));
                    return Err(Lost);
                }
                Exit::To(None) if name == "end" => Exit::Over,
                Exit::To(None) => {
                    self.tell(at, format!("the flow ends before `{name}`"));
                    return Err(Lost);
                }
                Exit::To(Some(id)) => self.step(id, name, body, at)?,
            };
        }
        Ok(exit)
    }

    fn step(&mut self, id: ElementId, name: &str, body: Option<&Yaml>, at: &str) -> Result<Exit, Lost> {
        if !self.is_called(id, name) {
            self.tell(at, format!("here is `{}`, and should be `{name}`", self.label(id)));
            return Err(Lost);
        }
        if !self.seen.insert(id) {
            self.tell(at, format!("`{name}` is one element, and stands in the intent twice"));
            return Err(Lost);
        }
        let at = format!("{at} > {name}");
        match &self.graph.element(id).kind {
            ElementKind::Decision(decision) => self.decision(id, decision, body, &at),
            _ => self.act(id, body, &at),
        }
    }

    fn act(&mut self, id: ElementId, body: Option<&Yaml>, at: &str) -> Result<Exit, Lost> {
        let element: &'a Element = self.graph.element(id);
        let said = body.map(Yaml::entries).unwrap_or_default();
        let rows: Vec<_> =
            said.iter().filter(|(key, _)| !faults::KEYS.contains(&key.as_str())).cloned().collect();
        if !rows.is_empty() {
            for difference in content::differences(self.flow, element, &rows) {
                self.tell(at, difference);
            }
        }
        let next = self.target(id, ArrowKind::Next);
        self.fault(id, body, next, at)?;
        Ok(Exit::To(next))
    }

    fn decision(
        &mut self,
        id: ElementId,
        decision: &Decision,
        body: Option<&Yaml>,
        at: &str,
    ) -> Result<Exit, Lost> {
        let said = body.map(Yaml::entries).unwrap_or_default();
        self.conditions(decision, said.iter().find(|(key, _)| key == "when").map(|(_, when)| when), at);
        let rules = decision.rules.iter().enumerate();
        let mut ways: Vec<_> =
            rules.map(|(place, rule)| (rule.label.as_str(), ArrowKind::Rule(place))).collect();
        ways.push((decision.default_label.as_str(), ArrowKind::Default));
        for (label, _) in said.iter().filter(|(key, _)| key != "when") {
            if ways.iter().all(|(way, _)| way != label) {
                self.tell(at, format!("there is no way `{label}`"));
            }
        }
        let mut exits: Vec<(&str, Exit)> = Vec::new();
        for (label, kind) in ways {
            let Some((_, steps)) = said.iter().find(|(key, _)| key == label) else {
                self.tell(at, format!("no word of the way `{label}`"));
                return Err(Lost);
            };
            let exit = self.sequence(steps.parts(), self.target(id, kind), &format!("{at} = {label}"))?;
            exits.push((label, exit));
        }
        self.joined(&exits, at)
    }

    /// Where the ways of a decision come together.
    fn joined(&mut self, exits: &[(&str, Exit)], at: &str) -> Result<Exit, Lost> {
        let mut going_on = exits.iter().filter(|(_, exit)| *exit != Exit::Over);
        let Some((first, joined)) = going_on.next() else { return Ok(Exit::Over) };
        match going_on.find(|(_, exit)| exit != joined) {
            None => Ok(*joined),
            Some((other, exit)) => {
                let words = |exit: Exit| match exit {
                    Exit::To(Some(id)) => format!("on to `{}`", self.label(id)),
                    Exit::To(None) | Exit::Over => "to the end".to_owned(),
                };
                let difference =
                    format!("`{first}` leads {}, and `{other}` {}", words(*joined), words(*exit));
                self.tell(at, difference);
                Err(Lost)
            }
        }
    }

    /// The conditions of a decision: one text for its only rule, or a map of rules.
    fn conditions(&mut self, decision: &Decision, when: Option<&Yaml>, at: &str) {
        let Some(when) = when else { return };
        for rule in &decision.rules {
            let wanted = match when {
                Yaml::Text(text) if decision.rules.len() == 1 => text,
                _ => when.get(&rule.label).map_or("", Yaml::text),
            };
            let actual = words::rule(self.flow, rule);
            if !words::is(&actual, wanted) {
                self.tell(
                    at,
                    format!("`{}` is taken when `{actual}`, and should be when `{wanted}`", rule.label),
                );
            }
        }
        let unknown =
            when.entries().iter().filter(|(label, _)| decision.rules.iter().all(|rule| rule.label != *label));
        let unknown: Vec<_> = unknown.map(|(label, _)| label.clone()).collect();
        unknown.into_iter().for_each(|label| self.tell(at, format!("there is no rule `{label}`")));
    }
}
