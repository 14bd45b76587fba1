//! What a flow refers to.

/// The merge fields of a text: what stands between `{!` and `}`.
pub(super) fn merge_fields(text: &str) -> impl Iterator<Item = &str> {
    text.split("{!").skip(1).filter_map(|rest| rest.split_once('}')).map(|(field, _)| field)
}
