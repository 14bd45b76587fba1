//! The whole file.

use super::Decoder;
use crate::diag::{Code, Diagnostic};
use crate::spec::keys::{Kind, SPEC};
use crate::spec::model::{Block, Spec, Status};
use crate::spec::node::{Entry, Node, NodeKind};
use std::collections::BTreeSet;

impl Decoder<'_> {
    /// The whole file; none where it is of another edition or no map.
    pub(super) fn spec(&mut self, root: &Node) -> Option<Spec> {
        if let NodeKind::Map(entries) = &root.kind {
            let edition = entries.iter().find(|entry| entry.key.value == "ctiflow").map(|entry| &entry.value);
            if !self.edition(edition.filter(|node| !super::is_empty(node))) {
                return None;
            }
        }
        if super::is_empty(root) {
            let message = "the spec is empty";
            let help = "begin with `ctiflow: 1`, `program`, `prefix`, `calls` and `outcomes`";
            self.tell(Diagnostic::new(Code::EmptySpec, root.span, message).help(help));
            return None;
        }
        let keys = self.open(root, &SPEC)?;
        let statuses = [Status::Active, Status::Draft];
        Some(Spec {
            span: root.span,
            torn: false,
            possible_records: BTreeSet::new(),
            blocks: keys.places(),
            program: self.text(keys.get("program")),
            prefix: self.prefix(keys.get("prefix")),
            api_version: self.api_version(keys.get("api_version")),
            status: self.one_of(&keys, "status", &statuses),
            features: self.texts(keys.get("features")).unwrap_or_default(),
            org: self.text(keys.get("org")),
            calls: self.calls(keys.entry("calls")),
            fields: self.fields(keys.get("fields")),
            settings: self.settings(keys.get("settings")),
            records: self.records(keys.get("records")),
            every_call: self.every_call(keys.entry("every_call")),
            outcomes: self.outcomes(keys.get("outcomes")),
            no_person: self.steps(keys.entry("no_person")),
            unrecognized: self.steps(keys.entry("unrecognized")),
            monitors: self.monitors(keys.get("monitors")),
        })
    }

    /// A list of steps.
    pub(super) fn steps(&mut self, entry: Option<&Entry>) -> Option<Block> {
        let entry = entry.filter(|entry| !super::is_empty(&entry.value))?;
        let nodes = self.list(&entry.value, &Kind::Steps.words())?;
        let span = match nodes {
            [] => entry.key.span,
            _ => entry.value.span,
        };
        Some(Block { span, steps: nodes.iter().filter_map(|node| self.step(node)).collect() })
    }
}
