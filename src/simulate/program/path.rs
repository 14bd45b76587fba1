//! References: `$Record.Owner:User.Name`.

use super::entity::{Entity, formula_type};
use super::lower::Lowerer;
use super::{Base, Hop, Reason, Reference, Shape, Slot, Step, Target};
use crate::flow::{ElementKind, Place};
use crate::formula::{Type, Value};
use crate::org::FieldType;
use crate::simulate::schema::ObjectId;

/// Where a reference begins, and what stands there.
struct Root {
    base: Base,
    ty: Option<Type>,
    /// The object of the record.
    object: Option<ObjectId>,
    /// How many steps it takes.
    taken: usize,
}

impl Root {
    fn new(base: Base, ty: Option<Type>, taken: usize) -> Self {
        Self { base, ty, object: None, taken }
    }
}

/// `$Flow.…`: Metadata API, "Global Variables in Flows".
const FLOW_VALUES: &[(&str, Base, Type)] = &[
    ("CurrentDate", Base::CurrentDate, Type::Date),
    ("CurrentDateTime", Base::CurrentDateTime, Type::DateTime),
    ("FaultMessage", Base::FaultMessage, Type::Text),
    ("InterviewGuid", Base::InterviewGuid, Type::Text),
    ("InterviewStartTime", Base::InterviewStartTime, Type::DateTime),
];

/// What is not in a flow but in its org; someone else has to give it.
const GIVEN: &[(&str, Option<Type>)] = &[
    ("$Api", Some(Type::Text)),
    ("$CustomMetadata", None),
    ("$Label", Some(Type::Text)),
    ("$Organization", Some(Type::Text)),
    ("$Permission", Some(Type::Boolean)),
    ("$Setup", None),
    ("$System", Some(Type::DateTime)),
];

impl Lowerer<'_> {
    /// What a path stands for.
    pub(super) fn path(&mut self, path: &str) -> Result<Reference, Reason> {
        let steps: Vec<String> = path.trim().split('.').map(str::to_owned).collect();
        self.steps(&steps)
    }

    /// What a path stands for, or null and a refusal.
    pub(super) fn reference(&mut self, part: &str, place: Place, path: &str) -> Reference {
        self.path(path).unwrap_or_else(|reason| {
            self.refusals.push(part, place, reason);
            Reference { base: Base::Constant(Value::Null), hops: Vec::new(), field: None, ty: None }
        })
    }

    /// What the steps of a path stand for.
    pub(super) fn steps(&mut self, steps: &[String]) -> Result<Reference, Reason> {
        let unknown = || Reason::Name(steps.join("."));
        let root = self.root(steps).ok_or_else(unknown)?;
        let mut reference = Reference { base: root.base, hops: Vec::new(), field: None, ty: root.ty };
        let rest = &steps[root.taken..];
        let Some((last, relationships)) = rest.split_last() else { return Ok(reference) };
        if steps.iter().any(|step| step.is_empty() || step.contains('[')) {
            return Err(unknown());
        }
        let mut object = root.object;
        for (at, relationship) in relationships.iter().enumerate() {
            let hop = self.hop(object, relationship);
            object = hop.only.or_else(|| self.target(&hop.via, &rest[at + 1]));
            reference.hops.push(hop);
        }
        let step = self.step(object, last);
        reference.ty = self.step_type(&step);
        reference.field = Some(step);
        Ok(reference)
    }

    fn root(&mut self, steps: &[String]) -> Option<Root> {
        let first = steps.first()?;
        match first.starts_with('$') && !first.to_lowercase().starts_with("$record") {
            true => self.global(first, steps),
            false => self.entity(first, steps),
        }
    }

    fn global(&mut self, first: &str, steps: &[String]) -> Option<Root> {
        let second = steps.get(1).map_or("", String::as_str);
        match first {
            "$Flow" if second == "CurrentRecord" => {
                Some(Root::new(Base::Slot(Slot::RECORD), Some(Type::Id), 2))
            }
            "$Flow" => {
                let (_, base, ty) = FLOW_VALUES.iter().find(|(name, ..)| *name == second)?;
                Some(Root::new(base.clone(), Some(*ty), 2))
            }
            "$GlobalConstant" => {
                let (value, ty) = match second {
                    "EmptyString" => (Value::text(""), Type::Text),
                    "True" => (Value::Boolean(true), Type::Boolean),
                    "False" => (Value::Boolean(false), Type::Boolean),
                    _ => return None,
                };
                Some(Root::new(Base::Constant(value), Some(ty), 2))
            }
            "$User" => {
                let object = Some(self.object("User"));
                Some(Root { object, ..Root::new(Base::User, None, 1) })
            }
            _ => {
                let (_, ty) = GIVEN.iter().find(|(name, _)| *name == first)?;
                Some(Root::new(Base::Given(steps.join(".")), *ty, steps.len()))
            }
        }
    }

    fn entity(&mut self, first: &str, steps: &[String]) -> Option<Root> {
        match self.names.entities.get(&first.to_lowercase())?.clone() {
            Entity::Slot(slot) => Some(self.slot_root(slot, 1)),
            Entity::Base(base, ty) => Some(Root::new(base, ty, 1)),
            Entity::Visited => {
                let slot = self.names.visited(first);
                Some(Root::new(Base::Slot(slot), Some(Type::Boolean), 1))
            }
            Entity::Outputs => {
                // An action with one output only is named alone: its output has no name.
                let output = steps.get(1).map_or("", String::as_str);
                let slot = self.output(first, output)?;
                Some(self.slot_root(slot, steps.len().min(2)))
            }
        }
    }

    fn slot_root(&self, slot: Slot, taken: usize) -> Root {
        let shape = &self.names.slots[slot.index()];
        let ty = match shape.is_collection {
            true => Some(Type::Records),
            false => shape.data_type.and_then(formula_type),
        };
        Root { object: shape.object, ..Root::new(Base::Slot(slot), ty, taken) }
    }

    /// The slot of an output that is kept under its element's name.
    fn output(&mut self, element: &str, output: &str) -> Option<Slot> {
        let key = (element.to_lowercase(), output.to_owned());
        if let Some(slot) = self.names.outputs.get(&key) {
            return Some(*slot);
        }
        let shape = self.output_shape(element, output)?;
        let slot = self.names.slot(shape);
        self.names.outputs.insert(key, slot);
        Some(slot)
    }

    fn output_shape(&mut self, element: &str, output: &str) -> Option<Shape> {
        let element = self.flow.elements.iter().find(|each| each.name.eq_ignore_ascii_case(element))?;
        let name = format!("{}.{output}", element.name);
        let ElementKind::Subflow(call) = &element.kind else {
            return Some(Shape { name, ..Shape::default() });
        };
        let Some(called) = self.flows.get(&call.flow_name) else {
            return Some(Shape { name, ..Shape::default() });
        };
        let variable = called.variables.iter().find(|variable| variable.name == output)?;
        let object = variable.object_type.as_deref().map(|object| self.object(object));
        Some(Shape {
            name,
            data_type: Some(variable.data_type),
            is_collection: variable.is_collection,
            object,
            scale: variable.scale,
        })
    }

    /// A field of an object, by a plain name.
    pub(super) fn step(&mut self, object: Option<ObjectId>, name: &str) -> Step {
        let expected = object.map(|object| (object, self.field(object, name)));
        Step { expected, name: name.to_owned() }
    }

    fn step_type(&self, step: &Step) -> Option<Type> {
        let (object, field) = step.expected?;
        self.schema.field(object, field).formula_type()
    }

    /// `Account`, `Rep__r`, `Owner:User`.
    fn hop(&mut self, object: Option<ObjectId>, relationship: &str) -> Hop {
        let (name, only) = match relationship.split_once(':') {
            Some((name, only)) => (name, Some(self.object(only))),
            None => (relationship, None),
        };
        let field = match name.strip_suffix("__r") {
            Some(stem) => format!("{stem}__c"),
            None => format!("{name}Id"),
        };
        Hop { via: self.step(object, &field), only }
    }

    /// The object that a reference leads to: the one that has the field which is read there.
    fn target(&mut self, via: &Step, next: &str) -> Option<ObjectId> {
        let (object, field) = via.expected?;
        let field = self.schema.field(object, field);
        if field.kind != FieldType::Reference {
            return None;
        }
        let names = field.refers_to.clone();
        let targets: Vec<ObjectId> = names.iter().map(|name| self.object(name)).collect();
        let next = next.split(':').next().unwrap_or(next);
        let relationship = [format!("{next}Id"), next.replace("__r", "__c")];
        let has = |target: &&ObjectId| {
            let object = self.schema.object(**target);
            object.field_named(next).is_some()
                || relationship.iter().any(|name| object.field_named(name).is_some())
        };
        targets.iter().find(has).or(targets.first()).copied()
    }

    /// What a path that is assigned to stands for.
    pub(super) fn target_of(&mut self, part: &str, place: Place, path: &str) -> Option<Target> {
        let reference = self.reference(part, place, path);
        match (reference.base, reference.hops.is_empty()) {
            (Base::Slot(slot), true) => Some(Target { slot, field: reference.field }),
            _ => {
                self.refusals.push(part, place, Reason::Name(path.to_owned()));
                None
            }
        }
    }

    /// Whether a variable holds several.
    pub(super) fn is_collection(&self, slot: Slot) -> bool {
        self.names.slots[slot.index()].is_collection
    }
}
