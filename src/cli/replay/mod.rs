//! `ctiflow replay`: an export of calls through a program, in the order of their time.

mod cells;
mod people;
mod play;
mod progress;
mod report;
mod rows;
mod sums;

use super::answer::{Stream, exit};
use super::failure::{Failure, Failures};
use super::run::{Request, Run};
use super::test::flows::{self, Loaded};
use super::{Exit, crash};
use crate::diag::Severity;
use clap::ValueEnum;
use std::path::PathBuf;

/// Show what a program would have done with an export of calls
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The spec
    #[arg(value_name = "SPEC")]
    spec: PathBuf,
    /// The calls: an export of Tasks, as CSV
    #[arg(long, value_name = "FILE")]
    calls: PathBuf,
    /// The contacts and leads that were called, as CSV; without them they are made from the calls' ids
    #[arg(long, value_name = "FILE")]
    people: Vec<PathBuf>,
    /// How many calls are saved in one transaction
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=200))]
    batch: u32,
    /// The folder of the org's own metadata, instead of the spec's `org:`
    #[arg(long, value_name = "PATH")]
    org: Option<PathBuf>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// The ways to show a replay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Sums for people.
    #[default]
    Text,
    /// One line for each call.
    Csv,
    /// Sums in the envelope of the sf command line.
    Json,
}

impl Arguments {
    fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Broken {
    line: u64,
    message: String,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let request = Request { team: arguments.org.as_deref(), ..Request::default() };
    let mut run = Run::of(std::slice::from_ref(&arguments.spec), &request);
    run.diagnostics.retain(|each| each.severity == Severity::Error);
    let replayed = match crash::catch("this command", || replayed(arguments, &mut run)) {
        Ok(Ok(replayed)) => replayed,
        Ok(Err(Failures(failures))) => {
            run.failures.extend(failures);
            None
        }
        Err(crash) => {
            run.crashes.push(crash);
            None
        }
    };
    let wrong = replayed.as_ref().is_some_and(|replayed| replayed.has_findings());
    let exit = exit(&run).max(if wrong { Exit::Findings } else { Exit::Fine });
    match (arguments.format(), &replayed) {
        (Format::Json, _) => return report::json(&run, replayed.as_ref(), exit),
        (Format::Text, Some(replayed)) => Stream::Data.print(&report::text(replayed)),
        (Format::Text | Format::Csv, _) => {}
    }
    let diagnostics = crate::diag::render::text(&run.diagnostics, &run.sources, usize::MAX);
    Stream::Words.print(&diagnostics);
    if let Some(replayed) = &replayed {
        Stream::Words.print(&report::broken(replayed));
    }
    run.failures.iter().chain(&run.crashes).for_each(super::answer::complain);
    exit
}

fn replayed(arguments: &Arguments, run: &mut Run) -> Result<Option<sums::Replayed>, Failures> {
    let Some(built) = std::mem::take(&mut run.projects).into_iter().next() else { return Ok(None) };
    let loaded: Loaded = flows::loaded(&built, None, run)?;
    let refused = loaded.refusals(&run.sources);
    if !refused.is_empty() {
        return Err(Failures(refused));
    }
    play::replay(arguments, &built.project.manner, &loaded)
        .map(Some)
        .map_err(|failure: Failure| failure.into())
}
