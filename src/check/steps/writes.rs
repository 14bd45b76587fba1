//! `set`, `increment`, `create`, `update`.

use super::super::blanks::Fact;
use super::super::formulas::Checker;
use super::super::program::{Expression, RaisedBefore, RecordRef, Set, StepKind};
use super::super::queries::{Asked, Comparable};
use super::super::scope::behind;
use super::super::values::{Purpose, Target};
use super::super::world::Frame;
use crate::diag::{Code, Diagnostic};
use crate::org::{Field, FieldType};
use crate::source::{Span, Spanned};
use crate::spec::{Create, FieldValue, Update};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Checker<'_, '_> {
    /// `set:`
    pub(super) fn set(&mut self, values: &[FieldValue]) -> Option<StepKind> {
        self.sets(values).map(StepKind::Set)
    }

    /// Fields of records that are saved later, each once.
    pub(in super::super) fn sets(&mut self, values: &[FieldValue]) -> Option<Vec<Set>> {
        let mut seen = BTreeMap::new();
        let checked: Vec<_> = values
            .iter()
            .map(|each| {
                let (record, field) = self.written_field(&each.target)?;
                let key = (record, field.name.clone());
                self.refuse_twice(seen.insert(key, each.target.span), &each.target)?;
                self.refuse_disposition(self.world.object(record, self.frame), &field, each.target.span)?;
                let target = self.target(record, &field, Purpose::Update);
                let value = self.value(&target, &each.value, each.target.span)?;
                Some(Set { record, field, value, span: each.target.span })
            })
            .collect();
        let sets = checked.into_iter().collect::<Option<Vec<Set>>>()?;
        for set in &sets {
            let filled = self.blanks().causes(&set.value, &self.facts).is_empty();
            self.facts.written(set.record, &set.field, filled);
        }
        Some(sets)
    }

    /// The record and field that `Field__c` or `record.Field__c` names; a record that can be set.
    pub(super) fn written_field(&mut self, target: &Spanned<String>) -> Option<(RecordRef, Arc<Field>)> {
        let span = target.span;
        let (record, field) = match target.value.split_once('.') {
            None => (self.own_record(&target.value, span)?, target.value.as_str()),
            Some((record, field)) => (self.asked(|scope| scope.record(record, span))?, field),
        };
        let found = self.asked(|scope| match field.contains('.') {
            true => {
                let steps: Vec<String> = target.value.split('.').map(str::to_owned).collect();
                scope.path(&steps, span).map(|_| None)
            }
            false => scope.field(record, field, span).map(Some).map_err(|diagnostic| {
                match target.value.split_once('.') {
                    Some((record, _)) => behind(record, diagnostic),
                    None => diagnostic,
                }
            }),
        })??;
        self.can_be_set(record, target)?;
        Some((record, found))
    }

    /// The record that a bare field belongs to.
    fn own_record(&mut self, field: &str, span: Span) -> Option<RecordRef> {
        match self.frame {
            Frame::Subject(_) => Some(RecordRef::Subject),
            Frame::Call(_) | Frame::Gate => {
                self.needs_call(&format!("`{field}`"), span)?;
                Some(RecordRef::Person)
            }
        }
    }

    fn can_be_set(&mut self, record: RecordRef, target: &Spanned<String>) -> Option<()> {
        let name = target.value.split('.').next().unwrap_or_default();
        let field = target.value.rsplit('.').next().unwrap_or_default();
        let help = match record {
            RecordRef::Person | RecordRef::Subject => return Some(()),
            RecordRef::Named(index) => match self.world.records(self.frame).all.get(index) {
                Some(named) if named.count => "it stands for several: change them with `update`".to_owned(),
                _ => return Some(()),
            },
            RecordRef::Contact | RecordRef::Lead => format!("set `{field}` of the person, without `{name}.`"),
            RecordRef::Call => {
                "it is what started the program: create a task instead, or set the person".to_owned()
            }
            RecordRef::Account | RecordRef::Rep | RecordRef::Manager => {
                "look it up under `records` with a name of its own, and set that".to_owned()
            }
        };
        let message = format!("`{name}` can be read, but not set");
        self.report
            .push(Diagnostic::new(Code::CannotBeSet, target.span, message).label("read-only").help(help));
        None
    }

    fn refuse_twice(&mut self, before: Option<Span>, target: &Spanned<String>) -> Option<()> {
        let Some(before) = before else { return Some(()) };
        let message = format!("`{}` gets two values in one step", target.value);
        let diagnostic = Diagnostic::new(Code::SetTwice, target.span, message).label("again");
        self.report.push(diagnostic.related(before, "first here").help("leave one of them out"));
        None
    }

    /// A task whose disposition the program sets would start it again.
    fn refuse_disposition(&mut self, object: Option<&str>, field: &Field, span: Span) -> Option<()> {
        let decides = self.world.disposition.as_ref().is_some_and(|decides| decides.name == field.name);
        if !decides || object != Some("Task") {
            return Some(());
        }
        let message = format!("a task with `{}` would start the program itself", field.name);
        let help = "leave the disposition out: only calls have one";
        self.report.push(
            Diagnostic::new(Code::SetsDisposition, span, message).label("starts the program").help(help),
        );
        None
    }

    /// `increment:`
    pub(super) fn increment(&mut self, target: &Spanned<String>) -> Option<StepKind> {
        self.needs_call("`increment`", target.span)?;
        let (record, field) = self.written_field(target)?;
        let whole = matches!(field.field_type, FieldType::Number) && field.scale.unwrap_or(0) == 0;
        let message = match (record, whole, field.updateable) {
            (RecordRef::Person, true, Some(true) | None) => {
                self.facts.written(record, &field, true);
                return Some(StepKind::Increment { field, raised_before: RaisedBefore::default() });
            }
            (RecordRef::Person, true, Some(false)) => format!("`{}` cannot be changed", field.name),
            (RecordRef::Person, false, _) => {
                format!("`{}` is no whole number, so it cannot count", field.name)
            }
            _ => format!("`{}` is not a field of the person, and only those count calls", target.value),
        };
        let help = "declare a counter under `fields`, as in `Total_Connects__c: counter`";
        self.report
            .push(Diagnostic::new(Code::NotACounter, target.span, message).label("no counter").help(help));
        None
    }

    /// `create:`
    pub(super) fn create(&mut self, create: &Create, span: Span) -> Option<StepKind> {
        let object = self.object(&create.object)?;
        let fields = self.fields(&create.set, &object, Purpose::Create);
        let into = create.into.as_ref().map(|into| self.record_made(into, &object));
        let fields = fields?;
        self.has_required(&object, &fields, span)?;
        let into = into.map_or(Some(None), |into| into.map(Some))?;
        if let Some(into) = into {
            self.facts.note(Fact::Found(into), true);
            for (field, value) in &fields {
                let filled = self.blanks().causes(value, &self.facts).is_empty();
                self.facts.written(into, field, filled);
            }
        }
        let object_label = self.world.object_label(&object);
        Some(StepKind::Create { object, object_label, fields, into })
    }

    /// The record that a new one becomes: of the same object, and one.
    fn record_made(&mut self, into: &Spanned<String>, object: &str) -> Option<RecordRef> {
        let records = self.world.records(self.frame);
        let index = records.index(&into.value)?;
        let named = &records.all[index];
        let (named_object, count) = (named.object.clone(), named.count);
        if named_object == object && !count {
            return Some(RecordRef::Named(index));
        }
        let message = match count {
            true => format!("`{}` stands for several records, and this makes one", into.value),
            false => format!("`{}` is an {named_object}, and this makes an {object}", into.value),
        };
        let help = "give `into` another name, or that of a record of the same object";
        self.report.push(Diagnostic::new(Code::WrongRecord, into.span, message).help(help));
        None
    }

    /// Whether every field that a new record must have is given.
    fn has_required(&mut self, object: &str, fields: &[(Arc<Field>, Expression)], span: Span) -> Option<()> {
        let given = |name: &str| fields.iter().any(|(field, _)| field.name == name);
        let required =
            self.world.org.fields(object).filter(|field| field.required && field.createable != Some(false));
        let missing: Vec<String> =
            required.filter(|field| !given(&field.name)).map(|field| format!("`{}`", field.name)).collect();
        if missing.is_empty() {
            return Some(());
        }
        let message = format!("a new {object} needs {}", missing.join(", "));
        let help = format!("add {} under `set`", missing.join(", "));
        self.report.push(Diagnostic::new(Code::MissingField, span, message).label("incomplete").help(help));
        None
    }

    /// `update:`
    pub(super) fn update(&mut self, update: &Update) -> Option<StepKind> {
        let object = self.object(&update.object)?;
        let asked = Asked { object: &object, before: None, values: Comparable::Any };
        let filter = self.query(&update.filter, asked);
        let fields = self.fields(&update.set, &object, Purpose::Update);
        let object_label = self.world.object_label(&object);
        Some(StepKind::Update { object_label, filter: filter?, fields: fields?, object })
    }

    /// The API name of an object that the org has.
    pub(in super::super) fn object(&mut self, name: &Spanned<String>) -> Option<String> {
        let found = known_object(self.world, name);
        found.map_err(|diagnostic| self.report.push(*diagnostic)).ok()
    }

    /// Fields of an object and their values.
    fn fields(
        &mut self,
        values: &[FieldValue],
        object: &str,
        purpose: Purpose,
    ) -> Option<Vec<(Arc<Field>, Expression)>> {
        let mut seen = BTreeMap::new();
        let checked: Vec<_> = values
            .iter()
            .map(|each| {
                let span = each.target.span;
                let field = self.asked(|scope| scope.object_field(object, &each.target.value, span))?;
                self.refuse_twice(seen.insert(field.name.clone(), span), &each.target)?;
                self.refuse_disposition(Some(object), &field, span)?;
                let target = Target { each: vec![field.clone()], record: RecordRef::Call, field, purpose };
                let value = self.value(&target, &each.value, span)?;
                Some((target.field, value))
            })
            .collect();
        checked.into_iter().collect()
    }
}

/// The API name of an object that the org has.
///
/// # Errors
/// The message that it has none of this name.
pub(in super::super) fn known_object(
    world: &super::super::world::World<'_>,
    name: &Spanned<String>,
) -> Result<String, Box<Diagnostic>> {
    if world.org.object(&name.value).is_some() {
        return Ok(name.value.clone());
    }
    let message = format!("the org has no object `{}`", name.value);
    let diagnostic = Diagnostic::new(Code::UnknownObject, name.span, message).label("unknown object");
    let near = world.org.object_ignoring_case(&name.value).or_else(|| world.org.nearest_object(&name.value));
    Err(Box::new(match near {
        Some(near) => diagnostic.suggest(Some(&near)),
        None => diagnostic
            .help("write its API name; for one of your own, name the folder of your metadata with `org:`"),
    }))
}
