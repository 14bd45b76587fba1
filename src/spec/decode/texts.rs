//! Texts and names.

use super::Decoder;
use super::keyed::Keys;
use crate::diag::{Code, Diagnostic, nearest};
use crate::source::{Fragment, Span, Spanned};
use crate::spec::keys::{Kind, Word, alternatives};
use crate::spec::node::{Entry, Node, NodeKind, Scalar, Style};
use crate::spec::text::shown;
use crate::spec::written::quoted;

/// The longest name that can become an API name.
///
/// Source: Metadata API Developer Guide, `CustomField` (40 characters) and `Flow` (80 characters).
const LONGEST_NAME: usize = 80;

/// Signs of paths, quotes and markup: no name of an outcome or a monitor has a use for them.
const NEVER_IN_TITLES: &[&str] = &["\"", "\\", "..", "<", ">"];

impl Decoder<'_> {
    /// Text without merge fields, on one line.
    pub(super) fn text(&mut self, node: Option<&Node>) -> Option<Spanned<String>> {
        let text = self.lines(node)?;
        if text.value.contains('\n') {
            let message = "this text goes over several lines, and only one is possible here";
            let help = "write it on one line, or under `>-`, which joins lines";
            self.tell(Diagnostic::new(Code::WrongKind, text.span, message).help(help));
            return None;
        }
        Some(text)
    }

    /// Text without merge fields, on one line or several.
    pub(super) fn lines(&mut self, node: Option<&Node>) -> Option<Spanned<String>> {
        let node = node?;
        let scalar = self.scalar(node, "text")?;
        self.plain_text(&scalar.text.text, node.span)
    }

    /// Text as it is: not empty, and no merge fields, for nothing would merge them.
    fn plain_text(&mut self, text: &str, span: Span) -> Option<Spanned<String>> {
        if text.trim().is_empty() {
            self.nothing(span, "text");
            return None;
        }
        if text.contains("{!") {
            let message = "this text has a merge field, and nothing merges it here";
            let help =
                "write the text without `{!…}`; subjects, bodies, values and log lines may have merge fields";
            self.tell(Diagnostic::new(Code::MergeFieldNotMerged, span, message).help(help));
            return None;
        }
        Some(Spanned::new(text.to_owned(), span))
    }

    /// The name in words of an outcome or a monitor: flows and files are named after it.
    pub(super) fn flow_title(&mut self, entry: &Entry) -> Option<Spanned<String>> {
        let title = self.title(entry)?;
        if let Some(sign) = NEVER_IN_TITLES.iter().find(|sign| title.value.contains(**sign)) {
            let expected = format!("words without `{sign}`, for flows are named after them");
            self.malformed_name(title.span, &title.value, &expected);
            return None;
        }
        Some(title)
    }

    /// A name in words, on one line.
    pub(super) fn title(&mut self, entry: &Entry) -> Option<Spanned<String>> {
        let title = self.plain_text(&entry.key.value, entry.key.span)?;
        if title.value.contains('\n') {
            self.malformed_name(entry.key.span, &title.value, "a name on one line");
            return None;
        }
        Some(title)
    }

    /// A list of texts; one text alone is a mistake that is easily mended.
    pub(super) fn texts(&mut self, node: Option<&Node>) -> Option<Vec<Spanned<String>>> {
        let node = node?;
        if let NodeKind::Scalar(scalar) = &node.kind {
            let written = scalar.text.text.as_str();
            let diagnostic =
                Diagnostic::new(Code::WrongKind, node.span, "expected a list of texts, found text");
            let one = scalar.style == Style::Plain && !written.contains([',', '\n']);
            self.tell(match one {
                true => diagnostic.help("put it in brackets").fix(node.span, format!("[{written}]")),
                false => diagnostic.help("write a list in brackets, or one text on each line behind `- `"),
            });
            return None;
        }
        let nodes = self.list(node, "a list of texts")?;
        Some(nodes.iter().filter_map(|node| self.text(Some(node))).collect())
    }

    /// Picklist values. The platform trims them, so that one with a blank at its end is never met.
    pub(super) fn picklist_values(&mut self, node: Option<&Node>) -> Option<Vec<Spanned<String>>> {
        let values = self.texts(node)?;
        Some(values.into_iter().filter(|value| self.is_trimmed(value)).collect())
    }

    fn is_trimmed(&mut self, value: &Spanned<String>) -> bool {
        let trimmed = value.value.trim();
        if trimmed == value.value {
            return true;
        }
        let message =
            format!("`{}` has a blank at its start or end, which no picklist value has", shown(&value.value));
        let diagnostic = Diagnostic::new(Code::MalformedName, value.span, message);
        self.tell(diagnostic.help("write it without").fix(value.span, quoted(trimmed)));
        false
    }

    /// One word of several.
    pub(super) fn word<T: Copy>(
        &mut self,
        node: Option<&Node>,
        words: &[Word],
        values: &[T],
    ) -> Option<Spanned<T>> {
        let node = node?;
        let names = || words.iter().map(|(word, _)| *word);
        let expected = alternatives(names());
        let text = self.scalar(node, &expected)?.text.text.as_str();
        if let Some(at) = names().position(|word| word == text) {
            return values.get(at).map(|value| Spanned::new(*value, node.span));
        }
        let diagnostic = Diagnostic::new(
            Code::UnknownWord,
            node.span,
            format!("expected {expected}, found `{}`", shown(text)),
        );
        self.tell(match nearest(text, names()) {
            Some(near) => diagnostic.suggest(Some(near)),
            None => diagnostic.help(format!("write {expected}")),
        });
        None
    }

    /// One of the words that a key of the table takes.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        keys: &Keys<'_>,
        name: &str,
        values: &[T],
    ) -> Option<Spanned<T>> {
        match keys.kind(name)? {
            Kind::OneOf(words) => self.word(keys.get(name), words, values),
            _ => None,
        }
    }

    /// A name of one word.
    pub(super) fn name(&mut self, node: Option<&Node>) -> Option<Spanned<String>> {
        let node = node?;
        let text = &self.scalar(node, "a name")?.text.text;
        self.identifier(text, node.span)
    }

    /// The name of one word that is a key.
    pub(super) fn key_name(&mut self, entry: &Entry) -> Option<Spanned<String>> {
        self.identifier(&entry.key.value, entry.key.span)
    }

    fn identifier(&mut self, text: &str, span: Span) -> Option<Spanned<String>> {
        if !is_identifier(text) {
            self.malformed_name(span, text, "a letter, then letters, digits and `_`");
            return None;
        }
        Some(Spanned::new(text.to_owned(), span))
    }

    /// A field, or a field of a record.
    pub(super) fn field(&mut self, node: Option<&Node>) -> Option<Spanned<String>> {
        let node = node?;
        let text = &self.scalar(node, "a field")?.text.text;
        self.field_name(text, node.span)
    }

    /// A field, or a field of a record, that is a key.
    pub(super) fn key_field(&mut self, entry: &Entry) -> Option<Spanned<String>> {
        self.field_name(&entry.key.value, entry.key.span)
    }

    fn field_name(&mut self, text: &str, span: Span) -> Option<Spanned<String>> {
        let parts = text.split('.').count();
        if parts > 2 || !text.split('.').all(is_identifier) {
            self.malformed_name(span, text, "a field, `Field__c`, or a field of a record, `record.Field__c`");
            return None;
        }
        Some(Spanned::new(text.to_owned(), span))
    }

    /// A name that the platform takes as it is.
    pub(super) fn api_name(&mut self, keys: &Keys<'_>) -> Option<Spanned<String>> {
        let name = self.name(keys.get("api_name"))?;
        if name.value.contains("__") || name.value.ends_with('_') {
            self.malformed_name(name.span, &name.value, "a name without `__` that does not end with `_`");
            return None;
        }
        Some(name)
    }

    fn malformed_name(&mut self, span: Span, text: &str, expected: &str) {
        let message = format!("`{}` is no name: expected {expected}", shown(text));
        self.tell(Diagnostic::new(Code::MalformedName, span, message).help(format!("write {expected}")));
    }
}

/// A letter, then letters, digits and `_`, not too long.
pub(super) fn is_identifier(text: &str) -> bool {
    let sign = |character: char| character.is_ascii_alphanumeric() || character == '_';
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(sign)
        && text.len() <= LONGEST_NAME
}

/// The words of a text with their places.
pub(super) fn words(text: &Fragment) -> Vec<Spanned<&str>> {
    let start = text.text.as_ptr() as usize;
    text.text
        .split_whitespace()
        .map(|word| {
            let at = word.as_ptr() as usize - start;
            Spanned::new(word, text.span(at..at + word.len()))
        })
        .collect()
}

/// Whether a scalar is a formula where values stand: it begins with `=`.
pub(super) fn is_formula(scalar: &Scalar) -> bool {
    scalar.text.text.starts_with('=')
}
