//! Resources that nothing uses.

use std::collections::BTreeSet;

use crate::flow::references::base;
use crate::flow::{Place, Variable};
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
        let (message, help) = match kind {
            "input" => (format!("nothing reads the input `{name}`"), "delete it, once no caller gives it"),
            "output" => (
                format!("nothing fills the output `{name}`"),
                "fill it, or delete it once no caller takes it",
            ),
            _ => (format!("nothing uses the {kind} `{name}`"), "delete it"),
        };
        findings.add(flow.at(place), message, help);
    }
}

/// Everything that is there to be used. An output with a value of its own needs no other.
fn resources<'a>(flow: &FlowFacts<'a>) -> impl Iterator<Item = (&'static str, &'a str, Place)> {
    let flow = flow.flow;
    let variables = flow.variables.iter().filter(|each| !each.is_output || each.value.is_none());
    let variables = variables.map(|each| (kind(each), each.name.as_str(), each.place));
    let formulas = flow.formulas.iter().map(|each| ("formula", each.name.as_str(), each.place));
    let constants = flow.constants.iter().map(|each| ("constant", each.name.as_str(), each.place));
    let templates = flow.text_templates.iter().map(|each| ("text template", each.name.as_str(), each.place));
    let choices = flow.other_resources.iter().filter_map(|each| {
        let (_, kind) = CHOICES.iter().find(|(tag, _)| *tag == each.tag)?;
        Some((*kind, each.name.as_str(), each.place))
    });
    variables.chain(formulas).chain(constants).chain(templates).chain(choices)
}

/// What screens let choose from.
const CHOICES: [(&str, &str); 2] = [("choices", "choice"), ("dynamicChoiceSets", "choice set")];

fn kind(variable: &Variable) -> &'static str {
    match (variable.is_input, variable.is_output) {
        (true, _) => "input",
        (false, true) => "output",
        (false, false) => "variable",
    }
}
