//! What a run did.

use super::choices::Depended;
use super::fault::RecordError;
use super::limits::{Abort, Used};
use super::program::{NodeId, ProgramId};
use super::record::{Data, Record};
use super::store::Key;
use crate::formula::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a run did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Its transactions, in order.
    pub transactions: Vec<Transaction>,
    /// The outputs of each interview that was launched.
    pub outputs: Vec<BTreeMap<String, Data>>,
    /// The id of each record that was to be saved, or why it was not.
    pub saved: Vec<Result<Value, RecordError>>,
    /// The records that were created, changed, deleted: each once, as it was and as it is.
    pub changes: Vec<Changed>,
    /// What actions were asked, in order.
    pub messages: Vec<Message>,
    /// What was given to a flow that is no input of it.
    pub ignored: Vec<String>,
    /// The way through the flows.
    pub trace: Vec<Step>,
    /// What the run depended on, where the platform's documentation is silent.
    pub depended: Depended,
}

/// One transaction.
#[derive(Clone, Debug)]
pub struct Transaction {
    /// What it used of the limits.
    pub used: Used,
    /// How many interviews it ran.
    pub interviews: u32,
    /// How it ended.
    pub end: End,
}

/// How a transaction ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// What it did stays.
    Committed,
    /// An interview failed without a fault path; all was undone.
    Failed {
        /// The flow whose element failed.
        flow: String,
        /// The element.
        element: String,
        /// What it said.
        message: String,
    },
    /// All was undone, whatever fault paths there were.
    Aborted(Abort),
}

/// A record that changed.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Where it is.
    pub key: Key,
    /// What it was; nothing if it was created.
    pub before: Option<Arc<Record>>,
    /// What it is; nothing if it was deleted.
    pub after: Option<Arc<Record>>,
}

/// What an action was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The flow that asked.
    pub flow: String,
    /// The element.
    pub element: String,
    /// `chatterPost`, `apex`, …
    pub action_type: String,
    /// `chatterPost`, an Apex class, …
    pub action_name: String,
    /// Its inputs.
    pub inputs: Vec<(String, Data)>,
}

impl Message {
    /// An input.
    pub fn input(&self, name: &str) -> Option<&Data> {
        self.inputs.iter().find(|(each, _)| each == name).map(|(_, data)| data)
    }
}

/// One step of the way: in numbers, which [`World::line`](super::World::line) puts into words.
#[derive(Clone, Debug)]
pub struct Step {
    pub(crate) interview: u32,
    pub(crate) depth: u32,
    pub(crate) program: ProgramId,
    pub(crate) node: NodeId,
    pub(crate) record: Value,
    pub(crate) passed: Passed,
}

/// What happened at an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Passed {
    Executed,
    Rule(u16),
    Default,
    Item(u32),
    NoMoreItems,
    Fault(Arc<str>),
}

/// One step of the way, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The interview, counted from 1 in its transaction.
    pub interview: u32,
    /// How deep it is in flows that call each other, from 1.
    pub depth: u32,
    /// The id of the record that it runs for.
    pub record: Option<String>,
    /// The flow.
    pub flow: String,
    /// The element.
    pub element: String,
    /// Its label.
    pub label: String,
    /// What happened there.
    pub event: Event,
}

/// What happened at an element, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// It was executed.
    Executed,
    /// A decision took this outcome: its label.
    Outcome(String),
    /// A loop went on with this item, from 1.
    Item(u32),
    /// A loop had no more items.
    NoMoreItems,
    /// It failed: what it said.
    Fault(String),
}

impl Report {
    /// Takes over what another run did after this one.
    pub(crate) fn append(&mut self, other: Report) {
        self.transactions.extend(other.transactions);
        self.outputs.extend(other.outputs);
        self.saved.extend(other.saved);
        for change in other.changes {
            match self.changes.iter_mut().find(|each| each.key == change.key) {
                Some(known) => known.after = change.after,
                None => self.changes.push(change),
            }
        }
        self.messages.extend(other.messages);
        self.trace.extend(other.trace);
        self.depended.add(&other.depended);
    }

    /// The first failure of a transaction or of a record, in words.
    pub fn failure(&self) -> Option<String> {
        let ends = self.transactions.iter().find_map(|transaction| match &transaction.end {
            End::Committed => None,
            End::Failed { flow, element, message } => Some(format!("{flow}.{element}: {message}")),
            End::Aborted(abort) => Some(abort.to_string()),
        });
        ends.or_else(|| self.saved.iter().find_map(|saved| saved.as_ref().err()).map(ToString::to_string))
    }

    /// What all transactions used together.
    pub fn used(&self) -> Used {
        let mut sum = Used::default();
        for Transaction { used, .. } in &self.transactions {
            sum.soql += used.soql;
            sum.soql_rows += used.soql_rows;
            sum.dml += used.dml;
            sum.dml_rows += used.dml_rows;
        }
        sum
    }
}
