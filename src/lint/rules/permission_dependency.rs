//! Permissions without those that they need.

use crate::lint::{Check, DocumentFacts, Findings, PermissionKind, Rule, rule};
use crate::org::Org;

pub(super) static RULE: Rule = rule!("permission-dependency", Error, Check::Metadata(check));

/// Each permission with those that it asks for.
///
/// Source: the platform's messages `Permission Modify All … depends on permission(s): Delete`, `Delete … depends on Edit`.
const ON_OBJECTS: [(&str, &[&str]); 5] = [
    ("allowCreate", &["allowRead"]),
    ("allowEdit", &["allowRead"]),
    ("allowDelete", &["allowRead", "allowEdit"]),
    ("viewAllRecords", &["allowRead"]),
    ("modifyAllRecords", &["allowRead", "allowEdit", "allowDelete", "viewAllRecords"]),
];

const ON_FIELDS: [(&str, &[&str]); 1] = [("editable", &["readable"])];

fn check(document: &DocumentFacts<'_>, _: &Org, findings: &mut Findings) {
    for permission in document.permissions() {
        let table: &[(&str, &[&str])] = match permission.kind {
            PermissionKind::Object => &ON_OBJECTS,
            PermissionKind::Field => &ON_FIELDS,
            PermissionKind::App
            | PermissionKind::Class
            | PermissionKind::Custom
            | PermissionKind::Flow
            | PermissionKind::Page
            | PermissionKind::RecordType
            | PermissionKind::Tab => &[],
        };
        let strongest = table.iter().rev().filter(|(given, _)| permission.grants(given));
        let mut lacking = strongest.filter_map(|(given, needed)| {
            let lacking: Vec<_> = needed.iter().filter(|needed| !permission.grants(needed)).collect();
            (!lacking.is_empty()).then_some((given, lacking))
        });
        if let Some((given, lacking)) = lacking.next() {
            let lacking: Vec<String> = lacking.iter().map(|each| format!("`{each}`")).collect();
            let message = format!("`{given}` on `{}` asks for {}", permission.name, lacking.join(", "));
            findings.add(permission.span, message, "grant these too, or take the permission out");
        }
    }
}
