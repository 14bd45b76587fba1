//! The committed reference program, run in the engine: its generated XML, in the org that it is deployed to.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use ctiflow::diag::Sink;
use ctiflow::flow::{self, Reading};
use ctiflow::formula::{Type, Value};
use ctiflow::org::Org;
use ctiflow::simulate::{Data, Engine, FieldId, Operation, Report, Saving, Settings, World};
use ctiflow::source::{FileId, Source};
use ctiflow::xml;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// The engine with the program of `generated/outbound-sales`.
fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut paths = Vec::new();
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/outbound-sales/force-app"), &mut paths);
        let sources: Vec<Source> = paths
            .iter()
            .map(|path| Source::new(path.to_str().unwrap(), std::fs::read_to_string(path).unwrap()))
            .collect();
        let (mut org, mut sink) = (Org::standard(), Sink::default());
        org.load_team(sources.iter().map(|source| (FileId::default(), source)), &mut sink);
        assert!(sink.is_empty(), "{:?}", sink.finish());
        let flows = sources.iter().filter(|source| source.path.ends_with(".flow-meta.xml"));
        let readings: Vec<Reading> = flows.map(read).collect();
        let engine = Engine::load(&org, &readings);
        assert_eq!(engine.refusals(), []);
        engine
    })
}

fn read(source: &Source) -> Reading {
    let name = source.path.rsplit('/').next().unwrap().split('.').next().unwrap();
    flow::read(name, &xml::read(source, FileId::default()).unwrap()).unwrap()
}

/// An org on a Monday, with a rep, her manager, the notification type, a contact of an account, a lead.
struct Team {
    world: World,
    rep: Value,
    manager: Value,
    contact: Value,
    lead: Value,
}

fn words(text: &str) -> Value {
    Value::text(text)
}

fn team() -> Team {
    let now = "2026-11-23T09:30:00Z".parse().unwrap();
    let mut world = World::new(engine(), Settings::at(now, jiff::tz::TimeZone::UTC));
    let manager = world.add("User", &[("FirstName", words("Mia")), ("LastName", words("Lead"))]).unwrap();
    let rep = [("FirstName", words("Rob")), ("LastName", words("Rep")), ("ManagerId", manager.clone())];
    let rep = world.add("User", &rep).unwrap();
    world.add("CustomNotificationType", &[("DeveloperName", words("CTI_Alert"))]).unwrap();
    let account = world.add("Account", &[("Name", words("Acme")), ("OwnerId", manager.clone())]).unwrap();
    let person = [("FirstName", words("Ada")), ("LastName", words("Byron")), ("OwnerId", rep.clone())];
    let contact = world.add("Contact", &[person.as_slice(), &[("AccountId", account)]].concat()).unwrap();
    let lead = world.add("Lead", &[person.as_slice(), &[("Company", words("Globex"))]].concat()).unwrap();
    Team { world, rep, manager, contact, lead }
}

impl Team {
    fn record(
        &mut self,
        who: &Value,
        disposition: &str,
        more: &[(&str, Value)],
    ) -> ctiflow::simulate::Record {
        let call = [
            ("Type", words("Call")),
            ("Subject", words("Call")),
            ("Status", words("Completed")),
            ("WhoId", who.clone()),
            ("OwnerId", self.rep.clone()),
            ("CallDisposition", words(disposition)),
        ];
        self.world.record("Task", &[call.as_slice(), more].concat())
    }

    /// Saves a call.
    fn call(&mut self, who: &Value, disposition: &str, more: &[(&str, Value)]) -> Report {
        let call = self.record(who, disposition, more);
        let report = self.world.save(Operation::Create, vec![call], Saving::AllOrNone);
        assert!(report.saved[0].is_ok(), "{:?}", report.saved);
        report
    }

    fn held(&self, id: &Value, field: &str) -> String {
        let record = self.world.find(id).unwrap();
        self.world.field(record, field).to_string()
    }

    /// The subjects of the tasks that are no calls of the test.
    fn tasks(&self) -> Vec<String> {
        let subject = |task: &std::sync::Arc<_>| self.world.field(task, "Subject").to_string();
        self.world.all("Task").map(subject).filter(|subject| subject != "Call").collect()
    }

    /// What the flows wrote to the log.
    fn log(&self) -> Vec<String> {
        let logs = self.world.all("CTI_Flow_Error_Log__c");
        logs.map(|log| self.world.field(log, "Error_Message__c").to_string()).collect()
    }
}

#[test]
fn a_first_connect_follows_up_notifies_and_posts() {
    let mut team = team();
    let contact = team.contact.clone();
    let report = team.call(&contact, "Connected", &[("CallDurationInSeconds", Value::number(200))]);
    assert_eq!(team.log(), [""; 0]);
    assert_eq!(team.tasks(), ["Follow up with Ada Byron"]);
    let task = team.world.all("Task").last().unwrap().clone();
    assert_eq!(team.world.field(&task, "ActivityDate"), Value::read("2026-11-25", Type::Date).unwrap());
    assert_eq!(team.world.field(&task, "OwnerId"), team.rep);
    let fields =
        ["First_Connect_Date__c", "Last_Contacted_Date__c", "Total_Connects__c", "Outreach_Status__c"];
    let held = fields.map(|field| team.held(&contact, field));
    assert_eq!(held, ["2026-11-23", "2026-11-23", "1", "Active"]);
    let kinds: Vec<&str> = report.messages.iter().map(|message| message.action_type.as_str()).collect();
    assert!(kinds.contains(&"customNotificationAction") && kinds.contains(&"chatterPost"), "{kinds:?}");
    let alert =
        report.messages.iter().find(|message| message.action_type == "customNotificationAction").unwrap();
    assert_eq!(alert.input("title"), Some(&Data::text("First connect with Ada Byron")));
    assert_eq!(alert.input("recipientIds").unwrap().items(), [Data::Value(team.manager.clone())]);
}

#[test]
fn who_was_given_up_and_is_reached_is_active_again_and_who_is_suppressed_is_not() {
    for (before, after) in [("Inactive", "Active"), ("Suppressed", "Suppressed")] {
        let mut team = team();
        let lead =
            [("LastName", words("Lee")), ("Company", words("Globex")), ("Outreach_Status__c", words(before))];
        let lead = team.world.add("Lead", &lead).unwrap();
        team.call(&lead, "Connected", &[("CallDurationInSeconds", Value::number(200))]);
        assert_eq!(team.held(&lead, "Outreach_Status__c"), after);
    }
}

#[test]
fn a_short_connect_is_no_connect() {
    let mut team = team();
    let lead = team.lead.clone();
    team.call(&lead, "Connected", &[("CallDurationInSeconds", Value::number(20))]);
    assert_eq!(team.log(), [""; 0]);
    assert_eq!(team.tasks(), ["Call Ada Byron back (short connect)"]);
}

#[test]
fn voicemails_are_counted_and_escalate() {
    let mut team = team();
    let lead = team.lead.clone();
    for _ in 0..5 {
        team.call(&lead, "Voicemail Left", &[]);
    }
    assert_eq!(team.log(), [""; 0]);
    assert_eq!(team.held(&lead, "Voicemail_Count__c"), "5");
    assert_eq!(
        team.tasks(),
        [
            "Call Ada Byron again (voicemail 1)",
            "Call Ada Byron again (voicemail 2)",
            "Email Ada Byron (voicemail 3)",
            "Call Ada Byron again (voicemail 4)",
            "Review Ada Byron: 5 voicemails",
        ]
    );
    let review = team.world.all("Task").last().unwrap();
    assert_eq!(team.world.field(review, "OwnerId"), team.manager);
}

#[test]
fn a_corrected_disposition_runs_once_more_and_counts_once() {
    let mut team = team();
    let lead = team.lead.clone();
    let report = team.call(&lead, "Voicemail Left", &[]);
    let id = report.saved[0].clone().unwrap();
    let mut update = |fields: &[(&str, Value)]| {
        let mut record = team.world.record("Task", fields);
        record.set(FieldId::ID, id.clone());
        let report = team.world.save(Operation::Update, vec![record], Saving::AllOrNone);
        assert!(report.saved[0].is_ok(), "{:?}", report.saved);
        report
    };
    assert!(update(&[("Description", words("Busy again"))]).trace.is_empty());
    let report = update(&[("CallDisposition", words("Left Voicemail"))]);
    let flows: Vec<String> = report.trace.iter().map(|step| team.world.line(step).flow).collect();
    assert!(flows.contains(&"CTI_Voicemail_Left".to_owned()));
    assert_eq!(team.held(&lead, "Voicemail_Count__c"), "1");
}

#[test]
fn two_hundred_calls_are_one_transaction_within_the_limits() {
    let mut team = team();
    let dispositions = ["Connected", "Voicemail Left", "No Answer", "Not Interested", "Meeting Booked", "Hm"];
    let mut calls = Vec::new();
    for at in 0..200 {
        let name = words(&format!("Person {at}"));
        let who = team.world.add("Lead", &[("LastName", name), ("Company", words("Acme"))]).unwrap();
        calls.push(team.record(&who, dispositions[at % dispositions.len()], &[]));
    }
    let report = team.world.save(Operation::Create, calls, Saving::Partial);
    assert!(report.saved.iter().all(Result::is_ok), "{:?}", report.failure());
    assert_eq!(report.transactions.len(), 1);
    let used = report.used();
    assert!(used.soql <= 100 && used.dml <= 150, "{used:?}");
    let notes = team.log();
    assert!(notes.iter().all(|note| note.contains("Hm")), "{notes:?}");
}

#[test]
fn a_fault_is_logged_and_the_call_is_saved() {
    let mut team = team();
    let contact = team.contact.clone();
    let failing = "CTI_Notify.Send_Notification";
    team.world.settings.failures.insert(failing.to_owned(), "Notifications are off.".to_owned());
    team.call(&contact, "Connected", &[("CallDurationInSeconds", Value::number(200))]);
    assert_eq!(team.log(), ["Notifications are off."]);
    assert_eq!(team.tasks(), ["Follow up with Ada Byron"]);
}

#[test]
fn the_monitors_run() {
    for monitor in ["CTI_Cold_Outreach_Contact", "CTI_Cold_Outreach_Lead", "CTI_Silent_Late_Deals"] {
        let mut team = team();
        let report = team.world.run_scheduled(monitor).unwrap();
        assert_eq!(report.failure(), None);
        assert_eq!(team.log(), [""; 0]);
    }
}
