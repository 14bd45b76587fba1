//! A field of an object, whoever declared it.

use crate::formula::typed::Type;

/// The types of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are Salesforce's")]
pub enum FieldType {
    Id,
    Reference,
    Text,
    TextArea,
    LongTextArea,
    Email,
    Phone,
    Url,
    AutoNumber,
    Picklist,
    MultiPicklist,
    Combobox,
    Checkbox,
    Number,
    Currency,
    Percent,
    Date,
    DateTime,
    Time,
    Address,
    Location,
    Encrypted,
    Other,
}

impl FieldType {
    /// How values of it are read in formulas; none if a formula cannot read them, as compound fields (addresses, locations).
    ///
    /// Source: the Object Reference for the Salesforce Platform, "Compound Fields".
    pub fn in_formulas(self) -> Option<Type> {
        match self {
            FieldType::Id | FieldType::Reference => Some(Type::Id),
            FieldType::Text
            | FieldType::TextArea
            | FieldType::LongTextArea
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::AutoNumber
            | FieldType::Combobox
            | FieldType::Encrypted => Some(Type::Text),
            FieldType::Picklist => Some(Type::Picklist),
            FieldType::MultiPicklist => Some(Type::MultiPicklist),
            FieldType::Checkbox => Some(Type::Boolean),
            FieldType::Number | FieldType::Currency | FieldType::Percent => Some(Type::Number),
            FieldType::Date => Some(Type::Date),
            FieldType::DateTime => Some(Type::DateTime),
            FieldType::Time => Some(Type::Time),
            FieldType::Address | FieldType::Location | FieldType::Other => None,
        }
    }
}

/// The values of a picklist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picklist {
    /// The values (API names), in order; empty: nobody told us.
    pub values: Vec<String>,
    /// Another value is refused by the platform.
    pub restricted: bool,
    /// The values are those that Salesforce ships: an org may have changed them.
    pub defaults: bool,
}

/// What is known of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The object that it belongs to.
    pub object: String,
    /// Its API name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its type.
    pub field_type: FieldType,
    /// Most characters of a text.
    pub length: Option<u32>,
    /// Digits of a number.
    pub precision: Option<u8>,
    /// Digits behind the point.
    pub scale: Option<u8>,
    /// The values of a picklist.
    pub picklist: Picklist,
    /// The objects that a reference may point to.
    pub refers_to: Vec<String>,
    /// May be given when a record is created; `None`: not known.
    pub createable: Option<bool>,
    /// May be changed; `None`: not known.
    pub updateable: Option<bool>,
    /// May stand in a filter; `None`: not known.
    pub filterable: Option<bool>,
    /// Must be given when a record is created (not nillable and without a default).
    pub required: bool,
}
