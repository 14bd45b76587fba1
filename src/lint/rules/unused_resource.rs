//! Resources that nothing uses.

use std::collections::BTreeSet;

use crate::flow::Place;
use crate::flow::references::base;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("unused-resource", Note, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    if !flow.is_whole() {
        return;
    }
    let read = flow.references().iter().map(|each| each.base().to_lowercase());
    let unread = flow.unread.iter().flat_map(|each| &each.references).map(|path| base(path).to_lowercase());
    let used: BTreeSet<String> = read.chain(unread).collect();
    let unused = resources(flow).filter(|(_, name, _)| !used.contains(&name.to_lowercase()));
    for (kind, name, place) in unused {
        findings.add(flow.at(place), format!("nothing uses the {kind} `{name}`"), "delete it");
    }
}

/// What a flow only has for itself: inputs and outputs are for others.
fn resources<'a>(flow: &FlowFacts<'a>) -> impl Iterator<Item = (&'static str, &'a str, Place)> {
    let flow = flow.flow;
    let own = flow.variables.iter().filter(|each| !each.is_input && !each.is_output);
    let variables = own.map(|each| ("variable", each.name.as_str(), each.place));
    let formulas = flow.formulas.iter().map(|each| ("formula", each.name.as_str(), each.place));
    let constants = flow.constants.iter().map(|each| ("constant", each.name.as_str(), each.place));
    let templates = flow.text_templates.iter().map(|each| ("text template", each.name.as_str(), each.place));
    variables.chain(formulas).chain(constants).chain(templates)
}
