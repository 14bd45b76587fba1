//! The canonical writer: the bytes that Salesforce writes.

use super::document::{Attribute, Document, Mark, Node};
use super::element::Element;
use super::is_allowed;

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const INDENT: &str = "    ";

/// The canonical text of a document.
///
/// Declaration, four spaces a level, a leaf on one line, all five escapes always, one line feed at the end, two behind a root
/// that closes itself. An empty element is an open and a close tag, as the sf CLI writes it, unless it is marked to close
/// itself, or `xsi:nil`.
///
/// Its texts hold only characters that [`is_allowed`] allows.
pub fn write(document: &Document) -> String {
    let mut out = String::with_capacity(document.size() + document.size() / 4);
    out.push_str(DECLARATION);
    let mut top = document.top().peekable();
    while let Some(node) = top.next() {
        write_node(&mut out, node, 0);
        if top.peek().is_some() {
            out.push('\n');
        }
    }
    out.push_str(ending(document));
    out
}

/// An element as a part of a page: on one line, without a declaration, every element with an open and a close tag.
pub fn inline(element: &Element) -> String {
    let mut out = String::new();
    write_inline(&mut out, element);
    out
}

fn write_inline(out: &mut String, element: &Element) {
    out.push('<');
    out.push_str(element.tag());
    element.attributes().iter().for_each(|attribute| write_attribute(out, attribute));
    out.push('>');
    write_text(out, element.text(), false);
    element.nodes().iter().for_each(|child| write_inline(out, child));
    out.push_str("</");
    out.push_str(element.tag());
    out.push('>');
}

/// What stands behind the last node.
pub(super) fn ending(document: &Document) -> &'static str {
    if document.root().closes_itself() { "\n\n" } else { "\n" }
}

/// An element without children.
pub(super) fn leaf(node: Node<'_>) -> String {
    let mut out = String::new();
    write_element(&mut out, node, 0);
    out
}

/// The start tag of an element that has children.
pub(super) fn start_tag(node: Node<'_>) -> String {
    let mut out = String::new();
    write_start(&mut out, node);
    out.push('>');
    out
}

fn write_node(out: &mut String, node: Node<'_>, depth: usize) {
    indent(out, depth);
    match node.comment() {
        Some(text) => {
            out.push_str("<!--");
            out.push_str(text);
            out.push_str("-->");
        }
        None => write_element(out, node, depth),
    }
}

fn write_start(out: &mut String, node: Node<'_>) {
    out.push('<');
    out.push_str(node.tag());
    node.attributes().iter().for_each(|attribute| write_attribute(out, attribute));
}

fn write_element(out: &mut String, node: Node<'_>, depth: usize) {
    let (tag, text) = (node.tag(), node.text());
    if let Some(plain) = node.plain_leaf().filter(|_| !text.is_empty() && !text.bytes().any(is_special)) {
        return out.push_str(plain);
    }
    debug_assert!(text.chars().all(is_allowed), "a character that XML cannot hold in `{tag}`");
    write_start(out, node);
    let mut children = node.nodes().peekable();
    if children.peek().is_some() {
        out.push_str(">\n");
        for child in children {
            write_node(out, child, depth + 1);
            out.push('\n');
        }
        indent(out, depth);
    } else if node.closes_itself() {
        out.push_str("/>");
        return;
    } else {
        out.push('>');
        write_text(out, text, node.is_marked(Mark::RawReturns));
    }
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

fn write_text(out: &mut String, text: &str, raw_returns: bool) {
    match raw_returns {
        true => write_escaped(out, text, |byte| escape(byte).filter(|_| byte != b'\r')),
        false => write_escaped(out, text, escape),
    }
}

/// Line feeds and tabs are escaped too: a reader would make blanks of them.
fn write_attribute(out: &mut String, Attribute { name, value }: &Attribute) {
    debug_assert!(value.chars().all(is_allowed), "a character that XML cannot hold in `{name}`");
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    write_escaped(out, value, |byte| match byte {
        b'\n' => Some("&#10;"),
        b'\t' => Some("&#9;"),
        other => escape(other),
    });
    out.push('"');
}

fn write_escaped(out: &mut String, text: &str, escape: impl Fn(u8) -> Option<&'static str>) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        let (plain, special) = rest.split_at(at);
        let (special, behind) = special.split_at(1);
        out.push_str(plain);
        out.push_str(special.bytes().find_map(&escape).unwrap_or(special));
        rest = behind;
    }
    out.push_str(rest);
}

fn is_special(byte: u8) -> bool {
    IS_SPECIAL[usize::from(byte)]
}

/// Whether a byte may have to be escaped anywhere.
const IS_SPECIAL: [bool; 256] = {
    let (special, mut table, mut at) = (b"&<>\"'\r\n\t", [false; 256], 0);
    while at < special.len() {
        table[special[at] as usize] = true;
        at += 1;
    }
    table
};

fn escape(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&apos;"),
        b'\r' => Some("&#13;"),
        _ => None,
    }
}

pub(super) fn indent(out: &mut String, depth: usize) {
    (0..depth).for_each(|_| out.push_str(INDENT));
}
