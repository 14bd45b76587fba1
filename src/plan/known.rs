//! Fields that the compiler itself uses.

use crate::org::{Field, FieldType, Picklist};
use std::sync::Arc;

/// The id of a record.
pub(super) fn id(object: &str) -> Arc<Field> {
    field(object, "Id", &format!("{object} ID"), FieldType::Id, &[])
}

/// The account of a contact.
pub(super) fn account_of_contact() -> Arc<Field> {
    field("Contact", "AccountId", "Account ID", FieldType::Reference, &["Account"])
}

/// The manager of a user.
pub fn manager_of_user() -> Arc<Field> {
    field("User", "ManagerId", "Manager ID", FieldType::Reference, &["User"])
}

fn field(object: &str, name: &str, label: &str, field_type: FieldType, refers_to: &[&str]) -> Arc<Field> {
    Arc::new(Field {
        object: object.to_owned(),
        name: name.to_owned(),
        label: label.to_owned(),
        field_type,
        length: Some(18),
        precision: None,
        scale: None,
        picklist: Picklist::default(),
        refers_to: refers_to.iter().map(|each| (*each).to_owned()).collect(),
        createable: None,
        updateable: None,
        filterable: Some(true),
        required: false,
    })
}
