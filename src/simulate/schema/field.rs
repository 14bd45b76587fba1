//! One field.

use crate::formula::Type;
use crate::org::{self, FieldType};

/// What a record needs to know of a field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its API name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its type; of one that nobody declared [`FieldType::Other`].
    pub kind: FieldType,
    /// The org knows it.
    pub known: bool,
    /// Most characters of a text.
    pub length: Option<u32>,
    /// Digits of a number.
    pub precision: Option<u8>,
    /// Digits behind the point.
    pub scale: Option<u8>,
    /// The only values that a picklist takes; empty: any.
    pub only: Vec<String>,
    /// The objects that a reference points to; empty: any.
    pub refers_to: Vec<String>,
    /// A flow may give it when it creates a record.
    pub createable: bool,
    /// A flow may change it.
    pub updateable: bool,
    /// It must have a value.
    pub required: bool,
}

impl Field {
    pub(super) fn id() -> Self {
        Self {
            label: "Record ID".to_owned(),
            kind: FieldType::Id,
            known: true,
            length: Some(18),
            createable: false,
            updateable: false,
            ..Self::undeclared("Id")
        }
    }

    /// A field that nobody declared: it takes what it is given.
    pub(super) fn undeclared(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            label: org::label_from_name(name),
            kind: FieldType::Other,
            known: false,
            length: None,
            precision: None,
            scale: None,
            only: Vec::new(),
            refers_to: Vec::new(),
            createable: true,
            updateable: true,
            required: false,
        }
    }

    pub(super) fn read(field: &org::Field) -> Self {
        Self {
            name: field.name.clone(),
            label: field.label.clone(),
            kind: field.field_type,
            known: true,
            length: field.length,
            precision: field.precision,
            scale: field.scale,
            only: if field.picklist.restricted { field.picklist.values.clone() } else { Vec::new() },
            refers_to: field.refers_to.clone(),
            createable: field.createable != Some(false),
            updateable: field.updateable != Some(false),
            required: field.required,
        }
    }

    /// A formula or roll-up field of the team's own.
    pub(crate) fn is_computed(&self) -> bool {
        self.known && !self.createable && self.kind != FieldType::AutoNumber && self.name.ends_with("__c")
    }

    /// Its type in formulas; `None` where only its values say it.
    pub(crate) fn formula_type(&self) -> Option<Type> {
        self.kind.in_formulas()
    }
}
