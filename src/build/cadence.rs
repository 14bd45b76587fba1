//! Sales Engagement: one subflow for each action that a program uses, so that an org without the licence lacks only these.
//!
//! An action is run only for a person with an active tracker (to assign: without one).

use super::helpers::{filled, flow, log_fault, text_input};
use super::kit::{self, boolean, condition, element, parameter, reference, rule, text};
use crate::check::Program;
use crate::flow::{
    ActionCall, Connector, DataType, ElementKind, Flow, LookupOutput, Parameter, RecordLookup, Variable,
};
use crate::plan::CadenceKind;

/// One row for each kind: flow, label, action, what it does.
struct Row {
    kind: CadenceKind,
    flow: &'static str,
    label: &'static str,
    action: &'static str,
    said: &'static str,
    /// The input of its own, and what it is.
    input: Option<(&'static str, &'static str)>,
}

const ROWS: &[Row] = &[
    Row {
        kind: CadenceKind::Event,
        flow: "Cadence_Event",
        label: "Cadence Event",
        action: "sendSalesCadenceEvent",
        said: "Tells the cadence of the person what happened.",
        input: Some(("eventType", "What happened, as the cadence knows it.")),
    },
    Row {
        kind: CadenceKind::Remove,
        flow: "Cadence_Remove",
        label: "Cadence Remove",
        action: "removeTargetFromSalesCadence",
        said: "Takes the person out of its cadence.",
        input: Some(("reason", "Why: the disposition of the completed cadence.")),
    },
    Row {
        kind: CadenceKind::Assign,
        flow: "Cadence_Assign",
        label: "Cadence Assign",
        action: "assignTargetToSalesCadence",
        said: "Puts the person into a cadence, unless it is in one.",
        input: Some(("cadenceName", "The cadence.")),
    },
    Row {
        kind: CadenceKind::Pause,
        flow: "Cadence_Pause",
        label: "Cadence Pause",
        action: "pauseSalesCadenceTracker",
        said: "Pauses the cadence of the person.",
        input: Some(("resumeTime", "When it goes on. Blank: until somebody resumes it.")),
    },
    Row {
        kind: CadenceKind::Resume,
        flow: "Cadence_Resume",
        label: "Cadence Resume",
        action: "resumeSalesCadenceTracker",
        said: "Resumes the cadence of the person.",
        input: None,
    },
];

fn row(kind: CadenceKind) -> &'static Row {
    ROWS.iter().find(|row| row.kind == kind).unwrap_or(&ROWS[0])
}

/// The name of a helper without the prefix.
pub(super) fn flow_name(kind: CadenceKind) -> &'static str {
    row(kind).flow
}

/// The helper of a kind.
pub(super) fn build(program: &Program, kind: CadenceKind) -> Flow {
    let row = row(kind);
    let mut built = flow(program, row.flow, row.label, &format!("{} Needs Sales Engagement.", row.said));
    built.start = kit::start("Get_Tracker");
    let lookup = RecordLookup {
        object: "ActionCadenceTracker".to_owned(),
        filter_logic: Some("and".to_owned()),
        filters: vec![
            kit::filter("TargetId", "EqualTo", reference("personId")),
            kit::filter("IsTrackerActive", "EqualTo", boolean(true)),
        ],
        output: LookupOutput::Fields(vec![("Id".to_owned(), "trackerId".to_owned())]),
        connector: Some(Connector::to("Is_in_Cadence")),
        fault: Some(Connector::to("Log_Get_Tracker")),
        ..RecordLookup::default()
    };
    let said = "The active tracker: the person's place in a cadence.";
    let act = Some(Connector::to("Run_Action"));
    let test = match kind {
        CadenceKind::Assign => condition("trackerId", "IsBlank", boolean(true)),
        _ => filled("trackerId"),
    };
    let (question, yes, no) = match kind {
        CadenceKind::Assign => ("Is the Person in No Cadence?", "Yes", "No"),
        _ => ("Is the Person in a Cadence?", "Yes", "No"),
    };
    let decision = kit::one_rule(rule("Is_in_Cadence_Yes", yes, vec![test], act), None, no);
    built.elements = vec![
        element("Get_Tracker", "Get Tracker", said, ElementKind::RecordLookup(lookup)),
        log_fault(program, "Get_Tracker", "Get Tracker", "personId", "sourceId"),
        element("Is_in_Cadence", question, "Otherwise nothing is to be done.", decision),
        element("Run_Action", row.label, row.said, ElementKind::ActionCall(action(row))),
        log_fault(program, "Run_Action", row.label, "personId", "sourceId"),
    ];
    built.variables = variables(row);
    built
}

fn action(row: &Row) -> ActionCall {
    ActionCall {
        action_name: row.action.to_owned(),
        action_type: row.action.to_owned(),
        fault: Some(Connector::to("Log_Run_Action")),
        transaction_model: Some("CurrentTransaction".to_owned()),
        inputs: inputs(row.kind),
        name_segment: Some(row.action.to_owned()),
        offset: Some(0),
        ..ActionCall::default()
    }
}

fn inputs(kind: CadenceKind) -> Vec<Parameter> {
    let person = |name: &str| parameter(name, reference("personId"));
    match kind {
        CadenceKind::Event => vec![parameter("eventType", reference("eventType")), person("recordId")],
        CadenceKind::Remove => vec![
            parameter("completionReasonCode", text("ManuallyRemoved")),
            parameter("completionDisposition", reference("reason")),
            person("targetId"),
        ],
        CadenceKind::Assign => vec![
            parameter("salesCadenceNameOrId", reference("cadenceName")),
            person("targetId"),
            parameter("userId", reference("userId")),
        ],
        CadenceKind::Pause => vec![person("targetId"), parameter("resumeTime", reference("resumeTime"))],
        CadenceKind::Resume => vec![person("targetId")],
    }
}

fn variables(row: &Row) -> Vec<Variable> {
    let mut variables = vec![
        text_input("flowName", "The flow that asks for it."),
        text_input("personId", "The Contact or Lead."),
        text_input("sourceId", "The record that the flow runs for, for the log."),
        kit::variable("trackerId", "The active tracker. Null if there is none.", DataType::String),
    ];
    if let Some((name, said)) = row.input {
        variables.push(text_input(name, said));
    }
    if row.kind == CadenceKind::Assign {
        variables.push(text_input("userId", "The rep who works the cadence."));
    }
    variables
}
