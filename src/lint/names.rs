//! What the names of a flow stand for.

use std::collections::BTreeMap;

use crate::xml::Node;

use crate::flow::{
    Constant, Element, ElementKind, Flow, Formula, OtherResource, Rule, ScheduledPath, TextTemplate, Variable,
};

/// What a name of a flow stands for.
#[derive(Clone, Copy, Debug)]
pub enum Named<'a> {
    /// An element on the canvas.
    Element(&'a Element),
    /// An outcome of a decision: true once it was taken.
    Rule(&'a Rule),
    /// A path of the start that runs later.
    Path(&'a ScheduledPath),
    /// A variable.
    Variable(&'a Variable),
    /// A formula.
    Formula(&'a Formula),
    /// A constant.
    Constant(&'a Constant),
    /// A text template.
    TextTemplate(&'a TextTemplate),
    /// A choice, a stage, …
    Other(&'a OtherResource),
    /// A name inside an element of another kind (a field of a screen, an outcome of a wait), or the item of a collection filter.
    Inner(&'a Element),
    /// A name inside of an element that our schema does not know.
    Unread,
}

/// The names of one flow. They are one namespace, in which case does not count.
#[derive(Debug, Default)]
pub struct Names<'a> {
    by_name: BTreeMap<String, Named<'a>>,
}

impl<'a> Names<'a> {
    /// The names of a flow, and those inside of what was not read; of two that are the same the first counts.
    pub fn of(flow: &'a Flow, unread: &[Node<'a>]) -> Self {
        let mut names = Self::default();
        unread.iter().for_each(|node| names.unread(*node));
        flow.elements.iter().for_each(|element| names.element(element));
        let paths = flow.start.scheduled_paths.iter();
        paths.for_each(|path| path.name.iter().for_each(|name| names.add(name, Named::Path(path))));
        flow.variables.iter().for_each(|each| names.add(&each.name, Named::Variable(each)));
        flow.formulas.iter().for_each(|each| names.add(&each.name, Named::Formula(each)));
        flow.constants.iter().for_each(|each| names.add(&each.name, Named::Constant(each)));
        flow.text_templates.iter().for_each(|each| names.add(&each.name, Named::TextTemplate(each)));
        flow.other_resources.iter().for_each(|each| names.add(&each.name, Named::Other(each)));
        names
    }

    /// What a name stands for, whatever its case.
    pub fn get(&self, name: &str) -> Option<Named<'a>> {
        self.by_name.get(&name.to_lowercase()).copied()
    }

    /// Every name in lower case, with what it stands for.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Named<'a>)> {
        self.by_name.iter().map(|(name, named)| (name.as_str(), *named))
    }

    /// A name as the flow writes it, whatever the case in which it is asked for.
    pub fn as_written(&self, name: &str) -> Option<&'a str> {
        match self.get(name)? {
            Named::Element(it) => Some(&it.name),
            Named::Rule(it) => Some(&it.name),
            Named::Path(it) => it.name.as_deref(),
            Named::Variable(it) => Some(&it.name),
            Named::Formula(it) => Some(&it.name),
            Named::Constant(it) => Some(&it.name),
            Named::TextTemplate(it) => Some(&it.name),
            Named::Other(it) => Some(&it.name),
            Named::Inner(_) | Named::Unread => None,
        }
    }

    fn add(&mut self, name: &str, named: Named<'a>) {
        self.by_name.entry(name.to_lowercase()).or_insert(named);
    }

    fn element(&mut self, element: &'a Element) {
        self.add(&element.name, Named::Element(element));
        match &element.kind {
            ElementKind::Decision(it) => {
                it.rules.iter().for_each(|rule| self.add(&rule.name, Named::Rule(rule)));
            }
            ElementKind::CollectionProcessor(it) => {
                it.item.iter().for_each(|item| self.add(item, Named::Inner(element)));
            }
            ElementKind::Other(it) => self.inner(element, &it.body),
            ElementKind::ActionCall(_)
            | ElementKind::Assignment(_)
            | ElementKind::CustomError(_)
            | ElementKind::Loop(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordLookup(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::Subflow(_)
            | ElementKind::Transform(_) => {}
        }
    }

    fn unread(&mut self, node: Node<'a>) {
        let name = node.leaf("name").filter(|name| !name.is_empty());
        name.into_iter().for_each(|name| self.add(name, Named::Unread));
        node.children().for_each(|child| self.unread(child));
    }

    /// The names anywhere inside of an element of another kind.
    fn inner(&mut self, element: &'a Element, body: &'a [crate::xml::Element]) {
        for part in body {
            if part.tag() == "name" {
                self.add(part.text(), Named::Inner(element));
            }
            self.inner(element, part.nodes());
        }
    }
}
