//! Conditions on records, and the fields that records get or give.

use super::{Fields, Form, Write};
use crate::flow::model::{FieldAssignment, Filter};
use crate::xml::Element;

impl Form for Filter {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self { field: fields.text("field"), operator: fields.text("operator"), value: fields.value("value") }
    }

    fn write(&self, element: Element) -> Element {
        element
            .filled("field", &self.field)
            .filled("operator", &self.operator)
            .value("value", self.value.as_ref())
    }
}

impl Form for FieldAssignment {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self { field: fields.text("field"), value: fields.value("value") }
    }

    fn write(&self, element: Element) -> Element {
        element.filled("field", &self.field).value("value", self.value.as_ref())
    }
}
