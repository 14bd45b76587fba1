//! `ctiflow test`: the scenarios of specs, on the flows that are made from them or that lie in a project.

pub(super) mod flows;
mod junit;
mod report;

use super::answer::{Output, Stream, exit};
use super::failure::{Failure, Failures};
use super::input::{self, show};
use super::run::{Built, Request, Run};
use super::workspace::{SCENARIOS, Workspace};
use super::{Exit, crash};
use crate::diag::{Severity, Sink};
use crate::scenario::{Bench, Outcome, Verdict};
use crate::source::{Source, Span};
use crate::spec::{self, Scenario, Scenarios};
use serde_json::Map;
use std::path::{Path, PathBuf};

/// Run the scenarios that lie beside specs (NAME.scenarios.yaml)
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The specs; without any, every specs/*.yaml of the project that has scenarios
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,
    /// Run them on the flows of this folder, not on those that the spec becomes
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// The folder of the org's own metadata, instead of the spec's `org:`
    #[arg(long, value_name = "DIR")]
    org: Option<PathBuf>,
    /// Only scenarios whose sentence has these words
    #[arg(long, value_name = "WORDS")]
    only: Option<String>,
    /// Write the results there, as JUnit reports them
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// What became of the scenarios of one file.
struct Tested {
    /// The file of the scenarios.
    path: String,
    results: Vec<Ran>,
}

/// One scenario that was run.
struct Ran {
    name: String,
    span: Span,
    outcome: Outcome,
}

impl Tested {
    fn count(&self, verdict: Verdict) -> usize {
        self.results.iter().filter(|ran| ran.outcome.verdict == verdict).count()
    }
}

/// Runs it.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let (specs, named) = match specs(arguments) {
        Ok(found) => found,
        Err(failure) => return arguments.output.fail(vec![failure]),
    };
    let request = Request { team: arguments.org.as_deref(), ..Request::default() };
    let mut run = Run::of(&specs, &request);
    // What a spec is only told by the way, `check` says.
    run.diagnostics.retain(|each| each.severity != Severity::Note);
    let mut tested = Vec::new();
    for built in std::mem::take(&mut run.projects) {
        match crash::catch(&show(&built.spec), || test(arguments, &built, named, &mut run)) {
            Ok(Ok(each)) => tested.extend(each),
            Ok(Err(Failures(failures))) => run.failures.extend(failures),
            Err(crash) => run.crashes.push(crash),
        }
    }
    finish(arguments, run, &tested)
}

/// The specs, and whether the user named them. A file of scenarios stands for its spec.
fn specs(arguments: &Arguments) -> Result<(Vec<PathBuf>, bool), Failure> {
    let spec = |path: &PathBuf| match show(path).strip_suffix(SCENARIOS) {
        Some(stem) => PathBuf::from(format!("{stem}.yaml")),
        None => path.clone(),
    };
    let specs = Workspace::find()?.specs(&arguments.specs.iter().map(spec).collect::<Vec<_>>())?;
    if arguments.project.is_some() && specs.len() > 1 {
        let message = format!("--project is one folder, and there are {} specs", specs.len());
        return Err(Failure::new(message).help("name the spec whose scenarios are meant"));
    }
    let named = !arguments.specs.is_empty() || specs.len() == 1;
    Ok((specs, named))
}

/// The scenarios of one spec; nothing where it has none and nobody named it.
fn test(
    arguments: &Arguments,
    built: &Built,
    named: bool,
    run: &mut Run,
) -> Result<Option<Tested>, Failures> {
    let path = built.spec.with_extension(&SCENARIOS[1..]);
    if !path.is_file() {
        let none = Failure::of(show(&built.spec), "it has no scenarios");
        let help = format!("write them into {}, as docs/scenarios.md says", show(&path));
        return if named { Err(none.help(help).into()) } else { Ok(None) };
    }
    let file = run.sources.add(Source::new(show(&path), input::text(&path, input::SPEC_BYTES)?));
    let mut sink = Sink::default();
    let scenarios = spec::read_scenarios(run.sources.get(file), file, &mut sink);
    run.diagnostics.extend(sink.finish());
    let Some(scenarios) = scenarios else { return Ok(None) };
    let bench = flows::bench(built, arguments.project.as_deref(), run)?;
    let only = arguments.only.as_deref().unwrap_or("").to_lowercase();
    let meant = scenarios.scenarios.iter().filter(|each| each.name.value.to_lowercase().contains(&only));
    let results: Vec<Ran> = meant.map(|scenario| one(&bench, &scenarios, scenario, run)).collect();
    if results.is_empty() {
        let message = format!("no scenario has the words `{only}`");
        return Err(Failure::of(show(&path), message).help("leave --only out to see all of them run").into());
    }
    Ok(Some(Tested { path: show(&path), results }))
}

fn one(bench: &Bench, file: &Scenarios, scenario: &Scenario, run: &mut Run) -> Ran {
    let (name, span) = (scenario.name.value.clone(), scenario.name.span);
    let outcome = match crash::catch(&name, || bench.run(file, scenario)) {
        Ok(outcome) => outcome,
        Err(crash) => {
            run.crashes.push(crash);
            Outcome::broken()
        }
    };
    run.diagnostics.extend(outcome.diagnostics.iter().cloned());
    Ran { name, span, outcome }
}

fn finish(arguments: &Arguments, mut run: Run, tested: &[Tested]) -> Exit {
    if let Some(path) = &arguments.junit
        && let Err(failure) = write(path, &junit::text(tested, &run.sources))
    {
        run.failures.push(failure);
    }
    let exit = exit(&run);
    let details = Map::from_iter([("tests".to_owned(), report::json(tested, &run.sources))]);
    arguments.output.show(&run, Stream::Data, exit, details);
    if arguments.output.is_for_people() {
        Stream::Data.print(&report::text(tested, &run.sources));
    }
    exit
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|fault| Failure::of(show(path), format!("cannot be written: {fault}")))
}
