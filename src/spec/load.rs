//! From the events of the YAML library to the tree.
//!
//! The library (granit-parser, events with byte ranges) is known to this module and to `traps` alone. A spec is a strict part
//! of YAML: what YAML would take silently for something else is refused here, see `traps`.

use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span as Marked, StructureStyle, options};

use super::frames::{Content, Frame, Slot, State, key_slot};
use super::node::{Entry, Node, NodeKind, Scalar, Style};
use super::scalar::{self, Raw};
use super::traps::{self, Place, Trap};
use super::{text, written};
use crate::diag::Sink;
use crate::source::{FileId, Source};

/// So deep may lists and maps be nested; an `if` in an `if` takes four.
const DEEPEST: usize = 64;

/// The tree of a file; none where its YAML cannot be read to the end or holds nothing. The reasons are in the sink.
pub(crate) fn load(source: &Source, file: FileId, sink: &mut Sink) -> Option<Node> {
    if !text::acceptable(source, file, sink) {
        return None;
    }
    let mut options = options! {
        strict_indentation: true,
        disallow_directives: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEEPEST,
    };
    options.set_emit_comments(false);
    let place = Place { text: &source.text, file };
    let mut builder = Builder::new(place, sink);
    for event in Parser::new_from_str_with_options(&source.text, options) {
        let goes_on = match event {
            Ok((event, marked)) => builder.take(event, marked),
            Err(error) => {
                builder.syntax_error(error.kind(), error.marker().byte_offset().unwrap_or_default());
                return None;
            }
        };
        if !goes_on {
            break;
        }
    }
    builder.root
}

/// The scalar that was read last, or the list or map in brackets that was closed last.
struct Last {
    range: Range<usize>,
    is_key: bool,
}

struct Builder<'a> {
    place: Place<'a>,
    sink: &'a mut Sink,
    frames: Vec<Frame>,
    root: Option<Node>,
    /// Everything before this byte has been read.
    read_to: usize,
    last: Last,
    /// The text of the last trap: nothing else is told about it.
    told: Range<usize>,
    documents: usize,
}

impl<'a> Builder<'a> {
    fn new(place: Place<'a>, sink: &'a mut Sink) -> Self {
        let last = Last { range: 0..0, is_key: false };
        Self { place, sink, frames: Vec::new(), root: None, read_to: 0, last, told: 0..0, documents: 0 }
    }

    /// Takes one event; false where nothing more is to be read.
    fn take(&mut self, event: Event<'_>, marked: Marked) -> bool {
        let range = marked.byte_range().unwrap_or_default();
        let mut state = State::Sound;
        if event.is_node() {
            let tag = marked.tag_span().and_then(|tag| tag.byte_range());
            let property = tag.map(|tag| tag.start).or_else(|| self.anchor(&event, range.start));
            match self.enter(property, range.start) {
                Some(entered) => state = entered,
                None => return false,
            }
        }
        match event {
            Event::DocumentStart(..) => return self.document(range),
            Event::StreamEnd => self.end(),
            Event::Scalar(text, style, ..) => self.scalar(&text, style, range, state),
            Event::SequenceStart(style, ..) => {
                return self.open(Content::List(Vec::new()), style, range, state);
            }
            Event::MappingStart(style, ..) => {
                let content = Content::Map { entries: Vec::new(), seen: BTreeMap::new(), slot: Slot::Key };
                return self.open(content, style, range, state);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(range, state),
            _ => {}
        }
        true
    }

    fn document(&mut self, range: Range<usize>) -> bool {
        self.documents += 1;
        if self.documents > 1 {
            self.sink.push(traps::several_documents(&self.place, range));
        }
        self.documents == 1
    }

    /// Where the anchor of a node stands: before it, behind what was read.
    fn anchor(&self, event: &Event<'_>, start: usize) -> Option<usize> {
        event.anchor_id()?;
        let gap = self.place.text.get(self.read_to..start).unwrap_or_default();
        Some(gap.find('&').map_or(start, |at| self.read_to + at))
    }

    /// Looks at what stands before a node; none where text was lost there.
    fn enter(&mut self, property: Option<usize>, start: usize) -> Option<State> {
        let swallowed = self.is_told(start) || self.is_left_out();
        let broken = property.filter(|at| !swallowed && !self.is_told(*at));
        if let Some(at) = broken {
            self.tell(traps::property(&self.place, at, self.in_flow()));
        }
        self.read_gap(start).then_some(match (swallowed, property) {
            (true, _) => State::Swallowed,
            (false, Some(_)) => State::Broken,
            (false, None) => State::Sound,
        })
    }

    /// Looks at the text before `to`: only signs of YAML and comments may stand there. False where other text was lost.
    fn read_gap(&mut self, to: usize) -> bool {
        let from = self.read_to;
        self.read_to = from.max(to);
        let lost = self.place.text.get(from..to).and_then(traps::lost).map(|at| from + at);
        let Some(at) = lost.filter(|at| !self.is_told(*at)) else { return true };
        self.sink.push(traps::not_read(&self.place, at));
        self.root = None;
        false
    }

    /// The end of the file.
    fn end(&mut self) {
        if self.read_gap(self.place.text.len()) && self.documents == 0 {
            self.sink.push(text::empty(self.place.file));
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, range: Range<usize>, state: State) {
        self.read_to = self.read_to.max(range.end);
        let is_key = self.key_is_next();
        let trap = match (state, style) {
            (State::Sound, ScalarStyle::Plain) => self.plain_trap(text, &range, is_key),
            _ => None,
        };
        let item = match (state, trap) {
            (State::Swallowed, _) => None,
            (State::Broken, _) => Some(self.broken(range.clone())),
            (State::Sound, Some(trap)) => {
                self.tell(trap);
                Some(self.broken(range.clone()))
            }
            (State::Sound, None) => Some(self.decoded(text, style, range.clone())),
        };
        self.push(item);
        self.last = Last { range, is_key };
    }

    /// What YAML takes from a plain scalar without a word.
    fn plain_trap(&mut self, text: &str, range: &Range<usize>, is_key: bool) -> Option<Trap> {
        let in_flow = self.in_flow();
        if range.is_empty() {
            return self.flow_without_colon(range.start);
        }
        if let Some(trap) = traps::hash(&self.place, text, range, in_flow) {
            return Some(trap);
        }
        if !written::is_open(text) {
            return None;
        }
        let behind = self.place.text.get(range.end..).unwrap_or_default();
        match (in_flow, is_key) {
            (true, _) if behind.starts_with(": ") => Some(traps::colon(&self.place, range.start, in_flow)),
            (true, _) => Some(traps::in_braces(&self.place, range.start)),
            (false, true) => Some(traps::colon(&self.place, range.start, in_flow)),
            (false, false) => None,
        }
    }

    /// A key inside `{ }` that has no `:` is what a comma cut from the value before it.
    fn flow_without_colon(&mut self, at: usize) -> Option<Trap> {
        let frame = self.frames.last_mut().filter(|frame| frame.in_flow)?;
        let Content::Map { entries, slot: Slot::ValueOf(key), .. } = &mut frame.content else { return None };
        let end = key.span.range().end;
        let behind = self.place.text.get(end..).unwrap_or_default().trim_start();
        if behind.starts_with(':') || at < end {
            return None;
        }
        let cut = entries.last_mut().filter(|entry| matches!(entry.value.kind, NodeKind::Scalar(_)));
        let start = cut.as_ref().map_or(key.span.range().start, |entry| entry.value.span.range().start);
        if let Some(entry) = cut {
            entry.value.kind = NodeKind::Broken;
        }
        Some(traps::comma(&self.place, start, end))
    }

    fn decoded(&mut self, text: &str, style: ScalarStyle, range: Range<usize>) -> Node {
        let span = self.place.span(range.clone());
        if let Some(refused) = text::refuse_decoded(text, span) {
            self.sink.push(refused);
            return self.broken(range);
        }
        let inner = range.start + 1..range.end.saturating_sub(1).max(range.start + 1);
        let (style, raw, place, text) = match style {
            ScalarStyle::Plain if range.is_empty() => (Style::Plain, Raw::Bare, range, ""),
            ScalarStyle::Plain => (Style::Plain, Raw::Bare, range, text),
            ScalarStyle::SingleQuoted => (Style::Quoted, Raw::Single, inner, text),
            ScalarStyle::DoubleQuoted => (Style::Quoted, Raw::Double, inner, text),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                (Style::Block, Raw::Bare, range, text.trim_end_matches('\n'))
            }
        };
        let raw_text = self.place.text.get(place.clone()).unwrap_or_default();
        let text = scalar::fragment(text, raw_text, raw, self.place.span(place));
        Node { kind: NodeKind::Scalar(Scalar { text, style }), span }
    }

    fn alias(&mut self, range: Range<usize>, state: State) {
        self.read_to = self.read_to.max(range.end);
        if state == State::Sound {
            self.tell(traps::property(&self.place, range.start, self.in_flow()));
        }
        self.push(Some(self.broken(range)));
    }

    fn open(&mut self, content: Content, style: StructureStyle, range: Range<usize>, entered: State) -> bool {
        if self.frames.len() >= DEEPEST {
            self.sink.push(traps::too_deep(&self.place, range));
            return false;
        }
        self.read_to = self.read_to.max(range.end);
        let in_flow = style == StructureStyle::Flow;
        let mut state = entered;
        if state == State::Sound && in_flow && self.place.text[range.start..].starts_with("{!") {
            self.tell(traps::merge_field(&self.place, range.start, self.in_flow()));
            state = State::Broken;
        }
        self.frames.push(Frame { content, start: range.start, in_flow, state });
        true
    }

    fn close(&mut self, end: usize) {
        let Some(frame) = self.frames.pop() else { return };
        let (kind, last) = match frame.content {
            Content::List(nodes) => {
                let last = nodes.last().map(|node| node.span.range().end);
                (NodeKind::List(nodes), last)
            }
            Content::Map { entries, .. } => {
                let last = entries.last().map(|entry| entry.value.span.range().end);
                (NodeKind::Map(entries), last)
            }
        };
        let end = match frame.in_flow {
            true => end,
            false => last.unwrap_or(frame.start),
        };
        if frame.in_flow {
            self.read_to = self.read_to.max(end);
            self.last = Last { range: frame.start..end, is_key: false };
        }
        let span = self.place.span(frame.start..end.max(frame.start));
        self.push(match frame.state {
            State::Sound => Some(Node { kind, span }),
            State::Broken => Some(Node { kind: NodeKind::Broken, span }),
            State::Swallowed => None,
        });
    }

    /// Puts a node where the file has it; none is left out.
    fn push(&mut self, item: Option<Node>) {
        let Some(frame) = self.frames.last_mut() else {
            self.root = item;
            return;
        };
        match &mut frame.content {
            Content::List(nodes) => nodes.extend(item),
            Content::Map { entries, slot, seen } => match std::mem::replace(slot, Slot::Key) {
                Slot::Key => {
                    let is_broken = matches!(&item, Some(Node { kind: NodeKind::Broken, .. }));
                    if is_broken {
                        frame.state = State::Broken;
                    }
                    *slot = item.map_or(Slot::Dropped, |node| key_slot(node, seen, self.sink));
                }
                Slot::ValueOf(key) => {
                    let value = item.unwrap_or(Node { kind: NodeKind::Broken, span: key.span });
                    entries.push(Entry { key, value });
                }
                Slot::Dropped => {}
            },
        }
    }

    fn broken(&self, range: Range<usize>) -> Node {
        Node { kind: NodeKind::Broken, span: self.place.span(range) }
    }

    fn key_is_next(&self) -> bool {
        let content = self.frames.last().map(|frame| &frame.content);
        matches!(content, Some(Content::Map { slot: Slot::Key, .. }))
    }

    /// Whether the next node belongs to something that is left out.
    fn is_left_out(&self) -> bool {
        self.frames.last().is_some_and(|frame| {
            frame.state == State::Swallowed
                || matches!(frame.content, Content::Map { slot: Slot::Dropped, .. })
        })
    }

    fn in_flow(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.in_flow)
    }

    fn is_told(&self, at: usize) -> bool {
        self.told.contains(&at)
    }

    fn tell(&mut self, trap: Trap) {
        self.told = trap.range;
        self.sink.push(trap.diagnostic);
    }

    /// The error that ends the reading, unless it is the consequence of a trap.
    fn syntax_error(&mut self, kind: &ErrorKind, at: usize) {
        if self.is_told(at) || at == self.told.end && at > 0 {
            return;
        }
        if self.in_flow() {
            if self.is_told(self.last.range.start) {
                return;
            }
            if let Some(trap) = traps::hash_in_braces(&self.place, &self.last.range) {
                self.tell(trap);
                return;
            }
        }
        let (text, last) = (self.place.text, self.last.range.clone());
        let behind = last.end + text.get(last.end..at).and_then(comma).unwrap_or_default();
        let is_another = behind > last.end && self.in_flow();
        let from = match self.last.is_key || is_another || !same_line(text, last.end, at) {
            true => traps::next_content(text, behind).min(at),
            false => last.start,
        };
        self.sink.push(traps::syntax(&self.place, kind, from..at, self.in_flow()));
    }
}

/// The length of a text up to the comma that it begins with.
fn comma(text: &str) -> Option<usize> {
    text.trim_start().starts_with(',').then(|| text.len() - text.trim_start().len() + 1)
}

fn same_line(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| !between.contains('\n'))
}
