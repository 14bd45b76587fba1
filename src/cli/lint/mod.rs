//! `ctiflow lint`: what would break in any metadata.

mod judge;
mod projects;
#[cfg(test)]
mod tests;

use super::Exit;
use super::answer::{Output, Stream};
use super::files::{self, Found};
use super::fmt;
use super::run::Run;
use super::workspace::Workspace;
use crate::diag::render::{self, Counts};
use crate::diag::{Code, Severity};
use crate::lint::{self, Rule};
use judge::Judge;
use projects::Projects;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// Find what would break, and what is only taste, in flows and other metadata
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files, and folders with *-meta.xml files or a Metadata API package
    #[arg(value_name = "PATH", required_unless_present = "rules")]
    paths: Vec<PathBuf>,
    /// The folder of the org's own metadata, beside what is looked at
    #[arg(long, value_name = "DIR")]
    org: Option<PathBuf>,
    /// From which weight on findings make the command fail
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t)]
    fail_on: Weight,
    /// List the rules
    #[arg(long, conflicts_with_all = ["paths", "org", "fail_on"])]
    rules: bool,
    #[command(flatten)]
    output: Output,
}

/// A severity, as it is asked for.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Weight {
    #[default]
    Error,
    Warning,
    Note,
}

impl Weight {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }
}

/// Runs it.
pub(super) fn run(arguments: &Arguments) -> Exit {
    if arguments.rules {
        return list(arguments.output);
    }
    let workspace = match Workspace::find() {
        Ok(workspace) => workspace,
        Err(failure) => return arguments.output.fail(vec![failure]),
    };
    let Found { files, mut unanswered, passed_by } = files::find(&arguments.paths);
    let team = files::find(arguments.org.as_slice());
    unanswered.extend(team.unanswered);
    let mut projects = Projects::around(&files);
    projects.are_whole |= arguments.org.is_some();
    let beside = projects.beside(&files);
    let team: Vec<_> = team.files.into_iter().chain(beside).collect();
    let judge = Judge { rules: lint::RULES, workspace: &workspace, projects: &projects };
    let mut run = judge.run(&files, &team);
    let exit = exit(&run, arguments.fail_on.severity(), unanswered.len(), passed_by.len());
    run.failures.extend(unanswered.into_iter().chain(passed_by));
    arguments.output.show(&run, Stream::Data, exit, Map::new());
    if arguments.output.is_for_people() {
        Stream::Words.print(&summary(&run, files.len()));
    }
    exit
}

/// How the run ends: wrong questions weigh more than findings, and what of the files could not be read is one.
fn exit(run: &Run, fail_on: Severity, unanswered: usize, passed_by: usize) -> Exit {
    let found = run.diagnostics.iter().any(|each| each.severity <= fail_on);
    match (found || passed_by > 0 || !run.failures.is_empty(), unanswered > 0) {
        _ if !run.crashes.is_empty() => Exit::Crashed,
        (_, true) => Exit::Failed,
        (true, false) => Exit::Findings,
        (false, false) => Exit::Fine,
    }
}

fn summary(run: &Run, files: usize) -> String {
    let files = format!("{files} file{}", if files == 1 { "" } else { "s" });
    match Counts::of(&run.diagnostics) {
        counts if counts == Counts::default() => format!("{files}: no findings\n"),
        counts => format!("{files}: {counts}\n"),
    }
}

/// Every rule, with its weight and what it finds.
fn list(output: Output) -> Exit {
    let about = |rule: &Rule| (rule.about.name, render::word(rule.about.severity), rule.summary());
    let rows = lint::RULES.iter().map(|rule| about(rule));
    let line = |(name, severity, summary): (&str, &str, &str)| format!("{name:32} {severity:8} {summary}\n");
    let row = |(name, severity, summary)| json!({ "name": name, "severity": severity, "summary": summary });
    let (text, value) = (rows.clone().map(line).collect::<String>(), rows.map(row).collect::<Value>());
    output.answer(&text, "rules", value)
}

/// Everything that may be said: messages and rules.
pub(super) fn codes() -> Vec<Code> {
    let rules = lint::RULES.iter().map(|rule| rule.code());
    Code::ALL.iter().copied().chain(rules).chain([Code::Rule(&fmt::NOT_CANONICAL)]).collect()
}
