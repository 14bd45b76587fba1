//! What of a flow cannot be run here, by name and place.

use crate::flow::Place;
use std::fmt;

/// A part of a flow that cannot be run here. The flow is not run at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The flow.
    pub flow: String,
    /// The element or resource; empty for the flow itself.
    pub part: String,
    /// Where it was written.
    pub place: Place,
    /// Why.
    pub reason: Reason,
}

/// Why a part cannot be run here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A kind of flow that is not started by records, schedules or callers: its process type.
    ProcessType(String),
    /// A kind of element: its tag.
    Element(String),
    /// A path that runs later or after the commit.
    LaterPath,
    /// A part of the file that the reader has no place for: its tag.
    Unread(String),
    /// An operator of a condition, filter or assignment.
    Operator(String),
    /// A name that stands for nothing here.
    Name(String),
    /// A formula that cannot be read or typed: what is wrong with it.
    Formula(String),
    /// A logic that is none: `1 AND`.
    Logic(String),
    /// A flow that is called and is not among those that were loaded.
    MissingFlow(String),
    /// A flow that is called and cannot be run itself.
    RefusedFlow(String),
    /// An arrow that leads to no element.
    Connector(String),
    /// An object that an element needs is not said.
    NoObject,
}

impl Reason {
    /// In one word, to count by.
    pub fn kind(&self) -> &'static str {
        match self {
            Reason::ProcessType(_) => "process-type",
            Reason::Element(_) => "element",
            Reason::LaterPath => "later-path",
            Reason::Unread(_) => "unread",
            Reason::Operator(_) => "operator",
            Reason::Name(_) => "name",
            Reason::Formula(_) => "formula",
            Reason::Logic(_) => "logic",
            Reason::MissingFlow(_) => "missing-flow",
            Reason::RefusedFlow(_) => "refused-flow",
            Reason::Connector(_) => "connector",
            Reason::NoObject => "no-object",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::ProcessType(kind) => write!(formatter, "a flow of the type `{kind}` is not run here"),
            Reason::Element(tag) => write!(formatter, "an element of `<{tag}>` is not run here"),
            Reason::LaterPath => formatter.write_str("scheduled and asynchronous paths are not run here"),
            Reason::Unread(tag) => write!(formatter, "`<{tag}>` is not known"),
            Reason::Operator(name) => write!(formatter, "the operator `{name}` is not run here"),
            Reason::Name(name) => write!(formatter, "`{name}` stands for nothing that is known here"),
            Reason::Formula(wrong) => write!(formatter, "the formula cannot be evaluated: {wrong}"),
            Reason::Logic(logic) => write!(formatter, "`{logic}` is no logic of its conditions"),
            Reason::MissingFlow(name) => write!(formatter, "the flow `{name}` that it calls is not there"),
            Reason::RefusedFlow(name) => {
                write!(formatter, "the flow `{name}` that it calls cannot be run here")
            }
            Reason::Connector(name) => {
                write!(formatter, "its connector leads to `{name}`, which is not there")
            }
            Reason::NoObject => formatter.write_str("it does not say its object"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part.as_str() {
            "" => write!(formatter, "{}: {}", self.flow, self.reason),
            part => write!(formatter, "{}.{part}: {}", self.flow, self.reason),
        }
    }
}

/// The refusals of one flow, while it is lowered.
#[derive(Debug, Default)]
pub(crate) struct Refusals {
    pub(crate) flow: String,
    pub(crate) found: Vec<Refusal>,
}

impl Refusals {
    pub(crate) fn push(&mut self, part: &str, place: Place, reason: Reason) {
        let refusal = Refusal { flow: self.flow.clone(), part: part.to_owned(), place, reason };
        if !self.found.contains(&refusal) {
            self.found.push(refusal);
        }
    }
}
