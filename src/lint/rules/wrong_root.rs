//! Files whose root is not what their name promises.

use crate::lint::{Check, DocumentFacts, Findings, Rule, rule};
use crate::schema::{Kind, NAMESPACE};

pub(super) static RULE: Rule = rule!("wrong-root", Error, Check::Document(check));

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    let root = document.tree.root();
    let span = document.tag(root);
    match document.file.wrong_root(root.tag()) {
        Some((message, help)) => {
            findings.add(span, message, help);
        }
        None if Kind::named(root.tag()).is_some() && root.attribute("xmlns") != Some(NAMESPACE) => {
            let message = format!("`<{}>` is not in the namespace of metadata", root.tag());
            findings.add(span, message, format!("write `<{} xmlns=\"{NAMESPACE}\">`", root.tag()));
        }
        None => {}
    }
}
