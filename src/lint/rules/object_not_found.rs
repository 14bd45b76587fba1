//! Objects that neither Salesforce ships nor the package or the org has.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("object-not-found", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for mention in flow.object_mentions() {
        if flow.org.object(mention.object).is_some() || !flow.org.would_have_object(mention.object) {
            continue;
        }
        let span = flow.leaf(mention.place, mention.tag, mention.object);
        let message = format!("there is no object `{}`", mention.object);
        match flow.org.nearest_object(mention.object) {
            Some(near) => findings.add(span, message, format!("did you mean `{near}`?")),
            None => findings.add(
                span,
                message,
                "add it to the package, or say with --org where the org's metadata lies",
            ),
        };
    }
}
