//! `<recordCreates>`

use super::{Fields, Form, Write};
use crate::flow::model::RecordCreate;
use crate::xml::Element;

impl Form for RecordCreate {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            object: fields.optional("object"),
            fields: fields.parts("inputAssignments"),
            input_reference: fields.optional("inputReference"),
            assign_id_to: fields.optional("assignRecordIdToReference"),
            store_output: fields.flag("storeOutputAutomatically"),
            connector: fields.part("connector"),
            fault: fields.part("faultConnector"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .leaves("assignRecordIdToReference", &self.assign_id_to)
            .parts("connector", &self.connector)
            .parts("faultConnector", &self.fault)
            .parts("inputAssignments", &self.fields)
            .leaves("inputReference", &self.input_reference)
            .leaves("object", &self.object)
            .flag("storeOutputAutomatically", self.store_output)
    }
}
