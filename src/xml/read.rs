//! The strict reader.

use std::ops::Range;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::content::{Content, Returns, is_blank};
use super::document::{Attribute, Document, Kind, Mark, NodeId, Slice};
use super::{is_allowed, mistakes};
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Source, Span};

/// The largest file that is read.
pub const MAX_BYTES: usize = 64 << 20;

/// The deepest nesting that is read; metadata has about ten levels.
pub const MAX_DEPTH: usize = 100;

/// Whether a byte may stand in a name.
const IS_OF_NAMES: [bool; 256] = {
    let (mut table, mut byte) = ([false; 256], 0);
    while byte < table.len() {
        let each = byte as u8;
        table[byte] = each.is_ascii_alphanumeric() || matches!(each, b'_' | b'-' | b'.' | b':');
        byte += 1;
    }
    table
};

type Read<T> = Result<T, Box<Diagnostic>>;

/// Reads a whole file.
///
/// Texts of leaves are kept exactly, with line ends as line feeds; blanks between elements are layout and dropped. A comment
/// inside a text moves before its element. Carriage returns in a file whose first line ends without one are characters.
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
    returns: Returns,
    /// Where quick-xml's offsets begin: behind a byte order mark.
    base: usize,
    events: quick_xml::Reader<&'a [u8]>,
    document: Document,
    open: Vec<Open>,
    /// The last node that is not in an element, and whether the root was met.
    last: Option<NodeId>,
    has_root: bool,
}

/// An element whose end was not met yet.
struct Open {
    id: NodeId,
    tag: Slice,
    start_tag: Slice,
    /// The node before it.
    previous: Option<NodeId>,
    /// The last node in it.
    last: Option<NodeId>,
    has_elements: bool,
    content: Content,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, file: FileId) -> Self {
        let content = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut events = quick_xml::Reader::from_str(content);
        let config = events.config_mut();
        config.check_comments = true;
        // Half of all texts are layout: no event is made of them.
        config.trim_text_start = true;
        // Tags are matched here, to show both.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.trim_markup_names_in_closing_tags = false;
        Self {
            text,
            file,
            returns: Returns::of(text),
            base: text.len() - content.len(),
            events,
            document: Document::over(Some(file), text),
            open: Vec::new(),
            last: None,
            has_root: false,
        }
    }

    fn run(mut self) -> Read<Document> {
        self.check_characters()?;
        let mut start = self.position();
        loop {
            let event = match self.events.read_event() {
                Ok(Event::Eof) => break,
                Ok(event) => event,
                Err(error) => {
                    let at = self.base + usize::try_from(self.events.error_position()).unwrap_or(0);
                    return Err(self.mistake(at..at + 1, mistakes::of_reader(&error)));
                }
            };
            let end = self.position();
            let begin = length(&event).map_or(start, |length| end - length);
            self.take_layout(start..begin);
            self.take(event, begin..end)?;
            start = end;
        }
        if let Some(open) = self.open.last() {
            return Err(self.mistake(open.start_tag.range(), mistakes::of_unclosed(self.tag(open))));
        }
        match self.has_root {
            true => Ok(self.document),
            false => Err(self.mistake(0..0, mistakes::NO_ROOT)),
        }
    }

    fn position(&self) -> usize {
        self.base + usize::try_from(self.events.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Blanks are the text of an element that has nothing else.
    fn take_layout(&mut self, range: Range<usize>) {
        match self.open.last_mut() {
            Some(open) if !open.has_elements && !range.is_empty() => {
                open.content.push_blank(self.text, range, self.returns);
            }
            Some(_) | None => {}
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start..range.end.min(self.text.len()))
    }

    fn tag(&self, open: &Open) -> &'a str {
        &self.text[open.tag.range()]
    }

    /// A diagnostic from its message and its help.
    #[cold]
    fn mistake(
        &self,
        range: Range<usize>,
        (message, help): (impl Into<String>, impl Into<String>),
    ) -> Box<Diagnostic> {
        Box::new(Diagnostic::new(Code::XmlSyntax, self.span(range), message).help(help))
    }

    fn check_characters(&self) -> Read<()> {
        let content = &self.text[self.base..];
        // quick-xml would take a second mark away, and count from behind it.
        if content.starts_with('\u{feff}') {
            return Err(self.mistake(self.base..self.base + '\u{feff}'.len_utf8(), mistakes::TEXT_OUTSIDE));
        }
        // What XML cannot hold is a control, or one of two characters with this first byte: one look tells that there is none.
        let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
        let is_rare = |byte: u8| byte == 0xef || is_control(byte);
        if !content.bytes().fold(false, |found, byte| found | is_rare(byte)) {
            return Ok(());
        }
        let is_refused = content.contains(['\u{fffe}', '\u{ffff}']) || content.bytes().any(is_control);
        if !is_refused {
            return Ok(());
        }
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
                let id = self.close(tag.name().as_ref(), range)?;
                self.document.mark(id, Mark::ClosesItself);
                Ok(())
            }
            Event::End(tag) => self.close(tag.name().as_ref(), range).map(drop),
            Event::Text(_) => self.add_text(range),
            Event::CData(_) => self.add_text(range.start + "<![CDATA[".len()..range.end - "]]>".len()),
            Event::GeneralRef(reference) => self.add_reference(&reference, range),
            Event::Comment(_) => {
                self.add_comment(range);
                Ok(())
            }
            Event::Decl(declaration) => self.check_declaration(&declaration, range),
            Event::PI(_) => Err(self.mistake(range, mistakes::INSTRUCTION)),
            Event::DocType(_) => {
                let blanks = range.len() - self.text[range.clone()].trim_start().len();
                Err(self.mistake(range.start + blanks..range.end, mistakes::DOCUMENT_TYPE))
            }
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
        let name = tag.name();
        self.check_name(name.as_ref(), &range)?;
        let attributes = match tag.attributes_raw().is_empty() {
            true => Vec::new(),
            false => self.attributes(tag, &range)?,
        };
        self.enter(name.as_ref(), &range)?;
        let (parent, previous) = self.end();
        let id = self.document.add(Kind::Element, (parent, previous), range.clone());
        let first = range.start + "<".len();
        let name = Slice::from(first..first + name.as_ref().len());
        self.document.set_tag(id, name);
        self.document.set_attributes(id, attributes);
        if parent.is_none() {
            self.document.set_root(id);
            self.has_root = true;
        }
        self.set_last(id);
        let content = Content::new(range.end);
        let (last, has_elements) = (None, false);
        let start_tag = range.into();
        self.open.push(Open { id, tag: name, start_tag, previous, last, has_elements, content });
        Ok(())
    }

    /// Checks that an element may begin here.
    fn enter(&mut self, name: &str, range: &Range<usize>) -> Read<()> {
        if self.open.len() == MAX_DEPTH {
            return Err(self.mistake(range.clone(), mistakes::of_depth(name)));
        }
        match self.open.last_mut() {
            Some(parent) => parent.has_elements = true,
            None if self.has_root => return Err(self.mistake(range.clone(), mistakes::of_second_root(name))),
            None => {}
        }
        Ok(())
    }

    /// The element that is open, and the last node in it.
    fn end(&self) -> (Option<NodeId>, Option<NodeId>) {
        self.open.last().map_or((None, self.last), |open| (Some(open.id), open.last))
    }

    fn set_last(&mut self, id: NodeId) {
        let last = self.open.last_mut().map_or(&mut self.last, |open| &mut open.last);
        *last = Some(id);
    }

    fn check_name(&self, name: &str, range: &Range<usize>) -> Read<()> {
        let begins = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        match begins && name.bytes().all(|byte| IS_OF_NAMES[usize::from(byte)]) {
            true => Ok(()),
            false => Err(self.mistake(range.clone(), mistakes::of_name(name))),
        }
    }

    fn attributes(&self, tag: &BytesStart<'_>, range: &Range<usize>) -> Read<Vec<Attribute>> {
        let malformed = || self.mistake(range.clone(), mistakes::of_attributes(tag.name().as_ref()));
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|_| malformed())?;
            let key = attribute.key.as_ref().to_owned();
            self.check_name(&key, range)?;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| malformed())?;
            if attribute.value.contains('<') || !value.chars().all(is_allowed) {
                return Err(malformed());
            }
            attributes.push(Attribute { name: key.into(), value: value.into_owned() });
        }
        Ok(attributes)
    }

    fn close(&mut self, tag: &str, range: Range<usize>) -> Read<NodeId> {
        let tag = tag.trim_ascii_end();
        let Some(open) = self.open.pop() else {
            return Err(self.mistake(range, (format!("`</{tag}>` closes nothing"), "delete it")));
        };
        if self.tag(&open) != tag {
            let wrong = self.mistake(range, mistakes::of_end(tag, self.tag(&open)));
            return Err(Box::new(wrong.related(self.span(open.start_tag.range()), "opened here")));
        }
        let ink = open.content.ink();
        if let (true, Some(ink)) = (open.has_elements, &ink) {
            return Err(self.mistake(ink.clone(), mistakes::of_mixed(tag)));
        }
        self.document.set_end(open.id, range.end);
        match open.last {
            Some(_) if ink.is_none() => {}
            Some(last) => {
                // Comments in a text.
                let parent = self.open.last().map(|parent| parent.id);
                self.document.move_out(open.id, (parent, open.previous), last);
                open.content.give(open.id, &mut self.document, self.returns);
            }
            None => open.content.give(open.id, &mut self.document, self.returns),
        }
        Ok(open.id)
    }

    fn add_comment(&mut self, range: Range<usize>) {
        let id = self.document.add(Kind::Comment, self.end(), range.clone());
        self.set_last(id);
        let inside = range.start + "<!--".len()..range.end - "-->".len();
        let raw = &self.text[inside.clone()];
        let text = match raw.contains('\r') {
            true => self.document.keep(&raw.replace("\r\n", "\n").replace('\r', "\n")),
            false => inside.into(),
        };
        self.document.set_text(id, text);
    }

    fn add_text(&mut self, range: Range<usize>) -> Read<()> {
        match self.open.last_mut() {
            Some(open) if open.has_elements => open.content.push_layout(self.text, range),
            Some(open) => open.content.push_raw(self.text, range, self.returns),
            None if is_blank(&self.text[range.clone()]) => {}
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
        let mut bytes = [0; 4];
        let text = match character {
            Some(character) => character.encode_utf8(&mut bytes),
            None => resolve_xml_entity(reference).ok_or_else(unknown)?,
        };
        match self.open.last_mut() {
            Some(open) => open.content.push_reference(self.text, text, range),
            None => return Err(self.mistake(range, mistakes::TEXT_OUTSIDE)),
        }
        Ok(())
    }
}

/// How many bytes of the file an event is made of, where it knows: not of a text, which takes in the blanks before it, nor of
/// a document type, which is refused.
fn length(event: &Event<'_>) -> Option<usize> {
    Some(match event {
        Event::Start(tag) => "<>".len() + tag.len(),
        Event::Empty(tag) => "</>".len() + tag.len(),
        Event::End(tag) => "</>".len() + tag.len(),
        Event::CData(text) => "<![CDATA[]]>".len() + text.len(),
        Event::Comment(text) => "<!---->".len() + text.len(),
        Event::GeneralRef(name) => "&;".len() + name.len(),
        Event::Decl(declaration) => "<??>".len() + declaration.len(),
        Event::PI(instruction) => "<??>".len() + instruction.len(),
        Event::DocType(_) | Event::Text(_) | Event::Eof => return None,
    })
}
