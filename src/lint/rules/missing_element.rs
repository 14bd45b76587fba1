//! Elements that have to be there.

use crate::lint::{Check, DocumentFacts, Findings, FlawKind, Rule, rule};

pub(super) static RULE: Rule = rule!("missing-element", Error, Check::Document(check));

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    document.flaws(FlawKind::MissingElement).for_each(|flaw| findings.adopt(flaw.diagnostic.clone()));
}
