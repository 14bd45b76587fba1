//! Names that the platform does not take.

use crate::flow::references::{is_legal_name, names};
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("illegal-name", Error, Check::Flow(check));

const HELP: &str = "begin with a letter, then use letters, digits and single underscores, none at the end, 80 characters at most";

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    if !flow.flow.name.is_empty() && !is_legal_file_name(&flow.flow.name) {
        let message = format!("`{}`, the name of the file, is no API name of a flow", flow.flow.name);
        findings.add(flow.at(flow.flow.place), message, HELP);
    }
    for each in names(flow.flow).into_iter().filter(|each| !is_legal_name(each.name)) {
        let span = flow.leaf(each.place, "name", each.name);
        findings.add(span, format!("`{}` is no API name", each.name), HELP);
    }
}

/// A flow may stand in a namespace: `acme__Route_Call`.
fn is_legal_file_name(name: &str) -> bool {
    match name.split_once("__") {
        Some((namespace, name)) => is_legal_name(namespace) && is_legal_name(name),
        None => is_legal_name(name),
    }
}
