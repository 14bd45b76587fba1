//! Formulas that are longer than the platform takes.

use crate::formula::MOST_CHARACTERS;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("long-formula", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for formula in flow.formulas() {
        let characters = formula.fragment.text.chars().count();
        if characters > MOST_CHARACTERS {
            findings.add(
                flow.at(formula.place),
                format!(
                    "`{}` has {characters} characters: the platform takes {MOST_CHARACTERS}",
                    formula.owner
                ),
                "split it: a formula may use others",
            );
        }
    }
}
