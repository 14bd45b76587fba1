//! `<actionCalls>`

use super::{Fields, Form, Write};
use crate::flow::model::ActionCall;
use crate::xml::Element;

impl Form for ActionCall {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            action_name: fields.text("actionName"),
            action_type: fields.text("actionType"),
            connector: fields.part("connector"),
            fault: fields.part("faultConnector"),
            transaction_model: fields.optional("flowTransactionModel"),
            inputs: fields.parts("inputParameters"),
            outputs: fields.parts("outputParameters"),
            name_segment: fields.optional("nameSegment"),
            offset: fields.number("offset"),
            version: fields.optional("versionString"),
            version_segment: fields.optional("versionSegment"),
            data_types: fields
                .each("dataTypeMappings", |mapping| (mapping.text("typeName"), mapping.text("typeValue"))),
            store_output: fields.flag("storeOutputAutomatically"),
        }
    }

    fn write(&self, element: Element) -> Element {
        let data_types = self.data_types.iter();
        element
            .filled("actionName", &self.action_name)
            .filled("actionType", &self.action_type)
            .parts("connector", &self.connector)
            .children(data_types.map(|(name, value)| {
                Element::new("dataTypeMappings").filled("typeName", name).filled("typeValue", value)
            }))
            .parts("faultConnector", &self.fault)
            .leaves("flowTransactionModel", &self.transaction_model)
            .parts("inputParameters", &self.inputs)
            .leaves("nameSegment", &self.name_segment)
            .number("offset", self.offset)
            .parts("outputParameters", &self.outputs)
            .flag("storeOutputAutomatically", self.store_output)
            .leaves("versionSegment", &self.version_segment)
            .leaves("versionString", &self.version)
    }
}
