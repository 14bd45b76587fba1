//! Second elements where one may be.

use crate::lint::{Check, DocumentFacts, Findings, FlawKind, Rule, rule};

pub(super) static RULE: Rule = rule!("doubled-element", Error, Check::Document(check));

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    document.flaws(FlawKind::DoubledElement).for_each(|flaw| findings.adopt(flaw.diagnostic.clone()));
}
