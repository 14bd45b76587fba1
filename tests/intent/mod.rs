//! Intents: what the flows of a program have to be, written by hand.
//!
//! An intent names the flows of a program. Of each it says when it starts (`start`), what it takes in (`inputs`), what its
//! dearest path costs (`cost`), its steps in order (`steps`), and what its formulas say (`formulas`). A step is the label of
//! an element (or its API name), with what it does: fields and their values, `=` before a name or formula. A decision says
//! `when` each of its ways is taken, and the steps on each. A fault is logged and the flow goes on with the next step, unless
//! `on fault` says where to. A router may say `routes` and `fetches` alone. Every element of a flow is named, or follows from a fault.

mod content;
pub(crate) mod cost;
mod faults;
mod router;
mod start;
mod steps;
mod words;
pub(crate) mod yaml;

use ctiflow::flow::{Cost, Flow};
use std::collections::BTreeSet;
use steps::Follower;
use yaml::Yaml;

const KEYS: &[&str] = &["start", "inputs", "outputs", "cost", "steps", "formulas"];

/// Where flows are not what their intent says; `like` finds what the flow of another project has to be.
pub(crate) fn differences(
    flows: &[Flow],
    intent: &Yaml,
    log: &str,
    like: &dyn Fn(&str) -> Result<Yaml, String>,
) -> Vec<String> {
    let mut found = Vec::new();
    let said = intent.get("flows").map(Yaml::entries).unwrap_or_default();
    for (name, wanted) in said {
        match (flows.iter().find(|flow| flow.name == *name), wanted) {
            (None, _) => found.push(format!("{name}: there is no such flow")),
            (Some(flow), Yaml::Text(text)) => match text.strip_prefix("like ").map(like) {
                Some(Ok(wanted)) => found.extend(of_flow(flows, flow, &wanted, log)),
                Some(Err(why)) => found.push(format!("{name}: {why}")),
                None => found.push(format!("{name}: `{text}` says nothing")),
            },
            (Some(flow), wanted) => match router::in_full(wanted, &|| like("Call_Router of minimal")) {
                Ok(wanted) => found.extend(of_flow(flows, flow, &wanted, log)),
                Err(why) => found.push(format!("{name}: {why}")),
            },
        }
    }
    let unsaid = flows.iter().filter(|flow| said.iter().all(|(name, _)| *name != flow.name));
    found.extend(unsaid.map(|flow| format!("{}: the intent says nothing of this flow", flow.name)));
    found
}

fn of_flow(flows: &[Flow], flow: &Flow, wanted: &Yaml, log: &str) -> Vec<String> {
    let mut found = Vec::new();
    let unknown = wanted.entries().iter().filter(|(key, _)| !KEYS.contains(&key.as_str()));
    found.extend(unknown.map(|(key, _)| format!("{}: what is `{key}`?", flow.name)));
    found.extend(start::differences(flow, wanted.get("start").unwrap_or(&Yaml::List(Vec::new()))));
    found.extend(variables(flow, wanted));
    found.extend(formulas(flow, wanted));
    let cost = shown(cost::dearest(flows, &flow.name));
    let said = wanted.get("cost").map_or("nothing", Yaml::text);
    if cost != said {
        found.push(format!("{}: the dearest path costs {cost}, and should cost {said}", flow.name));
    }
    let mut follower = Follower::new(flow, log);
    follower.follow(wanted.get("steps").map(Yaml::parts).unwrap_or_default());
    found.extend(follower.differences);
    found
}

/// A cost as an intent says it: `2 SOQL, 3 DML`.
pub(crate) fn shown(cost: Cost) -> String {
    match cost {
        Cost { soql: 0, dml: 0 } => "nothing".to_owned(),
        Cost { soql: 0, dml } => format!("{dml} DML"),
        Cost { soql, dml: 0 } => format!("{soql} SOQL"),
        Cost { soql, dml } => format!("{soql} SOQL, {dml} DML"),
    }
}

/// What a flow takes in and hands out.
fn variables(flow: &Flow, wanted: &Yaml) -> Vec<String> {
    let names = |is: fn(&ctiflow::flow::Variable) -> bool| -> BTreeSet<&str> {
        flow.variables.iter().filter(|each| is(each)).map(|each| each.name.as_str()).collect()
    };
    let mut found = Vec::new();
    for (key, actual) in [("inputs", names(|each| each.is_input)), ("outputs", names(|each| each.is_output))]
    {
        let said: BTreeSet<&str> = wanted.get(key).map(Yaml::texts).unwrap_or_default().into_iter().collect();
        if actual != said {
            found.push(format!("{}: {key} are {actual:?}, and should be {said:?}", flow.name));
        }
    }
    found
}

/// The formulas that the intent speaks of.
fn formulas(flow: &Flow, wanted: &Yaml) -> Vec<String> {
    let said = wanted.get("formulas").map(Yaml::entries).unwrap_or_default();
    let differs = |(name, text): &(String, Yaml)| {
        let formula = flow.formulas.iter().find(|each| each.name == *name);
        let actual = formula.map(|formula| words::without_braces(&formula.expression));
        let same =
            actual.as_deref().is_some_and(|actual| words::is(actual, text.text().trim_start_matches('=')));
        let actual = actual.unwrap_or_else(|| "not there".to_owned());
        (!same).then(|| format!("{}: `{name}` is `{actual}`, and should be `{}`", flow.name, text.text()))
    };
    said.iter().filter_map(differs).collect()
}
