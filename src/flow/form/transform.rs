//! `<transforms>`

use super::{Fields, Form, Write};
use crate::flow::model::{Transform, TransformAction};
use crate::xml::Element;

impl Form for Transform {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            data_type: fields.data_type(),
            is_collection: fields.flag("isCollection"),
            object_type: fields.optional("objectType"),
            apex_class: fields.optional("apexClass"),
            scale: fields.number("scale"),
            store_output: fields.flag("storeOutputAutomatically"),
            values: fields.each("transformValues", |value| value.parts("transformValueActions")),
            connector: fields.part("connector"),
        }
    }

    fn write(&self, element: Element) -> Element {
        let values = self.values.iter();
        element
            .leaves("apexClass", &self.apex_class)
            .parts("connector", &self.connector)
            .leaf("dataType", self.data_type.name())
            .boolean("isCollection", self.is_collection)
            .leaves("objectType", &self.object_type)
            .number("scale", self.scale)
            .flag("storeOutputAutomatically", self.store_output)
            .children(
                values.map(|actions| Element::new("transformValues").parts("transformValueActions", actions)),
            )
    }
}

impl Form for TransformAction {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            transform_type: fields.text("transformType"),
            output_field: fields.optional("outputFieldApiName"),
            value: fields.value("value"),
            inputs: fields.parts("inputParameters"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .parts("inputParameters", &self.inputs)
            .leaves("outputFieldApiName", &self.output_field)
            .filled("transformType", &self.transform_type)
            .value("value", self.value.as_ref())
    }
}
