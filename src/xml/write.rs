//! The canonical writer: the bytes that Salesforce writes.

use quick_xml::escape::escape;

use super::document::{Attribute, Document, Node};
use super::is_allowed;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const INDENT: &str = "    ";

/// The canonical text of a document.
///
/// Declaration, four spaces a level, a leaf on one line, all five escapes always, one line feed at the end. An empty element
/// is an open and a close tag, as the sf CLI writes it; one that is marked `xsi:nil` closes itself.
///
/// Its texts hold only characters that [`is_allowed`] allows.
pub fn write(document: &Document) -> String {
    let mut out = String::from(DECLARATION);
    document.top().for_each(|node| write_node(&mut out, node, 0));
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
    out.push('\n');
}

fn write_element(out: &mut String, node: Node<'_>, depth: usize) {
    let text = node.text();
    debug_assert!(text.chars().all(is_allowed), "a character that XML cannot hold in `{}`", node.tag());
    out.push('<');
    out.push_str(node.tag());
    node.attributes().iter().for_each(|attribute| write_attribute(out, attribute));
    let mut children = node.nodes().peekable();
    if children.peek().is_some() {
        out.push_str(">\n");
        children.for_each(|child| write_node(out, child, depth + 1));
        indent(out, depth);
    } else if text.is_empty() && node.attribute("xsi:nil") == Some("true") {
        out.push_str("/>");
        return;
    } else {
        out.push('>');
        out.push_str(&escape(text));
    }
    out.push_str("</");
    out.push_str(node.tag());
    out.push('>');
}

/// Line feeds and tabs are escaped too: a reader would make blanks of them.
fn write_attribute(out: &mut String, Attribute { name, value }: &Attribute) {
    debug_assert!(value.chars().all(is_allowed), "a character that XML cannot hold in `{name}`");
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    out.push_str(&escape(value.as_str()).replace('\n', "&#10;").replace('\t', "&#9;"));
    out.push('"');
}

fn indent(out: &mut String, depth: usize) {
    (0..depth).for_each(|_| out.push_str(INDENT));
}
