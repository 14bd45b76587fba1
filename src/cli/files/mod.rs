//! The metadata files that the user names: found in one order, worked on by all cores, reported in that order.

mod kinds;
#[cfg(test)]
mod tests;
mod walk;
mod work;

pub(super) use walk::{Found, find};
pub(super) use work::each;

use super::failure::Failure;
use super::input;
use crate::source::Source;
use crate::xml;
use std::path::PathBuf;

/// A file that holds metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MetadataFile {
    /// Its path for messages: as the user says it, with `/`.
    pub(super) shown: String,
    /// Where it lies.
    pub(super) path: PathBuf,
}

impl MetadataFile {
    /// Its text; a file that is too long is refused before it is read.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn read(&self) -> Result<Source, Failure> {
        let text = input::text(&self.path, xml::MAX_BYTES as u64)
            .map_err(|failure| Failure { path: Some(self.shown.clone()), ..failure })?;
        Ok(Source::new(self.shown.clone(), text))
    }
}
