//! What a world is told from outside.

use super::record::Data;
use crate::formula::{Context, Value};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// What a run depends on besides its flows and records.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The time that it is, for the whole run.
    pub now: Timestamp,
    /// The running user's time zone: which day it is.
    pub time_zone: TimeZone,
    /// What labels, permissions, settings of the org are: `$Label.Greeting`.
    pub given: BTreeMap<String, Value>,
    /// What actions answer: by the name of the action (an Apex class, an agent), or by `Flow.Element`.
    pub answers: BTreeMap<String, Answer>,
    /// Elements that fail, by `Flow.Element`, and what they say.
    pub failures: BTreeMap<String, String>,
    /// How much of the way is kept.
    pub trace: Trace,
}

/// What an action answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Its outputs.
    Outputs(BTreeMap<String, Data>),
    /// It fails with these words.
    Fault(String),
}

/// How much of the way through the flows is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trace {
    /// Every element.
    #[default]
    Elements,
    /// Nothing: for many calls.
    Off,
}

impl Settings {
    /// A run at this time, in this time zone, without anything else.
    pub fn at(now: Timestamp, time_zone: TimeZone) -> Self {
        Self {
            now,
            time_zone,
            given: BTreeMap::new(),
            answers: BTreeMap::new(),
            failures: BTreeMap::new(),
            trace: Trace::default(),
        }
    }

    pub(crate) fn context(&self) -> Context {
        Context { now: self.now, time_zone: self.time_zone.clone() }
    }
}
