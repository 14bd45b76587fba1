//! Text and places in text.
//!
//! A [`Source`] is one file that the user wrote. A [`Span`] is a place in it, in bytes. A [`Fragment`] is text that was
//! decoded from a file (a YAML scalar, an XML text) and still knows where each of its characters stands there, so that a
//! mistake inside a formula is shown at its place in the spec.

use std::ops::Range;
use std::sync::OnceLock;

/// Which file of a [`Sources`] a [`Span`] lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A place in a file: half-open, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl Span {
    /// The place `range` of `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: offset(range.start), end: offset(range.end) }
    }

    /// From the first byte of this place to the last of `other`, both in one file.
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the other lies in it.
    pub fn covers(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The bytes of the file that it covers.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Files are refused above 64 MiB, so that every offset fits.
fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// A value and the place where the user wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// One file: its name as the user would say it, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path for messages, relative to where the command runs, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Where its lines begin, once somebody asks.
    lines: OnceLock<Vec<u32>>,
}

impl Source {
    /// Keeps `text`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), lines: OnceLock::new() }
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| offset(at + 1))).collect()
        })
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn line_column(&self, byte: u32) -> (usize, usize) {
        let lines = self.lines();
        let line = lines.partition_point(|start| *start <= byte) - 1;
        let start = lines[line] as usize;
        let end = (byte as usize).min(self.text.len());
        let column = self.text.get(start..end).map_or(0, |text| text.chars().count());
        (line + 1, column + 1)
    }

    /// The text of line `line` (from 1), without its end.
    pub fn line(&self, line: usize) -> &str {
        let start = self.lines().get(line.saturating_sub(1)).map_or(self.text.len(), |start| *start as usize);
        self.text[start..].lines().next().unwrap_or_default()
    }
}

/// The files of one run, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file and says by which id its spans go.
    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(offset(self.files.len() - 1))
    }

    /// The file of an id that [`Sources::add`] gave.
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// The text at a place.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.range()).unwrap_or_default()
    }
}

/// Decoded text with the way back to its place in the file.
///
/// The pieces are sorted; between two pieces characters of the text follow those of the file one to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// The decoded text.
    pub text: String,
    file: FileId,
    /// (byte of `text`, byte of the file): from here on both go in step.
    pieces: Vec<(u32, u32)>,
    end: u32,
}

impl Fragment {
    /// Text that stands in the file as it is, at `span`.
    pub fn verbatim(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), file: span.file, pieces: vec![(0, span.start)], end: span.end }
    }

    /// Text that was decoded piece by piece; `pieces` are (byte of the text, byte of the file), sorted, the first at 0.
    pub fn decoded(text: impl Into<String>, span: Span, pieces: Vec<(u32, u32)>) -> Self {
        Self { text: text.into(), file: span.file, pieces, end: span.end }
    }

    /// A part of this fragment.
    pub fn slice(&self, range: Range<usize>) -> Fragment {
        let (start, end) = (offset(range.start), offset(range.end));
        let first = self.pieces.partition_point(|(at, _)| *at <= start);
        let inside =
            self.pieces[first..].iter().take_while(|(at, _)| *at < end).map(|(at, byte)| (at - start, *byte));
        let pieces = std::iter::once((0, self.byte(start))).chain(inside).collect();
        Fragment {
            text: self.text[range.clone()].to_owned(),
            file: self.file,
            pieces,
            end: self.span(range).end,
        }
    }

    /// Where a range of the decoded text stands in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.byte(offset(range.start));
        let end = match range.end > range.start {
            true => self.byte(offset(range.end - 1)) + 1,
            false => start,
        };
        Span { file: self.file, start: start.min(self.end), end: end.clamp(start, self.end.max(start)) }
    }

    /// The place of the whole text.
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    fn byte(&self, at: u32) -> u32 {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let (start, byte) = self.pieces.get(piece).copied().unwrap_or_default();
        byte + (at - start)
    }
}
