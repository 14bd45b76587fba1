//! Flows that are run and that something else starts, or that wait.

use crate::lint::{Check, Findings, FlowSummary, Package, Rule, rule};

pub(super) static RULE: Rule = rule!("subflow-not-callable", Error, Check::Package(check));

fn check(package: &Package<'_>, findings: &mut Findings) {
    for flow in package.flows() {
        for call in &flow.calls {
            let signature = package.org.flow_ignoring_case(&call.flow);
            let started = signature.and_then(|called| called.trigger_type.as_deref());
            let has_screens = signature.is_some_and(|called| called.process_type == "Flow");
            let waits = package.flow(&call.flow).is_some_and(|called| called.waits);
            if let Some(reason) = reason(flow, started, has_screens, waits) {
                let message = format!("`{}` cannot be run by another flow: {reason}", call.flow);
                let help = "move what both need into an autolaunched flow without a trigger, and run that";
                findings.add(call.span, message, help);
            }
        }
    }
}

/// Why a flow cannot be run by another. Source: Salesforce help, "Flow Element: Subflow" and "Considerations for Subflows".
fn reason(
    caller: &FlowSummary,
    started: Option<&str>,
    has_screens: bool,
    waits: bool,
) -> Option<&'static str> {
    match started {
        Some("Scheduled") => Some("a schedule starts it"),
        Some("PlatformEvent") => Some("an event starts it"),
        Some("RecordBeforeSave" | "RecordAfterSave" | "RecordBeforeDelete") => Some("a record starts it"),
        _ if has_screens && caller.process_type == "AutoLaunchedFlow" => {
            Some("it has screens, and nobody is there to see them")
        }
        _ if waits => Some("it waits"),
        _ => None,
    }
}
