//! Parts of one file that have the same name.

use std::collections::BTreeMap;

use crate::lint::{Check, DocumentFacts, Findings, Rule, rule};
use crate::source::Span;

pub(super) static RULE: Rule = rule!("child-twice", Error, Check::Document(check));

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    let children = document.tree.root().children().filter_map(|child| {
        let name = child.child("fullName")?;
        Some((child.tag(), name.text().trim(), document.text(name)))
    });
    let permissions = document.permissions();
    let permissions = permissions.iter().map(|each| (each.tag(), each.name, each.span));
    let mut first: BTreeMap<(&str, String), Span> = BTreeMap::new();
    for (tag, name, span) in children.chain(permissions) {
        let earlier = *first.entry((tag, name.to_lowercase())).or_insert(span);
        if earlier != span && !name.is_empty() {
            let message = format!("`<{tag}>` names `{name}` twice");
            let found = findings.add(span, message, "keep one of the two");
            found.related.push((earlier, "first here".to_owned()));
        }
    }
}
