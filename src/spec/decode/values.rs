//! Conditions, values and `a else b`.

use super::Decoder;
use super::numbers::{NumberForm, number_form, truth};
use super::texts::{is_formula, is_identifier, words};
use crate::diag::{Code, Diagnostic};
use crate::formula::ast::Expr;
use crate::formula::{Dialect, parse, parse_template};
use crate::source::{Span, Spanned};
use crate::spec::keys::Kind;
use crate::spec::model::{Choice, FieldValue, Value};
use crate::spec::node::{Entry, Node, NodeKind, Scalar, Style};
use crate::spec::text::shown;

impl Decoder<'_> {
    /// A formula that is true or false.
    pub(super) fn condition(&mut self, node: Option<&Node>) -> Option<Expr> {
        let node = node?;
        let scalar = self.scalar(node, "a formula")?;
        if is_formula(scalar) {
            let sign = scalar.text.span(0..1);
            let message = "a condition is a formula already, and needs no `=`";
            self.tell(
                Diagnostic::new(Code::EqualsSignInCondition, sign, message)
                    .help("delete the `=`")
                    .fix(sign, ""),
            );
            return None;
        }
        parse(&scalar.text, Dialect::Spec, self.sink)
    }

    /// A formula behind `=`, text with merge fields, a number, `true` or `false`.
    pub(super) fn value(&mut self, node: Option<&Node>) -> Option<Value> {
        let node = node?;
        let scalar = self.scalar(node, "a value")?;
        if is_formula(scalar) {
            let formula = scalar.text.slice(1..scalar.text.text.len());
            return parse(&formula, Dialect::Spec, self.sink).map(Value::Formula);
        }
        if let Some(truth) = truth(scalar) {
            return Some(Value::Boolean(Spanned::new(truth, node.span)));
        }
        if self.refuse_yes_or_no(scalar, node.span) {
            return None;
        }
        match number_form(&scalar.text.text) {
            NumberForm::Plain if scalar.style == Style::Plain => {
                Some(Value::Number(Spanned::new(scalar.text.text.clone(), node.span)))
            }
            NumberForm::Other if scalar.style == Style::Plain => {
                self.malformed_number(scalar, node.span);
                None
            }
            _ => parse_template(&scalar.text, self.sink).map(Value::Text),
        }
    }

    fn malformed_number(&mut self, scalar: &Scalar, span: Span) {
        let message = format!("`{}` is no plain number", shown(&scalar.text.text));
        let help = "write digits with at most one point, or put it in quotes if it is text";
        self.tell(Diagnostic::new(Code::MalformedNumber, span, message).help(help));
    }

    /// A map of fields to values.
    pub(super) fn values(&mut self, node: Option<&Node>) -> Option<Vec<FieldValue>> {
        let entries = self.entries(node, &Kind::Values.words())?;
        Some(entries.iter().filter_map(|entry| self.field_value(entry)).collect())
    }

    fn field_value(&mut self, entry: &Entry) -> Option<FieldValue> {
        let target = self.key_field(entry);
        let value = self.value_of(entry);
        Some(FieldValue { target: target?, value: value? })
    }

    /// The value of an entry whose key is free.
    pub(super) fn value_of(&mut self, entry: &Entry) -> Option<Value> {
        self.filled(entry, "a value, or `\"\"` for an empty text").and_then(|node| self.value(Some(node)))
    }

    /// The node of an entry whose key is free, or a message that it has no value.
    pub(super) fn filled<'n>(&mut self, entry: &'n Entry, expected: &str) -> Option<&'n Node> {
        if super::is_empty(&entry.value) {
            let message = format!("`{}` has no value", shown(&entry.key.value));
            self.tell(
                Diagnostic::new(Code::EmptyValue, entry.key.span, message).help(format!("write {expected}")),
            );
            return None;
        }
        Some(&entry.value)
    }

    /// The entries of a map whose keys are free; at least one.
    pub(super) fn entries<'n>(&mut self, node: Option<&'n Node>, expected: &str) -> Option<&'n [Entry]> {
        let node = node?;
        match &node.kind {
            NodeKind::Map(entries) if entries.is_empty() => {
                self.empty_list(node.span, expected);
                None
            }
            NodeKind::Map(entries) => Some(entries),
            NodeKind::Broken => None,
            NodeKind::Scalar(_) | NodeKind::List(_) => {
                self.wrong_kind(node, expected);
                None
            }
        }
    }

    /// A message that a list or map has nothing in it.
    pub(super) fn empty_list(&mut self, span: Span, expected: &str) {
        let message = format!("expected {expected}, found none");
        self.tell(
            Diagnostic::new(Code::EmptyList, span, message).help("write at least one, or delete the key"),
        );
    }

    /// `manager else rep`, `account.OwnerId else person.OwnerId`.
    pub(super) fn choice(&mut self, node: Option<&Node>) -> Option<Choice> {
        let node = node?;
        let scalar = self.scalar(node, &Kind::Choice.words())?;
        let words = words(&scalar.text);
        let names: Option<Vec<_>> = words.iter().step_by(2).map(|word| path(word)).collect();
        let joined = words.iter().skip(1).step_by(2).all(|word| word.value == "else") && words.len() % 2 == 1;
        match names.filter(|_| joined) {
            Some(names) => Some(Choice { names, span: node.span }),
            None => {
                self.malformed_choice(&scalar.text.text, node.span);
                None
            }
        }
    }

    fn malformed_choice(&mut self, text: &str, span: Span) {
        let message = format!("expected {}, found `{}`", Kind::Choice.words(), shown(text));
        let help = match text {
            _ if text.contains("{!") => "write the name without `{!` and `}`",
            _ if text.starts_with('=') || text.contains('(') => {
                "a formula cannot stand here: name a record or a field of one"
            }
            _ => "name a record or a field of one; `else` names what is taken where the first is not there",
        };
        self.tell(Diagnostic::new(Code::MalformedChoice, span, message).help(help));
    }
}

/// The steps of a name: `account.OwnerId`.
fn path(word: &Spanned<&str>) -> Option<Spanned<Vec<String>>> {
    let steps = word.value.split('.').map(|step| is_identifier(step).then(|| step.to_owned()));
    steps.collect::<Option<Vec<String>>>().map(|steps| Spanned::new(steps, word.span))
}
