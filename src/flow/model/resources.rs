//! What elements use: variables, formulas, constants, texts.

use super::{Place, Value};
use crate::xml;

/// The types of flow resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataType {
    /// Text.
    String,
    /// Number with a scale.
    Number,
    /// Currency with a scale.
    Currency,
    /// True or false.
    Boolean,
    /// Day.
    Date,
    /// Moment.
    DateTime,
    /// Time of day.
    Time,
    /// One value of a list.
    Picklist,
    /// Several values of a list.
    Multipicklist,
    /// A record.
    SObject,
    /// An Apex object.
    Apex,
}

impl DataType {
    const NAMES: [(DataType, &str); 11] = [
        (DataType::String, "String"),
        (DataType::Number, "Number"),
        (DataType::Currency, "Currency"),
        (DataType::Boolean, "Boolean"),
        (DataType::Date, "Date"),
        (DataType::DateTime, "DateTime"),
        (DataType::Time, "Time"),
        (DataType::Picklist, "Picklist"),
        (DataType::Multipicklist, "Multipicklist"),
        (DataType::SObject, "SObject"),
        (DataType::Apex, "Apex"),
    ];

    /// Salesforce's name of it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(each, _)| *each == self).map_or("", |(_, name)| name)
    }

    /// The names of all.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().map(|(_, name)| *name)
    }

    /// The type of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, each)| *each == name).map(|(each, _)| *each)
    }
}

/// A variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its API name.
    pub name: String,
    /// What it is and what null means.
    pub description: Option<String>,
    /// Its type.
    pub data_type: DataType,
    /// Several values.
    pub is_collection: bool,
    /// A caller may give it.
    pub is_input: bool,
    /// A caller may read it.
    pub is_output: bool,
    /// The object of a record variable.
    pub object_type: Option<String>,
    /// The Apex class of an Apex variable.
    pub apex_class: Option<String>,
    /// Digits behind the point: numbers and currencies.
    pub scale: Option<u8>,
    /// What it holds at first.
    pub value: Option<Value>,
    /// Where it was written.
    pub place: Place,
}

/// A formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// Its API name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Its type.
    pub data_type: DataType,
    /// The formula, references as `{!name}`.
    pub expression: String,
    /// Digits behind the point: numbers and currencies.
    pub scale: Option<u8>,
    /// Where it was written.
    pub place: Place,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// Its API name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Its type.
    pub data_type: DataType,
    /// Its value.
    pub value: Option<Value>,
    /// Where it was written.
    pub place: Place,
}

/// A text template.
#[derive(Clone, Debug, PartialEq)]
pub struct TextTemplate {
    /// Its API name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Without markup; always said in files of a current Builder.
    pub plain: Option<bool>,
    /// The text, with merge fields.
    pub text: String,
    /// Where it was written.
    pub place: Place,
}

/// A resource that only its name and references are known of: a choice, a stage, …
#[derive(Clone, Debug, PartialEq)]
pub struct OtherResource {
    /// Its tag: `choices`, `dynamicChoiceSets`, …
    pub tag: String,
    /// Its API name.
    pub name: String,
    /// All that is in it but the name.
    pub body: Vec<xml::Element>,
    /// What it refers to.
    pub references: Vec<String>,
    /// Where it was written.
    pub place: Place,
}
