//! The names that steps may give to records, read or not: what they mean where a part of the spec could not be read.

use super::keys::SPEC;
use super::node::{Node, NodeKind};
use std::collections::BTreeSet;

/// Adds the names that a part of the tree may declare: those behind `into` and under `records`, or where a key stands that the
/// language does not have and that may be one of these.
pub(super) fn mentioned(node: &Node, names: &mut BTreeSet<String>) {
    match &node.kind {
        NodeKind::Scalar(_) | NodeKind::Broken => {}
        NodeKind::List(nodes) => nodes.iter().for_each(|node| mentioned(node, names)),
        NodeKind::Map(entries) => {
            for entry in entries {
                let key = entry.key.value.as_str();
                let is_unknown = SPEC.with_key(key).next().is_none();
                match &entry.value.kind {
                    NodeKind::Scalar(scalar) if is_unknown || key == "into" => {
                        names.insert(scalar.text.text.clone());
                    }
                    NodeKind::Map(records) if is_unknown || key == "records" => {
                        names.extend(records.iter().map(|record| record.key.value.clone()));
                    }
                    NodeKind::Scalar(_) | NodeKind::Map(_) | NodeKind::List(_) | NodeKind::Broken => {}
                }
                mentioned(&entry.value, names);
            }
        }
    }
}
