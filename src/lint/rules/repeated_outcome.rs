//! Outcomes that ask what an outcome before them asks.

use crate::flow::{Decision, ElementKind, Rule as Outcome};
use crate::lint::{Check, Findings, FlowFacts, Rule, implies, rule};

pub(super) static RULE: Rule = rule!("repeated-outcome", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for element in &flow.flow.elements {
        let ElementKind::Decision(Decision { rules, .. }) = &element.kind else { continue };
        for (at, later) in rules.iter().enumerate() {
            if let Some(first) = rules[..at].iter().find(|first| holds_too(first, later)) {
                findings.add(
                    flow.at(later.place),
                    format!(
                        "`{}` never comes true: whenever it would, `{}` is taken before it",
                        later.name, first.name
                    ),
                    "delete it, mend its conditions, or put it first",
                );
            }
        }
    }
}

/// Whether the first outcome is true wherever the later one is: its conditions are among those that the later one needs, or
/// the later one's only alternatives are among its own.
fn holds_too(first: &Outcome, later: &Outcome) -> bool {
    if first.requires_change {
        return first.conditions == later.conditions && first.logic == later.logic && later.requires_change;
    }
    let (some, all) = (&first.conditions, &later.conditions);
    let logic = |outcome: &Outcome| {
        if outcome.conditions.len() == 1 { "and".to_owned() } else { outcome.logic.clone() }
    };
    match (logic(first).as_str(), logic(later).as_str()) {
        ("and", "and") => some.iter().all(|condition| all.iter().any(|given| implies(given, condition))),
        ("or", "or") => all.iter().all(|given| some.iter().any(|condition| implies(given, condition))),
        ("or", "and") => some.iter().any(|condition| all.iter().any(|given| implies(given, condition))),
        (one, other) => one == other && some == all,
    }
}
