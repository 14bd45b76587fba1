//! The projects that the named files lie in. What the rest of such a project declares is known, and not judged.

use crate::cli::files::{self, MetadataFile};
use crate::cli::input::{self, show};
use crate::lint::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Marks the root of a project of the Salesforce command line.
const MARK: &str = "sfdx-project.json";

/// The most bytes of [`MARK`].
const MARK_BYTES: u64 = 1 << 20;

/// The projects around some files.
#[derive(Debug, Default)]
pub(super) struct Projects {
    by_root: BTreeMap<PathBuf, Project>,
    /// All of the team's metadata is known: there is a project, or `--org` names it.
    pub(super) are_whole: bool,
}

impl Projects {
    /// Those that `files` lie in.
    pub(super) fn around(files: &[MetadataFile]) -> Self {
        let folders: BTreeSet<&Path> = files.iter().filter_map(|file| file.path.parent()).collect();
        let roots: BTreeSet<&Path> = folders.into_iter().filter_map(root).collect();
        let by_root: BTreeMap<_, _> = roots.into_iter().map(|root| (root.to_owned(), read(root))).collect();
        Self { are_whole: !by_root.is_empty(), by_root }
    }

    /// The project of a file.
    pub(super) fn of(&self, file: &MetadataFile) -> Option<Project> {
        file.path.ancestors().find_map(|folder| self.by_root.get(folder)).cloned()
    }

    /// What lies in the projects beside `files`.
    pub(super) fn beside(&self, files: &[MetadataFile]) -> Vec<MetadataFile> {
        let own: BTreeSet<&Path> = files.iter().map(|file| file.path.as_path()).collect();
        let roots: Vec<PathBuf> = self.by_root.keys().cloned().collect();
        let found = files::find(&roots).files;
        found.into_iter().filter(|file| !own.contains(file.path.as_path())).collect()
    }
}

/// The nearest folder upwards with a mark.
fn root(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(MARK).is_file())
}

/// What the mark of a project says; one that cannot be read says nothing.
fn read(root: &Path) -> Project {
    let text = input::text(&root.join(MARK), MARK_BYTES).unwrap_or_default();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let version = value.get("sourceApiVersion").and_then(serde_json::Value::as_str);
    Project { root: show(root), api_version: version.map(str::to_owned) }
}
