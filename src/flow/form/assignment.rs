//! `<assignments>`

use super::{Fields, Form, Write};
use crate::flow::model::{Assignment, AssignmentItem};
use crate::xml::Element;

impl Form for Assignment {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self { items: fields.parts("assignmentItems"), connector: fields.part("connector") }
    }

    fn write(&self, element: Element) -> Element {
        element.parts("assignmentItems", &self.items).parts("connector", &self.connector)
    }
}

impl Form for AssignmentItem {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            target: fields.text("assignToReference"),
            operator: fields.text("operator"),
            value: fields.value("value"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .filled("assignToReference", &self.target)
            .filled("operator", &self.operator)
            .value("value", self.value.as_ref())
    }
}
