//! What rules know of one flow: computed once, when the first rule asks.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::formulas::{self, ParsedFormula};
use super::loops;
use super::mentions::{self, FieldMention, ObjectMention};
use super::names::Names;
use super::presence::{self, NullRead};
use super::unit::DocumentFacts;
use crate::flow::graph::ElementId;
use crate::flow::references::{Reference, Role, references};
use crate::flow::{Flow, Graph, Place, Unread};
use crate::org::Org;
use crate::source::{Fragment, Span};
use crate::xml::{Document, Node};

/// Children of a flow that are neither element nor resource. Source: Metadata API 66.0, `Flow`.
const SETTINGS: [&str; 6] =
    ["customProperties", "dataSpace", "fullName", "groups", "migratedFromWorkflowRuleName", "timeZoneSidKey"];

/// One flow, and what follows from it.
#[derive(Debug)]
pub struct FlowFacts<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// Its file.
    pub document: &'a DocumentFacts<'a>,
    /// What the org has; the package that is looked at is part of it.
    pub org: &'a Org,
    /// What of its file is not in it, because our schema does not know it.
    pub unread: &'a [Unread],
    /// Its elements and arrows.
    pub graph: Graph<'a>,
    names: OnceCell<Names<'a>>,
    reachable: OnceCell<Vec<bool>>,
    dominators: OnceCell<Vec<Option<ElementId>>>,
    references: OnceCell<Vec<Reference<'a>>>,
    formulas: OnceCell<Vec<ParsedFormula<'a>>>,
    loop_bodies: OnceCell<BTreeMap<ElementId, ElementId>>,
    null_reads: OnceCell<Vec<NullRead>>,
}

impl<'a> FlowFacts<'a> {
    /// The facts of a flow.
    pub(super) fn new(
        flow: &'a Flow,
        unread: &'a [Unread],
        document: &'a DocumentFacts<'a>,
        org: &'a Org,
    ) -> Self {
        Self {
            flow,
            document,
            org,
            unread,
            graph: Graph::new(flow),
            names: OnceCell::new(),
            reachable: OnceCell::new(),
            dominators: OnceCell::new(),
            references: OnceCell::new(),
            formulas: OnceCell::new(),
            loop_bodies: OnceCell::new(),
            null_reads: OnceCell::new(),
        }
    }

    /// What its names stand for.
    pub fn names(&self) -> &Names<'a> {
        self.names.get_or_init(|| {
            let nodes = self.unread.iter().filter_map(|each| self.document.node(each.place));
            Names::of(self.flow, &nodes.collect::<Vec<_>>())
        })
    }

    /// Whether every element, resource and arrow was read; if not, nobody can tell what is missing or leads nowhere.
    pub fn is_whole(&self) -> bool {
        let is_setting = |each: &Unread| each.parent != "Flow" || SETTINGS.contains(&each.tag.as_str());
        self.unread.iter().all(|each| each.connectors.is_empty() && is_setting(each))
    }

    /// For each element, whether an arrow leads there from the start: [`Graph::reachable`].
    pub fn reachable(&self) -> &[bool] {
        self.reachable.get_or_init(|| self.graph.reachable())
    }

    /// For each element the nearest other that every way to it passes: [`Graph::dominators`].
    pub fn dominators(&self) -> &[Option<ElementId>] {
        self.dominators.get_or_init(|| self.graph.dominators())
    }

    /// Every place where it refers to something, arrows excepted.
    pub fn references(&self) -> &[Reference<'a>] {
        self.references.get_or_init(|| references(self.flow))
    }

    /// Its formulas, parsed and typed.
    pub fn formulas(&self) -> &[ParsedFormula<'a>] {
        self.formulas.get_or_init(|| formulas::of(self))
    }

    /// The text of a leaf inside of a part, with the way back to the file.
    pub fn fragment(&self, place: Place, tag: &str, text: &str) -> Fragment {
        let leaf = self.document.find(place, tag, text).and_then(Node::fragment);
        leaf.unwrap_or_else(|| Fragment::verbatim(text, self.at(place)))
    }

    /// The elements that run once for each item of a loop, with the loop.
    pub fn loop_bodies(&self) -> &BTreeMap<ElementId, ElementId> {
        self.loop_bodies.get_or_init(|| loops::bodies(&self.graph))
    }

    /// Every place where it reads through a record that is null, or may be.
    pub fn null_reads(&self) -> &[NullRead] {
        self.null_reads.get_or_init(|| presence::null_reads(self))
    }

    /// Every field that filters, sorts, fetched and given fields name outright.
    pub fn field_mentions(&self) -> Vec<FieldMention<'a>> {
        mentions::fields(self.flow)
    }

    /// Every object that the start, an element or a variable names.
    pub fn object_mentions(&self) -> Vec<ObjectMention<'a>> {
        mentions::objects(self.flow)
    }

    /// Where a part of the flow is shown: at its name, if it has one.
    pub fn at(&self, place: Place) -> Span {
        self.document.at(place)
    }

    /// Where, inside of a part of the flow, a leaf of a tag has a text; the part itself if that cannot be told.
    pub fn leaf(&self, place: Place, tag: &str, text: &str) -> Span {
        self.document.leaf(place, tag, text)
    }

    /// Where a reference stands; within a formula or text, the owner of that.
    pub fn spot(&self, reference: &Reference<'_>) -> Span {
        let tags: &[&str] = match reference.role {
            Role::Value | Role::Record | Role::Formula | Role::Text => {
                &["elementReference", "inputReference"]
            }
            Role::Condition => &["leftValueReference"],
            Role::Target => &[
                "assignToReference",
                "outputReference",
                "assignRecordIdToReference",
                "assignNextValueToReference",
            ],
            Role::Collection => &["collectionReference"],
        };
        let whole = self.at(reference.place);
        let mut found = tags.iter().map(|tag| self.leaf(reference.place, tag, reference.path));
        found.find(|span| *span != whole).unwrap_or(whole)
    }

    /// The tree that it was read from.
    pub fn tree(&self) -> &'a Document {
        self.document.tree
    }
}
