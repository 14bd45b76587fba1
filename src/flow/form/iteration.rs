//! `<loops>`

use super::{Fields, Form, Write};
use crate::flow::model::Loop;
use crate::xml::Element;

impl Form for Loop {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            collection: fields.text("collectionReference"),
            item: fields.optional("assignNextValueToReference"),
            order: fields.text("iterationOrder"),
            next_value: fields.part("nextValueConnector"),
            no_more_values: fields.part("noMoreValuesConnector"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .leaves("assignNextValueToReference", &self.item)
            .filled("collectionReference", &self.collection)
            .filled("iterationOrder", &self.order)
            .parts("nextValueConnector", &self.next_value)
            .parts("noMoreValuesConnector", &self.no_more_values)
    }
}
