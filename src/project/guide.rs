//! `DEPLOY.md`: what the admin who deploys a program has to know and do.

use super::uses::Uses;
use crate::build::{Component, MetadataKind, shared_fields};
use crate::check::program::Program;
use crate::xml::Node;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, Tera};

const NAME: &str = "DEPLOY.md";
const TEMPLATE: &str = include_str!("../../templates/DEPLOY.md");

/// What the template speaks of.
#[derive(Debug, Serialize)]
struct Guide<'a> {
    program: &'a str,
    spec: &'a str,
    /// The field of Task that decides.
    disposition: &'a str,
    active: bool,
    /// Flows that start by themselves, and those that others call, in the order in which they are activated.
    starters: Vec<Flow>,
    helpers: Vec<Flow>,
    monitors: Vec<Monitor<'a>>,
    permission_sets: Vec<Named>,
    notification_types: Vec<Named>,
    log_object: Option<&'a str>,
    generated_fields: Vec<String>,
    existing_fields: Vec<String>,
    activity_fields: bool,
    lost_on_conversion: Vec<&'a str>,
    converts: bool,
    feeds: Vec<String>,
    called_flows: Vec<String>,
    notifies: bool,
    cadence: bool,
    manager: bool,
    opportunity_contact: bool,
    left_out: Vec<LeftOut<'a>>,
    check_in_org: &'a [String],
}

/// A flow: its API name and its label.
#[derive(Debug, Serialize)]
struct Flow {
    name: String,
    label: String,
}

/// A monitor and when it runs.
#[derive(Debug, Serialize)]
struct Monitor<'a> {
    name: &'a str,
    when: String,
    starting: &'a str,
}

/// Metadata with a label.
#[derive(Debug, Serialize)]
struct Named {
    name: String,
    label: String,
}

/// A feature that the org does not have, and how many steps are missing for it.
#[derive(Debug, Serialize)]
struct LeftOut<'a> {
    feature: &'a str,
    steps: usize,
}

/// The text for the admin.
///
/// # Panics
/// Where the template asks for what is not there, which a test shows for every part of it.
pub(super) fn render(program: &Program, components: &[Component]) -> String {
    let guide = Guide::of(program, components);
    let context =
        Context::from_serialize(&guide).unwrap_or_else(|fault| panic!("the guide's values: {fault}"));
    templates().render(NAME, &context).unwrap_or_else(|fault| panic!("the guide: {fault}"))
}

fn templates() -> Tera {
    let mut templates = Tera::new();
    let added = templates.add_raw_template(NAME, TEMPLATE);
    added.unwrap_or_else(|fault| panic!("the guide's template: {fault}"));
    templates
}

impl<'a> Guide<'a> {
    fn of(program: &'a Program, components: &'a [Component]) -> Self {
        let uses = Uses::of(program);
        let converts = of_kind(components, MetadataKind::LeadConvertSettings).next().is_some();
        let (starters, helpers) = flows(components);
        let fields = |existing: bool| {
            let declared = program.fields.iter().filter(move |each| each.existing == existing);
            declared.map(|each| format!("{}.{}", each.field.object, each.field.name)).collect()
        };
        Self {
            program: &program.name,
            spec: &program.spec_path,
            disposition: &program.gate.disposition.name,
            active: program.status == "Active",
            starters,
            helpers,
            monitors: program.monitors.iter().map(Monitor::of).collect(),
            permission_sets: named(components, MetadataKind::PermissionSet, "label"),
            notification_types: named(components, MetadataKind::CustomNotificationType, "masterLabel"),
            log_object: log_object(components),
            generated_fields: fields(false),
            existing_fields: fields(true),
            activity_fields: program
                .fields
                .iter()
                .any(|each| !each.existing && is_activity(&each.field.object)),
            lost_on_conversion: if converts { Vec::new() } else { shared_fields(program) },
            converts,
            feeds: uses.feeds.into_iter().collect(),
            called_flows: uses.flows.into_iter().collect(),
            notifies: uses.notifies,
            cadence: uses.cadence,
            manager: uses.manager,
            opportunity_contact: uses.opportunity_contact,
            left_out: left_out(program),
            check_in_org: &program.check_in_org,
        }
    }
}

impl<'a> Monitor<'a> {
    fn of(monitor: &'a crate::check::program::Monitor) -> Self {
        const WEEKDAYS: [&str; 7] =
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let every = &monitor.every;
        let day = every.weekday.and_then(|day| WEEKDAYS.get(usize::from(day))).unwrap_or(&"day");
        let when = format!("every {day} at {:02}:{:02}", every.hour, every.minute);
        Self { name: &monitor.name, when, starting: &monitor.starting }
    }
}

fn is_activity(object: &str) -> bool {
    matches!(object, "Task" | "Event" | "Activity")
}

/// The flows that start by themselves, and the others, each by name.
fn flows(components: &[Component]) -> (Vec<Flow>, Vec<Flow>) {
    let mut flows: Vec<&Component> = of_kind(components, MetadataKind::Flow).collect();
    flows.sort_by_key(|component| &component.name);
    let (starters, helpers): (Vec<_>, Vec<_>) = flows.into_iter().partition(|flow| starts_itself(flow));
    let listed = |flows: Vec<&Component>| {
        let flow =
            |flow: &Component| Flow { name: flow.name.clone(), label: leaf(flow.document.root(), "label") };
        flows.into_iter().map(flow).collect()
    };
    (listed(starters), listed(helpers))
}

fn starts_itself(flow: &Component) -> bool {
    flow.document.root().child("start").is_some_and(|start| start.leaf("triggerType").is_some())
}

fn of_kind(components: &[Component], kind: MetadataKind) -> impl Iterator<Item = &Component> {
    components.iter().filter(move |component| component.kind == kind)
}

fn named(components: &[Component], kind: MetadataKind, label: &str) -> Vec<Named> {
    let row = |each: &Component| Named { name: each.name.clone(), label: leaf(each.document.root(), label) };
    of_kind(components, kind).map(row).collect()
}

fn leaf(node: Node<'_>, tag: &str) -> String {
    node.leaf(tag).unwrap_or_default().to_owned()
}

/// The one object that a program makes.
fn log_object(components: &[Component]) -> Option<&str> {
    of_kind(components, MetadataKind::CustomObject)
        .find(|each| !each.is_stub())
        .map(|each| each.name.as_str())
}

fn left_out(program: &Program) -> Vec<LeftOut<'_>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, feature) in &program.left_out {
        *counts.entry(feature).or_default() += 1;
    }
    counts.into_iter().map(|(feature, steps)| LeftOut { feature, steps }).collect()
}
