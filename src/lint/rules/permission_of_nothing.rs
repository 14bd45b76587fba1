//! Entries of permission sets about what is not there.

use std::collections::BTreeSet;

use crate::lint::{Check, DocumentFacts, Findings, Permission, PermissionKind, Rule, rule};
use crate::org::{Org, is_custom};

pub(super) static RULE: Rule = rule!("permission-of-nothing", Error, Check::Metadata(check));

const HELP: &str =
    "take the entry out, add what it names to the package, or say with --org where the org's metadata lies";

fn check(document: &DocumentFacts<'_>, org: &Org, findings: &mut Findings) {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for permission in document.permissions() {
        let object = object(&permission);
        if let Some(object) = object.filter(|object| org.object(object).is_none()) {
            let is_told = !is_custom(object) || org.would_have(object);
            if is_told && org.would_have_object(object) && told.insert(object) {
                let help = org.nearest_object(object).map(|near| format!("did you mean `{near}`?"));
                let help = help.unwrap_or_else(|| HELP.to_owned());
                findings.add(permission.span, format!("there is no object `{object}`"), help);
            }
            continue;
        }
        if let Some((message, near)) = missing(&permission, org) {
            let help = near.map_or_else(|| HELP.to_owned(), |near| format!("did you mean `{near}`?"));
            findings.add(permission.span, message, help);
        }
    }
}

/// The object that an entry is about, or whose field it is about.
fn object<'a>(permission: &Permission<'a>) -> Option<&'a str> {
    match permission.kind {
        PermissionKind::Object => Some(permission.name),
        PermissionKind::Field => permission.object_and_field().map(|(object, _)| object),
        PermissionKind::App
        | PermissionKind::Class
        | PermissionKind::Custom
        | PermissionKind::Flow
        | PermissionKind::Page
        | PermissionKind::RecordType
        | PermissionKind::Tab => None,
    }
}

/// What is said of a component of which only the name counts, if it is not there: what it is, and the ending of its file.
fn absent(name: &str, (what, suffix): (&str, &str), org: &Org) -> Option<(String, Option<String>)> {
    let is_missing = org.would_have_component(name) && !org.has_component(suffix, name);
    is_missing.then(|| (format!("there is no {what} `{name}`"), None))
}

/// What is said of an entry about nothing, and what was probably meant.
fn missing(permission: &Permission<'_>, org: &Org) -> Option<(String, Option<String>)> {
    let name = permission.name;
    match permission.kind {
        PermissionKind::Object => None,
        PermissionKind::App => absent(name, ("app", "app"), org),
        PermissionKind::Class => absent(name, ("class", "cls"), org),
        PermissionKind::Page => absent(name, ("page", "page"), org),
        PermissionKind::RecordType => absent(name, ("record type", "recordType"), org),
        PermissionKind::Field => {
            let (object, field) = permission.object_and_field()?;
            let near = org.nearest_field(object, field);
            let is_missing = org.field(object, field).is_none()
                && org.would_have_field(object, field)
                && (is_custom(field) || near.is_some());
            is_missing.then(|| (format!("`{object}` has no field `{field}`"), near))
        }
        PermissionKind::Custom => {
            let is_missing = org.would_have(name) && !org.custom_permissions().any(|each| each == name);
            is_missing.then(|| (format!("there is no custom permission `{name}`"), None))
        }
        PermissionKind::Flow => {
            let is_missing = org.would_have(name) && org.flow_ignoring_case(name).is_none();
            is_missing.then(|| (format!("there is no flow `{name}`"), org.nearest_flow(name)))
        }
        PermissionKind::Tab => {
            let is_missing = org.would_have(name) && !name.starts_with("standard-") && !org.has_tab(name);
            is_missing.then(|| (format!("there is no tab `{name}`"), None))
        }
    }
}
