//! `<decisions>`

use super::{Fields, Form, Write};
use crate::flow::model::{Condition, Decision, Rule};
use crate::xml::Element;

impl Form for Decision {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            rules: fields.parts("rules"),
            default_connector: fields.part("defaultConnector"),
            default_label: fields.text("defaultConnectorLabel"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .parts("defaultConnector", &self.default_connector)
            .filled("defaultConnectorLabel", &self.default_label)
            .parts("rules", &self.rules)
    }
}

impl Form for Rule {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            name: fields.required("name"),
            label: fields.text("label"),
            logic: fields.text("conditionLogic"),
            conditions: fields.parts("conditions"),
            connector: fields.part("connector"),
            requires_change: fields.flag("doesRequireRecordChangedToMeetCriteria"),
            place: fields.place(),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .leaf("name", &self.name)
            .filled("conditionLogic", &self.logic)
            .parts("conditions", &self.conditions)
            .parts("connector", &self.connector)
            .flag("doesRequireRecordChangedToMeetCriteria", self.requires_change)
            .filled("label", &self.label)
    }
}

impl Form for Condition {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            left: fields.text("leftValueReference"),
            operator: fields.text("operator"),
            right: fields.value("rightValue"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .filled("leftValueReference", &self.left)
            .filled("operator", &self.operator)
            .value("rightValue", self.right.as_ref())
    }
}
