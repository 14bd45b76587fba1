//! `ctiflow schema`: the JSON schemas of specs and of scenarios, for editors.

use super::Exit;
use super::answer::Envelope;
use crate::spec;

/// Print the JSON schema of specs or of scenarios, for editors
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// That of files of scenarios, not of specs
    #[arg(long)]
    scenarios: bool,
    #[command(flatten)]
    envelope: Envelope,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let schema = match arguments.scenarios {
        true => spec::scenarios_schema(),
        false => spec::json_schema(),
    };
    arguments.envelope.answer(&format!("{schema:#}\n"), "schema", schema)
}
