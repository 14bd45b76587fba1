//! Labels and descriptions that are longer than the platform keeps.

use crate::lint::{Check, DocumentFacts, Findings, Rule, rule};

pub(super) static RULE: Rule = rule!("long-label", Error, Check::Document(check));

/// Most characters of a label: what the field `MasterLabel` of a flow holds.
const MOST: usize = 255;

fn check(document: &DocumentFacts<'_>, findings: &mut Findings) {
    if document.tree.root().tag() != "Flow" {
        return;
    }
    let root = document.tree.root();
    for owner in [root].into_iter().chain(root.children()) {
        for label in owner.children().filter(|child| child.tag() == "label") {
            let length = label.text().chars().count();
            if length > MOST {
                let message = format!("this label has {length} characters");
                let help = format!("shorten it to {MOST}; what it cannot say, the description can");
                findings.add(document.text(label), message, help);
            }
        }
    }
}
