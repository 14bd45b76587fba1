//! What a right spec becomes.

use crate::check::testing::{HEAD, program, with_steps};
use crate::check::{
    Alternative, Comparison, Due, Expression, Outcome, OutcomeKind, Program, Query, RaisedBefore, RecordRef,
    Step, StepKind, Symbol,
};
use crate::formula::print;

/// A formula in words that a test can compare: `Person.Name`, `FOUND(Named(0))`, `short seconds 90`.
fn shown(expression: &Expression) -> String {
    print(expression, &|symbol| match symbol {
        Symbol::Field(record, field) => format!("{record:?}.{}", field.name),
        Symbol::Record(record) => format!("{record:?}"),
        Symbol::Setting(constant) => format!("{} {} {}", constant.setting, constant.unit, constant.number),
    })
}

fn steps(text: &str) -> Vec<Step> {
    program(&with_steps(text)).outcomes.remove(0).steps
}

fn only_step(text: &str) -> StepKind {
    steps(text).remove(0).kind
}

/// The value that `set` gives to its only field.
fn value(text: &str) -> String {
    match only_step(text) {
        StepKind::Set(sets) => shown(&sets[0].value),
        other => panic!("{other:?}"),
    }
}

fn condition(text: &str) -> String {
    match only_step(&format!("- if: {text}\n  then:\n    - log: It holds")) {
        StepKind::If { condition, .. } => shown(&condition),
        other => panic!("{other:?}"),
    }
}

fn logged(text: &str) -> String {
    match only_step(&format!("- log: \"{text}\"")) {
        StepKind::Log(text) => shown(&text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn texts_are_concatenations() {
    assert_eq!(
        logged("Call {!person.Name}: {!person.Calls__c}"),
        "\"Call \" & Person.Name & \": \" & TEXT(Person.Calls__c)"
    );
    assert_eq!(logged("{!person.Next_Call__c}"), "TEXT(Person.Next_Call__c)");
    assert_eq!(logged("{!person.State__c} {!person.Id}"), "Person.State__c & \" \" & Person.Id");
    assert_eq!(logged("plain"), "\"plain\"");
}

#[test]
fn a_text_is_cut_only_where_it_may_be_too_long() {
    assert_eq!(value("- set: { Note__c: \"To {!person.Name}\" }"), "LEFT(\"To \" & Person.Name, 20)");
    assert_eq!(
        value("- set: { Note__c: \"On {!person.Next_Call__c}\" }"),
        "\"On \" & TEXT(Person.Next_Call__c)"
    );
    assert_eq!(value("- set: { Note__c: =person.Name }"), "LEFT(Person.Name, 20)");
    assert_eq!(value("- set: { Note__c: \"=LEFT(person.Name, 10)\" }"), "LEFT(Person.Name, 10)");
    assert_eq!(value("- set: { Note__c: as it is }"), "\"as it is\"");
    assert_eq!(value("- set: { Note__c: \"\" }"), "NULL");
}

#[test]
fn settings_take_the_unit_of_what_they_meet() {
    let guarded = "NOT(ISBLANK(call.CallDurationInSeconds)) && call.CallDurationInSeconds < settings.short";
    assert!(condition(guarded).ends_with("Call.CallDurationInSeconds < short seconds 90"));
    assert_eq!(condition("person.Calls__c = settings.limit"), "Person.Calls__c = limit  8");
    assert_eq!(value("- set: { Next_Call__c: =TODAY() + settings.pause }"), "TODAY() + pause days 120");
    assert_eq!(value("- set: { Last_Try__c: =NOW() + settings.pause }"), "NOW() + pause days 120");
    assert_eq!(value("- set: { Last_Try__c: =NOW() + settings.short }"), "NOW() + short seconds 90 / 86400");
    assert_eq!(condition("TODAY() - TODAY() = settings.pause"), "TODAY() - TODAY() = pause days 120");
}

#[test]
fn business_days_are_written_out() {
    let shown = value("- set: { Next_Call__c: \"=ADDBUSINESSDAYS(TODAY(), 2)\" }");
    assert!(shown.contains("CASE(MOD(") && !shown.contains("BUSINESS"), "{shown}");
}

fn update(filter: &str) -> Vec<(String, Comparison, Vec<String>)> {
    let text = format!("- update:\n    object: Opportunity\n    where: {filter}\n    set: {{ NextStep: x }}");
    match only_step(&text) {
        StepKind::Update { filter, .. } => conditions(&filter),
        other => panic!("{other:?}"),
    }
}

fn conditions(query: &Query) -> Vec<(String, Comparison, Vec<String>)> {
    let each = query.conditions.iter().map(|condition| {
        (condition.field.name.clone(), condition.operator, condition.values.iter().map(shown).collect())
    });
    each.collect()
}

fn row(field: &str, operator: Comparison, values: &[&str]) -> (String, Comparison, Vec<String>) {
    (field.to_owned(), operator, values.iter().map(|value| (*value).to_owned()).collect())
}

#[test]
fn a_filter_becomes_conditions_on_fields() {
    use Comparison::{Contains, Equal, GreaterOrEqual, IsBlank, Less, NotEqual, StartsWith};
    assert_eq!(
        update("Id = call.WhatId && NOT(IsClosed)"),
        [row("Id", Equal, &["Call.WhatId"]), row("IsClosed", Equal, &["FALSE"])]
    );
    assert_eq!(
        update("AND(IsWon, call.WhatId <> Id)"),
        [row("IsWon", Equal, &["TRUE"]), row("Id", NotEqual, &["Call.WhatId"])]
    );
    assert_eq!(update("NOW() - 14 <= CreatedDate"), [row("CreatedDate", GreaterOrEqual, &["NOW() - 14"])]);
    assert_eq!(update("100 > Amount"), [row("Amount", Less, &["100"])]);
    assert_eq!(
        update("StageName = \"Prospecting\" || ISPICKVAL(StageName, \"Closed Won\")"),
        [row("StageName", Equal, &["\"Prospecting\"", "\"Closed Won\""])]
    );
    assert_eq!(update("{ IsClosed: false, StageName: [Prospecting, Closed Won] }")[1].2.len(), 2);
    assert_eq!(
        update("ISBLANK(Amount) && NOT(ISBLANK(NextStep)) && AccountId <> \"\""),
        [
            row("Amount", IsBlank, &["TRUE"]),
            row("NextStep", IsBlank, &["FALSE"]),
            row("AccountId", IsBlank, &["FALSE"])
        ]
    );
    assert_eq!(
        update("BEGINS(Name, \"Meeting\") && CONTAINS(Name, person.Name)"),
        [row("Name", StartsWith, &["\"Meeting\""]), row("Name", Contains, &["Person.Name"])]
    );
    assert_eq!(
        update("{ AccountId: =NULL, NextStep: '' }"),
        [row("AccountId", IsBlank, &["TRUE"]), row("NextStep", IsBlank, &["TRUE"])]
    );
    assert_eq!(
        update("NOT(StageName = \"Prospecting\")"),
        [row("StageName", NotEqual, &["\"Prospecting\""])]
    );
}

fn owners(choice: &str) -> Vec<Alternative> {
    match only_step(&format!("- create_task: {{ subject: x, owner: {choice} }}")) {
        StepKind::CreateTask(task) => task.owner,
        other => panic!("{other:?}"),
    }
}

#[test]
fn alternatives_say_what_is_always_there() {
    let owners = owners("deal.OwnerId else person.OwnerId else manager else rep");
    let said: Vec<_> =
        owners.iter().map(|each| (each.record, each.field.is_some(), each.always, each.only_user)).collect();
    assert_eq!(
        said,
        [
            (RecordRef::Named(0), true, false, false),
            (RecordRef::Person, true, false, true),
            (RecordRef::Manager, false, false, false),
            (RecordRef::Rep, false, true, false),
        ],
        "the owner of a lead may be a queue"
    );
}

#[test]
fn a_record_that_was_found_is_always_there() {
    let StepKind::If { then, .. } =
        only_step("- if: FOUND(deal)\n  then:\n    - chatter: { to: deal, text: x }")
    else {
        panic!("an if")
    };
    let StepKind::Chatter { to, .. } = &then[0].kind else { panic!("a post") };
    assert!(to[0].always);
}

#[test]
fn the_defaults_of_steps() {
    let StepKind::CreateTask(task) =
        only_step("- create_task: { subject: \"Call {!person.Name}\", due: 24 hours }")
    else {
        panic!("a task")
    };
    assert_eq!((task.owner[0].record, task.owner[0].always), (RecordRef::Rep, true));
    assert!(task.related_to.is_empty());
    assert_eq!(task.subject_words, "Call {…}");
    assert!(matches!(task.due, Some(Due::Hours(24))));
    let StepKind::CreateEvent(event) = only_step("- create_event: { subject: x, start: 2 business days }")
    else {
        panic!("an event")
    };
    assert_eq!((event.timed, event.minutes), (false, 30));
    let StepKind::Notify { about, .. } = only_step("- notify: { to: rep, title: x, body: z }") else {
        panic!("a note")
    };
    assert_eq!(about[0].record, RecordRef::Person);
}

#[test]
fn steps_of_absent_features_are_left_out() {
    let text = with_steps("- cadence: { resume: true }\n- log: x\n  feature: hooks")
        .replace("features: [sales_engagement]\n", "");
    let program = program(&text);
    let features: Vec<&str> = program.left_out.iter().map(|(_, feature)| feature.as_str()).collect();
    assert_eq!(features, ["sales_engagement", "hooks"]);
    assert!(program.outcomes[0].steps.is_empty());
}

fn increments(outcome: &Outcome) -> Vec<RaisedBefore> {
    let mut found = Vec::new();
    crate::check::reads::each_step(&outcome.steps, &mut |step| {
        if let StepKind::Increment { raised_before, .. } = &step.kind {
            found.push(raised_before.clone());
        }
    });
    found
}

const COUNTING: &str = "fields:
  N__c: counter
outcomes:
  A:
    dispositions: [A1, A2]
    steps:
      - run: C
  B:
    dispositions: [B1]
    steps:
      - increment: N__c
  C:
    dispositions: [C1]
    steps:
      - if: person.HasOptedOutOfEmail
        then:
          - increment: N__c
  D:
    dispositions: [D1]
    steps: []
";

#[test]
fn a_counter_knows_every_disposition_that_raises_it() {
    let program = program(&format!("{HEAD}{COUNTING}"));
    let every = RaisedBefore::By(["A1", "A2", "B1", "C1"].map(str::to_owned).into());
    assert_eq!(increments(&program.outcomes[1]), std::slice::from_ref(&every));
    assert_eq!(increments(&program.outcomes[2]), [every]);
}

#[test]
fn an_unknown_disposition_raises_a_counter_once_too() {
    let program = program(&format!("{HEAD}{COUNTING}unrecognized:\n  - increment: N__c\n"));
    let all_but = RaisedBefore::ByAllBut(["D1".to_owned()].into());
    assert_eq!(increments(&program.outcomes[1]), std::slice::from_ref(&all_but));
    assert_eq!(increments(program.outcomes.last().unwrap()), [all_but]);
}

#[test]
fn without_corrections_nothing_was_raised_before() {
    let head = HEAD.replace("CallDisposition\n", "CallDisposition\n  corrections: ignore\n");
    let program = program(&format!("{head}{COUNTING}"));
    assert_eq!(increments(&program.outcomes[1]), [RaisedBefore::default()]);
}

#[test]
fn unrecognized_logs_a_line_if_nobody_says() {
    let program = program(&with_steps("- log: x"));
    let kinds: Vec<OutcomeKind> = program.outcomes.iter().map(|outcome| outcome.kind).collect();
    assert_eq!(kinds, [OutcomeKind::Named, OutcomeKind::Unrecognized]);
    let StepKind::Log(text) = &program.outcomes[1].steps[0].kind else { panic!("a line") };
    assert_eq!(shown(text), "\"Unrecognized disposition \" & Call.CallDisposition");
    assert_eq!(program.outcomes[1].flow_name, "FUP_Unrecognized");
}

const MONITORS: &str = "fields:
  Last_Call__c: date
outcomes:
  A:
    dispositions: [X]
    steps: []
monitors:
  Cold Outreach:
    every: day at 02:00
    for: person
    where: { LeadSource: Web }
    if: ISBLANK(person.Last_Call__c) || person.Last_Call__c < TODAY() - 10
    once_in: 10 business days
    steps:
      - create_task: { owner: person.OwnerId else rep, subject: x }
  Silent Deals:
    every: week on Monday at 06:00
    for: Opportunity
    records:
      recent: { object: Task, count: true, where: WhatId = opportunity.Id }
    if: COUNT(recent) < 2
    steps:
      - set: { NextStep: x }
      - create_task: { subject: x, related_to: record }
";

fn with_monitors() -> Program {
    program(&format!("{HEAD}{MONITORS}"))
}

#[test]
fn a_monitor_of_people_is_two_flows() {
    let program = with_monitors();
    let monitor = &program.monitors[0];
    let names: Vec<&str> = monitor.flows.iter().map(|flow| flow.flow_name.as_str()).collect();
    assert_eq!(names, ["FUP_Cold_Outreach_Contact", "FUP_Cold_Outreach_Lead"]);
    assert_eq!(monitor.flows[1].label, "Cold Outreach: Lead");
    assert_eq!(monitor.starting, "2026-01-01");
    for flow in &monitor.flows {
        let stamp = flow.stamp.as_ref().unwrap();
        assert_eq!(
            (stamp.object.as_str(), stamp.name.as_str()),
            (flow.object.as_str(), "FUP_Cold_Outreach_On__c")
        );
        assert!(shown(flow.condition.as_ref().unwrap()).starts_with("ISBLANK(Subject.Last_Call__c)"));
        assert_eq!(
            conditions(flow.filter.as_ref().unwrap()),
            [row("LeadSource", Comparison::Equal, &["\"Web\""])]
        );
    }
    let stamps: Vec<_> = program.fields.iter().filter_map(|field| field.stamp_of.as_deref()).collect();
    assert_eq!(stamps, ["Cold Outreach", "Cold Outreach"]);
}

#[test]
fn the_owner_of_a_lead_may_be_a_queue_and_that_of_a_contact_not() {
    let program = with_monitors();
    let owners = program.monitors[0].flows.iter().map(|flow| match &flow.steps[0].kind {
        StepKind::CreateTask(task) => (task.owner[0].only_user, task.owner[0].always),
        other => panic!("{other:?}"),
    });
    assert_eq!(owners.collect::<Vec<_>>(), [(false, true), (true, false)]);
}

#[test]
fn a_monitor_of_one_object_is_one_flow() {
    let program = with_monitors();
    let monitor = &program.monitors[1];
    assert_eq!(monitor.flows.len(), 1);
    let flow = &monitor.flows[0];
    assert_eq!((flow.flow_name.as_str(), flow.label.as_str()), ("FUP_Silent_Deals", "Silent Deals"));
    assert_eq!(monitor.starting, "2026-01-05", "the first Monday");
    assert_eq!(conditions(&flow.records[0].filters[0]), [row("WhatId", Comparison::Equal, &["Subject.Id"])]);
    let StepKind::CreateTask(task) = &flow.steps[1].kind else { panic!("a task") };
    assert!(task.related_to[0].always && task.owner[0].always);
}

#[test]
fn the_gate_asks_about_the_call_alone() {
    let spec = |filter: &str| {
        let head = HEAD.replace("{ Type: Call }", filter);
        program(&format!(
            "{head}settings:\n  least: 5 seconds\noutcomes:\n  A:\n    dispositions: [X]\n    steps: []\n"
        ))
    };
    let gate = |filter: &str| shown(&spec(filter).gate.condition);
    assert_eq!(
        gate("{ Type: Call, TaskSubtype: [Call, Task] }"),
        "Call.Type = \"Call\" && (Call.TaskSubtype = \"Call\" || Call.TaskSubtype = \"Task\")"
    );
    assert_eq!(
        gate("Type = \"Call\" || call.TaskSubtype = \"Call\""),
        "Call.Type = \"Call\" || Call.TaskSubtype = \"Call\""
    );
    assert_eq!(
        gate("BLANKVALUE(CallDurationInSeconds, 0) > settings.least"),
        "BLANKVALUE(Call.CallDurationInSeconds, 0) > 5"
    );
}

#[test]
fn what_nobody_could_check_is_listed() {
    let program = program(&with_steps(
        "- call_flow: { flow: Prepare, feature: sales_engagement, inputs: { callId: =call.Id } }",
    ));
    let shipped = "`Task.Type` has the value `Call`, as Salesforce ships it";
    assert_eq!(program.check_in_org, [shipped, "the flow `Prepare` is active and takes `callId`"]);
}
