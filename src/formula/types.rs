//! What the types have to do with each other.

use super::Type;

impl Type {
    /// The type in words, with its article.
    pub fn words(self) -> &'static str {
        match self {
            Type::Text => "a text",
            Type::Id => "an id",
            Type::Number => "a number",
            Type::Boolean => "true or false",
            Type::Date => "a date",
            Type::DateTime => "a date with time",
            Type::Time => "a time of day",
            Type::Picklist => "a picklist",
            Type::MultiPicklist => "a multi-select picklist",
            Type::Record => "a record",
            Type::Records => "counted records",
            Type::Null => "NULL",
        }
    }

    /// Whether it can stand where a text can: ids and picklists become text when a flow copies them into variables.
    pub fn is_textual(self) -> bool {
        matches!(self, Type::Text | Type::Id | Type::Picklist)
    }

    /// Whether it can stand where `wanted` should. `NULL` stands for any value, but not for a record.
    pub fn fits(self, wanted: Type) -> bool {
        match (self, wanted) {
            (Type::Null, Type::Record | Type::Records) => false,
            (Type::Null, _) => true,
            (actual, Type::Text) => actual.is_textual(),
            (actual, wanted) => actual == wanted,
        }
    }

    /// Whether a value of it can be stored where `target` is kept: a text also in a picklist and an id.
    pub fn fills(self, target: Type) -> bool {
        let text = matches!(target, Type::Id | Type::Picklist | Type::MultiPicklist) && self.is_textual();
        text || self.fits(target)
    }

    /// The type of what is one or the other; a picklist among them becomes text.
    pub(super) fn common(self, other: Type) -> Option<Type> {
        match (self, other) {
            (Type::Picklist, Type::Null) | (Type::Null, Type::Picklist) => Some(Type::Text),
            (Type::Null, one) | (one, Type::Null) => Some(one),
            (Type::Picklist, Type::Picklist) => Some(Type::Text),
            (one, other) if one == other => Some(one),
            (one, other) if one.is_textual() && other.is_textual() => Some(Type::Text),
            _ => None,
        }
    }
}

/// What to write to make one type of another; `{}` is the value.
const CONVERSIONS: &[(Type, Type, &str)] = &[
    (Type::Number, Type::Text, "TEXT({})"),
    (Type::Date, Type::Text, "TEXT({})"),
    (Type::DateTime, Type::Text, "TEXT({})"),
    (Type::Time, Type::Text, "TEXT({})"),
    (Type::Boolean, Type::Text, "IF({}, \"yes\", \"no\")"),
    (Type::Records, Type::Text, "TEXT(COUNT({}))"),
    (Type::Text, Type::Number, "VALUE({})"),
    (Type::Boolean, Type::Number, "IF({}, 1, 0)"),
    (Type::Records, Type::Number, "COUNT({})"),
    (Type::Text, Type::Boolean, "{} = \"…\""),
    (Type::Picklist, Type::Boolean, "{} = \"…\""),
    (Type::MultiPicklist, Type::Boolean, "INCLUDES({}, \"…\")"),
    (Type::Number, Type::Boolean, "{} > 0"),
    (Type::Id, Type::Boolean, "NOT(ISBLANK({}))"),
    (Type::Date, Type::Boolean, "NOT(ISBLANK({}))"),
    (Type::DateTime, Type::Boolean, "NOT(ISBLANK({}))"),
    (Type::Record, Type::Boolean, "FOUND({})"),
    (Type::Records, Type::Boolean, "COUNT({}) > 0"),
    (Type::Text, Type::Date, "DATEVALUE({})"),
    (Type::DateTime, Type::Date, "DATEVALUE({})"),
    (Type::Text, Type::DateTime, "DATETIMEVALUE({})"),
    (Type::Date, Type::DateTime, "DATETIMEVALUE({})"),
    (Type::Record, Type::Id, "{}.Id"),
    (Type::Records, Type::Record, "COUNT({}) > 0"),
    (Type::Record, Type::Records, "FOUND({})"),
];

/// What to write where a `from` stands and a `to` should.
pub(super) fn conversion(from: Type, to: Type, shown: &str) -> Option<String> {
    let row = CONVERSIONS.iter().find(|row| row.0 == from && row.1 == to)?;
    Some(row.2.replace("{}", shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_takes_ids_and_picklists_but_not_numbers() {
        assert!(Type::Picklist.fits(Type::Text));
        assert!(Type::Id.fits(Type::Text));
        assert!(!Type::Text.fits(Type::Picklist));
        assert!(!Type::Number.fits(Type::Text));
        assert!(Type::Null.fits(Type::Date));
        assert!(!Type::Null.fits(Type::Record));
    }

    #[test]
    fn a_field_takes_what_becomes_its_type() {
        assert!(Type::Text.fills(Type::Id));
        assert!(Type::Text.fills(Type::MultiPicklist));
        assert!(!Type::Date.fills(Type::DateTime));
    }

    #[test]
    fn branches_share_a_type() {
        assert_eq!(Type::Picklist.common(Type::Text), Some(Type::Text));
        assert_eq!(Type::Id.common(Type::Id), Some(Type::Id));
        assert_eq!(Type::Id.common(Type::Null), Some(Type::Id));
        assert_eq!(Type::Date.common(Type::DateTime), None);
        assert_eq!(Type::Number.common(Type::Text), None);
    }
}
