//! Flows: what they take and give.

use super::{Loader, Part, flag, text};
use crate::flow::DataType;
use crate::org::{FlowSignature, FlowVariable};
use crate::xml::Node;

/// Metadata API 66.0, `FlowDataType`.
static DATA_TYPES: &[(&str, DataType)] = &[
    ("Apex", DataType::Apex),
    ("Boolean", DataType::Boolean),
    ("Currency", DataType::Currency),
    ("Date", DataType::Date),
    ("DateTime", DataType::DateTime),
    ("Multipicklist", DataType::Multipicklist),
    ("Number", DataType::Number),
    ("Picklist", DataType::Picklist),
    ("SObject", DataType::SObject),
    ("String", DataType::String),
    ("Time", DataType::Time),
];

/// What [`load`] asks for.
pub(super) const ASKED: &[&str] = &["label", "processType", "start", "status", "variables"];

pub(super) fn load(loader: &mut Loader, part: &Part) {
    let name = without_version(part.place.name);
    let status = text(part.root, "status").unwrap_or_default();
    let other_is_active = loader.org.flow(name).is_some_and(|flow| flow.status == "Active");
    if other_is_active && status != "Active" {
        return;
    }
    loader.org.declare_flow(FlowSignature {
        name: name.to_owned(),
        label: text(part.root, "label").unwrap_or(name).to_owned(),
        status: status.to_owned(),
        process_type: text(part.root, "processType").unwrap_or_default().to_owned(),
        trigger_type: part
            .root
            .child("start")
            .and_then(|start| text(start, "triggerType"))
            .map(str::to_owned),
        inputs: variables(part.root, "isInput"),
        outputs: variables(part.root, "isOutput"),
        span: part.span,
    });
}

/// Before API 44 each version of a flow was a file: `Route_Call-3`.
fn without_version(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((stem, version)) if !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()) => {
            stem
        }
        _ => name,
    }
}

fn variables(root: Node, side: &str) -> Vec<FlowVariable> {
    root.named("variables").filter(|node| flag(*node, side)).filter_map(variable).collect()
}

fn variable(node: Node) -> Option<FlowVariable> {
    let kind = text(node, "dataType")?;
    Some(FlowVariable {
        name: text(node, "name")?.to_owned(),
        data_type: DATA_TYPES.iter().find(|(name, _)| *name == kind)?.1,
        is_collection: flag(node, "isCollection"),
        object_type: text(node, "objectType").map(str::to_owned),
    })
}
