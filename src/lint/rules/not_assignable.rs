//! Assignments to what cannot change.

use crate::flow::references::Role;
use crate::lint::{Check, Findings, FlowFacts, Named, Rule, rule};

pub(super) static RULE: Rule = rule!("not-assignable", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for reference in flow.references().iter().filter(|each| each.role == Role::Target) {
        let kind = match flow.names().get(reference.base()) {
            Some(Named::Formula(_)) => "a formula",
            Some(Named::Constant(_)) => "a constant",
            Some(Named::TextTemplate(_)) => "a text template",
            Some(Named::Rule(_)) => "an outcome",
            Some(
                Named::Element(_)
                | Named::Path(_)
                | Named::Variable(_)
                | Named::Other(_)
                | Named::Inner(_)
                | Named::Unread,
            )
            | None => continue,
        };
        let message = format!("`{}` is {kind}: nothing can be assigned to it", reference.path);
        findings.add(flow.spot(reference), message, "assign to a variable");
    }
}
