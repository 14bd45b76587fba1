//! The tree.

use std::borrow::Cow;
use std::num::NonZeroU32;
use std::ops::Range;

use crate::source::{FileId, Fragment, Span};

/// An XML document: one root element, comments around it.
///
/// An element holds either text or elements, never both: metadata has no mixed content. Equality asks for tags, attributes,
/// texts and comments in order, not for places, nor for what a [`Mark`] says.
///
/// All nodes lie in one arena and all their texts in one buffer, which begins with the file that was read: a text that
/// stands there as it is costs nothing.
#[derive(Clone, Debug)]
pub struct Document {
    buffer: String,
    file: Option<FileId>,
    nodes: Vec<Data>,
    /// Of the nodes that have some, by their ids.
    attributes: Vec<(NodeId, Vec<Attribute>)>,
    /// The way back to the file, of the texts that do not stand there as they are, by the ids of their nodes.
    decoded: Vec<(NodeId, TextPlace)>,
    /// The first of the root and the comments around it.
    first: Option<NodeId>,
    root: NodeId,
}

/// An element or a comment of a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(NonZeroU32);

impl NodeId {
    const FIRST: NodeId = NodeId(NonZeroU32::MIN);

    /// The node at an index of the arena. Files are refused above 64 MiB, so that every index fits.
    fn at(index: usize) -> Self {
        Self(u32::try_from(index).map_or(NonZeroU32::MAX, |index| NonZeroU32::MIN.saturating_add(index)))
    }

    fn index(self) -> usize {
        self.0.get() as usize - 1
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

/// How an element is written, where there are two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Empty, as one tag: `<a/>`.
    ClosesItself,
    /// Its carriage returns as they are: those of a server's file, where lines end with a line feed alone. Any reader but
    /// ours makes line feeds of them; all others are written `&#13;`.
    RawReturns,
}

impl Mark {
    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A part of the buffer, or of the file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slice {
    start: u32,
    end: u32,
}

impl Slice {
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    fn len(self) -> usize {
        self.end as usize - self.start as usize
    }
}

impl From<Range<usize>> for Slice {
    /// Files are refused above 64 MiB, so that every offset fits.
    fn from(range: Range<usize>) -> Self {
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Self { start: offset(range.start), end: offset(range.end) }
    }
}

#[derive(Clone, Copy, Debug)]
struct Data {
    kind: Kind,
    marks: u8,
    tag: Slice,
    /// The text of a leaf or of a comment.
    text: Slice,
    place: Slice,
    first: Option<NodeId>,
    next: Option<NodeId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Element,
    /// An element that has text, and no children.
    Leaf,
    Comment,
}

/// The way from a decoded text back to its file: see [`Fragment`].
#[derive(Clone, Debug)]
pub(super) struct TextPlace {
    pub(super) range: Range<usize>,
    pub(super) pieces: Vec<(u32, u32)>,
}

/// An element or a comment, seen in its document.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    document: &'a Document,
    id: NodeId,
}

/// What a node takes in a file of small texts, its indentation included.
const BYTES_OF_A_NODE: usize = 32;

/// How a document is made: node by node, in the order of their start tags.
impl Document {
    /// A document without nodes, whose buffer begins with a file.
    pub(super) fn over(file: Option<FileId>, text: &str) -> Self {
        Self {
            buffer: text.to_owned(),
            file,
            nodes: Vec::with_capacity(text.len() / BYTES_OF_A_NODE),
            attributes: Vec::new(),
            decoded: Vec::new(),
            first: None,
            root: NodeId::FIRST,
        }
    }

    /// Adds a text to the buffer.
    pub(super) fn keep(&mut self, text: &str) -> Slice {
        let start = self.buffer.len();
        self.buffer.push_str(text);
        (start..self.buffer.len()).into()
    }

    /// Adds a node behind `previous`, or as the first in `parent`, or at the top.
    pub(super) fn add(
        &mut self,
        kind: Kind,
        (parent, previous): (Option<NodeId>, Option<NodeId>),
        place: Range<usize>,
    ) -> NodeId {
        let id = NodeId::at(self.nodes.len());
        let (tag, text) = (Slice::default(), Slice::default());
        self.nodes.push(Data { kind, marks: 0, tag, text, place: place.into(), first: None, next: None });
        *self.link(parent, previous) = Some(id);
        id
    }

    /// Where the id of the node behind `previous` in `parent` stands.
    fn link(&mut self, parent: Option<NodeId>, previous: Option<NodeId>) -> &mut Option<NodeId> {
        match (previous, parent) {
            (Some(previous), _) => &mut self.data_mut(previous).next,
            (None, Some(parent)) => &mut self.data_mut(parent).first,
            (None, None) => &mut self.first,
        }
    }

    /// Moves what is in an element before it; says what is the last of these.
    pub(super) fn move_out(
        &mut self,
        element: NodeId,
        (parent, previous): (Option<NodeId>, Option<NodeId>),
        last: NodeId,
    ) {
        let first = self.data_mut(element).first.take();
        *self.link(parent, previous) = first;
        self.data_mut(last).next = Some(element);
    }

    pub(super) fn set_root(&mut self, root: NodeId) {
        self.root = root;
    }

    pub(super) fn set_tag(&mut self, element: NodeId, tag: Slice) {
        self.data_mut(element).tag = tag;
    }

    pub(super) fn set_attributes(&mut self, element: NodeId, attributes: Vec<Attribute>) {
        if !attributes.is_empty() {
            self.attributes.push((element, attributes));
        }
    }

    pub(super) fn set_end(&mut self, element: NodeId, end: usize) {
        let place = &mut self.data_mut(element).place;
        *place = (place.range().start..end).into();
    }

    /// Gives a node its text, which lies in the buffer.
    pub(super) fn set_text(&mut self, node: NodeId, text: Slice) {
        let data = self.data_mut(node);
        data.text = text;
        if data.kind == Kind::Element {
            data.kind = Kind::Leaf;
        }
    }

    /// Gives a leaf a text that does not stand in the file as it is.
    pub(super) fn set_decoded(&mut self, leaf: NodeId, text: &str, place: TextPlace) {
        let text = self.keep(text);
        self.set_text(leaf, text);
        self.decoded.push((leaf, place));
    }

    fn data_mut(&mut self, id: NodeId) -> &mut Data {
        &mut self.nodes[id.index()]
    }
}

impl Document {
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
        self.chain(self.first)
    }

    /// The node of an id and those behind it.
    fn chain(&self, first: Option<NodeId>) -> impl Iterator<Item = Node<'_>> {
        let following = move |node: &Node<'_>| Some(self.node(node.data().next?));
        std::iter::successors(first.map(|id| self.node(id)), following)
    }

    /// About how many bytes it has when it is written.
    pub(super) fn size(&self) -> usize {
        self.buffer.len()
    }

    /// Gives the children of an element a new order: `order` holds the ids of [`Node::nodes`], each once.
    pub fn reorder(&mut self, element: NodeId, order: &[NodeId]) {
        debug_assert!({
            let mut before: Vec<NodeId> = self.node(element).nodes().map(Node::id).collect();
            let mut after = order.to_vec();
            before.sort_unstable();
            after.sort_unstable();
            before == after
        });
        self.data_mut(element).first = order.first().copied();
        for (at, id) in order.iter().enumerate() {
            self.data_mut(*id).next = order.get(at + 1).copied();
        }
    }

    /// Says how an element is written.
    pub fn mark(&mut self, element: NodeId, mark: Mark) {
        self.data_mut(element).marks |= mark.bit();
    }

    /// Takes a mark from an element.
    pub fn unmark(&mut self, element: NodeId, mark: Mark) {
        self.data_mut(element).marks &= !mark.bit();
    }

    /// Makes an element that has no children one without text.
    pub fn empty(&mut self, element: NodeId) {
        self.data_mut(element).text = Slice::default();
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
        &self.document.nodes[self.id.index()]
    }

    fn slice(self, slice: Slice) -> &'a str {
        self.document.buffer.get(slice.range()).unwrap_or_default()
    }

    /// Its id, to change its document by.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// Its place, if it was read from a file: from `<` to the last `>`.
    pub fn span(self) -> Option<Span> {
        Some(Span::new(self.document.file?, self.data().place.range()))
    }

    /// Its tag; empty for a comment.
    pub fn tag(self) -> &'a str {
        self.slice(self.data().tag)
    }

    /// Its text; empty if it has children.
    pub fn text(self) -> &'a str {
        match self.data().kind {
            Kind::Leaf => self.slice(self.data().text),
            Kind::Element | Kind::Comment => "",
        }
    }

    /// What stands between `<!--` and `-->`, if it is a comment.
    pub fn comment(self) -> Option<&'a str> {
        match self.data().kind {
            Kind::Comment => Some(self.slice(self.data().text)),
            Kind::Element | Kind::Leaf => None,
        }
    }

    /// The bytes of its file, if it is a leaf without attributes that stands there on its own, nothing in it but its text.
    pub(super) fn plain_leaf(self) -> Option<&'a str> {
        const SIGNS: usize = "<></>".len();
        let Data { kind, tag, text, place, .. } = self.data();
        let begins = (place.start + 1, tag.end + 1) == (tag.start, text.start);
        let is_plain = *kind == Kind::Leaf && begins && place.len() == SIGNS + 2 * tag.len() + text.len();
        is_plain.then(|| self.slice(*place))
    }

    /// Whether it is written in this way.
    pub fn is_marked(self, mark: Mark) -> bool {
        self.data().marks & mark.bit() != 0
    }

    /// Whether it is written as one tag: it is empty, and marked so or `xsi:nil`.
    pub fn closes_itself(self) -> bool {
        let is_empty = self.data().first.is_none() && self.text().is_empty();
        is_empty && (self.is_marked(Mark::ClosesItself) || self.attribute("xsi:nil") == Some("true"))
    }

    /// Its attributes, in order.
    pub fn attributes(self) -> &'a [Attribute] {
        let all = &self.document.attributes;
        match all.binary_search_by_key(&self.id, |(id, _)| *id) {
            Ok(at) => &all[at].1,
            Err(_) => &[],
        }
    }

    /// The value of an attribute.
    pub fn attribute(self, name: &str) -> Option<&'a str> {
        self.attributes().iter().find(|each| each.name == name).map(|each| each.value.as_str())
    }

    /// The elements and comments in it.
    pub fn nodes(self) -> impl Iterator<Item = Node<'a>> {
        self.document.chain(self.data().first)
    }

    /// The elements in it.
    pub fn children(self) -> impl Iterator<Item = Node<'a>> {
        self.nodes().filter(|node| node.data().kind != Kind::Comment)
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
        let (file, data) = (self.document.file?, self.data());
        if data.kind != Kind::Leaf {
            return None;
        }
        let decoded = &self.document.decoded;
        Some(match decoded.binary_search_by_key(&self.id, |(id, _)| *id) {
            Ok(at) => {
                let TextPlace { range, pieces } = &decoded[at].1;
                Fragment::decoded(self.text(), Span::new(file, range.clone()), pieces.clone())
            }
            Err(_) => Fragment::verbatim(self.text(), Span::new(file, data.text.range())),
        })
    }
}
