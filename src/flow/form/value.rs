//! Values: one child that says the kind.

use super::{Fields, Write};
use crate::flow::model::Value;
use crate::xml::Element;

/// The value, if it is of a kind that is known.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Value> {
    None.or_else(|| fields.optional("stringValue").map(Value::String))
        .or_else(|| fields.optional("elementReference").map(Value::Reference))
        .or_else(|| fields.truth("booleanValue").map(Value::Boolean))
        .or_else(|| fields.optional("numberValue").map(|number| Value::Number(without_point(number))))
        .or_else(|| fields.optional("dateValue").map(Value::Date))
        .or_else(|| fields.optional("dateTimeValue").map(Value::DateTime))
}

pub(super) fn write(element: Element, value: &Value) -> Element {
    match value {
        Value::String(text) => element.leaf("stringValue", text),
        Value::Number(number) => element.leaf("numberValue", with_point(number)),
        Value::Boolean(value) => element.boolean("booleanValue", *value),
        Value::Date(date) => element.leaf("dateValue", date),
        Value::DateTime(moment) => element.leaf("dateTimeValue", moment),
        Value::Reference(name) => element.leaf("elementReference", name),
    }
}

/// Numbers are doubles, which always show a point.
fn with_point(number: &str) -> String {
    let whole = number.chars().all(|each| each.is_ascii_digit() || each == '-');
    if whole { format!("{number}.0") } else { number.to_owned() }
}

fn without_point(number: String) -> String {
    match number.strip_suffix(".0") {
        Some(whole) => whole.to_owned(),
        None => number,
    }
}
