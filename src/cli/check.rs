//! `ctiflow check`: all mistakes.

use super::Exit;
use super::answer::{Output, Stream, exit};
use super::run::{Request, Run};
use super::workspace::Workspace;
use crate::diag::render::Counts;
use serde_json::Map;
use std::path::PathBuf;

/// Show all mistakes of specs
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The specs; without one every specs/*.yaml
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,
    /// The folder of the org's own metadata, instead of the spec's `org:`
    #[arg(long, value_name = "PATH")]
    org: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// Runs it. Warnings alone are no reason to fail.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let specs = match Workspace::find().and_then(|workspace| workspace.specs(&arguments.specs)) {
        Ok(specs) => specs,
        Err(failure) => return arguments.output.fail(vec![failure]),
    };
    let run = Run::of(&specs, &Request { team: arguments.org.as_deref(), parts: &[] });
    let exit = exit(&run);
    arguments.output.show(&run, Stream::Data, exit, Map::new());
    if arguments.output.is_for_people() {
        Stream::Words.print(&summary(&run));
    }
    exit
}

fn summary(run: &Run) -> String {
    let specs = format!("{} spec{}", run.specs, if run.specs == 1 { "" } else { "s" });
    match Counts::of(&run.diagnostics) {
        counts if counts == Counts::default() && run.is_whole() => format!("{specs}: no mistakes\n"),
        counts if counts == Counts::default() => String::new(),
        counts => format!("{specs}: {counts}\n"),
    }
}
