//! The elements on the canvas.

use super::{Connector, DataType, Location, Place, Value};
use crate::xml;

/// An element on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its API name.
    pub name: String,
    /// What the canvas shows.
    pub label: String,
    /// What the label cannot hold.
    pub description: Option<String>,
    /// Where it stands.
    pub location: Location,
    /// Its variant, where its kind has several: `SortCollectionProcessor`, …
    pub subtype: Option<String>,
    /// What it does.
    pub kind: ElementKind,
    /// Where it was written.
    pub place: Place,
}

impl Element {
    /// An element with nothing but a name, a label and what it does.
    pub fn new(name: impl Into<String>, label: impl Into<String>, kind: ElementKind) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            description: None,
            location: Location::default(),
            subtype: None,
            kind,
            place: Place::default(),
        }
    }
}

/// What an element does. Every kind that can fail at run time has a `fault` connector.
#[derive(Clone, Debug, PartialEq)]
pub enum ElementKind {
    /// Runs an action.
    ActionCall(ActionCall),
    /// Gives values.
    Assignment(Assignment),
    /// Filters or sorts a collection.
    CollectionProcessor(CollectionProcessor),
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
    /// Makes records from records.
    Transform(Transform),
    /// An element of another kind: its tag and connectors.
    Other(OtherElement),
}

/// An element that only names, labels and arrows are known of.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherElement {
    /// Its tag: `screens`, `waits`, …
    pub tag: String,
    /// All that is in it but name, label, description and location. The lists below are read from it.
    pub body: Vec<xml::Element>,
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
    /// A number for the version, in files of API 64 and before.
    pub version_segment: Option<String>,
    /// The types behind a generic action: (placeholder, type).
    pub data_types: Vec<(String, String)>,
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
    /// Records of other objects that are fetched with each.
    pub related_records: Vec<RelatedLookup>,
    /// Where the records go.
    pub output: LookupOutput,
    /// Nothing found sets the outputs to null.
    pub null_if_none: bool,
    /// The next element.
    pub connector: Option<Connector>,
    /// The element after a fault.
    pub fault: Option<Connector>,
}

/// Records that are fetched with the records of a look-up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RelatedLookup {
    /// The object.
    pub object: String,
    /// The field between the two.
    pub relationship_field: String,
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
    /// Only the first.
    pub first_only: Option<bool>,
    /// The fields that are fetched.
    pub queried_fields: Vec<String>,
    /// The next level.
    pub related_records: Vec<RelatedLookup>,
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

/// Filters or sorts a collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CollectionProcessor {
    /// `FilterCollectionProcessor`, `SortCollectionProcessor`, …
    pub subtype: String,
    /// The variable that conditions call each item by.
    pub item: Option<String>,
    /// The collection.
    pub collection: String,
    /// `and`, `or`, `formula_evaluates_to_true`, …
    pub logic: Option<String>,
    /// Which items stay.
    pub conditions: Vec<Condition>,
    /// Which items stay, as a formula.
    pub formula: Option<String>,
    /// How many items stay.
    pub limit: Option<i32>,
    /// How items are made into recommendations.
    pub map_items: Vec<AssignmentItem>,
    /// The object of what items are made into.
    pub output_object: Option<String>,
    /// By which fields items are sorted.
    pub sort: Vec<SortOption>,
    /// The next element.
    pub connector: Option<Connector>,
}

/// One field that a collection is sorted by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SortOption {
    /// The field; none for a collection of plain values.
    pub field: Option<String>,
    /// `Asc` or `Desc`.
    pub order: Option<String>,
    /// Blank values come first.
    pub blank_first: bool,
}

/// Makes records from records.
#[derive(Clone, Debug, PartialEq)]
pub struct Transform {
    /// The type of what is made.
    pub data_type: DataType,
    /// Several.
    pub is_collection: bool,
    /// The object of what is made.
    pub object_type: Option<String>,
    /// The Apex class of what is made.
    pub apex_class: Option<String>,
    /// `0` in all files.
    pub scale: Option<u8>,
    /// Its output is kept under the element's name.
    pub store_output: bool,
    /// Where the fields of each output come from.
    pub values: Vec<Vec<TransformAction>>,
    /// The next element.
    pub connector: Option<Connector>,
}

/// Where one field of an output comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TransformAction {
    /// `Map`, `Count`, `Sum`, …
    pub transform_type: String,
    /// The field of the output.
    pub output_field: Option<String>,
    /// What goes there.
    pub value: Option<Value>,
    /// What steers the calculation.
    pub inputs: Vec<Parameter>,
}
