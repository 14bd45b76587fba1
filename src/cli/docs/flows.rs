//! The flows among metadata files.

use crate::cli::files::MetadataFile;
use crate::cli::run::Run;
use crate::flow::{self, Flow};
use crate::xml;

/// Reads the flows among `files`, in their order. What is wrong with the others is in `run`.
pub(super) fn read(files: &[MetadataFile], run: &mut Run) -> Vec<Flow> {
    let named = files.len() == 1;
    files.iter().filter(|file| named || is_flow(&file.shown)).filter_map(|file| one(file, run)).collect()
}

fn is_flow(path: &str) -> bool {
    path.ends_with(".flow-meta.xml") || path.ends_with(".flow")
}

fn one(file: &MetadataFile, run: &mut Run) -> Option<Flow> {
    let source = match file.read() {
        Ok(source) => source,
        Err(failure) => {
            run.failures.push(failure);
            return None;
        }
    };
    let name = file.shown.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
    let id = run.sources.add(source);
    let document = xml::read(run.sources.get(id), id).map_err(|mistake| vec![*mistake]);
    match document.and_then(|document| flow::read(name, &document)) {
        Ok(reading) => Some(reading.flow),
        Err(mistakes) => {
            run.diagnostics.extend(mistakes);
            None
        }
    }
}
