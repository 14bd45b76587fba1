//! Flows that ask for the record as it was, where there is none.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("no-earlier-record", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let start = &flow.flow.start;
    let why = match (&start.object, start.record_trigger_type.as_deref()) {
        (None, _) => "no record starts this flow",
        (Some(_), Some("Create")) => "this flow only runs on new records",
        (Some(_), None) => "no save starts this flow",
        (Some(_), Some(_)) => return,
    };
    let earlier = flow.references().iter().filter(|each| each.base() == "$Record__Prior");
    for reference in earlier {
        let span = flow.leaf(reference.place, "elementReference", reference.path);
        findings.add(
            span,
            format!("there is no earlier record: {why}"),
            "leave it out, or let the flow run on updates too",
        );
    }
    for filter in start.filters.iter().filter(|filter| filter.operator == "IsChanged") {
        let span = flow.leaf(start.place, "field", &filter.field);
        let message = format!("`{}` cannot have changed: {why}", filter.field);
        findings.add(span, message, "leave the condition out, or let the flow run on updates only");
    }
}
