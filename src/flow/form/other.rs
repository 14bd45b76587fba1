//! Elements and resources of other kinds: their arrows and references are found, the rest is kept as it is.

use super::Fields;
use crate::flow::model::{Connector, OtherElement, OtherResource};
use crate::flow::references::merge_fields;
use crate::xml::{Element, Node};

/// What every element on the canvas has.
const OF_ELEMENTS: &[&str] = &["description", "elementSubtype", "name", "label", "locationX", "locationY"];

/// What every resource has.
const OF_RESOURCES: &[&str] = &["name"];

pub(super) fn read_element(fields: &mut Fields<'_, '_>) -> OtherElement {
    let node = fields.node();
    OtherElement {
        tag: node.tag().to_owned(),
        connectors: connectors(node),
        references: references(body(node, OF_ELEMENTS)),
        body: fields.rest(OF_ELEMENTS),
    }
}

pub(super) fn read_resource(fields: &mut Fields<'_, '_>) -> OtherResource {
    let node = fields.node();
    OtherResource {
        tag: node.tag().to_owned(),
        name: fields.required("name"),
        references: references(body(node, OF_RESOURCES)),
        body: fields.rest(OF_RESOURCES),
        place: fields.place(),
    }
}

pub(super) fn write_resource(resource: &OtherResource) -> Element {
    Element::new(resource.tag.clone()).leaf("name", &resource.name).children(resource.body.iter().cloned())
}

/// The children of an element but those of some tags.
fn body<'a>(node: Node<'a>, except: &[&str]) -> impl Iterator<Item = Node<'a>> {
    node.children().filter(|child| !except.contains(&child.tag()))
}

/// The arrows in an element, however deep, itself included: the tag of each, and the arrow.
pub(super) fn connectors(node: Node<'_>) -> Vec<(String, Connector)> {
    match node.leaf("targetReference") {
        Some(target) => {
            let go_to = node.leaf("isGoTo") == Some("true");
            vec![(node.tag().to_owned(), Connector { target: target.to_owned(), go_to })]
        }
        None => node.children().flat_map(connectors).collect(),
    }
}

/// The texts of `…Reference` and `…References` leaves, and merge fields in any other text.
pub(super) fn references<'a>(nodes: impl Iterator<Item = Node<'a>>) -> Vec<String> {
    let mut found = Vec::new();
    nodes.for_each(|node| find_references(node, &mut found));
    found
}

fn find_references(node: Node<'_>, found: &mut Vec<String>) {
    match node.tag() {
        "targetReference" => {}
        tag if tag.ends_with("Reference") || tag.ends_with("References") => {
            found.push(node.text().to_owned());
        }
        _ => {
            found.extend(merge_fields(node.text()).map(str::to_owned));
            node.children().for_each(|child| find_references(child, found));
        }
    }
}
