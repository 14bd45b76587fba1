//! `fields:` what the spec declares, as fields of the org.

use super::formulas::Report;
use super::names::{self, LONGEST_FIELD_LABEL, LONGEST_FIELD_NAME, LONGEST_HELP};
use super::program::DeclaredField;
use super::steps::{known_object, within};
use super::world::{PERSON_OBJECTS, World};
use crate::diag::{Code, Diagnostic};
use crate::org::{Field, FieldType, Picklist, label_from_name};
use crate::source::{Span, Spanned};
use crate::spec::{DeclaredType, FieldDeclaration};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most characters of a picklist value.
const LONGEST_VALUE: usize = 255;

/// Digits of a number that a spec declares.
const DIGITS: u8 = 18;

/// Puts the declared fields into the world, and lists them: of Contact and Lead, or of the object that is named.
///
/// A field with a mistake is put there too, so that what uses it is not wrong for that.
pub(super) fn declare(
    declarations: &[FieldDeclaration],
    world: &mut World<'_>,
    report: &mut Report<'_>,
) -> Vec<DeclaredField> {
    let mut declared = Vec::new();
    let mut seen = BTreeMap::new();
    for declaration in declarations {
        let Some(objects) = objects(declaration, world, report) else { continue };
        let Some(kind) = &declaration.kind else { continue };
        let fields: Vec<Field> =
            objects.iter().map(|object| field(declaration, &kind.value, object)).collect();
        if is_rightly_named(declaration, report) && is_new(declaration, &fields, &mut seen, report) {
            refuse_other_type(declaration, &fields, world, report);
            declared.extend(fields.iter().map(|field| listed(declaration, &kind.value, field)));
        }
        // A wrong name has been told: elsewhere the field may have its right one already.
        let rightly: Vec<Field> = fields
            .iter()
            .filter(|field| !field.name.ends_with("__c"))
            .map(|field| Field { name: format!("{}__c", field.name), ..field.clone() })
            .collect();
        for field in fields.into_iter().chain(rightly) {
            if kind.value == DeclaredType::Counter {
                world.counters.entry(field.object.clone()).or_default().insert(field.name.clone());
            }
            world.org.declare(field);
        }
    }
    declared
}

fn listed(declaration: &FieldDeclaration, kind: &DeclaredType, field: &Field) -> DeclaredField {
    DeclaredField {
        field: Arc::new(field.clone()),
        kind: kind.clone(),
        existing: declaration.existing,
        help: declaration.help.as_ref().map(|help| help.value.clone()),
        stamp_of: None,
        span: declaration.name.span,
    }
}

/// Whether no field of the same objects has the name, in which case does not count.
fn is_new(
    declaration: &FieldDeclaration,
    fields: &[Field],
    seen: &mut BTreeMap<(String, String), Span>,
    report: &mut Report<'_>,
) -> bool {
    let span = declaration.name.span;
    let keys = fields.iter().map(|field| (field.object.clone(), field.name.to_lowercase()));
    let before: Vec<Span> = keys.filter_map(|key| seen.insert(key, span)).collect();
    let Some(before) = before.first() else { return true };
    let message = format!("`{}` is declared twice for one object", declaration.name.value);
    let diagnostic = Diagnostic::new(Code::DuplicateName, span, message).label("again");
    report.push(diagnostic.related(*before, "first here").help("leave one of them out"));
    false
}

fn objects(
    declaration: &FieldDeclaration,
    world: &World<'_>,
    report: &mut Report<'_>,
) -> Option<Vec<String>> {
    let Some(object) = &declaration.object else { return Some(PERSON_OBJECTS.map(str::to_owned).to_vec()) };
    if object.value == "Activity" {
        let message = "a field of Activity is named by Task, on which it is read";
        let diagnostic = Diagnostic::new(Code::UnknownObject, object.span, message);
        report.push(diagnostic.suggest(Some("Task")));
        return None;
    }
    known_object(world, object).map(|object| vec![object]).map_err(|diagnostic| report.push(*diagnostic)).ok()
}

fn is_rightly_named(declaration: &FieldDeclaration, report: &mut Report<'_>) -> bool {
    let name = &declaration.name;
    let stem = name.value.strip_suffix("__c").unwrap_or_default();
    let own = match (declaration.existing, stem.split_once("__")) {
        (true, Some((_package, own))) => own,
        _ => stem,
    };
    let why = match name.value.ends_with("__c") {
        false => Some("does not end with `__c`: standard fields are there without being declared"),
        true => names::illegal(own),
    };
    let long = own.len() > LONGEST_FIELD_NAME;
    let message = match why {
        Some(why) => format!("`{}` is no name of a custom field: it {why}", name.value),
        None if long => {
            format!("the name of a field has at most {LONGEST_FIELD_NAME} characters before `__c`")
        }
        None => return has_short_texts(declaration, report) && has_right_values(declaration, report),
    };
    let help = match name.value.ends_with("__c") {
        true => "write letters, digits and single underscores, then `__c`".to_owned(),
        false => format!("leave it out, or write `{}__c`", name.value),
    };
    report.push(Diagnostic::new(Code::IllegalFieldName, name.span, message).help(help));
    false
}

fn has_right_values(declaration: &FieldDeclaration, report: &mut Report<'_>) -> bool {
    let Some(Spanned { value: DeclaredType::Picklist(values), .. }) = &declaration.kind else { return true };
    let mut seen = BTreeMap::new();
    for value in values {
        if let Some(before) = seen.insert(value.value.to_lowercase(), value.span) {
            let message = format!("`{}` has the value `{}` twice", declaration.name.value, value.value);
            let diagnostic = Diagnostic::new(Code::DuplicateName, value.span, message).label("again");
            report.push(diagnostic.related(before, "first here").help("leave one of them out"));
            return false;
        }
        if let Err(diagnostic) = within("picklist value", value, LONGEST_VALUE) {
            report.push(*diagnostic);
            return false;
        }
    }
    true
}

fn has_short_texts(declaration: &FieldDeclaration, report: &mut Report<'_>) -> bool {
    let texts =
        [("label", &declaration.label, LONGEST_FIELD_LABEL), ("help", &declaration.help, LONGEST_HELP)];
    let mut right = true;
    for (key, text, most) in texts {
        if let Some(text) = text
            && let Err(diagnostic) = within(key, text, most)
        {
            report.push(*diagnostic);
            right = false;
        }
    }
    right
}

/// The form that a declared type gives a field.
fn field(declaration: &FieldDeclaration, kind: &DeclaredType, object: &str) -> Field {
    let name = declaration.name.value.clone();
    let label =
        declaration.label.as_ref().map_or_else(|| label_from_name(&name), |label| label.value.clone());
    let plain = Field {
        object: object.to_owned(),
        name,
        label,
        field_type: FieldType::Text,
        length: None,
        precision: None,
        scale: None,
        picklist: Picklist::default(),
        refers_to: Vec::new(),
        createable: Some(true),
        updateable: Some(true),
        filterable: Some(true),
        required: false,
    };
    match kind {
        DeclaredType::Date => Field { field_type: FieldType::Date, ..plain },
        DeclaredType::DateTime => Field { field_type: FieldType::DateTime, ..plain },
        DeclaredType::Counter => number(plain, 0),
        DeclaredType::Number(scale) => number(plain, *scale),
        DeclaredType::Checkbox => Field { field_type: FieldType::Checkbox, ..plain },
        DeclaredType::Text(length) => Field { length: Some(u32::from(*length)), ..plain },
        DeclaredType::Picklist(values) => {
            Field { field_type: FieldType::Picklist, length: Some(255), picklist: picklist(values), ..plain }
        }
        DeclaredType::User => Field {
            field_type: FieldType::Reference,
            length: Some(18),
            refers_to: vec!["User".to_owned()],
            ..plain
        },
    }
}

fn number(plain: Field, scale: u8) -> Field {
    Field { field_type: FieldType::Number, precision: Some(DIGITS), scale: Some(scale), ..plain }
}

fn picklist(values: &[Spanned<String>]) -> Picklist {
    let values = values.iter().map(|value| value.value.clone()).collect();
    Picklist { values, restricted: true, defaults: false }
}

/// Reports a field that the team's own metadata knows with another type.
fn refuse_other_type(
    declaration: &FieldDeclaration,
    fields: &[Field],
    world: &World<'_>,
    report: &mut Report<'_>,
) {
    let differs = |field: &&Field| {
        let known = world.org.field(&field.object, &field.name);
        known.is_some_and(|known| known.field_type != field.field_type)
    };
    let Some(field) = fields.iter().find(differs) else { return };
    let span = declaration.kind.as_ref().map_or(declaration.name.span, |kind| kind.span);
    let message = format!("your org has `{}.{}` with another type", field.object, field.name);
    let help = "declare it with the type that it has, and `existing: true`, or give the field another name";
    report.push(Diagnostic::new(Code::FieldDiffers, span, message).label("another type").help(help));
}
