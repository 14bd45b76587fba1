//! The YAML text as a tree that knows the place of everything in it.

use crate::source::{Fragment, Span, Spanned};

/// A part of the file.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) kind: NodeKind,
    /// Its place, quotes and brackets included.
    pub(super) span: Span,
}

/// The kinds of node.
#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    /// Text.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in order, no key twice.
    Map(Vec<Entry>),
    /// A mistake has been told about it.
    Broken,
}

/// Text and how it was written.
#[derive(Clone, Debug)]
pub(super) struct Scalar {
    /// The decoded text; a block has no line break at its end.
    pub(super) text: Fragment,
    /// How it was written.
    pub(super) style: Style,
}

/// How text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As it is.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// Under `|` or `>`.
    Block,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The key.
    pub(super) key: Spanned<String>,
    /// The value.
    pub(super) value: Node,
}

impl Node {
    /// Where a message about the whole node points: at its first word, in a list at its first sign.
    pub(super) fn head(&self) -> Span {
        match &self.kind {
            NodeKind::Map(entries) => entries.first().map_or(self.span, |entry| entry.key.span),
            NodeKind::List(_) => {
                let start = self.span.range().start;
                Span::new(self.span.file, start..start + 1)
            }
            NodeKind::Scalar(_) | NodeKind::Broken => self.span,
        }
    }
}
