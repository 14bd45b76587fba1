//! The router: the gate, who was called, one Get for each kind of person, the decision, one subflow for each outcome.

use super::gate;
use super::kit::{self, boolean, condition, element, parameter, reference, rule, subflow, text};
use crate::check::{OutcomeKind, RecordRef};
use crate::flow::{
    Connector, Decision, Element, ElementKind, Flow, LookupOutput, Parameter, RecordLookup, Rule, Start,
};
use crate::plan::{FlowPlan, Input, Plan};
use std::collections::BTreeSet;

/// The router of a program.
pub(super) fn build(plan: &Plan<'_>) -> Flow {
    let program = plan.program;
    let name = format!("{}_Call_Router", program.prefix);
    let label = format!("{} Call Router", program.prefix);
    let mut flow = kit::flow(program, &name, &label, &description(plan));
    flow.trigger_order = program.gate.order;
    flow.start = Start {
        connector: Some(Connector::to("Who_Was_Called")),
        object: Some("Task".to_owned()),
        trigger_type: Some("RecordAfterSave".to_owned()),
        record_trigger_type: Some("CreateAndUpdate".to_owned()),
        filter_formula: Some(gate::entry(program)),
        ..Start::default()
    };
    if plan.outcomes.iter().any(|outcome| outcome.inputs.contains(&Input::PriorDisposition)) {
        flow.formulas.push(gate::prior_disposition(program));
    }
    flow.variables = vec![
        kit::record("contact", "The person called, if it is a Contact. Otherwise null.", "Contact"),
        kit::record("lead", "The person called, if it is a Lead. Otherwise null.", "Lead"),
    ];
    flow.elements.push(who_was_called());
    flow.elements.extend(get_person(plan, &name, RecordRef::Contact));
    flow.elements.extend(get_person(plan, &name, RecordRef::Lead));
    flow.elements.push(route(plan));
    flow.elements.extend(plan.outcomes.iter().map(run));
    flow
}

fn description(plan: &Plan<'_>) -> String {
    let again = match plan.program.gate.rerun {
        true => " and when its disposition is corrected",
        false => ", once: a correction of the disposition changes nothing",
    };
    format!(
        "Runs when a save makes a call complete (the Task is a call of a user, with a person and a disposition){again}. \
         Gets the Contact or Lead once and hands the call to the flow of its outcome."
    )
}

fn who_was_called() -> Element {
    let is_contact = rule(
        "Is_Contact",
        "Contact",
        vec![condition("$Record.WhoId", "StartsWith", text("003"))],
        Some(Connector::to("Get_Contact")),
    );
    let decision = kit::one_rule(is_contact, Some(Connector::to("Get_Lead")), "Lead");
    element("Who_Was_Called", "Who Was Called?", "The kind of person shows in the ID.", decision)
}

/// The only look-up of the person, and the log of its fault.
fn get_person(plan: &Plan<'_>, router: &str, record: RecordRef) -> [Element; 2] {
    let (object, variable) = match record {
        RecordRef::Lead => ("Lead", "lead"),
        _ => ("Contact", "contact"),
    };
    let name = format!("Get_{object}");
    let log = format!("Log_{name}");
    let mut filters = vec![kit::filter("Id", "EqualTo", reference("$Record.WhoId"))];
    let mut said = "The only look-up of the person, with the fields that the outcomes read.".to_owned();
    if record == RecordRef::Lead {
        filters.push(kit::filter("IsConverted", "EqualTo", boolean(false)));
        said.push_str(" A converted Lead is read-only and counts as not found.");
    }
    let lookup = RecordLookup {
        object: object.to_owned(),
        filter_logic: Some("and".to_owned()),
        filters,
        queried_fields: queried_fields(plan, record),
        output: LookupOutput::Variable(variable.to_owned()),
        connector: Some(Connector::to("Route_by_Disposition")),
        fault: Some(Connector::to(log.clone())),
        ..RecordLookup::default()
    };
    let inputs = vec![
        parameter("flowName", text(router)),
        parameter("message", reference("$Flow.FaultMessage")),
        parameter("personId", reference("$Record.WhoId")),
        parameter("sourceId", reference("$Record.Id")),
        parameter("stepName", text(name.clone())),
    ];
    let log_flow = format!("{}_Log", plan.program.prefix);
    let log_said = format!(
        "Writes the fault to the {}. Nothing is left to do.",
        super::objects::log_label(plan.program)
    );
    [
        element(&name, &format!("Get {object}"), &said, ElementKind::RecordLookup(lookup)),
        element(&log, &format!("Log Fault in Get {object}"), &log_said, subflow(&log_flow, inputs, None)),
    ]
}

/// Exactly the fields that some outcome reads: `Id` first, the rest sorted.
fn queried_fields(plan: &Plan<'_>, record: RecordRef) -> Vec<String> {
    let loads = plan.outcomes.iter().flat_map(|outcome| &outcome.loads);
    let read: BTreeSet<String> = loads
        .filter(|key| key.record == record || key.record == RecordRef::Person)
        .map(|key| key.field.name.clone())
        .filter(|name| name != "Id")
        .collect();
    std::iter::once("Id".to_owned()).chain(read).collect()
}

fn route(plan: &Plan<'_>) -> Element {
    let mut rules = vec![no_person(plan)];
    let mut default_connector = None;
    for (outcome, flow) in plan.program.outcomes.iter().zip(&plan.outcomes) {
        match outcome.kind {
            OutcomeKind::Named if !outcome.dispositions.is_empty() => {
                rules.push(disposition_rule(plan, &outcome.dispositions, &outcome.name));
            }
            OutcomeKind::Unrecognized => {
                default_connector = Some(Connector::to(run_name(flow, &outcome.name)))
            }
            OutcomeKind::Named | OutcomeKind::NoPerson => {}
        }
    }
    let said = "One outcome for each disposition; upper and lower case make no difference.";
    let decision = Decision { rules, default_connector, default_label: "Unrecognized".to_owned() };
    element("Route_by_Disposition", "Route by Disposition", said, ElementKind::Decision(decision))
}

/// Nobody found: deleted, or a converted lead.
fn no_person(plan: &Plan<'_>) -> Rule {
    let nobody =
        plan.program.outcomes.iter().zip(&plan.outcomes).find(|(each, _)| each.kind == OutcomeKind::NoPerson);
    let connector = nobody.map(|(outcome, flow)| Connector::to(run_name(flow, &outcome.name)));
    let conditions =
        vec![condition("contact", "IsNull", boolean(true)), condition("lead", "IsNull", boolean(true))];
    rule("Nobody_Found", "Nobody Found", conditions, connector)
}

fn disposition_rule(plan: &Plan<'_>, dispositions: &[String], name: &str) -> Rule {
    let field = format!("$Record.{}", plan.program.gate.disposition.name);
    let conditions: Vec<_> =
        dispositions.iter().map(|each| condition(field.clone(), "EqualTo", text(each.clone()))).collect();
    let logic = if conditions.len() > 1 { "or" } else { "and" };
    let connector = Some(Connector::to(crate::plan::legal(&format!("Run {name}"))));
    Rule {
        logic: logic.to_owned(),
        ..rule(&crate::plan::legal(&format!("Is {name}")), name, conditions, connector)
    }
}

fn run_name(_: &FlowPlan<'_>, name: &str) -> String {
    crate::plan::legal(&format!("Run {name}"))
}

/// The subflow of an outcome.
fn run(outcome: &FlowPlan<'_>) -> Element {
    let name = outcome.label.split_once(' ').map_or(outcome.label.as_str(), |(_, name)| name);
    let said = format!("The work of the outcome {name}.");
    let inputs = outcome.inputs.iter().filter_map(input).collect();
    element(
        &crate::plan::legal(&format!("Run {name}")),
        &format!("Run {name}"),
        &said,
        subflow(&outcome.name, inputs, None),
    )
}

fn input(input: &Input) -> Option<Parameter> {
    Some(match input {
        Input::Call => parameter("call", reference("$Record")),
        Input::Contact => parameter("contact", reference("contact")),
        Input::Lead => parameter("lead", reference("lead")),
        Input::Pending => return None,
        Input::PriorDisposition => parameter("priorDisposition", reference("priorDisposition")),
        Input::Rep(field) => {
            parameter(&super::rep_input(field), reference(format!("$Record.Owner:User.{field}")))
        }
    })
}
