//! `ctiflow run`: any flow, on the records and inputs of a file.

mod given;
mod play;
pub(super) mod project;
mod records;
mod report;
mod saves;
mod words;

use super::answer::{Output, Stream, exit};
use super::failure::Failures;
use super::input::{self, show};
use super::run::Run;
use super::{Exit, crash};
use crate::diag::Sink;
use crate::source::Source;
use crate::spec;
use given::Given;
use play::Played;
use project::Project;
use serde_json::Map;
use std::path::PathBuf;

/// Run a flow here, on given records and inputs
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The flow's file; the project that it lies in is known with it
    #[arg(value_name = "FLOW")]
    flow: PathBuf,
    /// The records and inputs, as YAML or JSON
    #[arg(long, value_name = "FILE")]
    with: Option<PathBuf>,
    /// The folder of the org's own metadata, beside the flow's project
    #[arg(long, value_name = "DIR")]
    org: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let mut run = Run::default();
    let played = match crash::catch(&show(&arguments.flow), || played(arguments, &mut run)) {
        Ok(Ok(played)) => played,
        Ok(Err(Failures(failures))) => {
            run.failures.extend(failures);
            None
        }
        Err(crash) => {
            run.crashes.push(crash);
            None
        }
    };
    let mut details = Map::new();
    let failed = played.as_ref().is_some_and(|played| played.failure().is_some());
    let exit = exit(&run).max(if failed { Exit::Findings } else { Exit::Fine });
    if let Some(played) = &played {
        details.insert("run".to_owned(), report::json(played));
    }
    arguments.output.show(&run, Stream::Words, exit, details);
    if let Some(played) = played.filter(|_| arguments.output.is_for_people()) {
        Stream::Data.print(&words::text(&played));
    }
    exit
}

/// What happened; nothing where the flow or the file has mistakes, which are in `run`.
fn played(arguments: &Arguments, run: &mut Run) -> Result<Option<Played>, Failures> {
    let with = match &arguments.with {
        Some(path) => Some(run.sources.add(Source::new(show(path), input::text(path, input::SPEC_BYTES)?))),
        None => None,
    };
    let Some(project) = Project::load(&arguments.flow, arguments.org.as_deref(), run)? else {
        return Ok(None);
    };
    let mut sink = Sink::default();
    let tree = with.map(|file| spec::tree(run.sources.get(file), file, &mut sink));
    let whole = with.map(|file| crate::source::Span::new(file, 0..0)).unwrap_or_default();
    let given = match &tree {
        Some(None) => None,
        Some(Some(root)) => Given::read(root, &mut sink),
        None => Some(Given::default()),
    };
    let played = given.and_then(|given| play::play(&project, &given, whole, &mut sink));
    let broken = sink.has_errors();
    run.diagnostics.extend(sink.finish());
    Ok(played.filter(|_| !broken))
}
