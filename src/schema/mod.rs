//! The official schema of metadata files: child order, types, enum values.
//!
//! The table holds the types that flows, objects, fields, permission sets and their like are made of, in the effective
//! order of the Metadata API's WSDL: inherited children first. It is looked up where it lies.

mod arrange;
mod earlier;
mod siblings;
mod table;
#[cfg(test)]
mod tests;

pub use arrange::{arrange, rearranged};
pub use table::API_VERSION;

use earlier::EARLIER;

use crate::xml::Element;

/// The namespace of every metadata file.
pub const NAMESPACE: &str = "http://soap.sforce.com/2006/04/metadata";

/// A type: with children (`FlowDecision`), with values (`FlowRecordFilterOperator`), or with neither (`string`).
#[derive(Debug)]
pub struct Kind {
    /// Its name; the types of XML Schema without prefix.
    pub name: &'static str,
    /// Its children, in canonical order.
    pub children: &'static [Child],
    /// The values of an enumeration.
    pub values: &'static [&'static str],
}

/// A child element that a type may have.
#[derive(Debug)]
pub struct Child {
    /// Its tag.
    pub tag: &'static str,
    /// Whether there may be several.
    pub repeated: bool,
    /// Whether there has to be one.
    pub required: bool,
    kind: u16,
}

impl Child {
    /// Its type.
    pub fn kind(&self) -> &'static Kind {
        &table::KINDS[usize::from(self.kind)]
    }
}

impl Kind {
    /// The type of a name: `FlowRule`; a file's root element is named as its type.
    pub fn named(name: &str) -> Option<&'static Kind> {
        let at = table::KINDS.binary_search_by(|kind| kind.name.cmp(name)).ok()?;
        Some(&table::KINDS[at])
    }

    /// The place of a tag among the children.
    pub fn order(&self, tag: &str) -> Option<usize> {
        self.children.iter().position(|child| child.tag == tag)
    }

    /// Whether an earlier version of the API had a child, or a value, that this one has no more.
    pub fn had(&self, word: &str) -> bool {
        EARLIER.iter().any(|(kind, words)| *kind == self.name && words.contains(&word))
    }

    /// The child of a tag.
    pub fn child(&self, tag: &str) -> Option<&'static Child> {
        self.children.iter().find(|child| child.tag == tag)
    }
}

/// The root element of a metadata file: `Flow`, `CustomField`, …, in the namespace of metadata.
pub fn root(tag: &'static str) -> Element {
    Element::new(tag).attribute("xmlns", NAMESPACE)
}

const fn one(tag: &'static str, kind: u16) -> Child {
    Child { tag, repeated: false, required: false, kind }
}

const fn must(tag: &'static str, kind: u16) -> Child {
    Child { tag, repeated: false, required: true, kind }
}

const fn many(tag: &'static str, kind: u16) -> Child {
    Child { tag, repeated: true, required: false, kind }
}
