//! The formula types of fields.

use crate::formula::typed::Type;
use crate::org::FieldType;

/// How a field's values are read in formulas; `None` if a formula cannot read them.
pub(super) fn of_field(field_type: FieldType) -> Option<Type> {
    match field_type {
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
