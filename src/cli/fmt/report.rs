//! What is said about a run.

use super::Way;
use super::one::{Done, Reason};
use crate::cli::Exit;
use crate::cli::answer::{Output, Stream};
use crate::cli::failure::Failure;
use crate::cli::files::MetadataFile;
use crate::cli::run::Run;
use crate::diag::{Code, Diagnostic, Rule, Severity};
use crate::source::{FileId, Span};
use serde_json::{Map, Value, json};

/// Gathers what became of the files; for people it says so at once.
pub(super) struct Report {
    way: Way,
    output: Output,
    exit: Exit,
    run: Run,
    kept: usize,
    /// The files that are not canonical, or were not, for programs.
    files: Vec<Value>,
    differing: usize,
}

impl Report {
    pub(super) fn new(way: Way, output: Output, unanswered: Vec<Failure>) -> Self {
        let exit = if unanswered.is_empty() { Exit::Fine } else { Exit::Failed };
        let run = Run { failures: unanswered, ..Run::default() };
        Self { way, output, exit, run, kept: 0, files: Vec::new(), differing: 0 }
    }

    /// Takes what became of a file.
    pub(super) fn take(&mut self, file: &MetadataFile, done: Result<Done, Failure>) {
        match done {
            Ok(Done::Kept) => self.kept += 1,
            Ok(Done::Written) => {
                self.differs(format!("{}\n", file.shown), json!({ "path": file.shown, "written": true }));
            }
            Ok(Done::Differs(reasons, diff, source)) => {
                self.worsen(Exit::Findings);
                if self.output.is_of_messages() {
                    let id = self.run.sources.add(source);
                    self.run.diagnostics.extend(reasons.iter().map(|reason| message(reason, id)));
                }
                let text = reasons.iter().map(|reason| line(file, reason)).collect::<String>() + &diff;
                let reasons: Value = reasons.iter().map(value).collect();
                let value = json!({ "path": file.shown, "written": false, "reasons": reasons, "diff": diff });
                self.differs(text, value);
            }
            Ok(Done::Refused(mut wrong, source)) => {
                self.worsen(Exit::Findings);
                wrong.move_to(self.run.sources.add(source));
                self.run.diagnostics.push(*wrong);
            }
            Ok(Done::Failed(failure)) => {
                self.worsen(Exit::Findings);
                self.run.failures.push(failure);
            }
            Err(crash) => {
                self.worsen(Exit::Crashed);
                self.run.crashes.push(crash);
            }
        }
    }

    fn worsen(&mut self, exit: Exit) {
        self.exit = self.exit.max(exit);
    }

    fn differs(&mut self, text: String, value: Value) {
        self.differing += 1;
        match self.output.is_for_people() {
            true => Stream::Data.print(&text),
            false => self.files.push(value),
        }
    }

    /// Says the rest.
    pub(super) fn finish(mut self, passed_by: Vec<Failure>) -> Exit {
        if !passed_by.is_empty() {
            self.worsen(Exit::Findings);
        }
        self.run.failures.extend(passed_by);
        let details = Map::from_iter([
            ("files".to_owned(), Value::from(self.files)),
            ("canonical".to_owned(), json!(self.kept)),
        ]);
        self.output.show(&self.run, Stream::Words, self.exit, details);
        let verb = match self.way {
            Way::Check => "not canonical",
            Way::Write => "written",
        };
        let files = self.kept + self.differing;
        let plural = if files == 1 { "" } else { "s" };
        Stream::Words.print(&format!("{files} file{plural}: {} {verb}\n", self.differing));
        self.exit
    }
}

/// A file that is not canonical, for tools that show messages at their places.
pub(in crate::cli) static NOT_CANONICAL: Rule = Rule {
    name: "not-canonical",
    severity: Severity::Error,
    page: "# not-canonical\n\nA file that is not written as Salesforce writes it.\n\nThe next retrieval would change it. \
           `ctiflow fmt` writes it so, and never changes what it says.\n",
};

fn message(reason: &Reason, file: FileId) -> Diagnostic {
    let span = Span { file, ..reason.span };
    let what = format!("not as Salesforce writes it: {}{}", reason.what.words(), more(reason.count));
    Diagnostic::new(Code::Rule(&NOT_CANONICAL), span, what).help("run `ctiflow fmt` on it")
}

/// `path:line:column: order of children, here and in 3 more places`.
fn line(file: &MetadataFile, reason: &Reason) -> String {
    let ((line, column), what) = (reason.place, reason.what.words());
    format!("{}:{line}:{column}: {what}{}\n", file.shown, more(reason.count))
}

fn more(count: usize) -> String {
    match count {
        0 | 1 => String::new(),
        2 => ", here and in one more place".to_owned(),
        count => format!(", here and in {} more places", count - 1),
    }
}

fn value(reason: &Reason) -> Value {
    let (line, column) = reason.place;
    json!({ "what": reason.what.words(), "line": line, "column": column, "count": reason.count })
}
