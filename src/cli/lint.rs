//! `ctiflow lint`: what would break in any metadata.

use super::answer::{Output, Stream};
use super::failure::Failure;
use super::input::{self, show};
use super::{Exit, crash};
use crate::diag::render::{self, Counts};
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::lint::{self, Facts, Package, Rule, Summary, Unit};
use crate::org::Org;
use crate::source::{FileId, Source};
use crate::xml;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

use super::run::Run;

/// Find what would break, and what is only taste, in flows and other metadata
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files, folders and projects
    #[arg(value_name = "PATH", required_unless_present = "rules")]
    paths: Vec<PathBuf>,
    /// The folder of the org's own metadata, beside what is looked at
    #[arg(long, value_name = "DIR")]
    org: Option<PathBuf>,
    /// From which weight on findings make the command fail
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t)]
    fail_on: Weight,
    /// List the rules
    #[arg(long, conflicts_with_all = ["paths", "org"])]
    rules: bool,
    #[command(flatten)]
    output: Output,
}

/// A severity, as it is asked for.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Weight {
    #[default]
    Error,
    Warning,
    Note,
}

impl Weight {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }
}

/// Runs it.
pub(super) fn run(arguments: &Arguments) -> Exit {
    if arguments.rules {
        return list(arguments.output);
    }
    let mut linting = Linting { run: Run::default(), rules: lint::RULES, files: 0 };
    let read = files(&arguments.paths).and_then(|paths| {
        let team =
            arguments.org.as_ref().map_or(Ok(Vec::new()), |folder| files(std::slice::from_ref(folder)))?;
        Ok((paths, team))
    });
    match read {
        Ok((paths, team)) => linting.all(&paths, &team),
        Err(failure) => return arguments.output.fail(vec![failure]),
    }
    let exit = linting.exit(arguments.fail_on.severity());
    arguments.output.show(&linting.run, Stream::Data, exit, Map::new());
    if arguments.output.is_for_people() {
        Stream::Words.print(&linting.summary());
    }
    exit
}

/// Every rule, with its weight and what it finds.
fn list(output: Output) -> Exit {
    let about = |rule: &Rule| (rule.about.name, render::word(rule.about.severity), rule.summary());
    let rows = lint::RULES.iter().map(|rule| about(rule));
    let line = |(name, severity, summary): (&str, &str, &str)| format!("{name:32} {severity:8} {summary}\n");
    let row = |(name, severity, summary)| json!({ "name": name, "severity": severity, "summary": summary });
    let (text, value) = (rows.clone().map(line).collect::<String>(), rows.map(row).collect::<Value>());
    output.answer(&text, "rules", value)
}

/// One run of the linter.
struct Linting {
    run: Run,
    rules: &'static [&'static Rule],
    files: usize,
}

impl Linting {
    fn all(&mut self, paths: &[PathBuf], team: &[PathBuf]) {
        let own: Vec<FileId> = paths.iter().filter_map(|path| self.source(path)).collect();
        let beside: Vec<FileId> = team.iter().filter_map(|path| self.source(path)).collect();
        let org = self.org(beside.iter().chain(&own));
        let summaries: Vec<Summary> = own.iter().filter_map(|file| self.file(*file, &org)).collect();
        let package = Package { files: &summaries, org: &org };
        for rule in self.rules {
            self.check(rule, "the package", || package.check(rule));
        }
        self.run.diagnostics.sort_by_key(|each| (each.span, each.code));
        self.files = own.len();
    }

    fn source(&mut self, path: &Path) -> Option<FileId> {
        match input::text(path, xml::MAX_BYTES as u64) {
            Ok(text) => Some(self.run.sources.add(Source::new(show(path), text))),
            Err(failure) => {
                self.run.failures.push(failure);
                None
            }
        }
    }

    /// What every org has, and what is in some files. Mistakes in them are found when they are judged.
    fn org<'f>(&self, files: impl Iterator<Item = &'f FileId>) -> Org {
        let mut org = Org::standard();
        let files = files.map(|file| (*file, self.run.sources.get(*file)));
        org.load_team(files, &mut Sink::default());
        org
    }

    /// Judges one file; what is kept of it.
    fn file(&mut self, file: FileId, org: &Org) -> Option<Summary> {
        let source = self.run.sources.get(file).clone();
        match crash::catch(&source.path, || xml::read(&source, file)) {
            Ok(Ok(tree)) => {
                let unit = Unit::new(&source.path, &tree);
                self.unit(&unit, &unit.facts(org), &source.path);
                Some(unit.summary())
            }
            Ok(Err(mistake)) => {
                self.run.diagnostics.push(*mistake);
                None
            }
            Err(crash) => {
                self.run.crashes.push(crash);
                None
            }
        }
    }

    fn unit(&mut self, unit: &Unit<'_>, facts: &Facts<'_>, path: &str) {
        for rule in self.rules {
            self.check(rule, path, || facts.check(rule));
        }
        self.run.diagnostics.extend(unit.unreadable().iter().cloned());
    }

    fn check(&mut self, rule: &Rule, path: &str, work: impl FnOnce() -> Vec<Diagnostic>) {
        match crash::catch(path, work) {
            Ok(found) => self.run.diagnostics.extend(found),
            Err(mut crash) => {
                crash.message = format!("the rule `{}`: {}", rule.about.name, crash.message);
                self.run.crashes.push(crash);
            }
        }
    }

    fn exit(&self, fail_on: Severity) -> Exit {
        let run = &self.run;
        let found = run.diagnostics.iter().any(|each| each.severity <= fail_on);
        match (run.crashes.is_empty(), found || !run.failures.is_empty()) {
            (false, _) => Exit::Crashed,
            (true, true) => Exit::Findings,
            (true, false) => Exit::Fine,
        }
    }

    fn summary(&self) -> String {
        let files = format!("{} file{}", self.files, if self.files == 1 { "" } else { "s" });
        match Counts::of(&self.run.diagnostics) {
            counts if counts == Counts::default() => format!("{files}: no findings\n"),
            counts => format!("{files}: {counts}\n"),
        }
    }
}

/// Everything that the linter may say.
pub(super) fn codes() -> Vec<Code> {
    Code::ALL.iter().copied().chain(lint::RULES.iter().map(|rule| rule.code())).collect()
}

/// The metadata files that are named, or lie below folders that are.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        for entry in WalkDir::new(path).sort_by_file_name() {
            let entry =
                entry.map_err(|fault| Failure::of(show(path), format!("cannot be walked: {fault}")))?;
            let shown = show(entry.path());
            let is_metadata = shown.ends_with("-meta.xml") || Org::reads(&shown);
            if entry.file_type().is_file() && (entry.depth() == 0 || is_metadata) {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}
