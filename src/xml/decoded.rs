//! Text that is decoded piece by piece, with the way back to the file.

use std::ops::Range;

use crate::source::{FileId, Fragment, Span};

/// The text of one leaf while it is read.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// (byte of the text, byte of the file), as [`Fragment`] has them.
    pub(super) pieces: Vec<(u32, u32)>,
    /// From the first byte of the text to the last.
    range: Range<usize>,
}

impl Decoded {
    /// An empty text that stands at `at`.
    pub(super) fn new(at: usize) -> Self {
        Self { text: String::new(), pieces: Vec::new(), range: at..at }
    }

    /// One more piece, which stands in the file at `range`.
    pub(super) fn push(&mut self, piece: &str, range: Range<usize>) {
        if piece.is_empty() {
            return;
        }
        if self.text.is_empty() {
            self.range.start = range.start;
        }
        self.range.end = range.end;
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        self.pieces.push((offset(self.text.len()), offset(range.start)));
        self.text.push_str(piece);
    }

    /// Text as it stands in the file; a line end of another system becomes a line feed.
    pub(super) fn push_raw(&mut self, file: &str, range: Range<usize>) {
        let mut from = range.start;
        for (at, _) in file[range.clone()].match_indices('\r') {
            let at = range.start + at;
            self.push(&file[from..at], from..at);
            from = at + 1;
            if !file[from..].starts_with('\n') {
                self.push("\n", at..from);
            }
        }
        self.push(&file[from..range.end], from..range.end);
    }

    /// Whether it is layout and no text, where elements are.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Where it stands.
    pub(super) fn span(&self, file: FileId) -> Span {
        Span::new(file, self.range.clone())
    }

    /// Where what is not blank stands.
    pub(super) fn trimmed_span(self, file: FileId) -> Span {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len();
        let whole = self.span(file);
        Fragment::decoded(self.text, whole, self.pieces).span(start..end)
    }
}
