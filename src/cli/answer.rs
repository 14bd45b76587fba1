//! How a command says what it found: for people in words, for programs in the format that they ask for.

use super::Exit;
use super::failure::Failure;
use super::lint::codes;
use super::run::Run;
use crate::diag::render::{self, Counts};
use clap::ValueEnum;
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use std::sync::OnceLock;

/// The most messages that are shown to a person.
const MOST: usize = 50;

/// The ways to show messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With excerpt, caret and help.
    #[default]
    Text,
    /// One line each.
    Short,
    /// The envelope of the sf command line.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

/// How messages are shown.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Output {
    /// How messages are shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

impl Output {
    fn format(self) -> Format {
        if self.json { Format::Json } else { self.format }
    }

    /// Whether stdout is for people.
    pub(super) fn is_for_people(self) -> bool {
        matches!(self.format(), Format::Text | Format::Short)
    }

    /// Whether stdout is only messages at places, for tools that show these.
    pub(super) fn is_of_messages(self) -> bool {
        matches!(self.format(), Format::Sarif | Format::Github)
    }

    /// Shows all messages of a run: for people on `stream`, for programs on stdout with the `details` of the command.
    /// Then failures, for people on stderr.
    pub(super) fn show(self, run: &Run, stream: Stream, exit: Exit, details: Map<String, Value>) {
        let (diagnostics, sources) = (run.diagnostics.as_slice(), &run.sources);
        match self.format() {
            Format::Text => stream.print(&render::text(diagnostics, sources, MOST)),
            Format::Short => stream.print(&render::short(diagnostics, sources, MOST)),
            Format::Json => Stream::Data.print(&render::envelope(exit.code(), result(run, details), &[])),
            Format::Sarif => {
                let version = env!("CARGO_PKG_VERSION");
                Stream::Data.print(&render::sarif(diagnostics, sources, &codes(), version));
            }
            Format::Github => Stream::Data.print(&render::github(diagnostics, sources)),
        }
        run.failures.iter().chain(&run.crashes).for_each(complain);
    }

    /// An answer without messages: for people `text`, for programs `value` as `name` of the result.
    pub(super) fn answer(self, text: &str, name: &str, value: Value) -> Exit {
        Envelope { json: !self.is_for_people() }.answer(text, name, value)
    }

    /// A question that could not be answered at all.
    pub(super) fn fail(self, failures: Vec<Failure>) -> Exit {
        let run = Run { failures, ..Run::default() };
        self.show(&run, Stream::Words, Exit::Failed, Map::new());
        Exit::Failed
    }
}

/// How an answer without messages is shown.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Envelope {
    /// In the envelope of the sf command line
    #[arg(long)]
    json: bool,
}

impl Envelope {
    /// Shows all messages of a run, and for programs the `details` of the command.
    pub(super) fn show(self, run: &Run, exit: Exit, details: Map<String, Value>) {
        Output { format: Format::Text, json: self.json }.show(run, Stream::Words, exit, details);
    }

    /// The answer: for people `text`, for programs `value` as `name` of the result.
    pub(super) fn answer(self, text: &str, name: &str, value: Value) -> Exit {
        let result = Map::from_iter([(name.to_owned(), value)]);
        match self.json {
            true => Stream::Data.print(&render::envelope(Exit::Fine.code(), result, &[])),
            false => Stream::Data.print(text),
        }
        Exit::Fine
    }

    /// There is none.
    pub(super) fn fail(self, failure: Failure) -> Exit {
        Output { format: Format::Text, json: self.json }.fail(vec![failure])
    }
}

/// The exit code of a run as far as its specs go.
pub(super) fn exit(run: &Run) -> Exit {
    match run {
        run if !run.crashes.is_empty() => Exit::Crashed,
        run if !run.failures.is_empty() => Exit::Failed,
        run if Counts::of(&run.diagnostics).errors > 0 => Exit::Findings,
        _ => Exit::Fine,
    }
}

/// What a run found, with the `details` of its command.
pub(super) fn result(run: &Run, details: Map<String, Value>) -> Map<String, Value> {
    let Counts { errors, warnings, notes } = Counts::of(&run.diagnostics);
    let failures = run.failures.iter().chain(&run.crashes);
    let failure = |each: &Failure| json!({ "path": each.path, "message": each.message, "help": each.help });
    let mut result = Map::from_iter([
        ("diagnostics".to_owned(), render::diagnostics(&run.diagnostics, &run.sources)),
        ("counts".to_owned(), json!({ "errors": errors, "warnings": warnings, "notes": notes })),
        ("failures".to_owned(), failures.map(failure).collect()),
    ]);
    result.extend(details);
    result
}

/// `error: path: message`, on stderr.
pub(super) fn complain(failure: &Failure) {
    Stream::Words.print(&format!("error: {failure}\n"));
}

/// Where text goes. Colour is stripped where it is no terminal.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stream {
    /// The answer: stdout.
    Data,
    /// Everything else: stderr.
    Words,
}

impl Stream {
    /// Writes all of a text at once. What is lost is told by [`arrived`].
    pub(super) fn print(self, text: &str) {
        let write =
            |mut stream: Box<dyn Write>| stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
        keep(match self {
            Self::Data => write(Box::new(anstream::stdout().lock())),
            Self::Words => write(Box::new(anstream::stderr().lock())),
        });
    }
}

/// Why an answer of this process did not reach its reader.
static LOST: OnceLock<String> = OnceLock::new();

/// Keeps the first fault of writing. A reader that has gone is none.
pub(super) fn keep(written: io::Result<()>) {
    if let Err(fault) = written
        && fault.kind() != io::ErrorKind::BrokenPipe
    {
        LOST.get_or_init(|| fault.to_string());
    }
}

/// Whether all that was said could be written; if not, stderr says so.
pub(super) fn arrived() -> Exit {
    let Some(fault) = LOST.get() else { return Exit::Fine };
    complain(&Failure::new(format!("the answer could not be written: {fault}")));
    Exit::Failed
}
