//! What the names of a flow stand for.

use super::lower::Lowerer;
use super::{Base, Shape, Slot};
use crate::flow::{
    ActionCall, Constant, DataType, Element, ElementKind, LookupOutput, Loop, RecordLookup, Subflow, Variable,
};
use crate::formula::Type;
use std::collections::BTreeMap;

/// What a name stands for.
#[derive(Clone, Debug)]
pub(super) enum Entity {
    /// A variable, or an element that keeps what it brings.
    Slot(Slot),
    /// An element with outputs that are kept under its name.
    Outputs,
    /// A formula, a text, a constant.
    Base(Base, Option<Type>),
    /// An element or an outcome: whether it was executed.
    Visited,
}

/// The names of a flow, in lower case, and the slots that they have.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) entities: BTreeMap<String, Entity>,
    pub(super) slots: Vec<Shape>,
    /// Outputs that something refers to: by element and name.
    pub(super) outputs: BTreeMap<(String, String), Slot>,
    /// Elements and outcomes that something asks for.
    pub(super) visited: BTreeMap<String, Slot>,
}

impl Names {
    pub(super) fn slot(&mut self, shape: Shape) -> Slot {
        self.slots.push(shape);
        Slot(u16::try_from(self.slots.len() - 1).unwrap_or(u16::MAX))
    }

    fn declare(&mut self, name: &str, entity: Entity) {
        self.entities.insert(name.to_lowercase(), entity);
    }

    pub(super) fn visited(&mut self, name: &str) -> Slot {
        let name = name.to_lowercase();
        match self.visited.get(&name) {
            Some(slot) => *slot,
            None => {
                let slot = self.slot(Shape {
                    name: name.clone(),
                    data_type: Some(DataType::Boolean),
                    ..Shape::default()
                });
                self.visited.insert(name, slot);
                slot
            }
        }
    }
}

/// The type in formulas of what a flow calls so.
pub(super) fn formula_type(data_type: DataType) -> Option<Type> {
    Some(match data_type {
        DataType::String => Type::Text,
        DataType::Number | DataType::Currency => Type::Number,
        DataType::Boolean => Type::Boolean,
        DataType::Date => Type::Date,
        DataType::DateTime => Type::DateTime,
        DataType::Time => Type::Time,
        DataType::Picklist => Type::Picklist,
        DataType::Multipicklist => Type::MultiPicklist,
        DataType::SObject => Type::Record,
        DataType::Apex => return None,
    })
}

impl Lowerer<'_> {
    /// Gives every name of the flow its meaning, before anything refers to one.
    pub(super) fn declare_names(&mut self) {
        let flow = self.flow;
        let object = flow.start.object.as_deref().map(|name| self.object(name));
        for name in ["$Record", "$Record__Prior"] {
            let slot = self.names.slot(record_shape(name, object, false));
            self.names.declare(name, Entity::Slot(slot));
        }
        flow.variables.iter().for_each(|variable| self.declare_variable(variable));
        for (at, formula) in flow.formulas.iter().enumerate() {
            let base = Base::Formula(at as u16);
            self.names.declare(&formula.name, Entity::Base(base, formula_type(formula.data_type)));
        }
        for (at, template) in flow.text_templates.iter().enumerate() {
            let base = Base::Template(at as u16);
            self.names.declare(&template.name, Entity::Base(base, Some(Type::Text)));
        }
        flow.constants.iter().for_each(|constant| self.declare_constant(constant));
        flow.elements.iter().for_each(|element| self.declare_element(element));
        flow.elements.iter().for_each(|element| self.shape_of_loop(element));
    }

    fn declare_variable(&mut self, variable: &Variable) {
        let object = match (&variable.object_type, &variable.apex_class) {
            (Some(object), _) => Some(self.object(object)),
            (None, Some(class)) => Some(self.schema.add_object(&format!("apex:{class}"))),
            (None, None) => None,
        };
        let slot = self.names.slot(Shape {
            name: variable.name.clone(),
            data_type: Some(variable.data_type),
            is_collection: variable.is_collection,
            object,
            scale: variable.scale,
        });
        self.names.declare(&variable.name, Entity::Slot(slot));
    }

    fn declare_constant(&mut self, constant: &Constant) {
        let value = self.literal(&constant.name, constant.place, constant.value.as_ref());
        let entity = Entity::Base(Base::Constant(value), formula_type(constant.data_type));
        self.names.declare(&constant.name, entity);
    }

    fn declare_element(&mut self, element: &Element) {
        let entity = match &element.kind {
            ElementKind::RecordLookup(RecordLookup {
                output: LookupOutput::Stored { first_only },
                object,
                ..
            }) => {
                let object = self.object(object);
                Entity::Slot(self.names.slot(record_shape(&element.name, Some(object), !first_only)))
            }
            ElementKind::RecordCreate(create) if create.store_output => {
                let data_type = Some(DataType::String);
                let name = element.name.clone();
                Entity::Slot(self.names.slot(Shape { name, data_type, ..Shape::default() }))
            }
            ElementKind::Loop(Loop { item: None, .. }) => {
                let name = element.name.clone();
                Entity::Slot(self.names.slot(Shape { name, ..Shape::default() }))
            }
            ElementKind::ActionCall(ActionCall { store_output: true, .. })
            | ElementKind::Subflow(Subflow { store_output: true, .. }) => Entity::Outputs,
            ElementKind::ActionCall(_)
            | ElementKind::Assignment(_)
            | ElementKind::CollectionProcessor(_)
            | ElementKind::CustomError(_)
            | ElementKind::Decision(_)
            | ElementKind::Loop(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordLookup(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::Subflow(_)
            | ElementKind::Transform(_)
            | ElementKind::Other(_) => Entity::Visited,
        };
        self.names.declare(&element.name, entity);
        if let ElementKind::Decision(decision) = &element.kind {
            decision.rules.iter().for_each(|rule| self.names.declare(&rule.name, Entity::Visited));
        }
    }

    /// The item of a loop is one of its collection.
    fn shape_of_loop(&mut self, element: &Element) {
        let ElementKind::Loop(Loop { item: None, collection, .. }) = &element.kind else { return };
        let Some(shape) = self.shape_of(collection) else { return };
        let Some(Entity::Slot(slot)) = self.names.entities.get(&element.name.to_lowercase()) else { return };
        let name = element.name.clone();
        self.names.slots[slot.index()] = Shape { name, is_collection: false, ..shape };
    }

    /// The shape of what a plain name stands for.
    fn shape_of(&mut self, path: &str) -> Option<Shape> {
        match self.names.entities.get(&path.to_lowercase())? {
            Entity::Slot(slot) => Some(self.names.slots[slot.index()].clone()),
            Entity::Outputs | Entity::Base(..) | Entity::Visited => None,
        }
    }
}

fn record_shape(name: &str, object: Option<crate::simulate::schema::ObjectId>, is_collection: bool) -> Shape {
    Shape { name: name.to_owned(), data_type: Some(DataType::SObject), is_collection, object, scale: None }
}
