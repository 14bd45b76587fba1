//! Permissions to edit what nobody can edit.

use crate::lint::{Check, DocumentFacts, Findings, Rule, rule};
use crate::org::{Org, is_custom};

pub(super) static RULE: Rule = rule!("permission-in-vain", Warning, Check::Metadata(check));

fn check(document: &DocumentFacts<'_>, org: &Org, findings: &mut Findings) {
    for permission in document.permissions() {
        let Some((object, name)) = permission.object_and_field() else { continue };
        let Some(field) = org.field(object, name).filter(|_| is_custom(name)) else { continue };
        let is_computed = field.createable == Some(false) && field.updateable == Some(false);
        if is_computed && permission.grants("editable") {
            let message = format!("nobody can edit `{}`: the platform computes it", permission.name);
            findings.add(permission.span, message, "grant it as readable only");
        }
    }
}
