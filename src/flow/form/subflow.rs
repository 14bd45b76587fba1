//! `<subflows>`

use super::{Fields, Form, Write};
use crate::flow::model::Subflow;
use crate::xml::Element;

impl Form for Subflow {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            flow_name: fields.text("flowName"),
            inputs: fields.parts("inputAssignments"),
            outputs: fields.parts("outputAssignments"),
            store_output: fields.flag("storeOutputAutomatically"),
            connector: fields.part("connector"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .parts("connector", &self.connector)
            .filled("flowName", &self.flow_name)
            .parts("inputAssignments", &self.inputs)
            .parts("outputAssignments", &self.outputs)
            .flag("storeOutputAutomatically", self.store_output)
    }
}
