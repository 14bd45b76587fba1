//! Canonical form of a whole document, as far as it depends on what its elements are.

use super::siblings::{Key, Siblings, lists};
use super::{Child, Kind};
use crate::xml::{Document, Mark, Node, NodeId, Trait};

/// Root elements that the sf CLI writes anew when it takes an object apart. It writes an empty element as a pair of tags;
/// in a package of the Metadata API, which has the server's bytes, the same element closes itself. Both are right.
const TAKEN_APART: &[&str] = &[
    "BusinessProcess",
    "CompactLayout",
    "CustomField",
    "CustomObject",
    "FieldSet",
    "Index",
    "ListView",
    "RecordType",
    "SharingReason",
    "ValidationRule",
    "WebLink",
];

/// Puts the children of every element into canonical order: by the schema, and lists that the platform sorts by their key.
/// An empty element that might have children closes itself, one that might have text does not.
///
/// Equal keys keep their order. An element that the schema does not know stays behind the one before it, a comment before
/// the element after it. What is in an unknown element, or in a document whose root is unknown, stays as it is.
pub fn arrange(document: &mut Document) {
    let root = document.root();
    let mut waiting: Vec<(NodeId, &Kind)> =
        Kind::named(root.tag()).map(|kind| (root.id(), kind)).into_iter().collect();
    let one_form = !TAKEN_APART.contains(&root.tag());
    while let Some((element, kind)) = waiting.pop() {
        let found = Found::in_element(document.node(element), kind, &mut waiting);
        if !found.is_sorted {
            let order = order(document.node(element), kind);
            document.reorder(element, &order);
        }
        if one_form && found.is_empty {
            document.empty(element);
            document.mark(element, Mark::ClosesItself);
        }
        found.pairs.iter().for_each(|leaf| document.unmark(*leaf, Mark::ClosesItself));
    }
}

/// Where [`arrange`] changed a document: the nodes that stood elsewhere, and what is empty and was written otherwise.
///
/// `after` is `before`, arranged.
pub fn rearranged(before: &Document, after: &Document) -> Vec<(Trait, NodeId)> {
    let mut found = Vec::new();
    let mut waiting = vec![before.root()];
    while let Some(node) = waiting.pop() {
        let now = after.node(node.id());
        let moved = node.nodes().zip(now.nodes()).find(|(old, new)| old.id() != new.id());
        found.extend(moved.map(|(old, _)| (Trait::Order, old.id())));
        if node.closes_itself() != now.closes_itself() {
            found.push((Trait::EmptyElement, node.id()));
        }
        waiting.extend(node.children());
    }
    found
}

/// What one look at the children of an element says.
struct Found {
    is_sorted: bool,
    /// There is nothing in it but layout.
    is_empty: bool,
    /// Leaves that close themselves and should not.
    pairs: Vec<NodeId>,
}

impl Found {
    /// Looks at an element, and lets those in it wait that have children of their own.
    fn in_element(
        element: Node<'_>,
        kind: &'static Kind,
        waiting: &mut Vec<(NodeId, &'static Kind)>,
    ) -> Self {
        let lists = lists(kind.name);
        let is_empty = element.nodes().next().is_none() && element.text().trim_ascii().is_empty();
        let mut found = Self { is_sorted: true, is_empty, pairs: Vec::new() };
        let mut last = (0, Key::NONE);
        for node in element.children() {
            let Some((rank, child)) = find(kind, node.tag(), last.0) else { continue };
            let place = (rank, key(node, lists));
            found.is_sorted &= last <= place;
            last = place;
            if !child.kind().children.is_empty() {
                waiting.push((node.id(), child.kind()));
            } else if node.is_marked(Mark::ClosesItself) {
                found.pairs.push(node.id());
            }
        }
        found
    }
}

/// The place of a tag among the children of a type, looked for from where the one before stood.
fn find(kind: &Kind, tag: &str, from: usize) -> Option<(usize, &'static Child)> {
    let (before, behind) = kind.children.split_at(from);
    let rank = match behind.iter().position(|child| child.tag == tag) {
        Some(step) => from + step,
        None => before.iter().position(|child| child.tag == tag)?,
    };
    Some((rank, &kind.children[rank]))
}

fn key<'a>(node: Node<'a>, lists: &[Siblings]) -> Key<'a> {
    match lists.iter().find(|list| list.tag == node.tag()) {
        Some(list) => list.rank(node.leaf(list.key).unwrap_or_default()),
        None => Key::NONE,
    }
}

/// The ids of the children in canonical order.
///
/// A child goes with the comments before it and the unknown elements behind it: a part of the list as it is.
fn order(element: Node<'_>, kind: &'static Kind) -> Vec<NodeId> {
    let lists = lists(kind.name);
    let ids: Vec<NodeId> = element.nodes().map(Node::id).collect();
    let mut groups: Vec<((usize, Key<'_>), usize)> = Vec::new();
    let mut comments = 0;
    for (at, node) in element.nodes().enumerate() {
        if node.comment().is_some() {
            comments += 1;
            continue;
        }
        let begin = at - comments;
        match find(kind, node.tag(), 0) {
            Some((rank, _)) => groups.push(((rank, key(node, lists)), begin)),
            None if groups.is_empty() => groups.push(((0, Key::NONE), begin)),
            None => {}
        }
        comments = 0;
    }
    let end = ids.len() - comments;
    let ends: Vec<usize> = groups.iter().skip(1).map(|(_, begin)| *begin).chain([end]).collect();
    let mut parts: Vec<_> = groups.into_iter().zip(ends).collect();
    parts.sort_by_key(|((place, _), _)| *place);
    let sorted = parts.into_iter().flat_map(|((_, begin), end)| begin..end);
    sorted.chain(end..ids.len()).map(|at| ids[at]).collect()
}
