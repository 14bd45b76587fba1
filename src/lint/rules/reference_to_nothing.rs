//! References to what the flow does not have.

use crate::diag::nearest;
use crate::flow::references::is_legal_name;
use crate::lint::{Check, Findings, FlowFacts, Gap, Meaning, Rule, rule};

pub(super) static RULE: Rule = rule!("reference-to-nothing", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for reference in flow.references() {
        let Meaning::Missing(Gap::Name(name)) = flow.meaning(reference.path) else { continue };
        // What is no API name (an id in an orchestration) refers to something else.
        if !is_legal_name(&name) {
            continue;
        }
        let message = format!("`{name}` is no element or resource of this flow");
        let near = nearest(&name.to_lowercase(), flow.names().iter().map(|(name, _)| name));
        let help = match near.and_then(|near| flow.names().as_written(near)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name what the flow has, or add what is missing".to_owned(),
        };
        findings.add(flow.spot(reference), message, help);
    }
}
