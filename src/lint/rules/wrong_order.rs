//! Elements in another order than the schema's.

use crate::lint::{Check, DocumentFacts, Findings, FlawKind, Rule, rule};

pub(super) static RULE: Rule = rule!("wrong-order", Warning, Check::Document(check));

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    document.flaws(FlawKind::WrongOrder).for_each(|flaw| findings.adopt(flaw.diagnostic.clone()));
}
