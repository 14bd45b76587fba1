//! Values in sentences, for descriptions.

use super::names::capitalized;
use super::offset::Offset;
use super::reads::of_expression;
use super::words::Speaker;
use crate::check::{Expression, RecordRef, Symbol};
use crate::formula::ast::BinaryOperator;
use crate::formula::days_between_of;
use crate::formula::typed::TypedKind;
use crate::org::Field;

/// Ends what `BLANKVALUE` is called.
const IF_BLANK: &str = "if that is blank";

/// Most fields that are named as those of a formula.
const MOST_FIELDS: usize = 3;

/// `a`, `a and b`, `a, b and c`.
pub fn list(words: &[String], joint: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {joint} {last}", first.join(", ")),
    }
}

/// `an Account`, `a Contact`.
pub fn with_article(words: &str) -> String {
    let vowel = words.starts_with(['A', 'E', 'I', 'O', 'U', 'a', 'e', 'i', 'o', 'u']);
    format!("{} {words}", if vowel { "an" } else { "a" })
}

impl Speaker<'_> {
    /// A record: `the person`, `the Contact`.
    pub(super) fn the(&self, record: RecordRef) -> String {
        let words = self.record(record);
        match record {
            RecordRef::Call | RecordRef::Person | RecordRef::Rep | RecordRef::Manager => {
                format!("the {}", words.to_lowercase())
            }
            RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Account
            | RecordRef::Subject
            | RecordRef::Named(_) => format!("the {words}"),
        }
    }

    /// A field of a record: `the owner of the Lead`, `the Stage of the Opportunity`.
    pub(super) fn field(&self, record: RecordRef, field: &Field) -> String {
        match field.name.as_str() {
            "Id" => self.the(record),
            "OwnerId" => format!("the owner of {}", self.the(record)),
            _ => format!("the {} of {}", field.label, self.the(record)),
        }
    }

    /// A value: `today`, `120 days from today`, `the owner of the Lead`; none where only a formula says it.
    pub(super) fn value(&self, value: &Expression) -> Option<String> {
        if let Some(offset) = Offset::of(value) {
            return Some(offset.words());
        }
        if let Some((from, to)) = days_between_of(value) {
            return Some(format!(
                "the number of business days from {} to {}",
                self.value(from)?,
                self.value(to)?
            ));
        }
        Some(match &value.kind {
            TypedKind::Null => "blank".to_owned(),
            TypedKind::Text(text) if text.is_empty() => "blank".to_owned(),
            TypedKind::Text(text) => text.clone(),
            TypedKind::Number(number) => number.clone(),
            TypedKind::Boolean(value) => value.to_string(),
            TypedKind::Reference(Symbol::Field(record, field)) => self.field(*record, field),
            TypedKind::Reference(Symbol::Record(record)) => self.the(*record),
            TypedKind::Reference(setting @ Symbol::Setting(_)) => self.symbol(setting),
            TypedKind::Call(function, arguments) => return self.call_value(function, arguments),
            TypedKind::Binary(BinaryOperator::Concatenate, ..) => template(value),
            TypedKind::Binary(operator, left, right) => {
                let words = arithmetic(*operator)?;
                let left = self.value(left)?;
                let comma = if left.ends_with(IF_BLANK) { "," } else { "" };
                format!("{left}{comma} {words} {}", self.value(right)?)
            }
            TypedKind::Unary(..) => return None,
        })
    }

    /// A function in a sentence; none where only a formula says it.
    pub(super) fn call_value(&self, function: &str, arguments: &[Expression]) -> Option<String> {
        match (function, arguments) {
            ("TODAY", _) => Some("today".to_owned()),
            ("NOW", _) => Some("now".to_owned()),
            ("DATE", [year, month, day]) => {
                let [year, month, day] = [year, month, day].map(|part| match &part.kind {
                    TypedKind::Number(digits) => Some(digits),
                    _ => None,
                });
                Some(format!("{:0>4}-{:0>2}-{:0>2}", year?, month?, day?))
            }
            ("LEFT", [text, _])
                if matches!(text.kind, TypedKind::Binary(BinaryOperator::Concatenate, ..)) =>
            {
                Some(template(text))
            }
            ("COUNT", [records]) => {
                let record = super::items::record_of(records)?;
                Some(format!("the number of {}", self.record(record)))
            }
            ("BLANKVALUE", [value, instead]) => {
                Some(format!("{}, or {} {IF_BLANK}", self.value(value)?, self.value(instead)?))
            }
            _ => None,
        }
    }

    /// What only a formula says, by the fields that it reads: `by formula from the Call Result of the call`.
    pub(super) fn by_formula(&self, value: &Expression) -> String {
        let reads = of_expression(value);
        let fields: Vec<String> = reads.fields.iter().map(|key| self.field(key.record, &key.field)).collect();
        match fields.len() {
            1..=MOST_FIELDS => format!("by formula from {}", list(&fields, "and")),
            _ => "by formula".to_owned(),
        }
    }

    /// What a field gets: in words, or that a formula says it.
    pub(super) fn given(&self, value: &Expression) -> String {
        self.value(value).unwrap_or_else(|| self.by_formula(value))
    }
}

/// A text with merge fields: `"Meeting with …"`.
fn template(text: &Expression) -> String {
    format!("\"{}\"", super::say::template_words(text).replace("{}", "…"))
}

/// What fields get, in one sentence: `Today.`, `To Inactive.`, `Stage: Closed Lost; Reason: Not Now.`
pub(super) fn given_fields<'v>(
    fields: impl Iterator<Item = (&'v Field, &'v Expression)>,
    speaker: &Speaker<'_>,
) -> String {
    let fields: Vec<_> = fields.collect();
    let value = |value: &Expression| match &value.kind {
        TypedKind::Null => "emptied".to_owned(),
        _ => speaker.given(value),
    };
    match fields.as_slice() {
        [(_, only)]
            if matches!(only.kind, TypedKind::Text(_) | TypedKind::Number(_) | TypedKind::Boolean(_)) =>
        {
            format!("To {}.", value(only))
        }
        [(_, only)] => format!("{}.", capitalized(&value(only))),
        several => {
            let said: Vec<_> =
                several.iter().map(|(field, given)| format!("{}: {}", field.label, value(given))).collect();
            format!("{}.", said.join("; "))
        }
    }
}

/// How a sum or a product is said.
pub fn arithmetic(operator: BinaryOperator) -> Option<&'static str> {
    match operator {
        BinaryOperator::Add => Some("plus"),
        BinaryOperator::Subtract => Some("minus"),
        BinaryOperator::Multiply => Some("times"),
        BinaryOperator::Divide => Some("divided by"),
        BinaryOperator::Or
        | BinaryOperator::And
        | BinaryOperator::Equal
        | BinaryOperator::NotEqual
        | BinaryOperator::Less
        | BinaryOperator::LessOrEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterOrEqual
        | BinaryOperator::Concatenate
        | BinaryOperator::Power => None,
    }
}
