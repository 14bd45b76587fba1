//! One file that is judged, and what rules know of its tree.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::file::FileName;
use super::flow_facts::FlowFacts;
use super::package::Project;
use super::schema_flaws::{self, Flaw, FlawKind};
use super::summary::Summary;
use super::{Check, Findings, Rule};
use crate::diag::Diagnostic;
use crate::flow::{self, Flow, Place, Unread};
use crate::org::Org;
use crate::source::Span;
use crate::xml::{Document, Node, NodeId};

/// One file: its tree, and the flow that it holds.
#[derive(Debug)]
pub struct Unit<'a> {
    document: DocumentFacts<'a>,
    flow: Option<Cow<'a, Flow>>,
    unread: Vec<Unread>,
    /// Why it is no flow, although it should be one.
    mistakes: Vec<Diagnostic>,
}

/// What rules know of the tree of one file.
#[derive(Debug)]
pub struct DocumentFacts<'a> {
    /// What its path says.
    pub file: FileName,
    /// The tree.
    pub tree: &'a Document,
    /// The version of the platform that its project is for.
    platform: Option<String>,
    /// Where a finding is shown that has no place of its own.
    whole: Span,
    by_place: OnceCell<BTreeMap<Span, NodeId>>,
    flaws: OnceCell<Vec<Flaw>>,
}

impl<'a> Unit<'a> {
    /// A file that was read from `path`.
    pub fn new(path: &str, tree: &'a Document) -> Self {
        let root = tree.root();
        let whole = root.span().map_or_else(Span::default, |span| first_tag(span, root.tag()));
        let document = DocumentFacts::new(FileName::of(path), tree, whole);
        if tree.root().tag() != "Flow" {
            return Self { document, flow: None, unread: Vec::new(), mistakes: Vec::new() };
        }
        match flow::read(&document.file.name, tree) {
            Ok(reading) => Self {
                document,
                flow: Some(Cow::Owned(reading.flow)),
                unread: reading.unread,
                mistakes: Vec::new(),
            },
            Err(mistakes) => Self { document, flow: None, unread: Vec::new(), mistakes },
        }
    }

    /// A file that we made, to be written to `path`, and what it is written from. What has no place of its own is shown at `whole`.
    pub fn made(path: &str, tree: &'a Document, flow: Option<&'a Flow>, whole: Span) -> Self {
        let document = DocumentFacts::new(FileName::of(path), tree, whole);
        Self { document, flow: flow.map(Cow::Borrowed), unread: Vec::new(), mistakes: Vec::new() }
    }

    /// The same file, in a project.
    #[must_use]
    pub fn within(mut self, project: Option<&Project>) -> Self {
        self.document.platform = project.and_then(|project| project.api_version.clone());
        self
    }

    /// What other files need to know of this one.
    pub fn summary(&self) -> Summary {
        Summary::of(&self.document, self.flow.as_deref())
    }

    /// The element, resource or entry around a place, by its name: what a suppression calls it by.
    pub fn element_at(&self, span: Span) -> Option<&'a str> {
        let around = |node: &Node<'_>| {
            node.span().is_some_and(|outer| outer.start <= span.start && span.end <= outer.end)
        };
        let node = self.document.tree.root().children().find(around)?;
        ["name", "fullName", "field", "object"].iter().find_map(|tag| node.leaf(tag))
    }

    /// What rules know of it, where an org has `org`.
    pub fn facts<'u>(&'u self, org: &'u Org) -> Facts<'u> {
        let flow = self.flow.as_deref().map(|flow| FlowFacts::new(flow, &self.unread, &self.document, org));
        Facts { document: &self.document, org, flow }
    }

    /// Why the file is no flow, where the schema does not say so already.
    pub fn unreadable(&self) -> &[Diagnostic] {
        match self.mistakes.is_empty() || self.document.is_flawed() {
            true => &[],
            false => &self.mistakes,
        }
    }
}

/// What rules know of one file.
#[derive(Debug)]
pub struct Facts<'u> {
    document: &'u DocumentFacts<'u>,
    org: &'u Org,
    flow: Option<FlowFacts<'u>>,
}

impl<'u> Facts<'u> {
    /// The flow that it holds.
    pub fn flow(&self) -> Option<&FlowFacts<'u>> {
        self.flow.as_ref()
    }

    /// What a rule finds in this file, by place.
    pub fn check(&self, rule: &'static Rule) -> Vec<Diagnostic> {
        let mut findings = Findings::of(rule.code());
        match (rule.check, &self.flow) {
            (Check::Document(check), _) => check(self.document, &mut findings),
            (Check::Metadata(check), _) => check(self.document, self.org, &mut findings),
            (Check::Flow(check), Some(flow)) => check(flow, &mut findings),
            (Check::Flow(_), None) | (Check::Package(_) | Check::Settings, _) => {}
        }
        findings.finish()
    }
}

impl<'a> DocumentFacts<'a> {
    fn new(file: FileName, tree: &'a Document, whole: Span) -> Self {
        Self { file, tree, platform: None, whole, by_place: OnceCell::new(), flaws: OnceCell::new() }
    }

    /// Where it is at odds with the official schema, in one way.
    pub fn flaws(&self, kind: FlawKind) -> impl Iterator<Item = &Flaw> {
        let all = self.flaws.get_or_init(|| schema_flaws::of(self));
        all.iter().filter(move |flaw| flaw.kind == kind)
    }

    /// Whether it is not what the schema says, however little.
    fn is_flawed(&self) -> bool {
        !self.flaws.get_or_init(|| schema_flaws::of(self)).is_empty()
    }

    /// The version of the platform that it says it is for, or else its project.
    pub fn api_version(&self) -> Option<&str> {
        self.tree.root().leaf("apiVersion").or(self.platform.as_deref())
    }

    /// Where a finding about the whole file is shown.
    pub fn whole(&self) -> Span {
        self.whole
    }

    /// The first tag of an element.
    pub fn tag(&self, node: Node<'_>) -> Span {
        node.span().map_or(self.whole, |span| first_tag(span, node.tag()))
    }

    /// Where a part is shown: at its name, if it has one.
    pub fn at(&self, place: Place) -> Span {
        match self.node(place) {
            Some(node) => self.named(node),
            None => place.0.unwrap_or(self.whole),
        }
    }

    /// Where an element is shown: at its name, if it has one.
    pub fn named(&self, node: Node<'_>) -> Span {
        let name = node.child("name").map_or(node, |name| name);
        self.text(name)
    }

    /// Where the text of a leaf is shown; an element is shown by its first tag.
    pub fn text(&self, leaf: Node<'_>) -> Span {
        let text = leaf.fragment().map(|fragment| fragment.whole()).filter(|span| !span.range().is_empty());
        match text {
            Some(text) if !leaf.text().is_empty() => text,
            _ => self.tag(leaf),
        }
    }

    /// Where, inside of a part, a leaf of a tag has a text; the part itself if that cannot be told.
    pub fn leaf(&self, place: Place, tag: &str, text: &str) -> Span {
        self.find(place, tag, text).map_or_else(|| self.at(place), |leaf| self.text(leaf))
    }

    /// The first leaf of a tag and text inside of a part.
    pub fn find(&self, place: Place, tag: &str, text: &str) -> Option<Node<'a>> {
        find(self.node(place)?, &|leaf| leaf.tag() == tag && leaf.text() == text)
    }

    /// The element that a part of a flow was read from.
    pub fn node(&self, place: Place) -> Option<Node<'a>> {
        let id = *self.by_place().get(&place.0?)?;
        Some(self.tree.node(id))
    }

    fn by_place(&self) -> &BTreeMap<Span, NodeId> {
        self.by_place.get_or_init(|| {
            let mut places = BTreeMap::new();
            let mut open = vec![self.tree.root()];
            while let Some(node) = open.pop() {
                places.extend(node.span().map(|span| (span, node.id())));
                open.extend(node.children());
            }
            places
        })
    }
}

/// The first element inside of another that is wanted.
fn find<'a>(node: Node<'a>, wanted: &dyn Fn(Node<'a>) -> bool) -> Option<Node<'a>> {
    let mut open: Vec<Node<'a>> = vec![node];
    while let Some(node) = open.pop() {
        if wanted(node) {
            return Some(node);
        }
        let at = open.len();
        open.extend(node.children());
        open[at..].reverse();
    }
    None
}

/// `<tag` of an element: all of it would be many lines.
fn first_tag(element: Span, tag: &str) -> Span {
    let start = element.range().start;
    let end = (start + "<".len() + tag.len()).min(element.range().end);
    Span::new(element.file, start..end)
}
