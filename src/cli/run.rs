//! Several specs, from their files to their projects.

use super::failure::Failure;
use super::input::{self, show};
use super::{crash, org, workspace};
use crate::build::Part;
use crate::compile::{self, Compiled, Project};
use crate::diag::render::Counts;
use crate::diag::{Diagnostic, Severity};
use crate::org::Org;
use crate::source::{Source, Sources};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What the specs of one command became.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// How many specs were asked for.
    pub(super) specs: usize,
    pub(super) sources: Sources,
    /// The projects of those without an error, in order.
    pub(super) projects: Vec<Built>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What could not be read.
    pub(super) failures: Vec<Failure>,
    /// Where we broke down.
    pub(super) crashes: Vec<Failure>,
}

/// A project, and what it was compiled against.
#[derive(Debug)]
pub(super) struct Built {
    /// The spec.
    pub(super) spec: PathBuf,
    pub(super) project: Project,
    pub(super) org: Rc<Org>,
    /// The folder of the team's own metadata.
    pub(super) team: Option<PathBuf>,
}

/// What a run is asked for beside its specs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Request<'a> {
    /// The folder of the org's own metadata, instead of the spec's `org:`.
    pub(super) team: Option<&'a Path>,
    /// What is made only where it is asked for.
    pub(super) parts: &'a [Part],
}

impl Run {
    /// Compiles each of `specs`, against the metadata below `team` where it is said.
    pub(super) fn of(specs: &[PathBuf], request: &Request<'_>) -> Self {
        let mut run = Self { specs: specs.len(), ..Self::default() };
        let mut teams = org::Teams::default();
        for path in specs {
            match run.compile(path, request, &mut teams) {
                Ok(compiled) => run.take(path, compiled),
                Err(failure) => run.failures.push(failure),
            }
        }
        let claims = compile::claims(run.projects.iter().map(|built| &built.project));
        run.diagnostics.extend(claims);
        run
    }

    fn compile(
        &mut self,
        path: &Path,
        request: &Request<'_>,
        teams: &mut org::Teams,
    ) -> Result<(Compiled, Rc<Org>, Option<PathBuf>), Failure> {
        let text = input::text(path, input::SPEC_BYTES)?;
        let file = self.sources.add(Source::new(show(path), text));
        let reading = match crash::catch(&show(path), || compile::read(&self.sources, file)) {
            Ok(reading) => reading,
            Err(crash) => return Ok((self.crashed(crash), Rc::default(), None)),
        };
        let folder = request.team.map(Path::to_owned).or_else(|| {
            let named = reading.org()?;
            Some(path.parent().unwrap_or(Path::new("")).join(&named.value))
        });
        let org = teams.org(folder.as_deref(), &mut self.sources, &mut self.diagnostics)?;
        match crash::catch(&show(path), || {
            reading.with(request.parts).compile(&org, &workspace::origin(path))
        }) {
            Ok(compiled) => Ok((compiled, org, folder)),
            Err(crash) => Ok((self.crashed(crash), org, folder)),
        }
    }

    fn crashed(&mut self, crash: Failure) -> Compiled {
        self.crashes.push(crash);
        Compiled::default()
    }

    fn take(&mut self, path: &Path, (compiled, org, team): (Compiled, Rc<Org>, Option<PathBuf>)) {
        self.diagnostics.extend(compiled.diagnostics);
        let built = compiled.project.map(|project| Built { spec: path.to_owned(), project, org, team });
        self.projects.extend(built);
    }

    /// Judges what was made as `ctiflow lint` does. An error in it is a mistake of ours.
    pub(super) fn judge(&mut self) {
        for built in &self.projects {
            let path = show(&built.spec);
            let found = crash::catch(&path, || built.project.findings(&built.org));
            let errors = |found: Vec<Diagnostic>| -> Vec<Diagnostic> {
                found.into_iter().filter(|each| each.severity == Severity::Error).collect()
            };
            match found.map(errors) {
                Ok(errors) if errors.is_empty() => {}
                Ok(errors) => {
                    self.diagnostics.extend(errors);
                    self.crashes.push(crash::report(&path, "ctiflow would build what it finds wrong itself"));
                }
                Err(crash) => self.crashes.push(crash),
            }
        }
    }

    /// Whether every spec became a project that may be written.
    pub(super) fn is_whole(&self) -> bool {
        let problems = self.failures.len() + self.crashes.len() + Counts::of(&self.diagnostics).errors;
        problems == 0
    }
}
