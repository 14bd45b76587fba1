//! What is refused before the text is read as YAML: size, and characters that nobody sees.

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{FileId, Source, Span};

/// The largest spec in bytes. A program of a thousand outcomes has less than a quarter of it.
pub const LARGEST: usize = 8 * 1024 * 1024;

/// So many lines with refused characters are told; a file that is no text at all has thousands.
const MOST_LINES: usize = 20;

/// Whether the text can be read as YAML; if not, the reasons are in the sink.
pub(super) fn acceptable(source: &Source, file: FileId, sink: &mut Sink) -> bool {
    let before = sink.len();
    if source.text.len() > LARGEST {
        sink.push(too_large(file));
    } else if source.text.trim_start_matches('\u{feff}').trim().is_empty() {
        sink.push(empty(file));
    } else {
        tell_characters(source, file, sink);
    }
    sink.len() == before
}

fn too_large(file: FileId) -> Diagnostic {
    Diagnostic::new(Code::SpecTooBig, Span::new(file, 0..0), "the spec is larger than 8 MiB")
        .help("split it into several specs, each with its own `prefix`")
}

/// Nothing but comments.
pub(super) fn empty(file: FileId) -> Diagnostic {
    Diagnostic::new(Code::EmptySpec, Span::new(file, 0..0), "the spec is empty")
        .help("begin with `ctiflow: 1`, `program`, `prefix`, `calls` and `outcomes`")
}

/// Tells the first refused character of each line.
fn tell_characters(source: &Source, file: FileId, sink: &mut Sink) {
    let mut start = 0;
    let mut told = 0;
    for line in source.text.split_inclusive('\n') {
        let (begin, text) = match line.strip_prefix('\u{feff}') {
            Some(rest) if start == 0 => ('\u{feff}'.len_utf8(), rest),
            _ => (0, line),
        };
        let text = text.strip_suffix("\r\n").unwrap_or(text.trim_end_matches('\n'));
        let found = text
            .char_indices()
            .find_map(|(at, character)| refused(character).map(|why| (at, character, why)));
        if let Some((at, character, why)) = found {
            let at = start + begin + at;
            sink.push(message(Span::new(file, at..at + character.len_utf8()), character, why));
            told += 1;
        }
        if told == MOST_LINES {
            return;
        }
        start += line.len();
    }
}

/// Why a character may not stand in a spec, not even as an escape in quotes.
fn refused(character: char) -> Option<Code> {
    match character {
        '\t' => None,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(Code::DirectionMark)
        }
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' => Some(Code::ControlCharacter),
        _ => character.is_control().then_some(Code::ControlCharacter),
    }
}

/// The message for a refused character in decoded text (`"\u202E"`), where it is one.
pub(super) fn refuse_decoded(text: &str, place: Span) -> Option<Diagnostic> {
    let breaks = ['\n', '\r'];
    text.chars()
        .filter(|character| !breaks.contains(character))
        .find_map(|character| refused(character).map(|why| message(place, character, why)))
}

fn message(place: Span, character: char, code: Code) -> Diagnostic {
    let point = format!("U+{:04X}", u32::from(character));
    let (what, help) = match code {
        Code::DirectionMark => (
            "changes the direction of the text, so that it shows other than it is read",
            "delete it: an editor that shows invisible characters finds it by its code",
        ),
        _ => (
            "is a control character, which a flow cannot hold",
            "delete it, or write `\\n` in quotes for a new line",
        ),
    };
    Diagnostic::new(code, place, format!("the character {point} {what}")).label(point).help(help)
}

/// Texts in messages are cut to so many characters.
const LONGEST: usize = 50;

/// A text as messages show it: on one line, and not long.
pub(super) fn shown(text: &str) -> String {
    let cut = text.char_indices().nth(LONGEST).map(|(end, _)| &text[..end]);
    let line = cut.unwrap_or(text).replace(char::is_control, " ");
    match cut {
        Some(_) => format!("{line}…"),
        None => line,
    }
}
