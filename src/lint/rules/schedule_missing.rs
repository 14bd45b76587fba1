//! Scheduled flows that do not say when they run.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("schedule-missing", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let start = &flow.flow.start;
    let is_scheduled = start.trigger_type.as_deref() == Some("Scheduled");
    if is_scheduled && start.schedule.is_none() {
        let message = "this flow runs by a schedule, and has none";
        findings.add(
            flow.leaf(start.place, "triggerType", "Scheduled"),
            message,
            "say frequency, start date and start time",
        );
    }
}
