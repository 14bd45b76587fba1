//! The strict reader.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::document::{Attribute, Body, Data, Document, Kind, NodeId, TextPlace};
use super::is_allowed;
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Fragment, Source, Span};

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
    if source.text.len() > MAX_BYTES {
        let message = format!("the file has {} bytes: more than {MAX_BYTES} are not read", source.text.len());
        return Err(Box::new(Diagnostic::new(Code::XmlSyntax, Span::new(file, 0..0), message)));
    }
    Reader::new(&source.text, file).run()
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
    has_elements: bool,
    text: String,
    /// See [`TextPlace`].
    pieces: Vec<(u32, u32)>,
    /// From the first byte of the text to the last; blank text in its whole length.
    text_start: usize,
    text_end: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, file: FileId) -> Self {
        let content = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut events = quick_xml::Reader::from_str(content);
        let config = events.config_mut();
        config.check_comments = true;
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
                    return Err(self.mistake(at, at + 1, error.to_string()));
                }
            };
            let end = self.position();
            self.take(event, start, end)?;
        }
        if let Some(open) = self.open.last() {
            let span = self.nodes[open.id.index()].span.unwrap_or_default();
            let message = format!("`<{}>` is never closed", open.tag);
            return Err(Box::new(
                Diagnostic::new(Code::XmlSyntax, span, message).help(format!("add `</{}>`", open.tag)),
            ));
        }
        match self.root {
            Some(root) => Ok(Document::from_parts(self.nodes, self.top, root)),
            None => Err(self.mistake(0, 0, "the file has no element")),
        }
    }

    fn position(&self) -> usize {
        self.base + usize::try_from(self.events.buffer_position()).unwrap_or(usize::MAX)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start..end.min(self.text.len()))
    }

    fn mistake(&self, start: usize, end: usize, message: impl Into<String>) -> Box<Diagnostic> {
        Box::new(Diagnostic::new(Code::XmlSyntax, self.span(start, end), message))
    }

    fn check_characters(&self) -> Read<()> {
        let content = self.text[self.base..].char_indices();
        match content.into_iter().find(|(_, character)| !is_allowed(*character)) {
            None => Ok(()),
            Some((at, character)) => {
                let at = self.base + at;
                Err(self.mistake(at, at + character.len_utf8(), forbidden(character)))
            }
        }
    }

    fn take(&mut self, event: Event<'a>, start: usize, end: usize) -> Read<()> {
        match event {
            Event::Start(tag) => self.open(&tag, start, end),
            Event::Empty(tag) => {
                self.open(&tag, start, end)?;
                self.close(tag.name().as_ref(), start, end)
            }
            Event::End(tag) => self.close(tag.name().as_ref(), start, end),
            Event::Text(_) => self.add_text(start, end),
            Event::CData(_) => self.add_text(start + "<![CDATA[".len(), end - "]]>".len()),
            Event::GeneralRef(reference) => self.add_reference(&reference, start, end),
            Event::Comment(text) => {
                self.add_comment(&text, start, end);
                Ok(())
            }
            Event::Decl(declaration) => self.check_declaration(&declaration, start, end),
            Event::PI(_) => Err(self.mistake(start, end, "metadata has no processing instructions")),
            Event::DocType(_) => {
                Err(self.mistake(start, end, "metadata has no document type, and no entities of its own"))
            }
            Event::Eof => Ok(()),
        }
    }

    fn check_declaration(&self, declaration: &BytesDecl<'_>, start: usize, end: usize) -> Read<()> {
        if start != self.base {
            return Err(self.mistake(start, end, "the XML declaration stands only at the start of a file"));
        }
        match declaration.encoding() {
            Some(Ok(encoding)) if !encoding.eq_ignore_ascii_case("UTF-8") => {
                let message = format!("the file says that its encoding is `{encoding}`; metadata is UTF-8");
                Err(self.mistake(start, end, message))
            }
            Some(Err(error)) => Err(self.mistake(start, end, error.to_string())),
            Some(Ok(_)) | None => Ok(()),
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, start: usize, end: usize) -> Read<()> {
        let name = tag.name().as_ref().to_owned();
        self.check_name(&name, start, end)?;
        let attributes = self.attributes(tag, start, end)?;
        self.enter(&name, start, end)?;
        let id = NodeId::next(&self.nodes);
        let body = Body {
            tag: name.clone().into(),
            attributes,
            children: Vec::new(),
            text: String::new(),
            text_place: None,
        };
        self.nodes.push(Data { kind: Kind::Element(body), span: Some(self.span(start, end)) });
        self.attach(id);
        self.open.push(Open {
            id,
            tag: name,
            has_elements: false,
            text: String::new(),
            pieces: Vec::new(),
            text_start: end,
            text_end: end,
        });
        Ok(())
    }

    /// Checks that an element may begin here.
    fn enter(&mut self, name: &str, start: usize, end: usize) -> Read<()> {
        if self.open.len() == MAX_DEPTH {
            let message = format!("`<{name}>` lies in {MAX_DEPTH} elements: deeper nesting is not read");
            return Err(self.mistake(start, end, message));
        }
        match self.open.last_mut() {
            Some(parent) => parent.has_elements = true,
            None if self.root.is_some() => {
                return Err(self.mistake(
                    start,
                    end,
                    format!("a second root element `<{name}>`: a file has one"),
                ));
            }
            None => self.root = Some(NodeId::next(&self.nodes)),
        }
        Ok(())
    }

    fn check_name(&self, name: &str, start: usize, end: usize) -> Read<()> {
        let begins = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        let rest = |each: char| each.is_ascii_alphanumeric() || "_-.:".contains(each);
        match begins && name.chars().all(rest) {
            true => Ok(()),
            false => Err(self.mistake(start, end, format!("`{name}` is no name of an element or attribute"))),
        }
    }

    fn attributes(&self, tag: &BytesStart<'_>, start: usize, end: usize) -> Read<Vec<Attribute>> {
        let mistake = |message: String| self.mistake(start, end, message);
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| mistake(error.to_string()))?;
            let name = attribute.key.as_ref().to_owned();
            self.check_name(&name, start, end)?;
            if attribute.value.contains('<') {
                return Err(mistake(format!("a raw `<` in the attribute `{name}`: write `&lt;`")));
            }
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|error| mistake(error.to_string()))?;
            if let Some(character) = value.chars().find(|character| !is_allowed(*character)) {
                return Err(mistake(forbidden(character)));
            }
            attributes.push(Attribute { name: name.into(), value: value.into_owned() });
        }
        Ok(attributes)
    }

    fn close(&mut self, tag: &str, start: usize, end: usize) -> Read<()> {
        let Some(open) = self.open.pop() else {
            return Err(self.mistake(start, end, format!("`</{tag}>` closes nothing")));
        };
        let begin = self.nodes[open.id.index()].span.unwrap_or_default();
        if open.tag != tag {
            let wrong =
                self.mistake(start, end, format!("`</{tag}>` stands where `<{}>` is to be closed", open.tag));
            let wrong = wrong.related(begin, "opened here").help(format!("write `</{}>` here", open.tag));
            return Err(Box::new(wrong));
        }
        let blank = open.text.trim().is_empty();
        if open.has_elements && !blank {
            let at = open.text.find(|each: char| !each.is_whitespace()).unwrap_or(0);
            let whole = self.span(open.text_start, open.text_end);
            let span = Fragment::decoded(open.text, whole, open.pieces).span(at..at + 1);
            let message = format!("text beside elements in `<{tag}>`: metadata has one or the other");
            return Err(Box::new(Diagnostic::new(Code::XmlSyntax, span, message)));
        }
        let span = begin.to(self.span(start, end));
        let place = TextPlace { span: self.span(open.text_start, open.text_end), pieces: open.pieces };
        let moved = self.finish(open.id, span, (open.text, place), blank);
        self.hoist(open.id, &moved);
        Ok(())
    }

    /// Gives an element its end and its text; says which comments stood in the text.
    fn finish(
        &mut self,
        id: NodeId,
        span: Span,
        (text, place): (String, TextPlace),
        blank: bool,
    ) -> Vec<NodeId> {
        let node = &mut self.nodes[id.index()];
        node.span = Some(span);
        let Kind::Element(body) = &mut node.kind else { return Vec::new() };
        if blank && !body.children.is_empty() {
            return Vec::new();
        }
        body.text = text;
        body.text_place = Some(Box::new(place));
        std::mem::take(&mut body.children)
    }

    /// Moves comments before an element.
    fn hoist(&mut self, element: NodeId, comments: &[NodeId]) {
        let siblings = match self.open.last() {
            Some(parent) => match &mut self.nodes[parent.id.index()].kind {
                Kind::Element(body) => &mut body.children,
                Kind::Comment(_) => return,
            },
            None => &mut self.top,
        };
        let at = siblings.iter().rposition(|id| *id == element).unwrap_or(siblings.len());
        siblings.splice(at..at, comments.iter().copied());
    }

    fn attach(&mut self, id: NodeId) {
        match self.open.last().map(|parent| &mut self.nodes[parent.id.index()].kind) {
            Some(Kind::Element(body)) => body.children.push(id),
            Some(Kind::Comment(_)) | None => self.top.push(id),
        }
    }

    fn add_comment(&mut self, text: &str, start: usize, end: usize) {
        let id = NodeId::next(&self.nodes);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        self.nodes.push(Data { kind: Kind::Comment(text), span: Some(self.span(start, end)) });
        self.attach(id);
    }

    /// Text as it stands in the file; a line end of another system becomes a line feed.
    fn add_text(&mut self, start: usize, end: usize) -> Read<()> {
        let text = self.text;
        let raw = &text[start..end];
        if self.open.is_empty() {
            return match raw.trim().is_empty() {
                true => Ok(()),
                false => Err(self.mistake(start, end, "text outside of the root element")),
            };
        }
        let mut from = start;
        for (at, _) in raw.match_indices('\r') {
            let at = start + at;
            self.add_piece(&text[from..at], from, at);
            from = at + 1;
            if !text[from..].starts_with('\n') {
                self.add_piece("\n", at, from);
            }
        }
        self.add_piece(&text[from..end], from, end);
        Ok(())
    }

    fn add_reference(&mut self, reference: &BytesRef<'_>, start: usize, end: usize) -> Read<()> {
        if self.open.is_empty() {
            return Err(self.mistake(start, end, "text outside of the root element"));
        }
        let numeric =
            reference.resolve_char_ref().map_err(|error| self.mistake(start, end, error.to_string()))?;
        match (numeric, resolve_xml_entity(reference)) {
            (Some(character), _) if !is_allowed(character) => {
                Err(self.mistake(start, end, forbidden(character)))
            }
            (Some(character), _) => {
                self.add_piece(character.encode_utf8(&mut [0; 4]), start, end);
                Ok(())
            }
            (None, Some(text)) => {
                self.add_piece(text, start, end);
                Ok(())
            }
            (None, None) => {
                let name: &str = reference;
                let wrong = self.mistake(start, end, format!("`&{name};` stands for nothing in XML"));
                Err(Box::new(wrong.help("a raw `&` is written `&amp;`")))
            }
        }
    }

    /// One more part of the text of the open element, which stands in the file at `start..end`.
    fn add_piece(&mut self, piece: &str, start: usize, end: usize) {
        let Some(open) = self.open.last_mut() else { return };
        if piece.is_empty() {
            return;
        }
        if open.text.is_empty() {
            open.text_start = start;
        }
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        open.pieces.push((offset(open.text.len()), offset(start)));
        open.text.push_str(piece);
        open.text_end = end;
    }
}

fn forbidden(character: char) -> String {
    format!("the character U+{:04X} cannot stand in XML", u32::from(character))
}
