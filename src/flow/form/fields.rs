//! The children of one element while they are read.

use std::str::FromStr;

use super::Form;
use crate::diag::{Code, Diagnostic, nearest};
use crate::flow::model::{DataType, Place, Value};
use crate::flow::read::Unread;
use crate::xml::{Element, Node};

/// What came up while a flow was read.
#[derive(Debug, Default)]
pub(in crate::flow) struct Report {
    pub(in crate::flow) unread: Vec<Unread>,
    pub(in crate::flow) mistakes: Vec<Diagnostic>,
}

/// The children of one element: each is asked by its tag, and [`Fields::finish`] reports those that nobody asked for.
pub(in crate::flow) struct Fields<'a, 'r> {
    node: Node<'a>,
    /// The tags that were asked for, and whether all of their elements were.
    asked: Vec<(&'static str, bool)>,
    /// Whether all children were taken at once.
    taken: bool,
    report: &'r mut Report,
}

impl<'a, 'r> Fields<'a, 'r> {
    pub(in crate::flow) fn new(node: Node<'a>, report: &'r mut Report) -> Self {
        Self { node, asked: Vec::new(), taken: false, report }
    }

    /// Where the element stands.
    pub(in crate::flow) fn place(&self) -> Place {
        Place(self.node.span())
    }

    fn first(&mut self, tag: &'static str) -> Option<Node<'a>> {
        self.asked.push((tag, false));
        self.node.child(tag)
    }

    fn all(&mut self, tag: &'static str) -> impl Iterator<Item = Node<'a>> + use<'a> {
        self.asked.push((tag, true));
        self.node.named(tag)
    }

    /// A text that may be absent.
    pub(in crate::flow) fn optional(&mut self, tag: &'static str) -> Option<String> {
        self.first(tag).map(|node| node.text().to_owned())
    }

    /// A text; empty if it is absent.
    pub(in crate::flow) fn text(&mut self, tag: &'static str) -> String {
        self.optional(tag).unwrap_or_default()
    }

    /// A text that must be there.
    pub(in crate::flow) fn required(&mut self, tag: &'static str) -> String {
        if self.node.child(tag).is_none() {
            let span = self.node.span().unwrap_or_default();
            let message = format!("`<{}>` has no `<{tag}>`", self.node.tag());
            let missing = Diagnostic::new(Code::FlowSchema, span, message);
            self.report.mistakes.push(missing.help(format!("add `<{tag}>`: it must be there")));
        }
        self.text(tag)
    }

    /// Texts.
    pub(in crate::flow) fn texts(&mut self, tag: &'static str) -> Vec<String> {
        self.all(tag).map(|node| node.text().to_owned()).collect()
    }

    /// `true` or `false`; false if it is absent.
    pub(in crate::flow) fn flag(&mut self, tag: &'static str) -> bool {
        self.truth(tag).unwrap_or_default()
    }

    /// `true` or `false`, which may be absent.
    pub(in crate::flow) fn truth(&mut self, tag: &'static str) -> Option<bool> {
        self.parsed(tag, "write `true` or `false`")
    }

    /// A whole number that may be absent.
    pub(in crate::flow) fn number<N: FromStr>(&mut self, tag: &'static str) -> Option<N> {
        self.parsed(tag, "write a whole number")
    }

    fn parsed<T: FromStr>(&mut self, tag: &'static str, help: &str) -> Option<T> {
        let node = self.first(tag)?;
        let value = node.text().parse().ok();
        if value.is_none() {
            let wrong = wrong_text(node, format!("`<{tag}>` cannot be `{}`", node.text()));
            self.report.mistakes.push(wrong.help(help));
        }
        value
    }

    /// A data type; text if it is absent or unknown, which is a mistake.
    pub(in crate::flow) fn data_type(&mut self) -> DataType {
        let name = self.required("dataType");
        let known = DataType::named(&name);
        if let (None, Some(node)) = (known, self.node.child("dataType")) {
            let wrong = wrong_text(node, format!("`{name}` is no data type of flows"));
            let wrong = wrong.help("the types are those of variables in Flow Builder");
            self.report.mistakes.push(wrong.suggest(nearest(&name, DataType::names())));
        }
        known.unwrap_or(DataType::String)
    }

    /// A part of several.
    pub(in crate::flow) fn part<T: Form>(&mut self, tag: &'static str) -> Option<T> {
        let node = self.first(tag)?;
        Some(self.inside(node, T::read))
    }

    /// Several parts.
    pub(in crate::flow) fn parts<T: Form>(&mut self, tag: &'static str) -> Vec<T> {
        self.each(tag, T::read)
    }

    /// Several parts, read by a function.
    pub(in crate::flow) fn each<T>(
        &mut self,
        tag: &'static str,
        read: impl Fn(&mut Fields<'_, '_>) -> T,
    ) -> Vec<T> {
        self.all(tag).map(|node| self.inside(node, &read)).collect()
    }

    fn inside<T>(&mut self, node: Node<'a>, read: impl Fn(&mut Fields<'_, '_>) -> T) -> T {
        let mut fields = Fields::new(node, self.report);
        let part = read(&mut fields);
        fields.finish();
        part
    }

    /// A value; one of a kind that autolaunched flows do not have stays unread.
    pub(in crate::flow) fn value(&mut self, tag: &'static str) -> Option<Value> {
        let node = self.first(tag)?;
        self.inside(node, super::value::read)
    }

    /// All children but those of some tags, as they are.
    pub(in crate::flow) fn rest(&mut self, except: &[&str]) -> Vec<Element> {
        self.taken = true;
        self.node.children().filter(|child| !except.contains(&child.tag())).map(Element::from).collect()
    }

    /// The element itself, for what no question here can ask.
    pub(in crate::flow) fn node(&self) -> Node<'a> {
        self.node
    }

    /// Reports the children that nobody asked for.
    pub(in crate::flow) fn finish(mut self) {
        if self.taken {
            return;
        }
        for child in self.node.children() {
            match self.asked.iter().position(|(tag, _)| *tag == child.tag()) {
                Some(at) if self.asked[at].1 => {}
                Some(at) => {
                    self.asked.swap_remove(at);
                }
                None => self.report.unread.push(Unread {
                    parent: self.node.tag().to_owned(),
                    tag: child.tag().to_owned(),
                    connectors: super::other::connectors(child),
                    references: super::other::references([child].into_iter()),
                    place: Place(child.span()),
                }),
            }
        }
    }
}

/// A mistake in the text of a leaf.
fn wrong_text(leaf: Node<'_>, message: String) -> Diagnostic {
    let text = leaf.fragment().map(|fragment| fragment.whole());
    Diagnostic::new(Code::FlowSchema, text.or(leaf.span()).unwrap_or_default(), message)
}
