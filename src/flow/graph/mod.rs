//! The graph of a flow: where its arrows lead, and what its dearest path costs.
//!
//! Everything is computed on the graph itself. Paths are never listed: a public flow of 127 elements has more than 37
//! billion.

mod arrows;
mod cost;
mod order;
#[cfg(test)]
mod tests;
mod twice;

use std::collections::BTreeMap;

pub use arrows::{Arrow, ArrowKind, arrows, arrows_of_start, ways};
pub use cost::{Cost, DearestPath};
pub(crate) use order::{components, dominators, post_order};
pub use twice::Twice;

use super::model::{Element, Flow};

/// An element, by its place in [`Flow::elements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub usize);

/// An arrow that leads to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Which way out of the element it is.
    pub kind: ArrowKind,
    /// A Go To connector.
    pub go_to: bool,
    /// Where it leads.
    pub target: ElementId,
}

/// The elements of a flow and their arrows.
#[derive(Debug)]
pub struct Graph<'a> {
    flow: &'a Flow,
    by_name: BTreeMap<&'a str, ElementId>,
    /// The arrows out of each element; the last list are those out of the start.
    edges: Vec<Vec<Edge>>,
    /// The elements whose arrows lead to each element.
    sources: Vec<Vec<ElementId>>,
    dangling: Vec<Arrow<'a>>,
}

impl<'a> Graph<'a> {
    /// The graph of a flow. Arrows that lead to no element are kept apart: see [`Graph::dangling`].
    pub fn new(flow: &'a Flow) -> Self {
        let ids = flow.elements.iter().enumerate();
        let by_name = ids.map(|(at, element)| (element.name.as_str(), ElementId(at))).collect();
        let sources = vec![Vec::new(); flow.elements.len()];
        let mut graph = Self { flow, by_name, edges: Vec::new(), sources, dangling: Vec::new() };
        for (at, element) in flow.elements.iter().enumerate() {
            graph.add(arrows(&element.kind));
            for edge in &graph.edges[at] {
                graph.sources[edge.target.0].push(ElementId(at));
            }
        }
        graph.add(arrows_of_start(&flow.start));
        graph
    }

    fn add(&mut self, arrows: Vec<Arrow<'a>>) {
        let mut edges = Vec::new();
        for arrow in arrows {
            match self.by_name.get(arrow.target) {
                Some(target) => edges.push(Edge { kind: arrow.kind, go_to: arrow.go_to, target: *target }),
                None => self.dangling.push(arrow),
            }
        }
        self.edges.push(edges);
    }

    /// The flow.
    pub fn flow(&self) -> &'a Flow {
        self.flow
    }

    /// The element of an id.
    pub fn element(&self, id: ElementId) -> &'a Element {
        &self.flow.elements[id.0]
    }

    /// The element of a name.
    pub fn named(&self, name: &str) -> Option<ElementId> {
        self.by_name.get(name).copied()
    }

    /// Every element.
    pub fn ids(&self) -> impl Iterator<Item = ElementId> + use<> {
        (0..self.flow.elements.len()).map(ElementId)
    }

    /// The arrows that lead to no element of the flow.
    pub fn dangling(&self) -> &[Arrow<'a>] {
        &self.dangling
    }

    /// The arrows out of the start: the first element, and those of paths that run later.
    pub fn entries(&self) -> &[Edge] {
        &self.edges[self.start()]
    }

    /// The arrows out of an element.
    pub fn successors(&self, id: ElementId) -> &[Edge] {
        &self.edges[id.0]
    }

    /// The elements whose arrows lead to an element, once for each arrow; the start is not among them.
    pub fn predecessors(&self, id: ElementId) -> &[ElementId] {
        &self.sources[id.0]
    }

    /// For each element, whether an arrow leads there from the start, over whatever others.
    pub fn reachable(&self) -> Vec<bool> {
        let mut seen = order::reached(&self.targets(|_| true), self.start());
        seen.truncate(self.flow.elements.len());
        seen
    }

    /// For each element, whether it can run after `from`; `from` itself only in a loop.
    pub fn reached_from(&self, from: ElementId) -> Vec<bool> {
        let targets = self.targets(|_| true);
        let mut seen = vec![false; targets.len()];
        for next in &targets[from.0] {
            let further = order::reached(&targets, *next);
            seen.iter_mut().zip(further).for_each(|(seen, further)| *seen |= further);
        }
        seen.truncate(self.flow.elements.len());
        seen
    }

    /// The elements that can be reached, so that arrows lead only onwards: each group is one element, or elements that lead
    /// to each other in a loop.
    pub fn order(&self) -> Vec<Vec<ElementId>> {
        let groups = order::components(&self.targets(|_| true), self.start());
        let elements = groups.into_iter().map(|group| {
            let ids = group.into_iter().filter(|node| *node != self.start());
            ids.map(ElementId).collect::<Vec<_>>()
        });
        elements.filter(|group| !group.is_empty()).collect()
    }

    /// For each element the nearest other that every way to it passes; none for the first ones and those that nothing
    /// reaches.
    pub fn dominators(&self) -> Vec<Option<ElementId>> {
        let mut nearest = order::dominators(&self.targets(|_| true), self.start());
        nearest.truncate(self.flow.elements.len());
        nearest.into_iter().map(|node| node.filter(|node| *node != self.start()).map(ElementId)).collect()
    }

    /// The node that stands for the start.
    fn start(&self) -> usize {
        self.flow.elements.len()
    }

    /// The targets of the arrows of some kinds.
    fn targets(&self, wanted: impl Fn(ArrowKind) -> bool) -> Vec<Vec<usize>> {
        let of = |edges: &Vec<Edge>| {
            edges.iter().filter(|edge| wanted(edge.kind)).map(|edge| edge.target.0).collect()
        };
        self.edges.iter().map(of).collect()
    }
}
