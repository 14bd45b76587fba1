//! The texts that a flow has written down.

use crate::source::Span;
use crate::xml::Node;

use super::flow_facts::FlowFacts;

/// A text of a flow, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Literal<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

/// The tags whose text is what somebody wrote into a value, a formula or a template.
const TAGS: [&str; 6] = ["stringValue", "expression", "text", "formula", "filterFormula", "errorMessage"];

impl<'a> FlowFacts<'a> {
    /// Every text in the values, formulas and templates of the flow; descriptions and labels are not among them.
    pub fn literals(&self) -> Vec<Literal<'a>> {
        let mut found = Vec::new();
        let mut open: Vec<Node<'a>> = self.tree().root().children().collect();
        open.reverse();
        while let Some(node) = open.pop() {
            if TAGS.contains(&node.tag()) {
                found.push(Literal { text: node.text(), span: self.document.text(node) });
            }
            let at = open.len();
            open.extend(node.children().filter(|child| child.tag() != "processMetadataValues"));
            open[at..].reverse();
        }
        found
    }
}
