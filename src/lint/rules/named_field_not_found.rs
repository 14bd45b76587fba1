//! Layouts, list views, formulas and roll-ups that name fields that are not there.

use crate::diag::Sink;
use crate::formula::{self, Dialect};
use crate::lint::{
    Check, DocumentFacts, Findings, ObjectPart, Rule, absent_field, absent_on_path, names_in, rule,
};
use crate::org::Org;
use crate::source::Span;
use crate::xml::Node;

pub(super) static RULE: Rule = rule!("named-field-not-found", Error, Check::Metadata(check));

/// An object, a field that it does not have, and where that is named.
type Absent = ((String, String), Span);

fn check(document: &DocumentFacts<'_>, org: &Org, findings: &mut Findings) {
    let mut absent = of_layout(document, org);
    for part in document.object_parts() {
        match part.tag {
            "fields" => {
                absent.extend(of_formula(document, &part, "formula", org));
                absent.extend(of_summary(document, &part, org));
            }
            "listViews" => absent.extend(of_view(document, &part, org)),
            _ => absent.extend(of_formula(document, &part, "errorConditionFormula", org)),
        }
    }
    for ((object, field), span) in absent {
        let help = match org.nearest_field(&object, &field) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add the field, or say with --org where the org's metadata lies".to_owned(),
        };
        findings.add(span, format!("`{object}` has no field `{field}`"), help);
    }
}

/// `Lead-Sales Layout` is a layout of Lead.
fn of_layout(document: &DocumentFacts<'_>, org: &Org) -> Vec<Absent> {
    let root = document.tree.root();
    let object = document.file.name.split('-').next().unwrap_or_default();
    let mut fields = Vec::new();
    if root.tag() == "Layout" {
        let sections =
            root.named("layoutSections").flat_map(|each| each.named("layoutColumns").collect::<Vec<_>>());
        let items = sections.flat_map(|each| each.named("layoutItems").collect::<Vec<_>>());
        fields.extend(items.filter_map(|item| item.child("field")));
    }
    fields.into_iter().filter_map(|node| named(document, object, node, org)).collect()
}

fn of_view(document: &DocumentFacts<'_>, part: &ObjectPart<'_>, org: &Org) -> Vec<Absent> {
    let filtered = part.node.named("filters").filter_map(|filter| filter.child("field"));
    let fields = part.node.named("columns").chain(filtered);
    fields.filter_map(|node| named(document, part.object, node, org)).collect()
}

fn named(document: &DocumentFacts<'_>, object: &str, node: Node<'_>, org: &Org) -> Option<Absent> {
    let absent = absent_field(org, object, node.text().trim())?;
    Some((absent, document.text(node)))
}

/// What is summed up, and the relationship over which: `Deal__c.Amount__c`.
fn of_summary(document: &DocumentFacts<'_>, part: &ObjectPart<'_>, org: &Org) -> Vec<Absent> {
    let paths = ["summarizedField", "summaryForeignKey"].iter().filter_map(|tag| part.node.child(tag));
    let absent = paths.filter_map(|node| {
        let (object, field) = node.text().trim().split_once('.')?;
        Some((absent_field(org, object, field)?, document.text(node)))
    });
    absent.collect()
}

/// A formula that we cannot read says nothing.
fn of_formula(document: &DocumentFacts<'_>, part: &ObjectPart<'_>, tag: &str, org: &Org) -> Vec<Absent> {
    let Some(node) = part.node.child(tag) else { return Vec::new() };
    let fragment = node.fragment();
    let parsed = fragment.and_then(|text| formula::parse(&text, Dialect::Spec, &mut Sink::default()));
    let Some(expr) = parsed else { return Vec::new() };
    let names = names_in(&expr)
        .into_iter()
        .filter(|(steps, _)| steps.first().is_some_and(|first| !first.starts_with('$')));
    let absent = names.filter_map(|(steps, _)| absent_on_path(org, part.object, steps));
    absent.map(|absent| (absent, document.text(node))).collect()
}
