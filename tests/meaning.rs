//! What a program means: small specs, and what their flows must say or never say.

#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use ctiflow::flow::{ElementKind, Flow};
use ctiflow::org::Org;
use std::collections::BTreeSet;
use support::compile;

const HEAD: &str = "ctiflow: 1
program: Follow Up
prefix: FUP
calls:
  where: { Type: Call }
  disposition: CallDisposition
fields:
  Dials__c: counter
  Rate__c: { number: 2 }
  Step__c: text
  Day__c: date
";

/// The flows of a spec whose head is [`HEAD`].
fn flows(body: &str) -> Vec<Flow> {
    match compile("specs/meaning.yaml", &format!("{HEAD}{body}"), &Org::standard()) {
        Ok(made) => made.flows,
        Err(errors) => panic!("{errors}"),
    }
}

/// The flow of this name among those of a spec.
fn flow(body: &str, name: &str) -> Flow {
    flows(body).into_iter().find(|flow| flow.name == name).unwrap_or_else(|| panic!("no flow {name}"))
}

/// The flow of one outcome with these steps, each on a line of its own.
fn outcome(steps: &str) -> Flow {
    let steps: String = steps.lines().map(|line| format!("      {line}\n")).collect();
    flow(&format!("outcomes:\n  Done:\n    dispositions: [Done]\n    steps:\n{steps}"), "FUP_Done")
}

fn names(flow: &Flow) -> Vec<String> {
    let mut names: Vec<String> = flow.elements.iter().map(|element| element.name.to_lowercase()).collect();
    for element in &flow.elements {
        if let ElementKind::Decision(decision) = &element.kind {
            names.extend(decision.rules.iter().map(|rule| rule.name.to_lowercase()));
        }
    }
    names
}

#[test]
fn names_in_the_router_are_its_own_whatever_outcomes_are_called() {
    let body = "outcomes:
  Contact:
    dispositions: [Reached]
    steps: []
  通话:
    api_name: Talked
    dispositions: [通话]
    steps: []
  会议:
    api_name: Met
    dispositions: [会议]
    steps: []
";
    let names = names(&flow(body, "FUP_Call_Router"));
    let unique: BTreeSet<&String> = names.iter().collect();
    assert_eq!(unique.len(), names.len(), "{names:?}");
}

#[test]
fn settings_that_differ_in_case_alone_are_two() {
    let steps = "- log: x
- if: person.Dials__c > settings.limit || person.Dials__c < settings.Limit
  then: [log: found]";
    let steps: String = steps.lines().map(|line| format!("      {line}\n")).collect();
    let body = format!(
        "settings:\n  limit: 3\n  Limit: 9\noutcomes:\n  Done:\n    dispositions: [Done]\n    steps:\n{steps}"
    );
    let flow = flow(&body, "FUP_Done");
    let values: BTreeSet<_> = flow.constants.iter().map(|each| format!("{:?}", each.value)).collect();
    assert_eq!(values.len(), 2, "{:?}", flow.constants);
}

#[test]
fn a_task_of_a_monitor_never_goes_to_the_queue_of_a_lead() {
    let body = "outcomes:
  Done:
    dispositions: [Done]
    steps: []
monitors:
  Old:
    every: day at 02:00
    for: Lead
    steps: [create_task: { subject: Old, owner: manager else rep }]
";
    let flow = flow(body, "FUP_Old");
    let owner = flow.formulas.iter().find(|each| each.name == "managerOrOwnerId");
    let owner = owner.map(|each| each.expression.as_str());
    assert_eq!(
        owner,
        Some("BLANKVALUE({!managerId}, IF(BEGINS({!$Record.OwnerId}, \"005\"), {!$Record.OwnerId}, \"\"))")
    );
}

#[test]
fn the_rep_is_what_the_router_hands_over() {
    let flow = outcome("- log: \"{!rep.FirstName} {!rep.Email} {!rep.Name}\"");
    let inputs: Vec<&str> = flow
        .variables
        .iter()
        .filter(|each| each.name.starts_with("rep"))
        .map(|each| each.name.as_str())
        .collect();
    assert_eq!(inputs, ["repEmail", "repFirstName", "repName"]);
    assert!(flow.variables.iter().all(|each| each.is_input), "{:?}", flow.variables);
}

#[test]
fn the_account_of_the_contact_is_one_variable_however_it_is_named() {
    let flow = outcome(
        "- create_task: { subject: \"Call {!account.Name} {!contact.AccountId}\", related_to: account }",
    );
    let accounts = flow.variables.iter().filter(|each| each.name.to_lowercase().starts_with("accountid"));
    assert_eq!(accounts.count(), 1);
}

#[test]
fn a_condition_with_more_parts_than_can_be_numbered_is_a_formula() {
    let any: Vec<String> = (1..=160).map(|at| format!("person.D__c = {at}")).collect();
    let spec = format!(
        "{}outcomes:
  Done:
    dispositions: [Done]
    steps:
      - if: NOT(ISBLANK(call.WhatId)) && ({})
        then: [set: {{ Step__c: far }}]
",
        HEAD.replace("Dials__c", "D__c"),
        any.join(" || ")
    );
    let made =
        compile("specs/meaning.yaml", &spec, &Org::standard()).unwrap_or_else(|errors| panic!("{errors}"));
    let done = made.flows.iter().find(|flow| flow.name == "FUP_Done").expect("the outcome has a flow");
    let formula = done.formulas.iter().find(|formula| formula.expression.contains("160"));
    let formula = formula.expect("the condition is a formula");
    let rules = done.elements.iter().flat_map(|each| match &each.kind {
        ElementKind::Decision(decision) => decision.rules.as_slice(),
        _ => &[],
    });
    let asks = rules.filter(|rule| rule.conditions.iter().any(|each| each.left == formula.name));
    assert_eq!(asks.map(|rule| rule.logic.as_str()).collect::<Vec<_>>(), ["and"]);
}

#[test]
fn what_is_set_of_a_record_is_saved_where_a_step_before_has_looked_it_up() {
    let steps = "- create_task: { subject: Call, related_to: deal }
- set: { deal.NextStep: Call }";
    let steps: String = steps.lines().map(|line| format!("      {line}\n")).collect();
    let body = format!(
        "records:\n  deal: {{ object: Opportunity, where: ContactId = contact.Id }}\noutcomes:\n  Done:\n    \
         dispositions: [Done]\n    steps:\n{steps}"
    );
    let flow = flow(&body, "FUP_Done");
    let set = flow.elements.iter().find_map(|each| match &each.kind {
        ElementKind::Assignment(set) if each.name == "Set_Deal_Next_Step_to_Call" => set.connector.as_ref(),
        _ => None,
    });
    assert_eq!(set.map(|to| to.target.as_str()), Some("Update_Deal"));
}

#[test]
fn a_monitor_saves_its_record_only_where_it_has_set_something() {
    let body = "outcomes:
  Done:
    dispositions: [Done]
    steps: []
monitors:
  Old:
    every: day at 02:00
    for: Case
    steps:
      - if: FOUND(rep)
        then: [set: { Priority: High }]
";
    let flow = flow(body, "FUP_Old");
    let asked = flow.elements.iter().find_map(|each| match &each.kind {
        ElementKind::Decision(decision) => Some(decision),
        _ => None,
    });
    assert_eq!(asked.map(|decision| decision.default_connector.is_none()), Some(true));
}

#[test]
fn the_values_of_one_step_are_those_from_before_it_whoever_reads_them_later() {
    let flow = outcome(
        "- set: { Day__c: =TODAY(), Step__c: \"From {!person.Day__c}\" }\n- log: \"{!person.Day__c}\"",
    );
    let set = flow.elements.iter().find_map(|each| match &each.kind {
        ElementKind::Assignment(set) if each.name.starts_with("Set_") => Some(&set.items),
        _ => None,
    });
    let targets: Vec<&str> = set.into_iter().flatten().map(|row| row.target.as_str()).collect();
    assert_eq!(
        targets,
        [
            "contactChanges.Step__c",
            "leadChanges.Step__c",
            "day",
            "contactChanges.Day__c",
            "leadChanges.Day__c"
        ]
    );
}
