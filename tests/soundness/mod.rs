//! What holds of every program, whatever it says: laws of its flows and of its files.

mod documents;
mod names;
mod nulls;
mod paths;
mod resources;
mod types;

use super::support::Made;
use ctiflow::flow::Flow;
use ctiflow::org::Org;
use std::collections::BTreeSet;

/// The flows of a program, and what is known of its org.
pub(crate) struct Program<'a> {
    /// All flows.
    pub(crate) flows: &'a [Flow],
    /// What the org has once the program is deployed.
    pub(crate) org: Org,
    /// `CTI`
    pub(crate) prefix: &'a str,
}

impl Program<'_> {
    /// The flow of a name.
    pub(crate) fn flow(&self, name: &str) -> Option<&Flow> {
        self.flows.iter().find(|flow| flow.name == name)
    }

    /// The API name of a helper.
    pub(crate) fn helper(&self, name: &str) -> String {
        format!("{}_{name}", self.prefix)
    }
}

/// What is wrong with a program that was made against `org`, one line each.
pub(crate) fn problems(made: &Made, org: &Org) -> Vec<String> {
    let mut org = org.clone();
    made.program.fields.iter().for_each(|declared| org.declare((*declared.field).clone()));
    let program = Program { flows: &made.flows, org, prefix: &made.program.prefix };
    let mut found: Vec<String> = program.flows.iter().flat_map(|flow| of_flow(&program, flow)).collect();
    found.extend(documents::problems(made));
    let states: BTreeSet<&str> = program.flows.iter().map(|flow| flow.status.as_str()).collect();
    if states.len() != 1 {
        found.push(format!("the flows are {states:?}"));
    }
    found
}

fn of_flow(program: &Program<'_>, flow: &Flow) -> Vec<String> {
    let mut found = names::problems(flow);
    found.extend(paths::problems(program, flow));
    found.extend(nulls::problems(program, flow));
    found.extend(resources::problems(program, flow));
    found.extend(types::problems(program, flow));
    found.into_iter().map(|problem| format!("{}: {problem}", flow.name)).collect()
}
