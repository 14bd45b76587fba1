//! The flows that scenarios run on: XML, be it what the spec becomes or what lies in a folder.

use crate::cli::failure::{Failure, Failures};
use crate::cli::files;
use crate::cli::input::show;
use crate::cli::launch::project::{Flows, failure, is_flow, is_known, name_of};
use crate::cli::run::{Built, Run};
use crate::diag::{Diagnostic, Severity, Sink};
use crate::flow::Reading;
use crate::org::Org;
use crate::scenario::Bench;
use crate::simulate::Engine;
use crate::source::{FileId, Source, Sources};
use std::path::{Path, PathBuf};

/// Flows that can be run, and what is known around them.
pub(in crate::cli) struct Loaded {
    pub(in crate::cli) org: Org,
    pub(in crate::cli) readings: Vec<Reading>,
    pub(in crate::cli) notification_types: Vec<String>,
}

impl Loaded {
    /// What of the flows cannot be run, with its place.
    pub(in crate::cli) fn refusals(&self, sources: &Sources) -> Vec<Failure> {
        let engine = Engine::load(&self.org, &self.readings);
        engine.refusals().iter().map(|refusal| failure(refusal, sources)).collect()
    }
}

/// The flows of a spec, or those of a folder, with what is known around them.
pub(super) fn bench(built: &Built, folder: Option<&Path>, run: &mut Run) -> Result<Bench, Failures> {
    let Loaded { org, readings, notification_types } = loaded(built, folder, run)?;
    let bench = Bench::new(org, &readings, built.project.manner.clone(), notification_types);
    let refused: Vec<Failure> =
        bench.refusals().iter().map(|refusal| failure(refusal, &run.sources)).collect();
    if folder.is_none() && !refused.is_empty() {
        return Err(Failures(refused));
    }
    Ok(bench)
}

/// Reads the flows of a spec, or those of a folder.
pub(in crate::cli) fn loaded(
    built: &Built,
    folder: Option<&Path>,
    run: &mut Run,
) -> Result<Loaded, Failures> {
    let mut ids = match folder {
        Some(folder) => below(folder, run)?,
        None => made(built, run),
    };
    let notification_types: Vec<String> =
        ids.iter().filter_map(|id| notification_type(&run.sources.get(*id).path)).collect();
    let mut org = (*built.org).clone();
    let mut sink = Sink::default();
    let sources = ids.iter().map(|id| (*id, run.sources.get(*id)));
    org.load_team(sources.filter(|(_, source)| Org::reads(&source.path)), &mut sink);
    let weakened = |each: Diagnostic| Diagnostic { severity: each.severity.max(Severity::Warning), ..each };
    run.diagnostics.extend(sink.finish().into_iter().map(weakened));
    if let Some(team) = &built.team {
        ids.extend(below(team, run)?);
    }
    ids.retain(|id| is_flow(&run.sources.get(*id).path));
    let flows = Flows::read(&ids, &run.sources);
    run.diagnostics.extend(flows.broken.into_values().flatten());
    let readings = flows.readings.into_values().collect();
    Ok(Loaded { org, readings, notification_types })
}

/// What the spec becomes, as it would lie on disk.
fn made(built: &Built, run: &mut Run) -> Vec<FileId> {
    let root = built.spec.with_extension("");
    let mut ids = Vec::new();
    for (path, bytes) in built.project.tree.files() {
        let shown = format!("{}/{path}", show(&root));
        if path.ends_with(".xml") {
            ids.push(run.sources.add(Source::new(shown, String::from_utf8_lossy(bytes).into_owned())));
        }
    }
    ids
}

/// The metadata files of a folder.
fn below(folder: &Path, run: &mut Run) -> Result<Vec<FileId>, Failures> {
    let found = files::find(&[PathBuf::from(folder)]);
    if !found.unanswered.is_empty() {
        return Err(Failures(found.unanswered));
    }
    let mut ids = Vec::new();
    for file in found.files.iter().filter(|file| is_known(file) || notification_type(&file.shown).is_some()) {
        ids.push(run.sources.add(file.read()?));
    }
    Ok(ids)
}

/// The name of a notification type, by its file.
fn notification_type(path: &str) -> Option<String> {
    let is_one = path.ends_with(".notiftype-meta.xml") || path.ends_with(".notiftype");
    is_one.then(|| name_of(path))
}
