//! Loops and collection processors over what is one thing.

use crate::flow::ElementKind;
use crate::lint::{Check, Findings, FlowFacts, Rule, rule};

pub(super) static RULE: Rule = rule!("not-a-collection", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    for element in &flow.flow.elements {
        let collection = match &element.kind {
            ElementKind::Loop(it) => &it.collection,
            ElementKind::CollectionProcessor(it) => &it.collection,
            ElementKind::ActionCall(_)
            | ElementKind::Assignment(_)
            | ElementKind::CustomError(_)
            | ElementKind::Decision(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordLookup(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::Subflow(_)
            | ElementKind::Transform(_)
            | ElementKind::Other(_) => continue,
        };
        if let Some(shape) = flow.shape(collection).filter(|shape| !shape.is_collection) {
            findings.add(
                flow.leaf(element.place, "collectionReference", collection),
                format!("`{}` needs a collection: `{collection}` is {}", element.name, shape.words()),
                "give it a collection, as Get Records keeps them for all records",
            );
        }
    }
}
