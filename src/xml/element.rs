//! New trees, built from the leaves up.

use std::borrow::Cow;

use super::document::{Attribute, Document, Kind, Node, NodeId};

/// An element that is being built: it has either a text or children.
///
/// ```
/// use ctiflow::xml::{Document, Element, write};
///
/// let tab = Element::new("CustomTab").leaf("customObject", "true").leaf("motif", "Custom18: Form");
/// assert!(write(&Document::from(tab)).ends_with("    <motif>Custom18: Form</motif>\n</CustomTab>\n"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    tag: Cow<'static, str>,
    attributes: Vec<Attribute>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// An empty element.
    pub fn new(tag: impl Into<Cow<'static, str>>) -> Self {
        Self { tag: tag.into(), attributes: Vec::new(), text: String::new(), children: Vec::new() }
    }

    /// An element that holds only text.
    pub fn with_text(tag: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::new(tag) }
    }

    /// One more attribute.
    #[must_use]
    pub fn attribute(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.attributes.push(Attribute { name: name.into(), value: value.into() });
        self
    }

    /// One more child that holds only text.
    #[must_use]
    pub fn leaf(self, tag: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        self.child(Self::with_text(tag, text))
    }

    /// A child for each text: none, one, or many.
    #[must_use]
    pub fn leaves<T: Into<String>>(self, tag: &'static str, texts: impl IntoIterator<Item = T>) -> Self {
        self.children(texts.into_iter().map(|text| Self::with_text(tag, text)))
    }

    /// One more child.
    #[must_use]
    pub fn child(mut self, child: Element) -> Self {
        self.push(child);
        self
    }

    /// More children.
    #[must_use]
    pub fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        children.into_iter().for_each(|child| self.push(child));
        self
    }

    /// Its tag.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Its attributes, in order.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Its text; empty if it has children.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The elements in it.
    pub fn nodes(&self) -> &[Element] {
        &self.children
    }

    /// One more child, in place.
    pub fn push(&mut self, child: Element) {
        debug_assert!(self.text.is_empty(), "an element has either a text or children");
        self.children.push(child);
    }
}

impl From<Node<'_>> for Element {
    /// A copy without comments and places.
    fn from(node: Node<'_>) -> Self {
        Self {
            tag: node.tag().to_owned().into(),
            attributes: node.attributes().to_vec(),
            text: node.text().to_owned(),
            children: node.children().map(Self::from).collect(),
        }
    }
}

impl From<Element> for Document {
    fn from(element: Element) -> Self {
        let mut document = Document::over(None, "");
        let root = add(&mut document, (None, None), element);
        document.set_root(root);
        document
    }
}

fn add(document: &mut Document, place: (Option<NodeId>, Option<NodeId>), element: Element) -> NodeId {
    let Element { tag, attributes, text, children } = element;
    let kind = if children.is_empty() { Kind::Leaf } else { Kind::Element };
    let id = document.add(kind, place, 0..0);
    let tag = document.keep(&tag);
    document.set_tag(id, tag);
    document.set_attributes(id, attributes);
    if kind == Kind::Leaf {
        let text = document.keep(&text);
        document.set_text(id, text);
    }
    let mut last = None;
    for child in children {
        last = Some(add(document, (Some(id), last), child));
    }
    id
}
