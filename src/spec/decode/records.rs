//! `records` and `order`.

use super::Decoder;
use super::texts::{is_identifier, words};
use crate::diag::{Code, Diagnostic};
use crate::source::Spanned;
use crate::spec::keys::{Kind, RECORD};
use crate::spec::model::{Order, RecordDeclaration};
use crate::spec::node::{Entry, Node};
use crate::spec::text::shown;

impl Decoder<'_> {
    /// `records`
    pub(super) fn records(&mut self, node: Option<&Node>) -> Vec<RecordDeclaration> {
        let entries = self.entries(node, &Kind::Blocks(&RECORD).words()).unwrap_or_default();
        entries.iter().filter_map(|entry| self.record(entry)).collect()
    }

    fn record(&mut self, entry: &Entry) -> Option<RecordDeclaration> {
        let name = self.key_name(entry);
        let keys =
            self.filled(entry, &Kind::Block(&RECORD).words()).and_then(|node| self.open(node, &RECORD));
        let keys = keys?;
        let record = RecordDeclaration {
            name: entry.key.clone(),
            object: self.name(keys.get("object")),
            filters: self.filters(keys.get("where")),
            order: self.order(keys.get("order")),
            count: self.truth(keys.get("count")).is_some_and(|count| count.value),
        };
        name.map(|_| record)
    }

    fn order(&mut self, node: Option<&Node>) -> Option<Order> {
        let node = node?;
        let scalar = self.scalar(node, &Kind::Order.words())?;
        let words = words(&scalar.text);
        let parts: Vec<&str> = words.iter().map(|word| word.value).collect();
        let order = match parts.as_slice() {
            [field] | [field, "asc"] => Some((*field, false)),
            [field, "desc"] => Some((*field, true)),
            _ => None,
        };
        let found = words.first().zip(order.filter(|(field, _)| is_identifier(field)));
        let Some((word, (field, descending))) = found else {
            let message = format!("expected {}, found `{}`", Kind::Order.words(), shown(&scalar.text.text));
            let help = "name one field; `desc` behind it puts the last first";
            self.tell(Diagnostic::new(Code::MalformedOrder, node.span, message).help(help));
            return None;
        };
        Some(Order { field: Spanned::new(field.to_owned(), word.span), descending })
    }
}
