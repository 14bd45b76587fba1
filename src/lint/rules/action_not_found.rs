//! Standard actions that are called by another name than their own.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("action-not-found", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for call in flow.action_calls().filter(|call| !call.is_own_name()) {
        let (name, kind) = (&call.call.action_name, &call.call.action_type);
        if call.action.is_some() && is_slip(name, kind) {
            findings.add(
                flow.leaf(call.place, "actionName", name),
                format!("there is no action `{name}` of the type `{kind}`"),
                format!("did you mean `{kind}`?"),
            );
        }
    }
}

/// Whether a name is the type's own but for one or two slips; actions of some types have names of their own.
fn is_slip(name: &str, kind: &str) -> bool {
    strsim::damerau_levenshtein(&name.to_lowercase(), &kind.to_lowercase()) <= 2
}
