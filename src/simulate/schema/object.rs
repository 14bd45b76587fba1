//! One object with its fields.

use super::roles::Roles;
use super::{Field, FieldId};
use crate::org::Org;
use std::collections::BTreeMap;

/// One object with its fields.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its API name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The first three characters of its ids.
    pub prefix: String,
    /// The org knows it; otherwise flows and records alone say what it has.
    pub known: bool,
    fields: Vec<Field>,
    names: BTreeMap<String, FieldId>,
    roles: Roles,
}

impl Object {
    pub(super) fn read(org: &Org, name: &str, prefix: String) -> Self {
        let known = org.object(name);
        let label = known.as_ref().map_or_else(|| name.to_owned(), |object| object.label.clone());
        let mut object = Self {
            name: name.to_owned(),
            label,
            prefix,
            known: known.is_some(),
            fields: Vec::new(),
            names: BTreeMap::new(),
            roles: Roles::default(),
        };
        object.add(Field::id());
        for field in org.fields(name).filter(|field| field.name != "Id") {
            object.add(Field::read(&field));
        }
        object.roles = Roles::of(org, &object);
        object
    }

    /// The field of a number.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.index()]
    }

    /// The field of a name, in any case.
    pub fn field_named(&self, name: &str) -> Option<FieldId> {
        self.names.get(name).or_else(|| self.names.get(&name.to_lowercase())).copied()
    }

    /// All fields.
    pub fn fields(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        self.fields.iter().enumerate().map(|(at, field)| (FieldId(at as u16), field))
    }

    /// The fields that the platform itself keeps.
    pub(crate) fn roles(&self) -> &Roles {
        &self.roles
    }

    pub(super) fn add(&mut self, field: Field) -> FieldId {
        let id = FieldId(u16::try_from(self.fields.len()).unwrap_or(u16::MAX));
        self.names.insert(field.name.to_lowercase(), id);
        self.names.insert(field.name.clone(), id);
        self.fields.push(field);
        id
    }
}
