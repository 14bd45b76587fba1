//! Active flows that run flows without an active version.

use crate::flow::ElementKind;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("subflow-inactive", Warning, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    if flow.flow.status != "Active" {
        return;
    }
    for element in &flow.flow.elements {
        let ElementKind::Subflow(subflow) = &element.kind else { continue };
        let Some(called) = flow.org.flow_ignoring_case(&subflow.flow_name) else { continue };
        if ["Draft", "Obsolete", "InvalidDraft"].contains(&called.status.as_str()) {
            let span = flow.leaf(element.place, "flowName", &subflow.flow_name);
            let message = format!("`{}` is active, and runs `{}`, which is not", flow.flow.name, called.name);
            let help = "activate it first: set its status to Active";
            findings.add(span, message, help);
        }
    }
}
