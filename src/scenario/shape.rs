//! The shape of what is written: a map, a list, one value.

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Span;
use crate::spec::{Entry, Node, NodeKind, Scalar};

/// The entries of a map.
pub(crate) fn map<'a>(node: &'a Node, what: &str, sink: &mut Sink) -> Option<&'a [Entry]> {
    match &node.kind {
        NodeKind::Map(entries) => Some(entries),
        NodeKind::Scalar(_) | NodeKind::List(_) => wrong(node, what, "keys with values", sink),
        NodeKind::Broken => None,
    }
}

/// The items of a list.
#[cfg(feature = "cli")]
pub(crate) fn list<'a>(node: &'a Node, what: &str, sink: &mut Sink) -> Option<&'a [Node]> {
    match &node.kind {
        NodeKind::List(nodes) => Some(nodes),
        NodeKind::Scalar(_) | NodeKind::Map(_) => wrong(node, what, "a list", sink),
        NodeKind::Broken => None,
    }
}

/// One value.
pub(crate) fn scalar<'a>(node: &'a Node, what: &str, sink: &mut Sink) -> Option<&'a Scalar> {
    match &node.kind {
        NodeKind::Scalar(scalar) => Some(scalar),
        NodeKind::List(_) | NodeKind::Map(_) => wrong(node, what, "one value", sink),
        NodeKind::Broken => None,
    }
}

fn wrong<T>(node: &Node, what: &str, wanted: &str, sink: &mut Sink) -> Option<T> {
    let found = match &node.kind {
        NodeKind::Scalar(_) => "one value",
        NodeKind::List(_) => "a list",
        NodeKind::Map(_) => "keys with values",
        NodeKind::Broken => return None,
    };
    mistake(Code::WrongKind, node.head(), format!("{what} takes {wanted}, not {found}"), sink);
    None
}

/// One more mistake.
pub(crate) fn mistake(code: Code, span: Span, message: impl Into<String>, sink: &mut Sink) {
    sink.push(Diagnostic::new(code, span, message));
}
