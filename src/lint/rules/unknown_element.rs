//! Elements that stand nowhere in the schema.

use crate::lint::{Check, DocumentFacts, Findings, FlawKind, Rule, rule};

pub(super) static RULE: Rule = rule!("unknown-element", Error, Check::Document(check));

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    document.flaws(FlawKind::UnknownElement).for_each(|flaw| findings.adopt(flaw.diagnostic.clone()));
}
