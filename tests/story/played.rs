//! A story, played twice: by the generated flows, from their bytes, and by the interpreter of their spec. Whatever differs is
//! said.

use super::cast::Cast;
use super::{Event, Given, events};
use crate::interpreter::Interpreter;
use crate::random::choices::Choices;
use crate::support::Made;
use ctiflow::diag::Sink;
use ctiflow::flow::{self, Reading};
use ctiflow::formula::Value;
use ctiflow::org::Org;
use ctiflow::simulate::{Data, Engine, FieldId, Message, Operation, Record, Saving, Settings, World};
use ctiflow::source::{FileId, Source};
use ctiflow::xml;
use std::fmt::Write;

/// A flow of the team: it hands on what it is given.
const PREPARE: &str = r#"<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>66.0</apiVersion>
<label>Prepare</label><processType>AutoLaunchedFlow</processType>
<actionCalls><name>Tell</name><label>Tell</label><actionName>Prepare</actionName><actionType>apex</actionType>
<inputParameters><name>callId</name><value><elementReference>callId</elementReference></value></inputParameters>
<inputParameters><name>who</name><value><elementReference>who</elementReference></value></inputParameters></actionCalls>
<start><connector><targetReference>Tell</targetReference></connector></start>
<variables><name>callId</name><dataType>String</dataType><isCollection>false</isCollection><isInput>true</isInput>
<isOutput>false</isOutput></variables>
<variables><name>who</name><dataType>String</dataType><isCollection>false</isCollection><isInput>true</isInput>
<isOutput>false</isOutput></variables></Flow>"#;

/// The objects whose records are compared.
const OBJECTS: &[&str] = &["Contact", "Lead", "Account", "Opportunity", "Case", "Task", "Event", "User"];

/// Plays a story in both ways.
///
/// # Errors
/// The first difference, with the story up to there.
pub(crate) fn differences(made: &Made, numbers: &[u16]) -> Result<(), String> {
    let (engine, bare) = engines(made);
    let now = "2026-11-20T21:30:00Z".parse().expect("a moment");
    let zone = jiff::tz::TimeZone::get("America/New_York").expect("a zone that is built in");
    let settings = Settings::at(now, zone);
    let mut flows = World::new(&engine, settings.clone());
    let mut meant = World::new(&bare, settings);
    let mut choices = Choices::new(numbers);
    Cast::fill(&mut flows, &mut Choices::new(numbers));
    let cast = Cast::fill(&mut meant, &mut choices);
    let events = events(&made.program, &cast, &mut choices);
    let mut played = Played {
        log_object: format!("{}_Flow_Error_Log__c", made.program.prefix),
        flows,
        meant: Interpreter::new(&made.program, meant),
        calls: Vec::new(),
        logged: 0,
    };
    let mut told = cast.told.clone();
    for event in &events {
        let _ = writeln!(told, "  {}", line(event));
        played.play(event).map_err(|why| format!("{why}\n\nthe story:\n{told}"))?;
    }
    Ok(())
}

fn line(event: &Event) -> String {
    match event {
        Event::Wait(time) => format!("wait {} hours", time.as_hours()),
        Event::Saved { call, fields } => {
            let given: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            format!("call {call} is saved with {{ {} }}", given.join(", "))
        }
    }
}

/// The engine with the flows of a program, read from their bytes, and one of the same org without any.
fn engines(made: &Made) -> (Engine, Engine) {
    let metadata = made.tree.files().filter(|(path, _)| path.ends_with("-meta.xml"));
    let mut sources: Vec<Source> =
        metadata.map(|(path, bytes)| Source::new(path, String::from_utf8_lossy(bytes))).collect();
    sources.push(Source::new("flows/Prepare.flow-meta.xml", PREPARE));
    let (mut org, mut sink) = (Org::standard(), Sink::default());
    org.load_team(sources.iter().map(|source| (FileId::default(), source)), &mut sink);
    assert!(sink.is_empty(), "{:?}", sink.finish());
    let flows = sources.iter().filter(|source| source.path.ends_with(".flow-meta.xml"));
    let readings: Vec<Reading> = flows.map(read).collect();
    let engine = Engine::load(&org, &readings);
    assert_eq!(engine.refusals(), []);
    (engine, Engine::load(&org, &[]))
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
        let sent: Vec<String> = report.messages.iter().map(message).collect();
        same("what was sent", &std::mem::take(&mut self.meant.sent), &sent)?;
        let log: Vec<String> = self.log().skip(self.logged).collect();
        self.logged += log.len();
        same("the log", &std::mem::take(&mut self.meant.log), &log)?;
        OBJECTS.iter().try_for_each(|object| {
            same(object, &records(&self.meant.world, object), &records(&self.flows, object))
        })
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

/// The records of an object, each in a line with all its fields.
fn records(world: &World, object: &str) -> Vec<String> {
    let line = |record: &std::sync::Arc<Record>| {
        let fields = record.values().filter(|(_, value)| **value != Value::Null);
        let fields =
            fields.map(|(field, value)| format!("{}: {value}", world.field_name(record.object, field)));
        fields.collect::<Vec<_>>().join(", ")
    };
    world.all(object).map(line).collect()
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
