//! `ctiflow docs`: pages with the picture of every flow.

mod budgets;
mod flows;
mod pages;

use super::answer::{self, Envelope, Stream};
use super::failure::Failure;
use super::files;
use super::input::show;
use super::run::{Request, Run};
use super::workspace::Workspace;
use super::{Exit, crash};
use crate::budget;
use crate::docs::{self, Shown, Subject};
use crate::flow::Flow;
use flows::read;
use pages::{Page, Written};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// Write a page with the picture of every flow
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Specs, flows or folders of metadata, one page for each; without one every specs/*.yaml
    #[arg(value_name = "SPEC or PATH")]
    paths: Vec<PathBuf>,
    /// The folder of the pages; without it generated/docs/
    #[arg(short = 'o', long = "output", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// What is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// The folder of the org's own metadata, instead of the spec's `org:`
    #[arg(long, value_name = "PATH")]
    org: Option<PathBuf>,
    #[command(flatten)]
    envelope: Envelope,
}

/// The kinds of pages.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// One file that needs nothing else, for a browser
    #[default]
    Html,
    /// Markdown with Mermaid, for wikis
    Markdown,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }

    fn text(self, subject: &Subject<'_>) -> String {
        match self {
            Self::Html => docs::html(subject),
            Self::Markdown => docs::markdown(subject),
        }
    }
}

/// Runs it. What can be shown is, whatever is wrong with the rest.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let (workspace, paths) = match Workspace::find().and_then(|workspace| {
        let paths = workspace.specs(&arguments.paths)?;
        Ok((workspace, paths))
    }) {
        Ok(found) => found,
        Err(failure) => {
            arguments.envelope.fail(failure);
            return Exit::Failed;
        }
    };
    let (specs, others): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(|path| is_spec(path));
    let mut run = Run::of(&specs, &Request { team: arguments.org.as_deref(), parts: &[] });
    let mut made = of_specs(arguments.format, &mut run);
    for path in &others {
        made.extend(of_path(arguments.format, path, &mut run));
    }
    let folder = arguments.folder.clone().unwrap_or_else(|| workspace.pages());
    let written = pages::write(&folder, made, &mut run.failures);
    finish(arguments, &run, &written)
}

fn is_spec(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") && !path.is_dir()
}

/// A page for each spec that has no error.
fn of_specs(format: Format, run: &mut Run) -> Vec<Page> {
    let projects = std::mem::take(&mut run.projects);
    let mut pages = Vec::new();
    for built in &projects {
        let made = crash::catch(&show(&built.spec), || {
            let flows: Vec<&Flow> = built.project.flows().collect();
            let starts = budget::starts(&flows, &built.project.within(&built.org));
            let flows = flows.into_iter().map(|flow| {
                let budgets = budgets::of(&flow.name, &starts);
                Shown { budgets, ..Shown::from(flow) }
            });
            format.text(&Subject::new(&built.project.program, flows).made_from(&run.sources))
        });
        match made {
            Ok(text) => pages.push(Page::of(&built.spec, format.ending()).with(text)),
            Err(crash) => run.crashes.push(crash),
        }
    }
    pages
}

/// A page for all flows of a path.
fn of_path(format: Format, path: &Path, run: &mut Run) -> Option<Page> {
    let found = files::find(&[path.to_owned()]);
    let nothing = found.files.is_empty();
    run.failures.extend(found.unanswered);
    run.failures.extend(found.passed_by);
    let flows = read(&found.files, run);
    if flows.is_empty() {
        let failure = Failure::of(show(path), "no flow is there");
        run.failures.extend((!nothing && run.diagnostics.is_empty()).then_some(failure));
        return None;
    }
    let page = Page::of(path, format.ending());
    let made =
        crash::catch(&show(path), || format.text(&Subject::new(page.title(), flows.iter().map(Shown::from))));
    match made {
        Ok(text) => Some(page.with(text)),
        Err(crash) => {
            run.crashes.push(crash);
            None
        }
    }
}

fn finish(arguments: &Arguments, run: &Run, written: &[Written]) -> Exit {
    let exit = answer::exit(run);
    let pages: Vec<Value> =
        written.iter().map(|page| json!({ "path": page.path, "written": page.is_new })).collect();
    arguments.envelope.show(run, exit, Map::from_iter([("pages".to_owned(), Value::from(pages))]));
    for page in written {
        let what = if page.is_new { "written" } else { "unchanged" };
        Stream::Words.print(&format!("{}: {what}\n", page.path));
    }
    exit
}
