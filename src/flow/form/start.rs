//! `<start>`

use super::{Fields, Form, Write};
use crate::flow::model::{Location, Schedule, ScheduledPath, Start};
use crate::xml::Element;

impl Form for Start {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            location: Location::read(fields),
            connector: fields.part("connector"),
            element_reference: None,
            object: fields.optional("object"),
            trigger_type: fields.optional("triggerType"),
            record_trigger_type: fields.optional("recordTriggerType"),
            requires_change: fields.flag("doesRequireRecordChangedToMeetCriteria"),
            filter_formula: fields.optional("filterFormula"),
            filter_logic: fields.optional("filterLogic"),
            filters: fields.parts("filters"),
            schedule: fields.part("schedule"),
            scheduled_paths: fields.parts("scheduledPaths"),
            run_as: fields.optional("flowRunAsUser"),
            capabilities: fields.each("capabilityTypes", |capability| capability.text("capabilityName")),
            place: fields.place(),
        }
    }

    fn write(&self, element: Element) -> Element {
        let capabilities = self.capabilities.iter();
        self.location
            .write(element)
            .children(capabilities.map(|name| Element::new("capabilityTypes").leaf("capabilityName", name)))
            .parts("connector", &self.connector)
            .flag("doesRequireRecordChangedToMeetCriteria", self.requires_change)
            .leaves("filterFormula", &self.filter_formula)
            .leaves("filterLogic", &self.filter_logic)
            .parts("filters", &self.filters)
            .leaves("flowRunAsUser", &self.run_as)
            .leaves("object", &self.object)
            .leaves("recordTriggerType", &self.record_trigger_type)
            .parts("schedule", &self.schedule)
            .parts("scheduledPaths", &self.scheduled_paths)
            .leaves("triggerType", &self.trigger_type)
    }
}

impl Form for Location {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            x: fields.number("locationX").unwrap_or_default(),
            y: fields.number("locationY").unwrap_or_default(),
        }
    }

    fn write(&self, element: Element) -> Element {
        element.number("locationX", Some(self.x)).number("locationY", Some(self.y))
    }
}

impl Form for Schedule {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            frequency: fields.text("frequency"),
            start_date: fields.text("startDate"),
            start_time: fields.text("startTime"),
            day_of_month: fields.number("dayOfMonthToRun"),
            frequency_number: fields.number("frequencyNumber"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .number("dayOfMonthToRun", self.day_of_month)
            .filled("frequency", &self.frequency)
            .number("frequencyNumber", self.frequency_number)
            .filled("startDate", &self.start_date)
            .filled("startTime", &self.start_time)
    }
}

impl Form for ScheduledPath {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            name: fields.optional("name"),
            label: fields.optional("label"),
            connector: fields.part("connector"),
            path_type: fields.optional("pathType"),
            max_batch_size: fields.number("maxBatchSize"),
            offset_number: fields.number("offsetNumber"),
            offset_unit: fields.optional("offsetUnit"),
            record_field: fields.optional("recordField"),
            time_source: fields.optional("timeSource"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .leaves("name", &self.name)
            .parts("connector", &self.connector)
            .leaves("label", &self.label)
            .number("maxBatchSize", self.max_batch_size)
            .number("offsetNumber", self.offset_number)
            .leaves("offsetUnit", &self.offset_unit)
            .leaves("pathType", &self.path_type)
            .leaves("recordField", &self.record_field)
            .leaves("timeSource", &self.time_source)
    }
}
