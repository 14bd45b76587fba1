//! What the formulas of a spec can speak of: the org with the spec's own fields, settings and records.

use super::person;
use super::program::RecordRef;
use crate::diag::Diagnostic;
use crate::org::{Field, FieldType, Org};
use crate::source::Span;
use crate::spec::Setting;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The names that stand for a record of their own and cannot be given to another.
pub(super) const BUILT_IN: &[&str] =
    &["call", "person", "contact", "lead", "account", "rep", "manager", "record", "settings"];

/// The two objects that a person can be.
pub(super) const PERSON_OBJECTS: [&str; 2] = ["Contact", "Lead"];

/// What the formulas of a spec can speak of.
#[derive(Debug)]
pub(super) struct World<'s> {
    /// The org, with the fields that the spec declares.
    pub(super) org: Org,
    /// Counters of the spec, by object.
    pub(super) counters: BTreeMap<String, BTreeSet<String>>,
    /// Settings by name.
    pub(super) settings: BTreeMap<&'s str, &'s Setting>,
    /// The records of outcomes.
    pub(super) records: Names,
    /// Names that parts of the spec which could not be read may have given to records.
    pub(super) possible_records: BTreeSet<&'s str>,
    /// The field that decides what a call was.
    pub(super) disposition: Option<Arc<Field>>,
    /// The features of the org.
    pub(super) features: BTreeSet<&'s str>,
    /// The outcomes by name, with their index.
    pub(super) outcomes: BTreeMap<&'s str, usize>,
    /// The flows of the program by API name, with what each is.
    pub(super) own_flows: BTreeMap<String, String>,
    fields: RefCell<Fields>,
    person_fields: RefCell<HashMap<String, Arc<Field>>>,
}

/// Fields that were asked for, by object and name.
type Fields = HashMap<String, HashMap<String, Option<Arc<Field>>>>;

/// A record with a name of its own.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Its name.
    pub(super) name: String,
    /// Its object.
    pub(super) object: String,
    /// It stands for several, to be counted.
    pub(super) count: bool,
    /// Its look-up reads the person.
    pub(super) of_person: bool,
    /// The fields that steps give it, where only `into` makes it: nothing else of it is known.
    pub(super) given: Option<BTreeSet<String>>,
    /// Where it is declared.
    pub(super) span: Span,
}

/// Records with names of their own.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// In the order of their indices.
    pub(super) all: Vec<Named>,
    /// Names whose declaration has a mistake: nothing more is said of them.
    pub(super) broken: BTreeSet<String>,
    indices: HashMap<String, usize>,
}

impl Names {
    /// Adds one; its name must be new.
    pub(super) fn add(&mut self, named: Named) {
        self.indices.insert(named.name.clone(), self.all.len());
        self.all.push(named);
    }

    /// The index of a name.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.indices.get(name).copied()
    }
}

/// Where a formula stands: what it can speak of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Frame<'a> {
    /// In `calls: where`: fields of the call.
    Gate,
    /// In an outcome.
    Call(CallFrame<'a>),
    /// In a monitor.
    Subject(SubjectFrame<'a>),
}

/// An outcome, or what stands for one.
#[derive(Clone, Copy, Debug)]
pub(super) struct CallFrame<'a> {
    /// There is a person.
    pub(super) person: bool,
    /// The dispositions with which it can be reached; `None`: any.
    pub(super) dispositions: Option<&'a [String]>,
}

/// A monitor's record.
#[derive(Clone, Copy, Debug)]
pub(super) struct SubjectFrame<'a> {
    /// Its object.
    pub(super) object: &'a str,
    /// The monitor runs for Contact and Lead alike: its record is `person`.
    pub(super) person: bool,
    /// The monitor's own records.
    pub(super) records: &'a Names,
}

impl World<'_> {
    /// A world of an org; declarations are added by the caller.
    pub(super) fn new(org: Org) -> Self {
        Self {
            org,
            counters: BTreeMap::new(),
            settings: BTreeMap::new(),
            records: Names::default(),
            possible_records: BTreeSet::new(),
            disposition: None,
            features: BTreeSet::new(),
            outcomes: BTreeMap::new(),
            own_flows: BTreeMap::new(),
            fields: RefCell::default(),
            person_fields: RefCell::default(),
        }
    }

    /// The field of an object.
    pub(super) fn field(&self, object: &str, name: &str) -> Option<Arc<Field>> {
        if let Some(known) = self.fields.borrow().get(object).and_then(|fields| fields.get(name)) {
            return known.clone();
        }
        let field = self.org.field(object, name);
        let mut fields = self.fields.borrow_mut();
        fields.entry(object.to_owned()).or_default().insert(name.to_owned(), field.clone());
        field
    }

    /// The field of the person, as that of both objects.
    ///
    /// # Errors
    /// The message that it is not on both, or not with one type.
    pub(super) fn person_field(&self, name: &str, span: Span) -> Result<Arc<Field>, Box<Diagnostic>> {
        if let Some(known) = self.person_fields.borrow().get(name) {
            return Ok(known.clone());
        }
        let field = person::field(self, name, span)?;
        self.person_fields.borrow_mut().insert(name.to_owned(), field.clone());
        Ok(field)
    }

    /// The label of an object.
    pub(super) fn object_label(&self, name: &str) -> String {
        self.org.object(name).map_or_else(|| name.to_owned(), |object| object.label)
    }

    /// The records of a frame.
    pub(super) fn records<'a>(&'a self, frame: Frame<'a>) -> &'a Names {
        match frame {
            Frame::Gate | Frame::Call(_) => &self.records,
            Frame::Subject(subject) => subject.records,
        }
    }

    /// The object of a record; `None` for the person, which may be either of two.
    pub(super) fn object<'a>(&'a self, record: RecordRef, frame: Frame<'a>) -> Option<&'a str> {
        match record {
            RecordRef::Call => Some("Task"),
            RecordRef::Person => None,
            RecordRef::Contact => Some("Contact"),
            RecordRef::Lead => Some("Lead"),
            RecordRef::Account => Some("Account"),
            RecordRef::Rep | RecordRef::Manager => Some("User"),
            RecordRef::Subject => match frame {
                Frame::Subject(subject) => Some(subject.object),
                Frame::Gate | Frame::Call(_) => None,
            },
            RecordRef::Named(index) => self.records(frame).all.get(index).map(|named| named.object.as_str()),
        }
    }

    /// Whether a field counts calls: never blank, never below zero.
    pub(super) fn is_counter(&self, field: &Field) -> bool {
        self.counters.get(&field.object).is_some_and(|counters| counters.contains(&field.name))
    }
}

/// Whether a field has a value on every record that there is.
///
/// Source: the standard object reference, fields that are not nillable on every object.
pub fn never_blank(field: &Field) -> bool {
    const ALWAYS: &[&str] = &[
        "Id",
        "OwnerId",
        "CreatedById",
        "CreatedDate",
        "LastModifiedById",
        "LastModifiedDate",
        "SystemModstamp",
    ];
    field.required || field.field_type == FieldType::Checkbox || ALWAYS.contains(&field.name.as_str())
}
