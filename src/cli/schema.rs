//! `ctiflow schema`: the JSON schema of the language, for editors.

use super::Exit;
use super::answer::Envelope;
use crate::spec;

/// Print the JSON schema of specs, for editors
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    envelope: Envelope,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let schema = spec::json_schema();
    arguments.envelope.answer(&format!("{schema:#}\n"), "schema", schema)
}
