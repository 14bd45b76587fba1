//! Values that do not fit the input of a standard action.

use crate::flow::Parameter;
use crate::lint::{Check, Findings, FlowFacts, Rule, Shape, rule};
use crate::org::ActionParameter;

pub(super) static RULE: Rule = rule!("action-input-type", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for call in flow.action_calls().filter(|call| call.is_own_name()) {
        let Some(action) = &call.action else { continue };
        for given in &call.call.inputs {
            let Some(wanted) =
                action.inputs.iter().find(|input| input.name.eq_ignore_ascii_case(&given.name))
            else {
                continue;
            };
            if let Some(message) = misfit(flow, wanted, given) {
                let help = "give it a value of its type; several values are a collection variable";
                findings.add(flow.leaf(call.place, "name", &given.name), message, help);
            }
        }
    }
}

fn misfit(flow: &FlowFacts<'_>, wanted: &ActionParameter, given: &Parameter) -> Option<String> {
    let shape = flow.given_shape(given.value.as_ref())?;
    let takes = Shape { is_collection: wanted.is_collection, ..Shape::of_data_type(wanted.data_type)? };
    (!takes.takes(&shape))
        .then(|| format!("the input `{}` is {}: it cannot take {}", given.name, takes.words(), shape.words()))
}
