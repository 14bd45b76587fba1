//! Where metadata lies in a source project: the registry of the `sf` command line, as far as it is needed.

use crate::build::{Component, MetadataKind};

const ROOT: &str = "force-app/main/default";

/// The path of a component in a source project.
pub fn path(component: &Component) -> String {
    let name = component.name.as_str();
    match component.kind {
        MetadataKind::CustomObject => format!("{ROOT}/objects/{name}/{name}.object-meta.xml"),
        MetadataKind::CustomField => of_object(name, "fields", "field"),
        MetadataKind::ListView => of_object(name, "listViews", "listView"),
        MetadataKind::CustomNotificationType => format!("{ROOT}/notificationtypes/{name}.notiftype-meta.xml"),
        MetadataKind::CustomTab => format!("{ROOT}/tabs/{name}.tab-meta.xml"),
        MetadataKind::Flow => format!("{ROOT}/flows/{name}.flow-meta.xml"),
        MetadataKind::LeadConvertSettings => {
            format!("{ROOT}/LeadConvertSettings/{name}.LeadConvertSetting-meta.xml")
        }
        MetadataKind::PermissionSet => format!("{ROOT}/permissionsets/{name}.permissionset-meta.xml"),
    }
}

/// `Contact.Total_Connects__c`: what belongs to an object lies in the object's folder.
fn of_object(name: &str, folder: &str, suffix: &str) -> String {
    let (object, own) = name.split_once('.').unwrap_or((name, name));
    format!("{ROOT}/objects/{object}/{folder}/{own}.{suffix}-meta.xml")
}
