//! `ctiflow limits`: what flows use of the limits of a transaction at most.

mod json;
mod table;

use super::answer::{Stream, exit};
use super::failure::Failure;
use super::files;
use super::input::show;
use super::run::{Request, Run};
use super::workspace::Workspace;
use super::{Exit, crash};
use crate::budget::{self, Amount, Bounds, Measure, Start};
use crate::diag::render::{self, Counts};
use crate::diag::{Diagnostic, Severity, Sink};
use crate::flow::{self, Flow};
use crate::org::Org;
use crate::simulate::Limit;
use crate::xml;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Show what each outcome uses of the governor limits at most
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Specs, flows, or folders with flows; without one every specs/*.yaml
    #[arg(value_name = "SPEC")]
    paths: Vec<PathBuf>,
    /// The folder of the org's own metadata, instead of the spec's `org:`
    #[arg(long, value_name = "PATH")]
    org: Option<PathBuf>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// The ways to show budgets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for the terminal.
    #[default]
    Text,
    /// A table for a page or a pull request.
    Markdown,
    /// The envelope of the sf command line.
    Json,
}

/// The flows of one spec, or of the paths that were named.
struct Budgets {
    /// The spec or the path.
    path: String,
    starts: Vec<Start>,
}

/// Runs it. What a bound without a fault is over a limit is a finding.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let mut run = Run::default();
    let budgets = match crash::catch("this command", || all(arguments, &mut run)) {
        Ok(Ok(budgets)) => budgets,
        Ok(Err(failure)) => {
            run.failures.push(failure);
            Vec::new()
        }
        Err(crash) => {
            run.crashes.push(crash);
            Vec::new()
        }
    };
    let over = budgets.iter().flat_map(|each| &each.starts).any(is_over);
    let exit = exit(&run).max(if over { Exit::Findings } else { Exit::Fine });
    let format = if arguments.json { Format::Json } else { arguments.format };
    match format {
        Format::Json => return json::show(&run, &budgets, exit),
        Format::Text => budgets.iter().for_each(|each| Stream::Data.print(&table::text(each))),
        Format::Markdown => budgets.iter().for_each(|each| Stream::Data.print(&table::markdown(each))),
    }
    Stream::Words.print(&render::text(&run.diagnostics, &run.sources, usize::MAX));
    run.failures.iter().chain(&run.crashes).for_each(super::answer::complain);
    exit
}

fn all(arguments: &Arguments, run: &mut Run) -> Result<Vec<Budgets>, Failure> {
    let is_spec = |path: &&PathBuf| path.extension().is_some_and(|end| end == "yaml" || end == "yml");
    let (specs, paths): (Vec<&PathBuf>, Vec<&PathBuf>) = arguments.paths.iter().partition(is_spec);
    let mut budgets = Vec::new();
    if !specs.is_empty() || paths.is_empty() {
        let named: Vec<PathBuf> = specs.into_iter().cloned().collect();
        let specs = Workspace::find()?.specs(&named)?;
        *run = Run::of(&specs, &Request { team: arguments.org.as_deref(), parts: &[] });
        run.diagnostics.retain(|each| each.severity == Severity::Error);
        budgets.extend(run.projects.iter().map(|built| {
            let flows: Vec<&Flow> = built.project.flows().collect();
            Budgets {
                path: show(&built.spec),
                starts: budget::starts(&flows, &built.project.within(&built.org)),
            }
        }));
    }
    for path in paths {
        budgets.extend(of_path(path, arguments.org.as_deref(), run));
    }
    Ok(budgets)
}

/// The flows below a path; each that cannot be read is named.
fn of_path(path: &Path, org: Option<&Path>, run: &mut Run) -> Option<Budgets> {
    let mut paths = vec![path.to_owned()];
    paths.extend(org.map(Path::to_owned));
    let found = files::find(&paths);
    run.failures.extend(found.unanswered);
    let (mut team, mut readings, mut sink) = (Org::standard(), Vec::new(), Sink::default());
    for file in &found.files {
        let is_flow = file.shown.ends_with(".flow-meta.xml") || file.shown.ends_with(".flow");
        if !is_flow && !Org::reads(&file.shown) {
            continue;
        }
        let source = match file.read() {
            Ok(source) => source,
            Err(failure) => {
                run.failures.push(failure);
                continue;
            }
        };
        let id = run.sources.add(source);
        let source = run.sources.get(id);
        if is_flow {
            let name =
                file.shown.rsplit('/').next().unwrap_or(&file.shown).split('.').next().unwrap_or_default();
            let read = xml::read(source, id).map_err(|mistake| vec![*mistake]);
            match read.and_then(|document| flow::read(name, &document)) {
                Ok(reading) => readings.push(reading),
                Err(mistakes) => run.diagnostics.extend(mistakes),
            }
        }
        team.load_team([(id, source)], &mut sink);
    }
    run.diagnostics
        .extend(sink.finish().into_iter().filter(|each: &Diagnostic| each.severity == Severity::Error));
    if readings.is_empty() {
        if run.failures.is_empty() && Counts::of(&run.diagnostics).errors == 0 {
            run.failures.push(Failure::of(show(path), "there is no flow in it"));
        }
        return None;
    }
    let flows: Vec<&Flow> = readings.iter().map(|reading| &reading.flow).collect();
    Some(Budgets { path: show(path), starts: budget::starts(&flows, &team) })
}

/// The limit of a measure.
pub(super) fn most(measure: Measure) -> u64 {
    let limit = match measure {
        Measure::Soql => Limit::Soql,
        Measure::SoqlRows => Limit::SoqlRows,
        Measure::Dml => Limit::Dml,
        Measure::DmlRows => Limit::DmlRows,
    };
    u64::from(limit.row().most)
}

fn breaks(measure: Measure, amount: Amount) -> bool {
    amount.sure > most(measure)
}

/// Whether a bound without a fault is over its limit.
fn is_over(start: &Start) -> bool {
    let over = |bounds: &Bounds| {
        Measure::ALL.iter().zip(bounds).any(|(measure, bound)| breaks(*measure, bound.amount))
    };
    let budgets = start.branches.iter().map(|branch| &branch.budget).chain([&start.whole]);
    budgets.into_iter().any(|budget| over(&budget.one) || over(&budget.batch))
}
