//! Formulas that do not parse, or whose types do not fit.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("broken-formula", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for formula in flow.formulas() {
        formula.mistakes.iter().for_each(|mistake| findings.adopt(mistake.clone()));
    }
}
