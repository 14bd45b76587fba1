//! What YAML takes for something else than its author meant, in plain words and with the mended text.
//!
//! Some of it YAML reads without a word (`!ISBLANK(x)` is a tag, ` #` begins a comment); the rest are its errors, which name
//! signs and tokens where the author thinks of a formula or a text.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::text::shown;
use super::written::{self, Written, quoted};
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// The text that is read.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// All of it.
    pub(super) text: &'a str,
    /// Its file.
    pub(super) file: FileId,
}

impl Place<'_> {
    /// A place in it.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    fn get(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Where the blanks at a byte end.
    fn blanks_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
    }

    /// The end of the line of a byte, without its break.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |length| at + length)
    }
}

/// A mistake and the text that it is about.
pub(super) struct Trap {
    /// The message.
    pub(super) diagnostic: Diagnostic,
    /// The text: nothing else is to be told about it.
    pub(super) range: Range<usize>,
}

/// The trap at a value whose mended form is the same text in quotes.
fn to_quote(place: &Place<'_>, code: Code, written: Written, message: impl Into<String>, help: &str) -> Trap {
    let text = place.get(written.range.clone());
    let span = place.span(written.range.clone());
    let diagnostic = Diagnostic::new(code, span, message).help(help);
    let diagnostic = match written.closed {
        true => diagnostic.fix(span, quoted(text)),
        false => diagnostic,
    };
    Trap { diagnostic, range: written.range }
}

/// A tag (`!x`), an anchor (`&x`) or an alias (`*x`) that begins at `at`.
pub(super) fn property(place: &Place<'_>, at: usize, in_flow: bool) -> Trap {
    let written = written::value(place.text, at, in_flow);
    let text = place.get(written.range.clone());
    match text.chars().next() {
        Some('!') => {
            let message =
                format!("`{}` is a YAML tag: a value that begins with `!` must be in quotes", shown(text));
            to_quote(place, Code::YamlTag, written, message, "put it in quotes, or write `NOT(…)`")
        }
        sign => {
            let what = if sign == Some('*') { "alias" } else { "anchor" };
            let is_name =
                text.chars().skip(1).all(|character| character.is_alphanumeric() || character == '_');
            let message = format!("`{}` is a YAML {what}, which a spec does not have", shown(text));
            let help = match is_name {
                true => "write the value out in each place",
                false => "put the value in quotes",
            };
            let mut trap = to_quote(place, Code::YamlAnchor, written, message, help);
            trap.diagnostic.fix = trap.diagnostic.fix.filter(|_| !is_name);
            trap
        }
    }
}

/// A value that begins with `{!`, which YAML reads as a map.
pub(super) fn merge_field(place: &Place<'_>, at: usize, in_flow: bool) -> Trap {
    let written = written::value(place.text, at, in_flow);
    let text = shown(place.get(written.range.clone()));
    let message = format!("`{text}` was read as a map: text that begins with `{{!` must be in quotes");
    to_quote(place, Code::MergeFieldUnquoted, written, message, "put the text in quotes")
}

/// The comment behind a plain scalar, where it is a part of the value: nobody merges fields in a comment.
pub(super) fn hash(place: &Place<'_>, text: &str, range: &Range<usize>, in_flow: bool) -> Option<Trap> {
    let sign = place.blanks_end(range.end);
    let comment = place.get(sign..place.line_end(sign));
    let is_part = written::is_open(text) || !written::is_comment(comment) || comment.contains("{!");
    let on_one_line = !place.get(range.clone()).contains('\n');
    (comment.starts_with('#') && is_part).then(|| {
        let mut whole = written::past_hash(place.text, range.start, in_flow);
        whole.closed = on_one_line && (whole.closed || !in_flow);
        hash_trap(place, whole, sign, "put the value in quotes; a comment has a blank behind its `#`")
    })
}

/// The comment in the value `last` inside `{ }` or `[ ]`, or in the next, where it holds the bracket that should close them.
pub(super) fn hash_in_braces(place: &Place<'_>, last: &Range<usize>) -> Option<Trap> {
    let behind = place.blanks_end(last.end);
    let rest = place.get(behind..place.line_end(behind));
    let (start, sign) = match rest.starts_with('#') {
        true => (last.start, behind),
        false => {
            let next = rest.trim_start_matches([' ', '\t', ',', ':', '[', '{']);
            let start = behind + rest.len() - next.len();
            let length = if next.starts_with('#') { 0 } else { next.find(" #")? + 1 };
            let is_plain = !next[..length].contains([',', ':', ']', '}', '"', '\'']);
            (start, is_plain.then_some(start + length)?)
        }
    };
    let cut = place.get(start..sign);
    let comment = place.get(sign..place.line_end(sign));
    written::closes_more(comment).then(|| {
        let mut whole = written::past_hash(place.text, start, true);
        whole.closed &= !cut.is_empty() && !cut.starts_with(['"', '\'', '[', '{']);
        hash_trap(place, whole, sign, "put the value in quotes, or close the bracket before the comment")
    })
}

/// A value that goes on behind a comment.
fn hash_between(place: &Place<'_>, value: Range<usize>) -> Trap {
    let lines = place.get(value.start..place.line_end(value.end));
    let sign = lines.find(" #").map_or(value.start, |at| value.start + at + 1);
    let end = value.start + place.get(value.start..place.line_end(value.start)).trim_end().len();
    let whole = Written { range: value.start..end, closed: false };
    hash_trap(
        place,
        whole,
        sign,
        "put the value in quotes if the `#` belongs to it, else the comment above it",
    )
}

fn hash_trap(place: &Place<'_>, whole: Written, sign: usize, help: &str) -> Trap {
    let message = "the value ends before ` #`: YAML takes the rest of the line for a comment";
    let mut trap = to_quote(place, Code::HashInValue, whole, message, help);
    trap.diagnostic.span = place.span(sign..sign + 1);
    trap
}

/// A comma or bracket inside `{ }` or `[ ]` that cut a value.
pub(super) fn in_braces(place: &Place<'_>, start: usize) -> Trap {
    braces(place, written::value(place.text, start, true))
}

/// A comma inside `{ }` that cut a value which begins at `start`; what it cut off ends at `end` or later.
pub(super) fn comma(place: &Place<'_>, start: usize, end: usize) -> Trap {
    let mut range = start..end;
    while place.text[range.end..].starts_with(',') {
        let part = written::value(place.text, range.end + 1, true);
        if !part.closed || place.get(part.range.clone()).contains(": ") {
            break;
        }
        range.end = part.range.end.max(range.end + 1);
    }
    let closed = !place.get(range.clone()).contains('\n');
    braces(place, Written { range, closed })
}

fn braces(place: &Place<'_>, written: Written) -> Trap {
    let text = shown(place.get(written.range.clone()));
    let message = format!("a comma, bracket or brace inside `{{ }}` or `[ ]` cuts the value `{text}`");
    to_quote(place, Code::UnquotedInBraces, written, message, "put the value in quotes")
}

/// `: ` inside a text without quotes.
pub(super) fn colon(place: &Place<'_>, start: usize, in_flow: bool) -> Trap {
    let written = written::value(place.text, start, in_flow);
    let text = shown(place.get(written.range.clone()));
    let message = format!("`: ` inside `{text}` ends a key: text with a colon and a blank must be in quotes");
    to_quote(place, Code::ColonInValue, written, message, "put the text in quotes")
}

/// A second document.
pub(super) fn several_documents(place: &Place<'_>, range: Range<usize>) -> Diagnostic {
    let message = "a second YAML document begins here, and a spec is one document";
    Diagnostic::new(Code::SeveralDocuments, place.span(range), message)
        .help("delete the line `---`, or put what follows into a file of its own")
}

/// A key twice in one map.
pub(super) fn duplicate_key(key: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, span, format!("the key `{}` is written twice", shown(key)))
        .label("again here")
        .related(first, "first written here")
        .help("keep one of them")
}

/// The key `<<`.
pub(super) fn merge_key(span: Span) -> Diagnostic {
    Diagnostic::new(Code::YamlMergeKey, span, "`<<` is a YAML merge key, which a spec does not have")
        .help("write the keys out in each place")
}

/// A list or map where a key stands.
pub(super) fn key_is_no_text(span: Span) -> Diagnostic {
    Diagnostic::new(Code::YamlSyntax, span, "a list or map stands where a key is expected")
        .help("a key is a word; put text that begins with `{` or `[` in quotes")
}

/// Too many lists and maps in each other.
pub(super) fn too_deep(place: &Place<'_>, range: Range<usize>) -> Diagnostic {
    let message = "the spec is nested deeper than 64 levels";
    Diagnostic::new(Code::SpecTooBig, place.span(range), message)
        .help("put inner steps into an outcome and `run` it")
}

/// Text that the YAML library passed over.
pub(super) fn not_read(place: &Place<'_>, at: usize) -> Diagnostic {
    let end = at + place.get(at..place.line_end(at)).trim_end().len();
    Diagnostic::new(Code::YamlSyntax, place.span(at..end), "this text belongs to no key of the spec")
        .help("indent the keys of one block by the same number of blanks")
}

/// The first byte of `gap` that is neither a sign of YAML nor in a comment.
pub(super) fn lost(gap: &str) -> Option<usize> {
    let mut before = '\n';
    let mut in_comment = false;
    for (at, character) in gap.char_indices() {
        in_comment = match character {
            '\n' | '\r' => false,
            '#' => in_comment || before.is_whitespace() || before == '\u{feff}',
            _ => in_comment,
        };
        let is_sign = character.is_whitespace() || ":-,[]{}?|>+.&!*\u{feff}".contains(character);
        let is_indent = character.is_ascii_digit() && "|>+-".contains(before);
        if !in_comment && !is_sign && !is_indent {
            return Some(at);
        }
        before = character;
    }
    None
}

/// Where the next value or key begins behind `from`: over blanks, comments, `:` and `-`.
pub(super) fn next_content(text: &str, from: usize) -> usize {
    let mut at = from;
    if text[at..].starts_with(':') {
        at += 1;
    }
    loop {
        let rest = &text[at..];
        let blank = rest.len() - rest.trim_start().len();
        let trimmed = &rest[blank..];
        at += match trimmed {
            _ if blank > 0 => blank,
            _ if trimmed.starts_with('#') => trimmed.find('\n').unwrap_or(trimmed.len()),
            _ if trimmed.starts_with("- ") => 2,
            _ => return at,
        };
    }
}

/// The words for an error of the YAML library that stands at the end of `range`, in a value that begins at its start.
pub(super) fn syntax(place: &Place<'_>, kind: &ErrorKind, range: Range<usize>, in_flow: bool) -> Diagnostic {
    let Range { start, end: at } = range.clone();
    if let Some(line) = tab_line(place, kind, at) {
        return tab(place, line);
    }
    if kind == &ErrorKind::RecursionLimitExceeded {
        return too_deep(place, at..at);
    }
    let written = written::value(place.text, start, in_flow);
    let value = place.get(written.range.clone());
    let explains_itself = matches!(
        kind,
        ErrorKind::InvalidIndentation
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::MismatchedFlowCollectionEnd { .. }
            | ErrorKind::DirectiveDisallowed
    );
    if let Some(trap) = begins_wrong(place, start, in_flow, value).filter(|_| !explains_itself) {
        return trap.diagnostic;
    }
    if in_flow && written.closed && is_cut_in_quotes(value) {
        return braces(place, written).diagnostic;
    }
    match kind {
        ErrorKind::CommentInterceptedScalar => hash_between(place, range.clone()).diagnostic,
        ErrorKind::MappingValueNotAllowed if !place.get(start..at).contains('\n') => {
            colon(place, start, in_flow).diagnostic
        }
        ErrorKind::ExpectedFlowMappingSeparator if place.get(at..at + 1) == ":" && value.contains(": ") => {
            colon(place, start, in_flow).diagnostic
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator
            if written.closed && written.range.contains(&at) =>
        {
            braces(place, written).diagnostic
        }
        _ if value.starts_with(['"', '\'']) && is_open_quote(kind) => plain(place, kind, start),
        _ => plain(place, kind, at),
    }
}

/// Whether YAML ends a value without quotes at a bracket that stands in a text of it: what is left of that text then never ends.
fn is_cut_in_quotes(value: &str) -> bool {
    let cut = value.find(['[', '{', ',']).map(|at| &value[..at]);
    !value.starts_with(['"', '\'']) && cut.is_some_and(written::is_open)
}

/// The line, behind the place of a tab error, whose indentation has a tab.
fn tab_line(place: &Place<'_>, kind: &ErrorKind, at: usize) -> Option<Range<usize>> {
    let about_tabs = matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    );
    let mut start = place.text[..at].rfind('\n').map_or(0, |end| end + 1);
    let from = start;
    for line in place.text[from..].split_inclusive('\n').filter(|_| about_tabs) {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line[..indentation].contains('\t') {
            return Some(start..start + indentation);
        }
        start += line.len();
    }
    None
}

/// A line under one that ends with `:` is indented by two blanks more, any other like the line before.
fn tab(place: &Place<'_>, indentation: Range<usize>) -> Diagnostic {
    let before =
        place.get(0..indentation.start).lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    let key = before.trim_start_matches([' ', '\t', '-']);
    let deeper = if key.trim_end().ends_with(':') { 2 } else { 0 };
    let blanks = before.chars().count() - key.chars().count() + deeper;
    let span = place.span(indentation.clone());
    Diagnostic::new(Code::TabIndentation, span, "this line is indented with a tab, which YAML does not allow")
        .help("indent with blanks")
        .fix(span, " ".repeat(blanks))
}

/// Signs that cannot begin a value: `>= 5`, `%x`, `@x`.
const SIGNS: &[char] = &['>', '|', '%', '@', '`', ',', ']', '}', '?', '-'];

/// The trap at a value whose first sign YAML takes for its own.
fn begins_wrong(place: &Place<'_>, start: usize, in_flow: bool, value: &str) -> Option<Trap> {
    let first = value.chars().next()?;
    let written = written::value(place.text, start, in_flow);
    match first {
        '!' | '&' | '*' => Some(property(place, start, in_flow)),
        '{' if value.starts_with("{!") => Some(merge_field(place, start, in_flow)),
        '"' | '\'' => behind_quote(place, written, first),
        '[' | '{' => {
            let end = written::value(place.text, start + 1, true).range.end + 1;
            let behind = place.get(end..written.range.end);
            let message = format!("`{}` was read as a list or map, but text follows it", shown(value));
            let help = "put the value in quotes if it is a formula or a text";
            (!behind.trim().is_empty()).then(|| to_quote(place, Code::SignAtStart, written, message, help))
        }
        sign if SIGNS.contains(&sign) => {
            let message = format!("a value cannot begin with `{sign}`, which is a sign of YAML");
            Some(to_quote(place, Code::SignAtStart, written, message, "put the value in quotes"))
        }
        _ => None,
    }
}

/// `"a" & b`: a value that begins with a quote ends with it.
fn behind_quote(place: &Place<'_>, written: Written, quote: char) -> Option<Trap> {
    let value = place.get(written.range.clone());
    let closing = value[1..].find(quote)? + 2;
    let behind = value[closing..].trim();
    let message = format!("`{}` follows the closing quote: YAML ends the value there", shown(behind));
    let help = "put the whole value in quotes";
    let follows = !behind.is_empty() && !behind.starts_with(':');
    follows.then(|| to_quote(place, Code::TextAfterQuote, written, message, help))
}

/// What the library says, in plain words, where no trap explains it.
fn plain(place: &Place<'_>, kind: &ErrorKind, at: usize) -> Diagnostic {
    let (message, help) = words(kind);
    let end = at + place.text[at..].chars().next().filter(|sign| *sign != '\n').map_or(0, char::len_utf8);
    Diagnostic::new(Code::YamlSyntax, place.span(at..end), message).help(help)
}

fn is_open_quote(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnclosedQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::DocumentIndicatorInQuotedScalar
    )
}

fn words(kind: &ErrorKind) -> (&'static str, &'static str) {
    match kind {
        _ if is_open_quote(kind) => (
            "a quote that was opened is not closed",
            "close it on the same line, or write the text as a block under `|`",
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => (
            "a text in double quotes has a `\\` that YAML does not know",
            "write `\\\\` for one backslash, or use single quotes",
        ),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidIndentation => (
            "a `{` or `[` before this place is not closed, or the line is indented less than it",
            "close it, or write the keys as a block, one on each line",
        ),
        ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            ("this bracket is closed by one of the other kind", "close `{` with `}` and `[` with `]`")
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            ("this bracket closes none that was opened", "delete it, or put the value in quotes")
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            ("a comma or a closing bracket is missing before this place", "put values with signs in quotes")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => (
            "this line is no key: it has no `:` behind it",
            "write `key: value`, or indent the line if it goes on a value",
        ),
        ErrorKind::MappingValueNotAllowed => (
            "this key is indented deeper than the line before, which has a value",
            "indent keys of one block alike",
        ),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry => (
            "this line is not indented like the lines of the block that it stands in",
            "indent keys of one block alike, and begin each entry of a list with `- `",
        ),
        ErrorKind::DirectiveDisallowed => {
            ("a line cannot begin with `%`", "delete the line: a spec has no YAML directives")
        }
        _ => ("this is not YAML", "look for a missing quote or a wrong indentation here or just before"),
    }
}
