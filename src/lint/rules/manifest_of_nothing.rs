//! Manifests that name what is not there.

use crate::lint::{Check, DocumentFacts, Findings, Rule, rule};
use crate::org::Org;

pub(super) static RULE: Rule = rule!("manifest-of-nothing", Warning, Check::Metadata(check));

fn check(document: &DocumentFacts<'_>, org: &Org, findings: &mut Findings) {
    if document.is_destructive() {
        return;
    }
    for member in document.members().iter().filter(|member| member.name != "*") {
        if member.is_there(org) == Some(false) && org.would_have_component(member.name) {
            let message = format!("there is no {} `{}`", member.kind, member.name);
            findings.add(member.span, message, "take the entry out, or add the component to the package");
        }
    }
}
