//! `ctiflow fmt`: metadata files as Salesforce writes them.

mod one;
mod report;

pub(super) use report::NOT_CANONICAL;

use super::Exit;
use super::answer::Output;
use super::files::{self, Found};
use one::one;
use report::Report;
use std::path::PathBuf;

/// Write metadata files as Salesforce writes them
///
/// The order of elements, indentation, escapes and ends of lines become those of a retrieved file. What the files say is
/// never changed: comments and unknown elements stay.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files, and folders with *-meta.xml files or a Metadata API package
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Write nothing; list what is not canonical, and why, with a diff
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    output: Output,
}

impl Arguments {
    fn way(&self) -> Way {
        if self.check { Way::Check } else { Way::Write }
    }
}

/// What is done about a file that is not canonical.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Write,
    Check,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let Found { files, unanswered, passed_by } = files::find(&arguments.paths);
    let mut report = Report::new(arguments.way(), arguments.output, unanswered);
    files::each(&files, |file| one(file, arguments.way()), |file, done| report.take(file, done));
    report.finish(passed_by)
}
