//! Scheduled paths without a name.

use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("scheduled-path-unnamed", Error, Check::Flow(check));

/// The one path after the commit has none in files that the platform writes itself.
fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let start = &flow.flow.start;
    let nodes = flow
        .document
        .node(start.place)
        .into_iter()
        .flat_map(|node| node.named("scheduledPaths").collect::<Vec<_>>());
    for (path, node) in start.scheduled_paths.iter().zip(nodes) {
        let is_named = path.name.as_ref().is_some_and(|name| !name.is_empty());
        if !is_named && path.path_type.as_deref() != Some("AsyncAfterCommit") {
            let message = "a scheduled path has no name";
            findings.add(flow.document.tag(node), message, "give it a `<name>` and a `<label>`");
        }
    }
}
