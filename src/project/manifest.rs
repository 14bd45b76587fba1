//! `package.xml`, byte for byte as `sf project generate manifest` writes it.

use crate::build::Component;
use crate::xml::{Document, Element};
use std::cmp::Ordering;
use std::collections::BTreeMap;

const NAMESPACE: &str = "http://soap.sforce.com/2006/04/metadata";

/// The manifest of all `components`: types by name, members in the order in which JavaScript sorts text.
pub(super) fn package(components: &[Component], api_version: &str) -> Document {
    let mut types: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for component in components.iter().filter(|component| !component.is_stub()) {
        types.entry(component.kind.name()).or_default().push(&component.name);
    }
    let types = types.into_iter().map(|(name, mut members)| {
        members.sort_by(|one, other| by_code_units(one, other));
        Element::new("types").leaves("members", members).leaf("name", name)
    });
    let package = Element::new("Package").attribute("xmlns", NAMESPACE).children(types);
    package.leaf("version", api_version).into()
}

/// JavaScript compares texts by their UTF-16 code units, which differs from code points above U+FFFF.
fn by_code_units(one: &str, other: &str) -> Ordering {
    one.encode_utf16().cmp(other.encode_utf16())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_sorted_as_javascript_sorts() {
        let mut names = ["a_a", "B", "\u{ff5e}", "Z", "A_B", "aB", "A2", "A10", "😀", "Ab2", "AB", "a"];
        names.sort_by(|one, other| by_code_units(one, other));
        assert_eq!(names, ["A10", "A2", "AB", "A_B", "Ab2", "B", "Z", "a", "aB", "a_a", "😀", "\u{ff5e}"]);
    }
}
