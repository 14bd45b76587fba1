//! The file of a run: its keys, each once and of its kind.

use crate::diag::{Code, Diagnostic, Sink, nearest};
use crate::scenario::shape::{map, scalar};
use crate::source::Spanned;
use crate::spec::{Entry, Node};

/// The keys of the file.
const KEYS: &[&str] =
    &["now", "time_zone", "user", "records", "inputs", "record", "prior", "batch", "answers", "fail"];

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
