//! What a program costs of the limits of a transaction.

use ctiflow::flow::graph::{ArrowKind, ElementId};
use ctiflow::flow::{Cost, Flow, Graph};
use std::collections::BTreeSet;

/// The dearest path of a flow if nothing fails, the flows that it runs included.
pub(crate) fn dearest(flows: &[Flow], name: &str) -> Cost {
    let Some(flow) = flows.iter().find(|flow| flow.name == name) else { return Cost::default() };
    Graph::new(flow).dearest_path(&|callee| dearest(flows, callee)).cost
}

/// A batch that takes every branch: each element that costs, once in each flow that is run from another place.
///
/// Source: "Automate Your Business Processes" (Spring '26): interviews of a batch that stand at one element run it together.
/// Whether those that came to a shared subflow from several callers do so too is not documented: here they do not.
pub(crate) fn batch(flows: &[Flow], name: &str) -> Cost {
    let Some(flow) = flows.iter().find(|flow| flow.name == name) else { return Cost::default() };
    let graph = Graph::new(flow);
    let costs = unfailing(&graph).into_iter().map(|id| graph.cost(id, &|callee| batch(flows, callee)));
    costs.fold(Cost::default(), Cost::plus)
}

/// The elements that are reached where nothing fails.
fn unfailing(graph: &Graph<'_>) -> BTreeSet<ElementId> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<ElementId> = graph.entries().iter().map(|edge| edge.target).collect();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            let edges = graph.successors(id).iter().filter(|edge| edge.kind != ArrowKind::Fault);
            open.extend(edges.map(|edge| edge.target));
        }
    }
    reached
}
