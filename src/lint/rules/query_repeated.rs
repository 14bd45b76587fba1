//! Records that a path looks up twice.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("query-repeated", Note, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for twice in flow.graph.looked_up_twice().into_iter().filter(|twice| twice.first != twice.again) {
        let (first, again) = (flow.graph.element(twice.first), flow.graph.element(twice.again));
        findings.add(
            flow.at(again.place),
            format!("`{}` looks up what `{}` has looked up before on the same path", again.name, first.name),
            "use the records of the first look-up, unless they were changed between the two",
        );
    }
}
