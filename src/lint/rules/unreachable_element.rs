//! Elements that nothing leads to.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("unreachable-element", Warning, Check::Flow(check));

/// One finding for each island: the elements behind its first are not told again. After a dangling arrow nothing is,
/// nor where the start leads nowhere: whatever that was to lead to would be told twice.
fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let leads_nowhere = flow.graph.entries().is_empty() || !flow.graph.dangling().is_empty();
    if leads_nowhere || !flow.is_whole() {
        return;
    }
    let mut known = flow.reachable().to_vec();
    let first_to_last = flow.graph.ids().filter(|id| flow.graph.predecessors(*id).is_empty());
    for id in first_to_last.chain(flow.graph.ids()) {
        if known[id.0] {
            continue;
        }
        known[id.0] = true;
        let behind = flow.graph.reached_from(id);
        known.iter_mut().zip(behind).for_each(|(known, behind)| *known |= behind);
        let element = flow.graph.element(id);
        findings.add(
            flow.at(element.place),
            format!("nothing leads to `{}`", element.name),
            "connect it, or delete it with all that only it leads to",
        );
    }
}
