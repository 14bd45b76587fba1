//! Inputs and outputs that a standard action does not have.

use crate::diag::nearest;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};
use crate::org::ActionParameter;

pub(super) static RULE: Rule = rule!("action-input-unknown", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for call in flow.action_calls().filter(|call| call.is_own_name()) {
        let Some(action) = &call.action else { continue };
        let inputs = call.call.inputs.iter().map(|each| (each.name.as_str(), "input", &action.inputs));
        let outputs = call.call.outputs.iter().map(|each| (each.name.as_str(), "output", &action.outputs));
        for (name, kind, known) in inputs.chain(outputs) {
            let is_known = |each: &ActionParameter| each.name.eq_ignore_ascii_case(name);
            if known.is_empty() || known.iter().any(is_known) {
                continue;
            }
            let message = format!("`{}` has no {kind} `{name}`", action.name);
            let help = match nearest(name, known.iter().map(|each| each.name.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "leave it out".to_owned(),
            };
            findings.add(flow.leaf(call.place, "name", name), message, help);
        }
    }
}
