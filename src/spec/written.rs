//! A value as its author meant it, where YAML reads something else; and how to write it so that YAML agrees.

use std::ops::Range;

/// A value on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Its quotes and brackets close on the line, so its end is certain.
    pub(super) closed: bool,
}

/// The value that begins at `start`: to the end of its line or a comment, inside `{ }` and `[ ]` to the comma or bracket that
/// ends it. Quotes, parentheses and merge fields are kept whole.
pub(super) fn value(text: &str, start: usize, in_flow: bool) -> Written {
    scanned(text, start, in_flow, is_comment)
}

/// The same where a `#` begins no comment but belongs to the value.
pub(super) fn past_hash(text: &str, start: usize, in_flow: bool) -> Written {
    scanned(text, start, in_flow, |_| false)
}

fn scanned(text: &str, start: usize, in_flow: bool, ends: fn(&str) -> bool) -> Written {
    let mut scan = Scan { text: &text[start..], at: 0, depth: 0, closed: true, ends };
    while scan.step(in_flow) {}
    let closed = scan.closed && scan.depth == 0;
    let length = scan.text[..scan.at].trim_end().len();
    Written { range: start..start + length, closed }
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    closed: bool,
    /// Whether a comment that ends the value begins here.
    ends: fn(&str) -> bool,
}

impl Scan<'_> {
    /// Goes on by one part; false at the end of the value.
    fn step(&mut self, in_flow: bool) -> bool {
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else { return false };
        match first {
            '"' => self.skip_to('"'),
            '\'' if self.at == 0 => self.skip_to('\''),
            '{' if rest.starts_with("{!") => self.skip_to('}'),
            '(' | '[' | '{' => self.deeper(),
            '\n' | '\r' => return false,
            ']' | '}' | ',' if in_flow && self.depth == 0 => return false,
            ' ' | '\t' if self.depth == 0 && (self.ends)(rest.trim_start()) => return false,
            ')' | ']' | '}' => {
                self.depth = self.depth.saturating_sub(1);
                self.at += 1;
            }
            other => self.at += other.len_utf8(),
        }
        true
    }

    fn deeper(&mut self) {
        self.depth += 1;
        self.at += 1;
    }

    /// Goes behind the next `end`, or to the end of the line.
    fn skip_to(&mut self, end: char) {
        let from = self.at + 1;
        let found = self.text[from..].find([end, '\n', '\r']).map(|found| from + found);
        match found.filter(|found| self.text[*found..].starts_with(end)) {
            Some(found) => self.at = found + 1,
            None => {
                self.closed = false;
                self.at = found.unwrap_or(self.text.len());
            }
        }
    }
}

/// `#` with a blank or nothing behind it: a comment that was meant as one.
pub(super) fn is_comment(rest: &str) -> bool {
    rest.strip_prefix('#')
        .is_some_and(|behind| behind.is_empty() || behind.starts_with([' ', '\t', '\r', '\n']))
}

/// Whether a text closes a bracket that it does not open.
pub(super) fn closes_more(text: &str) -> bool {
    let mut open = 0usize;
    for sign in text.chars() {
        match sign {
            '{' | '[' => open += 1,
            '}' | ']' if open == 0 => return true,
            '}' | ']' => open -= 1,
            _ => {}
        }
    }
    false
}

/// Whether quotes, parentheses or a merge field stand open at the end of a text.
pub(super) fn is_open(text: &str) -> bool {
    let text = text.replace('\n', " ");
    let mut scan = Scan { text: &text, at: 0, depth: 0, closed: true, ends: is_comment };
    while scan.step(false) {}
    !scan.closed || scan.depth > 0
}

/// The text in quotes, as YAML wants it.
pub(super) fn quoted(text: &str) -> String {
    match text.contains(['"', '\\']) {
        true => format!("'{}'", text.replace('\'', "''")),
        false => format!("\"{text}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str, in_flow: bool) -> &str {
        &text[value(text, 0, in_flow).range]
    }

    #[test]
    fn a_block_value_ends_at_its_comment_or_line() {
        assert_eq!(meant("!ISBLANK(a) && b  # why\nnext", false), "!ISBLANK(a) && b");
        assert_eq!(meant("Name = \"a # b\" & c", false), "Name = \"a # b\" & c");
        assert_eq!(meant("Call #1", false), "Call #1");
    }

    #[test]
    fn a_flow_value_ends_at_its_comma_or_bracket() {
        assert_eq!(meant("=DATE(2999, 12, 31) }", true), "=DATE(2999, 12, 31)");
        assert_eq!(meant("Call {!person.Name}: a, due: today }", true), "Call {!person.Name}: a");
        assert_eq!(meant("IF(a = \"x, )\", [1], {2})]", true), "IF(a = \"x, )\", [1], {2})");
    }

    #[test]
    fn what_does_not_close_is_told() {
        assert!(!value("IF(a, b", 0, true).closed);
        assert!(!value("6\" pipe, x", 0, true).closed);
        assert!(value("IF(a, b)", 0, true).closed);
    }

    #[test]
    fn open_texts() {
        for open in ["Name = \"a\" & \"", "IF(a", "Call {!person", "x (y"] {
            assert!(is_open(open), "{open}");
        }
        for closed in ["Name = \"a (\"", "a)", "it's", "Call {!person.Name}", ""] {
            assert!(!is_open(closed), "{closed}");
        }
    }

    #[test]
    fn quotes_are_chosen_by_what_they_hold() {
        assert_eq!(quoted("!x"), "\"!x\"");
        assert_eq!(quoted("a = \"it's\""), "'a = \"it''s\"'");
    }
}
