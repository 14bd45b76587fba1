//! Walks through a flow and gathers its references.

use super::{Reference, Role, formula_fields, merge_fields};
use crate::flow::model::{
    AssignmentItem, Condition, Element, ElementKind, FieldAssignment, Filter, Flow, LookupOutput,
    OutputParameter, Parameter, Place, RecordLookup, RelatedLookup, Start, Value,
};

/// Every reference of a flow: in values, conditions, formulas and texts, and what values are assigned to. Arrows are not among
/// them: see [`Graph`](crate::flow::Graph).
pub fn references(flow: &Flow) -> Vec<Reference<'_>> {
    let mut found = Found { owner: "", place: flow.place, references: Vec::new() };
    found.text(flow.interview_label.as_deref());
    found.inputs(&flow.metadata_values);
    found.inputs(&flow.custom_properties);
    found.owner = "start";
    found.start(&flow.start);
    flow.elements.iter().for_each(|element| found.element(element));
    for variable in &flow.variables {
        (found.owner, found.place) = (&variable.name, variable.place);
        found.value(variable.value.as_ref());
    }
    for formula in &flow.formulas {
        (found.owner, found.place) = (&formula.name, formula.place);
        found.formula(Some(&formula.expression));
    }
    for constant in &flow.constants {
        (found.owner, found.place) = (&constant.name, constant.place);
        found.value(constant.value.as_ref());
    }
    for template in &flow.text_templates {
        (found.owner, found.place) = (&template.name, template.place);
        found.text(Some(&template.text));
    }
    for resource in &flow.other_resources {
        (found.owner, found.place) = (&resource.name, resource.place);
        found.all(Role::Value, &resource.references);
    }
    found.references
}

struct Found<'a> {
    owner: &'a str,
    place: Place,
    references: Vec<Reference<'a>>,
}

impl<'a> Found<'a> {
    fn all(&mut self, role: Role, paths: impl IntoIterator<Item = &'a String>) {
        paths.into_iter().for_each(|path| self.one(role, path));
    }

    fn one(&mut self, role: Role, path: &'a str) {
        self.references.push(Reference { owner: self.owner, place: self.place, role, path });
    }

    fn value(&mut self, value: Option<&'a Value>) {
        match value {
            Some(Value::Reference(path)) => self.one(Role::Value, path),
            Some(Value::String(text)) => self.text(Some(text)),
            Some(Value::Number(_) | Value::Boolean(_) | Value::Date(_) | Value::DateTime(_)) | None => {}
        }
    }

    fn text(&mut self, text: Option<&'a str>) {
        text.into_iter().flat_map(merge_fields).for_each(|field| self.one(Role::Text, field));
    }

    fn formula(&mut self, formula: Option<&'a String>) {
        let fields = formula.into_iter().flat_map(|formula| formula_fields(formula));
        fields.for_each(|field| self.one(Role::Formula, field));
    }

    fn filters(&mut self, filters: &'a [Filter]) {
        filters.iter().for_each(|filter| self.value(filter.value.as_ref()));
    }

    fn fields(&mut self, fields: &'a [FieldAssignment]) {
        fields.iter().for_each(|field| self.value(field.value.as_ref()));
    }

    fn inputs(&mut self, inputs: &'a [Parameter]) {
        inputs.iter().for_each(|input| self.value(input.value.as_ref()));
    }

    fn outputs(&mut self, outputs: &'a [OutputParameter]) {
        outputs.iter().for_each(|output| self.one(Role::Target, &output.assign_to));
    }

    fn conditions(&mut self, conditions: &'a [Condition]) {
        for condition in conditions {
            self.one(Role::Condition, &condition.left);
            self.value(condition.right.as_ref());
        }
    }

    fn start(&mut self, start: &'a Start) {
        self.formula(start.filter_formula.as_ref());
        self.filters(&start.filters);
    }

    fn element(&mut self, element: &'a Element) {
        (self.owner, self.place) = (&element.name, element.place);
        match &element.kind {
            ElementKind::ActionCall(it) => {
                self.inputs(&it.inputs);
                self.outputs(&it.outputs);
            }
            ElementKind::Assignment(it) => self.items(&it.items),
            ElementKind::CollectionProcessor(it) => {
                self.one(Role::Collection, &it.collection);
                self.conditions(&it.conditions);
                self.formula(it.formula.as_ref());
                it.map_items.iter().for_each(|item| self.value(item.value.as_ref()));
            }
            ElementKind::CustomError(it) => it.messages.iter().for_each(|(text, _)| self.text(Some(text))),
            ElementKind::Decision(it) => {
                for rule in &it.rules {
                    (self.owner, self.place) = (&rule.name, rule.place);
                    self.conditions(&rule.conditions);
                }
            }
            ElementKind::Loop(it) => {
                self.one(Role::Collection, &it.collection);
                self.all(Role::Target, &it.item);
            }
            ElementKind::RecordCreate(it) => {
                self.fields(&it.fields);
                self.all(Role::Record, &it.input_reference);
                self.all(Role::Target, &it.assign_id_to);
            }
            ElementKind::RecordDelete(it) => {
                self.filters(&it.filters);
                self.all(Role::Record, &it.input_reference);
            }
            ElementKind::RecordLookup(it) => self.lookup(it),
            ElementKind::RecordUpdate(it) => {
                self.filters(&it.filters);
                self.fields(&it.fields);
                self.all(Role::Record, &it.input_reference);
            }
            ElementKind::Subflow(it) => {
                self.inputs(&it.inputs);
                self.outputs(&it.outputs);
            }
            ElementKind::Transform(it) => {
                for action in it.values.iter().flatten() {
                    self.value(action.value.as_ref());
                    self.inputs(&action.inputs);
                }
            }
            ElementKind::Other(it) => self.all(Role::Value, &it.references),
        }
    }

    fn items(&mut self, items: &'a [AssignmentItem]) {
        for item in items {
            self.one(Role::Target, &item.target);
            self.value(item.value.as_ref());
        }
    }

    fn lookup(&mut self, lookup: &'a RecordLookup) {
        self.filters(&lookup.filters);
        self.value(lookup.limit.as_ref());
        self.related(&lookup.related_records);
        match &lookup.output {
            LookupOutput::Stored { .. } => {}
            LookupOutput::Variable(name) => self.one(Role::Target, name),
            LookupOutput::Fields(fields) => {
                self.all(Role::Target, fields.iter().map(|(_, variable)| variable))
            }
        }
    }

    fn related(&mut self, lookups: &'a [RelatedLookup]) {
        for lookup in lookups {
            self.filters(&lookup.filters);
            self.value(lookup.limit.as_ref());
            self.related(&lookup.related_records);
        }
    }
}
