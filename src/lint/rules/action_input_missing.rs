//! Standard actions without an input that they need.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("action-input-missing", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for call in flow.action_calls().filter(|call| call.is_own_name()) {
        let Some(action) = &call.action else { continue };
        for needed in action.inputs.iter().filter(|input| input.required) {
            if !call.call.inputs.iter().any(|given| given.name.eq_ignore_ascii_case(&needed.name)) {
                findings.add(
                    flow.at(call.place),
                    format!("`{}` needs the input `{}`", action.name, needed.name),
                    "give it a value",
                );
            }
        }
    }
}
