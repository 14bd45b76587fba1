//! What flows say, in words.

mod conditions;
mod details;
mod start;
#[cfg(test)]
mod tests;
mod ways;

pub(super) use conditions::{conditions, filters};
pub(super) use details::{Detail, Lexicon};
pub(super) use start::{begins, start_details};
pub(super) use ways::{WayWords, way};

use crate::flow::Value;

/// A value as a reader would say it.
pub(super) fn value(value: Option<&Value>) -> String {
    match value {
        None => "blank".to_owned(),
        Some(Value::String(text)) if text.is_empty() => "an empty text".to_owned(),
        Some(
            Value::String(text)
            | Value::Number(text)
            | Value::Date(text)
            | Value::DateTime(text)
            | Value::Reference(text),
        ) => text.clone(),
        Some(Value::Boolean(flag)) => flag.to_string(),
    }
}

/// A name of the platform in words: `RecordAfterSave` is `record after save`.
pub(super) fn spaced(name: &str) -> String {
    let mut words = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(character.to_lowercase());
    }
    words
}
