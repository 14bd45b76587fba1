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

/// One row for each kind: the flow, its question, the action and what it does.
struct Row {
    kind: CadenceKind,
    flow: &'static str,
    label: &'static str,
    question: &'static str,
    /// The label of the action, and its name with underscores.
    act: &'static str,
    act_said: &'static str,
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
        question: "Is the Person at a Step?",
        act: "Send Cadence Event",
        act_said: "ManualComplete completes the step, Skip skips it.",
        action: "sendSalesCadenceEvent",
        said: "Completes or skips the step at which the person stands in its cadence.",
        input: Some(("eventType", "ManualComplete, or Skip.")),
    },
    Row {
        kind: CadenceKind::Remove,
        flow: "Cadence_Remove",
        label: "Cadence Remove",
        question: "Is the Person in a Cadence?",
        act: "Remove from Cadence",
        act_said: "As if by hand; the reason becomes the disposition of the completed cadence.",
        action: "removeTargetFromSalesCadence",
        said: "Takes the person out of its cadence.",
        input: Some(("reason", "Why: the disposition of the completed cadence.")),
    },
    Row {
        kind: CadenceKind::Assign,
        flow: "Cadence_Assign",
        label: "Cadence Assign",
        question: "Is the Person in No Cadence?",
        act: "Assign to Cadence",
        act_said: "With the rep as the one who works it.",
        action: "assignTargetToSalesCadence",
        said: "Puts the person into a cadence, unless it is in one.",
        input: Some(("cadenceName", "The cadence.")),
    },
    Row {
        kind: CadenceKind::Pause,
        flow: "Cadence_Pause",
        label: "Cadence Pause",
        question: "Is the Person in a Cadence?",
        act: "Pause Cadence",
        act_said: "Until the time that is given, or until somebody resumes it.",
        action: "pauseSalesCadenceTracker",
        said: "Pauses the cadence of the person.",
        input: Some(("resumeTime", "When it goes on, in GMT. Blank: until somebody resumes it.")),
    },
    Row {
        kind: CadenceKind::Resume,
        flow: "Cadence_Resume",
        label: "Cadence Resume",
        question: "Is the Person in a Cadence?",
        act: "Resume Cadence",
        act_said: "It goes on at the step where it was paused.",
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

/// What the look-up of the tracker keeps, in which variable, and what it is.
struct Kept {
    field: &'static str,
    variable: &'static str,
    said: &'static str,
}

/// An event goes to the tracker of the current step, everything else to the person (Sales Engagement Actions, API 67).
fn kept(kind: CadenceKind) -> Kept {
    match kind {
        CadenceKind::Event => Kept {
            field: "CurrentStepId",
            variable: "stepId",
            said: "The tracker of the step at which the person stands. Null if there is none.",
        },
        CadenceKind::Remove | CadenceKind::Assign | CadenceKind::Pause | CadenceKind::Resume => {
            Kept { field: "Id", variable: "trackerId", said: "The active tracker. Null if there is none." }
        }
    }
}

/// The helper of a kind.
pub(super) fn build(program: &Program, kind: CadenceKind) -> Flow {
    let row = row(kind);
    let kept = kept(kind);
    let mut built = flow(program, row.flow, row.label, &format!("{} Needs Sales Engagement.", row.said));
    built.start = kit::start("Get_Tracker");
    let lookup = RecordLookup {
        object: "ActionCadenceTracker".to_owned(),
        filter_logic: Some("and".to_owned()),
        filters: vec![
            kit::filter("TargetId", "EqualTo", reference("personId")),
            kit::filter("IsTrackerActive", "EqualTo", boolean(true)),
        ],
        output: LookupOutput::Fields(vec![(kept.field.to_owned(), kept.variable.to_owned())]),
        connector: Some(Connector::to(name(row.question))),
        fault: Some(Connector::to("Log_Get_Tracker")),
        ..RecordLookup::default()
    };
    let said = "The active tracker: the person's place in a cadence.";
    let test = match kind {
        CadenceKind::Assign => condition(kept.variable, "IsBlank", boolean(true)),
        CadenceKind::Event | CadenceKind::Remove | CadenceKind::Pause | CadenceKind::Resume => {
            filled(kept.variable)
        }
    };
    let act = name(row.act);
    let question = name(row.question);
    let yes = rule(&format!("{question}_Yes"), "Yes", vec![test], Some(Connector::to(act.clone())));
    built.elements = vec![
        element("Get_Tracker", "Get Tracker", said, ElementKind::RecordLookup(lookup)),
        log_fault(program, "Get_Tracker", "Get Tracker", "personId", "sourceId"),
        element(&question, row.question, "Otherwise nothing is to be done.", kit::one_rule(yes, None, "No")),
        element(&act, row.act, row.act_said, ElementKind::ActionCall(action(row))),
        log_fault(program, &act, row.act, "personId", "sourceId"),
    ];
    built.variables = variables(row);
    built
}

fn name(words: &str) -> String {
    crate::plan::legal(words)
}

fn action(row: &Row) -> ActionCall {
    ActionCall {
        action_name: row.action.to_owned(),
        action_type: row.action.to_owned(),
        fault: Some(Connector::to(format!("Log_{}", name(row.act)))),
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
        CadenceKind::Event => {
            vec![parameter("eventType", reference("eventType")), parameter("recordId", reference("stepId"))]
        }
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
    let kept = kept(row.kind);
    let mut variables = vec![
        text_input("flowName", "The flow that asks for it."),
        text_input("personId", "The Contact or Lead."),
        text_input("sourceId", "The record that the flow runs for, for the log."),
        kit::variable(kept.variable, kept.said, DataType::String),
    ];
    if let Some((name, said)) = row.input {
        variables.push(text_input(name, said));
    }
    if row.kind == CadenceKind::Assign {
        variables.push(text_input("userId", "The rep who works the cadence."));
    }
    variables
}
