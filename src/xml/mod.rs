//! XML as a tree: one strict reader, one canonical writer, no tag of any metadata.
//!
//! A [`Document`] is read from a file with places and comments, or built from an [`Element`]. Nothing else in the crate
//! escapes or joins XML. Both ways keep the law `read(write(document)) == document`.

mod content;
mod document;
mod element;
mod form;
mod mistakes;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use document::{Attribute, Document, Mark, Node, NodeId};
pub use element::Element;
pub use form::{Trait, deviations};
pub use read::{MAX_BYTES, MAX_DEPTH, read};
pub use write::{inline, write};

/// Whether XML 1.0 can hold a character at all; no escape helps those that it cannot.
///
/// The reader refuses the others. Text that goes to a tree must be free of them: the spec's reader refuses them too.
pub fn is_allowed(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => other >= ' ',
    }
}
