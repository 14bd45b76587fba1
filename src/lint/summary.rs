//! What is kept of a file after it was judged: all that rules about the package ask.

use super::file::FileName;
use super::package::Project;
use super::unit::DocumentFacts;
use crate::flow::{DataType, ElementKind, Flow, Parameter, Place, Subflow, Value, Variable};
use crate::org::FlowVariable;
use crate::source::Span;

/// What is kept of a file.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// What its path says.
    pub file: FileName,
    /// Where a finding about the whole file is shown.
    pub span: Span,
    /// The project that it lies in, if it lies in one.
    pub project: Option<Project>,
    /// It is a `package.xml`.
    pub is_manifest: bool,
    /// The version of the platform that it says it is of.
    pub api_version: Option<Stated>,
    /// The flow that it holds.
    pub flow: Option<FlowSummary>,
}

/// A text of a file, and where it stands.
#[derive(Clone, Debug)]
pub struct Stated {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Summary {
    pub(super) fn of(document: &DocumentFacts<'_>, flow: Option<&Flow>) -> Self {
        let root = document.tree.root();
        let is_manifest = root.tag() == "Package" && !document.is_destructive();
        let version = root.child(if is_manifest { "version" } else { "apiVersion" });
        Self {
            file: document.file.clone(),
            span: document.whole(),
            project: None,
            is_manifest,
            api_version: version
                .map(|node| Stated { text: node.text().trim().to_owned(), span: document.text(node) }),
            flow: flow.map(|flow| FlowSummary::of(document, flow)),
        }
    }
}

/// What is kept of a flow.
#[derive(Clone, Debug)]
pub struct FlowSummary {
    /// Its API name.
    pub name: String,
    /// Where a finding about the whole flow is shown.
    pub span: Span,
    /// `Active`, …
    pub status: String,
    /// `AutoLaunchedFlow`, …
    pub process_type: String,
    /// `RecordAfterSave`, …
    pub trigger_type: Option<String>,
    /// `CreateAndUpdate`, …
    pub record_trigger_type: Option<String>,
    /// The object of the record that starts it.
    pub object: Option<String>,
    /// Among the flows that start on one object.
    pub trigger_order: Option<u32>,
    /// What a caller may give.
    pub inputs: Vec<FlowVariable>,
    /// What a caller may read.
    pub outputs: Vec<FlowVariable>,
    /// It waits for something: such a flow cannot be called.
    pub waits: bool,
    /// The flows that it runs.
    pub calls: Vec<Call>,
}

/// A flow that a flow runs.
#[derive(Clone, Debug)]
pub struct Call {
    /// The element that runs it.
    pub element: String,
    /// The flow that is run.
    pub flow: String,
    /// Where its name stands.
    pub span: Span,
    /// The inputs that are given.
    pub inputs: Vec<Argument>,
    /// The outputs that are taken.
    pub outputs: Vec<Argument>,
}

/// An input that is given, or an output that is taken.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Where that stands.
    pub span: Span,
    /// The value that is given, or the variable that takes it.
    pub value: Option<Value>,
}

impl FlowSummary {
    fn of(document: &DocumentFacts<'_>, flow: &Flow) -> Self {
        let start = &flow.start;
        Self {
            name: flow.name.clone(),
            span: document.at(flow.place),
            status: flow.status.clone(),
            process_type: flow.process_type.clone(),
            trigger_type: start.trigger_type.clone(),
            record_trigger_type: start.record_trigger_type.clone(),
            object: start.object.clone(),
            trigger_order: flow.trigger_order,
            inputs: variables(flow, |variable| variable.is_input),
            outputs: variables(flow, |variable| variable.is_output),
            waits: flow.elements.iter().any(|element| element.kind.tag() == "waits"),
            calls: calls(document, flow),
        }
    }
}

fn variables(flow: &Flow, wanted: impl Fn(&Variable) -> bool) -> Vec<FlowVariable> {
    let signature = |variable: &Variable| FlowVariable {
        name: variable.name.clone(),
        data_type: variable.data_type,
        is_collection: variable.is_collection,
        object_type: variable.object_type.clone().filter(|_| variable.data_type == DataType::SObject),
    };
    flow.variables.iter().filter(|variable| wanted(variable)).map(signature).collect()
}

fn calls(document: &DocumentFacts<'_>, flow: &Flow) -> Vec<Call> {
    let call = |name: &str, place: Place, subflow: &Subflow| {
        let argument = |name: &str, value: Option<Value>| Argument {
            name: name.to_owned(),
            span: document.leaf(place, "name", name),
            value,
        };
        let given = |input: &Parameter| argument(&input.name, input.value.clone());
        let outputs = subflow.outputs.iter();
        let taken =
            outputs.map(|output| argument(&output.name, Some(Value::Reference(output.assign_to.clone()))));
        Call {
            element: name.to_owned(),
            flow: subflow.flow_name.clone(),
            span: document.leaf(place, "flowName", &subflow.flow_name),
            inputs: subflow.inputs.iter().map(given).collect(),
            outputs: taken.collect(),
        }
    };
    let subflows = flow.elements.iter().filter_map(|element| match &element.kind {
        ElementKind::Subflow(subflow) => Some(call(&element.name, element.place, subflow)),
        _ => None,
    });
    subflows.collect()
}
