//! Values that the inputs of a called flow cannot take.

use crate::flow::{DataType, ElementKind};
use crate::formula::Type;
use crate::lint::{Check, Findings, FlowFacts, Item, Rule, Shape, rule};
use crate::org::FlowVariable;

pub(super) static RULE: Rule = rule!("subflow-parameter-type", Error, Check::Flow(check));

const HELP: &str = "give a value of the input's own type, or change the input";

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for element in &flow.flow.elements {
        let ElementKind::Subflow(subflow) = &element.kind else { continue };
        let Some(called) = flow.org.flow_ignoring_case(&subflow.flow_name) else { continue };
        for input in &subflow.inputs {
            let Some(variable) =
                called.inputs.iter().find(|each| each.name.eq_ignore_ascii_case(&input.name))
            else {
                continue;
            };
            let Some(shape) = input.value.as_ref().and_then(|value| flow.value_shape(value)) else {
                continue;
            };
            if let Some(why) = misfit(&shape, variable) {
                let span = flow.leaf(element.place, "name", &input.name);
                findings.add(
                    span,
                    format!("the input `{}` of `{}` takes {why}", variable.name, called.name),
                    HELP,
                );
            }
        }
    }
}

/// What an input takes, where a value is none of that.
fn misfit(shape: &Shape, input: &FlowVariable) -> Option<String> {
    match (shape.is_collection, input.is_collection) {
        (true, false) => return Some("one value, and is given several".to_owned()),
        (false, true) => return Some("several values, and is given one".to_owned()),
        (true, true) | (false, false) => {}
    }
    match (&shape.item, input.object_type.as_deref()) {
        (Item::Record(given), Some(taken)) if !given.eq_ignore_ascii_case(taken) => {
            Some(format!("a record of {taken}, and is given one of {given}"))
        }
        (Item::Record(_), _) if takes_records(input.data_type) => None,
        (Item::Record(given), _) => Some(format!("a value, and is given a record of {given}")),
        (Item::Value(_) | Item::Field(_), Some(taken)) => {
            Some(format!("a record of {taken}, and is given a value"))
        }
        (Item::Value(_) | Item::Field(_), None) => {
            let given = shape.item.in_formulas()?;
            (!fits(given, input.data_type)).then(|| "a value of another type".to_owned())
        }
    }
}

fn takes_records(data_type: DataType) -> bool {
    matches!(data_type, DataType::SObject | DataType::Apex)
}

/// Whether the platform turns a value into the type of an input: anything into a text, else only what is of one kind.
fn fits(given: Type, taken: DataType) -> bool {
    match taken {
        DataType::Boolean => given == Type::Boolean,
        DataType::Number | DataType::Currency => given == Type::Number,
        DataType::Date | DataType::DateTime => matches!(given, Type::Date | Type::DateTime),
        DataType::Time => given == Type::Time,
        DataType::String
        | DataType::Picklist
        | DataType::Multipicklist
        | DataType::SObject
        | DataType::Apex => true,
    }
}
