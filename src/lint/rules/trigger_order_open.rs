//! Flows that one record starts at one moment, in an order that nobody has set.

use std::collections::BTreeMap;

use crate::lint::{Check, Findings, FlowSummary, Package, Rule, rule};

pub(super) static RULE: Rule = rule!("trigger-order-open", Note, Check::Package(check));

/// The moments at which flows have an order.
const MOMENTS: [&str; 3] = ["RecordBeforeSave", "RecordAfterSave", "RecordBeforeDelete"];

fn check(package: &Package<'_>, findings: &mut Findings) {
    let mut together: BTreeMap<(String, &str), Vec<&FlowSummary>> = BTreeMap::new();
    for flow in package.flows().filter(|flow| flow.status == "Active") {
        let moment = flow.trigger_type.as_deref().and_then(|it| MOMENTS.iter().find(|each| **each == it));
        if let (Some(moment), Some(object)) = (moment, &flow.object) {
            together.entry((object.to_lowercase(), moment)).or_default().push(flow);
        }
    }
    for flows in together.into_values() {
        for (at, flow) in flows.iter().enumerate() {
            let Some(other) = flows[..at].iter().find(|other| is_open(flow, other)) else { continue };
            let message = format!("whether `{}` or `{}` runs first is not said", other.name, flow.name);
            findings.add(flow.span, message, "give each a triggerOrder of its own");
        }
    }
}

/// Whether one save starts both, and neither is said to be first.
fn is_open(one: &FlowSummary, other: &FlowSummary) -> bool {
    let meet = match (one.record_trigger_type.as_deref(), other.record_trigger_type.as_deref()) {
        (Some(one), Some(other)) => one.contains(other) || other.contains(one),
        _ => true,
    };
    meet && one.trigger_order == other.trigger_order
}
