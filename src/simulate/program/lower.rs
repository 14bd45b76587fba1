//! One flow: what it refuses, and what it becomes.

use super::entity::Names;
use super::{Formula, NodeId, NodeKind, Operand, Parameter, Program, Reason, Refusals, Slot, Target, Text};
use crate::flow::{Connector, DataType, ElementKind, Flow, Place, Reading};
use crate::formula::{TypedExpr, TypedKind, Value};
use crate::simulate::choices::{Choice, Depended};
use crate::simulate::schema::{FieldId, ObjectId, Schema};
use std::collections::{BTreeMap, BTreeSet};

/// What lowering needs besides the flow.
pub(crate) struct Surroundings<'a> {
    pub(crate) schema: &'a mut Schema,
    /// All flows that may be called.
    pub(crate) flows: &'a BTreeMap<String, &'a Flow>,
    /// References that look-ups filter by.
    pub(crate) indexes: &'a mut BTreeSet<(ObjectId, FieldId)>,
    pub(crate) depended: &'a Depended,
}

/// Lowers one flow.
pub(super) struct Lowerer<'a> {
    pub(super) flow: &'a Flow,
    pub(super) schema: &'a mut Schema,
    pub(super) flows: &'a BTreeMap<String, &'a Flow>,
    pub(super) indexes: &'a mut BTreeSet<(ObjectId, FieldId)>,
    pub(super) depended: &'a Depended,
    pub(super) names: Names,
    pub(super) refusals: Refusals,
    /// How many loops there are.
    pub(super) loops: u16,
}

/// Kinds of flow that records, schedules, events or callers start. Files of old flows do not say theirs.
const PROCESS_TYPES: &[&str] =
    &["", "AutoLaunchedFlow", "Flow", "CustomEvent", "InvocableProcess", "Workflow"];

/// The flow as it runs, or what of it cannot.
pub(crate) fn lower(reading: &Reading, around: Surroundings<'_>) -> Result<Program, Refusals> {
    let flow = &reading.flow;
    let refusals = Refusals { flow: flow.name.clone(), ..Refusals::default() };
    let Surroundings { schema, flows, indexes, depended } = around;
    let names = Names::default();
    let mut lowerer = Lowerer { flow, schema, flows, indexes, depended, names, refusals, loops: 0 };
    lowerer.refuse_whole(reading);
    lowerer.declare_names();
    let start = lowerer.start();
    let nodes = flow.elements.iter().map(|element| lowerer.element(element)).collect();
    let formulas = lowerer.formulas();
    let templates = lowerer.templates();
    let initial = lowerer.initial();
    let parameters = lowerer.parameters();
    let mut program = Program {
        name: flow.name.clone(),
        label: if flow.label.is_empty() { flow.name.clone() } else { flow.label.clone() },
        api_version: flow.api_version.split('.').next().and_then(|major| major.parse().ok()).unwrap_or(0),
        start,
        nodes,
        slots: lowerer.names.slots,
        initial,
        parameters,
        formulas,
        templates,
        walks: usize::from(lowerer.loops),
    };
    program.mark_visited(&lowerer.names.visited);
    program.keep_outputs(&lowerer.names.outputs);
    match lowerer.refusals.found.is_empty() {
        true => Ok(program),
        false => Err(lowerer.refusals),
    }
}

impl Program {
    fn mark_visited(&mut self, visited: &BTreeMap<String, Slot>) {
        if visited.is_empty() {
            return;
        }
        for node in &mut self.nodes {
            node.visited = visited.get(&node.name.to_lowercase()).copied();
            if let NodeKind::Decide { rules, .. } = &mut node.kind {
                rules
                    .iter_mut()
                    .for_each(|rule| rule.visited = visited.get(&rule.name.to_lowercase()).copied());
            }
        }
    }

    /// Outputs that are kept under an element's name go where something refers to them.
    fn keep_outputs(&mut self, kept: &BTreeMap<(String, String), Slot>) {
        for node in &mut self.nodes {
            let outputs = match &mut node.kind {
                NodeKind::Act(act) => &mut act.outputs,
                NodeKind::Call(call) => &mut call.outputs,
                NodeKind::Assign { .. }
                | NodeKind::Decide { .. }
                | NodeKind::Walk(_)
                | NodeKind::Get(_)
                | NodeKind::Create(_)
                | NodeKind::Update(_)
                | NodeKind::Delete(_)
                | NodeKind::Refuse { .. } => continue,
            };
            let name = node.name.to_lowercase();
            let own = kept.iter().filter(|((element, _), _)| *element == name);
            outputs
                .extend(own.map(|((_, output), slot)| (output.clone(), Target { slot: *slot, field: None })));
        }
    }
}

impl<'a> Lowerer<'a> {
    fn refuse_whole(&mut self, reading: &'a Reading) {
        let flow = self.flow;
        if !PROCESS_TYPES.contains(&flow.process_type.as_str()) {
            self.refusals.push("", flow.place, Reason::ProcessType(flow.process_type.clone()));
        }
        if !flow.start.scheduled_paths.is_empty() {
            self.refusals.push("start", flow.place, Reason::LaterPath);
        }
        for unread in &reading.unread {
            self.refusals.push("", unread.place, Reason::Unread(unread.tag.clone()));
        }
    }

    /// The object of a name; one that the org does not know is noted.
    pub(super) fn object(&mut self, name: &str) -> ObjectId {
        let object = self.schema.add_object(name);
        if !self.schema.object(object).known {
            self.depended.note(Choice::Undeclared);
        }
        object
    }

    /// The field of a name; one that the org does not know is noted.
    pub(super) fn field(&mut self, object: ObjectId, name: &str) -> FieldId {
        let field = self.schema.add_field(object, name);
        if !self.schema.field(object, field).known {
            self.depended.note(Choice::Undeclared);
        }
        field
    }

    /// Where an arrow leads.
    pub(super) fn arrow(
        &mut self,
        part: &str,
        place: Place,
        connector: Option<&Connector>,
    ) -> Option<NodeId> {
        self.element_named(part, place, &connector?.target)
    }

    /// The element of a name.
    pub(super) fn element_named(&mut self, part: &str, place: Place, name: &str) -> Option<NodeId> {
        let mut elements = self.flow.elements.iter();
        let Some(at) = elements.position(|element| element.name.eq_ignore_ascii_case(name)) else {
            self.refusals.push(part, place, Reason::Connector(name.to_owned()));
            return None;
        };
        Some(NodeId(u16::try_from(at).unwrap_or(u16::MAX)))
    }

    fn formulas(&mut self) -> Vec<Formula> {
        let flow = self.flow;
        let lowered = flow.formulas.iter().map(|formula| {
            let expression = self.formula(&formula.name, formula.place, &formula.expression);
            let expression = expression.unwrap_or_else(|| TypedExpr {
                kind: TypedKind::Null,
                ty: crate::formula::Type::Null,
                span: crate::source::Span::default(),
            });
            Formula { data_type: formula.data_type, scale: formula.scale, expression }
        });
        lowered.collect()
    }

    fn templates(&mut self) -> Vec<Text> {
        let flow = self.flow;
        let templates = flow.text_templates.iter();
        templates.map(|template| self.text(&template.name, template.place, &template.text)).collect()
    }

    /// What variables hold at first. Where none is said, it is nothing.
    fn initial(&mut self) -> Vec<(Slot, Operand)> {
        let flow = self.flow;
        let mut initial = Vec::new();
        for variable in flow.variables.iter().filter(|variable| variable.value.is_some()) {
            let Some(target) = self.target_of(&variable.name, variable.place, &variable.name) else {
                continue;
            };
            let value = self.operand(&variable.name, variable.place, variable.value.as_ref());
            let is_empty = matches!(&value, Operand::Literal(Value::Text(text)) if text.is_empty());
            if !(is_empty && variable.data_type != DataType::String) {
                initial.push((target.slot, value));
            }
        }
        initial
    }

    fn parameters(&mut self) -> Vec<Parameter> {
        let flow = self.flow;
        let mut parameters = Vec::new();
        for variable in &flow.variables {
            if let Some(target) = self.target_of(&variable.name, variable.place, &variable.name) {
                parameters.push(Parameter {
                    name: variable.name.clone(),
                    slot: target.slot,
                    is_input: variable.is_input,
                    is_output: variable.is_output,
                });
            }
        }
        parameters
    }

    /// Whether an element is of a kind that is run here.
    pub(super) fn runs(kind: &ElementKind) -> bool {
        match kind {
            ElementKind::ActionCall(_)
            | ElementKind::Assignment(_)
            | ElementKind::CustomError(_)
            | ElementKind::Decision(_)
            | ElementKind::Loop(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::Subflow(_) => true,
            ElementKind::RecordLookup(lookup) => lookup.related_records.is_empty(),
            ElementKind::CollectionProcessor(_) | ElementKind::Transform(_) | ElementKind::Other(_) => false,
        }
    }
}
