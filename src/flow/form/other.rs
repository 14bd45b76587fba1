//! Elements and resources of other kinds: their arrows and references are found, the rest is kept as it is.

use super::Fields;
use crate::flow::model::{Connector, OtherElement, OtherResource};
use crate::flow::references::merge_fields;
use crate::xml::{Element, Node};

/// What every element on the canvas has.
const OF_ELEMENTS: &[&str] = &["description", "name", "label", "locationX", "locationY"];

pub(super) fn read_element(fields: &mut Fields<'_, '_>) -> OtherElement {
    let node = fields.node();
    let mut connectors = Vec::new();
    find_connectors(node, &mut connectors);
    OtherElement {
        tag: node.tag().to_owned(),
        connectors,
        references: references(node),
        body: fields.rest(OF_ELEMENTS),
    }
}

pub(super) fn read_resource(fields: &mut Fields<'_, '_>) -> OtherResource {
    let node = fields.node();
    OtherResource {
        tag: node.tag().to_owned(),
        name: fields.required("name"),
        references: references(node),
        body: fields.rest(&["name"]),
        place: fields.place(),
    }
}

pub(super) fn write_resource(resource: &OtherResource) -> Element {
    Element::new(resource.tag.clone()).leaf("name", &resource.name).children(resource.body.iter().cloned())
}

fn find_connectors(node: Node<'_>, found: &mut Vec<(String, Connector)>) {
    for child in node.children() {
        match child.leaf("targetReference") {
            Some(target) => {
                let go_to = child.leaf("isGoTo") == Some("true");
                found.push((child.tag().to_owned(), Connector { target: target.to_owned(), go_to }));
            }
            None => find_connectors(child, found),
        }
    }
}

/// The texts of `…Reference` leaves, and merge fields in any other text.
fn references(node: Node<'_>) -> Vec<String> {
    let mut found = Vec::new();
    find_references(node, &mut found);
    found
}

fn find_references(node: Node<'_>, found: &mut Vec<String>) {
    for child in node.children() {
        match child.tag() {
            "targetReference" => {}
            tag if tag.ends_with("Reference") => found.push(child.text().to_owned()),
            _ => {
                found.extend(merge_fields(child.text()).map(str::to_owned));
                find_references(child, found);
            }
        }
    }
}
