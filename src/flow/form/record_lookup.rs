//! `<recordLookups>`

use super::{Fields, Form, Write};
use crate::flow::model::{LookupOutput, RecordLookup, RelatedLookup};
use crate::xml::Element;

impl Form for RecordLookup {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            object: fields.text("object"),
            filter_logic: fields.optional("filterLogic"),
            filters: fields.parts("filters"),
            sort_field: fields.optional("sortField"),
            sort_order: fields.optional("sortOrder"),
            limit: fields.value("limit"),
            queried_fields: fields.texts("queriedFields"),
            related_records: fields.parts("relatedRecords"),
            output: output(fields),
            null_if_none: fields.flag("assignNullValuesIfNoRecordsFound"),
            connector: fields.part("connector"),
            fault: fields.part("faultConnector"),
        }
    }

    fn write(&self, element: Element) -> Element {
        let element = element
            .boolean("assignNullValuesIfNoRecordsFound", self.null_if_none)
            .parts("connector", &self.connector)
            .parts("faultConnector", &self.fault)
            .leaves("filterLogic", &self.filter_logic)
            .parts("filters", &self.filters)
            .value("limit", self.limit.as_ref())
            .filled("object", &self.object)
            .leaves("queriedFields", &self.queried_fields)
            .parts("relatedRecords", &self.related_records)
            .leaves("sortField", &self.sort_field)
            .leaves("sortOrder", &self.sort_order);
        match &self.output {
            LookupOutput::Stored { first_only } => {
                element.boolean("getFirstRecordOnly", *first_only).flag("storeOutputAutomatically", true)
            }
            LookupOutput::Variable(name) => element.leaf("outputReference", name),
            LookupOutput::Fields(fields) => element.children(fields.iter().map(|(field, variable)| {
                Element::new("outputAssignments").filled("assignToReference", variable).filled("field", field)
            })),
        }
    }
}

/// Real flows have three shapes; a look-up that keeps nothing gives fields to no variable.
fn output(fields: &mut Fields<'_, '_>) -> LookupOutput {
    if let Some(variable) = fields.optional("outputReference") {
        return LookupOutput::Variable(variable);
    }
    if fields.flag("storeOutputAutomatically") {
        return LookupOutput::Stored { first_only: fields.flag("getFirstRecordOnly") };
    }
    let pair = |each: &mut Fields<'_, '_>| (each.text("field"), each.text("assignToReference"));
    LookupOutput::Fields(fields.each("outputAssignments", pair))
}

impl Form for RelatedLookup {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            object: fields.text("relatedObject"),
            relationship_field: fields.text("relationshipField"),
            filter_logic: fields.optional("filterLogic"),
            filters: fields.parts("filters"),
            sort_field: fields.optional("sortField"),
            sort_order: fields.optional("sortOrder"),
            limit: fields.value("limit"),
            first_only: fields.truth("getFirstRecordOnly"),
            queried_fields: fields.texts("queriedFields"),
            related_records: fields.parts("relatedRecords"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .leaves("filterLogic", &self.filter_logic)
            .parts("filters", &self.filters)
            .maybe("getFirstRecordOnly", self.first_only)
            .value("limit", self.limit.as_ref())
            .leaves("queriedFields", &self.queried_fields)
            .filled("relatedObject", &self.object)
            .parts("relatedRecords", &self.related_records)
            .filled("relationshipField", &self.relationship_field)
            .leaves("sortField", &self.sort_field)
            .leaves("sortOrder", &self.sort_order)
    }
}
