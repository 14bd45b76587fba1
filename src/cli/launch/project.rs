//! The flow, and what is known around it.

use crate::cli::failure::{Failure, Failures};
use crate::cli::files::{self, MetadataFile};
use crate::cli::input::show;
use crate::cli::run::Run;
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::flow::{self, Flow, Reading};
use crate::org::Org;
use crate::simulate::{Engine, Reason, Refusal};
use crate::source::{FileId, Sources};
use crate::xml;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A flow that can be run.
pub(super) struct Project {
    pub(super) org: Org,
    pub(super) engine: Engine,
    /// The flow.
    pub(super) flow: Flow,
    /// All flows by name.
    pub(super) flows: BTreeMap<String, Flow>,
}

/// Flows by name, and what is wrong with those that cannot be read.
#[derive(Default)]
pub(in crate::cli) struct Flows {
    pub(in crate::cli) readings: BTreeMap<String, Reading>,
    pub(in crate::cli) broken: BTreeMap<String, Vec<Diagnostic>>,
}

impl Project {
    /// Loads a flow with its project and the org's metadata; nothing where it has mistakes, which are in `run`.
    pub(super) fn load(path: &Path, org: Option<&Path>, run: &mut Run) -> Result<Option<Self>, Failures> {
        let found = files::find(&[path.to_owned()]);
        let ([file], []) = (found.files.as_slice(), found.unanswered.as_slice()) else {
            let folder = Failure::of(show(path), "is a folder").help("name the flow's file in it");
            return Err(Failures(match found.unanswered.is_empty() {
                true => vec![folder],
                false => found.unanswered,
            }));
        };
        let own = run.sources.add(file.read()?);
        let mut paths = vec![path.to_owned()];
        paths.extend(around(path));
        paths.extend(org.map(Path::to_owned));
        let around = files::find(&paths);
        if let Some(failure) = around.unanswered.into_iter().next().filter(|_| org.is_some()) {
            return Err(failure.into());
        }
        let mut ids = vec![own];
        for file in around.files.iter().filter(|other| other.path != file.path && is_known(other)) {
            ids.push(run.sources.add(file.read()?));
        }
        let name = name_of(&file.shown);
        let (org, flows) = (team(&ids, run), Flows::read(&ids, &run.sources));
        Ok(flows.project(org, &name, run))
    }
}

/// What lies around a flow: its project, its package, or the flows beside it.
fn around(path: &Path) -> Vec<PathBuf> {
    let is_root =
        |folder: &&Path| ["sfdx-project.json", "package.xml"].iter().any(|mark| folder.join(mark).is_file());
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if let Some(root) = path.ancestors().skip(1).find(is_root) {
        return vec![root.to_owned()];
    }
    let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten();
    let mut beside: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| is_flow(&show(path))).collect();
    beside.sort();
    beside
}

/// Whether a file holds a flow.
pub(in crate::cli) fn is_flow(path: &str) -> bool {
    path.ends_with(".flow-meta.xml") || path.ends_with(".flow")
}

/// Whether a file says something about what flows can do.
pub(in crate::cli) fn is_known(file: &MetadataFile) -> bool {
    is_flow(&file.shown) || Org::reads(&file.shown)
}

/// Whether a save or a schedule would start a flow, were it active. One that is called, or that is itself to be run, may be a
/// draft.
fn waits(flow: &Flow) -> bool {
    let inactive = !matches!(flow.status.as_str(), "" | "Active");
    inactive && flow.start.trigger_type.is_some()
}

/// The API name of a flow's file.
pub(in crate::cli) fn name_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name).to_owned()
}

/// What every org has, and what the files say. A mistake in them does not keep the flow from running.
fn team(ids: &[FileId], run: &mut Run) -> Org {
    let (mut org, mut sink) = (Org::standard(), Sink::default());
    let sources = ids.iter().map(|id| (*id, run.sources.get(*id)));
    org.load_team(sources.filter(|(_, source)| Org::reads(&source.path)), &mut sink);
    let weakened = |each: Diagnostic| Diagnostic { severity: each.severity.max(Severity::Warning), ..each };
    run.diagnostics.extend(sink.finish().into_iter().map(weakened));
    org
}

impl Flows {
    /// The flow itself stands first: another of its name is passed over.
    pub(in crate::cli) fn read(ids: &[FileId], sources: &Sources) -> Self {
        let mut flows = Self::default();
        for (at, id) in ids.iter().enumerate() {
            let source = sources.get(*id);
            let name = name_of(&source.path);
            if at > 0 && (!is_flow(&source.path) || flows.has(&name)) {
                continue;
            }
            let read = xml::read(source, *id).map_err(|mistake| vec![*mistake]);
            match read.and_then(|document| flow::read(&name, &document)) {
                Ok(reading) => drop(flows.readings.insert(name, reading)),
                Err(mistakes) => drop(flows.broken.insert(name, mistakes)),
            }
        }
        flows
    }

    fn has(&self, name: &str) -> bool {
        self.readings.contains_key(name) || self.broken.contains_key(name)
    }

    fn project(mut self, org: Org, name: &str, run: &mut Run) -> Option<Project> {
        let Some(reading) = self.readings.get(name) else {
            run.diagnostics.extend(self.broken.remove(name).unwrap_or_default());
            return None;
        };
        let flow = reading.flow.clone();
        self.readings.retain(|other, reading| other == name || !waits(&reading.flow));
        let engine = Engine::load(&org, self.readings.values());
        if !engine.runs(name) {
            self.refuse(&engine, name, run);
            return None;
        }
        let flows = self.readings.into_iter().map(|(name, reading)| (name, reading.flow)).collect();
        Some(Project { org, engine, flow, flows })
    }

    /// Why a flow cannot be run: for itself, or for those that it calls.
    fn refuse(&self, engine: &Engine, name: &str, run: &mut Run) {
        let (mut asked, mut seen) = (vec![name.to_owned()], BTreeSet::new());
        while let Some(name) = asked.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            for refusal in engine.refusals().iter().filter(|refusal| refusal.flow == name) {
                match &refusal.reason {
                    Reason::RefusedFlow(called) => asked.push(called.clone()),
                    Reason::MissingFlow(called) => self.missing(refusal, called, run),
                    Reason::ProcessType(_)
                    | Reason::Element(_)
                    | Reason::LaterPath
                    | Reason::Unread(_)
                    | Reason::Operator(_)
                    | Reason::Name(_)
                    | Reason::Formula(_)
                    | Reason::Logic(_)
                    | Reason::Connector(_)
                    | Reason::NoObject => run.failures.push(failure(refusal, &run.sources)),
                }
            }
        }
    }

    fn missing(&self, refusal: &Refusal, called: &str, run: &mut Run) {
        match self.broken.get(called) {
            Some(mistakes) => run.diagnostics.extend(mistakes.iter().cloned()),
            None => {
                let span = refusal.place.0.unwrap_or_default();
                let near = crate::diag::nearest(called, self.readings.keys().map(String::as_str));
                let message = format!("{refusal}");
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "put its file beside this flow, or name its folder with --org".to_owned(),
                };
                run.diagnostics.push(Diagnostic::new(Code::UnknownFlow, span, message).help(help));
            }
        }
    }
}

/// What cannot be run here, with its place.
pub(in crate::cli) fn failure(refusal: &Refusal, sources: &Sources) -> Failure {
    let failure = match refusal.place.0 {
        Some(span) => {
            let source = sources.get(span.file);
            let (line, column) = source.line_column(span.start);
            Failure::of(format!("{}:{line}:{column}", source.path), refusal.to_string())
        }
        None => Failure::new(refusal.to_string()),
    };
    failure.help("nothing was run: ctiflow runs a flow only where it can run all of it")
}
