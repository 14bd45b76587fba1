//! Flows that records, schedules and events start.

use super::kit::*;
use crate::flow::Reading;
use crate::formula::Value;
use crate::simulate::{End, Event, World};

/// A start for records of an object.
fn on(object: &str, when: &str, moment: &str, rest: &str, first: &str) -> String {
    format!(
        "<start>{}{rest}<object>{object}</object><recordTriggerType>{when}</recordTriggerType>\
         <triggerType>{moment}</triggerType></start>",
        to(first)
    )
}

/// A flow that notes on a task that it ran: its subject is the text.
fn noting(name: &str, start: String, subject: &str) -> Reading {
    let body = field("Subject", &text(subject));
    reading(name, &(start + &element("recordCreates", "Note", &format!("{body}<object>Task</object>"))))
}

fn notes(world: &World) -> Vec<String> {
    world.all("Task").map(|task| world.field(task, "Subject").to_string()).collect()
}

#[test]
fn before_a_save_the_record_itself_is_changed_without_cost() {
    let by_assignment = [
        on("Contact", "CreateAndUpdate", "RecordBeforeSave", "", "Set"),
        assignment("Set", &[("$Record.Title", "Assign", &text("CTO"))], "Save"),
        element(
            "recordUpdates",
            "Save",
            &format!(
                "{}<inputReference>$Record</inputReference>",
                field("Department", &the("$Record.Title"))
            ),
        ),
    ];
    let mut world = world(&[reading("F", &by_assignment.concat())]);
    let (id, report) = create(&mut world, "Contact", &[("LastName", words("Ada"))]);
    assert_eq!(
        (held(&world, &id, "Title"), held(&world, &id, "Department")),
        ("CTO".to_owned(), "CTO".to_owned())
    );
    assert_eq!((report.used().dml, report.used().soql), (0, 0));
}

#[test]
fn a_flow_before_the_save_can_fill_what_is_required() {
    let flow = [
        on("Contact", "Create", "RecordBeforeSave", "", "Set"),
        assignment("Set", &[("$Record.LastName", "Assign", &text("Unknown"))], ""),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let (id, _) = create(&mut world, "Contact", &[]);
    assert_eq!(held(&world, &id, "Name"), "Unknown");
}

#[test]
fn filters_and_formulas_decide_who_enters() {
    let filters = filter("Name", "StartsWith", &text("A"));
    let formula = "<filterFormula>AND(ISNEW(), LEN({!$Record.Name}) &gt; 3)</filterFormula>";
    let flows = [
        noting("Filters", on("Account", "Create", "RecordAfterSave", &filters, "Note"), "filters"),
        noting("Formula", on("Account", "CreateAndUpdate", "RecordAfterSave", formula, "Note"), "formula"),
    ];
    let mut world = world(&flows);
    create(&mut world, "Account", &[("Name", words("Acme"))]);
    assert_eq!(notes(&world), ["filters", "formula"]);
    let (id, _) = create(&mut world, "Account", &[("Name", words("Bob"))]);
    change(&mut world, "Account", &id, &[("Name", words("Roberta"))]);
    assert_eq!(notes(&world).len(), 2);
}

#[test]
fn what_changed_can_be_asked_in_every_way() {
    let operator = filter("Name", "IsChanged", &flag(true));
    let formula = "<filterFormula>ISCHANGED({!$Record.Name})</filterFormula>";
    let prior = "<filterFormula>{!$Record__Prior.Name} = \"Old\"</filterFormula>";
    let flows = [
        noting("A", on("Account", "Update", "RecordAfterSave", &operator, "Note"), "operator"),
        noting("B", on("Account", "Update", "RecordAfterSave", formula, "Note"), "formula"),
        noting("C", on("Account", "Update", "RecordAfterSave", prior, "Note"), "prior"),
    ];
    let mut world = world(&flows);
    let id = world.add("Account", &[("Name", words("Old"))]).unwrap();
    change(&mut world, "Account", &id, &[("Site", words("here"))]);
    assert_eq!(notes(&world), ["prior"]);
    change(&mut world, "Account", &id, &[("Name", words("New"))]);
    assert_eq!(notes(&world), ["prior", "operator", "formula", "prior"]);
}

#[test]
fn only_when_it_did_not_meet_the_conditions_before() {
    let rest = format!(
        "<doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria>{}",
        filter("Rating", "EqualTo", &text("Hot"))
    );
    let mut world =
        world(&[noting("F", on("Account", "CreateAndUpdate", "RecordAfterSave", &rest, "Note"), "hot")]);
    let (id, _) = create(&mut world, "Account", &[("Name", words("A")), ("Rating", words("Hot"))]);
    assert_eq!(notes(&world).len(), 1);
    change(&mut world, "Account", &id, &[("Site", words("here"))]);
    assert_eq!(notes(&world).len(), 1);
    change(&mut world, "Account", &id, &[("Rating", words("Cold"))]);
    change(&mut world, "Account", &id, &[("Rating", words("Hot"))]);
    assert_eq!(notes(&world).len(), 2);
}

#[test]
fn flows_of_one_object_run_in_their_order() {
    let ordered = |name: &str, order: &str| {
        let start = on("Account", "Create", "RecordAfterSave", "", "Note");
        let start =
            if order.is_empty() { start } else { format!("{start}<triggerOrder>{order}</triggerOrder>") };
        noting(name, start, name)
    };
    let flows = [
        ordered("Late", "1500"),
        ordered("Middle_B", ""),
        ordered("Early", "10"),
        ordered("Middle_A", ""),
        ordered("First", "1"),
    ];
    let mut world = world(&flows);
    let (_, report) = create(&mut world, "Account", &[("Name", words("A"))]);
    assert_eq!(notes(&world), ["First", "Early", "Middle_A", "Middle_B", "Late"]);
    assert!(report.depended.rows().any(|row| row.name == "trigger-ties"));
}

#[test]
fn a_flow_does_not_start_again_in_its_own_save() {
    let flow = [
        on("Account", "CreateAndUpdate", "RecordAfterSave", "", "Save"),
        element(
            "recordUpdates",
            "Save",
            &format!("{}<inputReference>$Record</inputReference>", field("Site", &text("here"))),
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let (id, report) = create(&mut world, "Account", &[("Name", words("A"))]);
    assert!(report.saved[0].is_ok(), "{:?}", report.saved);
    assert_eq!((held(&world, &id, "Site"), report.used().dml), ("here".to_owned(), 1));
    assert!(report.depended.rows().any(|row| row.name == "save-reentry"));
}

#[test]
fn a_flow_runs_before_a_delete_and_can_stop_it() {
    let flow = [
        on("Account", "Delete", "RecordBeforeDelete", "", "Ask"),
        decision("Ask", "$Record.Name", "EqualTo", &text("Keep"), "Stop", "Note"),
        element(
            "customErrors",
            "Stop",
            "<customErrorMessages><errorMessage>It stays.</errorMessage><isFieldError>false</isFieldError></customErrorMessages>",
        ),
        element(
            "recordCreates",
            "Note",
            &format!("{}<object>Task</object>", field("Subject", &the("$Record.Name"))),
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let keep = world.add("Account", &[("Name", words("Keep"))]).unwrap();
    let go = world.add("Account", &[("Name", words("Go"))]).unwrap();
    assert!(delete(&mut world, "Account", &keep).saved[0].is_err());
    assert!(world.find(&keep).is_some());
    delete(&mut world, "Account", &go);
    assert!(world.find(&go).is_none());
    assert_eq!(notes(&world), ["Go"]);
}

fn scheduled(rest: &str, first: &str) -> String {
    format!(
        "<start>{}{rest}<schedule><frequency>Daily</frequency><startDate>2026-12-01</startDate>\
         <startTime>02:00:00.000Z</startTime></schedule><triggerType>Scheduled</triggerType></start>",
        to(first)
    )
}

#[test]
fn a_schedule_starts_one_interview_for_each_record_two_hundred_at_a_time() {
    let start =
        scheduled(&format!("{}<object>Account</object>", filter("Rating", "EqualTo", &text("Cold"))), "Note");
    let note = element(
        "recordCreates",
        "Note",
        &format!("{}<object>Task</object>", field("Subject", &the("$Record.Name"))),
    );
    let mut world = world(&[reading("F", &(start + &note))]);
    for at in 0..250 {
        let rating = if at % 25 == 0 { "Hot" } else { "Cold" };
        world.add("Account", &[("Name", words(&format!("A{at}"))), ("Rating", words(rating))]).unwrap();
    }
    let report = world.run_scheduled("F").unwrap();
    let sizes: Vec<u32> = report.transactions.iter().map(|transaction| transaction.interviews).collect();
    assert_eq!(sizes, [200, 40]);
    assert_eq!(world.all("Task").count(), 240);
    assert!(world.run_scheduled("Nothing").is_err());
}

#[test]
fn a_schedule_without_an_object_starts_once() {
    let mut world = world(&[noting("F", scheduled("", "Note"), "night")]);
    assert!(committed(&world.run_scheduled("F").unwrap()));
    assert_eq!(notes(&world), ["night"]);
}

#[test]
fn a_platform_event_starts_its_flows_after_the_commit() {
    let publish = [
        start("Publish"),
        element(
            "recordCreates",
            "Publish",
            &format!("{}<object>Rang__e</object>", field("Number__c", &text("42"))),
        ),
    ];
    let listener = [
        "<start><connector><targetReference>Note</targetReference></connector><object>Rang__e</object>\
         <triggerType>PlatformEvent</triggerType></start>"
            .to_owned(),
        element(
            "recordCreates",
            "Note",
            &format!("{}<object>Task</object>", field("Subject", &the("$Record.Number__c"))),
        ),
    ];
    let mut world = world(&[reading("F", &publish.concat()), reading("G", &listener.concat())]);
    let report = launch(&mut world, "F", &[]);
    assert_eq!(report.transactions.len(), 2);
    assert!(report.transactions.iter().all(|transaction| transaction.end == End::Committed));
    assert_eq!(notes(&world), ["42"]);
}

#[test]
fn a_decision_can_ask_whether_the_record_changed_to_meet_it() {
    let rules = "<rules><name>Became_Hot</name><conditionLogic>and</conditionLogic><conditions>\
                 <leftValueReference>$Record.Rating</leftValueReference><operator>EqualTo</operator>\
                 <rightValue><stringValue>Hot</stringValue></rightValue></conditions>\
                 <connector><targetReference>Note</targetReference></connector>\
                 <doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria>\
                 <label>Became Hot</label></rules>";
    let ask =
        element("decisions", "Ask", &format!("<defaultConnectorLabel>No</defaultConnectorLabel>{rules}"));
    let flow = noting("F", on("Account", "Update", "RecordAfterSave", "", "Ask") + &ask, "hot");
    let mut world = world(&[flow]);
    let id = world.add("Account", &[("Name", words("A"))]).unwrap();
    change(&mut world, "Account", &id, &[("Rating", words("Hot"))]);
    let report = change(&mut world, "Account", &id, &[("Site", words("here"))]);
    assert_eq!(notes(&world), ["hot"]);
    let line = world.line(&report.trace[0]);
    assert_eq!((line.element.as_str(), line.event), ("Ask", Event::Outcome("No".to_owned())));
    assert_eq!(line.record, Some(id.to_string()));
}

#[test]
fn relationships_are_followed_to_who_owns_the_record() {
    let flow = [
        on("Task", "Create", "RecordAfterSave", "", "Note"),
        element(
            "recordCreates",
            "Note",
            &format!(
                "{}{}<object>Account</object>",
                field("Name", &text("{!$Record.Owner:User.Name} / {!$Record.Who:Contact.Account.Name}")),
                field("Site", &the("$Record.Owner:Group.Name"))
            ),
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let account = world.add("Account", &[("Name", words("Acme"))]).unwrap();
    let contact = world.add("Contact", &[("LastName", words("Ada")), ("AccountId", account)]).unwrap();
    create(&mut world, "Task", &[("WhoId", contact)]);
    let made = world.all("Account").last().unwrap().clone();
    assert_eq!(world.field(&made, "Name"), words("Integration User / Acme"));
    assert_eq!(world.field(&made, "Site"), Value::Null);
}

#[test]
fn the_record_that_the_record_refers_to_is_updated_by_a_query() {
    let flow = [
        on("Contact", "Create", "RecordAfterSave", "", "Save"),
        element(
            "recordUpdates",
            "Save",
            &format!(
                "{}<inputReference>$Record.Account</inputReference>",
                field("Site", &the("$Flow.CurrentRecord"))
            ),
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let account = world.add("Account", &[("Name", words("Acme"))]).unwrap();
    let (id, report) =
        create(&mut world, "Contact", &[("LastName", words("Ada")), ("AccountId", account.clone())]);
    assert_eq!(held(&world, &account, "Site"), id.to_string());
    assert_eq!((report.used().soql, report.used().dml), (1, 1));
}
