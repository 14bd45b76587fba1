//! The command line: terminal, disk and exit codes. The only room with IO.

mod answer;
mod build;
mod check;
mod crash;
mod docs;
mod eval;
mod explain;
pub mod failure;
mod files;
mod fmt;
pub mod folder;
mod input;
mod launch;
mod limits;
mod lint;
mod org;
mod replay;
mod run;
mod schema;
mod settings;
mod test;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// How a command ends, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing to say.
    Fine = 0,
    /// Mistakes, findings or differences.
    Findings = 1,
    /// The question could not be answered.
    Failed = 2,
    /// A mistake of ours.
    Crashed = 3,
}

impl Exit {
    /// The exit code.
    pub fn code(self) -> u8 {
        self as u8
    }
}

#[derive(Debug, Parser)]
#[command(name = "ctiflow", version, about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Build(build::Arguments),
    Lint(lint::Arguments),
    Fmt(fmt::Arguments),
    Test(test::Arguments),
    Run(launch::Arguments),
    Limits(limits::Arguments),
    Docs(docs::Arguments),
    Replay(replay::Arguments),
    Eval(eval::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
}

/// Runs the command of this process.
pub fn main() -> ExitCode {
    crash::watch();
    let exit = match Arguments::try_parse() {
        Ok(arguments) => run(&arguments.command),
        Err(instead) => say(&instead),
    };
    ExitCode::from(exit.max(answer::arrived()).code())
}

fn run(command: &Command) -> Exit {
    crash::catch("this command", || command.run()).unwrap_or_else(|crash| {
        answer::complain(&crash);
        Exit::Crashed
    })
}

/// The help, the version, or what is wrong with the arguments.
fn say(instead: &clap::Error) -> Exit {
    answer::keep(instead.print());
    if instead.exit_code() == 0 { Exit::Fine } else { Exit::Failed }
}

impl Command {
    fn run(&self) -> Exit {
        match self {
            Self::Check(arguments) => check::run(arguments),
            Self::Build(arguments) => build::run(arguments),
            Self::Lint(arguments) => lint::run(arguments),
            Self::Fmt(arguments) => fmt::run(arguments),
            Self::Test(arguments) => test::run(arguments),
            Self::Run(arguments) => launch::run(arguments),
            Self::Limits(arguments) => limits::run(arguments),
            Self::Docs(arguments) => docs::run(arguments),
            Self::Replay(arguments) => replay::run(arguments),
            Self::Eval(arguments) => eval::run(arguments),
            Self::Explain(arguments) => explain::run(arguments),
            Self::Schema(arguments) => schema::run(arguments),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        super::Arguments::command().debug_assert();
    }
}
