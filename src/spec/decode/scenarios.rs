//! Files of scenarios: the tree is kept as it is, and its shape is held against the table of keys.

use super::keyed::Keys;
use super::{Decoder, is_empty};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Spanned;
use crate::spec::keys::{Block, Kind};
use crate::spec::node::{Entry, Node, NodeKind};
use crate::spec::scenario_keys::{EXPECT, SCENARIO, SCENARIOS};
use crate::spec::scenarios::{Scenario, Scenarios};
use crate::spec::text::shown;

/// Reads a file of scenarios. A mistake in one leaves the others as they are.
pub(super) fn scenarios(root: Node, sink: &mut Sink) -> Option<Scenarios> {
    let mut head = Sink::default();
    let mut decoder = Decoder { sink: &mut head };
    let keys = decoder.open(&root, &SCENARIOS);
    let written = keys.as_ref().and_then(|keys| keys.get("scenarios"));
    let entries = decoder.entries(written, &Kind::Blocks(&SCENARIO).words()).unwrap_or_default();
    let scenarios = entries.iter().map(|entry| scenario(entry, sink)).collect();
    if let Some(keys) = &keys {
        let above = SCENARIOS.keys.iter().filter(|key| key.name != "scenarios");
        above.for_each(|key| decoder.value_of_key(keys, key.name));
    }
    let broken = head.has_errors();
    let has_keys = keys.is_some();
    head.finish().into_iter().for_each(|each| sink.push(each));
    has_keys.then_some(Scenarios { root, scenarios, broken })
}

fn scenario(entry: &Entry, sink: &mut Sink) -> Scenario {
    let mut own = Sink::default();
    let mut decoder = Decoder { sink: &mut own };
    let name = decoder.title(entry);
    if let Some(node) = decoder.filled(entry, &Kind::Block(&SCENARIO).words()) {
        decoder.block(node, &SCENARIO);
    }
    let broken = own.has_errors() || name.is_none() || has_broken(&entry.value);
    own.finish().into_iter().for_each(|each| sink.push(each));
    let name = Spanned::new(entry.key.value.trim().to_owned(), entry.key.span);
    Scenario { name, broken, body: entry.value.clone() }
}

/// Whether something in it could not be read as YAML, and was told about there.
fn has_broken(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Broken => true,
        NodeKind::Scalar(_) => false,
        NodeKind::List(nodes) => nodes.iter().any(has_broken),
        NodeKind::Map(entries) => entries.iter().any(|entry| has_broken(&entry.value)),
    }
}

impl Decoder<'_> {
    /// Holds a map against the keys of a block, and what stands behind them against their kinds.
    fn block(&mut self, node: &Node, block: &'static Block) {
        if let Some(keys) = self.open(node, block) {
            block.keys.iter().for_each(|key| self.value_of_key(&keys, key.name));
        }
    }

    fn value_of_key(&mut self, keys: &Keys<'_>, name: &str) {
        let (Some(node), Some(kind)) = (keys.get(name), keys.kind(name)) else { return };
        match kind {
            Kind::Whole(..) => drop(self.whole(keys, name)),
            Kind::Duration(_) => drop(self.duration(keys, name)),
            Kind::OneOf(words) => drop(self.word(Some(node), words, &vec![(); words.len()])),
            Kind::Text | Kind::RecordName | Kind::Name => drop(self.text(Some(node))),
            Kind::Lines | Kind::Instant | Kind::Moment | Kind::Day => drop(self.lines(Some(node))),
            Kind::Block(block) => self.block(node, block),
            Kind::List(block) => self.blocks_of_list(node, kind, block),
            Kind::Expect => self.expect(node, kind),
            Kind::Literals => self.literals(node),
            Kind::Changed => self.named_maps(node, kind, |decoder, node| decoder.literals(node)),
            Kind::Records => self.named_maps(node, kind, |decoder, node| decoder.records_of_object(node)),
            Kind::MoreRecords => {
                self.named_maps(node, kind, |decoder, node| decoder.records_or_fields(node));
            }
            Kind::Faults => {
                let entries = self.entries(Some(node), &kind.words()).unwrap_or_default();
                entries.iter().for_each(|entry| drop(self.lines(Some(&entry.value))));
            }
            // Kinds of the language of specs; `scenarios` is read one by one.
            Kind::Edition
            | Kind::Prefix
            | Kind::ApiVersion
            | Kind::TextOrNothing
            | Kind::Field
            | Kind::ApiName
            | Kind::Truth
            | Kind::True
            | Kind::Condition
            | Kind::Filter
            | Kind::Filters
            | Kind::Value
            | Kind::Values
            | Kind::Texts
            | Kind::Choice
            | Kind::Due(_)
            | Kind::Pause(_)
            | Kind::Schedule
            | Kind::Date
            | Kind::Order
            | Kind::Disposition
            | Kind::Settings
            | Kind::Fields
            | Kind::Outputs
            | Kind::Steps
            | Kind::Branches
            | Kind::Blocks(_) => {}
        }
    }

    fn blocks_of_list(&mut self, node: &Node, kind: &Kind, block: &'static Block) {
        match self.list(node, &kind.words()) {
            Some([]) => self.empty_list(node.span, &kind.words()),
            Some(nodes) => nodes.iter().for_each(|node| self.block(node, block)),
            None => {}
        }
    }

    fn expect(&mut self, node: &Node, kind: &Kind) {
        match &node.kind {
            NodeKind::Map(_) => self.block(node, &EXPECT),
            NodeKind::Scalar(scalar) if scalar.text.text == "nothing" => {}
            NodeKind::Broken => {}
            NodeKind::Scalar(_) | NodeKind::List(_) => {
                let message = format!("expected {}", kind.words());
                let wrong = Diagnostic::new(Code::WrongKind, node.head(), message);
                self.tell(
                    wrong.help("write `expect: nothing`, or what happens by its kind: `tasks`, `changed`"),
                );
            }
        }
    }

    /// A map of names to maps.
    fn named_maps(&mut self, node: &Node, kind: &Kind, each: fn(&mut Self, &Node)) {
        for entry in self.map(node, kind).iter().filter(|entry| !is_empty(&entry.value)) {
            each(self, &entry.value);
        }
    }

    /// The entries of a map, which may have none.
    fn map<'n>(&mut self, node: &'n Node, kind: &Kind) -> &'n [Entry] {
        match &node.kind {
            NodeKind::Map(entries) => entries,
            NodeKind::Broken => &[],
            NodeKind::Scalar(_) | NodeKind::List(_) => {
                self.wrong_kind(node, &kind.words());
                &[]
            }
        }
    }

    /// A map of names to fields, or of nothing.
    fn records_of_object(&mut self, node: &Node) {
        self.named_maps(node, &Kind::Records, |decoder, node| decoder.literals(node));
    }

    /// The records of an object, or the fields of a record.
    fn records_or_fields(&mut self, node: &Node) {
        for entry in self.map(node, &Kind::MoreRecords) {
            match &entry.value.kind {
                NodeKind::Map(_) => self.literals(&entry.value),
                NodeKind::Scalar(_) | NodeKind::Broken => {}
                NodeKind::List(_) => self.no_list(entry),
            }
        }
    }

    /// A map of fields to values; one without entries is one too.
    fn literals(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Map(entries) => {
                let lists = entries.iter().filter(|entry| !matches!(entry.value.kind, NodeKind::Scalar(_)));
                lists.for_each(|entry| self.no_list(entry));
            }
            NodeKind::Broken => {}
            NodeKind::Scalar(_) | NodeKind::List(_) => self.wrong_kind(node, &Kind::Literals.words()),
        }
    }

    fn no_list(&mut self, entry: &Entry) {
        if !matches!(entry.value.kind, NodeKind::Broken) {
            let message = format!("`{}` takes one value", shown(&entry.key.value));
            let wrong = Diagnostic::new(Code::WrongKind, entry.value.head(), message);
            self.tell(wrong.help("write one value, without brackets"));
        }
    }
}
