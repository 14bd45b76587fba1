//! Destructive changes that name everything of a kind.

use crate::lint::{Check, DocumentFacts, Findings, Rule, rule};

pub(super) static RULE: Rule = rule!("deletion-wildcard", Error, Check::Document(check));

/// Of flows, `flow-not-deleted` tells it.
fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    if !document.is_destructive() {
        return;
    }
    for member in document.members().iter().filter(|member| member.name == "*" && member.kind != "Flow") {
        let message = format!("a `*` deletes no {}", member.kind);
        findings.add(member.span, message, "name each component that is to be deleted");
    }
}
