//! Words that are none of their list.

use crate::lint::{Check, DocumentFacts, Findings, FlawKind, Rule, rule};

pub(super) static RULE: Rule = rule!("unknown-value", Error, Check::Document(check));

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    document.flaws(FlawKind::UnknownWord).for_each(|flaw| findings.adopt(flaw.diagnostic.clone()));
}
