//! Elements that only a newer schema than ours may know.

use crate::lint::{Check, DocumentFacts, Findings, FlawKind, Rule, rule};

pub(super) static RULE: Rule = rule!("newer-element", Note, Check::Document(check));

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    document.flaws(FlawKind::NewerElement).for_each(|flaw| findings.adopt(flaw.diagnostic.clone()));
}
