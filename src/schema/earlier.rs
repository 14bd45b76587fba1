//! What earlier versions of the API had: files that were retrieved with them still say it.

/// A type, and the children or values that it had.
///
/// Seen in files that orgs wrote at API 51 to 64.
pub(super) static EARLIER: &[(&str, &[&str])] = &[
    ("Flow", &["steppedStages"]),
    ("FlowActionCall", &["versionSegment"]),
    ("FlowProcessType", &["AppProcess"]),
    ("InvocableActionType", &["createWorkItem"]),
];
