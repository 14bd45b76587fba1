//! What is known of one flow before it is laid out.

use super::facts;
use super::price::{self, Rows};
use crate::flow::graph::{ElementId, Graph};
use crate::flow::{ElementKind, Flow, LookupOutput, Loop};
use std::collections::{BTreeMap, BTreeSet};

/// A loop over more items than these is not laid out item by item.
const MOST_ITEMS: u64 = 200;

/// What is known of one flow.
pub(super) struct Shape<'a> {
    pub(super) graph: Graph<'a>,
    /// The names that facts are kept of.
    pub(super) asked: BTreeSet<String>,
    /// The inputs that nothing in the flow changes.
    pub(super) kept: BTreeSet<&'a str>,
    /// Of each loop the elements in it, and how many items it may have; where nobody knows, one is laid out.
    pub(super) loops: BTreeMap<ElementId, (Vec<bool>, Option<u64>)>,
}

impl<'a> Shape<'a> {
    pub(super) fn of(flow: &'a Flow) -> Self {
        let graph = Graph::new(flow);
        let mut loops = BTreeMap::new();
        for id in graph.ids() {
            if let ElementKind::Loop(walk) = &graph.element(id).kind {
                let items = match price::held(flow, &walk.collection) {
                    Rows::Each(items) if items <= MOST_ITEMS => Some(items),
                    Rows::Each(_) | Rows::Shared(_) | Rows::Open(_) | Rows::None => None,
                };
                loops.insert(id, (body(&graph, id, walk), items));
            }
        }
        Self { graph, asked: facts::asked(flow), kept: kept(flow), loops }
    }
}

/// The inputs that no element gives another value.
fn kept(flow: &Flow) -> BTreeSet<&str> {
    let inputs = flow.variables.iter().filter(|variable| variable.is_input && !variable.is_collection);
    let mut kept: BTreeSet<&str> = inputs.map(|variable| variable.name.as_str()).collect();
    for element in &flow.elements {
        for target in targets(&element.kind) {
            kept.remove(facts::base(target));
        }
    }
    kept
}

/// What an element gives a value.
pub(super) fn targets(kind: &ElementKind) -> Vec<&str> {
    match kind {
        ElementKind::Assignment(it) => it.items.iter().map(|item| item.target.as_str()).collect(),
        ElementKind::RecordLookup(it) => match &it.output {
            LookupOutput::Stored { .. } => Vec::new(),
            LookupOutput::Variable(name) => vec![name],
            LookupOutput::Fields(fields) => fields.iter().map(|(_, name)| name.as_str()).collect(),
        },
        ElementKind::RecordCreate(it) => {
            it.assign_id_to.iter().chain(&it.input_reference).map(String::as_str).collect()
        }
        ElementKind::ActionCall(it) => it.outputs.iter().map(|output| output.assign_to.as_str()).collect(),
        ElementKind::Subflow(it) => it.outputs.iter().map(|output| output.assign_to.as_str()).collect(),
        ElementKind::Loop(it) => it.item.iter().map(String::as_str).collect(),
        ElementKind::CollectionProcessor(it) => vec![it.collection.as_str()],
        ElementKind::CustomError(_)
        | ElementKind::Decision(_)
        | ElementKind::RecordDelete(_)
        | ElementKind::RecordUpdate(_)
        | ElementKind::Transform(_)
        | ElementKind::Other(_) => Vec::new(),
    }
}

/// The elements of a loop, itself among them: those that its items reach and that lead back to it.
fn body(graph: &Graph<'_>, head: ElementId, walk: &Loop) -> Vec<bool> {
    let mut reached = vec![false; graph.flow().elements.len()];
    let mut open: Vec<ElementId> =
        walk.next_value.iter().filter_map(|next| graph.named(&next.target)).collect();
    while let Some(id) = open.pop() {
        if id != head && !std::mem::replace(&mut reached[id.0], true) {
            open.extend(graph.successors(id).iter().map(|edge| edge.target));
        }
    }
    let mut back = vec![false; reached.len()];
    let mut open = vec![head];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut back[id.0], true) {
            open.extend(graph.predecessors(id).iter().filter(|source| reached[source.0]));
        }
    }
    back
}
