//! The filters of a flow, with their fields and what joins them.

use std::sync::Arc;

use super::flow_facts::FlowFacts;
use crate::flow::{Element, ElementKind, Filter, Place, RelatedLookup};
use crate::org::Field;

/// A filter, and the field that it asks for.
#[derive(Clone, Debug)]
pub struct Filtered<'a> {
    /// The filter.
    pub filter: &'a Filter,
    /// The field.
    pub field: Arc<Field>,
    /// The element that filters, or the start.
    pub place: Place,
    /// Records are looked for with it, not only looked at.
    pub is_query: bool,
}

/// Filters that one logic joins.
#[derive(Clone, Copy, Debug)]
pub struct FilterGroup<'a> {
    /// The object whose records are filtered.
    pub object: Option<&'a str>,
    /// The filters.
    pub filters: &'a [Filter],
    /// What joins them.
    pub logic: Option<&'a str>,
    /// The element that filters, or the start.
    pub place: Place,
    /// Records are looked for with them.
    pub is_query: bool,
}

impl<'a> FlowFacts<'a> {
    /// Every filter whose field is known.
    pub fn filtered_fields(&self) -> Vec<Filtered<'a>> {
        let groups = self.filter_groups().into_iter();
        let each = groups.flat_map(|group| group.filters.iter().map(move |filter| (group, filter)));
        each.filter_map(|(group, filter)| {
            let field = self.known_field(group.object?, &filter.field)?;
            Some(Filtered { filter, field, place: group.place, is_query: group.is_query })
        })
        .collect()
    }

    /// The filters of the start and of every element.
    pub fn filter_groups(&self) -> Vec<FilterGroup<'a>> {
        let start = &self.flow.start;
        let mut groups = vec![FilterGroup {
            object: start.object.as_deref(),
            filters: &start.filters,
            logic: start.filter_logic.as_deref(),
            place: start.place,
            is_query: start.record_trigger_type.is_none(),
        }];
        self.flow.elements.iter().for_each(|element| of_element(element, &mut groups));
        groups
    }
}

fn of_element<'a>(element: &'a Element, groups: &mut Vec<FilterGroup<'a>>) {
    let (object, filters, logic) = match &element.kind {
        ElementKind::RecordDelete(it) => (it.object.as_deref(), &it.filters, &it.filter_logic),
        ElementKind::RecordUpdate(it) => (it.object.as_deref(), &it.filters, &it.filter_logic),
        ElementKind::RecordLookup(it) => {
            related(&it.related_records, element.place, groups);
            (Some(it.object.as_str()), &it.filters, &it.filter_logic)
        }
        ElementKind::ActionCall(_)
        | ElementKind::Assignment(_)
        | ElementKind::CollectionProcessor(_)
        | ElementKind::CustomError(_)
        | ElementKind::Decision(_)
        | ElementKind::Loop(_)
        | ElementKind::RecordCreate(_)
        | ElementKind::Subflow(_)
        | ElementKind::Transform(_)
        | ElementKind::Other(_) => return,
    };
    let (logic, place) = (logic.as_deref(), element.place);
    groups.push(FilterGroup { object, filters, logic, place, is_query: true });
}

fn related<'a>(lookups: &'a [RelatedLookup], place: Place, groups: &mut Vec<FilterGroup<'a>>) {
    for lookup in lookups {
        let (object, logic) = (Some(lookup.object.as_str()), lookup.filter_logic.as_deref());
        groups.push(FilterGroup { object, filters: &lookup.filters, logic, place, is_query: true });
        related(&lookup.related_records, place, groups);
    }
}
