//! `<variables>`, `<formulas>`, `<constants>`, `<textTemplates>`

use super::{Fields, Form, Write};
use crate::flow::model::{Constant, Formula, TextTemplate, Variable};
use crate::xml::Element;

impl Form for Variable {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            name: fields.required("name"),
            description: fields.optional("description"),
            data_type: fields.data_type(),
            is_collection: fields.flag("isCollection"),
            is_input: fields.flag("isInput"),
            is_output: fields.flag("isOutput"),
            object_type: fields.optional("objectType"),
            apex_class: fields.optional("apexClass"),
            scale: fields.number("scale"),
            value: fields.value("value"),
            place: fields.place(),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .leaves("description", &self.description)
            .leaf("name", &self.name)
            .leaves("apexClass", &self.apex_class)
            .leaf("dataType", self.data_type.name())
            .boolean("isCollection", self.is_collection)
            .boolean("isInput", self.is_input)
            .boolean("isOutput", self.is_output)
            .leaves("objectType", &self.object_type)
            .number("scale", self.scale)
            .value("value", self.value.as_ref())
    }
}

impl Form for Formula {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            name: fields.required("name"),
            description: fields.optional("description"),
            data_type: fields.data_type(),
            expression: fields.text("expression"),
            scale: fields.number("scale"),
            place: fields.place(),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .leaves("description", &self.description)
            .leaf("name", &self.name)
            .leaf("dataType", self.data_type.name())
            .leaf("expression", &self.expression)
            .number("scale", self.scale)
    }
}

impl Form for Constant {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            name: fields.required("name"),
            description: fields.optional("description"),
            data_type: fields.data_type(),
            value: fields.value("value"),
            place: fields.place(),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .leaves("description", &self.description)
            .leaf("name", &self.name)
            .leaf("dataType", self.data_type.name())
            .value("value", self.value.as_ref())
    }
}

impl Form for TextTemplate {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            name: fields.required("name"),
            description: fields.optional("description"),
            plain: fields.truth("isViewedAsPlainText"),
            text: fields.text("text"),
            place: fields.place(),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .leaves("description", &self.description)
            .leaf("name", &self.name)
            .maybe("isViewedAsPlainText", self.plain)
            .leaf("text", &self.text)
    }
}
