//! Destructive changes that name a flow without a version.

use crate::lint::{Check, DocumentFacts, Findings, Rule, rule};

pub(super) static RULE: Rule = rule!("flow-not-deleted", Error, Check::Document(check));

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    let root = document.tree.root();
    if root.tag() != "Package" || !document.file.name.starts_with("destructiveChanges") {
        return;
    }
    for types in root.named("types").filter(|types| types.leaf("name").is_some_and(|it| it.trim() == "Flow"))
    {
        for member in types.named("members").filter(|member| !has_version(member.text().trim())) {
            let message = format!("`{}` names no version, and cannot be deleted so", member.text().trim());
            let help = "deactivate the flow first, then name each of its versions: `Route_Call-1`";
            findings.add(document.text(member), message, help);
        }
    }
}

fn has_version(member: &str) -> bool {
    member.rsplit_once('-').is_some_and(|(_, version)| version.parse::<u32>().is_ok())
}
