//! Flows that run themselves, directly or through others.

use std::collections::BTreeSet;

use crate::lint::{Check, Findings, FlowSummary, Package, Rule, rule};

pub(super) static RULE: Rule = rule!("subflow-loop", Error, Check::Package(check));

fn check(package: &Package<'_>, findings: &mut Findings) {
    let mut told = BTreeSet::new();
    for flow in package.flows() {
        for call in &flow.calls {
            let Some(callee) = package.flow(&call.flow) else { continue };
            let circle = way(package, callee, flow);
            let Some(circle) = circle.filter(|circle| told.insert(members(circle))) else { continue };
            let names: Vec<String> = circle.iter().map(|each| format!("`{}`", each.name)).collect();
            let message = match names.as_slice() {
                [_] => format!("`{}` runs itself", flow.name),
                _ => format!("`{}` runs itself, through {}", flow.name, names[..names.len() - 1].join(", ")),
            };
            findings.add(
                call.span,
                message,
                "leave one of the calls out: a flow that runs itself ends in a fault",
            );
        }
    }
}

/// The flows from one to another that it runs, both included; the shortest way.
fn way<'a>(package: &Package<'a>, from: &'a FlowSummary, to: &FlowSummary) -> Option<Vec<&'a FlowSummary>> {
    let mut seen = BTreeSet::from([from.name.to_lowercase()]);
    let mut open = vec![vec![from]];
    while !open.is_empty() {
        let mut next = Vec::new();
        for path in open {
            let last = *path.last()?;
            if last.name == to.name {
                return Some(path);
            }
            let callees = last.calls.iter().filter_map(|call| package.flow(&call.flow));
            for callee in callees.filter(|callee| seen.insert(callee.name.to_lowercase())) {
                next.push(path.iter().copied().chain([callee]).collect());
            }
        }
        open = next;
    }
    None
}

fn members(circle: &[&FlowSummary]) -> BTreeSet<String> {
    circle.iter().map(|flow| flow.name.to_lowercase()).collect()
}
