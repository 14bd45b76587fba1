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
mod spec;
mod steps;
mod texts;
mod times;
mod values;

#[cfg(test)]
mod tests;

use super::model::Spec;
use super::node::{Node, NodeKind, Scalar, Style};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Span;

/// Reads the whole file from its tree.
pub(super) fn spec(root: &Node, sink: &mut Sink) -> Option<Spec> {
    Decoder { sink }.spec(root)
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
                self.wrong_kind(node, expected);
                None
            }
        }
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
            NodeKind::Map(entries) if entries.len() == 1 && !expected.starts_with("a list") => {
                diagnostic.help("a colon with a blank behind it makes a map: put text that has one in quotes")
            }
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
