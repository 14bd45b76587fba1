//! Elements of one tag with others between them.

use crate::lint::{Check, DocumentFacts, Findings, FlawKind, Rule, rule};

pub(super) static RULE: Rule = rule!("split-siblings", Error, Check::Document(check));

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    document.flaws(FlawKind::SplitSiblings).for_each(|flaw| findings.adopt(flaw.diagnostic.clone()));
}
