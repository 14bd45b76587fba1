//! Fields.

use super::value_set::values;
use super::{Loader, Part, flag, text};
use crate::org::{Field, FieldType, Picklist, is_custom, label_from_name};
use crate::xml::Node;

/// What the Metadata API calls a type.
struct Declared {
    name: &'static str,
    field_type: FieldType,
    /// The most characters, where the file does not say.
    length: Option<u32>,
    /// The platform gives the value.
    computed: bool,
}

const fn declared(name: &'static str, field_type: FieldType) -> Declared {
    Declared { name, field_type, length: None, computed: false }
}

const fn sized(name: &'static str, field_type: FieldType, length: u32) -> Declared {
    Declared { length: Some(length), ..declared(name, field_type) }
}

/// Metadata API 66.0, `FieldType`. A type that is not here is one of a newer platform: [`FieldType::Other`].
static TYPES: &[Declared] = &[
    declared("Address", FieldType::Address),
    Declared { computed: true, ..sized("AutoNumber", FieldType::AutoNumber, 30) },
    declared("Checkbox", FieldType::Checkbox),
    declared("Currency", FieldType::Currency),
    declared("Date", FieldType::Date),
    declared("DateTime", FieldType::DateTime),
    sized("Email", FieldType::Email, 80),
    declared("EncryptedText", FieldType::Encrypted),
    sized("ExternalLookup", FieldType::Reference, 18),
    sized("Hierarchy", FieldType::Reference, 18),
    declared("Html", FieldType::LongTextArea),
    sized("IndirectLookup", FieldType::Reference, 18),
    declared("Integer", FieldType::Number),
    declared("Location", FieldType::Location),
    declared("Long", FieldType::Number),
    declared("LongTextArea", FieldType::LongTextArea),
    sized("Lookup", FieldType::Reference, 18),
    sized("MasterDetail", FieldType::Reference, 18),
    sized("MetadataRelationship", FieldType::Reference, 18),
    sized("MultiselectPicklist", FieldType::MultiPicklist, 4099),
    declared("Number", FieldType::Number),
    declared("Percent", FieldType::Percent),
    sized("Phone", FieldType::Phone, 40),
    sized("Picklist", FieldType::Picklist, 255),
    Declared { computed: true, ..declared("Summary", FieldType::Number) },
    declared("Text", FieldType::Text),
    sized("TextArea", FieldType::TextArea, 255),
    declared("Time", FieldType::Time),
    sized("Url", FieldType::Url, 255),
];

static OTHER: Declared = declared("", FieldType::Other);

/// A roll-up summary whose type is that of the field that it sums up.
pub(super) struct Summary {
    field: Field,
    child: String,
    summarized: String,
}

pub(super) fn load_file(loader: &mut Loader, part: &Part) {
    let name = text(part.root, "fullName").unwrap_or(part.place.name);
    load(loader, part.place.object, Some(name), part.root);
}

pub(super) fn load(loader: &mut Loader, object: &str, name: Option<&str>, node: Node) {
    let span = node.span().unwrap_or_default();
    let Some(name) = name else {
        return loader.refuse(span, format!("a field of {object} has no `<fullName>`"));
    };
    if !is_custom(name) {
        return adapt(loader, object, name, node);
    }
    let Some(kind) = text(node, "type") else {
        return loader.refuse(span, format!("the field {object}.{name} has no `<type>`"));
    };
    let field = read(loader, object, name, node, kind);
    if let Some(summarized) = text(node, "summarizedField").and_then(|path| path.split_once('.')) {
        let (child, summarized) = (summarized.0.to_owned(), summarized.1.to_owned());
        loader.summaries.push(Summary { field: field.clone(), child, summarized });
    }
    let place = (object.to_owned(), name.to_owned());
    if let Some(value) = default_value(node) {
        loader.org.defaults.insert(place.clone(), value.to_owned());
    }
    if let Some(format) = text(node, "displayFormat") {
        loader.org.number_formats.insert(place, format.to_owned());
    }
    loader.org.declare(field);
}

fn read(loader: &Loader, object: &str, name: &str, node: Node, kind: &str) -> Field {
    let declared = TYPES.iter().find(|each| each.name == kind).unwrap_or(&OTHER);
    let computed = declared.computed || node.child("formula").is_some();
    let master = kind == "MasterDetail";
    let has_default = default_value(node).is_some();
    Field {
        object: object.to_owned(),
        name: name.to_owned(),
        label: text(node, "label").map_or_else(|| label_from_name(name), str::to_owned),
        field_type: declared.field_type,
        length: number(node, "length").or(declared.length),
        precision: number(node, "precision"),
        scale: number(node, "scale"),
        picklist: picklist(loader, node).unwrap_or_default(),
        refers_to: refers_to(node, kind),
        createable: Some(!computed),
        updateable: Some(!computed && (!master || flag(node, "reparentableMasterDetail"))),
        filterable: Some(!matches!(declared.field_type, FieldType::LongTextArea | FieldType::Encrypted)),
        required: !computed && (master || flag(node, "required") && !has_default),
    }
}

/// A standard field: the file says only what the team changed. One that the built-in tables lack is at least known to exist.
fn adapt(loader: &mut Loader, object: &str, name: &str, node: Node) {
    let field = match loader.org.field(object, name) {
        Some(known) => (*known).clone(),
        None => {
            let kind = text(node, "type").unwrap_or_default();
            let field = read(loader, object, name, node, kind);
            Field { createable: None, updateable: None, filterable: None, required: false, ..field }
        }
    };
    let label = text(node, "label").map_or(field.label, str::to_owned);
    let picklist =
        picklist(loader, node).filter(|picklist| !picklist.values.is_empty()).unwrap_or(field.picklist);
    loader.org.declare(Field { label, picklist, ..field });
}

fn number<N: std::str::FromStr>(node: Node, tag: &str) -> Option<N> {
    text(node, tag)?.parse().ok()
}

fn refers_to(node: Node, kind: &str) -> Vec<String> {
    match text(node, "referenceTo") {
        Some(object) => vec![object.to_owned()],
        None if kind == "Hierarchy" => vec!["User".to_owned()],
        None => Vec::new(),
    }
}

/// The values of a picklist, written into the field or shared; before API 38 they stood in `<picklist>`.
fn picklist(loader: &Loader, node: Node) -> Option<Picklist> {
    let (values, restricted) = match (node.child("valueSet"), node.child("picklist")) {
        (Some(set), _) => (set_values(loader, set), flag(set, "restricted")),
        (None, Some(old)) => (values(old, "picklistValues"), flag(old, "restrictedPicklist")),
        (None, None) => return None,
    };
    Some(Picklist { values, restricted, defaults: false })
}

fn set_values(loader: &Loader, set: Node) -> Vec<String> {
    match (set.child("valueSetDefinition"), text(set, "valueSetName")) {
        (Some(definition), _) => values(definition, "value"),
        (None, Some(name)) => loader.global_value_sets.get(name).cloned().unwrap_or_default(),
        (None, None) => Vec::new(),
    }
}

/// What a new record has: a formula, or the value of a picklist that is marked.
fn default_value<'a>(node: Node<'a>) -> Option<&'a str> {
    let definition = node.child("valueSet").and_then(|set| set.child("valueSetDefinition"));
    let marked =
        definition.and_then(|definition| definition.named("value").find(|value| flag(*value, "default")));
    text(node, "defaultValue").or_else(|| marked.and_then(|value| text(value, "fullName")))
}

impl Loader<'_> {
    /// Gives roll-up summaries the type of what they sum up.
    pub(super) fn resolve_summaries(&mut self) {
        for Summary { field, child, summarized } in std::mem::take(&mut self.summaries) {
            if let Some(source) = self.org.field(&child, &summarized) {
                let Field { field_type, precision, scale, .. } = *source;
                self.org.declare(Field { field_type, precision, scale, ..field });
            }
        }
    }
}
