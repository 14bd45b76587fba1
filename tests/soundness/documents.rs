//! Every file follows the official schema, in strict order, and a flow that was written reads as it was.

use super::super::support::Made;
use ctiflow::build::MetadataKind;
use ctiflow::flow::{read, write};
use ctiflow::schema::Kind;
use ctiflow::source::{FileId, Source};
use ctiflow::xml::{self, Node};

/// What is wrong with the files of a program.
pub(crate) fn problems(made: &Made) -> Vec<String> {
    let mut found = Vec::new();
    for component in &made.components {
        let root = component.document.root();
        match Kind::named(root.tag()) {
            Some(kind) => {
                let wrong = of_element(root, kind).into_iter();
                found.extend(wrong.map(|problem| format!("{}: {problem}", component.name)));
            }
            None => found.push(format!("{}: the schema has no `{}`", component.name, root.tag())),
        }
    }
    let flows = made.components.iter().filter(|each| each.kind == MetadataKind::Flow);
    for component in flows {
        let text = xml::write(&component.document);
        if again(&component.name, &text).as_deref() != Ok(&text) {
            found.push(format!("{}: it does not read as it was written", component.name));
        }
    }
    found
}

/// A flow that was written, read and written again.
fn again(name: &str, text: &str) -> Result<String, String> {
    let source = Source::new(format!("{name}.flow-meta.xml"), text);
    let document = xml::read(&source, FileId(0)).map_err(|error| format!("{error:?}"))?;
    let reading = read(name, &document).map_err(|errors| format!("{errors:?}"))?;
    match reading.unread.as_slice() {
        [] => Ok(xml::write(&write(&reading.flow))),
        unread => Err(format!("{unread:?}")),
    }
}

/// An element and all in it: known, in order, once unless repeated, with a value of its enumeration.
fn of_element(node: Node<'_>, kind: &Kind) -> Vec<String> {
    let mut found = Vec::new();
    let mut before = 0;
    let mut last = "";
    for child in node.children() {
        let tag = child.tag();
        let (Some(known), Some(place)) = (kind.child(tag), kind.order(tag)) else {
            found.push(format!("`{}` has no `{tag}`", kind.name));
            continue;
        };
        if place < before {
            found.push(format!("`{tag}` stands behind `{last}` in `{}`", kind.name));
        }
        if place == before && last == tag && !known.repeated {
            found.push(format!("`{tag}` is there twice in `{}`", kind.name));
        }
        (before, last) = (place, tag);
        found.extend(of_element(child, known.kind()));
    }
    if !kind.values.is_empty() && !kind.values.contains(&node.text()) {
        found.push(format!("`{}` is no `{}`", node.text(), kind.name));
    }
    found
}
