//! How many calls a second the engine runs through the reference program, and what a monitor's interview costs.
//!
//! `cargo bench --bench simulate [-- CALLS]`: calls of mixed dispositions on 20,000 people, in batches of 200; the tasks that
//! the program makes meet its gate too.

#![allow(missing_docs, clippy::unwrap_used, reason = "it may fail")]

use ctiflow::diag::Sink;
use ctiflow::flow::{self, Reading};
use ctiflow::formula::Value;
use ctiflow::org::Org;
use ctiflow::simulate::{Engine, Operation, Record, Saving, Settings, Trace, World};
use ctiflow::source::{FileId, Source};
use ctiflow::xml;
use std::path::{Path, PathBuf};
use std::time::Instant;

const PEOPLE: usize = 20_000;
const BATCH: usize = 200;
const DISPOSITIONS: [&str; 8] = [
    "Connected",
    "No Answer",
    "Voicemail Left",
    "No Answer",
    "Busy",
    "Not Interested",
    "Meeting Booked",
    "Connected",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
    found.sort();
}

fn engine() -> Engine {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/outbound-sales/force-app"), &mut paths);
    let read = |path: &PathBuf| Source::new(path.to_str().unwrap(), std::fs::read_to_string(path).unwrap());
    let sources: Vec<Source> = paths.iter().map(read).collect();
    let mut org = Org::standard();
    org.load_team(sources.iter().map(|source| (FileId::default(), source)), &mut Sink::default());
    let flows = sources.iter().filter(|source| source.path.ends_with(".flow-meta.xml"));
    let readings: Vec<Reading> = flows
        .map(|source| {
            let name = source.path.rsplit('/').next().unwrap().split('.').next().unwrap();
            flow::read(name, &xml::read(source, FileId::default()).unwrap()).unwrap()
        })
        .collect();
    let engine = Engine::load(&org, &readings);
    assert!(engine.refusals().is_empty());
    engine
}

fn people(world: &mut World, rep: &Value) -> Vec<Value> {
    let person = |at: usize| {
        let name = Value::text(format!("Person {at}"));
        let own = [("LastName", name), ("OwnerId", rep.clone())];
        match at % 2 {
            0 => world.add("Contact", &own).unwrap(),
            _ => world.add("Lead", &[own.as_slice(), &[("Company", Value::text("Acme"))]].concat()).unwrap(),
        }
    };
    (0..PEOPLE).map(person).collect()
}

fn calls(world: &mut World, people: &[Value], rep: &Value, from: usize) -> Vec<Record> {
    let call = |at: usize| {
        let fields = [
            ("Type", Value::text("Call")),
            ("Subject", Value::text("Call")),
            ("Status", Value::text("Completed")),
            ("WhoId", people[at * 7 % people.len()].clone()),
            ("OwnerId", rep.clone()),
            ("CallDisposition", Value::text(DISPOSITIONS[at % DISPOSITIONS.len()])),
            ("CallDurationInSeconds", Value::number((at % 300) as i64)),
        ];
        world.record("Task", &fields)
    };
    (from..from + BATCH).map(call).collect()
}

fn main() {
    let wanted = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(10_000);
    let mut settings = Settings::at("2026-11-23T09:30:00Z".parse().unwrap(), jiff::tz::TimeZone::UTC);
    settings.trace = Trace::Off;
    let mut world = World::new(&engine(), settings);
    let rep = world.add("User", &[("LastName", Value::text("Rep"))]).unwrap();
    world.add("CustomNotificationType", &[("DeveloperName", Value::text("CTI_Alert"))]).unwrap();
    let people = people(&mut world, &rep);
    let (mut done, start) = (0, Instant::now());
    while done < wanted {
        let batch = calls(&mut world, &people, &rep, done);
        let report = world.save(Operation::Create, batch, Saving::Partial);
        assert_eq!(report.failure(), None);
        done += BATCH;
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{done} calls in {seconds:.2} s: {:.0} a second", done as f64 / seconds);
    println!(
        "{} tasks, {} log records",
        world.all("Task").count(),
        world.all("CTI_Flow_Error_Log__c").count()
    );
    let start = Instant::now();
    let report = world.run_scheduled("CTI_Cold_Outreach_Lead").unwrap();
    let interviews: u32 = report.transactions.iter().map(|transaction| transaction.interviews).sum();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{interviews} interviews of a monitor in {seconds:.2} s: {:.0} a second",
        f64::from(interviews) / seconds
    );
}
