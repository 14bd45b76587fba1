//! From the tree to the [`Spec`], without stopping at a mistake: a broken part is left out and the rest is read.
//!
//! Each reader takes the node behind a key, if there is one, and gives none where it is missing or broken; the message
//! was told where the mistake was found. What keys there are stands in [`keys`](super::keys).

mod field_types;
mod filters;
mod keyed;
mod numbers;
mod outcomes;
mod records;
mod scenarios;
mod spec;
mod steps;
mod texts;
mod times;
mod values;

#[cfg(test)]
mod tests;

pub(crate) use times::duration;

use super::model::Spec;
use super::node::{Node, NodeKind, Scalar, Style};
use super::scenarios::Scenarios;
use super::text::shown;
use super::written::quoted;
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Span;

/// Reads the whole file from its tree.
pub(super) fn spec(root: &Node, sink: &mut Sink) -> Option<Spec> {
    Decoder { sink }.spec(root)
}

/// Reads a file of scenarios from its tree.
pub(super) fn scenarios(root: Node, sink: &mut Sink) -> Option<Scenarios> {
    scenarios::scenarios(root, sink)
}

/// The readers; mistakes go to its sink.
struct Decoder<'s> {
    sink: &'s mut Sink,
}

impl Decoder<'_> {
    fn tell(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// The scalar of a node, or a message that says what is expected there.
    fn scalar<'n>(&mut self, node: &'n Node, expected: &str) -> Option<&'n Scalar> {
        match &node.kind {
            NodeKind::Scalar(scalar) if is_nothing(scalar) => {
                self.nothing(node.span, expected);
                None
            }
            NodeKind::Scalar(scalar) => Some(scalar),
            NodeKind::Broken => None,
            NodeKind::List(_) | NodeKind::Map(_) => {
                match cut_by_colon(node) {
                    Some(text) => self.colon(node, &text),
                    None => self.wrong_kind(node, expected),
                }
                None
            }
        }
    }

    /// A message that a colon made a map of a text.
    fn colon(&mut self, node: &Node, text: &str) {
        let message =
            format!("`: ` inside `{}` makes a map of it: text with a colon must be in quotes", shown(text));
        let diagnostic =
            Diagnostic::new(Code::ColonInValue, node.span, message).help("put the text in quotes");
        self.tell(diagnostic.fix(node.span, quoted(text)));
    }

    /// The entries of a list, or a message that says what is expected there.
    fn list<'n>(&mut self, node: &'n Node, expected: &str) -> Option<&'n [Node]> {
        match &node.kind {
            NodeKind::List(nodes) => Some(nodes),
            NodeKind::Broken => None,
            NodeKind::Scalar(scalar) if is_nothing(scalar) => {
                self.nothing(node.span, expected);
                None
            }
            NodeKind::Scalar(_) | NodeKind::Map(_) => {
                self.wrong_kind(node, expected);
                None
            }
        }
    }

    /// A message that something else stands where `expected` should.
    fn wrong_kind(&mut self, node: &Node, expected: &str) {
        let found = match &node.kind {
            NodeKind::Scalar(_) => "text",
            NodeKind::List(_) => "a list",
            NodeKind::Map(_) => "a map",
            NodeKind::Broken => return,
        };
        let diagnostic =
            Diagnostic::new(Code::WrongKind, node.head(), format!("expected {expected}, found {found}"));
        self.tell(match &node.kind {
            NodeKind::Map(_) if expected.starts_with("a list") => {
                diagnostic.help("begin each entry with `- `")
            }
            _ => diagnostic.help(format!("write {expected}")),
        });
    }

    /// A message that nothing stands where `expected` should.
    fn nothing(&mut self, span: Span, expected: &str) {
        let diagnostic =
            Diagnostic::new(Code::EmptyValue, span, format!("expected {expected}, found nothing"));
        self.tell(diagnostic.help(format!("write {expected}")));
    }
}

/// Whether YAML has no value here: empty, `~` or `null` without quotes.
fn is_nothing(scalar: &Scalar) -> bool {
    scalar.style == Style::Plain && matches!(scalar.text.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
}

/// Whether a node has no value.
fn is_empty(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Scalar(scalar) if is_nothing(scalar))
}

/// The text that a colon made a map of: one key and one value, both without quotes and on one line.
fn cut_by_colon(node: &Node) -> Option<String> {
    let NodeKind::Map(entries) = &node.kind else { return None };
    let [entry] = entries.as_slice() else { return None };
    let NodeKind::Scalar(scalar) = &entry.value.kind else { return None };
    let (key, value) = (entry.key.value.as_str(), scalar.text.text.as_str());
    let written = entry.key.span.to(entry.value.span);
    let plain = scalar.style == Style::Plain && entry.key.span.range().len() == key.len();
    let on_one_line = written.range().len() <= key.len() + ": ".len() + value.len();
    (plain && on_one_line && node.span == written).then(|| format!("{key}: {value}").trim_end().to_owned())
}
