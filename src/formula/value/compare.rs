//! How formulas compare values: with null nothing is equal, less or greater, unless texts are compared.
//!
//! Source: what github.com/salesforce/formula-engine computes with "null as null", as flows do.

use super::Value;
use std::cmp::Ordering;

/// How two values are compared with `=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formula) enum Comparison {
    /// One side is a text: null is an empty text.
    Texts,
    /// Anything else: a comparison with null has no result.
    Others,
}

impl Value {
    /// Whether two values are equal; `None` where one is null.
    pub(in crate::formula) fn equals(&self, other: &Self, comparison: Comparison) -> Option<bool> {
        match (self, other, comparison) {
            (Self::Null | Self::Text(_), Self::Null | Self::Text(_), Comparison::Texts) => {
                Some(self.as_str() == other.as_str())
            }
            (Self::Null, _, _) | (_, Self::Null, _) => None,
            _ => Some(self == other),
        }
    }

    /// Which of two values is less; `None` where one is null, or they have no order. Texts by their UTF-16 units.
    pub(in crate::formula) fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(left), Self::Text(right)) => {
                let blank = left.is_empty() || right.is_empty();
                (!blank).then(|| left.encode_utf16().cmp(right.encode_utf16()))
            }
            (Self::Number(left), Self::Number(right)) => Some(left.cmp(right)),
            (Self::Date(left), Self::Date(right)) => Some(left.cmp(right)),
            (Self::DateTime(left), Self::DateTime(right)) => Some(left.cmp(right)),
            (Self::Time(left), Self::Time(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }

    /// The text; empty for null and for anything else.
    fn as_str(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Null
            | Self::Number(_)
            | Self::Boolean(_)
            | Self::Date(_)
            | Self::DateTime(_)
            | Self::Time(_) => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_equals_an_empty_text_and_nothing_else() {
        let equal = |left: Value, right: Value, how| left.equals(&right, how);
        assert_eq!(equal(Value::Null, Value::text(""), Comparison::Texts), Some(true));
        assert_eq!(equal(Value::Null, Value::text("a"), Comparison::Texts), Some(false));
        assert_eq!(equal(Value::text("A"), Value::text("a"), Comparison::Texts), Some(false));
        assert_eq!(equal(Value::Null, Value::Null, Comparison::Others), None);
        assert_eq!(equal(Value::number(1), Value::Null, Comparison::Others), None);
        assert_eq!(equal(Value::number(1), Value::number(1), Comparison::Others), Some(true));
    }

    #[test]
    fn null_is_not_less_than_anything() {
        assert_eq!(Value::Null.order(&Value::number(1)), None);
        assert_eq!(Value::text("").order(&Value::text("a")), None);
        assert_eq!(Value::text("Foo").order(&Value::text("FOO")), Some(Ordering::Greater));
        assert_eq!(Value::text("\u{1f9f5}").order(&Value::text("\u{fffd}")), Some(Ordering::Less));
    }
}
