//! The file of a run: its keys, each once and of its kind.

use crate::diag::{Code, Diagnostic, Sink, nearest};
use crate::source::{Span, Spanned};
use crate::spec::{Entry, Node, NodeKind, Scalar};

/// The keys of the file.
const KEYS: &[&str] =
    &["now", "time_zone", "user", "records", "inputs", "record", "prior", "answers", "fail"];

/// What the file says, not yet held against the flow.
#[derive(Default)]
pub(super) struct Given<'a> {
    entries: Vec<&'a Entry>,
}

impl<'a> Given<'a> {
    /// The file's keys; nothing where it is no map.
    pub(super) fn read(root: &'a Node, sink: &mut Sink) -> Option<Self> {
        let entries = map(root, "the file", sink)?;
        for Entry { key, .. } in entries.iter().filter(|entry| !KEYS.contains(&entry.key.value.as_str())) {
            let message = format!("`{}` is no key of a run", key.value);
            let near = nearest(&key.value, KEYS.iter().copied());
            let unknown = Diagnostic::new(Code::UnknownKey, key.span, message);
            sink.push(match near {
                Some(_) => unknown.suggest(near),
                None => unknown.help(format!("these are: {}", KEYS.join(", "))),
            });
        }
        Some(Self { entries: entries.iter().collect() })
    }

    /// The entry of a key.
    pub(super) fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.entries.iter().copied().find(|entry| entry.key.value == key)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entries of a key that is a map.
    pub(super) fn entries(&self, key: &str, sink: &mut Sink) -> &'a [Entry] {
        self.get(key).and_then(|node| map(node, &format!("`{key}`"), sink)).unwrap_or(&[])
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str, sink: &mut Sink) -> Option<Spanned<String>> {
        let node = self.get(key)?;
        let scalar = scalar(node, &format!("`{key}`"), sink)?;
        Some(Spanned::new(scalar.text.text.clone(), node.span))
    }
}

/// The entries of a map.
pub(super) fn map<'a>(node: &'a Node, what: &str, sink: &mut Sink) -> Option<&'a [Entry]> {
    match &node.kind {
        NodeKind::Map(entries) => Some(entries),
        NodeKind::Scalar(_) | NodeKind::List(_) => wrong(node, what, "keys with values", sink),
        NodeKind::Broken => None,
    }
}

/// The items of a list.
pub(super) fn list<'a>(node: &'a Node, what: &str, sink: &mut Sink) -> Option<&'a [Node]> {
    match &node.kind {
        NodeKind::List(nodes) => Some(nodes),
        NodeKind::Scalar(_) | NodeKind::Map(_) => wrong(node, what, "a list", sink),
        NodeKind::Broken => None,
    }
}

/// One value.
pub(super) fn scalar<'a>(node: &'a Node, what: &str, sink: &mut Sink) -> Option<&'a Scalar> {
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
pub(super) fn mistake(code: Code, span: Span, message: impl Into<String>, sink: &mut Sink) {
    sink.push(Diagnostic::new(code, span, message));
}
