//! What a plan is made of.

use super::FieldKey;
use crate::check::{Alternative, Cadence, Expression, Program, QueryCondition, RaisedBefore, RecordRef};
use crate::org::Field;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A program, flow by flow.
#[derive(Debug)]
pub struct Plan<'p> {
    /// What it was made from.
    pub program: &'p Program,
    /// The outcomes, as in [`Program::outcomes`].
    pub outcomes: Vec<FlowPlan<'p>>,
    /// The scheduled flows.
    pub monitors: Vec<FlowPlan<'p>>,
    /// Whether any flow sends a notification.
    pub notifies: bool,
    /// The Sales Engagement actions that some flow uses.
    pub cadences: BTreeSet<CadenceKind>,
    /// Whether any outcome saves the person.
    pub saves_person: bool,
    /// The counters that a helper answers for, by name, with the dispositions that raise them.
    pub asked_counters: BTreeMap<&'p str, (&'p Arc<Field>, &'p RaisedBefore)>,
}

/// One flow.
#[derive(Debug)]
pub struct FlowPlan<'p> {
    /// Its API name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What it does for the user, in sentences.
    pub description: String,
    /// Where it is declared.
    pub span: Span,
    /// What it runs for.
    pub subject: Subject,
    /// The person of the call was not found: nothing may be attached to it.
    pub about_nobody: bool,
    /// The records that [`RecordRef::Named`] means.
    pub records: &'p [crate::check::Record],
    /// What a caller hands over.
    pub inputs: BTreeSet<Input>,
    /// The fields of the person that are copied into plain variables first.
    pub loads: BTreeSet<FieldKey>,
    /// The counters that are raised before anything else reads them; all others count a blank as 0 where they are read.
    pub raised_first: BTreeSet<FieldKey>,
    /// The API names of its elements and rules.
    pub names: Vec<String>,
    /// Whether it gathers writes to the person.
    pub saves_person: bool,
    /// The records that some step makes where the person may be a Lead.
    pub made_for_lead: BTreeSet<RecordRef>,
    /// The steps.
    pub body: Vec<Node<'p>>,
}

impl FlowPlan<'_> {
    /// Whether it has no element: no flow is made of it.
    pub fn does_nothing(&self) -> bool {
        self.body.iter().all(|node| matches!(node, Node::Anchor(_) | Node::End))
    }
}

/// What a flow runs for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A call: an outcome.
    Call,
    /// A record of this object: a monitor.
    Record(String),
}

/// What the caller of an outcome hands over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// The Task.
    Call,
    /// The person, if a Contact.
    Contact,
    /// The person, if a Lead.
    Lead,
    /// What the caller has set on the person and not yet saved.
    Pending,
    /// The disposition that this save corrects.
    PriorDisposition,
    /// A field of the rep, a User: API name.
    Rep(String),
}

/// A point in a sequence that a fault can go on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Anchor(pub usize);

/// A part of a flow.
#[derive(Debug)]
pub enum Node<'p> {
    /// One element.
    Act(Box<Act<'p>>),
    /// A decision and its paths, which come together behind it.
    Branch(Branch<'p>),
    /// A point to go on from.
    Anchor(Anchor),
    /// The path ends here.
    End,
}

/// The names of an element.
#[derive(Clone, Debug)]
pub struct Title {
    /// Its API name, legal and unique in its flow.
    pub name: String,
    /// The name before it was cut to what is legal: other names are made from it.
    pub full: String,
    /// Its label.
    pub label: String,
    /// One sentence with what the label cannot hold.
    pub description: String,
    /// Where it was written.
    pub span: Span,
}

/// One element.
#[derive(Debug)]
pub struct Act<'p> {
    /// Its names.
    pub title: Title,
    /// What it does.
    pub operation: Operation<'p>,
    /// Where the flow goes on after a fault; `None` for what cannot fault.
    pub fault: Option<Fault<'p>>,
}

/// What follows a fault, behind the line in the log.
#[derive(Debug)]
pub struct Fault<'p> {
    /// The names of the log element.
    pub title: Title,
    /// What is done before going on: the flag of a failed look-up, the save before a stop.
    pub then: Vec<Node<'p>>,
    /// Where it goes on; `None`: nothing is left to do.
    pub resume: Option<Anchor>,
}

/// A decision.
#[derive(Debug)]
pub struct Branch<'p> {
    /// Its names.
    pub title: Title,
    /// Its rules, in order.
    pub rules: Vec<Arm<'p>>,
    /// The label of the default path.
    pub default_label: String,
    /// The default path.
    pub default: Vec<Node<'p>>,
}

/// One rule and its path.
#[derive(Debug)]
pub struct Arm<'p> {
    /// Its API name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// When it is taken.
    pub test: Test<'p>,
    /// Its path.
    pub nodes: Vec<Node<'p>>,
}

/// When a rule is taken.
#[derive(Debug)]
pub enum Test<'p> {
    /// A formula holds; the name of a formula resource, should it need one.
    Condition(&'p Expression, String),
    /// All of these hold.
    All(Vec<Check<'p>>),
    /// One of these holds.
    Any(Vec<Check<'p>>),
}

/// A test that the compiler adds.
#[derive(Debug)]
pub enum Check<'p> {
    /// The person is a Contact.
    IsContact,
    /// The person is a Lead.
    IsLead,
    /// The record is FOUND (or is not).
    Found(RecordRef, bool),
    /// The value is not blank.
    Filled(&'p Expression),
    /// The id is there; of one that only counts as a user, it is a user's.
    Present(&'p Alternative),
    /// The save corrects a disposition.
    Corrects,
    /// The disposition before is this one (or is not).
    PriorDisposition(&'p str, bool),
    /// [`Call::AskRaised`] said that the disposition before has raised this counter.
    RaisedBefore(&'p Arc<Field>),
    /// The look-up of this record failed.
    Failed(RecordRef),
    /// Something is pending for this record.
    Pending(RecordRef),
    /// The rep has a manager.
    RepHasManager,
    /// The record's owner is a user.
    OwnerIsUser,
    /// A date field of the monitor's record is blank.
    StampBlank(&'p Arc<Field>),
    /// A date field lies before the time that `once_in` counts from.
    StampBefore(&'p Arc<Field>, crate::spec::Duration),
}

/// `a else b`: the first that is there; a name for the formula, should it need one.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'p> {
    /// The alternatives.
    pub alternatives: &'p [Alternative],
}

/// What an element does.
#[derive(Debug)]
pub enum Operation<'p> {
    /// Gives values to variables.
    Assign(Assign<'p>),
    /// Gets, creates or updates records.
    Data(Data<'p>),
    /// Calls another flow or an action.
    Call(Call<'p>),
}

/// An assignment.
#[derive(Debug)]
pub enum Assign<'p> {
    /// Copies what is read of the person, if a Contact (or a Lead), into plain variables.
    Load(RecordRef),
    /// Fields of a record that is saved later get values.
    Set(Vec<SetItem<'p>>),
    /// Fields of a record that is saved later get what a called flow has handed out.
    Take {
        /// The record.
        record: RecordRef,
        /// The fields, kept in their plain variables.
        fields: Vec<&'p Arc<Field>>,
    },
    /// A counter goes up by one.
    Increment {
        /// The counter.
        field: &'p Arc<Field>,
        /// A later step reads it.
        read_later: bool,
        /// The names of its formula.
        formula: String,
    },
    /// The stamp of `once_in`, saved with what else is pending for the record.
    StampPending(&'p Arc<Field>),
    /// Counts what [`Data::LookupAll`] found.
    Count {
        /// The records.
        record: RecordRef,
        /// The element that found them.
        element: String,
    },
    /// The look-up of this record failed: later steps that ask about it are skipped.
    MarkFailed(RecordRef),
    /// Fields of a record that `into` made, as they were given.
    Remember {
        /// The record.
        record: RecordRef,
        /// The fields that are read later.
        fields: Vec<&'p (Arc<Field>, Expression)>,
        /// Names of its formulas.
        context: Context,
    },
}

/// An operation on records.
#[derive(Debug)]
pub enum Data<'p> {
    /// The one update of a named record, or of a monitor's record.
    SaveRecord(RecordRef),
    /// The stamp of `once_in`, where nothing else of the record is saved.
    Stamp(&'p Arc<Field>),
    /// A look-up by one filter; what it brings goes into plain variables.
    Lookup {
        /// The record that it finds.
        record: RecordRef,
        /// Its object.
        object: &'p str,
        /// The filter.
        filter: LookupFilter<'p>,
        /// The fields that are read; the id where the record itself is asked for.
        fields: BTreeSet<FieldKey>,
        /// Field to sort by, last first.
        order: Option<(&'p Arc<Field>, bool)>,
    },
    /// All records that match, to be counted.
    LookupAll {
        /// The records.
        record: RecordRef,
        /// Their object.
        object: &'p str,
        /// The filter.
        filter: LookupFilter<'p>,
    },
    /// A Task.
    CreateTask(&'p crate::check::CreateTask, Context),
    /// An Event.
    CreateEvent(&'p crate::check::CreateEvent, Context),
    /// Any record.
    Create {
        /// The object.
        object: &'p str,
        /// Its fields.
        fields: &'p [(Arc<Field>, Expression)],
        /// The record that it becomes.
        into: Option<RecordRef>,
        /// Names of its formulas.
        context: Context,
    },
    /// All records that match.
    Update {
        /// The object.
        object: &'p str,
        /// Which.
        filter: LookupFilter<'p>,
        /// The fields.
        fields: &'p [(Arc<Field>, Expression)],
        /// Names of its formulas.
        context: Context,
    },
}

/// A call of a flow or an action.
#[derive(Debug)]
pub enum Call<'p> {
    /// Asks a helper whether the disposition before has raised a counter.
    AskRaised(&'p Arc<Field>, &'p RaisedBefore),
    /// The one save of the person, by the helper.
    SavePerson,
    /// Another outcome.
    Run(usize),
    /// A flow of the org.
    CallFlow {
        /// The flow.
        flow: &'p str,
        /// Its inputs.
        inputs: &'p [(String, Expression)],
        /// Its outputs.
        outputs: &'p [(String, RecordRef, Arc<Field>)],
        /// Names of its formulas.
        context: Context,
    },
    /// Post to Chatter.
    Chatter {
        /// Where.
        to: Choice<'p>,
        /// The text.
        text: &'p Expression,
        /// Names of its formulas.
        context: Context,
    },
    /// The notification helper.
    Notify {
        /// To whom.
        to: Choice<'p>,
        /// What it opens.
        about: Choice<'p>,
        /// Title.
        title: &'p Expression,
        /// Body.
        body: &'p Expression,
        /// Names of its formulas.
        context: Context,
    },
    /// A Sales Engagement helper.
    Cadence(&'p Cadence),
    /// A line in the log, kind Note.
    Log(&'p Expression, Context),
    /// A line in the log: a step was left out. The element it is about, and why.
    Skip {
        /// The element's API name.
        step: String,
        /// Why.
        reason: String,
    },
}

/// A filter with names for its formulas.
#[derive(Debug)]
pub struct LookupFilter<'p> {
    /// The conditions.
    pub conditions: FilterConditions<'p>,
    /// Names of its formulas.
    pub context: Context,
}

/// Where the conditions of a filter come from.
#[derive(Debug)]
pub enum FilterConditions<'p> {
    /// The spec.
    Query(&'p [QueryCondition]),
    /// The account of the contact.
    Account,
    /// The rep's manager, if active.
    Manager,
    /// The owner of a monitor's record.
    Owner,
}

/// What the formulas of a step are named after.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// What the step is about, in words: `Call Again`.
    pub about: String,
    /// Where it stands: `_if_…`, empty outside of branches.
    pub suffix: String,
    /// The person is a Lead wherever it stands.
    pub for_lead: bool,
}

/// A field of a record that gets a value.
#[derive(Debug)]
pub struct SetItem<'p> {
    /// What is set.
    pub set: &'p crate::check::Set,
    /// A later step reads it: the plain variable gets it too.
    pub read_later: bool,
    /// The name of its formula, should it need one.
    pub formula: String,
    /// What the formula is, in one sentence.
    pub said: String,
}

/// The Sales Engagement actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CadenceKind {
    /// `sendSalesCadenceEvent`
    Event,
    /// `removeTargetFromSalesCadence`
    Remove,
    /// `assignTargetToSalesCadence`
    Assign,
    /// `pauseSalesCadenceTracker`
    Pause,
    /// `resumeSalesCadenceTracker`
    Resume,
}

impl CadenceKind {
    /// The kind of a step.
    pub fn of(cadence: &Cadence) -> Self {
        match cadence {
            Cadence::Event(_) => Self::Event,
            Cadence::Remove(_) => Self::Remove,
            Cadence::Assign(_) => Self::Assign,
            Cadence::Pause(_) => Self::Pause,
            Cadence::Resume => Self::Resume,
        }
    }
}
