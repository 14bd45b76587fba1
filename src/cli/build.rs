//! `ctiflow build`: the deployable projects.

use super::Exit;
use super::answer::{self, Output, Stream};
use super::failure::Failure;
use super::folder::{self, HandEdits, Plan, Report};
use super::input::show;
use super::run::{Request, Run};
use super::workspace::Workspace;
use crate::build::Part;
use crate::compile::Project;
use crate::source::Sources;
use serde_json::{Map, Value, json};
use similar::TextDiff;
use std::path::{Path, PathBuf};

/// Write the deployable project of each spec
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The specs; without one every specs/*.yaml
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,
    /// The folder of the project; without it generated/NAME/, by the name of the spec
    #[arg(short = 'o', long = "output", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The folder of the org's own metadata, instead of the spec's `org:`
    #[arg(long, value_name = "PATH")]
    org: Option<PathBuf>,
    /// Add a part that is not made by itself
    #[arg(long, value_name = "PART", value_enum)]
    with: Vec<With>,
    /// Write nothing; fail, with a diff, if a project is not what its spec says
    #[arg(long)]
    check: bool,
    /// Replace files that were edited by hand
    #[arg(long, conflicts_with = "check")]
    force: bool,
    #[command(flatten)]
    output: Output,
}

/// A part, as it is asked for.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum With {
    /// The mapping of Lead fields to those of the Contact, for the conversion of leads; it replaces the org's whole mapping
    Conversion,
}

impl With {
    fn part(self) -> Part {
        match self {
            With::Conversion => Part::Conversion,
        }
    }
}

/// What was done about one spec.
struct Done {
    exit: Exit,
    /// For people: a diff, and what was done.
    data: String,
    words: String,
    /// For programs.
    details: Map<String, Value>,
}

/// Runs it. Nothing is written where one spec of the run has a mistake.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let targets = match targets(arguments) {
        Ok(targets) => targets,
        Err(failure) => return arguments.output.fail(vec![failure]),
    };
    let specs: Vec<PathBuf> = targets.iter().map(|(spec, _)| spec.clone()).collect();
    let parts: Vec<Part> = arguments.with.iter().map(|with| with.part()).collect();
    let mut run = Run::of(&specs, &Request { team: arguments.org.as_deref(), parts: &parts });
    let mut done = Vec::new();
    if run.is_whole() {
        run.judge();
    }
    if run.is_whole() {
        let projects = std::mem::take(&mut run.projects);
        for ((spec, folder), built) in targets.iter().zip(&projects) {
            match one(arguments, (spec, folder), &built.project, &run.sources) {
                Ok(each) => done.push(each),
                Err(failures) => run.failures.extend(failures),
            }
        }
    }
    finish(arguments, &run, done)
}

fn finish(arguments: &Arguments, run: &Run, done: Vec<Done>) -> Exit {
    let exit = done.iter().map(|each| each.exit).fold(answer::exit(run), Exit::max);
    let projects = done.iter().map(|each| Value::from(each.details.clone())).collect();
    let details = entries([("projects", projects)]);
    arguments.output.show(run, Stream::Words, exit, details);
    for each in &done {
        if arguments.output.is_for_people() {
            Stream::Data.print(&each.data);
        }
        Stream::Words.print(&each.words);
    }
    if done.is_empty() && !arguments.check {
        Stream::Words.print("nothing was written\n");
    }
    exit
}

/// Each spec and the folder of its project.
fn targets(arguments: &Arguments) -> Result<Vec<(PathBuf, PathBuf)>, Failure> {
    let workspace = Workspace::find()?;
    let specs = workspace.specs(&arguments.specs)?;
    if let (Some(folder), false) = (&arguments.folder, specs.len() == 1) {
        let message = format!("-o {} is one folder, and there are {} specs", show(folder), specs.len());
        return Err(Failure::new(message).help("name the spec that is built there"));
    }
    let mut targets: Vec<(PathBuf, PathBuf)> = Vec::new();
    for spec in specs {
        let folder = arguments.folder.clone().unwrap_or_else(|| workspace.output(&spec));
        if let Some((other, _)) = targets.iter().find(|(_, taken)| *taken == folder) {
            let message =
                format!("its project would lie in {}, as that of {} would", show(&folder), show(other));
            return Err(Failure::of(show(&spec), message).help("build them one by one, with -o"));
        }
        targets.push((spec, folder));
    }
    Ok(targets)
}

fn one(
    arguments: &Arguments,
    (spec, folder): (&Path, &Path),
    project: &Project,
    sources: &Sources,
) -> Result<Done, Vec<Failure>> {
    let mut done = if arguments.check {
        let plan = folder::compare(folder, &project.tree).map_err(|failures| failures.0)?;
        compared(folder, &plan)
    } else {
        let hand_edits = if arguments.force { HandEdits::Replace } else { HandEdits::Refuse };
        let report = folder::write(folder, &project.tree, hand_edits).map_err(|failures| failures.0)?;
        written(folder, &report)
    };
    let left_out = left_out(project, sources);
    done.words += &left_out.iter().map(|(words, _)| words.as_str()).collect::<String>();
    let places = left_out.into_iter().map(|(_, value)| value).collect();
    done.details.extend(entries([
        ("spec", show(spec).into()),
        ("folder", show(folder).into()),
        ("leftOut", places),
    ]));
    Ok(done)
}

fn entries<const COUNT: usize>(entries: [(&str, Value); COUNT]) -> Map<String, Value> {
    entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn written(folder: &Path, report: &Report) -> Done {
    let Report { written, removed, unchanged, finished } = report;
    let note = if *finished { " (after finishing a build that was interrupted)" } else { "" };
    let words = format!(
        "{}: {} written, {} removed, {unchanged} unchanged{note}\n",
        show(folder),
        written.len(),
        removed.len()
    );
    let details = entries([
        ("written", json!(written)),
        ("removed", json!(removed)),
        ("unchanged", json!(unchanged)),
        ("stale", json!(false)),
    ]);
    Done { exit: Exit::Fine, data: String::new(), words, details }
}

fn compared(folder: &Path, plan: &Plan) -> Done {
    let paths = |changes: &[folder::Change]| changes.iter().map(|each| each.path.clone()).collect::<Vec<_>>();
    let data: String = plan.changes().map(|change| diff(folder, change)).collect();
    let exit = if plan.is_stale() { Exit::Findings } else { Exit::Fine };
    let mut words: String = plan.foreign().iter().map(|failure| format!("{failure}\n")).collect();
    words += &match plan {
        plan if plan.interrupted => format!("{}: a build was interrupted here; build again\n", show(folder)),
        plan if plan.is_stale() => format!("{}: not what the spec says; build again\n", show(folder)),
        plan => format!("{}: {} files are what the spec says\n", show(folder), plan.unchanged),
    };
    let details = entries([
        ("written", json!(paths(&plan.writes))),
        ("removed", json!(paths(&plan.removals))),
        ("unchanged", json!(plan.unchanged)),
        ("stale", json!(plan.is_stale())),
        ("diff", json!(data)),
    ]);
    Done { exit, data, words, details }
}

/// The unified diff of one file.
fn diff(folder: &Path, change: &folder::Change) -> String {
    let text = |content: &Option<Vec<u8>>| {
        String::from_utf8_lossy(content.as_deref().unwrap_or_default()).replace("\r\n", "\n")
    };
    let name = |side: &str, content: &Option<Vec<u8>>| match content {
        Some(_) => format!("{side}/{}", show(&folder.join(&change.path))),
        None => "/dev/null".to_owned(),
    };
    let (before, after) = (text(&change.before), text(&change.after));
    let diff = TextDiff::from_lines(&before, &after);
    diff.unified_diff().header(&name("a", &change.before), &name("b", &change.after)).to_string()
}

/// What the program does not do because the org lacks a feature.
fn left_out(project: &Project, sources: &Sources) -> Vec<(String, Value)> {
    let one = |(span, feature): &(crate::source::Span, String)| {
        let source = sources.get(span.file);
        let (line, column) = source.line_column(span.start);
        let words = format!("{}:{line}:{column}: left out: needs the feature `{feature}`\n", source.path);
        (words, json!({ "path": source.path, "line": line, "column": column, "feature": feature }))
    };
    project.left_out.iter().map(one).collect()
}
