//! The order of elements of one tag, where the platform does not keep it as saved.
//!
//! Measured on retrieved files: Flow Builder and the server sort these lists, and keep all others.

use std::cmp::Ordering;

/// How the keys of a list compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// What is compared among elements of one tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'a> {
    text: &'a str,
    order: Order,
}

impl Key<'_> {
    /// That of an element which keeps its place.
    pub(super) const NONE: Key<'static> = Key { text: "", order: Order::Ascii };
}

impl Ord for Key<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let folded = |text: &'_ str| text.chars().flat_map(char::to_lowercase).collect::<String>();
        match (self.order, other.order) {
            (Order::Folded, Order::Folded) if self.text.is_ascii() && other.text.is_ascii() => {
                let (own, others) = (self.text.bytes(), other.text.bytes());
                own.map(|byte| byte.to_ascii_lowercase()).cmp(others.map(|byte| byte.to_ascii_lowercase()))
            }
            (Order::Folded, Order::Folded) => folded(self.text).cmp(&folded(other.text)),
            (Order::Ascii, _) | (_, Order::Ascii) => self.text.cmp(other.text),
        }
    }
}

impl PartialOrd for Key<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Key<'_> {}

impl Siblings {
    /// What to compare for a text of the key.
    pub(super) fn rank(self, text: &str) -> Key<'_> {
        Key { text, order: self.order }
    }
}

/// The lists of a type that are sorted.
pub(super) fn lists(kind: &str) -> &'static [Siblings] {
    LISTS.iter().find(|(name, _)| *name == kind).map_or(&[], |(_, lists)| lists)
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
