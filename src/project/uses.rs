//! What a program asks of the org that it runs in.

use crate::check::Need;
use crate::check::program::{Alternative, Monitor, Program, Record, RecordRef, Step};
use std::collections::BTreeSet;

/// What has to be there, found by one walk over all steps.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Uses {
    /// Objects whose feeds are posted to.
    pub(super) feeds: BTreeSet<String>,
    /// Custom notifications are sent.
    pub(super) notifies: bool,
    /// Sales Engagement is called.
    pub(super) cadence: bool,
    /// Flows of the org that are called.
    pub(super) flows: BTreeSet<String>,
    /// The manager of a user is asked for.
    pub(super) manager: bool,
    /// `Opportunity.ContactId` is asked for or set.
    pub(super) opportunity_contact: bool,
}

impl Uses {
    /// What `program` uses.
    pub(super) fn of(program: &Program) -> Self {
        let mut uses = Self::default();
        for outcome in &program.outcomes {
            uses.walk(&Scene::Call(&program.records), &outcome.steps);
        }
        uses.records(&program.records);
        program.monitors.iter().for_each(|monitor| uses.monitor(monitor));
        uses
    }

    fn monitor(&mut self, monitor: &Monitor) {
        for flow in &monitor.flows {
            self.records(&flow.records);
            self.walk(&Scene::Monitor(&flow.object, &flow.records), &flow.steps);
        }
    }

    fn records(&mut self, records: &[Record]) {
        let conditions =
            records.iter().flat_map(|record| &record.filters).flat_map(|filter| &filter.conditions);
        for condition in conditions {
            self.field(&condition.field.object, &condition.field.name);
        }
    }

    fn field(&mut self, object: &str, name: &str) {
        self.opportunity_contact |= object == "Opportunity" && name == "ContactId";
    }

    fn walk(&mut self, scene: &Scene<'_>, steps: &[Step]) {
        for step in steps {
            let parts = step.parts();
            let mut people = parts.choices.into_iter().flatten();
            self.manager |= people.any(|each| each.record == RecordRef::Manager);
            parts.needs.into_iter().for_each(|need| self.need(scene, need));
            parts.arms.into_iter().for_each(|arm| self.walk(scene, arm));
        }
    }

    fn need(&mut self, scene: &Scene<'_>, need: Need<'_>) {
        match need {
            Need::Feed(to) => self.feeds.extend(to.iter().flat_map(|each| scene.objects(each))),
            Need::Notification => self.notifies = true,
            Need::SalesEngagement => self.cadence = true,
            Need::Flow(flow) => self.flows.extend([flow.to_owned()]),
            Need::Field(field) => self.field(&field.object, &field.name),
        }
    }
}

/// What names mean where a step stands.
enum Scene<'a> {
    Call(&'a [Record]),
    Monitor(&'a str, &'a [Record]),
}

impl Scene<'_> {
    /// The objects that an alternative may be of.
    fn objects(&self, alternative: &Alternative) -> Vec<String> {
        if let Some(field) = &alternative.field {
            return field.refers_to.clone();
        }
        let (subject, records) = match self {
            Self::Call(records) => (None, records),
            Self::Monitor(object, records) => (Some(*object), records),
        };
        let named = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        match alternative.record {
            RecordRef::Call => named(&["Task"]),
            RecordRef::Person => named(&["Contact", "Lead"]),
            RecordRef::Contact => named(&["Contact"]),
            RecordRef::Lead => named(&["Lead"]),
            RecordRef::Account => named(&["Account"]),
            RecordRef::Rep | RecordRef::Manager => named(&["User"]),
            RecordRef::Subject => named(subject.as_slice()),
            RecordRef::Named(index) => {
                records.get(index).map(|record| record.object.clone()).into_iter().collect()
            }
        }
    }
}
