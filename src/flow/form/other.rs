//! Elements and resources of other kinds: their arrows and references are found, the rest is kept as it is.

use super::Fields;
use crate::flow::model::{Connector, OtherElement, OtherResource};
use crate::flow::references::merge_fields;
use crate::xml::{Element, Node};

/// What every element on the canvas has.
const OF_ELEMENTS: &[&str] = &["description", "name", "label", "locationX", "locationY"];

/// What every resource has.
const OF_RESOURCES: &[&str] = &["name"];

pub(super) fn read_element(fields: &mut Fields<'_, '_>) -> OtherElement {
    let node = fields.node();
    let mut connectors = Vec::new();
    find_connectors(node, &mut connectors);
    OtherElement {
        tag: node.tag().to_owned(),
        connectors,
        references: references(node, OF_ELEMENTS),
        body: fields.rest(OF_ELEMENTS),
    }
}

pub(super) fn read_resource(fields: &mut Fields<'_, '_>) -> OtherResource {
    let node = fields.node();
    OtherResource {
        tag: node.tag().to_owned(),
        name: fields.required("name"),
        references: references(node, OF_RESOURCES),
        body: fields.rest(OF_RESOURCES),
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

/// The texts of `…Reference` leaves, and merge fields in any other text, but not in children of some tags.
fn references(node: Node<'_>, except: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let body = node.children().filter(|child| !except.contains(&child.tag()));
    body.for_each(|child| find_references(child, &mut found));
    found
}

fn find_references(node: Node<'_>, found: &mut Vec<String>) {
    match node.tag() {
        "targetReference" => {}
        tag if tag.ends_with("Reference") => found.push(node.text().to_owned()),
        _ => {
            found.extend(merge_fields(node.text()).map(str::to_owned));
            node.children().for_each(|child| find_references(child, found));
        }
    }
}
