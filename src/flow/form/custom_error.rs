//! `<customErrors>`

use super::{Fields, Form, Write};
use crate::flow::model::CustomError;
use crate::xml::Element;

impl Form for CustomError {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            messages: fields.each("customErrorMessages", |message| {
                message.flag("isFieldError");
                (message.text("errorMessage"), message.optional("fieldSelection"))
            }),
            connector: fields.part("connector"),
        }
    }

    fn write(&self, element: Element) -> Element {
        let messages = self.messages.iter().map(|(text, field)| {
            Element::new("customErrorMessages")
                .leaf("errorMessage", text)
                .leaves("fieldSelection", field)
                .boolean("isFieldError", field.is_some())
        });
        element.parts("connector", &self.connector).children(messages)
    }
}
