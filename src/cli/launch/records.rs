//! The records of the file: `Object: [{ id: name, Field: value }]`.

use super::given::Given;
use crate::scenario::records::{Filling, Written};
use crate::scenario::shape::{list, map, scalar};
use crate::source::Spanned;
use crate::spec::{Entry, Node};

/// Puts `records` there, and runs everything as `user` from then on.
pub(super) fn put(filling: &mut Filling<'_>, given: &Given<'_>) {
    let user = given.text("user", filling.sink);
    let mut written = Vec::new();
    for Entry { key, value } in given.entries("records", filling.sink) {
        let Some(object) = filling.object(key) else { continue };
        let nodes = list(value, &format!("`{}`", key.value), filling.sink).unwrap_or(&[]);
        written.extend(nodes.iter().filter_map(|node| one(filling, &object, node)));
    }
    filling.put(written, user.as_ref());
}

/// A record of an object, as it is written.
pub(super) fn one<'n>(filling: &mut Filling<'_>, object: &str, node: &'n Node) -> Option<Written<'n>> {
    let entries = map(node, &format!("a record of {object}"), filling.sink)?;
    let (names, fields): (Vec<&Entry>, Vec<&Entry>) =
        entries.iter().partition(|entry| entry.key.value == "id");
    let name = names.first().and_then(|entry| {
        let scalar = scalar(&entry.value, "`id`", filling.sink)?;
        Some(Spanned::new(scalar.text.text.clone(), entry.value.span))
    });
    let object = object.to_owned();
    Some(Written { object, name, defaults: Vec::new(), fields, times: 1, span: node.head() })
}
