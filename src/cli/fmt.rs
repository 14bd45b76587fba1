//! `ctiflow fmt`: metadata files as Salesforce writes them.

use super::Exit;
use super::answer::{Output, Stream};
use super::failure::Failure;
use super::files::{self, Found, MetadataFile};
use super::run::Run;
use crate::diag::Diagnostic;
use crate::schema;
use crate::source::{FileId, Source};
use crate::xml;
use serde_json::{Map, Value, json};
use similar::TextDiff;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Write metadata files as Salesforce writes them
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files, and folders with *-meta.xml files or a Metadata API package
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Write nothing; fail, with a diff, if a file is not in canonical form
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    output: Output,
}

/// What became of one file.
enum Done {
    /// It is canonical already.
    Kept,
    /// It was not: the diff, where it was only checked.
    Changed(String),
    /// It is no XML.
    Refused(Box<Diagnostic>, Source),
    /// It cannot be read or written.
    Failed(Failure),
}

/// Runs it.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let Found { files, unanswered, passed_by } = files::find(&arguments.paths);
    let mut report = Report::new(arguments, unanswered);
    files::each(&files, |file| one(file, arguments.check), |file, done| report.take(file, done));
    report.finish(passed_by)
}

fn one(file: &MetadataFile, check: bool) -> Done {
    let source = match file.read() {
        Ok(source) => source,
        Err(failure) => return Done::Failed(failure),
    };
    let mut document = match xml::read(&source, FileId(0)) {
        Ok(document) => document,
        Err(wrong) => return Done::Refused(wrong, source),
    };
    schema::arrange(&mut document);
    let canonical = xml::write(&document);
    if canonical == source.text {
        return Done::Kept;
    }
    if check {
        return Done::Changed(diff(&source, &canonical));
    }
    match replace(&file.path, &canonical) {
        Ok(()) => Done::Changed(String::new()),
        Err(fault) => Done::Failed(Failure::of(file.shown.clone(), fault)),
    }
}

fn diff(source: &Source, canonical: &str) -> String {
    let (before, after) = (format!("a/{}", source.path), format!("b/{}", source.path));
    TextDiff::from_lines(source.text.as_str(), canonical).unified_diff().header(&before, &after).to_string()
}

/// Writes a whole new file beside the old one, and moves it there in one step.
fn replace(path: &Path, text: &str) -> Result<(), String> {
    let refused = |fault: std::io::Error| format!("cannot be written: {fault}");
    let permissions = fs::metadata(path).map_err(refused)?.permissions();
    if permissions.readonly() {
        return Err("is read-only".to_owned());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".ctiflow-")
        .permissions(permissions)
        .tempfile_in(folder)
        .map_err(refused)?;
    file.write_all(text.as_bytes()).map_err(refused)?;
    file.persist(path).map_err(|fault| refused(fault.error))?;
    Ok(())
}

/// All that is said about a run.
struct Report<'a> {
    arguments: &'a Arguments,
    exit: Exit,
    run: Run,
    kept: usize,
    changed: Vec<Value>,
}

impl<'a> Report<'a> {
    fn new(arguments: &'a Arguments, unanswered: Vec<Failure>) -> Self {
        let exit = if unanswered.is_empty() { Exit::Fine } else { Exit::Failed };
        let run = Run { failures: unanswered, ..Run::default() };
        Self { arguments, exit, run, kept: 0, changed: Vec::new() }
    }

    fn worsen(&mut self, exit: Exit) {
        self.exit = self.exit.max(exit);
    }

    fn take(&mut self, file: &MetadataFile, done: Result<Done, Failure>) {
        match done {
            Ok(Done::Kept) => self.kept += 1,
            Ok(Done::Changed(diff)) => self.changed(file, &diff),
            Ok(Done::Refused(mut wrong, source)) => {
                wrong.move_to(self.run.sources.add(source));
                self.run.diagnostics.push(*wrong);
                self.worsen(Exit::Findings);
            }
            Ok(Done::Failed(failure)) => {
                self.run.failures.push(failure);
                self.worsen(Exit::Findings);
            }
            Err(crash) => {
                self.run.crashes.push(crash);
                self.worsen(Exit::Crashed);
            }
        }
    }

    fn changed(&mut self, file: &MetadataFile, diff: &str) {
        self.changed.push(json!({ "path": file.shown, "diff": diff }));
        if self.arguments.check {
            self.worsen(Exit::Findings);
        }
        if self.arguments.output.is_for_people() {
            let heading = if self.arguments.check { "not canonical" } else { "written" };
            Stream::Data.print(&format!("{}: {heading}\n{diff}", file.shown));
        }
    }

    fn finish(mut self, passed_by: Vec<Failure>) -> Exit {
        if !passed_by.is_empty() {
            self.worsen(Exit::Findings);
        }
        self.run.failures.extend(passed_by);
        let changed = self.changed.len();
        let details = Map::from_iter([
            ("files".to_owned(), Value::from(self.changed)),
            ("unchanged".to_owned(), json!(self.kept)),
        ]);
        self.arguments.output.show(&self.run, Stream::Words, self.exit, details);
        let files = self.kept + changed;
        let verb = if self.arguments.check { "not canonical" } else { "written" };
        Stream::Words.print(&format!("{files} files: {changed} {verb}\n"));
        self.exit
    }
}
