//! Which values fit where: as assignments, fields, conditions and filters take them.
//!
//! Source: Salesforce help, "Flow Operators in Assignment Elements", "… in Decision, Wait, and Collection Filter Elements", "…
//! in Data Elements and Record Choice Sets". What is not known (of Apex, of a screen) fits everywhere.

use super::flow_facts::FlowFacts;
use super::scope::{Item, Shape};
use crate::flow::Value;
use crate::formula::Type;

impl Item {
    /// Its type, where it has one that can be judged.
    pub fn kind(&self) -> Option<Type> {
        self.in_formulas().filter(|ty| !matches!(ty, Type::Null | Type::Records))
    }

    /// What it is, in words.
    pub fn words(&self) -> String {
        match (self, self.kind()) {
            (Item::Record(object), _) => format!("a record of `{object}`"),
            (_, Some(ty)) => ty.words().to_owned(),
            (_, None) => "something else".to_owned(),
        }
    }

    /// Whether a value of `given` can be stored in it. Texts take everything but records; days and moments become each other.
    pub fn takes(&self, given: &Item) -> bool {
        if let (Item::Record(wanted), Item::Record(given)) = (self, given) {
            return wanted.eq_ignore_ascii_case(given);
        }
        match (self.kind(), given.kind()) {
            (Some(wanted), Some(given)) => stores(wanted, given),
            _ => true,
        }
    }

    /// Whether it can be compared with `other`.
    pub fn compares_with(&self, other: &Item) -> bool {
        self.takes(other) || (self.is_textual() && other.is_textual())
    }

    /// Whether it is kept as text.
    pub fn is_textual(&self) -> bool {
        self.kind().is_none_or(is_textual)
    }

    /// Whether it can be less or more than another.
    pub fn has_order(&self) -> bool {
        let ordered = [Type::Number, Type::Date, Type::DateTime, Type::Time];
        self.kind().is_none_or(|kind| ordered.contains(&kind))
    }

    /// Whether its type is one of these; what is not known is.
    pub fn is_any_of(&self, kinds: &[Type]) -> bool {
        self.kind().is_none_or(|kind| kinds.contains(&kind))
    }
}

fn is_textual(ty: Type) -> bool {
    matches!(ty, Type::Text | Type::Id | Type::Picklist | Type::MultiPicklist)
}

fn stores(wanted: Type, given: Type) -> bool {
    match wanted {
        Type::Text | Type::Picklist | Type::MultiPicklist => given != Type::Record,
        Type::Id => is_textual(given),
        Type::Date | Type::DateTime => matches!(given, Type::Date | Type::DateTime),
        Type::Number | Type::Boolean | Type::Time | Type::Record | Type::Records | Type::Null => {
            given == wanted
        }
    }
}

impl Shape {
    /// What it is, in words.
    pub fn words(&self) -> String {
        match self.is_collection {
            true => format!("a collection ({} each)", self.item.words()),
            false => self.item.words(),
        }
    }

    /// Whether a value of `given` can replace one of it.
    pub fn takes(&self, given: &Shape) -> bool {
        self.is_collection == given.is_collection && self.item.takes(&given.item)
    }
}

impl FlowFacts<'_> {
    /// The shape of a value that somebody gives, where it can be judged: not of a text with merge fields, which is what they are.
    pub fn given_shape(&self, value: Option<&Value>) -> Option<Shape> {
        match value? {
            Value::String(text) if text.contains("{!") || text.is_empty() => None,
            value => self.value_shape(value),
        }
    }
}
