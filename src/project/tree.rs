//! Files in memory.

use std::collections::BTreeMap;

/// Paths and their bytes, sorted by path. Paths are relative, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<String, Vec<u8>>,
}

impl Tree {
    /// Adds a file.
    ///
    /// # Panics
    /// Where a file of this path is there: what would be lost was made for nothing, so the maker is wrong.
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        let path = path.into();
        let before = self.files.insert(path.clone(), content.into());
        assert!(before.is_none(), "two files of one project are at {path}");
    }

    /// The bytes at a path.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// All files by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, content)| (path.as_str(), content.as_slice()))
    }
}
