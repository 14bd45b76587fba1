//! `ctiflow explain`: what a message means, with a wrong spec and a mended one.

use super::Exit;
use super::answer::Envelope;
use super::failure::Failure;
use super::lint::codes;
use crate::diag::nearest;

/// Say what a message or a rule means, with a wrong spec or file and a mended one
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The name of the message or rule, as in `error[unknown-field]`
    name: String,
    #[command(flatten)]
    envelope: Envelope,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments) -> Exit {
    match codes().into_iter().find(|code| code.name() == arguments.name) {
        Some(code) => arguments.envelope.answer(code.page(), "page", code.page().into()),
        None => arguments.envelope.fail(unknown(&arguments.name)),
    }
}

fn unknown(name: &str) -> Failure {
    let codes = codes();
    let names = || codes.iter().map(|code| code.name());
    let failure = Failure::new(format!("no message and no rule is called `{name}`"));
    match nearest(name, names()) {
        Some(right) => failure.help(format!("did you mean `{right}`?")),
        None => failure.help(format!("these are: {}", names().collect::<Vec<_>>().join(", "))),
    }
}
