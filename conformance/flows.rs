//! Holds the typed flow to the flows of the corpus, which orgs wrote.
//!
//! Of an autolaunched flow (started by a record, a schedule, an event or a caller) it has a place for everything, and writing
//! what was read gives the canonical document again, comments apart. Of every other flow it knows each element with its label,
//! each resource, each arrow and each reference. The corpus lies in `$CTIFLOW_SHARED`; `conformance/run` runs this.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use ctiflow::flow::graph::{arrows, arrows_of_start};
use ctiflow::flow::references::{names, references};
use ctiflow::flow::{self, Reading};
use ctiflow::schema;
use ctiflow::source::{FileId, Source};
use ctiflow::xml::{self, Document, Element, Node};
use std::collections::BTreeSet;
use std::path::Path;
use walkdir::WalkDir;

/// Made up by the authors of a tool for its tests: an org has never seen `<field>` in `<assignmentItems>`, nor transforms
/// without a type.
const NO_ORG_WROTE: &[&str] = &[
    "google__flow-lens/multiple_elements.flow-meta.xml",
    "google__flow-lens/multiple_start_elements.flow-meta.xml",
    "google__flow-lens/no_start_elements.flow-meta.xml",
    "google__flow-lens/single_capability.flow-meta.xml",
    "google__flow-lens/single_elements.flow-meta.xml",
    "google__flow-lens/single_filter.flow-meta.xml",
    "google__flow-lens/single_scheduled_path.flow-meta.xml",
];

struct Case {
    path: String,
    document: Document,
    reading: Reading,
}

/// The flows of the corpus that are autolaunched, or the others.
fn corpus(autolaunched: bool) -> Vec<Case> {
    let root = std::env::var("CTIFLOW_SHARED").expect("CTIFLOW_SHARED says where the shared folder lies");
    let flows = Path::new(&root).join("corpus/flows");
    let files = WalkDir::new(&flows).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_name().to_string_lossy().ends_with(".flow-meta.xml"));
    files.filter_map(|entry| case(&flows, entry.path(), autolaunched)).collect()
}

fn case(root: &Path, path: &Path, autolaunched: bool) -> Option<Case> {
    let shown = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    let name = path.file_name().unwrap().to_str().unwrap().trim_end_matches(".flow-meta.xml");
    let source = Source::new(shown.clone(), std::fs::read_to_string(path).unwrap());
    let document = xml::read(&source, FileId(0)).unwrap();
    let is_autolaunched = document.root().leaf("processType") == Some("AutoLaunchedFlow");
    let is_made_up = NO_ORG_WROTE.contains(&shown.as_str());
    if is_autolaunched != autolaunched || is_made_up {
        return None;
    }
    let reading = flow::read(name, &document).unwrap_or_else(|mistakes| panic!("{shown}: {mistakes:?}"));
    Some(Case { path: shown, document, reading })
}

fn hold(cases: &[Case], what: &str, check: impl Fn(&Case) -> Vec<String>) {
    let wrong =
        cases.iter().flat_map(|case| check(case).into_iter().map(|wrong| format!("{}: {wrong}", case.path)));
    let wrong: Vec<String> = wrong.collect();
    println!("{}", format_args!("{} {what}, {} findings", cases.len(), wrong.len()));
    assert!(!cases.is_empty() && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_autolaunched_flow_is_read_whole() {
    hold(&corpus(true), "autolaunched flows read", |case| {
        let unread = case.reading.unread.iter();
        unread.map(|each| format!("`{}` in `{}` is not read", each.tag, each.parent)).collect()
    });
}

#[test]
fn an_autolaunched_flow_that_was_read_is_written_as_its_canonical_document() {
    hold(&corpus(true), "autolaunched flows written", |case| {
        let mut canonical = case.document.clone();
        schema::arrange(&mut canonical);
        let written = flow::write(&case.reading.flow);
        let (ours, theirs) = (Element::from(written.root()), Element::from(canonical.root()));
        difference(&ours, &theirs).into_iter().collect()
    });
}

/// The first difference of two elements, with the way to it.
fn difference(left: &Element, right: &Element) -> Option<String> {
    if left == right {
        return None;
    }
    let is_leaf = left.nodes().is_empty() || right.nodes().is_empty();
    if is_leaf || (left.tag(), left.text()) != (right.tag(), right.text()) {
        return Some(format!("{} `{}`, not {} `{}`", left.tag(), left.text(), right.tag(), right.text()));
    }
    let inside = left.nodes().iter().zip(right.nodes()).find_map(|(left, right)| difference(left, right));
    let lengths = || format!("{} children, not {}", left.nodes().len(), right.nodes().len());
    Some(format!("{}: {}", left.tag(), inside.unwrap_or_else(lengths)))
}

#[test]
fn every_element_resource_arrow_and_reference_of_any_other_flow_is_known() {
    hold(&corpus(false), "other flows", |case| {
        let (root, known) = (case.document.root(), Known::of(&case.reading));
        let mut wrong = Vec::new();
        for part in root.children().filter(|part| part.tag() != "processMetadataValues") {
            let (name, label) =
                (part.leaf("name").unwrap_or_default(), part.leaf("label").unwrap_or_default());
            if !name.is_empty() && !known.names.contains(&(name, label)) {
                wrong.push(format!("`{}` `{name}`", part.tag()));
            }
        }
        wrong.extend(
            leaves(root, &is_target)
                .filter(|target| !known.targets.contains(*target))
                .map(|target| format!("arrow to `{target}`")),
        );
        wrong.extend(
            leaves(root, &is_reference)
                .filter(|path| !known.references.contains(*path))
                .map(|path| format!("reference to `{path}`")),
        );
        wrong
    });
}

/// What the typed flow knows.
struct Known<'a> {
    /// With the labels of those that have one.
    names: BTreeSet<(&'a str, &'a str)>,
    targets: BTreeSet<&'a str>,
    references: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn of(Reading { flow, .. }: &'a Reading) -> Self {
        let labelled = flow.elements.iter().map(|each| (each.name.as_str(), each.label.as_str()));
        let properties = flow.custom_properties.iter().map(|each| each.name.as_str());
        let bare = names(flow).into_iter().map(|each| each.name).chain(properties).map(|name| (name, ""));
        let arrows = flow.elements.iter().flat_map(|element| arrows(&element.kind));
        Self {
            names: labelled.chain(bare).collect(),
            targets: arrows.chain(arrows_of_start(&flow.start)).map(|arrow| arrow.target).collect(),
            references: references(flow).into_iter().map(|each| each.path).collect(),
        }
    }
}

fn is_target(tag: &str) -> bool {
    matches!(tag, "targetReference" | "startElementReference")
}

/// Whether the text of a leaf names something of the flow: not an arrow, the field that a mapping fills, or the item that a
/// loop or filter declares.
fn is_reference(tag: &str) -> bool {
    let other = ["assignToFieldReference", "assignNextValueToReference"];
    tag.ends_with("Reference") && !is_target(tag) && !other.contains(&tag)
}

fn leaves<'a>(node: Node<'a>, wanted: &'a dyn Fn(&str) -> bool) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    let own = wanted(node.tag()).then(|| node.text());
    Box::new(own.into_iter().chain(node.children().flat_map(move |child| leaves(child, wanted))))
}
