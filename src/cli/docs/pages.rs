//! Pages on their way to the disk.

use crate::cli::failure::Failure;
use crate::cli::input::show;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A page that is not written yet.
pub(super) struct Page {
    /// What it is about.
    about: PathBuf,
    /// The name of its file, without the ending.
    stem: String,
    ending: &'static str,
    text: String,
}

/// A page on the disk.
pub(super) struct Written {
    pub(super) path: String,
    /// It is new, or was another before.
    pub(super) is_new: bool,
}

impl Page {
    /// The page of a spec, a flow or a folder, called as that is.
    pub(super) fn of(about: &Path, ending: &'static str) -> Self {
        let whole = about.canonicalize().unwrap_or_else(|_| about.to_owned());
        let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = match whole.is_dir() {
            true => name,
            false => name.split('.').next().unwrap_or_default().to_owned(),
        };
        let stem = if stem.is_empty() { "flows".to_owned() } else { stem };
        Self { about: about.to_owned(), stem, ending, text: String::new() }
    }

    /// With its text.
    pub(super) fn with(self, text: String) -> Self {
        Self { text, ..self }
    }

    /// What it is called where nothing else has a name for it.
    pub(super) fn title(&self) -> &str {
        &self.stem
    }
}

/// Writes the pages, each whole; those that would replace another of this run are refused.
pub(super) fn write(folder: &Path, pages: Vec<Page>, failures: &mut Vec<Failure>) -> Vec<Written> {
    let (mut written, mut taken) = (Vec::new(), BTreeMap::new());
    for page in pages {
        let path = folder.join(format!("{}.{}", page.stem, page.ending));
        let shown = show(&path);
        if let Some(other) = taken.insert(shown.to_lowercase(), show(&page.about)) {
            let message = format!("its page would be {shown}, as that of {other}");
            failures.push(Failure::of(show(&page.about), message).help("show them one by one, with -o"));
            continue;
        }
        match put(folder, &path, &page.text) {
            Ok(is_new) => written.push(Written { path: shown, is_new }),
            Err(fault) => failures.push(Failure::of(shown, format!("cannot be written: {fault}"))),
        }
    }
    written
}

/// Writes a file in one step. Whether it was another before.
fn put(folder: &Path, path: &Path, text: &str) -> io::Result<bool> {
    if fs::read(path).is_ok_and(|before| before == text.as_bytes()) {
        return Ok(false);
    }
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let staged = folder.join(format!(".ctiflow-{name}"));
    fs::write(&staged, text)?;
    fs::rename(&staged, path)?;
    Ok(true)
}
