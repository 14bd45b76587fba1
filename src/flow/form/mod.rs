//! The XML form of each part of a flow: reading beside writing, one file each.
//!
//! The order of children is left to the schema.

mod action_call;
mod assignment;
mod collection_processor;
mod custom_error;
mod decision;
mod element;
mod fields;
mod filter;
mod flow;
mod iteration;
mod other;
mod parameter;
mod record_create;
mod record_delete;
mod record_lookup;
mod record_update;
mod resources;
mod start;
mod subflow;
mod transform;
mod value;

pub(super) use fields::{Fields, Report};
pub(super) use flow::root;

use super::model::{Connector, Value};
use crate::xml::Element;

/// A part of a flow that is one element in the file.
pub(super) trait Form: Sized {
    /// Reads it from the children of its element.
    fn read(fields: &mut Fields<'_, '_>) -> Self;

    /// Adds its children to its element.
    fn write(&self, element: Element) -> Element;
}

/// More ways to add children.
trait Write: Sized {
    /// A leaf that says `true` or `false`.
    fn boolean(self, tag: &'static str, value: bool) -> Self;

    /// A leaf that says `true` or `false`, or is not there.
    fn maybe(self, tag: &'static str, value: Option<bool>) -> Self;

    /// A leaf that is there only to say `true`.
    fn flag(self, tag: &'static str, value: bool) -> Self;

    /// A leaf that is there unless its text is empty.
    fn filled(self, tag: &'static str, text: &str) -> Self;

    /// A leaf for each number: none or one.
    fn number<N: ToString>(self, tag: &'static str, number: Option<N>) -> Self;

    /// A value, if there is one.
    fn value(self, tag: &'static str, value: Option<&Value>) -> Self;

    /// An element for each part.
    fn parts<'p, T: Form + 'p>(self, tag: &'static str, parts: impl IntoIterator<Item = &'p T>) -> Self;
}

impl Write for Element {
    fn boolean(self, tag: &'static str, value: bool) -> Self {
        self.leaf(tag, value.to_string())
    }

    fn maybe(self, tag: &'static str, value: Option<bool>) -> Self {
        self.leaves(tag, value.map(|value| value.to_string()))
    }

    fn flag(self, tag: &'static str, value: bool) -> Self {
        self.leaves(tag, value.then_some("true"))
    }

    fn filled(self, tag: &'static str, text: &str) -> Self {
        self.leaves(tag, (!text.is_empty()).then_some(text))
    }

    fn number<N: ToString>(self, tag: &'static str, number: Option<N>) -> Self {
        self.leaves(tag, number.map(|number| number.to_string()))
    }

    fn value(self, tag: &'static str, value: Option<&Value>) -> Self {
        self.children(value.map(|value| value::write(Element::new(tag), value)))
    }

    fn parts<'p, T: Form + 'p>(self, tag: &'static str, parts: impl IntoIterator<Item = &'p T>) -> Self {
        self.children(parts.into_iter().map(|part| part.write(Element::new(tag))))
    }
}

impl Form for Connector {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self { target: fields.text("targetReference"), go_to: fields.flag("isGoTo") }
    }

    fn write(&self, element: Element) -> Element {
        element.flag("isGoTo", self.go_to).filled("targetReference", &self.target)
    }
}
