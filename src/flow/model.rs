//! The typed flow: what autolaunched flows are made of.
//!
//! Names and order are Salesforce's (Metadata API 66.0). Lists that the platform keeps as saved (conditions, rules, filters,
//! items) keep their order here; elements and resources are sorted by the writer.

use crate::source::Span;

/// Where a part was written: in the spec if we made it, in its XML if we read it. Equality ignores it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place(pub Option<Span>);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

/// One flow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flow {
    /// The API name: the file's name, not in the XML.
    pub name: String,
    /// `66.0`.
    pub api_version: String,
    /// What Flow Builder shows.
    pub label: String,
    /// What it is for.
    pub description: Option<String>,
    /// `Active`, `Draft`, …
    pub status: String,
    /// `AutoLaunchedFlow`, …
    pub process_type: String,
    /// The label of an interview.
    pub interview_label: Option<String>,
    /// `Default`.
    pub environments: Vec<String>,
    /// `BuilderType`, `CanvasMode`, `OriginBuilderType` with their texts.
    pub metadata_values: Vec<(String, String)>,
    /// Among the record-triggered flows of one object.
    pub trigger_order: Option<u32>,
    /// `SystemModeWithoutSharing`, …; absent in record-triggered flows.
    pub run_in_mode: Option<String>,
    /// Where it begins.
    pub start: Start,
    /// The elements on the canvas.
    pub elements: Vec<Element>,
    /// Variables.
    pub variables: Vec<Variable>,
    /// Formulas.
    pub formulas: Vec<Formula>,
    /// Constants.
    pub constants: Vec<Constant>,
    /// Text templates.
    pub text_templates: Vec<TextTemplate>,
    /// Where it was written.
    pub place: Place,
}

/// Where a flow begins, and when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Start {
    /// The first element.
    pub connector: Option<Connector>,
    /// The object of the record that starts it.
    pub object: Option<String>,
    /// `RecordAfterSave`, `Scheduled`, …
    pub trigger_type: Option<String>,
    /// `CreateAndUpdate`, …
    pub record_trigger_type: Option<String>,
    /// Only when the record did not meet the conditions before.
    pub requires_change: bool,
    /// Entry conditions as a formula, instead of filters.
    pub filter_formula: Option<String>,
    /// `and`, `or`, `1 AND (2 OR 3)`.
    pub filter_logic: Option<String>,
    /// Entry conditions.
    pub filters: Vec<Filter>,
    /// When a scheduled flow runs.
    pub schedule: Option<Schedule>,
    /// Paths that run later.
    pub scheduled_paths: Vec<ScheduledPath>,
}

/// When a scheduled flow runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// `Daily`, `Weekly`, `Once`.
    pub frequency: String,
    /// `2026-12-01`.
    pub start_date: String,
    /// `02:00:00.000Z`, in the org's time zone.
    pub start_time: String,
}

/// A path that runs after the save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledPath {
    /// Its name; an asynchronous path has none in retrieved files.
    pub name: Option<String>,
    /// Its label.
    pub label: Option<String>,
    /// Its first element.
    pub connector: Option<Connector>,
    /// `AsyncAfterCommit`.
    pub path_type: Option<String>,
    /// Records in one batch.
    pub max_batch_size: Option<u32>,
    /// How long after.
    pub offset_number: Option<i32>,
    /// `Days`, …
    pub offset_unit: Option<String>,
    /// The date field it counts from.
    pub record_field: Option<String>,
    /// `RecordField` or `RecordTriggerEvent`.
    pub time_source: Option<String>,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connector {
    /// The element it leads to.
    pub target: String,
    /// A Go To connector: drawn as a jump.
    pub go_to: bool,
}

impl Connector {
    /// A plain arrow.
    pub fn to(target: impl Into<String>) -> Self {
        Self { target: target.into(), go_to: false }
    }

    /// A jump.
    pub fn go_to(target: impl Into<String>) -> Self {
        Self { target: target.into(), go_to: true }
    }
}

/// An element on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its API name.
    pub name: String,
    /// What the canvas shows.
    pub label: String,
    /// What the label cannot hold.
    pub description: Option<String>,
    /// What it does.
    pub kind: ElementKind,
    /// Where it was written.
    pub place: Place,
}

/// What an element does. Every kind that can fail at run time has a `fault` connector.
#[derive(Clone, Debug, PartialEq)]
pub enum ElementKind {
    /// Runs an action.
    ActionCall(ActionCall),
    /// Gives values.
    Assignment(Assignment),
    /// Chooses a path.
    Decision(Decision),
    /// Walks through a collection.
    Loop(Loop),
    /// Create Records.
    RecordCreate(RecordCreate),
    /// Delete Records.
    RecordDelete(RecordDelete),
    /// Get Records.
    RecordLookup(RecordLookup),
    /// Update Records.
    RecordUpdate(RecordUpdate),
    /// Runs another flow.
    Subflow(Subflow),
    /// Stops the save with a message.
    CustomError(CustomError),
    /// An element of another kind: its tag and connectors.
    Other(OtherElement),
}

/// An element that only names, labels and arrows are known of.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherElement {
    /// Its tag: `screens`, `waits`, …
    pub tag: String,
    /// Its arrows: the tag of each (`connector`, `faultConnector`, …) and the arrow.
    pub connectors: Vec<(String, Connector)>,
    /// What it refers to.
    pub references: Vec<String>,
}

/// Runs an action.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActionCall {
    /// `chatterPost`, an Apex class, …
    pub action_name: String,
    /// `chatterPost`, `apex`, …
    pub action_type: String,
    /// The next element.
    pub connector: Option<Connector>,
    /// The element after a fault.
    pub fault: Option<Connector>,
    /// `CurrentTransaction`, …
    pub transaction_model: Option<String>,
    /// Inputs, in the order of the spec.
    pub inputs: Vec<Parameter>,
    /// Outputs and the variables they go to.
    pub outputs: Vec<OutputParameter>,
    /// The same as the action's name.
    pub name_segment: Option<String>,
    /// `0` in files saved by a current Builder.
    pub offset: Option<i32>,
    /// The version of the action, where it has one.
    pub version: Option<String>,
    /// Its outputs are kept under the element's name.
    pub store_output: bool,
}

/// A named value: an input of an action or of a subflow.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The input.
    pub name: String,
    /// Its value; absent sets nothing.
    pub value: Option<Value>,
}

/// An output and the variable that takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputParameter {
    /// The output.
    pub name: String,
    /// The variable.
    pub assign_to: String,
}

/// Gives values to variables, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assignment {
    /// What gets what.
    pub items: Vec<AssignmentItem>,
    /// The next element.
    pub connector: Option<Connector>,
}

/// One row of an assignment.
#[derive(Clone, Debug, PartialEq)]
pub struct AssignmentItem {
    /// The variable, or a field of a record variable.
    pub target: String,
    /// `Assign`, `Add`, …
    pub operator: String,
    /// The value; absent is null.
    pub value: Option<Value>,
}

/// Chooses a path: the first rule that is true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// Where no rule is true.
    pub default_connector: Option<Connector>,
    /// The label of that path.
    pub default_label: String,
}

/// One outcome of a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its API name.
    pub name: String,
    /// What the canvas shows.
    pub label: String,
    /// `and`, `or`, `1 AND (2 OR 3)`.
    pub logic: String,
    /// The conditions, in order.
    pub conditions: Vec<Condition>,
    /// The next element.
    pub connector: Option<Connector>,
    /// Only when the record did not meet it before.
    pub requires_change: bool,
    /// Where it was written.
    pub place: Place,
}

/// One condition of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// What is compared.
    pub left: String,
    /// `EqualTo`, `IsBlank`, …
    pub operator: String,
    /// With what.
    pub right: Option<Value>,
}

/// Walks through a collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loop {
    /// The collection.
    pub collection: String,
    /// The variable that takes each item, in old flows.
    pub item: Option<String>,
    /// `Asc` or `Desc`.
    pub order: String,
    /// For each item.
    pub next_value: Option<Connector>,
    /// After the last.
    pub no_more_values: Option<Connector>,
}

/// One condition on records.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// The field.
    pub field: String,
    /// `EqualTo`, `IsNull`, …
    pub operator: String,
    /// With what.
    pub value: Option<Value>,
}

/// A field and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldAssignment {
    /// The field.
    pub field: String,
    /// The value; absent is null.
    pub value: Option<Value>,
}

/// Create Records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordCreate {
    /// The object, where fields are given.
    pub object: Option<String>,
    /// The fields; the writer sorts them.
    pub fields: Vec<FieldAssignment>,
    /// A record variable instead.
    pub input_reference: Option<String>,
    /// The variable that takes the new id.
    pub assign_id_to: Option<String>,
    /// The id is kept under the element's name.
    pub store_output: bool,
    /// The next element.
    pub connector: Option<Connector>,
    /// The element after a fault.
    pub fault: Option<Connector>,
}

/// Delete Records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordDelete {
    /// The object, with filters.
    pub object: Option<String>,
    /// `and`, …
    pub filter_logic: Option<String>,
    /// Which records.
    pub filters: Vec<Filter>,
    /// A record variable instead.
    pub input_reference: Option<String>,
    /// The next element.
    pub connector: Option<Connector>,
    /// The element after a fault.
    pub fault: Option<Connector>,
}

/// Get Records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordLookup {
    /// The object.
    pub object: String,
    /// `and`, …
    pub filter_logic: Option<String>,
    /// Which records.
    pub filters: Vec<Filter>,
    /// The field to sort by.
    pub sort_field: Option<String>,
    /// `Asc` or `Desc`.
    pub sort_order: Option<String>,
    /// How many at most.
    pub limit: Option<Value>,
    /// The fields that are fetched; as given, `Id` first.
    pub queried_fields: Vec<String>,
    /// Where the records go.
    pub output: LookupOutput,
    /// Nothing found sets the outputs to null.
    pub null_if_none: bool,
    /// The next element.
    pub connector: Option<Connector>,
    /// The element after a fault.
    pub fault: Option<Connector>,
}

/// Where found records go: the three shapes of real flows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupOutput {
    /// Kept under the element's name: the first record, or all.
    Stored {
        /// Only the first.
        first_only: bool,
    },
    /// Into a record variable.
    Variable(String),
    /// Fields into plain variables: (field, variable).
    Fields(Vec<(String, String)>),
}

impl Default for LookupOutput {
    fn default() -> Self {
        LookupOutput::Stored { first_only: true }
    }
}

/// Update Records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordUpdate {
    /// The object, with filters.
    pub object: Option<String>,
    /// `and`, …
    pub filter_logic: Option<String>,
    /// Which records.
    pub filters: Vec<Filter>,
    /// The fields; the writer sorts them.
    pub fields: Vec<FieldAssignment>,
    /// A record variable instead, or `$Record` with fields.
    pub input_reference: Option<String>,
    /// The next element.
    pub connector: Option<Connector>,
    /// The element after a fault.
    pub fault: Option<Connector>,
}

/// Runs another flow. It has no fault connector: a subflow catches its own faults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subflow {
    /// The flow.
    pub flow_name: String,
    /// Its inputs; the writer sorts them.
    pub inputs: Vec<Parameter>,
    /// Its outputs and the variables that take them.
    pub outputs: Vec<OutputParameter>,
    /// Its outputs are kept under the element's name.
    pub store_output: bool,
    /// The next element.
    pub connector: Option<Connector>,
}

/// Stops the save with messages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomError {
    /// Each message, and the field it stands at.
    pub messages: Vec<(String, Option<String>)>,
    /// The next element.
    pub connector: Option<Connector>,
}

/// The types of flow resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataType {
    /// Text.
    String,
    /// Number with a scale.
    Number,
    /// Currency with a scale.
    Currency,
    /// True or false.
    Boolean,
    /// Day.
    Date,
    /// Moment.
    DateTime,
    /// Time of day.
    Time,
    /// One value of a list.
    Picklist,
    /// Several values of a list.
    Multipicklist,
    /// A record.
    SObject,
    /// An Apex object.
    Apex,
}

/// A variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its API name.
    pub name: String,
    /// What it is and what null means.
    pub description: Option<String>,
    /// Its type.
    pub data_type: DataType,
    /// Several values.
    pub is_collection: bool,
    /// A caller may give it.
    pub is_input: bool,
    /// A caller may read it.
    pub is_output: bool,
    /// The object of a record variable.
    pub object_type: Option<String>,
    /// The Apex class of an Apex variable.
    pub apex_class: Option<String>,
    /// Digits behind the point: numbers and currencies.
    pub scale: Option<u8>,
    /// What it holds at first.
    pub value: Option<Value>,
    /// Where it was written.
    pub place: Place,
}

/// A formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// Its API name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Its type.
    pub data_type: DataType,
    /// The formula, references as `{!name}`.
    pub expression: String,
    /// Digits behind the point: numbers and currencies.
    pub scale: Option<u8>,
    /// Where it was written.
    pub place: Place,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// Its API name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Its type.
    pub data_type: DataType,
    /// Its value.
    pub value: Option<Value>,
    /// Where it was written.
    pub place: Place,
}

/// A text template.
#[derive(Clone, Debug, PartialEq)]
pub struct TextTemplate {
    /// Its API name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Without markup.
    pub plain: bool,
    /// The text, with merge fields.
    pub text: String,
    /// Where it was written.
    pub place: Place,
}

/// A value: a constant or a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `<stringValue>`
    String(String),
    /// `<numberValue>`: decimal digits, always with a point when written.
    Number(String),
    /// `<booleanValue>`
    Boolean(bool),
    /// `<dateValue>`: `2024-01-31`.
    Date(String),
    /// `<dateTimeValue>`: `2024-01-31T14:00:00.000Z`.
    DateTime(String),
    /// `<elementReference>`
    Reference(String),
}
