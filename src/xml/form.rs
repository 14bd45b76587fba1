//! Where the text of a file is not canonical, and in what: the order of elements apart.

use std::ops::Range;

use super::document::{Document, Node};
use super::write::{DECLARATION, ending, indent, leaf, start_tag};

/// What a file does in another way than the canonical writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// It begins with a byte order mark.
    ByteOrderMark,
    /// Its first line.
    Declaration,
    /// Carriage returns.
    LineEnds,
    /// Blanks between elements.
    Indentation,
    /// Blanks or quotes in a tag.
    Tag,
    /// A character that is escaped, or not, or by a number.
    Escape,
    /// A CDATA section.
    CharacterData,
    /// One tag for two, or two for one.
    EmptyElement,
    /// A comment inside a text.
    CommentInText,
    /// The order of children.
    Order,
    /// What stands behind the root.
    End,
}

impl Trait {
    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Trait::ByteOrderMark => "byte order mark",
            Trait::Declaration => "declaration",
            Trait::LineEnds => "line ends",
            Trait::Indentation => "indentation",
            Trait::Tag => "form of a tag",
            Trait::Escape => "escape",
            Trait::CharacterData => "CDATA section",
            Trait::EmptyElement => "empty element",
            Trait::CommentInText => "comment in a text",
            Trait::Order => "order of children",
            Trait::End => "end of the file",
        }
    }
}

/// Every place where `text` is not as the writer would write `document`, which was read from it.
pub fn deviations(text: &str, document: &Document) -> Vec<(Trait, Range<usize>)> {
    let mut comparison = Comparison { text, at: 0, found: Vec::new() };
    for node in document.top() {
        comparison.node(node, 0);
    }
    let end = comparison.at..text.len();
    comparison.layout(end, ending(document), Trait::End);
    comparison.found
}

struct Comparison<'a> {
    text: &'a str,
    /// Up to where it was compared.
    at: usize,
    found: Vec<(Trait, Range<usize>)>,
}

impl Comparison<'_> {
    fn node(&mut self, node: Node<'_>, depth: usize) {
        let Some(place) = node.span().map(|span| span.range()) else { return };
        if place.start < self.at || self.is_moved(&place) {
            self.found.push((Trait::CommentInText, place));
            return;
        }
        match self.at {
            0 => self.declaration(place.start),
            at => self.layout(at..place.start, &indented(depth), Trait::Indentation),
        }
        match (node.comment(), node.nodes().next()) {
            (Some(comment), _) => self.comment(place.clone(), comment),
            (None, None) => self.leaf(place.clone(), &leaf(node)),
            (None, Some(first)) => self.element((node, place.clone()), first, depth),
        }
        self.at = place.end;
    }

    /// Whether a comment stands inside of an element that comes behind it in the tree.
    fn is_moved(&self, place: &Range<usize>) -> bool {
        let before = &self.text[self.at..place.start];
        self.at > 0 && before.contains('<')
    }

    fn declaration(&mut self, end: usize) {
        let begin = self.text.len() - self.text.trim_start_matches('\u{feff}').len();
        if begin > 0 {
            self.found.push((Trait::ByteOrderMark, 0..begin));
        }
        self.layout(begin..end, DECLARATION, Trait::Declaration);
    }

    fn comment(&mut self, place: Range<usize>, comment: &str) {
        if !self.text[place.clone()].contains(comment) {
            self.found.push((Trait::LineEnds, place));
        }
    }

    fn element(&mut self, (node, place): (Node<'_>, Range<usize>), first: Node<'_>, depth: usize) {
        let inside = first.span().map_or(place.end, |span| span.range().start);
        let tag = place.start..place.start + self.text[place.start..inside].trim_end().len();
        if self.text[tag.clone()] != start_tag(node) {
            self.found.push((Trait::Tag, tag.clone()));
        }
        self.at = tag.end;
        node.nodes().for_each(|child| self.node(child, depth + 1));
        let rest = &self.text[self.at..place.end];
        let end = self.at + rest.rfind('<').unwrap_or(rest.len());
        self.layout(self.at..end, &indented(depth), Trait::Indentation);
        if self.text[end..place.end] != format!("</{}>", node.tag()) {
            self.found.push((Trait::Tag, end..place.end));
        }
    }

    fn leaf(&mut self, place: Range<usize>, canonical: &str) {
        let raw = &self.text[place.clone()];
        if raw == canonical {
            return;
        }
        let content = |leaf: &str| {
            let begin = leaf.find('>').map_or(leaf.len(), |at| at + 1);
            leaf[begin..].rsplit_once("</").map_or(String::new(), |(content, _)| content.to_owned())
        };
        let (own, right) = (content(raw), content(canonical));
        let what = match () {
            () if raw.ends_with("/>") != canonical.ends_with("/>") => Trait::EmptyElement,
            () if own == right => Trait::Tag,
            () if own.contains("<![CDATA[") => Trait::CharacterData,
            () if own.contains("<!--") => Trait::CommentInText,
            () if own.replace("\r\n", "\n").replace('\r', "\n") == right => Trait::LineEnds,
            () => Trait::Escape,
        };
        self.found.push((what, place));
    }

    fn layout(&mut self, range: Range<usize>, canonical: &str, otherwise: Trait) {
        let raw = &self.text[range.clone()];
        if raw == canonical {
            return;
        }
        let what = if raw.replace("\r\n", "\n") == canonical { Trait::LineEnds } else { otherwise };
        self.found.push((what, range));
    }
}

fn indented(depth: usize) -> String {
    let mut out = String::from("\n");
    indent(&mut out, depth);
    out
}
