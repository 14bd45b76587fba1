//! The page: one HTML file that needs nothing else.

#[cfg(test)]
mod tests;

use super::overview::{Starter, label, starters};
use super::picture::{self, Picture};
use super::subject::{Budget, Scenario, Shown, Subject};
use super::words::{self, Detail, Lexicon};
use crate::flow::{Flow, Place};
use crate::source::Sources;
use serde::Serialize;
use tera::{Context, Tera};

const NAME: &str = "docs.html";
const TEMPLATE: &str = include_str!("../../../templates/docs.html");
const STYLE: &str = include_str!("../../../templates/docs.css");
const SCRIPT: &str = include_str!("../../../templates/docs.js");

/// The only script that a browser runs on the page, whatever the texts of flows hold: a test computes it.
const SCRIPT_HASH: &str = "sha256-k6MZqyCj32iekayemjy4eVmJskmoGdu8GWHnT+swgBk=";

/// The most lines of a spec that are shown for one element.
const MOST_LINES: usize = 40;

#[derive(Debug, Serialize)]
struct Page<'a> {
    title: &'a str,
    starters: Vec<Starter>,
    flows: Vec<FlowPart<'a>>,
}

#[derive(Debug, Serialize)]
struct FlowPart<'a> {
    id: String,
    label: &'a str,
    name: &'a str,
    begins: String,
    description: &'a str,
    picture: String,
    elements: Vec<ElementPart<'a>>,
    budgets: &'a [Budget],
    scenarios: &'a [Scenario],
}

#[derive(Debug, Serialize)]
struct ElementPart<'a> {
    id: String,
    box_id: String,
    kind: &'a str,
    label: &'a str,
    name: &'a str,
    details: Vec<Detail>,
    excerpt: Option<Excerpt<'a>>,
}

/// Lines of the spec.
#[derive(Debug, Serialize)]
struct Excerpt<'a> {
    path: &'a str,
    first: usize,
    lines: Vec<&'a str>,
}

/// The page of a subject. The same subject gives the same bytes.
///
/// # Panics
/// Where the template asks for what is not there, which tests show for every part of it.
pub fn html(subject: &Subject<'_>) -> String {
    let flows = subject.flows.iter().enumerate();
    let page = Page {
        title: subject.title,
        starters: starters(subject, flow_id),
        flows: flows.map(|(at, shown)| FlowPart::of(subject, shown, flow_id(at))).collect(),
    };
    let mut context = Context::new();
    context.insert("page", &page);
    for (name, text) in [("style", STYLE), ("script", SCRIPT), ("script_hash", SCRIPT_HASH)] {
        context.insert(name, text);
    }
    let mut templates = Tera::new();
    let added = templates.add_raw_template(NAME, TEMPLATE);
    added.unwrap_or_else(|fault| panic!("the page's template: {fault}"));
    templates.render(NAME, &context).unwrap_or_else(|fault| panic!("the page: {fault}"))
}

fn flow_id(at: usize) -> String {
    format!("flow-{at}")
}

impl<'a> FlowPart<'a> {
    fn of(subject: &Subject<'a>, shown: &'a Shown<'a>, id: String) -> Self {
        let flow = shown.flow;
        Self {
            label: label(flow),
            name: &flow.name,
            begins: words::begins(flow).unwrap_or_else(|| "when it is called".to_owned()),
            description: flow.description.as_deref().unwrap_or_default(),
            picture: Picture::of(flow).svg(flow, &id),
            elements: elements(subject, flow, &id),
            budgets: &shown.budgets,
            scenarios: &shown.scenarios,
            id,
        }
    }
}

/// The start and all elements.
fn elements<'a>(subject: &Subject<'a>, flow: &'a Flow, id: &str) -> Vec<ElementPart<'a>> {
    let lexicon = Lexicon::of(flow);
    let start = ElementPart {
        id: format!("{id}-start"),
        box_id: format!("{id}-box-start"),
        kind: picture::START.name,
        label: label(flow),
        name: &flow.name,
        details: words::start_details(flow),
        excerpt: excerpt(subject.specs, flow.start.place),
    };
    let others = flow.elements.iter().enumerate().map(|(at, element)| ElementPart {
        id: format!("{id}-{at}"),
        box_id: format!("{id}-box-{at}"),
        kind: picture::look_of(&element.kind).name,
        label: &element.label,
        name: &element.name,
        details: lexicon.details(element),
        excerpt: excerpt(subject.specs, element.place),
    });
    [start].into_iter().chain(others).collect()
}

/// The lines of the spec at a place.
fn excerpt(specs: Option<&Sources>, place: Place) -> Option<Excerpt<'_>> {
    let (specs, span) = (specs?, place.0?);
    let spec = specs.get(span.file);
    let (first, _) = spec.line_column(span.start);
    let (last, _) = spec.line_column(span.end.saturating_sub(1).max(span.start));
    let lines: Vec<&str> = (first..=last).take(MOST_LINES).map(|line| spec.line(line)).collect();
    Some(Excerpt { path: &spec.path, first, lines })
}
