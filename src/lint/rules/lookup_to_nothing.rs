//! Relationships to objects that are not there.

use crate::lint::{Check, DocumentFacts, Findings, Rule, rule};
use crate::org::{Org, is_custom};

pub(super) static RULE: Rule = rule!("lookup-to-nothing", Error, Check::Metadata(check));

fn check(document: &DocumentFacts<'_>, org: &Org, findings: &mut Findings) {
    for part in document.object_parts().iter().filter(|part| part.tag == "fields") {
        let Some(target) = part.node.child("referenceTo") else { continue };
        let object = target.text().trim();
        let is_told = !is_custom(object) || org.would_have(object);
        if org.object(object).is_none() && is_told && org.would_have_object(object) {
            let help = match org.nearest_object(object) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add the object, or say with --org where the org's metadata lies".to_owned(),
            };
            findings.add(document.text(target), format!("there is no object `{object}` to refer to"), help);
        }
    }
}
