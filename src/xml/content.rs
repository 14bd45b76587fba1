//! The text of one element while it is read, decoded piece by piece, with the way back to the file.

use std::ops::Range;

use super::document::{Document, Mark, NodeId, TextPlace};

/// What a carriage return of the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Returns {
    /// There is none.
    Absent,
    /// A line end, or a part of one: a line feed.
    LineEnds,
    /// A character of its text. A server writes it so, with line feeds at the ends of its own lines.
    Characters,
}

impl Returns {
    /// What they are in a file: the first line end tells. References to characters are not mixed with raw ones.
    pub(super) fn of(file: &str) -> Self {
        match file.find('\r') {
            None => Self::Absent,
            Some(first) if file.find('\n').is_none_or(|feed| first < feed) => Self::LineEnds,
            Some(_) if file.contains("&#") => Self::LineEnds,
            Some(_) => Self::Characters,
        }
    }
}

/// The text in one element, up to its end tag.
#[derive(Debug)]
pub(super) struct Content {
    state: State,
    /// From the first byte of the text to the last.
    range: Range<usize>,
    /// What of it is not blank, or at least no layout.
    ink: Option<Range<usize>>,
}

#[derive(Debug)]
enum State {
    /// As it stands in the file, at the range.
    Verbatim,
    Decoded(Box<Decoded>),
}

#[derive(Debug, Default)]
struct Decoded {
    text: String,
    /// (byte of the text, byte of the file), as a fragment has them.
    pieces: Vec<(u32, u32)>,
}

impl Decoded {
    fn push(&mut self, piece: &str, start: usize) {
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        self.pieces.push((offset(self.text.len()), offset(start)));
        self.text.push_str(piece);
    }
}

impl Content {
    /// An empty text that stands at `at`.
    pub(super) fn new(at: usize) -> Self {
        Self { state: State::Verbatim, range: at..at, ink: None }
    }

    /// Text behind an element: layout, or a mistake.
    pub(super) fn push_layout(&mut self, file: &str, range: Range<usize>) {
        if !is_blank(&file[range.clone()]) {
            self.push_raw(file, range, Returns::Absent);
        }
    }

    /// Text as it stands in the file.
    pub(super) fn push_raw(&mut self, file: &str, range: Range<usize>, returns: Returns) {
        let piece = &file[range.clone()];
        if let Some(first) = piece.bytes().position(is_ink) {
            let last = piece.bytes().rposition(is_ink).unwrap_or(first);
            self.add_ink(range.start + first..range.start + last + 1);
        }
        self.push_blank(file, range, returns);
    }

    /// Text as it stands in the file, which is blank or whose ink is known.
    pub(super) fn push_blank(&mut self, file: &str, range: Range<usize>, returns: Returns) {
        let piece = &file[range.clone()];
        if returns == Returns::LineEnds && piece.contains('\r') {
            self.push_lines(file, range);
        } else if self.range.is_empty() {
            self.range = range;
        } else {
            self.push(file, piece, range);
        }
    }

    /// Text of which each carriage return, with the line feed behind it, is a line feed.
    fn push_lines(&mut self, file: &str, range: Range<usize>) {
        let mut from = range.start;
        for (at, _) in file[range.clone()].match_indices('\r') {
            let at = range.start + at;
            self.push(file, &file[from..at], from..at);
            from = at + 1;
            if !file[from..].starts_with('\n') {
                self.push(file, "\n", at..from);
            }
        }
        self.push(file, &file[from..range.end], from..range.end);
    }

    /// A character that a reference of the file stands for: never layout.
    pub(super) fn push_reference(&mut self, file: &str, text: &str, range: Range<usize>) {
        self.add_ink(range.clone());
        self.push(file, text, range);
    }

    fn push(&mut self, file: &str, piece: &str, range: Range<usize>) {
        if piece.is_empty() {
            return;
        }
        if let State::Verbatim = self.state {
            let mut decoded = Box::<Decoded>::default();
            match self.range.is_empty() {
                true => self.range.start = range.start,
                false => decoded.push(&file[self.range.clone()], self.range.start),
            }
            self.state = State::Decoded(decoded);
        }
        if let State::Decoded(decoded) = &mut self.state {
            decoded.push(piece, range.start);
        }
        self.range.end = range.end;
    }

    fn add_ink(&mut self, range: Range<usize>) {
        let start = self.ink.as_ref().map_or(range.start, |ink| ink.start);
        self.ink = Some(start..range.end);
    }

    /// Where what is no layout stands, if anything is.
    pub(super) fn ink(&self) -> Option<Range<usize>> {
        self.ink.clone()
    }

    /// Makes it the text of a leaf.
    pub(super) fn give(self, leaf: NodeId, document: &mut Document, returns: Returns) {
        match self.state {
            State::Verbatim => document.set_text(leaf, self.range.into()),
            State::Decoded(decoded) => {
                let Decoded { text, pieces } = *decoded;
                document.set_decoded(leaf, &text, TextPlace { range: self.range, pieces });
            }
        }
        if returns == Returns::Characters && document.node(leaf).text().contains('\r') {
            document.mark(leaf, Mark::RawReturns);
        }
    }
}

/// Whether a text is only what XML takes for blanks: no other character is layout.
pub(super) fn is_blank(text: &str) -> bool {
    !text.bytes().any(is_ink)
}

pub(super) fn is_ink(byte: u8) -> bool {
    !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_end_tells_what_carriage_returns_are() {
        assert_eq!(Returns::of("a\nb"), Returns::Absent);
        assert_eq!(Returns::of("a\r\nb\nc"), Returns::LineEnds);
        assert_eq!(Returns::of("a\rb"), Returns::LineEnds);
        assert_eq!(Returns::of("a\nb\r\nc"), Returns::Characters);
        assert_eq!(Returns::of("a\nb\r\nc&#13;"), Returns::LineEnds);
    }
}
