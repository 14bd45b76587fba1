//! Values and texts with merge fields.

use super::lower::Lowerer;
use super::{Operand, Reason, Text, TextPart};
use crate::flow::{self, Place};
use crate::formula::{Type, Value};

impl Lowerer<'_> {
    /// A value that an element uses; none is null.
    pub(super) fn operand(&mut self, part: &str, place: Place, value: Option<&flow::Value>) -> Operand {
        match value {
            Some(flow::Value::Reference(path)) => Operand::Reference(self.reference(part, place, path)),
            Some(flow::Value::String(text)) if text.contains("{!") => {
                Operand::Text(self.text(part, place, text))
            }
            Some(
                flow::Value::String(_)
                | flow::Value::Number(_)
                | flow::Value::Boolean(_)
                | flow::Value::Date(_)
                | flow::Value::DateTime(_),
            ) => Operand::Literal(self.literal(part, place, value)),
            None => Operand::NULL,
        }
    }

    /// A constant.
    pub(super) fn literal(&mut self, part: &str, place: Place, value: Option<&flow::Value>) -> Value {
        let (text, ty) = match value {
            None => return Value::Null,
            Some(flow::Value::String(text)) => return Value::text(text.as_str()),
            Some(flow::Value::Boolean(flag)) => return Value::Boolean(*flag),
            Some(flow::Value::Number(text)) => (text, Type::Number),
            Some(flow::Value::Date(text)) => (text, Type::Date),
            Some(flow::Value::DateTime(text)) => (text, Type::DateTime),
            Some(flow::Value::Reference(text)) => (text, Type::Record),
        };
        Value::read(text, ty).unwrap_or_else(|| {
            self.refusals.push(part, place, Reason::Name(text.clone()));
            Value::Null
        })
    }

    /// A text with merge fields. What stands between braces and is no name stays as it is, as on the platform.
    pub(super) fn text(&mut self, part: &str, place: Place, text: &str) -> Text {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("{!") {
            let Some((field, after)) = behind.split_once('}') else { break };
            if !before.is_empty() {
                parts.push(TextPart::Plain(before.to_owned()));
            }
            parts.push(TextPart::Merged(self.reference(part, place, field)));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(TextPart::Plain(rest.to_owned()));
        }
        Text { parts }
    }
}
