//! What a page is about.

use crate::flow::Flow;
use crate::source::Sources;
use serde::Serialize;

/// A program, a project, or a few flows, with all that is shown beside them.
#[derive(Debug)]
pub struct Subject<'a> {
    /// What the page is called.
    pub title: &'a str,
    /// Its flows, in the order in which they are shown.
    pub flows: Vec<Shown<'a>>,
    /// The specs that made the flows, so that the places of their parts are places in these.
    pub specs: Option<&'a Sources>,
}

impl<'a> Subject<'a> {
    /// Some flows: those that begin by themselves stand first.
    pub fn new(title: &'a str, flows: impl IntoIterator<Item = Shown<'a>>) -> Self {
        let mut flows: Vec<Shown<'a>> = flows.into_iter().collect();
        flows.sort_by_key(|shown| shown.flow.start.trigger_type.is_none());
        Self { title, flows, specs: None }
    }

    /// With the specs that made them.
    #[must_use]
    pub fn made_from(self, specs: &'a Sources) -> Self {
        Self { specs: Some(specs), ..self }
    }
}

/// A flow, and what others know of it.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// What its paths cost; none where nobody computed it.
    pub budgets: Vec<Budget>,
    /// What its scenarios say; none where there are none.
    pub scenarios: Vec<Scenario>,
}

impl<'a> From<&'a Flow> for Shown<'a> {
    /// A flow of which nothing else is known.
    fn from(flow: &'a Flow) -> Self {
        Self { flow, budgets: Vec::new(), scenarios: Vec::new() }
    }
}

/// What a path costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Budget {
    /// The path, in words.
    pub path: String,
    /// Limits of a transaction that it uses.
    pub uses: Vec<Use>,
}

/// How much of a limit is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Use {
    /// The limit: `SOQL queries`.
    pub what: String,
    /// How much of it.
    pub used: u64,
    /// It may be more: nobody knows how much.
    pub more: bool,
    /// All of it.
    pub allowed: u64,
}

/// A scenario that was run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Scenario {
    /// What it is called.
    pub name: String,
    /// What happened, in words.
    pub outcome: String,
    /// As it was expected.
    pub holds: bool,
}
