//! `<collectionProcessors>`

use super::{Fields, Form, Write};
use crate::flow::model::{AssignmentItem, CollectionProcessor, SortOption};
use crate::xml::Element;

impl Form for CollectionProcessor {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            subtype: fields.text("collectionProcessorType"),
            item: fields.optional("assignNextValueToReference"),
            collection: fields.text("collectionReference"),
            logic: fields.optional("conditionLogic"),
            conditions: fields.parts("conditions"),
            formula: fields.optional("formula"),
            limit: fields.number("limit"),
            map_items: fields.each("mapItems", |item| AssignmentItem {
                target: item.text("assignToFieldReference"),
                operator: item.text("operator"),
                value: item.value("value"),
            }),
            output_object: fields.optional("outputSObjectType"),
            sort: fields.parts("sortOptions"),
            connector: fields.part("connector"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .leaves("assignNextValueToReference", &self.item)
            .filled("collectionProcessorType", &self.subtype)
            .filled("collectionReference", &self.collection)
            .leaves("conditionLogic", &self.logic)
            .parts("conditions", &self.conditions)
            .parts("connector", &self.connector)
            .leaves("formula", &self.formula)
            .number("limit", self.limit)
            .children(self.map_items.iter().map(|item| {
                Element::new("mapItems")
                    .filled("assignToFieldReference", &item.target)
                    .filled("operator", &item.operator)
                    .value("value", item.value.as_ref())
            }))
            .leaves("outputSObjectType", &self.output_object)
            .parts("sortOptions", &self.sort)
    }
}

impl Form for SortOption {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            field: fields.optional("sortField"),
            order: fields.optional("sortOrder"),
            blank_first: fields.flag("doesPutEmptyStringAndNullFirst"),
        }
    }

    fn write(&self, element: Element) -> Element {
        element
            .boolean("doesPutEmptyStringAndNullFirst", self.blank_first)
            .leaves("sortField", &self.field)
            .leaves("sortOrder", &self.order)
    }
}
