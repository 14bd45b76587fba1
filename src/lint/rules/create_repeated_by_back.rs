//! Records that are created again when somebody goes back to a screen before them.

use crate::flow::graph::{ArrowKind, ElementId, Graph};
use crate::flow::{Element, ElementKind, OtherElement, Rule as Outcome};
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("create-repeated-by-back", Warning, Check::Flow(check));

/// Whoever goes back over an element that creates records runs it again on the way forward. One finding for each such element.
fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for id in flow.graph.ids() {
        let element = flow.graph.element(id);
        if !matches!(element.kind, ElementKind::RecordCreate(_)) || is_asked_for(flow, id) {
            continue;
        }
        let Some(screen) = returns_from(&flow.graph, id) else { continue };
        findings.add(
            flow.at(element.place),
            format!(
                "whoever goes back from the screen `{}` makes `{}` create its records again",
                screen.name, element.name
            ),
            "take the Previous button from that screen, or create the records after the last screen",
        );
    }
}

/// The nearest screen behind an element that leads back to a screen before it.
fn returns_from<'a>(graph: &Graph<'a>, id: ElementId) -> Option<&'a Element> {
    let is_after_screen =
        graph.ids().any(|other| screen(graph.element(other)).is_some() && graph.reached_from(other)[id.0]);
    let mut seen = vec![false; graph.flow().elements.len()];
    let created = graph.successors(id).iter().filter(|edge| is_after_screen && edge.kind != ArrowKind::Fault);
    let mut open: Vec<ElementId> = created.map(|edge| edge.target).collect();
    while let Some(next) = open.pop() {
        if std::mem::replace(&mut seen[next.0], true) {
            continue;
        }
        match screen(graph.element(next)) {
            Some(screen) if leads_back(screen) => return Some(graph.element(next)),
            Some(_) => {}
            None => open.extend(graph.successors(next).iter().map(|edge| edge.target)),
        }
    }
    None
}

fn screen(element: &Element) -> Option<&OtherElement> {
    match &element.kind {
        ElementKind::Other(other) if other.tag == "screens" => Some(other),
        _ => None,
    }
}

/// Whether a screen has a Previous button, which stands in its footer.
fn leads_back(screen: &OtherElement) -> bool {
    let says = |tag: &str| screen.body.iter().any(|part| part.tag() == tag && part.text() == "true");
    says("allowBack") && says("showFooter")
}

/// Whether a decision before the element, which every way to it passes, asks for the records that it created.
fn is_asked_for(flow: &FlowFacts<'_>, id: ElementId) -> bool {
    let element = flow.graph.element(id);
    let ElementKind::RecordCreate(create) = &element.kind else { return false };
    let kept = create.assign_id_to.iter().chain(&create.input_reference);
    let names: Vec<&str> = kept.map(|path| base(path)).chain([element.name.as_str()]).collect();
    let asks = |rule: &Outcome| rule.conditions.iter().any(|each| names.contains(&base(&each.left)));
    let mut before = flow.dominators()[id.0];
    while let Some(at) = before {
        match &flow.graph.element(at).kind {
            ElementKind::Decision(decision) if decision.rules.iter().any(asks) => return true,
            _ => before = flow.dominators()[at.0],
        }
    }
    false
}

fn base(path: &str) -> &str {
    path.split('.').next().unwrap_or_default()
}
