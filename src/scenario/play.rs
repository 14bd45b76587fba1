//! A scenario, from its beginning to its end.

use super::bench::Bench;
use super::known::Known;
use super::records::Filling;
use super::values;
use super::way::way;
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::formula::{Type, Value};
use crate::simulate::{Report, Settings, World};
use crate::source::Spanned;
use crate::spec::{Part, Scenario, Scenarios};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// How a scenario ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// What was expected happened, and nothing else.
    Passed,
    /// Something else happened.
    Failed,
    /// It has a mistake itself, and says nothing about the flows.
    Broken,
}

/// What became of a scenario.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How it ended.
    pub verdict: Verdict,
    /// What was different, or what is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// The way through the flows, by their labels, up to where it failed.
    pub way: Vec<String>,
    /// The flows that ran.
    pub flows: BTreeSet<String>,
}

impl Outcome {
    /// That of a scenario that could not be run.
    pub fn broken() -> Self {
        Self { verdict: Verdict::Broken, diagnostics: Vec::new(), way: Vec::new(), flows: BTreeSet::new() }
    }
}

/// A call that was saved.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) name: String,
    pub(super) id: Value,
    /// All that was ever given to it.
    pub(super) fields: Vec<(String, Value)>,
    /// Who was called, by name.
    pub(super) person: Option<String>,
    /// Who called, by name.
    pub(super) by: Option<String>,
    /// What it is about, by name.
    pub(super) about: Option<String>,
}

/// What happened since the last `expect`.
pub(super) struct Window {
    pub(super) report: Report,
    /// The org as it was before, without its flows.
    pub(super) before: World,
    /// The calls that were saved, by their places in [`Stage::calls`].
    pub(super) calls: Vec<usize>,
}

/// The org of a scenario while it runs.
pub(super) struct Stage<'a> {
    pub(super) bench: &'a Bench,
    pub(super) filling: Filling<'a>,
    pub(super) calls: Vec<Made>,
    /// Who calls where nobody says it: a name.
    pub(super) rep: Option<String>,
    /// The steps that failed since the last `expect`, by their labels, and what they said.
    pub(super) faults: Vec<(String, String)>,
    /// What stands above the scenarios: what every call makes of its person.
    pub(super) head: Part<'a>,
}

impl Bench {
    /// Runs a scenario of a file.
    pub fn run(&self, file: &Scenarios, scenario: &Scenario) -> Outcome {
        let mut sink = Sink::default();
        let (mut seen, mut flows) = (Vec::new(), BTreeSet::new());
        if !file.broken && !scenario.broken {
            self.played(file, scenario, (&mut seen, &mut flows), &mut sink);
        }
        let diagnostics = sink.finish();
        let is_mistake =
            |each: &Diagnostic| each.severity == Severity::Error && each.code != Code::ScenarioFailed;
        let verdict = match diagnostics.as_slice() {
            _ if file.broken || scenario.broken || diagnostics.iter().any(is_mistake) => Verdict::Broken,
            [] => Verdict::Passed,
            _ => Verdict::Failed,
        };
        let way = if verdict == Verdict::Failed { seen } else { Vec::new() };
        Outcome { verdict, diagnostics, way, flows }
    }

    fn played(
        &self,
        file: &Scenarios,
        scenario: &Scenario,
        (seen, flows): (&mut Vec<String>, &mut BTreeSet<String>),
        sink: &mut Sink,
    ) {
        let (head, body) = (file.head(), scenario.body());
        let Some(settings) = settings(head, body, sink) else { return };
        let known = Known::at(settings.now, settings.time_zone.clone());
        let world = World::new(&self.engine, settings);
        let filling = Filling { world, org: &self.org, known, sink };
        let mut stage =
            Stage { bench: self, filling, calls: Vec::new(), rep: None, faults: Vec::new(), head };
        stage.given(head, body);
        let steps: Vec<Part<'_>> = body.parts("steps").collect();
        let happenings = if steps.is_empty() { vec![body] } else { steps };
        let mut window = stage.window();
        for (at, happening) in happenings.iter().enumerate() {
            if stage.filling.sink.has_errors() {
                return;
            }
            let faults = if happening.get("fail").is_some() { *happening } else { body };
            stage.happens(*happening, faults, &mut window);
            let is_last = at + 1 == happenings.len();
            let expect = happening.get("expect").or_else(|| body.get("expect").filter(|_| is_last));
            if stage.filling.sink.has_errors() || (expect.is_none() && !is_last) {
                continue;
            }
            flows.extend(window.report.trace.iter().map(|step| stage.filling.world.line(step).flow));
            stage.judge(*happening, expect, &window);
            if stage.filling.sink.has_errors() {
                *seen = way(&stage.filling.world, &window.report);
                return;
            }
            window = stage.window();
            stage.faults.clear();
        }
    }
}

impl Stage<'_> {
    /// Nothing has happened yet.
    fn window(&self) -> Window {
        let before = self.filling.world.without_flows();
        Window { report: Report::default(), before, calls: Vec::new() }
    }

    /// One thing happens.
    fn happens(&mut self, happening: Part<'_>, faults: Part<'_>, window: &mut Window) {
        if let Some(after) = happening.duration("after")
            && let Some(now) = self.filling.known.moved(after.value, 1)
        {
            self.filling.known.now = now;
            self.filling.world.settings.now = now;
        }
        self.fail(faults);
        let single: Vec<Part<'_>> = happening.part("call").into_iter().collect();
        let calls = if single.is_empty() { happening.parts("calls").collect() } else { single };
        if !calls.is_empty() {
            self.call(&calls, window);
        }
        if let Some(correction) = happening.part("correct") {
            self.correct(correction, window);
        }
        if let Some(monitor) = happening.text("run") {
            self.run(monitor, window);
        }
        self.filling.world.settings.failures.clear();
    }

    /// The steps that fail, by their labels.
    fn fail(&mut self, faults: Part<'_>) {
        for entry in faults.map("fail") {
            let Some(words) = super::shape::scalar(&entry.value, "a step", self.filling.sink) else {
                continue;
            };
            match self.bench.elements(&entry.key.value) {
                Ok(elements) => {
                    self.faults.push((entry.key.value.clone(), words.text.text.clone()));
                    let failing = elements.into_iter().map(|name| (name.to_owned(), words.text.text.clone()));
                    self.filling.world.settings.failures.extend(failing);
                }
                Err(near) => {
                    let message = format!("no flow has a step with the label `{}`", entry.key.value);
                    let unknown = Diagnostic::new(Code::UnknownWord, entry.key.span, message);
                    let help = "write the label that Flow Builder shows, as in `Send Notification`";
                    self.filling.sink.push(match near {
                        Some(_) => unknown.suggest(near),
                        None => unknown.help(help),
                    });
                }
            }
        }
    }

    /// A monitor runs: each of its flows.
    fn run(&mut self, monitor: Spanned<&str>, window: &mut Window) {
        match self.bench.monitor(monitor.value) {
            Ok(flows) => {
                for flow in flows {
                    if let Ok(report) = self.filling.world.run_scheduled(flow) {
                        window.report.append(report);
                    }
                }
            }
            Err(near) => {
                let message = format!("no scheduled flow is called `{}`", monitor.value);
                let unknown = Diagnostic::new(Code::UnknownWord, monitor.span, message);
                self.filling.sink.push(match near {
                    Some(_) => unknown.suggest(near),
                    None => unknown.help("write the name of one of the spec's `monitors`"),
                });
            }
        }
    }
}

/// The time and the place in the world.
fn settings(head: Part<'_>, body: Part<'_>, sink: &mut Sink) -> Option<Settings> {
    let time_zone = match head.text("time_zone") {
        None => TimeZone::UTC,
        Some(name) => match TimeZone::get(name.value) {
            Ok(found) => found,
            Err(_) => {
                let message = format!("there is no time zone `{}`", name.value);
                let unknown = Diagnostic::new(Code::UnknownWord, name.span, message);
                sink.push(unknown.help("write it as in `Europe/Berlin`"));
                return None;
            }
        },
    };
    let node = body.get("now").or_else(|| head.get("now"))?;
    let nobody = Known::at(Timestamp::UNIX_EPOCH, time_zone.clone());
    match values::value(node, Some(Type::DateTime), "`now`", &nobody, sink)? {
        Value::DateTime(now) => Some(Settings::at(now, time_zone)),
        Value::Null
        | Value::Text(_)
        | Value::Number(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::Time(_) => None,
    }
}
