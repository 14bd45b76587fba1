//! The mapping of Lead fields to those of the Contact, which keeps counters and suppression dates when a lead is converted.
//!
//! The file replaces the org's whole mapping, so it is made only where it is asked for.

use super::component::{Component, MetadataKind};
use super::objects::component;
use crate::check::Program;
use crate::xml::Element;
use std::collections::BTreeSet;

/// The mapping of the fields that Lead and Contact share; `None` where they share none.
pub(super) fn build(program: &Program) -> Option<Component> {
    let fields = shared_fields(program);
    if fields.is_empty() {
        return None;
    }
    let field = |name: &str| Element::new("mappingFields").leaf("inputField", name).leaf("outputField", name);
    let mapping = Element::new("objectMapping")
        .leaf("inputObject", "Lead")
        .children(fields.into_iter().map(field))
        .leaf("outputObject", "Contact");
    let root = Element::new("LeadConvertSettings").child(mapping);
    Some(component(MetadataKind::LeadConvertSettings, "LeadConvertSettings".to_owned(), root))
}

/// The fields of the spec that a Lead and a Contact both have: without a mapping a conversion loses their values.
pub fn shared_fields(program: &Program) -> Vec<&str> {
    let on = |object: &'static str| {
        let fields = program.fields.iter().map(|declared| &declared.field);
        fields.filter(move |field| field.object == object).map(|field| field.name.as_str())
    };
    let contact: BTreeSet<&str> = on("Contact").collect();
    on("Lead").filter(|name| contact.contains(name)).collect()
}
