//! What runs once for each item of a loop.

use std::collections::BTreeMap;

use crate::flow::ElementKind;
use crate::flow::graph::{ArrowKind, ElementId, Graph};

/// The elements that run once for each item of a loop, with the loop; of nested loops the first by the order of the file.
pub(super) fn bodies(graph: &Graph<'_>) -> BTreeMap<ElementId, ElementId> {
    let mut bodies = BTreeMap::new();
    let loops = graph.ids().filter(|id| matches!(graph.element(*id).kind, ElementKind::Loop(_)));
    for head in loops {
        let mut open: Vec<ElementId> = first_of_each(graph, head).collect();
        let mut seen = vec![false; graph.flow().elements.len()];
        while let Some(id) = open.pop() {
            if id == head || std::mem::replace(&mut seen[id.0], true) {
                continue;
            }
            open.extend(graph.successors(id).iter().map(|edge| edge.target));
        }
        let inside = graph.ids().filter(|id| seen[id.0] && leads_back(graph, *id, head));
        for id in inside {
            bodies.entry(id).or_insert(head);
        }
    }
    bodies
}

fn first_of_each(graph: &Graph<'_>, head: ElementId) -> impl Iterator<Item = ElementId> {
    let edges = graph.successors(head).iter();
    edges.filter(|edge| edge.kind == ArrowKind::EachItem).map(|edge| edge.target)
}

/// Whether the loop is asked for its next item after an element.
fn leads_back(graph: &Graph<'_>, id: ElementId, head: ElementId) -> bool {
    graph.reached_from(id)[head.0]
}
