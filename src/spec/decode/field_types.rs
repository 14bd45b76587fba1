//! `fields` and `settings`.

use super::Decoder;
use super::keyed::Keys;
use super::numbers::{NumberForm, number_form};
use super::times::unit_of;
use crate::diag::{Code, Diagnostic};
use crate::source::{Span, Spanned};
use crate::spec::keys::{FIELD, FIELD_TYPES, Kind, UNITS, alternatives};
use crate::spec::model::{DeclaredType, FieldDeclaration, Setting, Unit};
use crate::spec::node::{Entry, Node, NodeKind};
use crate::spec::text::shown;

/// The most characters of a text field.
const LONGEST_TEXT: u16 = 255;

/// What the words of [`FIELD_TYPES`] stand for, in their order.
#[derive(Clone, Copy)]
enum Simple {
    Date,
    DateTime,
    Counter,
    Number,
    Checkbox,
    Text,
    User,
}

const SIMPLE: &[Simple] = &[
    Simple::Date,
    Simple::DateTime,
    Simple::Counter,
    Simple::Number,
    Simple::Checkbox,
    Simple::Text,
    Simple::User,
];

impl From<Simple> for DeclaredType {
    fn from(simple: Simple) -> Self {
        match simple {
            Simple::Date => DeclaredType::Date,
            Simple::DateTime => DeclaredType::DateTime,
            Simple::Counter => DeclaredType::Counter,
            Simple::Number => DeclaredType::Number(0),
            Simple::Checkbox => DeclaredType::Checkbox,
            Simple::Text => DeclaredType::Text(LONGEST_TEXT),
            Simple::User => DeclaredType::User,
        }
    }
}

impl Decoder<'_> {
    /// `fields`
    pub(super) fn fields(&mut self, node: Option<&Node>) -> Vec<FieldDeclaration> {
        let entries = self.entries(node, &Kind::Fields.words()).unwrap_or_default();
        entries.iter().filter_map(|entry| self.field_declaration(entry)).collect()
    }

    fn field_declaration(&mut self, entry: &Entry) -> Option<FieldDeclaration> {
        let whole = self.key_field(entry);
        let node = self.filled(entry, "a type, such as `date`");
        let whole = whole?;
        let (object, name) = match whole.value.split_once('.') {
            Some((object, name)) => (Some(part(&whole, 0, object)), part(&whole, object.len() + 1, name)),
            None => (None, whole),
        };
        let declaration =
            FieldDeclaration { object, name, kind: None, existing: false, label: None, help: None };
        let Some(node) = node else { return Some(declaration) };
        if !matches!(node.kind, NodeKind::Map(_)) {
            let kind = self.word(Some(node), FIELD_TYPES, SIMPLE).map(declared);
            return Some(FieldDeclaration { kind, ..declaration });
        }
        let Some(keys) = self.open(node, &FIELD) else { return Some(declaration) };
        Some(FieldDeclaration {
            kind: self.long_type(&keys),
            existing: self.truth(keys.get("existing")).is_some_and(|existing| existing.value),
            label: self.text(keys.get("label")),
            help: self.lines(keys.get("help")),
            ..declaration
        })
    }

    fn long_type(&mut self, keys: &Keys<'_>) -> Option<Spanned<DeclaredType>> {
        let simple = self.one_of(keys, "type", SIMPLE).map(declared);
        let picklist = keys.get("picklist").and_then(|node| self.picklist(node));
        let number = self.whole(keys, "number").and_then(|digits| {
            Some(Spanned::new(DeclaredType::Number(u8::try_from(digits.value).ok()?), digits.span))
        });
        let text = self.whole(keys, "text").and_then(|length| {
            Some(Spanned::new(DeclaredType::Text(u16::try_from(length.value).ok()?), length.span))
        });
        simple.or(picklist).or(number).or(text)
    }

    fn picklist(&mut self, node: &Node) -> Option<Spanned<DeclaredType>> {
        let mut values = self.picklist_values(Some(node))?;
        let written = match &node.kind {
            NodeKind::List(items) => items.len(),
            NodeKind::Scalar(_) | NodeKind::Map(_) | NodeKind::Broken => 0,
        };
        if written == 0 {
            self.empty_list(node.span, "the values of the picklist");
            return None;
        }
        if values.len() < written {
            // One could not be read: then nothing is known, so that no value is missed that is there.
            values.clear();
        }
        Some(Spanned::new(DeclaredType::Picklist(values), node.span))
    }

    /// `settings`
    pub(super) fn settings(&mut self, node: Option<&Node>) -> Vec<Setting> {
        let entries = self.entries(node, &Kind::Settings.words()).unwrap_or_default();
        entries.iter().filter_map(|entry| self.setting(entry)).collect()
    }

    fn setting(&mut self, entry: &Entry) -> Option<Setting> {
        let name = self.key_name(entry);
        let node = self.filled(entry, "a number, or a number and a unit")?;
        let scalar = self.scalar(node, "a number, or a number and a unit")?;
        let text = scalar.text.text.as_str();
        let (number, word) = text.split_once(' ').unwrap_or((text, ""));
        let unit = match word {
            "" => Some(Unit::None),
            word => unit_of(word),
        };
        let is_number = number_form(number) == NumberForm::Plain && !number.starts_with('-');
        let Some(unit) = unit.filter(|_| is_number) else {
            self.malformed_setting(node.span, text, is_number);
            return None;
        };
        let number = Spanned::new(number.to_owned(), scalar.text.span(0..number.len()));
        Some(Setting { name: name?, number, unit })
    }

    fn malformed_setting(&mut self, span: Span, text: &str, is_number: bool) {
        let code = if is_number { Code::MalformedDuration } else { Code::MalformedNumber };
        let units = alternatives(UNITS.iter().map(|(_, word)| *word));
        let message = format!("expected a number, or a number and a unit, found `{}`", shown(text));
        self.tell(
            Diagnostic::new(code, span, message).help(format!("write digits, alone or with one of {units}")),
        );
    }
}

fn declared(simple: Spanned<Simple>) -> Spanned<DeclaredType> {
    Spanned::new(simple.value.into(), simple.span)
}

/// A part of a name that stands in the file as it is.
fn part(whole: &Spanned<String>, start: usize, text: &str) -> Spanned<String> {
    let range = whole.span.range();
    let quote = usize::from(range.len() > whole.value.len());
    let start = range.start + quote + start;
    Spanned::new(text.to_owned(), Span::new(whole.span.file, start..start + text.len()))
}
