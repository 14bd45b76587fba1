//! Texts for web pages. Null is an empty text.

use super::call::{Call, Outcome};

/// What HTML has instead of a character.
const HTML: &[(&str, &str)] = &[
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ("\"", "&quot;"),
    ("'", "&#39;"),
    ("\u{2028}", "<br>"),
    ("\u{2029}", "<p>"),
    ("©", "&copy;"),
];

/// What a text of JavaScript has instead of some characters; longer ones first.
const SCRIPT: &[(&str, &str)] = &[
    ("&#39;", "\\&#39;"),
    ("!--", "\\!--"),
    ("/*", "\\/\\*"),
    ("*/", "\\*\\/"),
    ("*", "\\*"),
    ("\\", "\\\\"),
    ("'", "\\'"),
    ("\n", "\\n"),
    ("\r", "\\r"),
    ("\"", "\\\""),
    ("<", "\\u003C"),
    (">", "\\u003E"),
    ("\u{2028}", "\\n"),
    ("\u{2029}", "\\u2029"),
    ("\0", ""),
];

pub(super) fn htmlencode(call: &dyn Call) -> Outcome {
    call.give_text(html(&call.text(0)?.unwrap_or_default()))
}

pub(super) fn jsencode(call: &dyn Call) -> Outcome {
    call.give_text(replaced(&call.text(0)?.unwrap_or_default(), SCRIPT))
}

pub(super) fn jsinhtmlencode(call: &dyn Call) -> Outcome {
    call.give_text(replaced(&html(&call.text(0)?.unwrap_or_default()), SCRIPT))
}

/// As a form is sent: blanks become `+`.
pub(super) fn urlencode(call: &dyn Call) -> Outcome {
    let text = call.text(0)?.unwrap_or_default();
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => encoded.push(byte.into()),
            b' ' => encoded.push('+'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    call.give_text(encoded)
}

pub(super) fn br(call: &dyn Call) -> Outcome {
    call.give_text("<br>")
}

/// A link that opens in a window of its own unless a target is given.
pub(super) fn hyperlink(call: &dyn Call) -> Outcome {
    let [url, label, target] = [call.text(0)?, call.text(1)?, call.text(2)?].map(Option::unwrap_or_default);
    let target = if target.is_empty() { "_blank" } else { &target };
    call.give_text(format!("<a href=\"{url}\" target=\"{target}\">{label}</a>"))
}

/// Characters outside of the basic plane become numbers.
fn html(text: &str) -> String {
    let mut encoded = String::new();
    for part in replaced(text, HTML).chars() {
        match part.len_utf16() {
            1 => encoded.push(part),
            _ => encoded.push_str(&format!("&#{};", u32::from(part))),
        }
    }
    encoded
}

fn replaced(text: &str, table: &[(&str, &str)]) -> String {
    let (mut encoded, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(first) = rest.chars().next() {
        let (taken, instead) = match table.iter().find(|row| rest.starts_with(row.0)) {
            Some((from, to)) => (from.len(), *to),
            None => (first.len_utf8(), &rest[..first.len_utf8()]),
        };
        encoded.push_str(instead);
        rest = &rest[taken..];
    }
    encoded
}
