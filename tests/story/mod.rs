//! What happens in an org: who is there, which calls are saved, what changes afterwards.

pub(crate) mod cast;
pub(crate) mod played;
pub(crate) mod reduced;

use crate::random::choices::Choices;
use cast::Cast;
use ctiflow::check::Program;
use ctiflow::formula::{Type, Value};
use jiff::SignedDuration;

/// Where the spec of a random program is said to lie.
pub(crate) const PATH: &str = "specs/random.yaml";

/// A field and its value.
pub(crate) type Given = (&'static str, Value);

/// One thing that happens.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// A call is saved: the first time it is created, then updated.
    Saved { call: usize, fields: Vec<Given> },
    /// The schedule starts a monitor.
    Monitor(String),
    /// Time passes.
    Wait(SignedDuration),
}

/// So many calls a story has.
const CALLS: usize = 4;

/// Random events with these people.
pub(crate) fn events(program: &Program, cast: &Cast, choices: &mut Choices<'_>) -> Vec<Event> {
    let dispositions = dispositions(program);
    let mut events = Vec::new();
    for call in 0..CALLS {
        events.push(Event::Saved { call, fields: new_call(cast, &dispositions, choices) });
        for _ in 0..choices.below(3) {
            let which = choices.below(call + 1);
            events.push(Event::Saved { call: which, fields: change(cast, &dispositions, choices) });
        }
        let hours = choices.of(&[1, 7, 24, 60, 24 * 9]);
        events.push(Event::Wait(SignedDuration::from_hours(hours)));
    }
    let monitors = program.monitors.iter().flat_map(|monitor| &monitor.flows);
    let monitors: Vec<&String> = monitors.map(|flow| &flow.flow_name).collect();
    for hours in [24, 24 * 10] {
        events.extend(monitors.iter().map(|flow| Event::Monitor((*flow).clone())));
        events.push(Event::Wait(SignedDuration::from_hours(hours)));
    }
    events.extend(monitors.iter().map(|flow| Event::Monitor((*flow).clone())));
    events
}

/// The dispositions of a program, one that it does not know, one in other letters.
fn dispositions(program: &Program) -> Vec<String> {
    let known = program.outcomes.iter().flat_map(|outcome| outcome.dispositions.iter().cloned());
    let mut all: Vec<String> = known.collect();
    all.push("Strange".to_owned());
    all.push(all[0].to_lowercase());
    all
}

fn disposition(dispositions: &[String], choices: &mut Choices<'_>) -> Given {
    let at = choices.below(dispositions.len());
    ("CallDisposition", Value::text(dispositions[at].as_str()))
}

fn new_call(cast: &Cast, dispositions: &[String], choices: &mut Choices<'_>) -> Vec<Given> {
    let mut fields = vec![
        ("Type", Value::text("Call")),
        ("Status", Value::text("Completed")),
        ("Subject", Value::text(choices.of(&["Call", "A demo of it"]))),
        ("WhoId", cast.person(choices)),
        ("OwnerId", cast.rep(choices)),
        disposition(dispositions, choices),
    ];
    if choices.once_in(2) {
        fields.push(("WhatId", cast.related(choices)));
    }
    if choices.once_in(2) {
        fields.push(("CallDurationInSeconds", Value::number(choices.of(&[0, 20, 90, 200]))));
    }
    if choices.once_in(3) {
        fields.push((
            "Description",
            Value::text("They asked for a Demo, and for the offer in writing, please."),
        ));
    }
    if choices.once_in(3) {
        let moment = Value::read("2026-12-03T22:30:00Z", Type::DateTime).expect("a moment");
        fields.push(("Meeting_Start__c", moment));
    }
    // Some calls are not complete at first.
    match choices.below(12) {
        10 => fields.retain(|(name, _)| *name != "CallDisposition"),
        11 => fields[0].1 = Value::text("Other"),
        _ => {}
    }
    if fields.iter().any(|(name, value)| *name == "WhoId" && cast.is_lead(value)) {
        fields.retain(|(name, _)| *name != "WhatId");
    }
    fields
}

fn change(cast: &Cast, dispositions: &[String], choices: &mut Choices<'_>) -> Vec<Given> {
    match choices.below(7) {
        0..=2 => vec![disposition(dispositions, choices)],
        3 => vec![("Description", Value::text("Changed."))],
        4 => vec![("OwnerId", cast.rep(choices))],
        5 => vec![("Type", Value::text(choices.of(&["Call", "Other"]))), disposition(dispositions, choices)],
        _ => vec![("CallDisposition", Value::Null)],
    }
}
