//! Objects, with the fields that an mdapi package keeps in the same file.

use super::{Loader, Part, field, text};
use crate::org::{Field, FieldType, Object, is_custom, plural_label};
use crate::xml::Node;

/// The children of an object that are components of their own: their tag, and the ending of the file that each has in a project.
const CHILDREN: [(&str, &str); 8] = [
    ("businessProcesses", "businessProcess"),
    ("compactLayouts", "compactLayout"),
    ("fieldSets", "fieldSet"),
    ("fields", "field"),
    ("listViews", "listView"),
    ("recordTypes", "recordType"),
    ("validationRules", "validationRule"),
    ("webLinks", "webLink"),
];

pub(super) fn load(loader: &mut Loader, part: &Part) {
    let name = part.place.name;
    let known = loader.org.object(name).unwrap_or_else(|| Object::named(name));
    let label = text(part.root, "label").unwrap_or(&known.label).to_owned();
    let plural = match (text(part.root, "pluralLabel"), label == known.label) {
        (Some(plural), _) => plural.to_owned(),
        (None, true) => known.plural_label.clone(),
        (None, false) => plural_label(&label),
    };
    if text(part.root, "sharingModel") == Some("ControlledByParent") && is_custom(name) {
        loader.org.details.insert(name.to_owned());
    }
    loader.org.declare_object(Object { label, plural_label: plural, ..known });
    if let Some(name_field) = part.root.child("nameField") {
        declare_name(loader, name, name_field);
    }
    for (tag, suffix) in CHILDREN {
        for child in part.root.named(tag).filter_map(|node| text(node, "fullName")) {
            loader.org.components.add(suffix, &format!("{name}.{child}"));
        }
    }
    for node in part.root.named("fields") {
        field::load(loader, name, text(node, "fullName"), node);
    }
}

/// `Name` of a custom object: a text, or a number that the platform gives.
fn declare_name(loader: &mut Loader, object: &str, node: Node) {
    let Some(name) = loader.org.field(object, "Name").filter(|_| is_custom(object)) else { return };
    let label = text(node, "label").unwrap_or(&name.label).to_owned();
    let numbered = text(node, "type") == Some("AutoNumber");
    if let Some(format) = text(node, "displayFormat") {
        loader.org.number_formats.insert((object.to_owned(), "Name".to_owned()), format.to_owned());
    }
    loader.org.declare(Field {
        label,
        field_type: if numbered { FieldType::AutoNumber } else { FieldType::Text },
        createable: Some(!numbered),
        updateable: Some(!numbered),
        required: !numbered,
        ..(*name).clone()
    });
}
