//! What a spec becomes in a flow: conditions, values, connectors and names as the platform reads them.

use super::flows;
use crate::check::testing::{HEAD, program, with_steps};
use crate::flow::{Condition, Decision, ElementKind, FieldAssignment, Flow, LookupOutput, Rule, Value};
use crate::plan::plan;
use std::collections::BTreeSet;

/// The flow of this name.
fn flow(text: &str, name: &str) -> Flow {
    let program = program(text);
    let plan = plan(&program);
    flows(&plan).into_iter().find(|flow| flow.name == name).unwrap()
}

/// The flow of the only outcome with these steps.
fn outcome(steps: &str) -> Flow {
    flow(&with_steps(steps), "FUP_Connected")
}

fn kind<'f>(flow: &'f Flow, name: &str) -> &'f ElementKind {
    &flow.elements.iter().find(|element| element.name == name).unwrap_or_else(|| panic!("no {name}")).kind
}

fn decision<'f>(flow: &'f Flow, name: &str) -> &'f Decision {
    match kind(flow, name) {
        ElementKind::Decision(decision) => decision,
        _ => panic!("{name} is no decision"),
    }
}

/// The fields that an element gives to a record.
fn fields<'f>(flow: &'f Flow, name: &str) -> &'f [FieldAssignment] {
    match kind(flow, name) {
        ElementKind::RecordCreate(create) => &create.fields,
        ElementKind::RecordUpdate(update) => &update.fields,
        _ => panic!("{name} gives no fields"),
    }
}

/// A value: a formula as it is written, anything else by its name or itself.
fn said(flow: &Flow, value: Option<&Value>) -> String {
    match value {
        None => "null".to_owned(),
        Some(Value::Reference(name)) => {
            let formula = flow.formulas.iter().find(|formula| formula.name == *name);
            formula.map_or_else(|| format!("{{{name}}}"), |formula| formula.expression.clone())
        }
        Some(Value::Boolean(value)) => value.to_string(),
        Some(Value::String(text)) => format!("{text:?}"),
        Some(Value::Number(text) | Value::Date(text) | Value::DateTime(text)) => text.clone(),
    }
}

/// When a rule is taken: `and: {a} EqualTo 1; {b} IsNull false`.
fn when(flow: &Flow, rule: &Rule) -> String {
    let each = |condition: &Condition| {
        let left = said(flow, Some(&Value::Reference(condition.left.clone())));
        format!("{left} {} {}", condition.operator, said(flow, condition.right.as_ref()))
    };
    format!("{}: {}", rule.logic, rule.conditions.iter().map(each).collect::<Vec<_>>().join("; "))
}

/// What the last decision of the spec asks in this `if`.
fn asked(condition: &str) -> String {
    let flow = outcome(&format!("- if: '{condition}'\n  label: Asked\n  then: [log: Hello]"));
    when(&flow, &decision(&flow, "Asked_Step").rules[0])
}

#[test]
fn conditions_are_native_where_the_platform_can_ask_them() {
    let rows = [
        ("ISBLANK(person.Next_Call__c)", "and: {nextCall} IsNull true"),
        ("ISBLANK(person.Note__c)", "and: {note} IsBlank true"),
        ("person.Note__c = \"\"", "and: {note} IsBlank true"),
        ("person.State__c = \"Open\"", "and: {state} EqualTo \"Open\""),
        ("person.State__c <> \"Open\"", "and: {state} IsBlank false; {state} NotEqualTo \"Open\""),
        ("NOT(person.State__c = \"Open\")", "and: {state} NotEqualTo \"Open\""),
        ("person.Hot__c", "and: {hot} EqualTo true"),
        ("NOT(person.Hot__c)", "and: {hot} NotEqualTo true"),
        ("FOUND(lead)", "and: {leadId} IsBlank false"),
        ("BEGINS(person.Note__c, \"a\")", "and: {note} StartsWith \"a\""),
        (
            "ISBLANK(person.Next_Call__c) || person.Next_Call__c < TODAY()",
            "or: {nextCall} IsNull true; {nextCall} LessThan {$Flow.CurrentDate}",
        ),
        (
            "person.Hot__c && (person.State__c = \"New\" || person.State__c = \"Open\")",
            "1 AND (2 OR 3): {hot} EqualTo true; {state} EqualTo \"New\"; {state} EqualTo \"Open\"",
        ),
        ("person.Calls__c > settings.limit", "and: {calls} IsNull false; {calls} GreaterThan {limit}"),
        ("person.Calls__c < settings.limit", "or: {calls} IsNull true; {calls} LessThan {limit}"),
        ("person.Calls__c = 0", "or: {calls} IsNull true; {calls} EqualTo 0"),
        ("person.Calls__c = 3", "and: {calls} EqualTo 3"),
        ("person.Calls__c <> 3", "and: {calls} NotEqualTo 3"),
        ("BLANKVALUE(person.Rate__c, 0) >= 7.5", "and: {rate} IsNull false; {rate} GreaterThanOrEqualTo 7.5"),
        ("NOT(BLANKVALUE(person.Rate__c, 0) >= 7.5)", "or: {rate} IsNull true; {rate} LessThan 7.5"),
        ("BLANKVALUE(person.Rate__c, 10) > -1", "or: {rate} IsNull true; {rate} GreaterThan -1"),
        ("7.5 <= BLANKVALUE(person.Rate__c, 0)", "and: {rate} IsNull false; {rate} GreaterThanOrEqualTo 7.5"),
        (
            "BLANKVALUE(person.State__c, \"new\") = \"New\"",
            "or: {state} IsBlank true; {state} EqualTo \"New\"",
        ),
        ("person.Next_Call__c = TODAY()", "and: {nextCall} EqualTo {$Flow.CurrentDate}"),
        ("NOT(person.Next_Call__c = TODAY())", "and: {nextCall} NotEqualTo {$Flow.CurrentDate}"),
        (
            "person.Next_Call__c <> TODAY()",
            "and: {nextCall} IsNull false; {nextCall} NotEqualTo {$Flow.CurrentDate}",
        ),
        (
            "person.Next_Call__c = deal.CloseDate",
            "and: {nextCall} IsNull false; {nextCall} EqualTo {dealCloseDate}",
        ),
        ("LEN(person.Note__c) > 5", "and: LEN({!note}) GreaterThan 5"),
        ("BLANKVALUE(person.Rate__c, 0) + 1 > 5", "and: BLANKVALUE({!rate}, 0) + 1 GreaterThan 5"),
    ];
    for (condition, expected) in rows {
        assert_eq!(asked(condition), expected, "{condition}");
    }
}

#[test]
fn nothing_is_rounded_away_before_it_is_compared() {
    let scale = |condition: &str| {
        let flow = outcome(&format!("- if: '{condition}'\n  label: Asked\n  then: [log: Hello]"));
        flow.formulas[0].scale
    };
    assert_eq!(scale("BLANKVALUE(person.Rate__c, 0) + 1 > 5"), Some(2));
    assert_eq!(scale("BLANKVALUE(person.Rate__c, 0) / 3 > 5"), Some(17));
    assert_eq!(scale("NOW() - call.CreatedDate > 0.25"), Some(17));
    assert_eq!(scale("LEN(person.Note__c) > 5"), Some(0));
}

#[test]
fn one_formula_serves_all_who_ask_for_the_same_setting() {
    let flow = outcome(
        "- create_task: { subject: A, due: =TODAY() + settings.pause }\n- create_task: { subject: B, due: =TODAY() + settings.pause }",
    );
    let names: Vec<&str> = flow.formulas.iter().map(|each| each.name.as_str()).collect();
    assert_eq!(names, ["pauseFromToday"]);
}

#[test]
fn a_formula_is_asked_only_where_no_condition_can() {
    assert_eq!(
        asked("CONTAINS(person.Note__c, call.Subject)"),
        "and: CONTAINS(LOWER({!note}), LOWER({!call.Subject})) EqualTo true"
    );
}

#[test]
fn values_are_plain_where_they_can_be() {
    let rows = [
        ("Next_Call__c: =TODAY()", "{$Flow.CurrentDate}"),
        ("Next_Call__c: =TODAY() + 14", "TODAY() + 14"),
        ("Next_Call__c: \"=DATE(2999, 12, 31)\"", "2999-12-31"),
        ("Next_Call__c: \"=DATE(2024, 2, 29)\"", "2024-02-29"),
        ("Next_Call__c: \"=DATE(2023, 2, 29)\"", "DATE(2023, 2, 29)"),
        ("Next_Call__c: =TODAY() + settings.pause", "TODAY() + {!pauseDays}"),
        ("Last_Try__c: =NOW()", "{$Flow.CurrentDateTime}"),
        ("State__c: Open", "\"Open\""),
        ("Hot__c: true", "true"),
        ("Score__c: =settings.limit", "{limit}"),
        ("Note__c: =NULL", "null"),
        ("Note__c: \"{!person.Name}!\"", "LEFT({!personName} & \"!\", 20)"),
    ];
    for (set, expected) in rows {
        let flow = outcome(&format!("- set: {{ {set} }}\n  label: Given"));
        let ElementKind::Assignment(given) = kind(&flow, "Given_Step") else { panic!("{set}") };
        assert_eq!(said(&flow, given.items[0].value.as_ref()), expected, "{set}");
        assert_eq!(given.items.len(), 2, "once for a contact, once for a lead");
    }
}

#[test]
fn one_formula_serves_all_who_ask_for_the_same_day() {
    let flow = outcome(
        "- create_task: { subject: A, due: 2 business days }\n- create_task: { subject: B, due: 2 business days }",
    );
    assert_eq!(
        flow.formulas.iter().map(|each| each.name.as_str()).collect::<Vec<_>>(),
        ["inTwoBusinessDays"]
    );
}

#[test]
fn a_look_up_by_id_is_not_sorted() {
    let text = with_steps("- create_task: { subject: Ask, due: today, related_to: deal }").replace(
        "- Id = call.WhatId && NOT(IsClosed)\n",
        "- Id = call.WhatId && NOT(IsClosed)\n      - ContactId = contact.Id\n    order: LastModifiedDate desc\n",
    );
    let flow = flow(&text, "FUP_Connected");
    let sorted = |name: &str| match kind(&flow, name) {
        ElementKind::RecordLookup(lookup) => lookup.sort_field.clone(),
        _ => panic!("{name} is no look-up"),
    };
    assert_eq!(sorted("Get_Deal_by_ID"), None);
    assert_eq!(sorted("Get_Deal_by_Contact").as_deref(), Some("LastModifiedDate"));
}

#[test]
fn after_a_failed_look_up_the_step_that_asks_is_skipped() {
    let flow = outcome("- if: FOUND(deal)\n  then: [log: A]\n  else: [log: B]\n- log: C");
    let ElementKind::Subflow(log) = kind(&flow, "Log_Get_Deal_by_ID") else { panic!("no log") };
    let next = log.connector.as_ref().unwrap();
    assert_eq!((next.target.as_str(), next.go_to), ("Log_C", true));
}

#[test]
fn after_a_failed_look_up_a_step_that_only_prefers_it_runs() {
    let flow = outcome("- create_task: { subject: Ask, due: today, related_to: deal }");
    let ElementKind::Subflow(log) = kind(&flow, "Log_Get_Deal_by_ID") else { panic!("no log") };
    assert_eq!(log.connector.as_ref().unwrap().target, "Create_Task_Ask_Today");
}

#[test]
fn a_task_for_a_lead_alone_is_related_to_nothing() {
    let flow = outcome(
        "- if: FOUND(lead)\n  then: [create_task: { subject: A, due: today }]\n  else: [create_task: { subject: B, due: today }]",
    );
    let related = |name: &str| fields(&flow, name).iter().any(|assignment| assignment.field == "WhatId");
    assert!(!related("Create_Task_A_Today_if_Person_Is_a_Lead"));
    assert!(related("Create_Task_B_Today_unless_Person_Is_a_Lead"));
}

#[test]
fn a_field_of_the_rep_is_one_input() {
    let flow = outcome(
        "- create_task: { subject: \"For {!rep.EmployeeNumber}\", due: today, owner: manager else rep }",
    );
    let named = |name: &str| flow.variables.iter().filter(|each| each.name == name && each.is_input).count();
    assert_eq!([named("repEmployeeNumber"), named("repManagerId")], [1, 1]);
    let names: BTreeSet<_> = flow.variables.iter().map(|each| each.name.to_lowercase()).collect();
    assert_eq!(names.len(), flow.variables.len());
}

#[test]
fn the_router_asks_for_what_the_outcomes_read() {
    let router = flow(
        &with_steps("- create_task: { subject: \"Call {!person.Name}\", due: today }"),
        "FUP_Call_Router",
    );
    let ElementKind::RecordLookup(get) = kind(&router, "Get_Lead") else { panic!("no look-up") };
    assert_eq!(get.queried_fields, ["Id", "Name"]);
    assert_eq!(get.output, LookupOutput::Variable("lead".to_owned()));
    let route = decision(&router, "Route_by_Disposition");
    assert_eq!(when(&router, &route.rules[0]), "and: {contact} IsNull true; {lead} IsNull true");
    assert_eq!(
        when(&router, &route.rules[1]),
        "or: {$Record.CallDisposition} EqualTo \"Connected\"; {$Record.CallDisposition} EqualTo \"Talked\""
    );
}

#[test]
fn names_of_the_router_are_its_own_whatever_outcomes_are_called() {
    let text = format!(
        "{HEAD}outcomes:
  Contact: {{ dispositions: [Contact], steps: [log: A] }}
  不在: {{ api_name: Absent, dispositions: [不在], steps: [log: B] }}
  留守電: {{ api_name: Message, dispositions: [留守電], steps: [log: C] }}
"
    );
    let router = flow(&text, "FUP_Call_Router");
    let mut names: Vec<String> = router.elements.iter().map(|each| each.name.to_lowercase()).collect();
    for element in &router.elements {
        if let ElementKind::Decision(decision) = &element.kind {
            names.extend(decision.rules.iter().map(|rule| rule.name.to_lowercase()));
        }
    }
    let different: BTreeSet<&String> = names.iter().collect();
    assert_eq!(different.len(), names.len(), "{names:#?}");
    assert!(names.contains(&"run_absent".to_owned()));
}

#[test]
fn converted_leads_are_left_out_once_and_only_where_the_spec_says_nothing_of_them() {
    let start = |filter: &str| {
        let monitor =
            format!("  Cold:\n    every: day at 02:00\n    for: Lead\n{filter}    steps: [log: A]\n");
        flow(&format!("{}monitors:\n{monitor}", with_steps("- log: A")), "FUP_Cold").start
    };
    let cases = [
        ("", "IsConverted=Some(Boolean(false))"),
        ("    where: { IsConverted: false }\n", "IsConverted=Some(Boolean(false))"),
        ("    where: { IsConverted: true }\n", "IsConverted=Some(Boolean(true))"),
    ];
    for (filter, asked) in cases {
        let filters = start(filter).filters;
        let said: Vec<_> = filters.iter().map(|each| format!("{}={:?}", each.field, each.value)).collect();
        assert_eq!(said, [asked], "{filter}");
    }
}

/// The start of a monitor of opportunities with these lines.
fn monitor(lines: &str) -> Flow {
    let monitor =
        format!("  Stale:\n    every: day at 02:00\n    for: Opportunity\n{lines}    steps: [log: A]\n");
    flow(&format!("{}monitors:\n{monitor}", with_steps("- log: A")), "FUP_Stale")
}

#[test]
fn a_filter_takes_blanks_only_where_the_language_does() {
    let asked = |condition: &str| {
        let start = monitor(&format!("    where: '{condition}'\n")).start;
        let said = |each: &crate::flow::Filter| format!("{} {} {:?}", each.field, each.operator, each.value);
        start.filters.iter().map(said).collect::<Vec<_>>()
    };
    let unequal = "Amount NotEqualTo Some(Number(\"-5\"))";
    let filled = "Amount IsNull Some(Boolean(false))";
    assert_eq!(asked("Amount <> -5"), [unequal, filled]);
    assert_eq!(asked("Amount <> -5 && NOT(ISBLANK(Amount))"), [unequal, filled]);
    assert_eq!(asked("NOT(Amount = -5)"), [unequal]);
}

#[test]
fn a_percent_is_a_hundred_times_what_a_formula_reads() {
    let flow = monitor("    if: NOT(ISBLANK(record.Probability)) && record.Probability * 2 > 100\n");
    let rule = &decision(&flow, "Review_Needed").rules[0];
    let half = "{!$Record.Probability} * 100 * 2";
    assert_eq!(
        when(&flow, rule),
        format!("and: {{$Record.Probability}} IsNull false; {half} IsNull false; {half} GreaterThan 100")
    );
    assert_eq!(flow.formulas.len(), 1, "one value, one formula");
}
