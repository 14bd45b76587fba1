//! What can be asked of an element of any kind.

use super::{ActionCall, ElementKind};

impl ElementKind {
    /// The call of an action that it is.
    pub fn action_call(&self) -> Option<&ActionCall> {
        match self {
            ElementKind::ActionCall(it) => Some(it),
            ElementKind::Assignment(_)
            | ElementKind::CollectionProcessor(_)
            | ElementKind::CustomError(_)
            | ElementKind::Decision(_)
            | ElementKind::Loop(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordLookup(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::Subflow(_)
            | ElementKind::Transform(_)
            | ElementKind::Other(_) => None,
        }
    }

    /// The object whose records it gets or saves, where it names one outright.
    pub fn object(&self) -> Option<&String> {
        match self {
            ElementKind::RecordCreate(it) => it.object.as_ref(),
            ElementKind::RecordDelete(it) => it.object.as_ref(),
            ElementKind::RecordLookup(it) => Some(&it.object),
            ElementKind::RecordUpdate(it) => it.object.as_ref(),
            ElementKind::ActionCall(_)
            | ElementKind::Assignment(_)
            | ElementKind::CollectionProcessor(_)
            | ElementKind::CustomError(_)
            | ElementKind::Decision(_)
            | ElementKind::Loop(_)
            | ElementKind::Subflow(_)
            | ElementKind::Transform(_)
            | ElementKind::Other(_) => None,
        }
    }

    /// Its tag in the file.
    pub fn tag(&self) -> &str {
        match self {
            ElementKind::ActionCall(_) => "actionCalls",
            ElementKind::Assignment(_) => "assignments",
            ElementKind::CollectionProcessor(_) => "collectionProcessors",
            ElementKind::CustomError(_) => "customErrors",
            ElementKind::Decision(_) => "decisions",
            ElementKind::Loop(_) => "loops",
            ElementKind::RecordCreate(_) => "recordCreates",
            ElementKind::RecordDelete(_) => "recordDeletes",
            ElementKind::RecordLookup(_) => "recordLookups",
            ElementKind::RecordUpdate(_) => "recordUpdates",
            ElementKind::Subflow(_) => "subflows",
            ElementKind::Transform(_) => "transforms",
            ElementKind::Other(other) => &other.tag,
        }
    }
}
