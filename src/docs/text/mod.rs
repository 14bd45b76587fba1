//! How wide text is, and how it is broken into lines.
//!
//! A page names the fonts of each system. None of them is wider than the one that is measured here, so that a line that
//! fits does so everywhere; where a line holds characters that are not in the table, the picture itself sets its length.

mod widths;

use widths::{BOLD, REGULAR};

/// A weight of the font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// A size and a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Font {
    /// In pixels.
    pub(super) size: i64,
    pub(super) weight: Weight,
}

/// A line of text that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Its length in pixels, at most.
    pub(super) width: i64,
    /// Every character is in the table; if not, the picture has to hold the line to its length.
    pub(super) known: bool,
}

/// In thousandths of the size: what scripts without a table take at most in common fonts, and those of full width.
const UNKNOWN: u64 = 700;
const FULL: u64 = 1000;
const EMOJI: u64 = 1400;

impl Font {
    /// Thousandths of a pixel.
    fn advance(self, character: char) -> u64 {
        let size = u64::try_from(self.size).unwrap_or_default();
        self.in_table(character).map_or_else(|| unknown(character), u64::from) * size
    }

    fn in_table(self, character: char) -> Option<u16> {
        let table = match self.weight {
            Weight::Regular => REGULAR,
            Weight::Bold => BOLD,
        };
        let code = u32::from(character);
        let (first, widths) = table.iter().rev().find(|(first, _)| *first <= code)?;
        widths.get((code - first) as usize).copied()
    }

    /// One line, whatever its length.
    pub(super) fn line(self, text: &str) -> Line {
        let thousandths: u64 = text.chars().map(|each| self.advance(each)).sum();
        let width = i64::try_from(thousandths.div_ceil(1000)).unwrap_or(i64::MAX);
        let known = text.chars().all(|each| self.in_table(each).is_some());
        Line { text: text.to_owned(), width, known }
    }

    /// The text in lines of at most `width` pixels: broken at blanks, behind signs that join words, or else anywhere. At
    /// least one character stands in a line, and at most `most` lines; the last then ends in `…`.
    pub(super) fn wrap(self, text: &str, width: i64, most: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let shown: String = text.chars().map(visible).collect();
        let mut rest = shown.trim();
        while !rest.is_empty() {
            let (line, behind) = rest.split_at(self.end_of_line(rest, width));
            let behind = behind.trim_start();
            if lines.len() + 1 == most && !behind.is_empty() {
                lines.push(self.cut(line.trim_end(), width));
                break;
            }
            lines.push(self.line(line.trim_end()));
            rest = behind;
        }
        lines
    }

    /// How many bytes of a text stand in its first line.
    fn end_of_line(self, text: &str, width: i64) -> usize {
        let most = u64::try_from(width).unwrap_or_default() * 1000;
        let (mut used, mut good, mut before) = (0, 0, ' ');
        for (at, character) in text.char_indices() {
            if at > 0 && is_break(before, character) {
                good = at;
            }
            used += self.advance(character);
            if used > most && at > 0 && character != ' ' {
                return if good > 0 { good } else { at };
            }
            before = character;
        }
        text.len()
    }

    fn cut(self, line: &str, width: i64) -> Line {
        let mut kept = line.to_owned();
        loop {
            let cut = self.line(&format!("{}…", kept.trim_end()));
            if cut.width <= width || kept.pop().is_none() {
                return cut;
            }
        }
    }
}

/// Whether a line may end between two characters.
fn is_break(before: char, after: char) -> bool {
    after == ' '
        || before == ' '
        || "_-/,.;:)}|".contains(before) && after.is_alphanumeric()
        || is_full(after)
}

/// Characters that would move others out of their line are shown as blanks.
fn visible(character: char) -> char {
    match character {
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => ' ',
        other if other.is_whitespace() || other.is_control() => ' ',
        other => other,
    }
}

fn is_full(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

fn unknown(character: char) -> u64 {
    match character {
        '\u{300}'..='\u{36f}' => 0,
        '\u{2300}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => EMOJI,
        other if is_full(other) => FULL,
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Font = Font { size: 10, weight: Weight::Regular };

    fn texts(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn a_line_is_as_long_as_its_characters() {
        assert_eq!(FONT.line("WW").width, 20);
        assert_eq!(FONT.line("ii").width, 6);
        let bold = Font { weight: Weight::Bold, ..FONT };
        assert!(bold.line("Decision").width > FONT.line("Decision").width);
        assert!(FONT.line("Größe").known && !FONT.line("电话").known);
        assert_eq!(FONT.line("电话").width, 20);
    }

    #[test]
    fn lines_end_at_words_and_within_those_that_are_too_long() {
        assert_eq!(texts(&FONT.wrap("Call the contact again", 75, 9)), ["Call the", "contact again"]);
        assert_eq!(texts(&FONT.wrap("Voicemail_Count__c", 70, 9)), ["Voicemail_", "Count__c"]);
        assert_eq!(texts(&FONT.wrap("iiiiWWWW", 25, 9)), ["iiiiW", "WW", "W"]);
        assert_eq!(texts(&FONT.wrap("a\u{202e}b\n c", 70, 9)), ["a b  c"]);
        assert!(FONT.wrap("", 70, 9).is_empty());
    }

    #[test]
    fn what_is_left_out_shows() {
        let lines = FONT.wrap("one two three four five", 50, 2);
        assert_eq!(texts(&lines), ["one two", "three fo…"]);
        assert!(FONT.wrap(&"W".repeat(255), 90, 3).iter().all(|line| line.width <= 90));
    }
}
