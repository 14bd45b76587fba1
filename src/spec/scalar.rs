//! From the decoded text of a YAML scalar back to its bytes in the file.
//!
//! The YAML library decodes; here its result is laid beside the raw text. Apart from escapes in double quotes and the
//! doubled `''`, YAML adds and drops only white space, so the other characters follow each other in both.

use crate::source::{Fragment, Span};

/// How the raw text stands in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Raw {
    /// Plain and block scalars: as they are, but for white space.
    Bare,
    /// `'…'`, with `''` for one.
    Single,
    /// `"…"`, with escapes.
    Double,
}

/// The decoded `text` of `raw`, which stands at `span` (without quotes).
pub(super) fn fragment(text: &str, raw: &str, style: Raw, span: Span) -> Fragment {
    if text == raw {
        return Fragment::verbatim(text, span);
    }
    let mut pieces = vec![(0, span.start)];
    let mut units = Units { raw, style, at: 0 };
    for (at, character) in text.char_indices() {
        let place = units.find(character);
        let (at, place) = (bytes(at), span.start + bytes(place));
        let in_step = pieces.last().is_some_and(|(text, file)| file + (at - text) == place);
        if !in_step {
            pieces.push((at, place));
        }
    }
    if let Some(first) = pieces.iter().position(|(at, _)| *at > 0).filter(|first| *first > 1) {
        pieces.drain(..first - 1);
    }
    Fragment::decoded(text, span, pieces)
}

fn bytes(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A walk over the raw text, unit by unit: a character, an escape or a doubled quote.
struct Units<'a> {
    raw: &'a str,
    style: Raw,
    at: usize,
}

impl Units<'_> {
    /// Where `character` of the decoded text stands; goes behind it.
    fn find(&mut self, character: char) -> usize {
        let here = self.at;
        let blank = is_blank(character);
        let mut at = here;
        while let Some((found, length)) = self.unit(at) {
            if found == Some(character) {
                self.at = at + length;
                return at;
            }
            let skippable = found.is_none_or(is_blank) && (!blank || is_raw_blank(&self.raw[at..]));
            if !skippable {
                break;
            }
            at += length;
        }
        here
    }

    /// What stands at `at` (none for an escaped line break) and how many bytes it has.
    fn unit(&self, at: usize) -> Option<(Option<char>, usize)> {
        let rest = &self.raw[at..];
        let first = rest.chars().next()?;
        match (self.style, first) {
            (Raw::Single, '\'') if rest.starts_with("''") => Some((Some('\''), 2)),
            (Raw::Double, '\\') => Some(escape(rest)),
            _ => Some((Some(first), first.len_utf8())),
        }
    }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

fn is_raw_blank(rest: &str) -> bool {
    rest.starts_with(is_blank) || rest.starts_with("\\\n") || rest.starts_with("\\\r")
}

/// The escapes of YAML 1.2 (5.7) that stand for one character.
const ESCAPES: &[(char, char)] = &[
    ('0', '\0'),
    ('a', '\u{7}'),
    ('b', '\u{8}'),
    ('t', '\t'),
    ('\t', '\t'),
    ('n', '\n'),
    ('v', '\u{b}'),
    ('f', '\u{c}'),
    ('r', '\r'),
    ('e', '\u{1b}'),
    (' ', ' '),
    ('"', '"'),
    ('/', '/'),
    ('\\', '\\'),
    ('N', '\u{85}'),
    ('_', '\u{a0}'),
    ('L', '\u{2028}'),
    ('P', '\u{2029}'),
];

fn escape(rest: &str) -> (Option<char>, usize) {
    let Some(sign) = rest[1..].chars().next() else { return (None, 1) };
    let digits = match sign {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => {
            let known = ESCAPES.iter().find(|(name, _)| *name == sign).map(|(_, character)| *character);
            return (known, 1 + sign.len_utf8());
        }
    };
    let number =
        |from: usize| rest.get(from..from + digits).and_then(|text| u32::from_str_radix(text, 16).ok());
    let first = number(2).unwrap_or_default();
    match (first, rest.get(2 + digits..4 + digits)) {
        (0xd800..=0xdbff, Some("\\u")) => {
            let second = number(4 + digits).unwrap_or_default();
            let point = 0x10000 + ((first - 0xd800) << 10) + second.saturating_sub(0xdc00);
            (char::from_u32(point), 4 + 2 * digits)
        }
        _ => (char::from_u32(first), 2 + digits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    /// The raw text that a part of the decoded text stands for.
    fn raw_of<'a>(text: &str, raw: &'a str, style: Raw, part: &str) -> &'a str {
        let fragment = fragment(text, raw, style, Span::new(FileId(0), 0..raw.len()));
        let start = text.find(part).expect("the part stands in the text");
        &raw[fragment.span(start..start + part.len()).range()]
    }

    #[test]
    fn folded_lines_are_found_behind_their_indentation() {
        let raw = "one\n      two\n\n      three\n";
        assert_eq!(raw_of("one two\nthree", raw, Raw::Bare, "two"), "two");
        assert_eq!(raw_of("one two\nthree", raw, Raw::Bare, "three"), "three");
        assert_eq!(raw_of("one two\nthree", raw, Raw::Bare, "one two"), "one\n      two");
    }

    #[test]
    fn a_doubled_quote_counts_twice() {
        assert_eq!(raw_of("it's Name", "it''s Name", Raw::Single, "Name"), "Name");
    }

    #[test]
    fn escapes_are_longer_than_what_they_stand_for() {
        let raw = r#"\"a\" & \u00e9 \ud83d\ude00 Name"#;
        assert_eq!(raw_of("\"a\" & é 😀 Name", raw, Raw::Double, "Name"), "Name");
        assert_eq!(raw_of("\"a\" & é 😀 Name", raw, Raw::Double, "&"), "&");
    }

    #[test]
    fn a_line_break_in_double_quotes_may_be_escaped() {
        let raw = "one\\\n     two  \n     \\n three";
        assert_eq!(raw_of("onetwo \n three", raw, Raw::Double, "two"), "two");
        assert_eq!(raw_of("onetwo \n three", raw, Raw::Double, "three"), "three");
    }

    #[test]
    fn windows_line_ends_do_not_shift() {
        assert_eq!(raw_of("one two\n", "one\r\n  two\r\n", Raw::Bare, "two"), "two");
    }
}
