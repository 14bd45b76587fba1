//! The values that formulas are evaluated over, and whom the evaluator asks for them.
//!
//! An id, a picklist and a multi-select picklist (`A;B`) are texts, as in a flow. A number is what the field holds: a
//! percent field of 50 % gives 0.5 to a formula (documented), so who hands values over divides it by 100.

mod compare;
mod decimal;

pub(super) use compare::Comparison;
pub use decimal::Decimal;

use super::Type;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use std::fmt;
use std::sync::Arc;

/// A value of a formula, a field or a variable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Value {
    /// None. In formulas an empty text is the same.
    #[default]
    Null,
    /// A text, an id, a picklist value, several picklist values with `;` between them.
    Text(Arc<str>),
    /// A number.
    Number(Decimal),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(Date),
    /// A moment.
    DateTime(Timestamp),
    /// A time of day.
    Time(Time),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// A whole number.
    pub fn number(number: i64) -> Self {
        Self::Number(Decimal::from(number))
    }

    /// Whether it is null or an empty text: what `ISBLANK` asks.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::Number(_) | Self::Boolean(_) | Self::Date(_) | Self::DateTime(_) | Self::Time(_) => false,
        }
    }

    /// A condition: only `true` holds; null does not.
    pub fn is_true(&self) -> bool {
        *self == Self::Boolean(true)
    }

    /// A value of `ty` as it is written in metadata and in data: a plain number, `true`, `2024-01-31`,
    /// `2024-01-31T23:59:59Z`, `23:59:59`. `None` where the text is no such value.
    pub fn read(text: &str, ty: Type) -> Option<Self> {
        match ty {
            Type::Text | Type::Id | Type::Picklist | Type::MultiPicklist => Some(Self::text(text)),
            Type::Number => Decimal::read(text).map(Self::Number),
            Type::Boolean if text.eq_ignore_ascii_case("true") => Some(Self::Boolean(true)),
            Type::Boolean if text.eq_ignore_ascii_case("false") => Some(Self::Boolean(false)),
            Type::Date => text.parse().ok().filter(|_| text.len() == 10).map(Self::Date),
            Type::DateTime => text.parse().ok().map(Self::DateTime),
            Type::Time if text.contains(':') => text.trim_end_matches('Z').parse().ok().map(Self::Time),
            Type::Boolean | Type::Time | Type::Record | Type::Records | Type::Null => None,
        }
    }
}

/// As it is written in metadata and in data, so that [`Value::read`] gives it back; nothing for null.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Text(text) => formatter.write_str(text),
            Self::Number(number) => number.fmt(formatter),
            Self::Boolean(value) => value.fmt(formatter),
            Self::Date(date) => date.fmt(formatter),
            Self::DateTime(moment) => moment.fmt(formatter),
            Self::Time(time) => time.fmt(formatter),
        }
    }
}

/// Who knows the values of names: the flow engine for flows, the command line for what the user sets.
pub trait Values {
    /// What a name stands for: that of the [`Scope`](super::Scope) that typed the formula.
    type Symbol;

    /// The value of a name; null where it has none, or is read through a record that is not there.
    ///
    /// # Errors
    /// Where the name is a formula of its own, and that has no value.
    fn value(&self, symbol: &Self::Symbol) -> Result<Value, Fault>;

    /// The value of a field before this save: for `ISCHANGED` and `PRIORVALUE`.
    fn prior(&self, symbol: &Self::Symbol) -> Value {
        let _ = symbol;
        Value::Null
    }

    /// Whether this save creates the record: for `ISNEW`.
    fn is_new(&self) -> bool {
        false
    }
}

/// What a formula depends on besides its values. The same gives the same result, always.
#[derive(Clone, Debug)]
pub struct Context {
    /// What `NOW()` gives.
    pub now: Timestamp,
    /// The running user's: decides which day `TODAY()` is, and which day a moment falls on.
    pub time_zone: TimeZone,
}

/// Why a formula has no value. In a flow its value is then null (documented).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What cannot be computed, in words: `a division by zero`.
    pub reason: String,
    /// The part that cannot be computed.
    pub span: Span,
}

impl From<Fault> for Diagnostic {
    fn from(fault: Fault) -> Self {
        let message = format!("the formula has no value: {}", fault.reason);
        let help = "in a flow it is null: test for it first, or change the formula";
        Diagnostic::new(Code::NoValue, fault.span, message).label("no value").help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_as_they_are_printed() {
        for (ty, text) in [
            (Type::Text, "07"),
            (Type::Number, "-7.25"),
            (Type::Boolean, "true"),
            (Type::Date, "2024-02-29"),
            (Type::DateTime, "2024-01-31T23:59:59Z"),
            (Type::Time, "23:59:59.25"),
        ] {
            assert_eq!(Value::read(text, ty).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_value_of_its_type_is_refused() {
        for (ty, text) in [
            (Type::Number, "7 "),
            (Type::Number, "1e9"),
            (Type::Boolean, "yes"),
            (Type::Date, "2024-02-30"),
            (Type::Date, "2024-01-31T00:00:00Z"),
            (Type::DateTime, "2024-01-31"),
            (Type::Time, "25:00"),
            (Type::Time, "07"),
            (Type::Record, "003"),
        ] {
            assert_eq!(Value::read(text, ty), None, "{text}");
        }
    }

    #[test]
    fn a_moment_may_be_written_with_its_offset() {
        let read = |text| Value::read(text, Type::DateTime).unwrap();
        assert_eq!(read("2024-01-31T23:59:59.000+01:00"), read("2024-01-31T22:59:59Z"));
    }

    #[test]
    fn an_empty_text_is_blank_and_a_blank_condition_does_not_hold() {
        assert!(Value::Null.is_blank() && Value::text("").is_blank());
        assert!(!Value::text(" ").is_blank() && !Value::number(0).is_blank());
        assert!(Value::Boolean(true).is_true() && !Value::Null.is_true());
    }
}
