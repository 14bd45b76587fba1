//! The order of elements of one tag, where the platform does not keep it as saved.
//!
//! Measured on retrieved files: Flow Builder and the server sort these lists, and keep all others.

use std::borrow::Cow;

/// How the keys of a list compare.
#[derive(Clone, Copy, Debug)]
enum Order {
    /// By code point.
    Ascii,
    /// By code point in lower case: `_` comes before `a`.
    Folded,
}

/// A list that is sorted: its tag, the child that is the key, and how keys compare.
#[derive(Clone, Copy, Debug)]
pub(super) struct Siblings {
    pub(super) tag: &'static str,
    /// The child whose text is the key.
    pub(super) key: &'static str,
    order: Order,
}

impl Siblings {
    /// What to compare for a text of the key.
    pub(super) fn rank(self, text: &str) -> Cow<'_, str> {
        match self.order {
            Order::Ascii => Cow::Borrowed(text),
            Order::Folded => Cow::Owned(text.to_lowercase()),
        }
    }
}

/// How the children of a tag in an element of a type are sorted, if they are.
pub(super) fn siblings(kind: &str, tag: &str) -> Option<Siblings> {
    let (_, lists) = LISTS.iter().find(|(name, _)| *name == kind)?;
    lists.iter().find(|list| list.tag == tag).copied()
}

const fn ascii(tag: &'static str, key: &'static str) -> Siblings {
    Siblings { tag, key, order: Order::Ascii }
}

const fn folded(tag: &'static str, key: &'static str) -> Siblings {
    Siblings { tag, key, order: Order::Folded }
}

pub(super) static LISTS: &[(&str, &[Siblings])] = &[
    (
        "Flow",
        &[
            folded("actionCalls", "name"),
            folded("apexPluginCalls", "name"),
            folded("assignments", "name"),
            folded("choices", "name"),
            folded("collectionProcessors", "name"),
            folded("constants", "name"),
            folded("customErrors", "name"),
            folded("decisions", "name"),
            folded("dynamicChoiceSets", "name"),
            folded("formulas", "name"),
            folded("loops", "name"),
            folded("orchestratedStages", "name"),
            ascii("processMetadataValues", "name"),
            folded("recordCreates", "name"),
            folded("recordDeletes", "name"),
            folded("recordLookups", "name"),
            folded("recordRollbacks", "name"),
            folded("recordUpdates", "name"),
            folded("screens", "name"),
            folded("stages", "name"),
            folded("steps", "name"),
            folded("subflows", "name"),
            folded("textTemplates", "name"),
            folded("transforms", "name"),
            folded("variables", "name"),
            folded("waits", "name"),
        ],
    ),
    ("FlowRecordCreate", &[ascii("inputAssignments", "field")]),
    ("FlowRecordLookup", &[ascii("outputAssignments", "field")]),
    ("FlowRecordUpdate", &[ascii("inputAssignments", "field")]),
    ("FlowSubflow", &[folded("inputAssignments", "name"), folded("outputAssignments", "name")]),
    (
        "PermissionSet",
        &[
            ascii("agentAccesses", "agentName"),
            ascii("applicationVisibilities", "application"),
            ascii("classAccesses", "apexClass"),
            ascii("customMetadataTypeAccesses", "name"),
            ascii("customPermissions", "name"),
            ascii("customSettingAccesses", "name"),
            ascii("emailRoutingAddressAccesses", "name"),
            ascii("externalCredentialPrincipalAccesses", "externalCredentialPrincipal"),
            ascii("externalDataSourceAccesses", "externalDataSource"),
            ascii("fieldPermissions", "field"),
            ascii("flowAccesses", "flow"),
            ascii("objectPermissions", "object"),
            ascii("pageAccesses", "apexPage"),
            ascii("recordTypeVisibilities", "recordType"),
            ascii("tabSettings", "tab"),
            ascii("userPermissions", "name"),
        ],
    ),
];
