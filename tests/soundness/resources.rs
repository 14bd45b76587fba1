//! No resource is there for nothing, and no flow is handed what it does not take.

use super::Program;
use ctiflow::flow::references::{Role, references};
use ctiflow::flow::{ElementKind, Flow, Subflow};
use std::collections::BTreeSet;

/// What is wrong with the resources of a flow.
pub(crate) fn problems(program: &Program<'_>, flow: &Flow) -> Vec<String> {
    let mut found = unused(flow);
    for element in &flow.elements {
        if let ElementKind::Subflow(call) = &element.kind
            && let Some(callee) = program.flow(&call.flow_name)
        {
            let strange = strange_inputs(callee, call);
            found.extend(strange.into_iter().map(|input| {
                format!("`{}` hands `{input}` to `{}`, which takes no such input", element.name, callee.name)
            }));
        }
    }
    found
}

/// Variables, formulas and constants that nothing reads. An output is for others, and every outcome takes the call.
fn unused(flow: &Flow) -> Vec<String> {
    let read: BTreeSet<&str> = references(flow)
        .iter()
        .filter(|each| each.role != Role::Target || each.path.contains('.'))
        .map(|each| each.base())
        .collect();
    let variables = flow
        .variables
        .iter()
        .filter(|each| !each.is_output && each.name != "call")
        .map(|each| each.name.as_str());
    let formulas = flow.formulas.iter().map(|each| each.name.as_str());
    let constants = flow.constants.iter().map(|each| each.name.as_str());
    let names = variables.chain(formulas).chain(constants);
    names.filter(|name| !read.contains(name)).map(|name| format!("nothing reads `{name}`")).collect()
}

fn strange_inputs<'c>(callee: &Flow, call: &'c Subflow) -> Vec<&'c str> {
    let takes = |name: &str| callee.variables.iter().any(|each| each.is_input && each.name == name);
    call.inputs.iter().map(|input| input.name.as_str()).filter(|name| !takes(name)).collect()
}
