//! Where a flow names objects and fields outright, not through a reference.

use crate::flow::{Element, ElementKind, FieldAssignment, Filter, Flow, LookupOutput, Place, RelatedLookup};

/// A field that is named, and of which object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldMention<'a> {
    /// The object.
    pub object: &'a str,
    /// The field.
    pub field: &'a str,
    /// The part of the flow that names it.
    pub place: Place,
    /// The tag that its name stands in.
    pub tag: &'static str,
}

/// An object that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectMention<'a> {
    /// The object.
    pub object: &'a str,
    /// The part of the flow that names it.
    pub place: Place,
    /// The tag that its name stands in.
    pub tag: &'static str,
}

/// Every field that filters, sorts, fetched and given fields name.
pub(super) fn fields(flow: &Flow) -> Vec<FieldMention<'_>> {
    let mut found = Vec::new();
    if let Some(object) = &flow.start.object {
        Mentions { object, place: flow.start.place, found: &mut found }.filters(&flow.start.filters);
    }
    flow.elements.iter().for_each(|element| of_element(element, &mut found));
    found
}

fn of_element<'a>(element: &'a Element, found: &mut Vec<FieldMention<'a>>) {
    let mut on = Mentions { object: "", place: element.place, found };
    match &element.kind {
        ElementKind::RecordCreate(it) => on.object(it.object.as_deref()).assigned(&it.fields),
        ElementKind::RecordDelete(it) => on.object(it.object.as_deref()).filters(&it.filters),
        ElementKind::RecordUpdate(it) => {
            on.object(it.object.as_deref()).filters(&it.filters);
            on.assigned(&it.fields);
        }
        ElementKind::RecordLookup(it) => {
            on.object(Some(&it.object)).filters(&it.filters);
            on.all("sortField", it.sort_field.iter());
            on.all("queriedFields", it.queried_fields.iter());
            if let LookupOutput::Fields(fields) = &it.output {
                on.all("field", fields.iter().map(|(field, _)| field));
            }
            on.related(&it.related_records);
        }
        ElementKind::ActionCall(_)
        | ElementKind::Assignment(_)
        | ElementKind::CollectionProcessor(_)
        | ElementKind::CustomError(_)
        | ElementKind::Decision(_)
        | ElementKind::Loop(_)
        | ElementKind::Subflow(_)
        | ElementKind::Transform(_)
        | ElementKind::Other(_) => {}
    }
}

struct Mentions<'f, 'a> {
    object: &'a str,
    place: Place,
    found: &'f mut Vec<FieldMention<'a>>,
}

impl<'a> Mentions<'_, 'a> {
    /// From here on, fields are those of an object. Where none is said (a record variable says it), none is mentioned.
    fn object(&mut self, object: Option<&'a str>) -> &mut Self {
        self.object = object.unwrap_or_default();
        self
    }

    fn all(&mut self, tag: &'static str, fields: impl Iterator<Item = &'a String>) {
        let (object, place) = (self.object, self.place);
        let fields = fields.filter(|_| !object.is_empty());
        self.found.extend(fields.map(|field| FieldMention { object, field, place, tag }));
    }

    fn filters(&mut self, filters: &'a [Filter]) {
        self.all("field", filters.iter().map(|filter| &filter.field));
    }

    fn assigned(&mut self, fields: &'a [FieldAssignment]) {
        self.all("field", fields.iter().map(|given| &given.field));
    }

    fn related(&mut self, lookups: &'a [RelatedLookup]) {
        for lookup in lookups {
            let mut inner = Mentions { object: &lookup.object, place: self.place, found: &mut *self.found };
            inner.filters(&lookup.filters);
            inner.all("sortField", lookup.sort_field.iter());
            inner.all("queriedFields", lookup.queried_fields.iter());
            inner.related(&lookup.related_records);
        }
    }
}

/// Every object that the start, an element or a variable names.
pub(super) fn objects(flow: &Flow) -> Vec<ObjectMention<'_>> {
    let started = flow.start.object.iter().map(|object| (object, flow.start.place, "object"));
    let elements = flow.elements.iter();
    let elements = elements.filter_map(|element| Some((element.kind.object()?, element.place, "object")));
    let variables = flow.variables.iter();
    let variables =
        variables.flat_map(|each| each.object_type.iter().map(|object| (object, each.place, "objectType")));
    let all = started.chain(elements).chain(variables);
    all.map(|(object, place, tag)| ObjectMention { object, place, tag }).collect()
}
