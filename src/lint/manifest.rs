//! What a manifest names: `package.xml`, and the destructive changes beside it.

use super::unit::DocumentFacts;
use crate::org::Org;
use crate::source::Span;

/// A component that a manifest names.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// Its kind: `Flow`, `CustomField`, …
    pub kind: &'a str,
    /// Its name; `*` stands for all.
    pub name: &'a str,
    /// Where that stands.
    pub span: Span,
}

/// The kinds whose members are files or parts of objects: their name, and the ending of their files.
///
/// From the Metadata API Developer Guide, "Metadata Types".
const SUFFIXES: [(&str, &str); 25] = [
    ("ApexClass", "cls"),
    ("ApexPage", "page"),
    ("ApexTrigger", "trigger"),
    ("BusinessProcess", "businessProcess"),
    ("CompactLayout", "compactLayout"),
    ("CustomApplication", "app"),
    ("CustomField", "field"),
    ("CustomNotificationType", "notiftype"),
    ("CustomObject", "object"),
    ("CustomPermission", "customPermission"),
    ("CustomTab", "tab"),
    ("FieldSet", "fieldSet"),
    ("FlexiPage", "flexipage"),
    ("Flow", "flow"),
    ("FlowTest", "flowtest"),
    ("GlobalValueSet", "globalValueSet"),
    ("Group", "group"),
    ("Layout", "layout"),
    ("ListView", "listView"),
    ("PermissionSet", "permissionset"),
    ("PermissionSetGroup", "permissionsetgroup"),
    ("Queue", "queue"),
    ("RecordType", "recordType"),
    ("ValidationRule", "validationRule"),
    ("WebLink", "webLink"),
];

impl Member<'_> {
    /// Whether the project has it; nothing of a kind that we do not look for.
    pub fn is_there(&self, org: &Org) -> Option<bool> {
        let (_, suffix) = SUFFIXES.iter().find(|(kind, _)| *kind == self.kind)?;
        let is_object = || self.kind == "CustomObject" && org.object(self.name).is_some();
        let is_field = || {
            let parts = self.name.split_once('.').filter(|_| self.kind == "CustomField");
            parts.is_some_and(|(object, field)| org.field(object, field).is_some())
        };
        Some(org.has_component(suffix, self.name) || is_object() || is_field())
    }
}

impl DocumentFacts<'_> {
    /// Whether it is a list of what is to be deleted.
    pub fn is_destructive(&self) -> bool {
        self.tree.root().tag() == "Package" && self.file.name.starts_with("destructiveChanges")
    }

    /// What a manifest names; nothing of any other file.
    pub fn members(&self) -> Vec<Member<'_>> {
        let root = self.tree.root();
        let types = root.named("types").filter(|_| root.tag() == "Package");
        let members = types.flat_map(|types| {
            let kind = types.leaf("name").unwrap_or_default().trim();
            types.named("members").map(move |node| (kind, node))
        });
        members.map(|(kind, node)| Member { kind, name: node.text().trim(), span: self.text(node) }).collect()
    }
}
