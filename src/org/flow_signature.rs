//! What a flow of the org takes and gives.

use crate::flow::DataType;
use crate::source::Span;

/// A flow, as its callers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowSignature {
    /// Its API name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// `Active`, `Draft`, `Obsolete`, `InvalidDraft`; empty if the file does not say.
    pub status: String,
    /// `AutoLaunchedFlow`, `Flow` (with screens), …
    pub process_type: String,
    /// What starts it, if it is not called: `RecordAfterSave`, `Scheduled`, …
    pub trigger_type: Option<String>,
    /// Variables that a caller may give.
    pub inputs: Vec<FlowVariable>,
    /// Variables that a caller may read.
    pub outputs: Vec<FlowVariable>,
    /// Its file.
    pub span: Span,
}

impl FlowSignature {
    /// The input of a name.
    pub fn input(&self, name: &str) -> Option<&FlowVariable> {
        self.inputs.iter().find(|variable| variable.name == name)
    }

    /// The output of a name.
    pub fn output(&self, name: &str) -> Option<&FlowVariable> {
        self.outputs.iter().find(|variable| variable.name == name)
    }
}

/// An input or output of a flow. None is required: the Metadata API (66.0) knows no such mark, an input that is not given is null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowVariable {
    /// Its API name.
    pub name: String,
    /// Its type.
    pub data_type: DataType,
    /// Several values.
    pub is_collection: bool,
    /// The object of a record variable.
    pub object_type: Option<String>,
}
