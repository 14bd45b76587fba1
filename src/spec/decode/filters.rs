//! `where`.

use super::Decoder;
use crate::spec::keys::Kind;
use crate::spec::model::{FieldFilter, Filter, Value};
use crate::spec::node::{Entry, Node, NodeKind};

impl Decoder<'_> {
    /// A map of fields, or a formula.
    pub(super) fn filter(&mut self, node: Option<&Node>) -> Option<Filter> {
        let node = node?;
        match &node.kind {
            NodeKind::Map(_) => {
                let entries = self.entries(Some(node), "fields and their values")?;
                let fields = entries.iter().filter_map(|entry| self.field_filter(entry)).collect();
                Some(Filter::Fields(fields, node.span))
            }
            NodeKind::Scalar(_) => self.condition(Some(node)).map(Filter::Formula),
            NodeKind::Broken => None,
            NodeKind::List(_) => {
                self.wrong_kind(node, &Kind::Filter.words());
                None
            }
        }
    }

    /// One filter, or a list of them that are tried in order.
    pub(super) fn filters(&mut self, node: Option<&Node>) -> Vec<Filter> {
        let Some(node) = node else { return Vec::new() };
        match &node.kind {
            NodeKind::List(nodes) if nodes.is_empty() => {
                self.empty_list(node.span, "a filter");
                Vec::new()
            }
            NodeKind::List(nodes) => nodes.iter().filter_map(|node| self.filter(Some(node))).collect(),
            NodeKind::Map(_) | NodeKind::Scalar(_) | NodeKind::Broken => {
                self.filter(Some(node)).into_iter().collect()
            }
        }
    }

    fn field_filter(&mut self, entry: &Entry) -> Option<FieldFilter> {
        let field = self.key_field(entry);
        let values = self.any_of(entry);
        Some(FieldFilter { field: field?, values: values? })
    }

    /// One value, or a list of which any will do.
    fn any_of(&mut self, entry: &Entry) -> Option<Vec<Value>> {
        let NodeKind::List(nodes) = &entry.value.kind else {
            return self.value_of(entry).map(|value| vec![value]);
        };
        if nodes.is_empty() {
            self.empty_list(entry.value.span, "a value");
            return None;
        }
        let values: Vec<Value> = nodes.iter().filter_map(|node| self.value(Some(node))).collect();
        (values.len() == nodes.len()).then_some(values)
    }
}
