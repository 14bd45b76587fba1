//! What the engine counts is never more than the bound, and for some input equal.

#![allow(clippy::unwrap_used, reason = "it may fail")]

mod reference;

use ctiflow::budget::{self, Bounds, Budget, Measure, Start};
use ctiflow::flow::{Element, ElementKind, Flow};
use ctiflow::formula::Value;
use ctiflow::org::Org;
use ctiflow::simulate::{Engine, Operation, Record, Report, Saving, Settings, Trace, Used, World};
use std::collections::BTreeMap;
use std::sync::OnceLock;

const DISPOSITIONS: [&str; 12] = [
    "Connected",
    "Short Connect",
    "Voicemail Left",
    "Left Voicemail",
    "No Answer",
    "Busy",
    "Not Interested",
    "Do Not Call",
    "Not Right Now",
    "Meeting Booked",
    "Hm",
    "Connected",
];

/// The reference program, its bounds, and the elements that can fail.
struct Program {
    engine: Engine,
    starts: Vec<Start>,
    /// Each, and how often of eight times it does: where the log fails, or who was called is not found, little else runs.
    failing: Vec<(String, u64)>,
}

fn program() -> &'static Program {
    static PROGRAM: OnceLock<Program> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let (org, readings): (Org, _) = reference::program();
        let flows: Vec<&Flow> = readings.iter().map(|reading| &reading.flow).collect();
        let failing = flows.iter().flat_map(|flow| {
            let failing = flow.elements.iter().filter(|element| has_fault_path(element));
            failing.map(|element| (format!("{}.{}", flow.name, element.name), often(flow, element)))
        });
        Program {
            starts: budget::starts(&flows, &org),
            failing: failing.collect(),
            engine: Engine::load(&org, &readings),
        }
    })
}

fn often(flow: &Flow, element: &Element) -> u64 {
    match flow.name.as_str() {
        "CTI_Log" | "CTI_Call_Router" => 1,
        _ if matches!(element.kind, ElementKind::RecordLookup(_)) => 3,
        _ => 7,
    }
}

fn has_fault_path(element: &Element) -> bool {
    match &element.kind {
        ElementKind::ActionCall(it) => it.fault.is_some(),
        ElementKind::RecordCreate(it) => it.fault.is_some(),
        ElementKind::RecordDelete(it) => it.fault.is_some(),
        ElementKind::RecordLookup(it) => it.fault.is_some(),
        ElementKind::RecordUpdate(it) => it.fault.is_some(),
        _ => false,
    }
}

fn router() -> &'static Start {
    program().starts.iter().find(|start| start.flow == "CTI_Call_Router").unwrap()
}

/// Numbers that only look random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn once_in(&mut self, sides: u64) -> bool {
        self.below(sides) == 0
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u64) as usize]
    }
}

/// An org with people of all kinds.
struct Team {
    world: World,
    dice: Dice,
    managers: Vec<Value>,
    number: u32,
}

fn words(text: impl AsRef<str>) -> Value {
    Value::text(text.as_ref())
}

impl Team {
    fn new(seed: u64) -> Self {
        let mut settings = Settings::at("2026-11-23T09:30:00Z".parse().unwrap(), jiff::tz::TimeZone::UTC);
        settings.trace = Trace::Off;
        let mut world = World::new(&program().engine, settings);
        world.add("CustomNotificationType", &[("DeveloperName", words("CTI_Alert"))]).unwrap();
        let manager =
            |at: usize| [("LastName", words(format!("Manager {at}"))), ("IsActive", Value::Boolean(true))];
        let managers = (0..200).map(|at| world.add("User", &manager(at)).unwrap()).collect();
        Self { world, dice: Dice(seed), managers, number: 0 }
    }

    fn name(&mut self, what: &str) -> Value {
        self.number += 1;
        words(format!("{what} {}", self.number))
    }

    fn rep(&mut self) -> Value {
        let mut fields = vec![("LastName", self.name("Rep"))];
        if self.dice.below(4) > 0 {
            fields.push(("ManagerId", self.dice.of(&self.managers).clone()));
        }
        self.world.add("User", &fields).unwrap()
    }

    /// A person, and an opportunity of it if there is one.
    fn person(&mut self, rep: &Value) -> (Value, Option<Value>) {
        let mut fields = vec![("LastName", self.name("Person")), ("OwnerId", rep.clone())];
        fields.push(("Call_Attempts__c", Value::number(self.dice.below(10) as i64)));
        fields.push(("Voicemail_Count__c", Value::number(self.dice.below(6) as i64)));
        if self.dice.once_in(2) {
            fields.push((
                "First_Connect_Date__c",
                Value::read("2026-01-01", ctiflow::formula::Type::Date).unwrap(),
            ));
        }
        if self.dice.once_in(3) {
            fields.push(("Company", words("Globex")));
            let lead = self.world.add("Lead", &fields).unwrap();
            self.tracker(&lead);
            return (lead, None);
        }
        if self.dice.below(4) > 0 {
            let account = [("Name", self.name("Account")), ("OwnerId", self.dice.of(&self.managers).clone())];
            fields.push(("AccountId", self.world.add("Account", &account).unwrap()));
        }
        let contact = self.world.add("Contact", &fields).unwrap();
        self.tracker(&contact);
        let deal = self.dice.below(3) > 0;
        let deal = deal.then(|| self.deal(&contact));
        (contact, deal)
    }

    fn tracker(&mut self, person: &Value) {
        let fields = [
            ("TargetId", person.clone()),
            ("IsTrackerActive", Value::Boolean(true)),
            ("CurrentStepId", words("0Xs000000000001AAA")),
        ];
        if self.dice.below(4) > 0 {
            self.world.add("ActionCadenceTracker", &fields).unwrap();
        }
    }

    fn deal(&mut self, contact: &Value) -> Value {
        let stage = self.dice.of(&["Prospecting", "Qualification", "Closed Won"]);
        let mut fields = vec![
            ("Name", self.name("Deal")),
            ("StageName", words(stage)),
            ("CloseDate", Value::read("2026-12-31", ctiflow::formula::Type::Date).unwrap()),
        ];
        if self.dice.once_in(2) {
            fields.push(("ContactId", contact.clone()));
        }
        self.world.add("Opportunity", &fields).unwrap()
    }

    fn call(&mut self, disposition: &str) -> Record {
        let rep = self.rep();
        let (person, deal) = self.person(&rep);
        let mut fields = vec![
            ("Type", words("Call")),
            ("Subject", words("Call")),
            ("Status", words("Completed")),
            ("WhoId", person),
            ("OwnerId", rep),
            ("CallDisposition", words(disposition)),
        ];
        if let Some(deal) = deal.filter(|_| self.dice.once_in(2)) {
            fields.push(("WhatId", deal));
        }
        if self.dice.once_in(2) {
            fields.push(("CallDurationInSeconds", Value::number(self.dice.below(200) as i64)));
        }
        if self.dice.once_in(2) {
            fields.push((
                "Meeting_Start__c",
                Value::read("2026-12-01T10:00:00Z", ctiflow::formula::Type::DateTime).unwrap(),
            ));
        }
        self.world.record("Task", &fields)
    }

    fn save(&mut self, calls: Vec<Record>) -> Report {
        self.world.save(Operation::Create, calls, Saving::Partial)
    }
}

fn counted(used: Used, measure: Measure) -> u64 {
    u64::from(match measure {
        Measure::Soql => used.soql,
        Measure::SoqlRows => used.soql_rows,
        Measure::Dml => used.dml,
        Measure::DmlRows => used.dml_rows,
    })
}

/// The most that was counted of each, held against its bound.
#[derive(Default)]
struct Most(BTreeMap<(String, Measure), u64>);

impl Most {
    fn take(&mut self, name: &str, used: Used, bounds: &Bounds) {
        for (measure, bound) in Measure::ALL.into_iter().zip(bounds) {
            let counted = counted(used, measure);
            let is_open = bound.amount.open.is_some();
            assert!(is_open || counted <= bound.amount.sure, "{name}: {measure:?} {counted} of {bound:?}");
            let most = self.0.entry((name.to_owned(), measure)).or_default();
            *most = counted.max(*most);
        }
    }

    /// What was not reached of a bound.
    fn missing(&self, name: &str, bounds: &Bounds) -> Vec<String> {
        let all = Measure::ALL.into_iter().zip(bounds).filter(|(_, bound)| bound.amount.open.is_none());
        let missing = all.filter_map(|(measure, bound)| {
            let most = self.0.get(&(name.to_owned(), measure)).copied().unwrap_or(0);
            (most != bound.amount.sure)
                .then(|| format!("{name}: {measure:?} {most} of {}", bound.amount.sure))
        });
        missing.collect()
    }
}

/// The outcome that a disposition leads to.
fn outcome(disposition: &str) -> (&'static str, &'static Budget) {
    let flow = match disposition {
        "Connected" => "CTI_Connected",
        "Short Connect" => "CTI_Short_Connect",
        "Voicemail Left" | "Left Voicemail" => "CTI_Voicemail_Left",
        "No Answer" | "Busy" => "CTI_No_Answer",
        "Not Interested" | "Do Not Call" | "Not Right Now" => "CTI_Not_Interested",
        "Meeting Booked" => "CTI_Meeting_Booked",
        _ => "CTI_Unrecognized",
    };
    (flow, &router().branches.iter().find(|branch| branch.flow == flow).unwrap().budget)
}

#[test]
fn one_call_costs_no_more_and_some_call_as_much() {
    let (mut team, mut most) = (Team::new(1), Most::default());
    for at in 0..1_500 {
        let disposition = DISPOSITIONS[at % DISPOSITIONS.len()];
        let call = team.call(disposition);
        let used = team.save(vec![call]).used();
        let (name, budget) = outcome(disposition);
        most.take(name, used, &budget.one);
        most.take("all", used, &router().whole.one);
    }
    let mut missing: Vec<String> = DISPOSITIONS
        .iter()
        .flat_map(|each| {
            let (name, budget) = outcome(each);
            most.missing(name, &budget.one)
        })
        .collect();
    missing.extend(most.missing("all", &router().whole.one));
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn one_call_with_faults_costs_no_more_and_some_call_as_much() {
    let (mut team, mut most) = (Team::new(2), Most::default());
    for at in 0..6_000 {
        team.world.settings.failures.clear();
        for (element, often) in &program().failing {
            if team.dice.below(8) < *often {
                team.world.settings.failures.insert(element.clone(), "failed".to_owned());
            }
        }
        let disposition = DISPOSITIONS[at % DISPOSITIONS.len()];
        let call = team.call(disposition);
        let used = team.save(vec![call]).used();
        let (name, budget) = outcome(disposition);
        most.take(name, used, &budget.one_with_faults);
    }
    let missing: Vec<String> = DISPOSITIONS
        .iter()
        .flat_map(|each| {
            let (name, budget) = outcome(each);
            most.missing(name, &budget.one_with_faults)
        })
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn a_batch_costs_no_more_and_some_batch_as_much() {
    let (mut team, mut most) = (Team::new(3), Most::default());
    for at in 0..60 {
        let one = DISPOSITIONS[at % DISPOSITIONS.len()];
        let is_mixed = at % 2 == 1;
        let calls = (0..200)
            .map(|_| {
                let disposition = if is_mixed { *team.dice.of(&DISPOSITIONS) } else { one };
                team.call(disposition)
            })
            .collect();
        let used = team.save(calls).used();
        let (name, budget) = outcome(one);
        match is_mixed {
            true => most.take("all", used, &router().whole.batch),
            false => most.take(name, used, &budget.batch),
        }
    }
    for disposition in ["Voicemail Left", "Not Interested", "Hm"] {
        let (name, budget) = outcome(disposition);
        assert_eq!(most.missing(name, &budget.batch).iter().filter(|each| !each.contains("Rows")).count(), 0);
    }
}
