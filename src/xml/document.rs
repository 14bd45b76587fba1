//! The tree.

use std::borrow::Cow;

use crate::source::{Fragment, Span};

/// An XML document: one root element, comments around it.
///
/// An element holds either text or elements, never both: metadata has no mixed content. Equality asks for tags, attributes,
/// texts and comments in order, not for places.
#[derive(Clone, Debug)]
pub struct Document {
    nodes: Vec<Data>,
    /// The root, and the comments before and after it.
    top: Vec<NodeId>,
    root: NodeId,
}

/// An element or a comment of a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(usize);

impl NodeId {
    /// The id of the node that is pushed next.
    pub(super) fn next(nodes: &[Data]) -> Self {
        Self(nodes.len())
    }

    pub(super) fn index(self) -> usize {
        self.0
    }
}

/// An attribute, its value decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The name with its prefix, as written.
    pub name: Cow<'static, str>,
    /// The value.
    pub value: String,
}

#[derive(Clone, Debug)]
pub(super) struct Data {
    pub(super) kind: Kind,
    pub(super) span: Option<Span>,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Element(Body),
    Comment(String),
}

#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) tag: Cow<'static, str>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) children: Vec<NodeId>,
    pub(super) text: String,
    /// Where the text stands, if it was read.
    pub(super) text_place: Option<Box<TextPlace>>,
}

/// The way from a decoded text back to its file: see [`Fragment`].
#[derive(Clone, Debug)]
pub(super) struct TextPlace {
    pub(super) span: Span,
    pub(super) pieces: Vec<(u32, u32)>,
}

/// An element or a comment, seen in its document.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    document: &'a Document,
    id: NodeId,
}

impl Document {
    pub(super) fn from_parts(nodes: Vec<Data>, top: Vec<NodeId>, root: NodeId) -> Self {
        Self { nodes, top, root }
    }

    /// The root element.
    pub fn root(&self) -> Node<'_> {
        self.node(self.root)
    }

    /// The node of an id of this document.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node { document: self, id }
    }

    /// The root and the comments around it, in order.
    pub fn top(&self) -> impl Iterator<Item = Node<'_>> {
        self.top.iter().map(|id| self.node(*id))
    }

    /// Gives the children of an element a new order: `order` holds the ids of [`Node::nodes`], each once.
    pub fn reorder(&mut self, element: NodeId, order: Vec<NodeId>) {
        if let Kind::Element(body) = &mut self.nodes[element.0].kind {
            debug_assert!({
                let sorted = |ids: &[NodeId]| {
                    let mut ids = ids.to_vec();
                    ids.sort_unstable();
                    ids
                };
                sorted(&body.children) == sorted(&order)
            });
            body.children = order;
        }
    }
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.top().eq(other.top())
    }
}

impl Eq for Document {}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        let own = (self.tag(), self.text(), self.attributes(), self.comment());
        own == (other.tag(), other.text(), other.attributes(), other.comment())
            && self.nodes().eq(other.nodes())
    }
}

impl<'a> Node<'a> {
    fn data(self) -> &'a Data {
        &self.document.nodes[self.id.0]
    }

    fn body(self) -> Option<&'a Body> {
        match &self.data().kind {
            Kind::Element(body) => Some(body),
            Kind::Comment(_) => None,
        }
    }

    /// Its id, to change its document by.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// Its place, if it was read from a file: from `<` to the last `>`.
    pub fn span(self) -> Option<Span> {
        self.data().span
    }

    /// Its tag; empty for a comment.
    pub fn tag(self) -> &'a str {
        self.body().map_or("", |body| &body.tag)
    }

    /// Its text; empty if it has children.
    pub fn text(self) -> &'a str {
        self.body().map_or("", |body| &body.text)
    }

    /// What stands between `<!--` and `-->`, if it is a comment.
    pub fn comment(self) -> Option<&'a str> {
        match &self.data().kind {
            Kind::Element(_) => None,
            Kind::Comment(text) => Some(text),
        }
    }

    /// Its attributes, in order.
    pub fn attributes(self) -> &'a [Attribute] {
        self.body().map_or(&[], |body| &body.attributes)
    }

    /// The value of an attribute.
    pub fn attribute(self, name: &str) -> Option<&'a str> {
        self.attributes().iter().find(|each| each.name == name).map(|each| each.value.as_str())
    }

    /// The elements and comments in it.
    pub fn nodes(self) -> impl Iterator<Item = Node<'a>> {
        let ids = self.body().map_or(&[][..], |body| &body.children);
        ids.iter().map(move |id| self.document.node(*id))
    }

    /// The elements in it.
    pub fn children(self) -> impl Iterator<Item = Node<'a>> {
        self.nodes().filter(|node| node.body().is_some())
    }

    /// The elements of one tag in it.
    pub fn named(self, tag: &str) -> impl Iterator<Item = Node<'a>> {
        self.children().filter(move |node| node.tag() == tag)
    }

    /// The first element of a tag in it.
    pub fn child(self, tag: &str) -> Option<Node<'a>> {
        self.named(tag).next()
    }

    /// The text of the first element of a tag in it.
    pub fn leaf(self, tag: &str) -> Option<&'a str> {
        self.child(tag).map(Node::text)
    }

    /// Its text with the way back to the file that it was read from.
    pub fn fragment(self) -> Option<Fragment> {
        let body = self.body()?;
        let place = body.text_place.as_ref()?;
        Some(Fragment::decoded(body.text.clone(), place.span, place.pieces.clone()))
    }
}
