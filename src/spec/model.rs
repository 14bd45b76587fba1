//! The spec as it was written: names are not yet resolved, formulas are parsed.
//!
//! Where a part of the file had mistakes, that part is left out and the mistakes are in the sink.

use crate::formula::ast::{Expr, Template};
use crate::source::{Span, Spanned};

/// A spec.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// The place of the whole file.
    pub span: Span,
    /// `program:`, its name in words.
    pub program: Option<Spanned<String>>,
    /// `prefix:` of every API name.
    pub prefix: Option<Spanned<String>>,
    /// `api_version:`, `66.0`.
    pub api_version: Option<Spanned<String>>,
    /// `status:`
    pub status: Option<Spanned<Status>>,
    /// `features:` that the org has.
    pub features: Vec<Spanned<String>>,
    /// `org:` path of the team's own metadata, relative to the spec.
    pub org: Option<Spanned<String>>,
    /// `calls:`
    pub calls: Option<Calls>,
    /// `fields:`
    pub fields: Vec<FieldDeclaration>,
    /// `settings:`
    pub settings: Vec<Setting>,
    /// `records:`
    pub records: Vec<RecordDeclaration>,
    /// `every_call:`
    pub every_call: Option<EveryCall>,
    /// `outcomes:` in order.
    pub outcomes: Vec<Outcome>,
    /// `no_person:`, what happens where nobody was called; absent means nothing.
    pub no_person: Option<Block>,
    /// `unrecognized:`; absent means one line in the log.
    pub unrecognized: Option<Block>,
    /// `monitors:` in order.
    pub monitors: Vec<Monitor>,
}

/// Whether the flows run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// They run once deployed.
    Active,
    /// They wait for activation.
    Draft,
}

/// `calls:` which Tasks are calls.
#[derive(Clone, Debug)]
pub struct Calls {
    /// The place of the key.
    pub span: Span,
    /// `where:`
    pub filter: Option<Filter>,
    /// `disposition:` the field of Task.
    pub disposition: Option<Spanned<String>>,
    /// `corrections: rerun | ignore`; rerun if absent.
    pub corrections: Option<Spanned<Corrections>>,
    /// `order:` among the org's other flows on Task.
    pub order: Option<Spanned<u32>>,
}

/// What a changed disposition does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corrections {
    /// The call runs again.
    Rerun,
    /// Only the first counts.
    Ignore,
}

/// A `where`.
#[derive(Clone, Debug)]
pub enum Filter {
    /// Fields, all of which must hold; a list means any of its values. In order.
    Fields(Vec<FieldFilter>, Span),
    /// A formula.
    Formula(Expr),
}

/// One row of a `where` map.
#[derive(Clone, Debug)]
pub struct FieldFilter {
    /// The field.
    pub field: Spanned<String>,
    /// Its values: one, or any of several.
    pub values: Vec<Value>,
}

/// `fields:` one field.
#[derive(Clone, Debug)]
pub struct FieldDeclaration {
    /// The object, where one is named; else Contact and Lead.
    pub object: Option<Spanned<String>>,
    /// The field's API name.
    pub name: Spanned<String>,
    /// Its type.
    pub kind: Option<Spanned<DeclaredType>>,
    /// The org has it already: it is not generated.
    pub existing: bool,
    /// Its label, else made from the name.
    pub label: Option<Spanned<String>>,
    /// Its help text.
    pub help: Option<Spanned<String>>,
}

/// The types that a spec can give a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclaredType {
    /// `date`
    Date,
    /// `datetime`
    DateTime,
    /// `counter`: a whole number that counts calls.
    Counter,
    /// `number`: whole, or with so many digits behind the point (`{ number: 2 }`).
    Number(u8),
    /// `checkbox`
    Checkbox,
    /// `text`: of at most so many characters (`{ text: 80 }`; 255 if not said).
    Text(u16),
    /// `{ picklist: [A, B] }`, restricted to these.
    Picklist(Vec<Spanned<String>>),
    /// `user`: a lookup to User.
    User,
}

/// `settings:` a value with its unit.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its name.
    pub name: Spanned<String>,
    /// Its number as written, plain digits with at most one point.
    pub number: Spanned<String>,
    /// Its unit.
    pub unit: Unit,
}

/// The units of settings and due dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A plain number.
    None,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Monday to Friday.
    BusinessDays,
    /// Weeks.
    Weeks,
}

/// `records:` a named look-up.
#[derive(Clone, Debug)]
pub struct RecordDeclaration {
    /// Its name.
    pub name: Spanned<String>,
    /// `object:`
    pub object: Option<Spanned<String>>,
    /// `where:` tried in order; the first that finds wins.
    pub filters: Vec<Filter>,
    /// `order: Field desc`
    pub order: Option<Order>,
    /// `count: true`: all of them, for `COUNT(name)`.
    pub count: bool,
}

/// `order: LastModifiedDate desc`
#[derive(Clone, Debug)]
pub struct Order {
    /// The field.
    pub field: Spanned<String>,
    /// Last first.
    pub descending: bool,
}

/// `every_call:`
#[derive(Clone, Debug)]
pub struct EveryCall {
    /// The place of the key.
    pub span: Span,
    /// `set:`
    pub set: Vec<FieldValue>,
}

/// `outcomes:` one of them.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its name in words.
    pub name: Spanned<String>,
    /// `api_name:` where the words leave none.
    pub api_name: Option<Spanned<String>>,
    /// `description:` of its flow.
    pub description: Option<Spanned<String>>,
    /// `dispositions:`; absent: none, it is only run by others.
    pub dispositions: Vec<Spanned<String>>,
    /// `steps:`
    pub steps: Block,
}

/// `monitors:` one of them.
#[derive(Clone, Debug)]
pub struct Monitor {
    /// Its name in words.
    pub name: Spanned<String>,
    /// `api_name:`
    pub api_name: Option<Spanned<String>>,
    /// `description:` of its flows.
    pub description: Option<Spanned<String>>,
    /// `every:`
    pub every: Option<Spanned<Every>>,
    /// `starting:` date, as written `2026-12-01`.
    pub starting: Option<Spanned<String>>,
    /// `for:` `person`, or an object.
    pub object: Option<Spanned<String>>,
    /// `where:` kept in the flow's start.
    pub filter: Option<Filter>,
    /// `if:`
    pub condition: Option<Expr>,
    /// `records:` of its own.
    pub records: Vec<RecordDeclaration>,
    /// `once_in:`
    pub once_in: Option<Spanned<Duration>>,
    /// `steps:`
    pub steps: Block,
}

/// `every: day at 02:00`, `every: week on Monday at 06:00`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Every {
    /// The day of a weekly run, 0 = Monday; none: every day.
    pub weekday: Option<u8>,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

/// `10 business days`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

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
    /// `remove: Reason`
    Remove(Spanned<String>),
    /// `assign: Cadence`
    Assign(Spanned<String>),
    /// `pause: 3 days`, or `pause: until told` where no time is said.
    Pause(Option<Spanned<Duration>>),
    /// `resume: true`
    Resume,
}
