//! Fields that their object does not have.

use std::collections::BTreeSet;

use crate::flow::{Element, ElementKind};
use crate::lint::{Check, Findings, FlowFacts, Gap, Meaning, Rule, rule};
use crate::source::Span;

pub(super) static RULE: Rule = rule!("field-not-found", Error, Check::Flow(check));

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let mentioned = flow.field_mentions().into_iter().map(|mention| {
        let meaning = flow.field(mention.object, mention.field);
        (meaning, flow.leaf(mention.place, mention.tag, mention.field))
    });
    let sorted = flow.flow.elements.iter().flat_map(|element| sort_fields(flow, element));
    let referred = flow.references().iter();
    let referred = referred.map(|each| (flow.meaning(each.path), flow.spot(each)));
    let mut told: BTreeSet<Span> = BTreeSet::new();
    for (meaning, span) in mentioned.chain(sorted).chain(referred) {
        let Meaning::Missing(Gap::Field { object, field }) = meaning else { continue };
        if flow.org.would_have_field(&object, &field) && told.insert(span) {
            let message = format!("`{object}` has no field `{field}`");
            match flow.org.nearest_field(&object, &field) {
                Some(near) => findings.add(span, message, format!("did you mean `{near}`?")),
                None => {
                    let help = "add it to the package, or say with --org where the org's metadata lies";
                    findings.add(span, message, help)
                }
            };
        }
    }
}

/// What the fields are by which a collection of records is sorted, and where they are named.
fn sort_fields(flow: &FlowFacts<'_>, element: &Element) -> Vec<(Meaning, Span)> {
    let ElementKind::CollectionProcessor(processor) = &element.kind else { return Vec::new() };
    let Some(object) = flow.record_object(&processor.collection) else { return Vec::new() };
    let fields = processor.sort.iter().filter_map(|sort| sort.field.as_deref());
    fields.map(|field| (flow.field(&object, field), flow.leaf(element.place, "sortField", field))).collect()
}
