//! Formulas that give another type than they say.

use crate::lint::{Check, Findings, FlowFacts, Item, Rule, Shape, rule};

pub(super) static RULE: Rule = rule!("formula-type", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for formula in flow.formulas() {
        let (Some(wanted), Some(typed)) = (formula.wanted.and_then(Shape::of_data_type), &formula.typed)
        else {
            continue;
        };
        let given = Item::Value(typed.ty);
        let is_same = wanted.item.kind() == given.kind() || (wanted.item.is_textual() && given.is_textual());
        if !is_same && given.kind().is_some() {
            findings.add(
                flow.at(formula.place),
                format!(
                    "`{}` should give {}: its formula gives {}",
                    formula.owner,
                    wanted.words(),
                    given.words()
                ),
                "mend the formula, or say the type that it gives",
            );
        }
    }
}
