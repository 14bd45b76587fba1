//! A run: the settings, the world, the start of the flow.

use super::given::Given;
use super::project::Project;
use super::records::{one, put};
use super::saves::saves;
use crate::diag::{Code, Diagnostic, Sink, nearest};
use crate::flow::{ElementKind, Flow, Variable};
use crate::formula::{Type, Value};
use crate::scenario::known::Known;
use crate::scenario::records::Filling;
use crate::scenario::shape::{self, list, map, mistake};
use crate::scenario::values;
use crate::simulate::{Answer, Data, Report, Settings, World, value_type};
use crate::source::{Span, Spanned};
use crate::spec::{Entry, Node, NodeKind};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What happened.
pub(super) struct Played {
    pub(super) flow: String,
    /// The flow's own: one that is no longer, or not yet, active is run all the same.
    pub(super) status: String,
    pub(super) world: World,
    /// The names of records.
    pub(super) known: Known,
    /// One for each start, in order.
    pub(super) reports: Vec<Report>,
}

impl Played {
    /// The first failure.
    pub(super) fn failure(&self) -> Option<String> {
        self.reports.iter().find_map(Report::failure)
    }
}

/// What starts a flow.
enum Trigger {
    Called,
    /// A save of a record of this object.
    Saved(String),
    Scheduled,
}

fn trigger(flow: &Flow) -> Trigger {
    match (flow.start.trigger_type.as_deref(), &flow.start.object) {
        (Some("Scheduled"), _) => Trigger::Scheduled,
        (Some(_), Some(object)) => Trigger::Saved(object.clone()),
        _ => Trigger::Called,
    }
}

/// Runs the flow; nothing where what was given has mistakes, which are in `sink`.
pub(super) fn play(project: &Project, given: &Given<'_>, whole: Span, sink: &mut Sink) -> Option<Played> {
    let trigger = trigger(&project.flow);
    refuse_other_starts(given, &trigger, sink);
    let mut settings = clock(given, sink);
    settings.failures = failures(project, given, sink);
    let known = Known::at(settings.now, settings.time_zone.clone());
    let world = World::new(&project.engine, settings);
    let mut filling = Filling { world, org: &project.org, known, sink };
    put(&mut filling, given);
    filling.world.settings.answers = answers(project, given, &filling.known, filling.sink);
    let name = project.flow.name.as_str();
    let reports = match trigger {
        Trigger::Called => {
            let inputs = inputs(&mut filling, &project.flow, given);
            ready(&filling)?;
            vec![filling.world.launch(name, vec![inputs]).ok()?]
        }
        Trigger::Scheduled => {
            ready(&filling)?;
            vec![filling.world.run_scheduled(name).ok()?]
        }
        Trigger::Saved(object) => saves(&mut filling, &object, given, whole)?,
    };
    ready(&filling)?;
    Some(Played {
        flow: name.to_owned(),
        status: project.flow.status.clone(),
        world: filling.world,
        known: filling.known,
        reports,
    })
}

/// A key that starts flows of another kind.
fn refuse_other_starts(given: &Given<'_>, trigger: &Trigger, sink: &mut Sink) {
    let (keys, is): (&[&str], &str) = match trigger {
        Trigger::Called => (&["record", "prior", "batch"], "is called: it takes `inputs`"),
        Trigger::Saved(_) => (&["inputs"], "is started by a save: it takes `record` or `batch`"),
        Trigger::Scheduled => {
            (&["inputs", "record", "prior", "batch"], "is started by its schedule: it takes `records`")
        }
    };
    for entry in keys.iter().filter_map(|key| given.entry(key)) {
        let message = format!("`{}` starts nothing: this flow {is}", entry.key.value);
        mistake(Code::UnknownKey, entry.key.span, message, sink);
    }
}

/// The time and the place in the world.
fn clock(given: &Given<'_>, sink: &mut Sink) -> Settings {
    let mut settings = Settings::at(Timestamp::now(), TimeZone::UTC);
    if let Some(zone) = given.text("time_zone", sink) {
        match TimeZone::get(&zone.value) {
            Ok(found) => settings.time_zone = found,
            Err(_) => sink.push(
                Diagnostic::new(
                    Code::UnknownWord,
                    zone.span,
                    format!("there is no time zone `{}`", zone.value),
                )
                .help("write it as in `Europe/Berlin`"),
            ),
        }
    }
    if let Some(node) = given.get("now") {
        let known = Known::at(settings.now, settings.time_zone.clone());
        let moment = values::value(node, Some(Type::DateTime), "`now`", &known, sink);
        if let Some(Value::DateTime(moment)) = moment {
            settings.now = moment;
        }
    }
    settings
}

/// The elements that fail: `Flow.Element`, or `Element` of the flow itself.
fn failures(project: &Project, given: &Given<'_>, sink: &mut Sink) -> BTreeMap<String, String> {
    let elements: BTreeSet<String> = project
        .flows
        .values()
        .flat_map(|flow| flow.elements.iter().map(move |element| format!("{}.{}", flow.name, element.name)))
        .collect();
    let mut failures = BTreeMap::new();
    for Entry { key, value } in given.entries("fail", sink) {
        let written = &key.value;
        let full =
            if written.contains('.') { written.clone() } else { format!("{}.{written}", project.flow.name) };
        if !elements.contains(&full) {
            let near = nearest(&full, elements.iter().map(String::as_str));
            let unknown =
                Diagnostic::new(Code::UnknownWord, key.span, format!("there is no element `{full}`"));
            sink.push(match near {
                Some(_) => unknown.suggest(near),
                None => unknown.help("write it as in `My_Flow.My_Element`"),
            });
            continue;
        }
        if let Some(words) = shape::scalar(value, &format!("`{written}`"), sink) {
            failures.insert(full, words.text.text.clone());
        }
    }
    failures
}

/// What actions answer: by their name, or by `Flow.Element`.
fn answers(project: &Project, given: &Given<'_>, known: &Known, sink: &mut Sink) -> BTreeMap<String, Answer> {
    let mut actions: BTreeSet<String> = BTreeSet::new();
    for flow in project.flows.values() {
        for element in &flow.elements {
            if let ElementKind::ActionCall(action) = &element.kind {
                actions.insert(action.action_name.clone());
                actions.insert(format!("{}.{}", flow.name, element.name));
            }
        }
    }
    let mut answers = BTreeMap::new();
    for Entry { key, value } in given.entries("answers", sink) {
        if !actions.contains(&key.value) {
            let near = nearest(&key.value, actions.iter().map(String::as_str));
            let message = format!("no flow calls an action `{}`", key.value);
            let unknown = Diagnostic::new(Code::UnknownWord, key.span, message);
            sink.push(match near {
                Some(_) => unknown.suggest(near),
                None => unknown.help("write the action's name, or `My_Flow.My_Element`"),
            });
            continue;
        }
        let mut outputs = BTreeMap::new();
        for Entry { key, value } in map(value, &format!("`{}`", key.value), sink).unwrap_or(&[]) {
            outputs.extend(data(value, None, key, known, sink).map(|data| (key.value.clone(), data)));
        }
        answers.insert(key.value.clone(), Answer::Outputs(outputs));
    }
    answers
}

/// One value or a list of them.
fn data(
    node: &Node,
    ty: Option<Type>,
    key: &Spanned<String>,
    known: &Known,
    sink: &mut Sink,
) -> Option<Data> {
    let what = format!("`{}`", key.value);
    match &node.kind {
        NodeKind::List(nodes) => {
            let items = nodes.iter().map(|node| values::value(node, ty, &what, known, sink).map(Data::Value));
            items.collect::<Option<Vec<Data>>>().map(Data::list)
        }
        NodeKind::Scalar(_) | NodeKind::Map(_) => {
            values::value(node, ty, &what, known, sink).map(Data::Value)
        }
        NodeKind::Broken => None,
    }
}

/// Nothing while there are mistakes.
fn ready(filling: &Filling<'_>) -> Option<()> {
    (!filling.sink.has_errors()).then_some(())
}

fn inputs(filling: &mut Filling<'_>, flow: &Flow, given: &Given<'_>) -> BTreeMap<String, Data> {
    let inputs: Vec<&Variable> = flow.variables.iter().filter(|variable| variable.is_input).collect();
    let mut all = BTreeMap::new();
    for Entry { key, value } in given.entries("inputs", filling.sink) {
        let Some(variable) = inputs.iter().find(|variable| variable.name.eq_ignore_ascii_case(&key.value))
        else {
            let near = nearest(&key.value, inputs.iter().map(|variable| variable.name.as_str()));
            let message = format!("`{}` is no input of {}", key.value, flow.name);
            filling.sink.push(Diagnostic::new(Code::UnknownFlowVariable, key.span, message).suggest(near));
            continue;
        };
        all.extend(input(filling, variable, key, value).map(|data| (variable.name.clone(), data)));
    }
    all
}

fn input(filling: &mut Filling<'_>, variable: &Variable, key: &Spanned<String>, node: &Node) -> Option<Data> {
    match (&variable.object_type, variable.is_collection) {
        (Some(object), false) => record_of(filling, object, node),
        (Some(object), true) => {
            let nodes = list(node, &format!("`{}`", key.value), filling.sink)?;
            let items: Option<Vec<Data>> =
                nodes.iter().map(|node| record_of(filling, object, node)).collect();
            items.map(Data::list)
        }
        (None, is_collection) => {
            if is_collection {
                list(node, &format!("`{}`", key.value), filling.sink)?;
            } else if let NodeKind::List(_) = &node.kind {
                let message = format!("`{}` takes one value, not a list", key.value);
                mistake(Code::WrongKind, node.head(), message, filling.sink);
                return None;
            }
            data(node, value_type(variable.data_type), key, &filling.known, filling.sink)
        }
    }
}

/// A record of `records` by its name, or one that is only written down.
fn record_of(filling: &mut Filling<'_>, object: &str, node: &Node) -> Option<Data> {
    if let NodeKind::Map(_) = &node.kind {
        let written = one(filling, object, node)?;
        let values = filling.values(&written)?;
        return Some(Data::Record(Arc::new(filling.world.record(object, &values))));
    }
    let id =
        values::value(node, Some(Type::Id), &format!("a record of {object}"), &filling.known, filling.sink)?;
    let found = filling.world.find(&id).cloned();
    match found {
        Some(record) if filling.world.schema().object(record.object).name == object => {
            Some(Data::Record(record))
        }
        Some(record) => {
            let other = &filling.world.schema().object(record.object).name;
            let message = format!("this is a record of {other}, not of {object}");
            mistake(Code::WrongRecord, node.span, message, filling.sink);
            None
        }
        None if id == Value::Null => Some(Data::NULL),
        None => {
            mistake(Code::UnknownRecord, node.span, format!("there is no record `{id}`"), filling.sink);
            None
        }
    }
}
