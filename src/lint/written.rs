//! The values that a flow gives to fields of records.

use std::sync::Arc;

use super::flow_facts::FlowFacts;
use super::scope::{Item, Meaning, Shape};
use crate::flow::{ElementKind, FieldAssignment, Place, Value};
use crate::org::Field;

/// A value that is given to a field.
#[derive(Clone, Debug)]
pub struct Written<'a> {
    /// The field.
    pub field: Arc<Field>,
    /// The value; none is null.
    pub value: Option<&'a Value>,
    /// The element that gives it.
    pub place: Place,
    /// The tag and text that name the field there.
    pub named: (&'static str, &'a str),
    /// What becomes of it.
    pub writing: Writing,
}

/// What becomes of a value that is given to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// A record is created with it.
    Create,
    /// A record is updated with it.
    Update,
    /// It is assigned to a record of the flow.
    Assign,
}

impl<'a> FlowFacts<'a> {
    /// Every value that the flow gives to a field that is known.
    pub fn written_fields(&self) -> Vec<Written<'a>> {
        let mut found = Vec::new();
        for element in &self.flow.elements {
            let (reference, object, fields, writing) = match &element.kind {
                ElementKind::RecordCreate(it) => {
                    (&it.input_reference, &it.object, &it.fields, Writing::Create)
                }
                ElementKind::RecordUpdate(it) => {
                    (&it.input_reference, &it.object, &it.fields, Writing::Update)
                }
                ElementKind::Assignment(it) => {
                    let items = it.items.iter().filter(|item| item.operator == "Assign");
                    found.extend(items.filter_map(|item| {
                        let field = self.target_field(&item.target)?;
                        let named = ("assignToReference", item.target.as_str());
                        let value = item.value.as_ref();
                        Some(Written { field, value, place: element.place, named, writing: Writing::Assign })
                    }));
                    continue;
                }
                ElementKind::ActionCall(_)
                | ElementKind::CollectionProcessor(_)
                | ElementKind::CustomError(_)
                | ElementKind::Decision(_)
                | ElementKind::Loop(_)
                | ElementKind::RecordDelete(_)
                | ElementKind::RecordLookup(_)
                | ElementKind::Subflow(_)
                | ElementKind::Transform(_)
                | ElementKind::Other(_) => continue,
            };
            let object = object.clone().or_else(|| self.record_object(reference.as_deref()?));
            let given = |each: &'a FieldAssignment| {
                let field = self.known_field(object.as_deref()?, &each.field)?;
                let (named, value) = (("field", each.field.as_str()), each.value.as_ref());
                Some(Written { field, value, place: element.place, named, writing })
            };
            found.extend(fields.iter().filter_map(given));
        }
        found
    }

    /// The object of the record that a reference stands for.
    pub fn record_object(&self, path: &str) -> Option<String> {
        match self.shape(path)?.item {
            Item::Record(object) => Some(object),
            Item::Value(_) | Item::Field(_) => None,
        }
    }

    /// The field of an object, where it is known.
    pub fn known_field(&self, object: &str, name: &str) -> Option<Arc<Field>> {
        match self.field(object, name) {
            Meaning::Known(Shape { item: Item::Field(field), .. }) => Some(field),
            Meaning::Known(_) | Meaning::Open | Meaning::Missing(_) => None,
        }
    }

    fn target_field(&self, path: &str) -> Option<Arc<Field>> {
        match self.shape(path)?.item {
            Item::Field(field) => Some(field),
            Item::Value(_) | Item::Record(_) => None,
        }
    }
}
