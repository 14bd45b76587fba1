//! Steps as they were written.

use super::{Duration, Filter};
use crate::formula::ast::{Expr, Template};
use crate::source::{Span, Spanned};

/// Steps that run in order.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The place of the list, or of its key where the list is empty.
    pub span: Span,
    /// The steps.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it does.
    pub kind: StepKind,
    /// The place of its key.
    pub span: Span,
    /// `label:` its name in Flow Builder.
    pub label: Option<Spanned<String>>,
    /// `description:`
    pub description: Option<Spanned<String>>,
    /// `feature:` that it needs.
    pub feature: Option<Spanned<String>>,
    /// `on_fault: stop`
    pub stop_on_fault: bool,
}

/// What a step does.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "steps are few, and each is read once")]
pub enum StepKind {
    /// `set:`
    Set(Vec<FieldValue>),
    /// `increment: Field`
    Increment(Spanned<String>),
    /// `create_task:`
    CreateTask(CreateTask),
    /// `create_event:`
    CreateEvent(CreateEvent),
    /// `create:`
    Create(Create),
    /// `update:`
    Update(Update),
    /// `if:`
    If(If),
    /// `choose:`
    Choose(Choose),
    /// `run: Outcome`
    Run(Spanned<String>),
    /// `call_flow:`
    CallFlow(CallFlow),
    /// `chatter:`
    Chatter(Chatter),
    /// `notify:`
    Notify(Notify),
    /// `cadence:`
    Cadence(Cadence),
    /// `log:`
    Log(Value),
    /// `stop: reason`
    Stop(Option<Spanned<String>>),
}

impl StepKind {
    /// The steps inside it.
    pub fn blocks(&self) -> Vec<&Block> {
        match self {
            StepKind::If(fork) => std::iter::once(&fork.then).chain(&fork.otherwise).collect(),
            StepKind::Choose(choose) => {
                choose.branches.iter().map(|branch| &branch.then).chain(&choose.otherwise).collect()
            }
            StepKind::Set(_)
            | StepKind::Increment(_)
            | StepKind::CreateTask(_)
            | StepKind::CreateEvent(_)
            | StepKind::Create(_)
            | StepKind::Update(_)
            | StepKind::Run(_)
            | StepKind::CallFlow(_)
            | StepKind::Chatter(_)
            | StepKind::Notify(_)
            | StepKind::Cadence(_)
            | StepKind::Log(_)
            | StepKind::Stop(_) => Vec::new(),
        }
    }
}

/// A field and the value it gets.
#[derive(Clone, Debug)]
pub struct FieldValue {
    /// `Field__c` or `record.Field__c`, as written.
    pub target: Spanned<String>,
    /// The value.
    pub value: Value,
}

/// A value: a formula after `=`, else text (with merge fields), a number or true and false.
#[derive(Clone, Debug)]
pub enum Value {
    /// `=TODAY()`
    Formula(Expr),
    /// `Call {!person.Name}`; plain text has one text part, or none.
    Text(Template),
    /// `5`, unquoted.
    Number(Spanned<String>),
    /// `true`, unquoted.
    Boolean(Spanned<bool>),
}

/// `manager else rep`, `account.OwnerId else person.OwnerId`: each a record or a field of one, in order.
#[derive(Clone, Debug)]
pub struct Choice {
    /// At least one: `["manager"]`, `["account", "OwnerId"]`.
    pub names: Vec<Spanned<Vec<String>>>,
    /// The place of the whole.
    pub span: Span,
}

/// `due`, `start`: a short form or a formula.
#[derive(Clone, Debug)]
pub enum Due {
    /// `today`
    Today(Span),
    /// `2 business days`, `3 days`, `24 hours`
    In(Spanned<Duration>),
    /// `=…`
    Formula(Expr),
}

/// `create_task:`
#[derive(Clone, Debug, Default)]
pub struct CreateTask {
    /// `subject:`
    pub subject: Option<Value>,
    /// `due:`
    pub due: Option<Due>,
    /// `owner:`
    pub owner: Option<Choice>,
    /// `priority:`
    pub priority: Option<Value>,
    /// `status:`
    pub status: Option<Value>,
    /// `type:`
    pub task_type: Option<Value>,
    /// `description:`
    pub description: Option<Value>,
    /// `related_to:`
    pub related_to: Option<Choice>,
    /// `reminder:` a moment: a due form or a formula.
    pub reminder: Option<Due>,
}

/// `create_event:`
#[derive(Clone, Debug, Default)]
pub struct CreateEvent {
    /// `subject:`
    pub subject: Option<Value>,
    /// `start:`
    pub start: Option<Due>,
    /// `duration:` of an event at a moment.
    pub duration: Option<Spanned<Duration>>,
    /// `owner:`
    pub owner: Option<Choice>,
    /// `related_to:`
    pub related_to: Option<Choice>,
    /// `description:`
    pub description: Option<Value>,
    /// `location:`
    pub location: Option<Value>,
}

/// `create:`
#[derive(Clone, Debug)]
pub struct Create {
    /// `object:`
    pub object: Spanned<String>,
    /// `set:`
    pub set: Vec<FieldValue>,
    /// `into:`
    pub into: Option<Spanned<String>>,
}

/// `update:`
#[derive(Clone, Debug)]
pub struct Update {
    /// `object:`
    pub object: Spanned<String>,
    /// `where:`
    pub filter: Filter,
    /// `set:`
    pub set: Vec<FieldValue>,
}

/// `if:`
#[derive(Clone, Debug)]
pub struct If {
    /// The condition.
    pub condition: Expr,
    /// `then:`
    pub then: Block,
    /// `else:`
    pub otherwise: Option<Block>,
}

/// `choose:`
#[derive(Clone, Debug)]
pub struct Choose {
    /// `when:` … `then:` …
    pub branches: Vec<Branch>,
    /// `otherwise:`
    pub otherwise: Option<Block>,
}

/// One branch of a `choose`.
#[derive(Clone, Debug)]
pub struct Branch {
    /// `when:`
    pub condition: Expr,
    /// `then:`
    pub then: Block,
    /// The place of `when`.
    pub span: Span,
}

/// `call_flow:`
#[derive(Clone, Debug)]
pub struct CallFlow {
    /// `flow:`
    pub flow: Spanned<String>,
    /// `inputs:`
    pub inputs: Vec<FieldValue>,
    /// `outputs:` output → field to set (`Field__c`, `record.Field__c`).
    pub outputs: Vec<(Spanned<String>, Spanned<String>)>,
}

/// `chatter:`
#[derive(Clone, Debug)]
pub struct Chatter {
    /// `to:`
    pub to: Choice,
    /// `text:`
    pub text: Value,
}

/// `notify:`
#[derive(Clone, Debug)]
pub struct Notify {
    /// `to:`
    pub to: Choice,
    /// `about:`; the person if absent.
    pub about: Option<Choice>,
    /// `title:`
    pub title: Value,
    /// `body:`
    pub body: Value,
}

/// `cadence:`
#[derive(Clone, Debug)]
pub enum Cadence {
    /// `event: ManualComplete` or `event: Skip`: of the step at which the person stands.
    Event(Spanned<String>),
    /// `remove: Disposition`
    Remove(Spanned<String>),
    /// `assign: Cadence`
    Assign(Spanned<String>),
    /// `pause: 3 days`, or `pause: until told` where no time is said.
    Pause(Option<Spanned<Duration>>),
    /// `resume: true`
    Resume,
}
