//! From the paths that the user names to the files.

use super::MetadataFile;
use super::kinds::is_metadata;
use crate::cli::failure::Failure;
use crate::cli::input::{self, show};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What the named paths hold.
#[derive(Debug, Default)]
pub(in crate::cli) struct Found {
    /// The files, each once: in the order of the paths, below a folder by name.
    pub(in crate::cli) files: Vec<MetadataFile>,
    /// Named paths that are not there or hold no metadata: the question was wrong.
    pub(in crate::cli) unanswered: Vec<Failure>,
    /// What below a folder is not looked at: a link out of it, a folder that cannot be read.
    pub(in crate::cli) passed_by: Vec<Failure>,
}

/// Finds the metadata files of `paths`: a file that is named is taken whatever its name, a folder with all that lies below it.
///
/// Hidden folders and `node_modules` are no part of a project. A link is never followed, unless it is itself named: where it
/// leads inside of the folder, its target is found anyway.
pub(in crate::cli) fn find(paths: &[PathBuf]) -> Found {
    let mut walk = Walk::default();
    paths.iter().for_each(|path| walk.take(path));
    walk.found
}

#[derive(Default)]
struct Walk {
    found: Found,
    /// Where the files lie without any link, so that none is taken twice.
    seen: BTreeSet<PathBuf>,
}

impl Walk {
    fn take(&mut self, path: &Path) {
        let root = match fs::canonicalize(path) {
            Ok(root) => root,
            Err(_) if fs::symlink_metadata(path).is_err() => {
                return self.found.unanswered.push(input::missing(path));
            }
            Err(fault) => {
                let failure = Failure::of(show(path), format!("cannot be followed: {fault}"));
                return self.found.unanswered.push(failure);
            }
        };
        match root.is_dir() {
            true => self.take_folder(path, &root),
            false => self.add(path, root),
        }
    }

    fn take_folder(&mut self, path: &Path, root: &Path) {
        let before = (self.seen.len(), self.found.passed_by.len());
        let mut empty = true;
        for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(is_of_the_project) {
            match entry {
                Ok(entry) if entry.depth() > 0 && entry.path_is_symlink() => self.pass_by(entry.path(), root),
                Ok(entry) if entry.file_type().is_dir() || !is_metadata(entry.path()) => {}
                Ok(entry) => {
                    empty = false;
                    let place = entry.path().strip_prefix(path).map(|inside| root.join(inside));
                    self.add(entry.path(), place.unwrap_or_else(|_| entry.path().to_owned()));
                }
                Err(fault) => {
                    let place = show(fault.path().unwrap_or(path));
                    let words = fault.io_error().map_or_else(|| fault.to_string(), ToString::to_string);
                    self.found.passed_by.push(Failure::of(place, format!("cannot be walked: {words}")));
                }
            }
        }
        if empty && before == (self.seen.len(), self.found.passed_by.len()) {
            let failure = Failure::of(show(path), "no metadata file is there");
            self.found.unanswered.push(failure.help(
                "looked for: *-meta.xml, and files of a Metadata API package, such as flows/*.flow; others have to be named",
            ));
        }
    }

    fn add(&mut self, path: &Path, place: PathBuf) {
        if self.seen.insert(place.clone()) {
            let shown = show(path.strip_prefix(".").unwrap_or(path));
            self.found.files.push(MetadataFile { shown, path: place });
        }
    }

    /// A link below the folder `root`.
    fn pass_by(&mut self, link: &Path, root: &Path) {
        let target = fs::canonicalize(link);
        let is_inside = target.as_ref().is_ok_and(|target| target.starts_with(root));
        let is_folder = target.is_ok_and(|target| target.is_dir());
        if !is_inside && (is_folder || is_metadata(link)) {
            let failure = Failure::of(show(link), "is a link out of the folder, which is not followed");
            self.found.passed_by.push(failure.help("name it, if it is meant"));
        }
    }
}

/// Not what is hidden or installed.
fn is_of_the_project(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !(name.starts_with('.') || name == "node_modules")
}
