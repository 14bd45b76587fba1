//! The team's own metadata, from a folder.

use super::failure::Failure;
use super::input::{self, show};
use crate::compile;
use crate::diag::Diagnostic;
use crate::org::Org;
use crate::source::{FileId, Source, Sources};
use crate::xml;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use walkdir::{DirEntry, WalkDir};

/// The orgs that the specs of a run name, each read once.
#[derive(Debug, Default)]
pub(super) struct Teams {
    orgs: BTreeMap<Option<PathBuf>, Rc<Org>>,
}

impl Teams {
    /// What every org has, and what the files below `folder` say. Mistakes in them go to `diagnostics`, once.
    ///
    /// # Errors
    /// A folder that is not there, or a file in it that cannot be read.
    pub(super) fn org(
        &mut self,
        folder: Option<&Path>,
        sources: &mut Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Rc<Org>, Failure> {
        let key = folder.map(Path::to_owned);
        if let Some(org) = self.orgs.get(&key) {
            return Ok(Rc::clone(org));
        }
        let files = folder.map_or(Ok(Vec::new()), |folder| files(folder, sources))?;
        let (org, mistakes) = compile::team(sources, &files);
        diagnostics.extend(mistakes);
        let org = Rc::new(org);
        self.orgs.insert(key, Rc::clone(&org));
        Ok(org)
    }
}

/// Reads every file below a folder that says something about the org.
fn files(folder: &Path, sources: &mut Sources) -> Result<Vec<FileId>, Failure> {
    if !folder.is_dir() {
        let failure = Failure::of(show(folder), "there is no such folder of the org's metadata");
        return Err(failure.help("`org:` is relative to the spec, `--org` to where you are"));
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_of_the_org) {
        let entry = entry.map_err(|fault| Failure::of(show(folder), format!("cannot be walked: {fault}")))?;
        let path = show(entry.path());
        if entry.file_type().is_file() && Org::reads(&path) {
            let text = input::text(entry.path(), xml::MAX_BYTES as u64)?;
            files.push(sources.add(Source::new(path, text)));
        }
    }
    Ok(files)
}

/// Not what is hidden or installed; nor what ctiflow wrote, which must not vouch for itself.
fn is_of_the_org(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let hidden = entry.depth() > 0 && (name.starts_with('.') || name == "node_modules");
    !hidden && !entry.path().join(".ctiflow/files.json").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_what_the_org_has_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str, content: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        };
        put("force-app/queues/Sales.queue-meta.xml", "<Queue><name>Sales</name></Queue>");
        put("force-app/queues/notes.txt", "no metadata");
        put("node_modules/x/queues/Other.queue-meta.xml", "broken");
        put("generated/own/queues/Own.queue-meta.xml", "broken");
        put("generated/own/.ctiflow/files.json", "{}");
        let mut diagnostics = Vec::new();
        let org =
            Teams::default().org(Some(folder.path()), &mut Sources::default(), &mut diagnostics).unwrap();
        assert_eq!(org.queues().collect::<Vec<_>>(), ["Sales"]);
        assert_eq!(diagnostics, []);
    }
}
