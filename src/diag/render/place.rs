//! Where a span stands, in lines and columns.

use crate::source::{Source, Span};
use std::ops::Range;

/// A place as people and programs say it: lines and columns from 1, columns count characters, the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl Place {
    pub(super) fn of(source: &Source, span: Span) -> Self {
        let range = inside(&source.text, span);
        let place = |byte: usize| source.line_column(u32::try_from(byte).unwrap_or(u32::MAX));
        let ((line, column), (end_line, end_column)) = (place(range.start), place(range.end));
        Self { line, column, end_line, end_column }
    }
}

/// The bytes of a span, held to the text and to whole characters.
pub(super) fn inside(text: &str, span: Span) -> Range<usize> {
    let start = text.floor_char_boundary(span.range().start);
    let end = text.ceil_char_boundary(span.range().end.min(text.len()));
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.yaml", "x: ü\ny: 😀 z\n");
        let place = Place::of(&source, Span::new(FileId(0), 14..15));
        assert_eq!(place, Place { line: 2, column: 6, end_line: 2, end_column: 7 });
        assert_eq!(&source.text[14..15], "z");
    }

    #[test]
    fn a_span_outside_the_text_is_held_to_it() {
        let text = "é";
        assert_eq!(inside(text, Span::new(FileId(0), 1..1)), 0..2);
        assert_eq!(inside(text, Span::new(FileId(0), 7..9)), 2..2);
    }
}
