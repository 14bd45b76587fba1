//! What a permission set says, entry by entry.

use super::unit::DocumentFacts;
use crate::source::Span;
use crate::xml::Node;

/// One entry of a permission set or profile.
#[derive(Clone, Copy, Debug)]
pub struct Permission<'a> {
    /// What it is about.
    pub kind: PermissionKind,
    /// The name of that: `Lead.Score__c`, `Lead`, …
    pub name: &'a str,
    /// Where the name stands.
    pub span: Span,
    entry: Node<'a>,
}

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionKind {
    /// An app.
    App,
    /// An Apex class.
    Class,
    /// A custom permission.
    Custom,
    /// A field.
    Field,
    /// A flow.
    Flow,
    /// An object.
    Object,
    /// A Visualforce page.
    Page,
    /// A record type.
    RecordType,
    /// A tab.
    Tab,
}

/// The tag of each kind of entry, and the tag of the name in it. Source: Metadata API 66.0, `PermissionSet`.
const KINDS: [(PermissionKind, &str, &str); 9] = [
    (PermissionKind::App, "applicationVisibilities", "application"),
    (PermissionKind::Class, "classAccesses", "apexClass"),
    (PermissionKind::Custom, "customPermissions", "name"),
    (PermissionKind::Field, "fieldPermissions", "field"),
    (PermissionKind::Flow, "flowAccesses", "flow"),
    (PermissionKind::Object, "objectPermissions", "object"),
    (PermissionKind::Page, "pageAccesses", "apexPage"),
    (PermissionKind::RecordType, "recordTypeVisibilities", "recordType"),
    (PermissionKind::Tab, "tabSettings", "tab"),
];

impl<'a> Permission<'a> {
    /// The tag of the entry.
    pub fn tag(&self) -> &'a str {
        self.entry.tag()
    }

    /// Whether it grants something: `editable`, `allowDelete`, …
    pub fn grants(&self, tag: &str) -> bool {
        self.entry.leaf(tag).is_some_and(|text| text.trim() == "true")
    }

    /// Object and field of an entry about a field.
    pub fn object_and_field(&self) -> Option<(&'a str, &'a str)> {
        self.name.split_once('.').filter(|_| self.kind == PermissionKind::Field)
    }
}

impl DocumentFacts<'_> {
    /// The entries of a permission set; none of any other file.
    pub fn permissions(&self) -> Vec<Permission<'_>> {
        let root = self.tree.root();
        if root.tag() != "PermissionSet" {
            return Vec::new();
        }
        let entry = |node| {
            let &(kind, _, tag) = KINDS.iter().find(|(_, tag, _)| *tag == Node::tag(node))?;
            let name = node.child(tag)?;
            Some(Permission { kind, name: name.text().trim(), span: self.text(name), entry: node })
        };
        root.children().filter_map(entry).collect()
    }
}
