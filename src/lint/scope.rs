//! What references of a flow stand for, and of which type that is.

use std::sync::Arc;

use super::flow_facts::FlowFacts;
use super::names::Named;
use crate::diag::{Code, Diagnostic};
use crate::flow::{
    CollectionProcessor, DataType, Element, ElementKind, LookupOutput, Loop, Transform, Value, Variable,
};
use crate::formula::{Availability, Scope, Type, typed::Unresolved};
use crate::org::{Field, is_custom};
use crate::source::Span;

/// What a reference stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Something of a known type.
    Known(Shape),
    /// Something whose type cannot be told: of Apex, of a screen, of an object that nobody told us of.
    Open,
    /// Nothing.
    Missing(Gap),
}

/// A known type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Of one item.
    pub item: Item,
    /// Several of them.
    pub is_collection: bool,
}

/// The type of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A value of a variable, formula, constant, …
    Value(Type),
    /// A field of a record.
    Field(Arc<Field>),
    /// A record of an object.
    Record(String),
}

/// What is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The flow has nothing of this name.
    Name(String),
    /// The object has no field or relationship of this name.
    Field {
        /// The object.
        object: String,
        /// The field.
        field: String,
    },
}

impl Item {
    /// Its type in formulas; none if a formula cannot read it.
    pub fn in_formulas(&self) -> Option<Type> {
        match self {
            Item::Value(ty) => Some(*ty),
            Item::Field(field) => field.field_type.in_formulas(),
            Item::Record(_) => Some(Type::Record),
        }
    }
}

/// Most steps from one element to the one that its type comes from; a loop over itself has no end.
const MOST_STEPS: usize = 20;

/// `$Flow`: what each field of it is.
///
/// Source: Salesforce help, "Flow Resource: Global Variables".
const OF_FLOW: &[(&str, Type)] = &[
    ("CurrentDate", Type::Date),
    ("CurrentDateTime", Type::DateTime),
    ("CurrentRecord", Type::Text),
    ("FaultMessage", Type::Text),
    ("InterviewGuid", Type::Text),
    ("InterviewStartTime", Type::DateTime),
];

/// Global variables that stand for a record: the variable and its object.
const RECORDS: &[(&str, &str)] = &[
    ("$Organization", "Organization"),
    ("$Profile", "Profile"),
    ("$User", "User"),
    ("$UserRole", "UserRole"),
];

impl FlowFacts<'_> {
    /// What a reference stands for: `contact.Account.Name`, `$Record.Owner:User.Name`, `Get_Rows`.
    pub fn meaning(&self, path: &str) -> Meaning {
        let mut steps = path.split('.');
        let base = steps.next().unwrap_or_default();
        let base = base.split('[').next().unwrap_or_default();
        let steps: Vec<&str> = steps.collect();
        let (meaning, taken) = self.base(base, &steps, MOST_STEPS);
        self.follow(meaning, &steps[taken.min(steps.len())..])
    }

    /// The shape of what is known of a reference.
    pub fn shape(&self, path: &str) -> Option<Shape> {
        match self.meaning(path) {
            Meaning::Known(shape) => Some(shape),
            Meaning::Open | Meaning::Missing(_) => None,
        }
    }

    /// The shape of a value, where it is known; none too for a text with merge fields that is no text.
    pub fn value_shape(&self, value: &Value) -> Option<Shape> {
        match value {
            Value::String(_) => Some(Shape::value(Type::Text)),
            Value::Number(_) => Some(Shape::value(Type::Number)),
            Value::Boolean(_) => Some(Shape::value(Type::Boolean)),
            Value::Date(_) => Some(Shape::value(Type::Date)),
            Value::DateTime(_) => Some(Shape::value(Type::DateTime)),
            Value::Reference(path) => self.shape(path),
        }
    }

    /// The field of an object, whatever the case of its name: known, open where the object is not known, or missing.
    pub fn field(&self, object: &str, name: &str) -> Meaning {
        match self.org.field_of_any_case(object, name) {
            Some(field) => Meaning::Known(Shape { item: Item::Field(field), is_collection: false }),
            None if self.knows(object) => {
                Meaning::Missing(Gap::Field { object: object.to_owned(), field: name.to_owned() })
            }
            None => Meaning::Open,
        }
    }

    /// Whether the fields of an object are known: it is shipped, or the package or the org has it.
    fn knows(&self, object: &str) -> bool {
        self.org.object(object).is_some()
    }

    /// What the first step stands for, and how many of `steps` it takes with it.
    fn base(&self, base: &str, steps: &[&str], most: usize) -> (Meaning, usize) {
        if base.starts_with('$') {
            return self.global(base, steps);
        }
        match self.names().get(base) {
            Some(Named::Element(Element { kind: ElementKind::Subflow(it), .. })) if it.store_output => {
                (self.output(&it.flow_name, steps), 1)
            }
            Some(named) => (self.named(named, most), 0),
            None if self.is_whole() => (Meaning::Missing(Gap::Name(base.to_owned())), 0),
            None => (Meaning::Open, 0),
        }
    }

    fn global(&self, base: &str, steps: &[&str]) -> (Meaning, usize) {
        let record = RECORDS.iter().find(|(name, _)| *name == base).map(|(_, object)| *object);
        let started = || self.flow.start.object.as_deref();
        match (base, steps) {
            ("$Record" | "$Record__Prior", _) => (started().map_or(Meaning::Open, Shape::record), 0),
            ("$Flow", [field]) => {
                let known = OF_FLOW.iter().find(|(name, _)| name == field);
                (known.map_or(Meaning::Open, |(_, ty)| Meaning::Known(Shape::value(*ty))), 1)
            }
            ("$Label" | "$Api", [_]) => (Meaning::Known(Shape::value(Type::Text)), 1),
            ("$Permission", [_]) => (Meaning::Known(Shape::value(Type::Boolean)), 1),
            _ => (record.map_or(Meaning::Open, Shape::record), 0),
        }
    }

    fn named(&self, named: Named<'_>, most: usize) -> Meaning {
        match named {
            Named::Variable(variable) => variable_shape(variable),
            Named::Formula(formula) => of_data_type(formula.data_type, None),
            Named::Constant(constant) => of_data_type(constant.data_type, None),
            Named::TextTemplate(_) => Meaning::Known(Shape::value(Type::Text)),
            Named::Rule(_) => Meaning::Known(Shape::value(Type::Boolean)),
            Named::Element(element) => self.element(element, most),
            Named::Path(_) | Named::Other(_) | Named::Inner(_) | Named::Unread => Meaning::Open,
        }
    }

    /// What an element keeps under its name.
    fn element(&self, element: &Element, most: usize) -> Meaning {
        match &element.kind {
            ElementKind::RecordLookup(it) => match &it.output {
                LookupOutput::Stored { first_only } if it.related_records.is_empty() => {
                    Shape::record_or_several(&it.object, !first_only)
                }
                _ => Meaning::Open,
            },
            ElementKind::RecordCreate(it) if it.store_output && it.object.is_some() => {
                Meaning::Known(Shape::value(Type::Id))
            }
            ElementKind::Loop(it) => self.item(it, most),
            ElementKind::Transform(it) => transform_shape(it),
            ElementKind::CollectionProcessor(it) => self.processed(it, most),
            ElementKind::ActionCall(_)
            | ElementKind::Assignment(_)
            | ElementKind::CustomError(_)
            | ElementKind::Decision(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::Subflow(_)
            | ElementKind::Other(_) => Meaning::Open,
        }
    }

    /// The item that a loop stands at.
    fn item(&self, walk: &Loop, most: usize) -> Meaning {
        match self.collection(&walk.collection, most) {
            Meaning::Known(shape) if shape.is_collection => {
                Meaning::Known(Shape { is_collection: false, ..shape })
            }
            Meaning::Known(_) | Meaning::Open | Meaning::Missing(_) => Meaning::Open,
        }
    }

    /// What filters and sorts make: a collection like the one that they take.
    fn processed(&self, processor: &CollectionProcessor, most: usize) -> Meaning {
        let same = ["FilterCollectionProcessor", "SortCollectionProcessor"];
        match same.contains(&processor.subtype.as_str()) {
            true => match self.collection(&processor.collection, most) {
                Meaning::Missing(_) => Meaning::Open,
                known => known,
            },
            false => Meaning::Open,
        }
    }

    fn collection(&self, path: &str, most: usize) -> Meaning {
        match most.checked_sub(1) {
            Some(most) if !path.contains('.') => self.base(path, &[], most).0,
            Some(_) | None => Meaning::Open,
        }
    }

    /// An output of a flow, which its caller keeps: the steps begin with its name.
    fn output(&self, flow: &str, steps: &[&str]) -> Meaning {
        let output = steps.first().and_then(|name| self.org.flow(flow)?.output(name));
        output.map_or(Meaning::Open, |output| {
            match of_data_type(output.data_type, output.object_type.as_deref()) {
                Meaning::Known(shape) => {
                    Meaning::Known(Shape { is_collection: output.is_collection, ..shape })
                }
                other => other,
            }
        })
    }

    /// The fields and relationships behind the base.
    fn follow(&self, base: Meaning, steps: &[&str]) -> Meaning {
        let Meaning::Known(Shape { item, is_collection }) = base else { return base };
        let Item::Record(object) = item else {
            let known = Meaning::Known(Shape { item, is_collection });
            return if steps.is_empty() { known } else { Meaning::Open };
        };
        match (steps, is_collection) {
            ([], _) => Meaning::Known(Shape { item: Item::Record(object), is_collection }),
            (_, true) => Meaning::Open,
            ([field], false) => match self.field(&object, field) {
                Meaning::Missing(_) if self.org.relationship(&object, field).is_some() => {
                    self.related(&object, field, &[])
                }
                meaning => meaning,
            },
            ([relationship, rest @ ..], false) => self.related(&object, relationship, rest),
        }
    }

    /// What lies behind a relationship: `Account`, `Rep__r`, `Owner:User`.
    fn related(&self, object: &str, relationship: &str, rest: &[&str]) -> Meaning {
        let (name, kind) = relationship.split_once(':').map_or((relationship, None), |(a, b)| (a, Some(b)));
        let Some(field) = self.org.relationship(object, name) else {
            return match self.knows(object) && is_custom(name) {
                true => Meaning::Missing(Gap::Field { object: object.to_owned(), field: name.to_owned() }),
                false => Meaning::Open,
            };
        };
        let target = match (kind, field.refers_to.as_slice()) {
            (Some(kind), _) => kind,
            (None, [only]) => only,
            (None, _) => return Meaning::Open,
        };
        self.follow(Shape::record(target), rest)
    }
}

impl Shape {
    /// One value of a type.
    pub fn value(ty: Type) -> Self {
        Self { item: Item::Value(ty), is_collection: false }
    }

    /// One value of a data type; none of a record or of Apex, which say more.
    pub fn of_data_type(data_type: DataType) -> Option<Self> {
        match of_data_type(data_type, None) {
            Meaning::Known(shape) => Some(shape),
            Meaning::Open | Meaning::Missing(_) => None,
        }
    }

    fn record(object: &str) -> Meaning {
        Self::record_or_several(object, false)
    }

    fn record_or_several(object: &str, is_collection: bool) -> Meaning {
        Meaning::Known(Self { item: Item::Record(object.to_owned()), is_collection })
    }
}

fn variable_shape(variable: &Variable) -> Meaning {
    match of_data_type(variable.data_type, variable.object_type.as_deref()) {
        Meaning::Known(shape) => Meaning::Known(Shape { is_collection: variable.is_collection, ..shape }),
        other => other,
    }
}

fn transform_shape(transform: &Transform) -> Meaning {
    match of_data_type(transform.data_type, transform.object_type.as_deref()) {
        Meaning::Known(shape) => Meaning::Known(Shape { is_collection: transform.is_collection, ..shape }),
        other => other,
    }
}

/// The shape of one item of a data type.
fn of_data_type(data_type: DataType, object: Option<&str>) -> Meaning {
    let ty = match data_type {
        DataType::String => Type::Text,
        DataType::Number | DataType::Currency => Type::Number,
        DataType::Boolean => Type::Boolean,
        DataType::Date => Type::Date,
        DataType::DateTime => Type::DateTime,
        DataType::Time => Type::Time,
        DataType::Picklist => Type::Picklist,
        DataType::Multipicklist => Type::MultiPicklist,
        DataType::SObject => return object.map_or(Meaning::Open, Shape::record),
        DataType::Apex => return Meaning::Open,
    };
    Meaning::Known(Shape::value(ty))
}

/// The names that formulas of a flow may speak of.
#[derive(Debug)]
pub struct FlowScope<'f, 'a> {
    facts: &'f FlowFacts<'a>,
    offers: &'static [Availability],
}

impl<'f, 'a> FlowScope<'f, 'a> {
    /// Those of a formula of the flow. Where a save starts it, what changed can be asked as in the condition of the start: real
    /// orgs have such formulas (`docs/platform-notes.md`).
    pub fn of_formula(facts: &'f FlowFacts<'a>) -> Self {
        let is_saved = facts.flow.start.object.is_some() || facts.flow.process_type == "Workflow";
        match is_saved {
            true => Self::of_start(facts),
            false => Self { facts, offers: &[Availability::Flow] },
        }
    }

    /// Those of the condition that starts the flow.
    pub fn of_start(facts: &'f FlowFacts<'a>) -> Self {
        Self { facts, offers: &[Availability::Flow, Availability::Entry] }
    }
}

impl Scope for FlowScope<'_, '_> {
    type Symbol = Item;

    /// A name that stands for nothing has no type, and rules about names tell of it: the message is never shown.
    fn resolve(&self, steps: &[String], span: Span) -> Result<(Item, Type), Unresolved> {
        let shape = self.facts.shape(&steps.join("."));
        let item = shape.filter(|shape| !shape.is_collection).map(|shape| shape.item);
        let typed = item.and_then(|item| item.in_formulas().map(|ty| (item, ty)));
        typed.ok_or_else(|| Unresolved(Box::new(unresolved(span))))
    }

    fn offers(&self, availability: Availability) -> bool {
        self.offers.contains(&availability)
    }
}

/// What stands for a message that is never shown.
pub(super) fn unresolved(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnknownRecord, span, "")
}
