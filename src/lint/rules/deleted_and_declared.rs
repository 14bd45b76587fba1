//! Destructive changes that name what the project still has.

use crate::lint::{Check, DocumentFacts, Findings, Rule, rule};
use crate::org::Org;

pub(super) static RULE: Rule = rule!("deleted-and-declared", Warning, Check::Metadata(check));

fn check(document: &DocumentFacts<'_>, org: &Org, findings: &mut Findings) {
    if !document.is_destructive() {
        return;
    }
    for member in document.members() {
        if member.is_there(org) == Some(true) {
            let message = format!("`{}` is to be deleted, and is still here", member.name);
            findings.add(member.span, message, "delete its file too, or take the entry out");
        }
    }
}
