//! Maps with a fixed set of keys, held against the table of keys.

use super::{Decoder, is_empty};
use crate::diag::{Code, Diagnostic, nearest};
use crate::source::{Span, Spanned};
use crate::spec::keys::{Block, Key, Kind, STEP, alternatives};
use crate::spec::node::{Entry, Node, NodeKind};
use crate::spec::text::shown;

/// The known keys of a map.
pub(super) struct Keys<'n> {
    block: &'static Block,
    entries: Vec<(&'static Key, &'n Entry)>,
    /// Where a message about the whole points.
    pub(super) head: Span,
}

impl<'n> Keys<'n> {
    /// The value of a key, if it is there and is not empty.
    pub(super) fn get(&self, name: &str) -> Option<&'n Node> {
        self.entry(name).map(|entry| &entry.value).filter(|value| !is_empty(value))
    }

    /// What may stand behind a key.
    pub(super) fn kind(&self, name: &str) -> Option<&'static Kind> {
        self.block.key(name).map(|key| &key.kind)
    }

    /// Whether a key that is not there could be added.
    fn fits(&self, name: &str) -> bool {
        let one_of = self.block.one_of;
        let excluded =
            one_of.contains(&name) && self.entries.iter().any(|(key, _)| one_of.contains(&key.name));
        let beside = self.block.key(name).and_then(|key| key.beside);
        !excluded && self.entry(name).is_none() && beside.is_none_or(|other| self.entry(other).is_some())
    }

    /// The keys that are there, each with the place of all that it says.
    pub(super) fn places(&self) -> Vec<Spanned<&'static str>> {
        let place = |entry: &Entry| entry.key.span.to(entry.value.span);
        self.entries.iter().map(|(key, entry)| Spanned::new(key.name, place(entry))).collect()
    }

    /// A key with its value, empty or not.
    pub(super) fn entry(&self, name: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|(key, _)| key.name == name).map(|(_, entry)| *entry)
    }
}

impl Decoder<'_> {
    /// Opens a map: tells unknown, missing, conflicting and empty keys.
    pub(super) fn open<'n>(&mut self, node: &'n Node, block: &'static Block) -> Option<Keys<'n>> {
        let NodeKind::Map(entries) = &node.kind else {
            match is_empty(node) {
                true => self.nothing(node.span, &Kind::Block(block).words()),
                false => self.wrong_kind(node, &Kind::Block(block).words()),
            }
            return None;
        };
        let (known, unknown): (Vec<_>, Vec<_>) = entries
            .iter()
            .map(|entry| (block.key(&entry.key.value), entry))
            .partition(|(key, _)| key.is_some());
        let entries = known.into_iter().filter_map(|(key, entry)| Some((key?, entry))).collect();
        let keys = Keys { block, entries, head: node.head() };
        let meant: Vec<&str> =
            unknown.iter().filter_map(|(_, entry)| self.unknown_key(&entry.key, &keys)).collect();
        self.check_empty(&keys);
        self.check_one_of(&keys, !unknown.is_empty());
        self.check_missing(&keys, &meant);
        Some(keys)
    }

    /// Tells that a key is not one of the block, and gives the one that was probably meant.
    fn unknown_key(&mut self, key: &Spanned<String>, keys: &Keys<'_>) -> Option<&'static str> {
        let (name, block) = (key.value.as_str(), keys.block);
        let meant = block.meant(name).filter(|meant| keys.fits(meant));
        let near = meant.or_else(|| nearest(name, block.keys.iter().map(|key| key.name)));
        let elsewhere = alternatives(block.with_key(name).map(|block| block.name));
        let message = format!("`{}` has no key `{}`", block.name, shown(name));
        let diagnostic = Diagnostic::new(Code::UnknownKey, key.span, message);
        let diagnostic = match (elsewhere.as_str(), near) {
            _ if meant.is_some() => diagnostic.suggest(meant),
            ("", Some(_)) => diagnostic.suggest(near),
            ("", None) if block.one_of.len() > 5 => diagnostic.help(format!("a step is one of {}", steps())),
            ("", None) => diagnostic
                .help(format!("its keys are {}", alternatives(block.keys.iter().map(|key| key.name)))),
            _ => diagnostic.help(format!("it is a key of {elsewhere}: look at the indentation")),
        };
        self.tell(diagnostic);
        near
    }

    fn check_empty(&mut self, keys: &Keys<'_>) {
        for (key, entry) in &keys.entries {
            if is_empty(&entry.value) && !matches!(key.kind, Kind::TextOrNothing) {
                let message = format!("`{}` has no value", key.name);
                let help = match key.kind {
                    Kind::Steps => "write `[]` where nothing is to happen".to_owned(),
                    _ => format!("write {}, or delete the key", key.kind.words()),
                };
                self.tell(Diagnostic::new(Code::EmptyValue, entry.key.span, message).help(help));
            }
        }
    }

    /// Tells keys that exclude each other, and keys without the one that they belong to.
    fn check_one_of(&mut self, keys: &Keys<'_>, has_unknown: bool) {
        let block = keys.block;
        let mut present = keys.entries.iter().filter(|(key, _)| block.one_of.contains(&key.name));
        let first = present.next();
        match (first, present.next()) {
            (Some((first, before)), Some((second, entry))) => {
                let message =
                    format!("`{}` and `{}` cannot both be in one {}", first.name, second.name, block.name);
                let help = match std::ptr::eq(block, &STEP) {
                    true => "begin each step with its own `- `",
                    false => "keep one of them",
                };
                let diagnostic = Diagnostic::new(Code::ConflictingKeys, entry.key.span, message).help(help);
                self.tell(diagnostic.related(before.key.span, "the other is here"));
            }
            (None, _) if !block.one_of.is_empty() && !has_unknown => {
                let message =
                    format!("this {} has none of {}", block.name, alternatives(block.one_of.iter().copied()));
                self.tell(Diagnostic::new(Code::MissingKey, keys.head, message).help("add one of them"));
            }
            _ => self.check_beside(keys, has_unknown),
        }
    }

    fn check_beside(&mut self, keys: &Keys<'_>, has_unknown: bool) {
        for (key, entry) in keys.entries.iter().filter(|_| !has_unknown) {
            if let Some(other) = key.beside.filter(|other| keys.entry(other).is_none()) {
                let message = format!("`{}` may only stand beside `{other}`", key.name);
                let help = format!("add `{other}`, or look at the indentation");
                self.tell(Diagnostic::new(Code::ConflictingKeys, entry.key.span, message).help(help));
            }
        }
    }

    fn check_missing(&mut self, keys: &Keys<'_>, meant: &[&str]) {
        let block = keys.block;
        for key in block.keys.iter().filter(|key| key.required && keys.entry(key.name).is_none()) {
            let owner = match key.beside {
                Some(other) => keys.entry(other).map(|entry| (entry.key.span, other)),
                None => Some((keys.head, block.name)),
            };
            let Some((place, owner)) = owner.filter(|_| !meant.contains(&key.name)) else { continue };
            let message = format!("`{owner}` has no `{}`", key.name);
            let help = format!("add `{}:` and {}", key.name, key.kind.words());
            self.tell(Diagnostic::new(Code::MissingKey, place, message).help(help));
        }
    }
}

fn steps() -> String {
    alternatives(STEP.one_of.iter().copied())
}
