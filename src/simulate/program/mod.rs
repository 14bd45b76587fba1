//! A flow as it runs: names resolved to numbers, formulas parsed and typed, once.

mod elements;
mod entity;
mod formulas;
mod logic;
mod lower;
mod operator;
mod path;
mod refusal;
mod start;
mod text;

pub(crate) use logic::Logic;
pub(crate) use lower::{Surroundings, lower};
pub(crate) use operator::{Change, Operator};
pub(crate) use refusal::Refusals;
pub use refusal::{Reason, Refusal};

use super::schema::{FieldId, ObjectId};
use crate::flow::{Cost, DataType};
use crate::formula::{Type, TypedExpr, Value};

/// A flow among those that were loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ProgramId(pub(crate) u16);

/// An element of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub(crate) u16);

/// A place of an interview that holds what a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Slot(pub(crate) u16);

impl Slot {
    /// `$Record`, in every program.
    pub(crate) const RECORD: Slot = Slot(0);
    /// `$Record__Prior`, in every program.
    pub(crate) const PRIOR: Slot = Slot(1);

    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A flow as it runs.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) api_version: u32,
    pub(crate) start: Start,
    pub(crate) nodes: Vec<Node>,
    pub(crate) slots: Vec<Shape>,
    /// What variables hold at first.
    pub(crate) initial: Vec<(Slot, Operand)>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) formulas: Vec<Formula>,
    pub(crate) templates: Vec<Text>,
    /// How many loops it has.
    pub(crate) walks: usize,
}

/// A variable that a caller may give or read.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) slot: Slot,
    pub(crate) is_input: bool,
    pub(crate) is_output: bool,
}

/// Where and when it begins.
#[derive(Debug, Default)]
pub(crate) struct Start {
    pub(crate) first: Option<NodeId>,
    pub(crate) trigger: Option<Trigger>,
}

/// What starts it, if it is not called.
#[derive(Debug)]
pub(crate) struct Trigger {
    pub(crate) object: Option<ObjectId>,
    pub(crate) moment: Moment,
    pub(crate) on_create: bool,
    pub(crate) on_update: bool,
    pub(crate) on_delete: bool,
    pub(crate) requires_change: bool,
    pub(crate) entry: Entry,
    pub(crate) order: Option<u32>,
}

/// When a triggered flow runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    BeforeSave,
    AfterSave,
    BeforeDelete,
    Scheduled,
    Event,
}

/// Which records a triggered flow runs for.
#[derive(Debug)]
pub(crate) enum Entry {
    Filters(Filters),
    Formula(Box<TypedExpr<Reference>>),
}

/// What a slot may hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    pub(crate) name: String,
    /// `None`: whatever is put there.
    pub(crate) data_type: Option<DataType>,
    pub(crate) is_collection: bool,
    pub(crate) object: Option<ObjectId>,
    pub(crate) scale: Option<u8>,
}

/// A formula of a flow.
#[derive(Debug)]
pub(crate) struct Formula {
    pub(crate) data_type: DataType,
    pub(crate) scale: Option<u8>,
    pub(crate) expression: TypedExpr<Reference>,
}

/// Text with what is merged into it.
#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) parts: Vec<TextPart>,
}

/// A part of a text.
#[derive(Debug)]
pub(crate) enum TextPart {
    Plain(String),
    Merged(Reference),
}

/// A value that an element uses.
#[derive(Debug)]
pub(crate) enum Operand {
    Literal(Value),
    Reference(Reference),
    Text(Text),
}

impl Operand {
    pub(crate) const NULL: Operand = Operand::Literal(Value::Null);
}

/// What a name with its steps stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference {
    pub(crate) base: Base,
    /// Relationships that are followed.
    pub(crate) hops: Vec<Hop>,
    /// The field that is read at last; `None`: what the base itself holds.
    pub(crate) field: Option<Step>,
    /// What a formula takes it for.
    pub(crate) ty: Option<Type>,
}

/// Where a reference begins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Base {
    Slot(Slot),
    Formula(u16),
    Template(u16),
    Constant(Value),
    CurrentDate,
    CurrentDateTime,
    InterviewStartTime,
    InterviewGuid,
    FaultMessage,
    /// The record of the running user.
    User,
    /// Something of the org that is given from outside, by its whole name: `$Label.Greeting`.
    Given(String),
}

/// A relationship that is followed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hop {
    /// The reference.
    pub(crate) via: Step,
    /// Only if it leads to this object: `Owner:User`.
    pub(crate) only: Option<ObjectId>,
}

/// A field by its name; and its number, for records of the object that is expected.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) expected: Option<(ObjectId, FieldId)>,
    pub(crate) name: String,
}

/// An element.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) kind: NodeKind,
    /// Takes `true` once the element was executed.
    pub(crate) visited: Option<Slot>,
}

/// What an element does.
#[derive(Debug)]
pub(crate) enum NodeKind {
    Assign { items: Vec<Item>, next: Option<NodeId> },
    Decide { rules: Vec<Rule>, otherwise: Option<NodeId>, default_label: String },
    Walk(Walk),
    Get(Box<Get>),
    Create(Box<Create>),
    Update(Box<Update>),
    Delete(Box<Delete>),
    Call(Box<Call>),
    Act(Box<Act>),
    Refuse { messages: Vec<(Text, Option<String>)> },
}

/// Where an element goes on, and where after a fault.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Exits {
    pub(crate) next: Option<NodeId>,
    /// `None`: there is no fault path.
    pub(crate) fault: Option<NodeId>,
}

/// One row of an assignment.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) target: Target,
    pub(crate) change: Change,
    pub(crate) value: Operand,
}

/// What is assigned to.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) slot: Slot,
    /// A field of its record.
    pub(crate) field: Option<Step>,
}

/// One outcome of a decision.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) logic: Logic,
    pub(crate) next: Option<NodeId>,
    pub(crate) requires_change: bool,
    pub(crate) visited: Option<Slot>,
}

/// One condition of a rule.
#[derive(Debug)]
pub(crate) struct Condition {
    pub(crate) left: Reference,
    pub(crate) operator: Operator,
    pub(crate) right: Operand,
}

/// A loop.
#[derive(Debug)]
pub(crate) struct Walk {
    pub(crate) collection: Reference,
    pub(crate) item: Slot,
    /// Where the loop keeps what it walks through, and how far it came.
    pub(crate) state: u16,
    pub(crate) is_descending: bool,
    pub(crate) next: Option<NodeId>,
    pub(crate) done: Option<NodeId>,
}

/// Which records.
#[derive(Debug)]
pub(crate) struct Filters {
    pub(crate) filters: Vec<Filter>,
    pub(crate) logic: Logic,
}

/// One condition on records.
#[derive(Debug)]
pub(crate) struct Filter {
    pub(crate) field: FieldId,
    pub(crate) operator: Operator,
    pub(crate) value: Operand,
}

/// Get Records.
#[derive(Debug)]
pub(crate) struct Get {
    pub(crate) object: ObjectId,
    pub(crate) filters: Filters,
    pub(crate) sort: Option<(FieldId, bool)>,
    pub(crate) limit: Option<Operand>,
    /// The only fields that are fetched, sorted; `None`: all.
    pub(crate) only: Option<Vec<FieldId>>,
    pub(crate) output: GetOutput,
    pub(crate) null_if_none: bool,
    /// Kept under the element's name: nothing found is null.
    pub(crate) is_stored: bool,
    pub(crate) exits: Exits,
}

/// Where found records go.
#[derive(Debug)]
pub(crate) enum GetOutput {
    First(Slot),
    All(Slot),
    Fields(Vec<(FieldId, Target)>),
}

/// A field and its value.
#[derive(Debug)]
pub(crate) struct FieldValue {
    pub(crate) field: FieldId,
    pub(crate) value: Operand,
}

/// Create Records.
#[derive(Debug)]
pub(crate) struct Create {
    pub(crate) source: CreateSource,
    pub(crate) id_to: Option<Target>,
    pub(crate) exits: Exits,
}

/// What is created.
#[derive(Debug)]
pub(crate) enum CreateSource {
    Fields(ObjectId, Vec<FieldValue>),
    /// The record, or the records, of a variable.
    Variable(Reference),
}

/// Update Records.
#[derive(Debug)]
pub(crate) struct Update {
    pub(crate) which: Which,
    pub(crate) fields: Vec<FieldValue>,
    pub(crate) exits: Exits,
}

/// Delete Records.
#[derive(Debug)]
pub(crate) struct Delete {
    pub(crate) which: Which,
    pub(crate) exits: Exits,
}

/// Which records are updated or deleted.
#[derive(Debug)]
pub(crate) enum Which {
    Found(ObjectId, Filters),
    /// The record, or the records, of a variable.
    Variable(Reference),
    /// `$Record` of a flow that runs before the save: changed in memory.
    Itself,
}

/// Runs another flow.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) flow: String,
    /// Set once all flows are loaded.
    pub(crate) program: ProgramId,
    pub(crate) inputs: Vec<(String, Operand)>,
    /// The variable of the called flow, and where it goes.
    pub(crate) outputs: Vec<(String, Target)>,
    pub(crate) next: Option<NodeId>,
}

/// Runs an action.
#[derive(Debug)]
pub(crate) struct Act {
    pub(crate) action_type: String,
    pub(crate) action_name: String,
    pub(crate) inputs: Vec<ActInput>,
    /// Inputs without which it fails.
    pub(crate) required: Vec<String>,
    pub(crate) outputs: Vec<(String, Target)>,
    pub(crate) exits: Exits,
}

/// An input of an action.
#[derive(Debug)]
pub(crate) struct ActInput {
    pub(crate) name: String,
    pub(crate) value: Operand,
    /// The most characters that it takes.
    pub(crate) most: Option<u32>,
}

impl Program {
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[usize::from(id.0)]
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name.eq_ignore_ascii_case(name))
    }
}

impl Node {
    /// Where it goes on, and where after a fault.
    pub(crate) fn exits(&self) -> Exits {
        match &self.kind {
            NodeKind::Get(get) => get.exits,
            NodeKind::Create(create) => create.exits,
            NodeKind::Update(update) => update.exits,
            NodeKind::Delete(delete) => delete.exits,
            NodeKind::Act(act) => act.exits,
            NodeKind::Assign { next, .. } => Exits { next: *next, fault: None },
            NodeKind::Call(call) => Exits { next: call.next, fault: None },
            NodeKind::Decide { .. } | NodeKind::Walk(_) | NodeKind::Refuse { .. } => Exits::default(),
        }
    }

    /// Whether it queries, and whether it saves.
    pub(crate) fn statements(&self) -> (bool, bool) {
        let found = |which: &Which| matches!(which, Which::Found(..));
        match &self.kind {
            NodeKind::Get(_) => (true, false),
            NodeKind::Create(_) => (false, true),
            NodeKind::Update(update) => (found(&update.which), !matches!(update.which, Which::Itself)),
            NodeKind::Delete(delete) => (found(&delete.which), true),
            NodeKind::Act(act) => (false, Cost::of_action(&act.action_type).dml > 0),
            NodeKind::Assign { .. }
            | NodeKind::Decide { .. }
            | NodeKind::Walk(_)
            | NodeKind::Call(_)
            | NodeKind::Refuse { .. } => (false, false),
        }
    }

    /// Whether interviews wait here for others.
    pub(crate) fn is_bulk(&self) -> bool {
        match &self.kind {
            NodeKind::Get(_) | NodeKind::Create(_) | NodeKind::Delete(_) | NodeKind::Act(_) => true,
            NodeKind::Update(update) => !matches!(update.which, Which::Itself),
            NodeKind::Assign { .. }
            | NodeKind::Decide { .. }
            | NodeKind::Walk(_)
            | NodeKind::Call(_)
            | NodeKind::Refuse { .. } => false,
        }
    }
}
