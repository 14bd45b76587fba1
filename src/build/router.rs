//! The router: the gate, who was called, one Get for each kind of person, the decision, one subflow for each outcome.

use super::gate;
use super::kit::{self, boolean, condition, element, parameter, reference, rule, subflow, text};
use crate::check::{Outcome, OutcomeKind, Program, RecordRef};
use crate::flow::{
    Connector, Decision, Element, ElementKind, Flow, LookupOutput, Parameter, RecordLookup, Rule, Start,
};
use crate::plan::{FlowPlan, Input, Plan, list};
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
    let routed = outcomes(plan).filter(|(outcome, planned)| is_routed(outcome) && !planned.does_nothing());
    flow.elements.extend(routed.map(|(outcome, planned)| run(program, outcome, planned)));
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
        "Who_Was_Called_Contact",
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

/// The outcomes and their plans.
fn outcomes<'a>(plan: &'a Plan<'_>) -> impl Iterator<Item = (&'a Outcome, &'a FlowPlan<'a>)> {
    plan.program.outcomes.iter().zip(&plan.outcomes)
}

fn route(plan: &Plan<'_>) -> Element {
    let to = |kind: OutcomeKind| {
        let found = outcomes(plan).find(|(outcome, _)| outcome.kind == kind);
        found.and_then(|(outcome, planned)| connector(plan.program, outcome, planned))
    };
    let nobody =
        vec![condition("contact", "IsNull", boolean(true)), condition("lead", "IsNull", boolean(true))];
    let mut rules = vec![rule("Nobody_Found", "Nobody Found", nobody, to(OutcomeKind::NoPerson))];
    let named =
        outcomes(plan).filter(|(outcome, _)| outcome.kind == OutcomeKind::Named && is_routed(outcome));
    rules.extend(named.map(|(outcome, planned)| disposition_rule(plan.program, outcome, planned)));
    let default_connector = to(OutcomeKind::Unrecognized);
    let said = "One outcome for each disposition; upper and lower case make no difference.";
    let decision = Decision { rules, default_connector, default_label: "Unrecognized".to_owned() };
    element("Route_by_Disposition", "Route by Disposition", said, ElementKind::Decision(decision))
}

/// Whether calls come to an outcome from here: one without dispositions is only run by others.
fn is_routed(outcome: &Outcome) -> bool {
    outcome.kind != OutcomeKind::Named || !outcome.dispositions.is_empty()
}

/// The way to the subflow of an outcome; none where it does nothing.
fn connector(program: &Program, outcome: &Outcome, planned: &FlowPlan<'_>) -> Option<Connector> {
    (!planned.does_nothing()).then(|| Connector::to(run_name(program, outcome)))
}

fn disposition_rule(program: &Program, outcome: &Outcome, planned: &FlowPlan<'_>) -> Rule {
    let field = format!("$Record.{}", program.gate.disposition.name);
    let asked = |each: &String| condition(field.clone(), "EqualTo", text(each.clone()));
    let conditions: Vec<_> = outcome.dispositions.iter().map(asked).collect();
    let logic = if conditions.len() > 1 { "or" } else { "and" };
    let connector = connector(program, outcome, planned);
    let name = named(program, "Is", outcome);
    Rule { logic: logic.to_owned(), ..rule(&name, &outcome.name, conditions, connector) }
}

/// `Run_Connected`
fn run_name(program: &Program, outcome: &Outcome) -> String {
    named(program, "Run", outcome)
}

/// A name after an outcome: after its flow's, which is legal and its own whatever the outcome is called.
fn named(program: &Program, verb: &str, outcome: &Outcome) -> String {
    let flow = outcome.flow_name.as_str();
    let own = flow.strip_prefix(&program.prefix).unwrap_or(flow);
    crate::plan::legal(&format!("{verb} {own}"))
}

/// The subflow of an outcome.
fn run(program: &Program, outcome: &Outcome, planned: &FlowPlan<'_>) -> Element {
    let said = match (outcome.kind, outcome.dispositions.as_slice()) {
        (OutcomeKind::Unrecognized, _) => "For every other disposition.".to_owned(),
        (OutcomeKind::NoPerson, _) => "For a person that was deleted, or a converted lead.".to_owned(),
        (OutcomeKind::Named, [only]) => format!("For the disposition {only}."),
        (OutcomeKind::Named, several) => format!("For the dispositions {}.", list(several, "and")),
    };
    let inputs = planned.inputs.iter().filter_map(input).collect();
    let label = format!("Run {}", outcome.name);
    element(&run_name(program, outcome), &label, &said, subflow(&planned.name, inputs, None))
}

fn input(input: &Input) -> Option<Parameter> {
    Some(match input {
        Input::Call => parameter("call", reference("$Record")),
        Input::Contact => parameter("contact", reference("contact")),
        Input::Lead => parameter("lead", reference("lead")),
        Input::Pending => return None,
        Input::PriorDisposition => parameter("priorDisposition", reference("priorDisposition")),
        Input::Rep(field) => {
            parameter(&super::names::rep_input(field), reference(format!("$Record.Owner:User.{field}")))
        }
    })
}
