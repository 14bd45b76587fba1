//! From a plan to metadata. The only room that knows both the plan and the Flow.

mod activities;
mod body;
mod cadence;
mod calls;
mod component;
mod condition;
mod conversion;
mod data;
mod gate;
mod helpers;
mod kit;
mod lower;
mod names;
mod objects;
mod operations;
mod query;
mod resources;
mod router;
mod scale;
mod tree;
mod value;

pub use component::{Component, MetadataKind};
pub use conversion::shared_fields;

use crate::check::{MonitorFlow, Program};
use crate::flow::{self, Connector, DataType, Flow, Schedule, Start, Variable};
use crate::plan::{FlowPlan, Input, Plan, owner_may_be_queue};
use crate::spec::DeclaredType;
use body::Body;
use lower::Lowering;
use names::Names;
use resources::Resources;
use std::collections::BTreeSet;

/// What is made only where it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The mapping of Lead fields to those of the Contact. It replaces the org's whole mapping.
    Conversion,
}

/// All metadata of a program.
pub fn build(plan: &Plan<'_>) -> Vec<Component> {
    let mut components: Vec<Component> = flows(plan).into_iter().map(flow_component).collect();
    components.extend(objects::build(plan));
    components
}

/// The metadata of a part that was asked for.
pub fn part(program: &Program, part: Part) -> Option<Component> {
    match part {
        Part::Conversion => conversion::build(program),
    }
}

/// The flows of a program.
pub fn flows(plan: &Plan<'_>) -> Vec<Flow> {
    let program = plan.program;
    let counters = counters(program);
    let mut flows = vec![router::build(plan), helpers::log(program)];
    if plan.saves_person {
        flows.push(helpers::save_person(program));
    }
    if plan.notifies {
        flows.push(helpers::notify(program));
    }
    flows.extend(plan.asked_counters.values().map(|(field, raised)| helpers::raised(program, field, raised)));
    flows.extend(plan.cadences.iter().map(|kind| cadence::build(program, *kind)));
    let outcomes = plan.outcomes.iter().filter(|outcome| !outcome.does_nothing());
    flows.extend(outcomes.map(|outcome| outcome_flow(plan, outcome, &counters)));
    let scheduled =
        program.monitors.iter().flat_map(|monitor| monitor.flows.iter().map(move |flow| (monitor, flow)));
    let scheduled = scheduled.zip(&plan.monitors).filter(|(_, planned)| !planned.does_nothing());
    for ((monitor, flow), planned) in scheduled {
        flows.push(monitor_flow(plan, planned, (monitor, flow), &counters));
    }
    flows
}

fn flow_component(flow: Flow) -> Component {
    let (name, document) = (flow.name.clone(), flow::write(&flow));
    Component { kind: MetadataKind::Flow, name, document, flow: Some(flow) }
}

/// The counters of a program: (object, field).
fn counters(program: &Program) -> BTreeSet<(String, String)> {
    program
        .fields
        .iter()
        .filter(|declared| declared.kind == DeclaredType::Counter)
        .map(|declared| (declared.field.object.clone(), declared.field.name.clone()))
        .collect()
}

fn outcome_flow(plan: &Plan<'_>, outcome: &FlowPlan<'_>, counters: &BTreeSet<(String, String)>) -> Flow {
    let mut flow = kit::flow(plan.program, &outcome.name, &outcome.label, &outcome.description);
    let names = Names { subject: &outcome.subject, records: outcome.records, owner_is_looked_up: false };
    let mut resources = Resources::default();
    reserve(&mut resources, outcome);
    outcome.inputs.iter().for_each(|input| {
        let meaning = input_meaning(input);
        input_variables(input).into_iter().for_each(|variable| resources.input(&meaning, variable));
    });
    let lowering = Lowering { names, raised_first: &outcome.raised_first, counters, resources };
    let (elements, first, lowering) = Body::new(plan.program, &plan.outcomes, outcome, lowering).build();
    flow.elements = elements;
    flow.start = Start { connector: first, ..Start::default() };
    lowering.resources.into_flow(&mut flow);
    pending_variables(&mut flow, outcome);
    flow
}

/// Names that elements have, and those of what the router hands over.
fn reserve(resources: &mut Resources, plan: &FlowPlan<'_>) {
    plan.names.iter().for_each(|name| resources.reserve(name));
}

/// The two records in which writes to the person are gathered, where the flow gathers any.
fn pending_variables(flow: &mut Flow, outcome: &FlowPlan<'_>) {
    if outcome.inputs.contains(&Input::Pending) {
        return;
    }
    for (name, said, object) in [
        ("contactChanges", "The fields to save, if the person is a Contact.", "Contact"),
        ("leadChanges", "The fields to save, if the person is a Lead.", "Lead"),
    ] {
        if outcome.saves_person {
            flow.variables.push(kit::record(name, said, object));
        }
    }
}

/// What an input means to the formulas that read it.
fn input_meaning(input: &Input) -> String {
    match input {
        Input::Rep(field) => format!("rep.{field}"),
        Input::Call | Input::Contact | Input::Lead | Input::Pending | Input::PriorDisposition => {
            String::new()
        }
    }
}

/// The variables of an input.
fn input_variables(input: &Input) -> Vec<Variable> {
    let text = |name: &str, said: &str| vec![kit::variable(name, said, DataType::String)];
    match input {
        Input::Call => vec![kit::record("call", "The call: the Task that the CTI logged.", "Task")],
        Input::Contact => {
            vec![kit::record("contact", "The person called, if it is a Contact. Otherwise null.", "Contact")]
        }
        Input::Lead => {
            vec![kit::record("lead", "The person called, if it is a Lead. Otherwise null.", "Lead")]
        }
        Input::Pending => vec![
            kit::record("contactChanges", "The fields to save, if the person is a Contact.", "Contact"),
            kit::record("leadChanges", "The fields to save, if the person is a Lead.", "Lead"),
        ],
        Input::PriorDisposition => {
            text("priorDisposition", "The disposition that this save corrects. Blank if it corrects none.")
        }
        Input::Rep(field) => text(&names::rep_input(field), &names::rep_said(field)),
    }
}

fn monitor_flow(
    plan: &Plan<'_>,
    planned: &FlowPlan<'_>,
    (monitor, of): (&crate::check::Monitor, &MonitorFlow),
    counters: &BTreeSet<(String, String)>,
) -> Flow {
    let mut flow = kit::flow(plan.program, &planned.name, &planned.label, &planned.description);
    let owner_is_looked_up = owner_may_be_queue(&of.object);
    let names = Names { subject: &planned.subject, records: planned.records, owner_is_looked_up };
    let mut resources = Resources::default();
    reserve(&mut resources, planned);
    let lowering = Lowering { names, raised_first: &planned.raised_first, counters, resources };
    let (elements, first, lowering) = Body::new(plan.program, &plan.outcomes, planned, lowering).build();
    flow.elements = elements;
    flow.start = scheduled_start(monitor, of, first);
    lowering.resources.into_flow(&mut flow);
    flow
}

/// When a monitor runs, and for which records. A converted Lead is read-only: it is left out, unless the spec speaks of it.
fn scheduled_start(monitor: &crate::check::Monitor, of: &MonitorFlow, connector: Option<Connector>) -> Start {
    let conditions = of.filter.as_ref().map(|query| query.conditions.as_slice()).unwrap_or_default();
    let asked = query::constants(conditions);
    let speaks_of_it = conditions.iter().any(|condition| condition.field.name == "IsConverted");
    let filters = match of.object.as_str() {
        "Lead" if !speaks_of_it => asked.after(kit::filter("IsConverted", "EqualTo", kit::boolean(false))),
        _ => asked,
    };
    let every = &monitor.every;
    let schedule = Schedule {
        frequency: if every.weekday.is_some() { "Weekly" } else { "Daily" }.to_owned(),
        start_date: monitor.starting.clone(),
        start_time: format!("{:02}:{:02}:00.000Z", every.hour, every.minute),
        day_of_month: None,
        frequency_number: None,
    };
    Start {
        connector,
        object: Some(of.object.clone()),
        trigger_type: Some("Scheduled".to_owned()),
        filter_logic: filters.logic(),
        filters: filters.in_order(),
        schedule: Some(schedule),
        ..Start::default()
    }
}

#[cfg(test)]
mod tests;
