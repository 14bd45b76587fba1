//! Every element is reached, none twice; every fault is logged; nothing is saved or looked up twice on one path.

use super::Program;
use ctiflow::flow::graph::{ArrowKind, ElementId};
use ctiflow::flow::{Connector, Element, ElementKind, Flow, Graph};
use std::collections::BTreeSet;

/// What is wrong with the paths of a flow.
pub(crate) fn problems(program: &Program<'_>, flow: &Flow) -> Vec<String> {
    let graph = Graph::new(flow);
    let name = |id: ElementId| graph.element(id).name.as_str();
    let mut found = Vec::new();
    found.extend(graph.dangling().iter().map(|arrow| format!("an arrow leads to `{}`", arrow.target)));
    let reached = graph.reachable();
    found
        .extend(graph.ids().filter(|id| !reached[id.0]).map(|id| format!("nothing leads to `{}`", name(id))));
    for group in graph.order() {
        let first = group[0];
        if group.len() > 1 || graph.reached_from(first)[first.0] {
            found.push(format!("`{}` stands in a loop", name(first)));
        }
    }
    found.extend(graph.ids().filter_map(|id| pointless(&graph, id)));
    let twice = graph.updated_twice().into_iter().chain(graph.looked_up_twice());
    found.extend(
        twice.map(|twice| format!("`{}` does again what `{}` did", name(twice.again), name(twice.first))),
    );
    if flow.name != program.helper("Log") {
        found.extend(graph.ids().filter_map(|id| unlogged(program, &graph, id)));
    }
    if most_saves(program, &graph) > 1 {
        found.push("the person is saved twice on one path".to_owned());
    }
    found
}

/// A decision all of whose ways lead to the same element; where all end, the spec says `stop` on each.
fn pointless(graph: &Graph<'_>, id: ElementId) -> Option<String> {
    let ElementKind::Decision(decision) = &graph.element(id).kind else { return None };
    let rules = decision.rules.iter().map(|rule| &rule.connector);
    let target = |connector: &Option<Connector>| connector.as_ref().map(|connector| connector.target.clone());
    let ways: BTreeSet<_> = rules.chain([&decision.default_connector]).map(target).collect();
    (ways.len() < 2 && !ways.contains(&None)).then(|| format!("`{}` decides nothing", graph.element(id).name))
}

/// An element that can fail and whose fault is not logged.
fn unlogged(program: &Program<'_>, graph: &Graph<'_>, id: ElementId) -> Option<String> {
    let element = graph.element(id);
    let faults = matches!(
        element.kind,
        ElementKind::ActionCall(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordLookup(_)
            | ElementKind::RecordUpdate(_)
    );
    let edge = graph.successors(id).iter().find(|edge| edge.kind == ArrowKind::Fault);
    let logged = edge.is_some_and(|edge| runs(graph.element(edge.target), &program.helper("Log")));
    (faults && !logged).then(|| format!("a fault of `{}` is not logged", element.name))
}

fn runs(element: &Element, flow: &str) -> bool {
    matches!(&element.kind, ElementKind::Subflow(call) if call.flow_name == flow)
}

/// How often the person is saved on one path at most, the flows that it runs included.
fn most_saves(program: &Program<'_>, graph: &Graph<'_>) -> usize {
    let mut saves = vec![0; graph.flow().elements.len()];
    for id in graph.order().into_iter().rev().flatten() {
        let own = match &graph.element(id).kind {
            ElementKind::Subflow(call) if call.flow_name == program.helper("Save_Person") => 1,
            ElementKind::Subflow(call) => {
                program.flow(&call.flow_name).map_or(0, |callee| most_saves(program, &Graph::new(callee)))
            }
            _ => 0,
        };
        let behind = graph.successors(id).iter().map(|edge| saves[edge.target.0]).max();
        saves[id.0] = own + behind.unwrap_or(0);
    }
    graph.entries().iter().map(|edge| saves[edge.target.0]).max().unwrap_or(0)
}
