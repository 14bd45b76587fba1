//! The objects and fields that flows and records name, numbered once.
//!
//! They come from an [`Org`]. What it does not know is taken as given: a flow of another org is run on the objects that it
//! names, and a field that nobody declared takes every value.

mod field;
pub(crate) mod ids;
mod object;
mod prefixes;
pub(crate) mod roles;

pub use field::Field;
pub use object::Object;

use crate::org::{Action, Org};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An object, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(u16);

impl ObjectId {
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A field of an object, by its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(u16);

impl FieldId {
    /// `Id`, the first field of every object.
    pub const ID: FieldId = FieldId(0);

    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The objects that are known so far.
#[derive(Clone, Debug)]
pub struct Schema {
    org: Arc<Org>,
    objects: Vec<Arc<Object>>,
    names: BTreeMap<String, ObjectId>,
    prefixes: BTreeMap<String, ObjectId>,
}

impl Schema {
    pub(crate) fn new(org: &Org) -> Self {
        Self {
            org: Arc::new(org.clone()),
            objects: Vec::new(),
            names: BTreeMap::new(),
            prefixes: BTreeMap::new(),
        }
    }

    /// The object of a number.
    pub fn object(&self, id: ObjectId) -> &Object {
        &self.objects[id.index()]
    }

    /// The field of a number.
    pub fn field(&self, object: ObjectId, field: FieldId) -> &Field {
        self.objects[object.index()].field(field)
    }

    /// The object of a name, in any case, if it was named before.
    pub fn object_named(&self, name: &str) -> Option<ObjectId> {
        self.names.get(name).or_else(|| self.names.get(&name.to_lowercase())).copied()
    }

    /// All objects.
    pub fn objects(&self) -> impl Iterator<Item = (ObjectId, &Object)> {
        self.objects.iter().enumerate().map(|(at, object)| (ObjectId(at as u16), object.as_ref()))
    }

    /// Whether the org knows an object.
    pub(crate) fn is_declared(&self, name: &str) -> bool {
        self.org.object(name).is_some()
    }

    /// The standard action of a name.
    pub(crate) fn action(&self, name: &str) -> Option<Action> {
        self.org.action(name)
    }

    /// The object whose ids begin so.
    pub(crate) fn object_of_prefix(&self, prefix: &str) -> Option<ObjectId> {
        self.prefixes.get(prefix).copied()
    }

    /// The object of a name, which is added if it is new.
    pub(crate) fn add_object(&mut self, name: &str) -> ObjectId {
        if let Some(known) = self.object_named(name) {
            return known;
        }
        let known = self.org.object(name).or_else(|| self.org.object(&self.org.object_ignoring_case(name)?));
        let name = known.as_ref().map_or(name, |object| object.name.as_str());
        let id = ObjectId(u16::try_from(self.objects.len()).unwrap_or(u16::MAX));
        let prefix = self.free_prefix(prefixes::prefix(name, known.as_ref()));
        self.names.insert(name.to_lowercase(), id);
        self.names.insert(name.to_owned(), id);
        self.prefixes.insert(prefix.clone(), id);
        self.objects.push(Arc::new(Object::read(&self.org, name, prefix)));
        id
    }

    /// The field of a name, which is added if it is new: one that nobody declared.
    pub(crate) fn add_field(&mut self, object: ObjectId, name: &str) -> FieldId {
        match self.object(object).field_named(name) {
            Some(field) => field,
            None => Arc::make_mut(&mut self.objects[object.index()]).add(Field::undeclared(name)),
        }
    }

    fn free_prefix(&self, wanted: prefixes::Prefix) -> String {
        match wanted {
            prefixes::Prefix::Fixed(prefix) if !self.prefixes.contains_key(prefix) => prefix.to_owned(),
            prefixes::Prefix::Fixed(_) => ids::numbered_prefix('z', self.objects.len()),
            prefixes::Prefix::Numbered(first) => ids::numbered_prefix(first, self.objects.len()),
        }
    }
}
