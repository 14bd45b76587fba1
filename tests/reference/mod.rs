//! The committed reference program as files: what is deployed.

use ctiflow::diag::Sink;
use ctiflow::flow::{self, Reading};
use ctiflow::org::Org;
use ctiflow::source::{FileId, Source};
use ctiflow::xml;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// The org that it is deployed to, and its flows.
pub(crate) fn program() -> (Org, Vec<Reading>) {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/outbound-sales/force-app"), &mut paths);
    let read = |path: &PathBuf| Source::new(path.to_str().unwrap(), std::fs::read_to_string(path).unwrap());
    let sources: Vec<Source> = paths.iter().map(read).collect();
    let (mut org, mut sink) = (Org::standard(), Sink::default());
    org.load_team(sources.iter().map(|source| (FileId::default(), source)), &mut sink);
    assert!(sink.is_empty(), "{:?}", sink.finish());
    let flows = sources.iter().filter(|source| source.path.ends_with(".flow-meta.xml"));
    (org, flows.map(reading).collect())
}

fn reading(source: &Source) -> Reading {
    let name = source.path.rsplit('/').next().unwrap().split('.').next().unwrap();
    flow::read(name, &xml::read(source, FileId::default()).unwrap()).unwrap()
}
