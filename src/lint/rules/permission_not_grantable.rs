//! Fields that a permission set may not name, or not as editable.

use crate::lint::{Check, DocumentFacts, Findings, Rule, rule};
use crate::org::{Field, Org, is_custom};

pub(super) static RULE: Rule = rule!("permission-not-grantable", Error, Check::Metadata(check));

/// Who made and changed a record, and when, everybody sees who sees the record.
const SYSTEM: [&str; 7] = [
    "CreatedById",
    "CreatedDate",
    "Id",
    "IsDeleted",
    "LastModifiedById",
    "LastModifiedDate",
    "SystemModstamp",
];

fn check(document: &DocumentFacts<'_>, org: &Org, findings: &mut Findings) {
    for permission in document.permissions() {
        let Some((object, name)) = permission.object_and_field() else { continue };
        let Some(field) = org.field(object, name) else { continue };
        if let Some(reason) = reason(&field) {
            let message = format!("a permission cannot be given for `{}`: {reason}", permission.name);
            findings.add(permission.span, message, "take the entry out");
        }
    }
}

/// Why everybody who sees the record has this field. Source: the platform's message `You cannot deploy to a required field`.
fn reason(field: &Field) -> Option<&'static str> {
    match field {
        Field { name, .. } if SYSTEM.contains(&name.as_str()) => {
            Some("the platform keeps it for every record")
        }
        Field { name, required: true, .. } if is_custom(name) => Some("it is required"),
        _ => None,
    }
}
