//! Files whose root is not what their name promises.

use crate::lint::{Check, DocumentFacts, Findings, Rule, rule};
use crate::schema::{Kind, NAMESPACE};

pub(super) static RULE: Rule = rule!("wrong-root", Error, Check::Document(check));

/// The ending of a file, and its root.
const ROOTS: &[(&str, &str)] = &[
    ("field", "CustomField"),
    ("flow", "Flow"),
    ("flowtest", "FlowTest"),
    ("globalValueSet", "GlobalValueSet"),
    ("layout", "Layout"),
    ("listView", "ListView"),
    ("notiftype", "CustomNotificationType"),
    ("object", "CustomObject"),
    ("permissionset", "PermissionSet"),
    ("tab", "CustomTab"),
];

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    let root = document.tree.root();
    let span = document.tag(root);
    let promised = ROOTS.iter().find(|(suffix, _)| *suffix == document.file.suffix).map(|(_, root)| *root);
    match promised.filter(|promised| *promised != root.tag()) {
        Some(promised) => {
            let message = format!(
                "the root is `<{}>`, and that of a `.{}` file is `<{promised}>`",
                root.tag(),
                document.file.suffix
            );
            findings.add(span, message, "give the file the ending of what it holds, or retrieve it again");
        }
        None if Kind::named(root.tag()).is_some() && root.attribute("xmlns") != Some(NAMESPACE) => {
            let message = format!("`<{}>` is not in the namespace of metadata", root.tag());
            findings.add(span, message, format!("write `<{} xmlns=\"{NAMESPACE}\">`", root.tag()));
        }
        None => {}
    }
}
