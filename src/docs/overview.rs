//! What starts flows, which others they call, and when.

use super::subject::Subject;
use super::words::{self, WayWords};
use crate::flow::graph::{ArrowKind, ElementId, Graph};
use crate::flow::{ElementKind, Flow};
use serde::Serialize;
use std::collections::BTreeMap;

/// A flow that begins by itself.
#[derive(Debug, Serialize)]
pub(super) struct Starter {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) begins: String,
    pub(super) does: String,
    pub(super) calls: Vec<Call>,
}

/// A flow that it calls.
#[derive(Debug, Serialize)]
pub(super) struct Call {
    /// The outcomes of decisions that lead there, each with its conditions.
    pub(super) ways: Vec<Way>,
    /// Where the page shows the flow; none where it does not.
    pub(super) id: Option<String>,
    pub(super) label: String,
    pub(super) does: String,
}

/// The outcome of a decision.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Way {
    pub(super) name: String,
    pub(super) when: String,
}

impl From<WayWords> for Way {
    fn from(words: WayWords) -> Self {
        Self { name: words.name, when: words.when }
    }
}

/// The flows that begin by themselves.
pub(super) fn starters(subject: &Subject<'_>, id: impl Fn(usize) -> String) -> Vec<Starter> {
    let flows = subject.flows.iter().enumerate();
    let known: BTreeMap<&str, (usize, &Flow)> =
        flows.clone().map(|(at, shown)| (shown.flow.name.as_str(), (at, shown.flow))).collect();
    let starter = |(at, flow): (usize, &Flow)| {
        let begins = words::begins(flow)?;
        let call = |(ways, name): (Vec<Way>, &str)| {
            let called = known.get(name);
            let does = called.and_then(|(_, flow)| flow.description.clone()).unwrap_or_default();
            let label = called.map_or(name, |(_, flow)| label(flow)).to_owned();
            Call { ways, id: called.map(|(at, _)| id(*at)), label, does }
        };
        let does = flow.description.clone().unwrap_or_default();
        let calls = calls(flow).into_iter().map(call).collect();
        Some(Starter { id: id(at), label: label(flow).to_owned(), begins, does, calls })
    };
    flows.filter_map(|(at, shown)| starter((at, shown.flow))).collect()
}

/// What a flow is called.
pub(super) fn label(flow: &Flow) -> &str {
    if flow.label.trim().is_empty() { &flow.name } else { &flow.label }
}

/// The calls of others, but for those after a fault: the ways that lead there, and the names.
fn calls(flow: &Flow) -> Vec<(Vec<Way>, &str)> {
    let graph = Graph::new(flow);
    let (owners, after_faults) = (graph.dominators(), after_faults(&graph));
    let mut calls = Vec::new();
    for (at, element) in flow.elements.iter().enumerate().filter(|(at, _)| !after_faults[*at]) {
        if let ElementKind::Subflow(subflow) = &element.kind {
            calls.push((ways(&graph, &owners, ElementId(at)), subflow.flow_name.as_str()));
        }
    }
    calls
}

/// For each element, whether only faults lead there.
fn after_faults(graph: &Graph<'_>) -> Vec<bool> {
    let mut after = vec![true; graph.flow().elements.len()];
    let mut open: Vec<ElementId> = graph.entries().iter().map(|edge| edge.target).collect();
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut after[id.0], false) {
            let edges = graph.successors(id).iter();
            open.extend(edges.filter(|edge| edge.kind != ArrowKind::Fault).map(|edge| edge.target));
        }
    }
    after
}

/// The outcomes of decisions that every way to an element passes, the first one first.
fn ways(graph: &Graph<'_>, owners: &[Option<ElementId>], element: ElementId) -> Vec<Way> {
    let (mut ways, mut at) = (Vec::new(), element);
    while let Some(owner) = owners[at.0] {
        let mut there = graph.successors(owner).iter().filter(|edge| edge.target == at);
        let only = there.next().filter(|_| there.next().is_none() && graph.predecessors(at).len() == 1);
        if let Some(edge) = only.filter(|edge| edge.kind != ArrowKind::Next) {
            let element = graph.element(owner);
            let words = words::way(Some(&element.kind), &graph.flow().start, (edge.kind, None));
            ways.push(words.into());
        }
        at = owner;
    }
    ways.reverse();
    ways
}
