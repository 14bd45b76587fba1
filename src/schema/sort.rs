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
    if !is_sorted(document.node(element), kind) {
        let order = new_order(document.node(element), kind);
        document.reorder(element, order);
    }
    let children = document.node(element).children();
    let typed = children.filter_map(|child| Some((child.id(), kind.child(child.tag())?.kind())));
    let inner: Vec<_> = typed.filter(|(_, kind)| !kind.children.is_empty()).collect();
    for (child, kind) in inner {
        sort_children(document, child, kind);
    }
}

/// Whether the children are in canonical order; nearly all of those that a writer made are.
fn is_sorted(element: Node<'_>, kind: &Kind) -> bool {
    let (mut last_rank, mut last_key) = (0, Cow::Borrowed(""));
    for node in element.children() {
        let further = &kind.children[last_rank..];
        match further.iter().position(|child| child.tag == node.tag()) {
            Some(step) => {
                let key = key(node, kind);
                if step == 0 && key < last_key {
                    return false;
                }
                (last_rank, last_key) = (last_rank + step, key);
            }
            None if kind.order(node.tag()).is_some() => return false,
            None => {}
        }
    }
    true
}

/// A child with what goes where it goes: the comments before it, unknown elements behind it.
struct Group<'a> {
    rank: usize,
    key: Cow<'a, str>,
    ids: Vec<NodeId>,
}

/// The ids of the children in canonical order.
fn new_order(element: Node<'_>, kind: &Kind) -> Vec<NodeId> {
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
    groups.sort_by(|a, b| (a.rank, &a.key).cmp(&(b.rank, &b.key)));
    groups.into_iter().flat_map(|group| group.ids).chain(comments).collect()
}

fn key<'a>(node: Node<'a>, parent: &Kind) -> Cow<'a, str> {
    match siblings(parent.name, node.tag()) {
        Some(list) => list.rank(node.leaf(list.key).unwrap_or_default()),
        None => Cow::Borrowed(""),
    }
}
