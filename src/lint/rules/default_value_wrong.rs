//! Default values that their variable or constant cannot have.

use crate::flow::{DataType, Place, Value};
use crate::lint::{Check, Findings, FlowFacts, Rule, Shape, rule};

pub(super) static RULE: Rule = rule!("default-value-wrong", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for variable in &flow.flow.variables {
        let Some(value) = &variable.value else { continue };
        let name = &variable.name;
        if variable.is_collection {
            let message = format!("`{name}` is a collection: it cannot have a default value");
            findings.add(flow.at(variable.place), message, "fill it in an Assignment element");
        } else {
            judge(flow, (name, variable.data_type, variable.place), value, findings);
        }
    }
    for constant in &flow.flow.constants {
        let Some(value) = &constant.value else { continue };
        judge(flow, (&constant.name, constant.data_type, constant.place), value, findings);
    }
}

fn judge(
    flow: &FlowFacts<'_>,
    (name, data_type, place): (&str, DataType, Place),
    value: &Value,
    findings: &mut Findings,
) {
    let (Some(wanted), Some(given)) = (Shape::of_data_type(data_type), flow.given_shape(Some(value))) else {
        return;
    };
    if !wanted.takes(&given) {
        let message = format!("`{name}` is {}: its value is {}", wanted.words(), given.words());
        findings.add(flow.at(place), message, "give it a value of its type");
    }
}
