//! A story, played twice: by the generated flows, from their bytes, and by the interpreter of their spec. Whatever differs is
//! said.

use super::cast::Cast;
use super::{Event, Given, events};
use crate::interpreter::Interpreter;
use crate::interpreter::faults::{Failing, fallible};
use crate::random::choices::Choices;
use crate::support::Made;
use ctiflow::diag::Sink;
use ctiflow::flow::{self, Reading};
use ctiflow::formula::Value;
use ctiflow::org::Org;
use ctiflow::simulate::{Data, Engine, FieldId, Message, Operation, Record, Report, Saving, Settings, World};
use ctiflow::source::{FileId, Source};
use ctiflow::xml;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

/// A flow of the team: it hands on what it is given.
const PREPARE: &str = r#"<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>66.0</apiVersion>
<label>Prepare</label><processType>AutoLaunchedFlow</processType>
<actionCalls><name>Tell</name><label>Tell</label><actionName>Prepare</actionName><actionType>apex</actionType>
<inputParameters><name>callId</name><value><elementReference>callId</elementReference></value></inputParameters>
<inputParameters><name>who</name><value><elementReference>who</elementReference></value></inputParameters></actionCalls>
<start><connector><targetReference>Tell</targetReference></connector></start>
<variables><name>callId</name><dataType>String</dataType><isCollection>false</isCollection><isInput>true</isInput>
<isOutput>false</isOutput></variables>
<variables><name>score</name><dataType>Number</dataType><isCollection>false</isCollection><isInput>false</isInput>
<isOutput>true</isOutput><scale>0</scale><value><numberValue>7</numberValue></value></variables>
<variables><name>who</name><dataType>String</dataType><isCollection>false</isCollection><isInput>true</isInput>
<isOutput>false</isOutput></variables></Flow>"#;

/// The objects whose records are compared.
const OBJECTS: &[&str] = &["Contact", "Lead", "Account", "Opportunity", "Case", "Task", "Event", "User"];

/// A story: who is there, and what happens.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    /// The choices that the people and things are made from.
    pub(crate) cast: Vec<u16>,
    /// In order.
    pub(crate) events: Vec<Event>,
    /// The element that fails whenever it is reached: `Flow.Element`.
    pub(crate) fails: Option<String>,
}

impl Story {
    /// A random story for a program.
    pub(crate) fn random(made: &Made, numbers: &[u16]) -> Self {
        let (_, bare) = org(Vec::new());
        let mut choices = Choices::new(numbers);
        let cast = Cast::fill(&mut World::new(&bare, settings()), &mut choices);
        let events = events(&made.program, &cast, &mut choices);
        let fallible = fallible(&made.flows);
        let at = numbers.iter().map(|number| usize::from(*number)).sum::<usize>() % (fallible.len() * 2);
        Self { cast: numbers.to_vec(), events, fails: fallible.get(at).cloned() }
    }
}

fn settings() -> Settings {
    let now = "2026-11-20T21:30:00Z".parse().expect("a moment");
    let zone = jiff::tz::TimeZone::get("America/New_York").expect("a zone that is built in");
    Settings::at(now, zone)
}

/// Plays a story in both ways.
///
/// # Errors
/// The first difference, with the story up to there.
pub(crate) fn differences(made: &Made, story: &Story) -> Result<(), String> {
    let (engine, bare) = engines(made);
    let mut flows = World::new(&engine, settings());
    let mut meant = World::new(&bare, settings());
    Cast::fill(&mut flows, &mut Choices::new(&story.cast));
    let cast = Cast::fill(&mut meant, &mut Choices::new(&story.cast));
    let failing = story.fails.as_ref().and_then(|key| Failing::of(&made.program, &made.flows, key));
    let (failing, keys) = failing.unzip();
    let failures = keys.into_iter().flatten().map(|key| (key, "It fails.".to_owned()));
    flows.settings.failures.extend(failures);
    let save_fails = matches!(failing, Some(Failing::SaveOfPerson(_) | Failing::Save { .. }));
    let mut played = Played {
        log_object: format!("{}_Flow_Error_Log__c", made.program.prefix),
        flows,
        meant: Interpreter::new(&made.program, meant, failing),
        calls: Vec::new(),
        logged: 0,
        in_any_order: false,
        save_fails,
    };
    let mut told = story
        .fails
        .as_ref()
        .map_or_else(String::new, |key| format!("  {key} fails whenever it is reached\n"));
    for event in &story.events {
        let _ = writeln!(told, "  {}", line(event));
        played.play(event).map_err(|why| {
            let there = cast.told_of(&format!("{told}{why}"));
            format!("{why}\n\nthe story, among others of\n{there}\n{told}")
        })?;
    }
    Ok(())
}

fn line(event: &Event) -> String {
    match event {
        Event::Monitor(flow) => format!("{flow} runs"),
        Event::Wait(time) => format!("wait {} hours", time.as_hours()),
        Event::Saved { call, fields } => {
            let given: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            format!("call {call} is saved with {{ {} }}", given.join(", "))
        }
    }
}

/// The engine with the flows of a program, read from their bytes, and one of the same org without any.
fn engines(made: &Made) -> (Engine, Engine) {
    let files = made.tree.files().filter(|(path, _)| path.ends_with("-meta.xml"));
    let source = |(path, bytes): (&str, &[u8])| Source::new(path, String::from_utf8_lossy(bytes));
    let (flows, others): (Vec<Source>, Vec<Source>) =
        files.map(source).partition(|source| source.path.ends_with(".flow-meta.xml"));
    let objects = others.into_iter().filter(|source| source.path.contains("/objects/"));
    let (org, bare) = org(objects.collect());
    let prepare = Source::new("flows/Prepare.flow-meta.xml", PREPARE);
    let readings: Vec<Reading> = flows.iter().chain([&prepare]).map(read).collect();
    let engine = Engine::load(&org, &readings);
    assert_eq!(engine.refusals(), []);
    (engine, bare)
}

/// An org with these objects and fields, and an engine of it without flows. Most programs have the same ones.
fn org(objects: Vec<Source>) -> (Org, Engine) {
    static KEPT: Mutex<Vec<(String, Org, Engine)>> = Mutex::new(Vec::new());
    let all: String = objects.iter().map(|source| source.text.as_str()).collect();
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, org, engine)) = kept.iter().find(|(text, ..)| *text == all) {
        return (org.clone(), engine.clone());
    }
    let (mut org, mut sink) = (Org::standard(), Sink::default());
    org.load_team(objects.iter().map(|source| (FileId::default(), source)), &mut sink);
    assert!(sink.is_empty(), "{:?}", sink.finish());
    let engine = Engine::load(&org, &[]);
    kept.push((all, org.clone(), engine.clone()));
    (org, engine)
}

fn read(source: &Source) -> Reading {
    let name = source.path.rsplit('/').next().and_then(|file| file.split('.').next()).expect("a file name");
    let document = xml::read(source, FileId::default()).expect("it was written by us");
    flow::read(name, &document).expect("a flow")
}

struct Played<'p> {
    log_object: String,
    flows: World,
    meant: Interpreter<'p>,
    /// The ids of the calls.
    calls: Vec<Value>,
    /// How many lines of the log were compared.
    logged: usize,
    /// What happens to several records at once has no order.
    in_any_order: bool,
    /// A save fails: it may stand anywhere behind what is set, and so may the line that it leaves in the log.
    save_fails: bool,
}

impl Played<'_> {
    fn play(&mut self, event: &Event) -> Result<(), String> {
        match event {
            Event::Wait(time) => {
                self.flows.settings.now += *time;
                self.meant.world.settings.now += *time;
                Ok(())
            }
            Event::Saved { call, fields } => self.save(*call, fields),
            Event::Monitor(flow) => self.monitor(flow),
        }
    }

    /// A monitor runs for many records at once: what it does to one may stand before or behind what it does to another.
    fn monitor(&mut self, flow: &str) -> Result<(), String> {
        // A monitor that does nothing is not there.
        let report = self.flows.run_scheduled(flow).unwrap_or_default();
        self.meant.monitor(flow);
        self.in_any_order = true;
        match report.failure() {
            Some(failure) => Err(failure),
            None => self.compare(&report),
        }
    }

    fn save(&mut self, call: usize, fields: &[Given]) -> Result<(), String> {
        let known = self.calls.get(call).cloned();
        let operation = if known.is_some() { Operation::Update } else { Operation::Create };
        let record = task(&mut self.flows, fields, known.as_ref());
        let report = self.flows.save(operation, vec![record], Saving::AllOrNone);
        let record = task(&mut self.meant.world, fields, known.as_ref());
        let meant = self.meant.save_call(operation, record);
        let id = report.saved.first().and_then(|saved| saved.as_ref().ok()).cloned();
        same(
            "the call",
            &[meant.map_or_else(String::new, |id| id.to_string())],
            &[id.as_ref().map_or_else(|| report.failure().unwrap_or_default(), ToString::to_string)],
        )?;
        if known.is_none() {
            self.calls.extend(id);
        }
        self.compare(&report)
    }

    fn compare(&mut self, report: &Report) -> Result<(), String> {
        let sent: Vec<String> = report.messages.iter().map(message).collect();
        let meant = std::mem::take(&mut self.meant.sent);
        self.same("what was sent", meant, sent)?;
        let mut log: Vec<String> = self.log().skip(self.logged).collect();
        self.logged += log.len();
        let mut meant = std::mem::take(&mut self.meant.log);
        if self.save_fails {
            log.sort();
            meant.sort();
        }
        self.same("the log", meant, log)?;
        OBJECTS.iter().try_for_each(|object| {
            let [meant, done] = [&self.meant.world, &self.flows].map(|world| records(world, object));
            self.same(object, meant, done)
        })
    }

    fn same(&self, what: &str, mut meant: Vec<String>, mut done: Vec<String>) -> Result<(), String> {
        if self.in_any_order {
            for line in meant.iter_mut().chain(&mut done) {
                *line = without_id(line).to_owned();
            }
            meant.sort();
            done.sort();
        }
        same(what, &meant, &done)
    }

    fn log(&self) -> impl Iterator<Item = String> {
        let line = |log: &std::sync::Arc<Record>| {
            let field = |name: &str| self.flows.field(log, name).to_string();
            let (kind, said) = (field("Kind__c"), field("Error_Message__c"));
            let said = match kind.as_str() {
                "Note" if said.ends_with("was left out.") => "(left out)".to_owned(),
                "Note" => said,
                _ => String::new(),
            };
            let person = field("Person_Id__c");
            let person = if person.is_empty() { "nobody".to_owned() } else { person };
            format!("{kind} for {person} of {}: {said}", field("Record_Id__c"))
        };
        self.flows.all(&self.log_object).map(line)
    }
}

fn task(world: &mut World, fields: &[Given], id: Option<&Value>) -> Record {
    let mut record = world.record("Task", fields);
    if let Some(id) = id {
        record.set(FieldId::ID, id.clone());
    }
    record
}

/// What an action was asked: its inputs by name, but for those that differ from org to org.
fn message(message: &Message) -> String {
    let mut inputs: Vec<(&str, String)> = message
        .inputs
        .iter()
        .filter(|(name, _)| name != "customNotifTypeId")
        .map(|(name, data)| (name.as_str(), written(data)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    inputs.sort();
    let inputs: Vec<String> = inputs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{} {}", message.action_name, inputs.join(", "))
}

fn written(data: &Data) -> String {
    match data {
        Data::List(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        Data::Value(_) | Data::Record(_) => data.value().to_string(),
    }
}

/// What the platform notes of each save: one that changes nothing else counts as none.
const STAMPS: &[&str] = &["LastModifiedById", "LastModifiedDate", "SystemModstamp"];

/// The records of an object, each in a line with all its fields.
fn records(world: &World, object: &str) -> Vec<String> {
    let line = |record: &std::sync::Arc<Record>| {
        let fields = record.values().filter(|(_, value)| **value != Value::Null);
        let fields = fields.map(|(field, value)| (world.field_name(record.object, field), value));
        let fields = fields.filter(|(name, _)| !STAMPS.contains(name));
        let fields = fields.map(|(name, value)| format!("{name}: {value}"));
        fields.collect::<Vec<_>>().join(", ")
    };
    world.all(object).map(line).collect()
}

/// A record without its id: those of new records count up in their order.
fn without_id(line: &str) -> &str {
    match line.strip_prefix("Id: ") {
        Some(rest) => rest.split_once(", ").map_or("", |(_, rest)| rest),
        None => line,
    }
}

/// Says what differs.
fn same(what: &str, meant: &[String], done: &[String]) -> Result<(), String> {
    if meant == done {
        return Ok(());
    }
    let only = |these: &[String], those: &[String]| {
        let lines: Vec<&String> = these.iter().filter(|line| !those.contains(line)).collect();
        lines.iter().map(|line| format!("\n    {line}")).collect::<String>()
    };
    let (missing, unasked) = (only(meant, done), only(done, meant));
    let order = if missing.is_empty() && unasked.is_empty() { ": the order" } else { "" };
    Err(format!("{what}{order}\n  the spec means:{missing}\n  the flows do:{unasked}"))
}
