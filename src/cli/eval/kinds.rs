//! The kinds of fields that give values to formulas and take them.

use crate::diag::{Code, Diagnostic};
use crate::formula::{Decimal, Type, TypedExpr, Value};
use jiff::civil::Time;
use jiff::tz::TimeZone;

/// Places behind the point that a number keeps when a field takes it, as in Salesforce's engine.
const PLACES: i64 = 32;

/// A kind of field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any type but a percentage, as the formula language has it.
    Plain(Type),
    /// A field that shows 50 and gives 0.5.
    Percent,
}

/// What kinds are called, the first name of each as we say it; case does not count.
const NAMES: &[(Kind, &[&str])] = &[
    (
        Kind::Plain(Type::Text),
        &[
            "text",
            "string",
            "textarea",
            "longtextarea",
            "html",
            "richtextarea",
            "email",
            "phone",
            "url",
            "encryptedtext",
            "autonumber",
            "combobox",
        ],
    ),
    (
        Kind::Plain(Type::Number),
        &["number", "double", "currency", "integer", "int", "long", "decimal", "bigdecimal"],
    ),
    (Kind::Percent, &["percent"]),
    (Kind::Plain(Type::Boolean), &["boolean", "checkbox"]),
    (Kind::Plain(Type::Date), &["date", "dateonly"]),
    (Kind::Plain(Type::DateTime), &["datetime"]),
    (Kind::Plain(Type::Time), &["time", "timeonly"]),
    (Kind::Plain(Type::Picklist), &["picklist", "staticenum", "dynamicenum"]),
    (Kind::Plain(Type::MultiPicklist), &["multipicklist", "multiselectpicklist", "multienum"]),
    (Kind::Plain(Type::Id), &["id", "reference", "lookup", "entityid", "masterdetail"]),
];

impl Kind {
    /// The kind of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|row| row.0)
    }

    /// All kinds, for messages.
    pub(super) fn all() -> String {
        NAMES.iter().map(|(_, names)| names[0]).collect::<Vec<_>>().join(", ")
    }

    /// The kind of a value that somebody writes without saying its type. `07` is a text: a number has no such 0.
    pub(super) fn of_written(text: &str) -> Self {
        if text.is_empty() || text == "null" {
            return Self::Plain(Type::Null);
        }
        let digits = text.strip_prefix('-').unwrap_or(text);
        let padded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
        let types = [Type::Number, Type::Boolean, Type::Date, Type::DateTime, Type::Time];
        let fitting = types.into_iter().filter(|ty| *ty != Type::Number || !padded);
        let found = fitting.into_iter().find(|ty| Value::read(text, *ty).is_some());
        Self::Plain(found.unwrap_or(Type::Text))
    }

    /// The type in formulas.
    pub(super) fn ty(self) -> Type {
        match self {
            Self::Plain(ty) => ty,
            Self::Percent => Type::Number,
        }
    }

    /// A value of this kind.
    pub(super) fn example(self) -> &'static str {
        match self.ty() {
            Type::Number => "12.5",
            Type::Boolean => "true",
            Type::Date => "2024-01-31",
            Type::DateTime => "2024-01-31T23:59:59Z",
            Type::Time => "23:59:59",
            Type::Text
            | Type::Id
            | Type::Picklist
            | Type::MultiPicklist
            | Type::Record
            | Type::Records
            | Type::Null => "\"abc\"",
        }
    }

    /// What a formula gets of a field that shows `text`; a text may stand in double quotes. Nothing written is null.
    pub(super) fn read(self, text: &str) -> Option<Value> {
        let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        match self.ty() {
            Type::Null => Some(Value::Null),
            Type::Text => Some(Value::text(quoted.unwrap_or(text))),
            _ => self.given(text),
        }
    }

    /// What a formula gets of a field that holds `text`.
    pub(super) fn given(self, text: &str) -> Option<Value> {
        match self {
            _ if text.is_empty() => Some(Value::Null),
            Self::Plain(Type::Number) => Value::read(text.trim(), Type::Number),
            Self::Plain(ty) => Value::read(text, ty),
            Self::Percent => Decimal::read(text.trim())?.shifted(-2).map(Value::Number),
        }
    }

    /// What another formula gets of a formula field: the value itself, but for a checkbox, which is never null.
    pub(super) fn handed_on(self, value: Value) -> Value {
        match (self, value) {
            (Self::Plain(Type::Boolean | Type::Date | Type::DateTime), value) => self.kept(value),
            (_, value) => value,
        }
    }

    /// This kind, if its fields take what a formula gives.
    pub(super) fn taking(self, expr: &TypedExpr<usize>) -> Result<Self, Box<Diagnostic>> {
        let converted =
            matches!((expr.ty, self.ty()), (Type::Date, Type::DateTime) | (Type::DateTime, Type::Date));
        if expr.ty.fills(self.ty()) || converted {
            return Ok(self);
        }
        let (given, wanted) = (expr.ty.words(), self.ty().words());
        let message = format!("the formula gives {given}, and the field takes {wanted}");
        Err(Box::new(Diagnostic::new(Code::TypeMismatch, expr.span, message).label(given)))
    }

    /// What a field of this kind shows of a value that it takes. A checkbox is never null.
    pub(super) fn kept(self, value: Value) -> Value {
        match (self, value) {
            (Self::Plain(Type::Boolean), Value::Null) => Value::Boolean(false),
            (Self::Plain(Type::Date), Value::DateTime(moment)) => {
                Value::Date(TimeZone::UTC.to_datetime(moment).date())
            }
            (Self::Plain(Type::DateTime), Value::Date(date)) => {
                let midnight = TimeZone::UTC.to_timestamp(date.to_datetime(Time::midnight()));
                midnight.map_or(Value::Null, Value::DateTime)
            }
            (Self::Plain(_), Value::Number(number)) => Value::Number(number.rounded(PLACES)),
            (Self::Percent, Value::Number(number)) => {
                let shown = number.shifted(2).unwrap_or(number);
                Value::Number(shown.rounded(PLACES))
            }
            (_, value) => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_says_its_kind() {
        for (text, ty) in [
            ("1", Type::Number),
            ("-0.5", Type::Number),
            ("07", Type::Text),
            ("\"7\"", Type::Text),
            ("true", Type::Boolean),
            ("2024-01-31", Type::Date),
            ("2024-02-31", Type::Text),
            ("2024-01-31T23:59:59Z", Type::DateTime),
            ("23:59:59", Type::Time),
            ("", Type::Null),
            ("Prospecting", Type::Text),
        ] {
            assert_eq!(Kind::of_written(text), Kind::Plain(ty), "{text}");
        }
    }

    #[test]
    fn a_percentage_is_divided_and_multiplied() {
        let value = Kind::Percent.given("12.5").unwrap();
        assert_eq!(value.to_string(), "0.125");
        assert_eq!(Kind::Percent.kept(value).to_string(), "12.5");
    }

    #[test]
    fn every_name_is_small_and_stands_once() {
        let mut names: Vec<_> = NAMES.iter().flat_map(|row| row.1.iter().copied()).collect();
        assert!(names.iter().all(|name| *name == name.to_ascii_lowercase()));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
