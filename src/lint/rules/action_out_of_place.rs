//! Actions that only run in front of a user, in flows that nobody sees.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("action-out-of-place", Error, Check::Flow(check));

/// Source: Salesforce help, "Lightning Component Actions"; Metadata API 66.0, `InvocableActionType`: both run in the browser.
const LOCAL: [&str; 2] = ["component", "lwcComponent"];

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    if flow.flow.process_type != "AutoLaunchedFlow" {
        return;
    }
    for call in flow.action_calls().filter(|call| LOCAL.contains(&call.call.action_type.as_str())) {
        findings.add(
            flow.leaf(call.place, "actionType", &call.call.action_type),
            format!("`{}` runs in a browser: no autolaunched flow can call it", call.call.action_name),
            "call it from a screen flow",
        );
    }
}
