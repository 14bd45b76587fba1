//! Flows that are run and that neither the package nor the org has.

use crate::flow::ElementKind;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("subflow-not-found", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for element in &flow.flow.elements {
        let ElementKind::Subflow(subflow) = &element.kind else { continue };
        let name = &subflow.flow_name;
        if flow.org.flow_ignoring_case(name).is_some() || !flow.org.would_have(name) {
            continue;
        }
        let help = match flow.org.nearest_flow(name) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add it to the package, or say with --org where the org's metadata lies".to_owned(),
        };
        findings.add(flow.leaf(element.place, "flowName", name), format!("there is no flow `{name}`"), help);
    }
}
