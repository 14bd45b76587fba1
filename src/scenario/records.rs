//! Records that are written down, in the world.

use super::known::Known;
use super::shape::mistake;
use super::values;
use crate::diag::{Code, Diagnostic, Sink};
use crate::formula::{Type, Value};
use crate::org::Org;
use crate::simulate::{Field, World};
use crate::source::{Span, Spanned};
use crate::spec::{Entry, Node, NodeKind};
use std::collections::BTreeSet;

/// The world, while it is filled from the file.
pub(crate) struct Filling<'a> {
    pub(crate) world: World,
    pub(crate) org: &'a Org,
    pub(crate) known: Known,
    pub(crate) sink: &'a mut Sink,
}

/// A record as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Written<'n> {
    pub(crate) object: String,
    pub(crate) name: Option<Spanned<String>>,
    /// Values that it has where its fields do not say others.
    pub(crate) defaults: Vec<(&'static str, Value)>,
    pub(crate) fields: Vec<&'n Entry>,
    /// So many records are called so.
    pub(crate) times: u32,
    pub(crate) span: Span,
}

impl Filling<'_> {
    /// Puts records there: each after those that it names.
    pub(crate) fn put(&mut self, mut waiting: Vec<Written<'_>>, user: Option<&Spanned<String>>) {
        let mut ahead = BTreeSet::new();
        for Written { name, .. } in &waiting {
            let Some(name) = name else { continue };
            if !ahead.insert(name.value.clone()) {
                let message = format!("another record is called `{}` already", name.value);
                mistake(Code::DuplicateName, name.span, message, self.sink);
            }
        }
        let is_user = |written: &Written<'_>| {
            written.name.as_ref().map(|name| &name.value) == user.map(|user| &user.value)
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
                if added.is_none() {
                    self.known.insert(&name.value, Value::Null);
                }
            }
            if user.is_some() && is_user(&written) {
                self.run_as(user);
            }
        }
        self.run_as(user);
    }

    fn run_as(&mut self, user: Option<&Spanned<String>>) {
        let Some(user) = user else { return };
        let id = values::id(&user.value, user.span, &self.known, self.sink);
        let Some(id) = id.filter(|id| *id != Value::Null) else { return };
        let found = self.world.find(&id).map(|record| record.object);
        let is_user = found.is_some_and(|object| self.world.schema().object(object).name == "User");
        if !is_user || self.world.run_as(&id.to_string()).is_err() {
            mistake(Code::UnknownRecord, user.span, format!("there is no User `{}`", user.value), self.sink);
        }
    }

    /// The object of a name: one that the org knows, or that the flows name.
    pub(crate) fn object(&mut self, key: &Spanned<String>) -> Option<String> {
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
    pub(crate) fn values<'n>(&mut self, written: &Written<'n>) -> Option<Vec<(&'n str, Value)>> {
        let mut whole = true;
        let mut values: Vec<(&'n str, Value)> = written.defaults.clone();
        for Entry { key, value } in written.fields.iter().copied() {
            let read = self.value(&written.object, key, value);
            whole &= read.is_some();
            values.extend(read.map(|value| (key.value.as_str(), value)));
        }
        whole.then_some(values)
    }

    /// The value of a field.
    pub(crate) fn value(&mut self, object: &str, field: &Spanned<String>, node: &Node) -> Option<Value> {
        let ty = self.field_type(object, field)?;
        values::value(node, ty, &format!("`{}`", field.value), &self.known, self.sink)
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
    pub(crate) fn add(&mut self, written: &Written<'_>) -> Option<Value> {
        let values = self.values(written)?;
        let mut first = None;
        for _ in 0..written.times {
            match self.world.add(&written.object, &values) {
                Ok(id) => {
                    match (&first, &written.name) {
                        (None, _) => self.name(written, &id),
                        (Some(_), Some(name)) => self.known.add(&name.value, id.clone()),
                        (Some(_), None) => {}
                    }
                    first.get_or_insert(id);
                }
                Err(error) => {
                    let message = format!("no org holds this record of {}: {error}", written.object);
                    mistake(Code::CannotBeSet, written.span, message, self.sink);
                    return None;
                }
            }
        }
        first
    }

    /// From now on the record is known by its name.
    pub(crate) fn name(&mut self, written: &Written<'_>, id: &Value) {
        if let Some(name) = &written.name {
            self.known.insert(&name.value, id.clone());
        }
    }
}

impl Written<'_> {
    /// Whether this is its name.
    #[cfg(feature = "cli")]
    pub(crate) fn is_called(&self, name: &Spanned<String>) -> bool {
        self.name.as_ref().is_some_and(|own| own.value == name.value)
    }

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
