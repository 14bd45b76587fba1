//! Lists and maps that are still open while a file is read.

use std::collections::BTreeMap;

use super::node::{Entry, Node, NodeKind, Style};
use super::traps;
use crate::diag::Sink;
use crate::source::{Span, Spanned};

/// Whether a node counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Sound,
    /// A mistake was told about it: it stands in the tree as [`NodeKind::Broken`].
    Broken,
    /// It is a part of text that a mistake was told about, and is left out.
    Swallowed,
}

/// A list or map that is still open.
pub(super) struct Frame {
    pub(super) content: Content,
    pub(super) start: usize,
    pub(super) in_flow: bool,
    pub(super) state: State,
}

pub(super) enum Content {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, seen: BTreeMap<String, Span>, slot: Slot },
}

/// What a map waits for.
pub(super) enum Slot {
    Key,
    ValueOf(Spanned<String>),
    /// The value of a key that is left out.
    Dropped,
}

/// The place of a key in its map, or the message why it is none.
pub(super) fn key_slot(node: Node, seen: &mut BTreeMap<String, Span>, sink: &mut Sink) -> Slot {
    let span = node.span;
    let key = match node.kind {
        NodeKind::Scalar(scalar) => scalar,
        NodeKind::Broken => return Slot::Dropped,
        NodeKind::List(_) | NodeKind::Map(_) => {
            sink.push(traps::key_is_no_text(span));
            return Slot::Dropped;
        }
    };
    if key.style == Style::Plain && key.text.text == "<<" {
        sink.push(traps::merge_key(span));
        return Slot::Dropped;
    }
    if let Some(first) = seen.get(&key.text.text) {
        sink.push(traps::duplicate_key(&key.text.text, span, *first));
        return Slot::Dropped;
    }
    seen.insert(key.text.text.clone(), span);
    Slot::ValueOf(Spanned::new(key.text.text, span))
}
