//! `<recordUpdates>`

use super::{Fields, Form, Write};
use crate::flow::model::RecordUpdate;
use crate::xml::Element;

impl Form for RecordUpdate {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            object: fields.optional("object"),
            filter_logic: fields.optional("filterLogic"),
            filters: fields.parts("filters"),
            fields: fields.parts("inputAssignments"),
            input_reference: fields.optional("inputReference"),
            connector: fields.part("connector"),
            fault: fields.part("faultConnector"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .parts("connector", &self.connector)
            .parts("faultConnector", &self.fault)
            .leaves("filterLogic", &self.filter_logic)
            .parts("filters", &self.filters)
            .parts("inputAssignments", &self.fields)
            .leaves("inputReference", &self.input_reference)
            .leaves("object", &self.object)
    }
}
