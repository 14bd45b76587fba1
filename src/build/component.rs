//! One piece of metadata.

use crate::flow::Flow;
use crate::xml::Document;

/// The kinds of metadata that a program becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MetadataKind {
    /// A field of an object: `Contact.Total_Connects__c`. Fields of Task and Event are `Activity`'s.
    CustomField,
    /// A type of notification, which users can switch off.
    CustomNotificationType,
    /// An object of our own; or the empty file that stands beside fields of a standard object.
    CustomObject,
    /// The tab of an object, by the object's name.
    CustomTab,
    /// A flow.
    Flow,
    /// Which fields of a Lead go where when it is converted: one file for the whole org.
    LeadConvertSettings,
    /// A list view of an object: `CTI_Flow_Error_Log__c.All`.
    ListView,
    /// A permission set.
    PermissionSet,
}

impl MetadataKind {
    /// Its name in manifests.
    pub fn name(self) -> &'static str {
        match self {
            Self::CustomField => "CustomField",
            Self::CustomNotificationType => "CustomNotificationType",
            Self::CustomObject => "CustomObject",
            Self::CustomTab => "CustomTab",
            Self::Flow => "Flow",
            Self::LeadConvertSettings => "LeadConvertSettings",
            Self::ListView => "ListView",
            Self::PermissionSet => "PermissionSet",
        }
    }
}

/// One piece of metadata: a file of the project.
#[derive(Clone, Debug)]
pub struct Component {
    /// What it is.
    pub kind: MetadataKind,
    /// Its full name, as manifests say it; unique within its kind, whatever the case.
    pub name: String,
    /// Its content.
    pub document: Document,
    /// What it is written from, if it is a flow: there its parts have their places in the spec.
    pub flow: Option<Flow>,
}

impl Component {
    /// Whether it is only the empty file beside fields of a standard object, which no manifest names.
    pub fn is_stub(&self) -> bool {
        self.kind == MetadataKind::CustomObject && self.document.root().children().next().is_none()
    }
}
