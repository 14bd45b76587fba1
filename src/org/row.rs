//! Rows of the hand-made table: a field or parameter in few words.

use super::action::ActionParameter;
use super::field::{Field, FieldType, Picklist};
use crate::flow::DataType;

/// A field that is completed. Unless a row says otherwise, it may be given, changed and filtered, and may be empty.
pub(super) struct Row {
    pub(super) name: &'static str,
    label: &'static str,
    field_type: FieldType,
    length: Option<u32>,
    digits: Option<(u8, u8)>,
    values: &'static [&'static str],
    restricted: bool,
    refers_to: &'static [&'static str],
    createable: bool,
    updateable: bool,
    filterable: bool,
    required: bool,
}

/// A field of a type: all else as [`Row`] says.
pub(super) const fn row(name: &'static str, label: &'static str, field_type: FieldType) -> Row {
    Row {
        name,
        label,
        field_type,
        length: None,
        digits: None,
        values: &[],
        restricted: false,
        refers_to: &[],
        createable: true,
        updateable: true,
        filterable: true,
        required: false,
    }
}

/// A text of at most so many characters.
pub(super) const fn text(name: &'static str, label: &'static str, length: u32) -> Row {
    row(name, label, FieldType::Text).length(length)
}

/// A checkbox.
pub(super) const fn checkbox(name: &'static str, label: &'static str) -> Row {
    row(name, label, FieldType::Checkbox)
}

/// A picklist whose values nobody told us yet.
pub(super) const fn picklist(name: &'static str, label: &'static str, length: u32) -> Row {
    row(name, label, FieldType::Picklist).length(length)
}

/// A reference; to nothing in particular where the list is empty.
pub(super) const fn reference(
    name: &'static str,
    label: &'static str,
    refers_to: &'static [&'static str],
) -> Row {
    Row { refers_to, ..row(name, label, FieldType::Reference).length(18) }
}

/// A description: it cannot stand in a filter.
pub(super) const fn long_text(name: &'static str, label: &'static str, length: u32) -> Row {
    row(name, label, FieldType::LongTextArea).length(length).unfiltered()
}

impl Row {
    /// Its most characters.
    pub(super) const fn length(self, length: u32) -> Self {
        Self { length: Some(length), ..self }
    }

    /// Its digits: all, and those behind the point.
    pub(super) const fn digits(self, precision: u8, scale: u8) -> Self {
        Self { digits: Some((precision, scale)), ..self }
    }

    /// The values that Salesforce ships.
    pub(super) const fn shipped(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }

    /// The only values that the platform takes.
    pub(super) const fn only(self, values: &'static [&'static str]) -> Self {
        Self { values, restricted: true, ..self }
    }

    /// The platform gives its value.
    pub(super) const fn read_only(self) -> Self {
        Self { createable: false, updateable: false, ..self }
    }

    /// It can be given when the record is created, and then stays.
    pub(super) const fn create_only(self) -> Self {
        Self { updateable: false, ..self }
    }

    /// It cannot stand in a filter.
    pub(super) const fn unfiltered(self) -> Self {
        Self { filterable: false, ..self }
    }

    /// It must be given.
    pub(super) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The field, as one of `object`.
    pub(super) fn field(&self, object: &str) -> Field {
        Field {
            object: object.to_owned(),
            name: self.name.to_owned(),
            label: self.label.to_owned(),
            field_type: self.field_type,
            length: self.length,
            precision: self.digits.map(|(precision, _)| precision),
            scale: self.digits.map(|(_, scale)| scale),
            picklist: Picklist {
                values: self.values.iter().map(|value| (*value).to_owned()).collect(),
                restricted: self.restricted,
                defaults: !self.restricted && !self.values.is_empty(),
            },
            refers_to: self.refers_to.iter().map(|name| (*name).to_owned()).collect(),
            createable: Some(self.createable),
            updateable: Some(self.updateable),
            filterable: Some(self.filterable),
            required: self.required,
        }
    }
}

/// A parameter of an action that is completed.
pub(super) struct ParameterRow {
    name: &'static str,
    data_type: DataType,
    is_collection: bool,
    required: bool,
}

/// A parameter of a type: one value, which may be left out.
pub(super) const fn parameter(name: &'static str, data_type: DataType) -> ParameterRow {
    ParameterRow { name, data_type, is_collection: false, required: false }
}

impl ParameterRow {
    /// It takes several values.
    pub(super) const fn collection(self) -> Self {
        Self { is_collection: true, ..self }
    }

    /// It must be given.
    pub(super) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The parameter.
    pub(super) fn parameter(&self) -> ActionParameter {
        ActionParameter {
            name: self.name.to_owned(),
            data_type: self.data_type,
            is_collection: self.is_collection,
            required: self.required,
            max: None,
        }
    }
}
