//! `.ctiflow/files.json`: every file that is ours, with the hash of what was written. It is committed.

use super::disk::{Disk, STATE, hash, is_ours};
use crate::project::Tree;
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub(super) const FILE: &str = "files.json";
const VERSION: u32 = 1;

/// The files that are ours and the hash of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ownership {
    version: u32,
    pub(super) files: BTreeMap<String, String>,
}

impl Ownership {
    /// What a tree will own.
    pub(super) fn of(tree: &Tree) -> Self {
        let files = tree.files().map(|(path, content)| (path.to_owned(), hash(content))).collect();
        Self { version: VERSION, files }
    }

    /// What is owned so far; nothing in a folder that was never written.
    pub(super) fn read(disk: &Disk) -> Result<Self> {
        let path = format!("{STATE}/{FILE}");
        let help = || {
            disk.say(&path, "is damaged; take it back from git, or delete the whole folder and build again")
        };
        let Some(content) = disk.read_state(FILE)? else {
            return Ok(Self { version: VERSION, files: BTreeMap::new() });
        };
        let ownership: Self = serde_json::from_slice(&content).with_context(help)?;
        if ownership.version != VERSION {
            bail!("{}", disk.say(&path, "was written by another version of ctiflow, which must write here"));
        }
        if !ownership.files.keys().all(|path| is_ours(path)) {
            bail!("{}", help());
        }
        Ok(ownership)
    }

    /// Its text: one file a line, so that merges are easy.
    pub(super) fn text(&self) -> String {
        let value = serde_json::json!({ "version": self.version, "files": self.files });
        format!("{value:#}\n")
    }
}
