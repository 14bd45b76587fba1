//! Scenarios as they were written: the tree of the file, with the shape that the table of keys gives it.
//!
//! What a value means (a day, a record's name, a field) is known only with an org: the room `scenario` reads it there.

use super::node::{Entry, Node, NodeKind, Scalar};
use super::{Duration, duration};
use crate::source::{Span, Spanned};

/// A file of scenarios.
#[derive(Clone, Debug)]
pub struct Scenarios {
    pub(super) root: Node,
    /// The scenarios, in order.
    pub scenarios: Vec<Scenario>,
    /// What stands above the scenarios has a mistake: none of them can run.
    pub broken: bool,
}

/// One scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The sentence that it shows.
    pub name: Spanned<String>,
    /// It has a mistake: it cannot run.
    pub broken: bool,
    pub(super) body: Node,
}

/// A map of the file whose keys are those of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'a> {
    node: &'a Node,
}

impl Scenarios {
    /// What stands above the scenarios.
    pub(crate) fn head(&self) -> Part<'_> {
        Part { node: &self.root }
    }
}

impl Scenario {
    /// What it says.
    pub(crate) fn body(&self) -> Part<'_> {
        Part { node: &self.body }
    }
}

impl<'a> Part<'a> {
    /// A map of the file.
    pub(crate) fn of(node: &'a Node) -> Self {
        Self { node }
    }

    /// Whether it is a map at all.
    pub(crate) fn is_map(self) -> bool {
        matches!(self.node.kind, NodeKind::Map(_))
    }

    /// Where a message about all of it points.
    pub(crate) fn head(self) -> Span {
        self.node.head()
    }

    fn entries(self) -> &'a [Entry] {
        match &self.node.kind {
            NodeKind::Map(entries) => entries,
            NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Broken => &[],
        }
    }

    /// A key with its value.
    pub(crate) fn entry(self, key: &str) -> Option<&'a Entry> {
        self.entries().iter().find(|entry| entry.key.value == key)
    }

    /// The value of a key.
    pub(crate) fn get(self, key: &str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The text of a key.
    pub(crate) fn text(self, key: &str) -> Option<Spanned<&'a str>> {
        let node = self.get(key)?;
        scalar(node).map(|scalar| Spanned::new(scalar.text.text.as_str(), node.span))
    }

    /// The whole number of a key.
    pub(crate) fn whole(self, key: &str) -> Option<Spanned<u32>> {
        let text = self.text(key)?;
        text.value.parse().ok().map(|number| Spanned::new(number, text.span))
    }

    /// The duration of a key.
    pub(crate) fn duration(self, key: &str) -> Option<Spanned<Duration>> {
        let text = self.text(key)?;
        duration(text.value).map(|duration| Spanned::new(duration, text.span))
    }

    /// The map of a key.
    pub(crate) fn part(self, key: &str) -> Option<Part<'a>> {
        self.get(key).map(|node| Part { node })
    }

    /// The maps of a key that is a list.
    pub(crate) fn parts(self, key: &str) -> impl Iterator<Item = Part<'a>> {
        let nodes = match self.get(key).map(|node| &node.kind) {
            Some(NodeKind::List(nodes)) => nodes.as_slice(),
            Some(NodeKind::Scalar(_) | NodeKind::Map(_) | NodeKind::Broken) | None => &[],
        };
        nodes.iter().map(|node| Part { node })
    }

    /// The entries of a key that is a map with keys of its own.
    pub(crate) fn map(self, key: &str) -> &'a [Entry] {
        self.part(key).map_or(&[], Part::entries)
    }
}

impl Entry {
    /// The entries of its value, where that is a map.
    pub(crate) fn entries(&self) -> &[Entry] {
        Part { node: &self.value }.entries()
    }
}

fn scalar(node: &Node) -> Option<&Scalar> {
    match &node.kind {
        NodeKind::Scalar(scalar) => Some(scalar),
        NodeKind::List(_) | NodeKind::Map(_) | NodeKind::Broken => None,
    }
}
