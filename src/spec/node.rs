//! The YAML text as a tree that knows the place of everything in it.

use crate::source::{Fragment, Span, Spanned};

/// A part of the file.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// What it is.
    pub(crate) kind: NodeKind,
    /// Its place, quotes and brackets included.
    pub(crate) span: Span,
}

/// The kinds of node.
#[derive(Clone, Debug)]
pub(crate) enum NodeKind {
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
pub(crate) struct Scalar {
    /// The decoded text; a block has no line break at its end.
    pub(crate) text: Fragment,
    /// How it was written.
    pub(crate) style: Style,
}

/// How text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// As it is.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// Under `|` or `>`.
    Block,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: Spanned<String>,
    /// The value.
    pub(crate) value: Node,
}

impl Node {
    /// Where a message about the whole node points: at its first word, in a list at its first sign.
    pub(crate) fn head(&self) -> Span {
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
