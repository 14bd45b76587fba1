//! Canonical order of a whole document.

use std::borrow::Cow;

use super::Kind;
use super::siblings::siblings;
use crate::xml::{Document, Node, NodeId};

/// Puts the children of every element into canonical order: by the schema, and lists that the platform sorts by their key.
///
/// Equal keys keep their order. An element that the schema does not know stays behind the one before it, a comment before
/// the element after it. A document whose root the schema does not know stays as it is.
pub fn sort(document: &mut Document) {
    if let Some(kind) = Kind::named(document.root().tag()) {
        sort_children(document, document.root().id(), kind);
    }
}

fn sort_children(document: &mut Document, element: NodeId, kind: &'static Kind) {
    if kind.children.is_empty() {
        return;
    }
    if let Some(order) = new_order(document.node(element), kind) {
        document.reorder(element, order);
    }
    let inner: Vec<_> = document
        .node(element)
        .children()
        .filter_map(|child| Some((child.id(), kind.child(child.tag())?.kind())))
        .collect();
    for (child, kind) in inner {
        sort_children(document, child, kind);
    }
}

/// A child with what goes where it goes: the comments before it, unknown elements behind it.
struct Group<'a> {
    rank: usize,
    key: Cow<'a, str>,
    ids: Vec<NodeId>,
}

/// The ids of the children in canonical order, unless they are in it already.
fn new_order(element: Node<'_>, kind: &Kind) -> Option<Vec<NodeId>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut comments = Vec::new();
    for node in element.nodes() {
        if node.comment().is_some() {
            comments.push(node.id());
            continue;
        }
        let mut ids = std::mem::take(&mut comments);
        ids.push(node.id());
        match (kind.order(node.tag()), groups.last_mut()) {
            (Some(rank), _) => groups.push(Group { rank, key: key(node, kind), ids }),
            (None, Some(before)) => before.ids.append(&mut ids),
            (None, None) => groups.push(Group { rank: 0, key: Cow::Borrowed(""), ids }),
        }
    }
    if groups.is_sorted_by(|a, b| (a.rank, &a.key) <= (b.rank, &b.key)) {
        return None;
    }
    groups.sort_by(|a, b| (a.rank, &a.key).cmp(&(b.rank, &b.key)));
    Some(groups.into_iter().flat_map(|group| group.ids).chain(comments).collect())
}

fn key<'a>(node: Node<'a>, parent: &Kind) -> Cow<'a, str> {
    match siblings(parent.name, node.tag()) {
        Some(list) => list.rank(node.leaf(list.key).unwrap_or_default()),
        None => Cow::Borrowed(""),
    }
}
