//! Records of the file, in the world.

use super::given::{Given, list, map, mistake, scalar};
use super::values::{self, Names};
use crate::diag::{Code, Diagnostic, Sink};
use crate::formula::{Type, Value};
use crate::org::Org;
use crate::simulate::{Field, World};
use crate::source::{Span, Spanned};
use crate::spec::{Entry, Node, NodeKind};
use std::collections::BTreeSet;

/// The world, while it is filled from the file.
pub(super) struct Filling<'a> {
    pub(super) world: World,
    pub(super) org: &'a Org,
    pub(super) names: Names,
    pub(super) sink: &'a mut Sink,
}

/// A record as it is written.
#[derive(Clone)]
pub(super) struct Written<'n> {
    pub(super) object: String,
    pub(super) name: Option<Spanned<String>>,
    pub(super) fields: Vec<&'n Entry>,
    pub(super) span: Span,
}

impl Filling<'_> {
    /// Puts `records` there: each after those that it names.
    pub(super) fn records(&mut self, given: &Given<'_>) {
        let user = given.text("user", self.sink);
        let objects = given.entries("records", self.sink);
        let mut waiting = self.written(objects);
        let mut ahead = BTreeSet::new();
        for Written { name, .. } in &waiting {
            let Some(name) = name else { continue };
            if !ahead.insert(name.value.clone()) {
                let message = format!("another record is called `{}` already", name.value);
                mistake(Code::DuplicateName, name.span, message, self.sink);
            }
        }
        let is_user = |written: &Written<'_>| {
            written.name.as_ref().map(|name| &name.value) == user.as_ref().map(|user| &user.value)
        };
        while !waiting.is_empty() {
            let is_ready = |written: &Written<'_>| !written.names().any(|name| ahead.contains(name));
            let ready = waiting.iter().position(|each| is_user(each) && is_ready(each));
            let Some(at) = ready.or_else(|| waiting.iter().position(is_ready)) else {
                let message = "these records refer to each other in a circle: none can be the first";
                return mistake(Code::UnknownRecord, waiting[0].span, message, self.sink);
            };
            let written = waiting.remove(at);
            let added = self.add(&written);
            if let Some(name) = &written.name {
                ahead.remove(&name.value);
                // One mistake is enough: who names a broken record is right.
                self.names.insert(name.value.clone(), added.unwrap_or_default());
            }
            if user.is_some() && is_user(&written) {
                self.run_as(user.as_ref());
            }
        }
        self.run_as(user.as_ref());
    }

    fn run_as(&mut self, user: Option<&Spanned<String>>) {
        let Some(user) = user else { return };
        let id = values::id(&user.value, user.span, &self.names, self.sink);
        let Some(id) = id.filter(|id| *id != Value::Null) else { return };
        let found = self.world.find(&id).map(|record| record.object);
        let is_user = found.is_some_and(|object| self.world.schema().object(object).name == "User");
        if !is_user || self.world.run_as(&id.to_string()).is_err() {
            mistake(Code::UnknownRecord, user.span, format!("there is no User `{}`", user.value), self.sink);
        }
    }

    fn written<'n>(&mut self, objects: &'n [Entry]) -> Vec<Written<'n>> {
        let mut all = Vec::new();
        for Entry { key, value } in objects {
            let Some(object) = self.object(key) else { continue };
            let nodes = list(value, &format!("`{}`", key.value), self.sink).unwrap_or(&[]);
            all.extend(nodes.iter().filter_map(|node| self.one(&object, node)));
        }
        all
    }

    /// A record of an object, as it is written.
    pub(super) fn one<'n>(&mut self, object: &str, node: &'n Node) -> Option<Written<'n>> {
        let entries = map(node, &format!("a record of {object}"), self.sink)?;
        let (names, fields): (Vec<&Entry>, Vec<&Entry>) =
            entries.iter().partition(|entry| entry.key.value == "id");
        let name = names.first().and_then(|entry| {
            let scalar = scalar(&entry.value, "`id`", self.sink)?;
            Some(Spanned::new(scalar.text.text.clone(), entry.value.span))
        });
        Some(Written { object: object.to_owned(), name, fields, span: node.head() })
    }

    /// The object of a name: one that the org knows, or that the flows name.
    fn object(&mut self, key: &Spanned<String>) -> Option<String> {
        let named = self.org.object_ignoring_case(&key.value);
        if named.is_some() || self.world.schema().object_named(&key.value).is_some() {
            return named.or_else(|| Some(key.value.clone()));
        }
        let near = self.org.nearest_object(&key.value);
        let unknown = Diagnostic::new(
            Code::UnknownObject,
            key.span,
            format!("neither the org nor the flow knows an object `{}`", key.value),
        );
        self.sink.push(match &near {
            Some(_) => unknown.suggest(near.as_deref()),
            None => unknown.help("name the folder of its metadata with --org"),
        });
        None
    }

    /// Its fields with their values; nothing where one is wrong.
    pub(super) fn values<'n>(&mut self, written: &Written<'n>) -> Option<Vec<(&'n str, Value)>> {
        let mut whole = true;
        let mut values = Vec::new();
        for Entry { key, value } in written.fields.iter().copied() {
            let ty = self.field_type(&written.object, key);
            let what = format!("`{}`", key.value);
            let read = ty.and_then(|ty| values::value(value, ty, &what, &self.names, self.sink));
            whole &= read.is_some();
            values.extend(read.map(|value| (key.value.as_str(), value)));
        }
        whole.then_some(values)
    }

    /// The type of a field; inside none where only its value says it.
    fn field_type(&mut self, object: &str, key: &Spanned<String>) -> Option<Option<Type>> {
        let known = self.world.object(object);
        match known.field_named(&key.value).map(|field| known.field(field)) {
            Some(field) => return Some(Field::formula_type(field)),
            None if !known.known => return Some(None),
            None => {}
        }
        let near = self.org.nearest_field(object, &key.value);
        let message = format!("`{object}` has no field `{}`", key.value);
        let unknown = Diagnostic::new(Code::UnknownField, key.span, message);
        self.sink.push(match &near {
            Some(_) => unknown.suggest(near.as_deref()),
            None => unknown.help("name the folder of its metadata with --org"),
        });
        None
    }

    /// A record that is there before anything runs.
    pub(super) fn add(&mut self, written: &Written<'_>) -> Option<Value> {
        let values = self.values(written)?;
        match self.world.add(&written.object, &values) {
            Ok(id) => {
                self.name(written, &id);
                Some(id)
            }
            Err(error) => {
                let message = format!("no org holds this record of {}: {error}", written.object);
                mistake(Code::CannotBeSet, written.span, message, self.sink);
                None
            }
        }
    }

    /// From now on the record is known by its name.
    pub(super) fn name(&mut self, written: &Written<'_>, id: &Value) {
        if let Some(name) = &written.name {
            self.names.insert(name.value.clone(), id.clone());
        }
    }
}

impl Written<'_> {
    /// The texts that may be names of other records.
    fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().filter_map(|entry| match &entry.value.kind {
            NodeKind::Scalar(scalar) => Some(scalar.text.text.as_str()),
            NodeKind::Map(entries) => match entries.as_slice() {
                [Entry { value: Node { kind: NodeKind::Scalar(scalar), .. }, .. }] => {
                    Some(scalar.text.text.as_str())
                }
                _ => None,
            },
            NodeKind::List(_) | NodeKind::Broken => None,
        })
    }
}
