//! `calls`, `every_call`, `outcomes` and `monitors`.

use super::Decoder;
use crate::source::Spanned;
use crate::spec::keys::{CALLS, DISPOSITION, EVERY_CALL, Kind, MONITOR, OUTCOME};
use crate::spec::model::{Calls, Corrections, EveryCall, Monitor, Outcome};
use crate::spec::node::{Entry, Node, NodeKind};

impl Decoder<'_> {
    /// `calls`
    pub(super) fn calls(&mut self, entry: Option<&Entry>) -> Option<Calls> {
        let entry = entry.filter(|entry| !super::is_empty(&entry.value))?;
        let keys = self.open(&entry.value, &CALLS)?;
        let corrections = [Corrections::Rerun, Corrections::Ignore];
        Some(Calls {
            span: entry.key.span,
            filter: self.filter(keys.get("where")),
            disposition: self.disposition(keys.get("disposition")),
            corrections: self.one_of(&keys, "corrections", &corrections),
            order: self.whole(&keys, "order"),
        })
    }

    fn disposition(&mut self, node: Option<&Node>) -> Option<Spanned<String>> {
        let node = node?;
        match &node.kind {
            NodeKind::Map(_) => {
                let keys = self.open(node, &DISPOSITION)?;
                self.name(keys.get("field"))
            }
            NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Broken => self.name(Some(node)),
        }
    }

    /// `every_call`
    pub(super) fn every_call(&mut self, entry: Option<&Entry>) -> Option<EveryCall> {
        let entry = entry.filter(|entry| !super::is_empty(&entry.value))?;
        let keys = self.open(&entry.value, &EVERY_CALL)?;
        Some(EveryCall { span: entry.key.span, set: self.values(keys.get("set")).unwrap_or_default() })
    }

    /// `outcomes`
    pub(super) fn outcomes(&mut self, node: Option<&Node>) -> Vec<Outcome> {
        let entries = self.entries(node, &Kind::Blocks(&OUTCOME).words()).unwrap_or_default();
        entries.iter().filter_map(|entry| self.outcome(entry)).collect()
    }

    fn outcome(&mut self, entry: &Entry) -> Option<Outcome> {
        let name = self.flow_title(entry);
        let node = self.filled(entry, &Kind::Block(&OUTCOME).words())?;
        let keys = self.open(node, &OUTCOME)?;
        let outcome = Outcome {
            name: entry.key.clone(),
            api_name: self.api_name(&keys),
            description: self.lines(keys.get("description")),
            dispositions: self.picklist_values(keys.get("dispositions")).unwrap_or_default(),
            steps: self.steps(keys.entry("steps")).unwrap_or_default(),
        };
        name.map(|_| outcome)
    }

    /// `monitors`
    pub(super) fn monitors(&mut self, node: Option<&Node>) -> Vec<Monitor> {
        let entries = self.entries(node, &Kind::Blocks(&MONITOR).words()).unwrap_or_default();
        entries.iter().filter_map(|entry| self.monitor(entry)).collect()
    }

    fn monitor(&mut self, entry: &Entry) -> Option<Monitor> {
        let name = self.flow_title(entry);
        let node = self.filled(entry, &Kind::Block(&MONITOR).words())?;
        let keys = self.open(node, &MONITOR)?;
        let monitor = Monitor {
            name: entry.key.clone(),
            api_name: self.api_name(&keys),
            description: self.lines(keys.get("description")),
            every: self.schedule(keys.get("every")),
            starting: self.date(keys.get("starting")),
            object: self.name(keys.get("for")),
            filter: self.filter(keys.get("where")),
            condition: self.condition(keys.get("if")),
            records: self.records(keys.get("records")),
            once_in: self.duration(&keys, "once_in"),
            steps: self.steps(keys.entry("steps")).unwrap_or_default(),
        };
        name.map(|_| monitor)
    }
}
