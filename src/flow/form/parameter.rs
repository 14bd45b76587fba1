//! Inputs and outputs of actions and subflows.

use super::{Fields, Form, Write};
use crate::flow::model::{OutputParameter, Parameter};
use crate::xml::Element;

impl Form for Parameter {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self { name: fields.text("name"), value: fields.value("value") }
    }

    fn write(&self, element: Element) -> Element {
        element.filled("name", &self.name).value("value", self.value.as_ref())
    }
}

impl Form for OutputParameter {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self { name: fields.text("name"), assign_to: fields.text("assignToReference") }
    }

    fn write(&self, element: Element) -> Element {
        element.filled("assignToReference", &self.assign_to).filled("name", &self.name)
    }
}
