//! An object.

use super::label;

/// What is known of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its API name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The label of several.
    pub plural_label: String,
    /// It was made in the org: its name ends in `__c`, `__mdt`, `__e`, …
    pub is_custom: bool,
    /// The first three characters of its ids, where they are the same in every org and known here.
    pub key_prefix: Option<&'static str>,
}

impl Object {
    /// An object of which only the name is known: the labels are made from it.
    pub fn named(name: &str) -> Self {
        let label = label::from_name(name);
        Self {
            name: name.to_owned(),
            plural_label: label::plural(&label),
            label,
            is_custom: is_custom(name),
            key_prefix: None,
        }
    }
}

/// Whether a name is that of something made in an org, or in a package: it ends in `__` and a suffix.
pub fn is_custom(name: &str) -> bool {
    name.rsplit_once("__").is_some_and(|(stem, suffix)| !stem.is_empty() && !suffix.is_empty())
}
