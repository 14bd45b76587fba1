//! Values that their field does not keep: texts that are too long, and values that its list does not have.

use crate::flow::Value;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};
use crate::org::{Field, FieldType};

pub(super) static RULE: Rule = rule!("field-value-refused", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for written in flow.written_fields() {
        let Some(Value::String(text)) = written.value else { continue };
        if text.contains("{!") || text.is_empty() {
            continue;
        }
        if let Some((message, help)) = refusal(&written.field, text) {
            findings.add(flow.leaf(written.place, "stringValue", text), message, help);
        }
    }
}

fn refusal(field: &Field, text: &str) -> Option<(String, String)> {
    let characters = text.chars().count();
    let longest = field.length.and_then(|length| usize::try_from(length).ok()).unwrap_or(usize::MAX);
    if field.field_type == FieldType::Picklist {
        let list = &field.picklist;
        let is_other =
            list.restricted && !list.values.is_empty() && !list.values.iter().any(|value| value == text);
        let help = format!("give one of: {}", list.values.join(", "));
        return is_other
            .then(|| (format!("`{}` has no value `{text}`, and takes no other", field.name), help));
    }
    let message = || format!("`{}` holds {longest} characters: this text has {characters}", field.name);
    (field.field_type.in_formulas().is_some() && characters > longest)
        .then(|| (message(), "shorten the text".to_owned()))
}
