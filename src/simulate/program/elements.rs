//! Elements.

use super::entity::Entity;
use super::lower::Lowerer;
use super::{
    Act, ActInput, Call, Change, Condition, Create, CreateSource, Delete, Exits, FieldValue, Get, GetOutput,
    Item, Logic, Node, NodeKind, Operator, ProgramId, Reason, Rule, Target, Update, Walk, Which,
};
use crate::flow::{
    self, ActionCall, Connector, Element, ElementKind, FieldAssignment, LookupOutput, OutputParameter, Place,
    RecordCreate, RecordDelete, RecordLookup, RecordUpdate, Subflow,
};
use crate::simulate::schema::{FieldId, ObjectId};

/// The element that is lowered: for refusals.
#[derive(Clone, Copy)]
struct At<'a> {
    name: &'a str,
    place: Place,
}

impl Lowerer<'_> {
    pub(super) fn element(&mut self, element: &Element) -> Node {
        let at = At { name: &element.name, place: element.place };
        if !Self::runs(&element.kind) {
            let tag = match &element.kind {
                ElementKind::RecordLookup(_) => "relatedRecords".to_owned(),
                other => other.tag().to_owned(),
            };
            self.refusals.push(at.name, at.place, Reason::Element(tag));
        }
        let kind = match &element.kind {
            ElementKind::ActionCall(it) => self.action(at, it),
            ElementKind::Assignment(it) => self.assignment(at, it),
            ElementKind::CustomError(it) => {
                let messages = it.messages.iter();
                let read = messages.map(|(text, field)| (self.text(at.name, at.place, text), field.clone()));
                NodeKind::Refuse { messages: read.collect() }
            }
            ElementKind::Decision(it) => self.decision(at, it),
            ElementKind::Loop(it) => self.walk(at, it),
            ElementKind::RecordCreate(it) => self.create(at, it),
            ElementKind::RecordDelete(it) => self.delete(at, it),
            ElementKind::RecordLookup(it) => self.get(at, it),
            ElementKind::RecordUpdate(it) => self.update(at, it),
            ElementKind::Subflow(it) => self.call(at, it),
            ElementKind::CollectionProcessor(_) | ElementKind::Transform(_) | ElementKind::Other(_) => {
                NodeKind::Refuse { messages: Vec::new() }
            }
        };
        let label = if element.label.is_empty() { &element.name } else { &element.label };
        Node { name: element.name.clone(), label: label.clone(), kind, visited: None }
    }

    fn exits(&mut self, at: At<'_>, next: Option<&Connector>, fault: Option<&Connector>) -> Exits {
        Exits { next: self.arrow(at.name, at.place, next), fault: self.arrow(at.name, at.place, fault) }
    }

    fn assignment(&mut self, at: At<'_>, assignment: &flow::Assignment) -> NodeKind {
        let mut items = Vec::new();
        for item in &assignment.items {
            let Some(change) = Change::named(&item.operator) else {
                self.refusals.push(at.name, at.place, Reason::Operator(item.operator.clone()));
                continue;
            };
            let Some(target) = self.target_of(at.name, at.place, &item.target) else { continue };
            let value = self.operand(at.name, at.place, item.value.as_ref());
            items.push(Item { target, change, value });
        }
        NodeKind::Assign { items, next: self.arrow(at.name, at.place, assignment.connector.as_ref()) }
    }

    fn decision(&mut self, at: At<'_>, decision: &flow::Decision) -> NodeKind {
        let rules = decision.rules.iter().map(|rule| self.rule(at, rule)).collect();
        let otherwise = self.arrow(at.name, at.place, decision.default_connector.as_ref());
        NodeKind::Decide { rules, otherwise, default_label: decision.default_label.clone() }
    }

    fn rule(&mut self, at: At<'_>, rule: &flow::Rule) -> Rule {
        let mut conditions = Vec::new();
        for written in &rule.conditions {
            let Some(operator) = Operator::named(&written.operator) else {
                self.refusals.push(&rule.name, rule.place, Reason::Operator(written.operator.clone()));
                continue;
            };
            let left = self.reference(&rule.name, rule.place, &written.left);
            let right = self.operand(&rule.name, rule.place, written.right.as_ref());
            conditions.push(Condition { left, operator, right });
        }
        let logic = Logic::read(&rule.logic, rule.conditions.len()).unwrap_or_else(|| {
            self.refusals.push(&rule.name, rule.place, Reason::Logic(rule.logic.clone()));
            Logic::All
        });
        Rule {
            name: rule.name.clone(),
            label: if rule.label.is_empty() { rule.name.clone() } else { rule.label.clone() },
            conditions,
            logic,
            next: self.arrow(at.name, at.place, rule.connector.as_ref()),
            requires_change: rule.requires_change,
            visited: None,
        }
    }

    fn walk(&mut self, at: At<'_>, walk: &flow::Loop) -> NodeKind {
        let collection = self.reference(at.name, at.place, &walk.collection);
        let item = match &walk.item {
            Some(variable) => self.target_of(at.name, at.place, variable).map(|target| target.slot),
            None => self.own_slot(at),
        };
        let state = self.loops;
        self.loops += 1;
        NodeKind::Walk(Walk {
            collection,
            item: item.unwrap_or(super::Slot::RECORD),
            state,
            is_descending: walk.order == "Desc",
            next: self.arrow(at.name, at.place, walk.next_value.as_ref()),
            done: self.arrow(at.name, at.place, walk.no_more_values.as_ref()),
        })
    }

    /// The slot that an element's name stands for.
    fn own_slot(&self, at: At<'_>) -> Option<super::Slot> {
        match self.names.entities.get(&at.name.to_lowercase())? {
            Entity::Slot(slot) => Some(*slot),
            Entity::Outputs | Entity::Base(..) | Entity::Visited => None,
        }
    }

    fn get(&mut self, at: At<'_>, get: &RecordLookup) -> NodeKind {
        let object = self.object(&get.object);
        let filters = self.filters(at.name, at.place, object, &get.filters, get.filter_logic.as_deref());
        let sort = get
            .sort_field
            .as_deref()
            .map(|field| (self.field(object, field), get.sort_order.as_deref() == Some("Desc")));
        let limit = get.limit.as_ref().map(|limit| self.operand(at.name, at.place, Some(limit)));
        let only = self.queried(object, &get.queried_fields);
        let output = match &get.output {
            LookupOutput::Stored { first_only } => {
                let slot = self.own_slot(at).unwrap_or(super::Slot::RECORD);
                if *first_only { GetOutput::First(slot) } else { GetOutput::All(slot) }
            }
            LookupOutput::Variable(name) => self.get_into(at, name),
            LookupOutput::Fields(fields) => GetOutput::Fields(
                fields
                    .iter()
                    .filter_map(|(field, variable)| {
                        let target = self.target_of(at.name, at.place, variable)?;
                        Some((self.field(object, field), target))
                    })
                    .collect(),
            ),
        };
        let exits = self.exits(at, get.connector.as_ref(), get.fault.as_ref());
        let null_if_none = get.null_if_none;
        let is_stored = matches!(get.output, LookupOutput::Stored { .. });
        NodeKind::Get(Box::new(Get {
            object,
            filters,
            sort,
            limit,
            only,
            output,
            null_if_none,
            is_stored,
            exits,
        }))
    }

    fn get_into(&mut self, at: At<'_>, name: &str) -> GetOutput {
        let slot = self.target_of(at.name, at.place, name).map_or(super::Slot::RECORD, |target| target.slot);
        if self.is_collection(slot) { GetOutput::All(slot) } else { GetOutput::First(slot) }
    }

    /// The only fields that are fetched. Where none are named, all that the flow could need are.
    fn queried(&mut self, object: ObjectId, names: &[String]) -> Option<Vec<FieldId>> {
        if names.is_empty() {
            return None;
        }
        let mut fields: Vec<FieldId> = names.iter().map(|name| self.field(object, name)).collect();
        fields.push(FieldId::ID);
        fields.sort_unstable();
        fields.dedup();
        Some(fields)
    }

    fn create(&mut self, at: At<'_>, create: &RecordCreate) -> NodeKind {
        let source = match (&create.input_reference, &create.object) {
            (Some(name), _) => CreateSource::Variable(self.reference(at.name, at.place, name)),
            (None, Some(object)) => {
                let object = self.object(object);
                CreateSource::Fields(object, self.field_values(at, object, &create.fields))
            }
            (None, None) => {
                self.refusals.push(at.name, at.place, Reason::NoObject);
                CreateSource::Fields(self.object("Task"), Vec::new())
            }
        };
        let stored = self.own_slot(at).map(|slot| Target { slot, field: None });
        let named = create.assign_id_to.as_deref();
        let id_to = named.and_then(|name| self.target_of(at.name, at.place, name)).or(stored);
        let exits = self.exits(at, create.connector.as_ref(), create.fault.as_ref());
        NodeKind::Create(Box::new(Create { source, id_to, exits }))
    }

    fn field_values(&mut self, at: At<'_>, object: ObjectId, written: &[FieldAssignment]) -> Vec<FieldValue> {
        let values = written.iter().map(|each| FieldValue {
            field: self.field(object, &each.field),
            value: self.operand(at.name, at.place, each.value.as_ref()),
        });
        values.collect()
    }

    fn update(&mut self, at: At<'_>, update: &RecordUpdate) -> NodeKind {
        let before_save = self.flow.start.trigger_type.as_deref() == Some("RecordBeforeSave");
        let (which, object) = match (&update.input_reference, &update.object) {
            (Some(name), _) if name == "$Record" && before_save => (Which::Itself, self.trigger_object()),
            (Some(name), _) => self.by_variable(at, name),
            (None, Some(object)) => {
                let object = self.object(object);
                let logic = update.filter_logic.as_deref();
                (
                    Which::Found(object, self.filters(at.name, at.place, object, &update.filters, logic)),
                    Some(object),
                )
            }
            (None, None) => (self.no_object(at), None),
        };
        let fields = match object {
            Some(object) => self.field_values(at, object, &update.fields),
            None => Vec::new(),
        };
        let exits = self.exits(at, update.connector.as_ref(), update.fault.as_ref());
        NodeKind::Update(Box::new(Update { which, fields, exits }))
    }

    fn delete(&mut self, at: At<'_>, delete: &RecordDelete) -> NodeKind {
        let which = match (&delete.input_reference, &delete.object) {
            (Some(name), _) => self.by_variable(at, name).0,
            (None, Some(object)) => {
                let object = self.object(object);
                let logic = delete.filter_logic.as_deref();
                Which::Found(object, self.filters(at.name, at.place, object, &delete.filters, logic))
            }
            (None, None) => self.no_object(at),
        };
        let exits = self.exits(at, delete.connector.as_ref(), delete.fault.as_ref());
        NodeKind::Delete(Box::new(Delete { which, exits }))
    }

    fn no_object(&mut self, at: At<'_>) -> Which {
        self.refusals.push(at.name, at.place, Reason::NoObject);
        Which::Itself
    }

    fn trigger_object(&mut self) -> Option<ObjectId> {
        let name = self.flow.start.object.as_deref()?;
        Some(self.object(name))
    }

    /// The records of a variable, and their object.
    fn by_variable(&mut self, at: At<'_>, name: &str) -> (Which, Option<ObjectId>) {
        let reference = self.reference(at.name, at.place, name);
        if reference.field.is_some() {
            return self.by_relationship(at, name);
        }
        let object = match (&reference.base, &reference.field) {
            (super::Base::Slot(slot), None) => self.names.slots[slot.index()].object,
            _ => None,
        };
        (Which::Variable(reference), object)
    }

    /// The record that a record refers to: `$Record.Account`. It is found by a query.
    fn by_relationship(&mut self, at: At<'_>, path: &str) -> (Which, Option<ObjectId>) {
        let key = match path.strip_suffix("__r") {
            Some(stem) => format!("{stem}__c"),
            None => format!("{path}Id"),
        };
        let reference = self.reference(at.name, at.place, &key);
        let field = reference.field.as_ref().and_then(|step| step.expected);
        let target = field.and_then(|(object, field)| self.leads_to(object, field));
        let Some(target) = target else {
            // Records that refer to this one, or a reference to several objects.
            self.refusals.push(at.name, at.place, Reason::Name(path.to_owned()));
            return (Which::Itself, None);
        };
        let object = self.object(&target);
        let value = super::Operand::Reference(reference);
        let filters = vec![super::Filter { field: FieldId::ID, operator: Operator::EqualTo, value }];
        (Which::Found(object, super::Filters { filters, logic: Logic::All }), Some(object))
    }

    /// The object that a reference leads to. One that nobody declared is taken to lead to the object of its name.
    fn leads_to(&self, object: ObjectId, field: FieldId) -> Option<String> {
        let field = self.schema.field(object, field);
        match (field.known, field.refers_to.as_slice(), field.name.strip_suffix("__c")) {
            (true, [only], _) => Some(only.clone()),
            (true, ..) | (false, _, None) => None,
            (false, _, Some(stem)) => {
                Some(if self.schema.is_declared(stem) { stem.to_owned() } else { field.name.clone() })
            }
        }
    }

    fn call(&mut self, at: At<'_>, call: &Subflow) -> NodeKind {
        if !self.flows.contains_key(&call.flow_name) {
            self.refusals.push(at.name, at.place, Reason::MissingFlow(call.flow_name.clone()));
        }
        let inputs = self.inputs(at, &call.inputs);
        let outputs = self.outputs(at, &call.outputs);
        let next = self.arrow(at.name, at.place, call.connector.as_ref());
        let flow = call.flow_name.clone();
        NodeKind::Call(Box::new(Call { flow, program: ProgramId(u16::MAX), inputs, outputs, next }))
    }

    fn action(&mut self, at: At<'_>, action: &ActionCall) -> NodeKind {
        let known = self.schema.action(&action.action_type);
        let inputs = self.inputs(at, &action.inputs).into_iter().map(|(name, value)| {
            let most = known.as_ref().and_then(|known| known.input(&name)?.max);
            ActInput { name, value, most }
        });
        let inputs = inputs.collect();
        let required = known.iter().flat_map(|known| &known.inputs).filter(|input| input.required);
        let required = required.map(|input| input.name.clone()).collect();
        let outputs = self.outputs(at, &action.outputs);
        NodeKind::Act(Box::new(Act {
            action_type: action.action_type.clone(),
            action_name: action.action_name.clone(),
            inputs,
            required,
            outputs,
            exits: self.exits(at, action.connector.as_ref(), action.fault.as_ref()),
        }))
    }

    fn inputs(&mut self, at: At<'_>, inputs: &[flow::Parameter]) -> Vec<(String, super::Operand)> {
        let given = inputs.iter().filter(|input| input.value.is_some());
        given
            .map(|input| (input.name.clone(), self.operand(at.name, at.place, input.value.as_ref())))
            .collect()
    }

    fn outputs(&mut self, at: At<'_>, outputs: &[OutputParameter]) -> Vec<(String, Target)> {
        let read = outputs.iter().filter_map(|output| {
            Some((output.name.clone(), self.target_of(at.name, at.place, &output.assign_to)?))
        });
        read.collect()
    }
}
