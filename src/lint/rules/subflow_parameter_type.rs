//! Values that the inputs of a called flow cannot take, and outputs that its caller cannot keep.

use crate::flow::{DataType, ElementKind};
use crate::formula::Type;
use crate::lint::{Check, Findings, FlowFacts, Item, Rule, Shape, rule};
use crate::org::FlowVariable;

pub(super) static RULE: Rule = rule!("subflow-parameter-type", Error, Check::Flow(check));

const HELP: &str = "give a value of the input's own type, or change the input";

const HELP_OUTPUT: &str = "keep it in a variable of its own type, or change the output";

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for element in &flow.flow.elements {
        let ElementKind::Subflow(subflow) = &element.kind else { continue };
        let Some(called) = flow.org.flow_ignoring_case(&subflow.flow_name) else { continue };
        for input in &subflow.inputs {
            let Some(variable) = named(&called.inputs, &input.name) else { continue };
            let shape = input.value.as_ref().and_then(|value| flow.value_shape(value));
            if let Some(why) = shape.and_then(|shape| misfit(&shape, variable)) {
                let message = format!("the input `{}` of `{}` takes {why}", variable.name, called.name);
                findings.add(flow.leaf(element.place, "name", &input.name), message, HELP);
            }
        }
        for output in &subflow.outputs {
            let Some(variable) = named(&called.outputs, &output.name) else { continue };
            let shape = flow.shape(&output.assign_to);
            if let Some(why) = shape.and_then(|shape| unkept(variable, &shape)) {
                let message = format!("the output `{}` of `{}` is {why}", variable.name, called.name);
                findings.add(flow.leaf(element.place, "name", &output.name), message, HELP_OUTPUT);
            }
        }
    }
}

fn named<'v>(variables: &'v [FlowVariable], name: &str) -> Option<&'v FlowVariable> {
    variables.iter().find(|each| each.name.eq_ignore_ascii_case(name))
}

/// What an output is, where a variable cannot keep that.
fn unkept(output: &FlowVariable, kept: &Shape) -> Option<String> {
    match (output.is_collection, kept.is_collection) {
        (true, false) => return Some("several values, and one is kept".to_owned()),
        (false, true) => return Some("one value, and several are kept".to_owned()),
        (true, true) | (false, false) => {}
    }
    match (output.object_type.as_deref(), &kept.item) {
        (Some(given), Item::Record(taken)) if !given.eq_ignore_ascii_case(taken) => {
            Some(format!("a record of {given}, and one of {taken} is kept"))
        }
        (_, Item::Record(_)) if takes_records(output.data_type) => None,
        (_, Item::Record(taken)) => Some(format!("a value, and a record of {taken} is kept")),
        (Some(given), Item::Value(_) | Item::Field(_)) => {
            Some(format!("a record of {given}, and a value is kept"))
        }
        (None, Item::Value(_) | Item::Field(_)) => {
            let taken = kept.item.in_formulas()?;
            (!is_kept(output.data_type, taken)).then(|| "a value of another type".to_owned())
        }
    }
}

/// Whether what an output holds can be kept in a value of a type: a text keeps anything.
fn is_kept(given: DataType, taken: Type) -> bool {
    let is_text = matches!(taken, Type::Text | Type::Id | Type::Picklist | Type::MultiPicklist);
    match given {
        DataType::Boolean => is_text || taken == Type::Boolean,
        DataType::Number | DataType::Currency => is_text || taken == Type::Number,
        DataType::Date | DataType::DateTime => is_text || matches!(taken, Type::Date | Type::DateTime),
        DataType::Time => is_text || taken == Type::Time,
        DataType::String | DataType::Picklist | DataType::Multipicklist => is_text,
        DataType::SObject | DataType::Apex => true,
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
