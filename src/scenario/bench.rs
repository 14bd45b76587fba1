//! Flows, and what is known around them.

use super::manner::Manner;
use crate::diag::nearest;
use crate::flow::{Flow, Reading};
use crate::org::Org;
use crate::simulate::{Engine, Refusal};

/// Flows that scenarios run on.
#[derive(Debug)]
pub struct Bench {
    pub(super) engine: Engine,
    pub(super) org: Org,
    pub(super) manner: Manner,
    /// The names of the notification types.
    pub(super) notification_types: Vec<String>,
    /// Each element: its label, and `Flow.Element`.
    elements: Vec<(String, String)>,
    /// The flows that a schedule starts: label and name.
    scheduled: Vec<(String, String)>,
}

impl Bench {
    /// Flows, the org that they run in, how a spec says that calls look, and the names of the notification types.
    pub fn new(org: Org, flows: &[Reading], manner: Manner, notification_types: Vec<String>) -> Self {
        let engine = Engine::load(&org, flows);
        let flows = || flows.iter().map(|reading| &reading.flow);
        let elements = flows().flat_map(|flow| {
            let full = |name: &str| format!("{}.{name}", flow.name);
            flow.elements.iter().map(move |element| (element.label.clone(), full(&element.name)))
        });
        let is_scheduled = |flow: &&Flow| flow.start.trigger_type.as_deref() == Some("Scheduled");
        let scheduled = flows().filter(is_scheduled).map(|flow| (flow.label.clone(), flow.name.clone()));
        Self {
            elements: elements.collect(),
            scheduled: scheduled.collect(),
            engine,
            org,
            manner,
            notification_types,
        }
    }

    /// What of the flows cannot be run.
    pub fn refusals(&self) -> &[Refusal] {
        self.engine.refusals()
    }

    /// `Flow.Element` of all elements of a label, or the label that is nearest to it.
    pub(super) fn elements(&self, label: &str) -> Result<Vec<&str>, Option<&str>> {
        let found: Vec<&str> = self
            .elements
            .iter()
            .filter(|(each, _)| each.eq_ignore_ascii_case(label))
            .map(|(_, name)| name.as_str())
            .collect();
        match found.is_empty() {
            true => Err(nearest(label, self.elements.iter().map(|(label, _)| label.as_str()))),
            false => Ok(found),
        }
    }

    /// The label of an element that a flow logs: one of its own, or of a helper that it calls.
    pub(super) fn label(&self, flow: &str, element: &str) -> Option<&str> {
        let own = |name: &str| name == format!("{flow}.{element}");
        let any = |name: &str| name.split_once('.').is_some_and(|(_, name)| name == element);
        let find = |fits: &dyn Fn(&str) -> bool| self.elements.iter().find(|(_, name)| fits(name));
        find(&own).or_else(|| find(&any)).map(|(label, _)| label.as_str())
    }

    /// The flows of a monitor by its name in the spec, or the name that is nearest to it.
    ///
    /// A monitor of several objects has a flow for each, whose label says which behind a colon.
    pub(super) fn monitor(&self, name: &str) -> Result<Vec<&str>, Option<&str>> {
        let bare = |label: &str| {
            let label = label.strip_prefix(self.manner.prefix.as_str()).unwrap_or(label).trim_start();
            label.split_once(": ").map_or(label, |(name, _)| name).to_owned()
        };
        let is_meant = |label: &str| label == name || bare(label).eq_ignore_ascii_case(name);
        let found: Vec<&str> = self
            .scheduled
            .iter()
            .filter(|(label, _)| is_meant(label))
            .map(|(_, name)| name.as_str())
            .collect();
        match found.is_empty() {
            false => Ok(found),
            true => {
                let near = |(label, _): &&(String, String)| nearest(name, [bare(label).as_str()]).is_some();
                Err(self.scheduled.iter().find(near).map(|(label, _)| {
                    let label = label.strip_prefix(self.manner.prefix.as_str()).unwrap_or(label).trim_start();
                    label.split_once(": ").map_or(label, |(name, _)| name)
                }))
            }
        }
    }
}
