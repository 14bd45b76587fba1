//! Inputs and outputs that a called flow does not have.

use crate::flow::ElementKind;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};
use crate::org::FlowVariable;

pub(super) static RULE: Rule = rule!("subflow-parameter-not-found", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for element in &flow.flow.elements {
        let ElementKind::Subflow(subflow) = &element.kind else { continue };
        let Some(called) = flow.org.flow_ignoring_case(&subflow.flow_name) else { continue };
        let given = subflow.inputs.iter().map(|input| (input.name.as_str(), "input", &called.inputs));
        let taken = subflow.outputs.iter().map(|output| (output.name.as_str(), "output", &called.outputs));
        for (name, side, variables) in given.chain(taken) {
            if !variables.iter().any(|variable| variable.name.eq_ignore_ascii_case(name)) {
                let message = format!("`{}` has no {side} `{name}`", called.name);
                findings.add(flow.leaf(element.place, "name", name), message, help(side, variables));
            }
        }
    }
}

fn help(side: &str, variables: &[FlowVariable]) -> String {
    let names: Vec<String> = variables.iter().map(|variable| format!("`{}`", variable.name)).collect();
    match names.is_empty() {
        true => format!("none of its variables is available as an {side}"),
        false => format!("its {side}s are {}", names.join(", ")),
    }
}
