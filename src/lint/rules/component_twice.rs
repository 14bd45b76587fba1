//! Two files of one project that declare the same component.

use std::collections::BTreeMap;

use crate::lint::{Check, Findings, Package, Rule, Summary, rule};

pub(super) static RULE: Rule = rule!("component-twice", Error, Check::Package(check));

fn check(package: &Package<'_>, findings: &mut Findings) {
    let mut first: BTreeMap<(&str, String), &Summary> = BTreeMap::new();
    for file in package.files {
        let Some(project) = &file.project else { continue };
        let Some(component) = component(file) else { continue };
        let earlier = *first.entry((&project.root, component.to_lowercase())).or_insert(file);
        if earlier.span != file.span {
            let message = format!("`{component}` is declared twice");
            let help = "keep one of the files: whichever is deployed last would replace the other";
            findings.add(file.span, message, help).related.push((earlier.span, "first here".to_owned()));
        }
    }
}

/// What a file declares, where its name alone says so: `flow Route_Call`, `field Lead.Score__c`.
fn component(file: &Summary) -> Option<String> {
    let name = &file.file.name;
    match (file.file.suffix.as_str(), &file.file.object) {
        ("flow" | "permissionset", _) if file.file.version.is_none() => {
            Some(format!("{} {name}", file.file.suffix))
        }
        ("field" | "listView" | "validationRule" | "recordType", Some(object)) => {
            Some(format!("{} {object}.{name}", file.file.suffix))
        }
        _ => None,
    }
}
