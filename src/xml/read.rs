//! The strict reader.

use std::ops::Range;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::decoded::Decoded;
use super::document::{Attribute, Body, Data, Document, Kind, NodeId, TextPlace};
use super::{is_allowed, mistakes};
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Source, Span};

/// The largest file that is read.
pub const MAX_BYTES: usize = 64 << 20;

/// The deepest nesting that is read; metadata has about ten levels.
pub const MAX_DEPTH: usize = 100;

type Read<T> = Result<T, Box<Diagnostic>>;

/// Reads a whole file.
///
/// Texts of leaves are kept exactly, with line ends as line feeds; blanks between elements are layout and dropped. A comment
/// inside a text moves before its element.
///
/// # Errors
/// The first place where the file is not well-formed, or has what metadata never has: a document type, a processing
/// instruction, text beside elements, more than [`MAX_BYTES`] or [`MAX_DEPTH`].
pub fn read(source: &Source, file: FileId) -> Read<Document> {
    let reader = Reader::new(&source.text, file);
    let bytes = source.text.len();
    if bytes > MAX_BYTES {
        let message = format!("the file has {bytes} bytes: more than {MAX_BYTES} are not read");
        return Err(reader.mistake(0..0, (message, "split it, or leave it out")));
    }
    reader.run()
}

struct Reader<'a> {
    text: &'a str,
    file: FileId,
    /// Where quick-xml's offsets begin: behind a byte order mark.
    base: usize,
    events: quick_xml::Reader<&'a [u8]>,
    nodes: Vec<Data>,
    top: Vec<NodeId>,
    root: Option<NodeId>,
    open: Vec<Open>,
}

/// An element whose end was not met yet.
struct Open {
    id: NodeId,
    tag: String,
    start_tag: Span,
    has_elements: bool,
    text: Decoded,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, file: FileId) -> Self {
        let content = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut events = quick_xml::Reader::from_str(content);
        let config = events.config_mut();
        config.check_comments = true;
        // Tags are matched here, to show both.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        let base = text.len() - content.len();
        Self { text, file, base, events, nodes: Vec::new(), top: Vec::new(), root: None, open: Vec::new() }
    }

    fn run(mut self) -> Read<Document> {
        self.check_characters()?;
        loop {
            let start = self.position();
            let event = match self.events.read_event() {
                Ok(Event::Eof) => break,
                Ok(event) => event,
                Err(error) => {
                    let at = self.base + usize::try_from(self.events.error_position()).unwrap_or(0);
                    return Err(self.mistake(at..at + 1, mistakes::of_reader(&error)));
                }
            };
            let range = start..self.position();
            self.take(event, range)?;
        }
        if let Some(open) = self.open.last() {
            let (message, help) =
                (format!("`<{}>` is never closed", open.tag), format!("add `</{}>`", open.tag));
            return Err(Box::new(Diagnostic::new(Code::XmlSyntax, open.start_tag, message).help(help)));
        }
        match self.root {
            Some(root) => Ok(Document::from_parts(self.nodes, self.top, root)),
            None => {
                Err(self
                    .mistake(0..0, ("the file has no element", "write its root element, such as `<Flow>`")))
            }
        }
    }

    fn position(&self) -> usize {
        self.base + usize::try_from(self.events.buffer_position()).unwrap_or(usize::MAX)
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start..range.end.min(self.text.len()))
    }

    /// A diagnostic from its message and its help.
    fn mistake(
        &self,
        range: Range<usize>,
        (message, help): (impl Into<String>, impl Into<String>),
    ) -> Box<Diagnostic> {
        Box::new(Diagnostic::new(Code::XmlSyntax, self.span(range), message).help(help))
    }

    fn check_characters(&self) -> Read<()> {
        let content = &self.text[self.base..];
        match content.char_indices().find(|(_, character)| !is_allowed(*character)) {
            None => Ok(()),
            Some((at, character)) => {
                let at = self.base + at;
                Err(self.mistake(at..at + character.len_utf8(), mistakes::of_character(character)))
            }
        }
    }

    fn take(&mut self, event: Event<'a>, range: Range<usize>) -> Read<()> {
        match event {
            Event::Start(tag) => self.open(&tag, range),
            Event::Empty(tag) => {
                self.open(&tag, range.clone())?;
                self.close(tag.name().as_ref(), range)
            }
            Event::End(tag) => self.close(tag.name().as_ref(), range),
            Event::Text(_) => self.add_text(range),
            Event::CData(_) => self.add_text(range.start + "<![CDATA[".len()..range.end - "]]>".len()),
            Event::GeneralRef(reference) => self.add_reference(&reference, range),
            Event::Comment(text) => {
                self.add_comment(&text, range);
                Ok(())
            }
            Event::Decl(declaration) => self.check_declaration(&declaration, range),
            Event::PI(_) => Err(self.mistake(range, mistakes::INSTRUCTION)),
            Event::DocType(_) => Err(self.mistake(range, mistakes::DOCUMENT_TYPE)),
            Event::Eof => Ok(()),
        }
    }

    fn check_declaration(&self, declaration: &BytesDecl<'_>, range: Range<usize>) -> Read<()> {
        if range.start != self.base {
            return Err(self.mistake(range, mistakes::LATE_DECLARATION));
        }
        match declaration.encoding() {
            Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("UTF-8") => Ok(()),
            Some(_) => Err(self.mistake(range, mistakes::ENCODING)),
            None => Ok(()),
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, range: Range<usize>) -> Read<()> {
        let name = tag.name().as_ref().to_owned();
        self.check_name(&name, range.clone())?;
        let attributes = self.attributes(tag, &name, range.clone())?;
        self.enter(&name, range.clone())?;
        let id = NodeId::next(&self.nodes);
        let start_tag = self.span(range.clone());
        let body = Body {
            tag: name.clone().into(),
            attributes,
            children: Vec::new(),
            text: String::new(),
            text_place: None,
        };
        self.nodes.push(Data { kind: Kind::Element(body), span: Some(start_tag) });
        self.siblings().push(id);
        let text = Decoded::new(range.end);
        self.open.push(Open { id, tag: name, start_tag, has_elements: false, text });
        Ok(())
    }

    /// Checks that an element may begin here.
    fn enter(&mut self, name: &str, range: Range<usize>) -> Read<()> {
        if self.open.len() == MAX_DEPTH {
            return Err(self.mistake(range, mistakes::of_depth(name)));
        }
        match self.open.last_mut() {
            Some(parent) => parent.has_elements = true,
            None if self.root.is_some() => return Err(self.mistake(range, mistakes::of_second_root(name))),
            None => self.root = Some(NodeId::next(&self.nodes)),
        }
        Ok(())
    }

    fn check_name(&self, name: &str, range: Range<usize>) -> Read<()> {
        let begins = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        let rest = |each: char| each.is_ascii_alphanumeric() || "_-.:".contains(each);
        match begins && name.chars().all(rest) {
            true => Ok(()),
            false => Err(self.mistake(range, mistakes::of_name(name))),
        }
    }

    fn attributes(&self, tag: &BytesStart<'_>, name: &str, range: Range<usize>) -> Read<Vec<Attribute>> {
        let malformed = || self.mistake(range.clone(), mistakes::of_attributes(name));
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|_| malformed())?;
            let key = attribute.key.as_ref().to_owned();
            self.check_name(&key, range.clone())?;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| malformed())?;
            if attribute.value.contains('<') || !value.chars().all(is_allowed) {
                return Err(malformed());
            }
            attributes.push(Attribute { name: key.into(), value: value.into_owned() });
        }
        Ok(attributes)
    }

    fn close(&mut self, tag: &str, range: Range<usize>) -> Read<()> {
        let Some(open) = self.open.pop() else {
            return Err(self.mistake(range, (format!("`</{tag}>` closes nothing"), "delete it")));
        };
        if open.tag != tag {
            let message = format!("`</{tag}>` stands where `<{}>` is to be closed", open.tag);
            let wrong = self.mistake(range, (message, format!("write `</{}>` here", open.tag)));
            return Err(Box::new(wrong.related(open.start_tag, "opened here")));
        }
        if open.has_elements && !open.text.is_blank() {
            let message = format!("text beside elements in `<{tag}>`: metadata has one or the other");
            let wrong = Diagnostic::new(Code::XmlSyntax, open.text.trimmed_span(self.file), message);
            return Err(Box::new(wrong.help("delete the text, or put it into an element")));
        }
        let span = open.start_tag.to(self.span(range));
        let comments = self.finish(open.id, span, open.text);
        let siblings = self.siblings();
        let at = siblings.iter().rposition(|id| *id == open.id).unwrap_or(siblings.len());
        siblings.splice(at..at, comments);
        Ok(())
    }

    /// Gives an element its end and its text; says which comments stood in the text.
    fn finish(&mut self, id: NodeId, span: Span, text: Decoded) -> Vec<NodeId> {
        let place = TextPlace { span: text.span(self.file), pieces: Vec::new() };
        let node = &mut self.nodes[id.index()];
        node.span = Some(span);
        let Kind::Element(body) = &mut node.kind else { return Vec::new() };
        if text.is_blank() && !body.children.is_empty() {
            return Vec::new();
        }
        body.text = text.text;
        body.text_place = Some(Box::new(TextPlace { pieces: text.pieces, ..place }));
        std::mem::take(&mut body.children)
    }

    /// The children of the open element, or what stands around the root.
    fn siblings(&mut self) -> &mut Vec<NodeId> {
        match self.open.last().map(|parent| &mut self.nodes[parent.id.index()].kind) {
            Some(Kind::Element(body)) => &mut body.children,
            Some(Kind::Comment(_)) | None => &mut self.top,
        }
    }

    fn add_comment(&mut self, text: &str, range: Range<usize>) {
        let id = NodeId::next(&self.nodes);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        self.nodes.push(Data { kind: Kind::Comment(text), span: Some(self.span(range)) });
        self.siblings().push(id);
    }

    fn add_text(&mut self, range: Range<usize>) -> Read<()> {
        match self.open.last_mut() {
            Some(open) => open.text.push_raw(self.text, range),
            None if self.text[range.clone()].trim().is_empty() => {}
            None => return Err(self.mistake(range, mistakes::TEXT_OUTSIDE)),
        }
        Ok(())
    }

    fn add_reference(&mut self, reference: &BytesRef<'_>, range: Range<usize>) -> Read<()> {
        let unknown = || self.mistake(range.clone(), mistakes::of_reference(reference));
        let character = reference.resolve_char_ref().map_err(|_| unknown())?;
        if let Some(character) = character.filter(|character| !is_allowed(*character)) {
            return Err(self.mistake(range, mistakes::of_character(character)));
        }
        let text = match character {
            Some(character) => character.to_string(),
            None => resolve_xml_entity(reference).ok_or_else(unknown)?.to_owned(),
        };
        match self.open.last_mut() {
            Some(open) => open.text.push(&text, range),
            None => return Err(self.mistake(range, mistakes::TEXT_OUTSIDE)),
        }
        Ok(())
    }
}
