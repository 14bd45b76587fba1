//! Texts that are no number, no date, …

use crate::lint::{Check, DocumentFacts, Findings, FlawKind, Rule, rule};

pub(super) static RULE: Rule = rule!("wrong-type", Error, Check::Document(check));

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    document.flaws(FlawKind::WrongType).for_each(|flaw| findings.adopt(flaw.diagnostic.clone()));
}
