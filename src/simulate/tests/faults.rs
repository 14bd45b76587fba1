//! Faults: their words, their paths, what stays and what is undone.

use super::kit::*;
use crate::formula::Value;
use crate::simulate::{Answer, Data, End, Operation, Saving};

/// A flow whose one element fails, and which then keeps the message.
fn caught(failing: &str, name: &str) -> String {
    let flow = [
        start(name),
        variable("id", "String"),
        variable("message", "String"),
        failing.to_owned(),
        assignment("Keep", &[("message", "Assign", &the("$Flow.FaultMessage"))], ""),
    ];
    flow.concat()
}

#[test]
fn a_create_says_why_as_the_platform_does() {
    let create = element(
        "recordCreates",
        "Create",
        &format!("{}{}<object>Contact</object>", fault_to("Keep"), field("FirstName", &text("Ada"))),
    );
    let mut world = world(&[reading("F", &caught(&create, "Create"))]);
    let report = launch(&mut world, "F", &[]);
    assert!(committed(&report));
    assert_eq!(
        output(&report, "message"),
        "This error occurred when the flow tried to create records: REQUIRED_FIELD_MISSING: Required fields are \
         missing: [LastName]. You can look up ExceptionCode values in the SOAP API Developer Guide."
    );
}

#[test]
fn an_update_names_its_records() {
    let update = element(
        "recordUpdates",
        "Save",
        &format!(
            "{}{}{}<object>Contact</object>",
            fault_to("Keep"),
            filter("Id", "EqualTo", &the("id")),
            field("LastName", "<elementReference>message</elementReference>")
        ),
    );
    let mut world = world(&[reading("F", &caught(&update, "Save"))]);
    let id = world.add("Contact", &[("LastName", words("Byron"))]).unwrap();
    let report = launch(&mut world, "F", &[("id", id.clone().into())]);
    assert_eq!(
        output(&report, "message"),
        format!(
            "The flow tried to update these records: {id}. This error occurred: REQUIRED_FIELD_MISSING: Required \
             fields are missing: [LastName]. You can look up ExceptionCode values in the SOAP API Developer Guide."
        )
    );
    assert_eq!(held(&world, &id, "LastName"), "Byron");
}

#[test]
fn a_delete_that_finds_none_fails() {
    let delete = element(
        "recordDeletes",
        "Delete",
        &format!("{}{}<object>Contact</object>", fault_to("Keep"), filter("Id", "EqualTo", &the("id"))),
    );
    let mut world = world(&[reading("F", &caught(&delete, "Delete"))]);
    let report = launch(&mut world, "F", &[("id", Data::text("003000000000099AAA"))]);
    assert_eq!(
        output(&report, "message"),
        "DELETE --- There is nothing in Salesforce matching your delete criteria."
    );
}

#[test]
fn a_failed_step_can_be_told_from_outside() {
    let get = element(
        "recordLookups",
        "Get",
        &format!(
            "{}<getFirstRecordOnly>true</getFirstRecordOnly><object>Contact</object>\
             <storeOutputAutomatically>true</storeOutputAutomatically>",
            fault_to("Keep")
        ),
    );
    let mut world = world(&[reading("F", &caught(&get, "Get"))]);
    world.settings.failures.insert("F.Get".to_owned(), "The row is locked.".to_owned());
    let report = launch(&mut world, "F", &[]);
    assert_eq!(output(&report, "message"), "The row is locked.");
}

#[test]
fn without_a_fault_path_the_whole_transaction_is_undone() {
    let flow = [
        start("First"),
        element(
            "recordCreates",
            "First",
            &format!("{}{}<object>Account</object>", to("Second"), field("Name", &text("Acme"))),
        ),
        element(
            "recordCreates",
            "Second",
            &format!("{}<object>Contact</object>", field("FirstName", &text("Ada"))),
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let report = launch(&mut world, "F", &[]);
    let End::Failed { flow, element, message } = &report.transactions[0].end else { panic!("it fails") };
    assert_eq!((flow.as_str(), element.as_str()), ("F", "Second"));
    assert!(message.contains("[LastName]"), "{message}");
    assert_eq!(world.all("Account").count(), 0);
    assert!(report.changes.is_empty());
}

#[test]
fn what_was_done_before_a_caught_fault_stays() {
    let flow = [
        start("First"),
        element(
            "recordCreates",
            "First",
            &format!("{}{}<object>Account</object>", to("Second"), field("Name", &text("Acme"))),
        ),
        element(
            "recordCreates",
            "Second",
            &format!("{}{}<object>Contact</object>", fault_to("Third"), field("FirstName", &text("Ada"))),
        ),
        element(
            "recordCreates",
            "Third",
            &format!("{}<object>Account</object>", field("Name", &text("Noted"))),
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    assert!(committed(&launch(&mut world, "F", &[])));
    assert_eq!(world.all("Account").count(), 2);
}

#[test]
fn a_subflow_catches_its_own_faults_or_fails_its_caller() {
    let called = [start("Create"), element("recordCreates", "Create", "<object>Contact</object>")];
    let caller = [start("Run"), element("subflows", "Run", "<flowName>Called</flowName>")];
    let mut world = world(&[reading("Called", &called.concat()), reading("F", &caller.concat())]);
    let report = launch(&mut world, "F", &[]);
    let End::Failed { flow, element, .. } = &report.transactions[0].end else { panic!("it fails") };
    assert_eq!((flow.as_str(), element.as_str()), ("Called", "Create"));
}

#[test]
fn one_record_of_a_batch_takes_the_fault_path_and_the_others_are_saved() {
    let flow = [
        "<start><connector><targetReference>Create</targetReference></connector><object>Account</object>\
         <recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType></start>"
            .to_owned(),
        element(
            "recordCreates",
            "Create",
            &format!(
                "{}{}<object>Contact</object>",
                fault_to("Note"),
                field("LastName", &the("$Record.Description"))
            ),
        ),
        element(
            "recordCreates",
            "Note",
            &format!("{}<object>Task</object>", field("Subject", &the("$Record.Name"))),
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let account = |name: &str, last: &str| [("Name", words(name)), ("Description", words(last))];
    let records = [account("A", "Ada"), account("B", ""), account("C", "Cyd")]
        .map(|fields| world.record("Account", &fields));
    let report = world.save(Operation::Create, records.to_vec(), Saving::AllOrNone);
    assert!(report.saved.iter().all(Result::is_ok), "{:?}", report.saved);
    let subjects: Vec<String> =
        world.all("Task").map(|task| world.field(task, "Subject").to_string()).collect();
    assert_eq!(subjects, ["B"]);
    assert_eq!(world.all("Contact").count(), 2);
    assert!(report.depended.rows().any(|row| row.name == "partial-save"));
}

#[test]
fn an_unhandled_fault_stops_the_save_and_says_so_to_the_saver() {
    let flow = [
        "<start><connector><targetReference>Create</targetReference></connector><object>Account</object>\
         <recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType></start>"
            .to_owned(),
        element("recordCreates", "Create", "<object>Contact</object>"),
    ];
    let mut world = world(&[reading("Greet", &flow.concat())]);
    let (_, report) = create(&mut world, "Account", &[("Name", words("Acme"))]);
    let error = report.saved[0].as_ref().unwrap_err();
    assert_eq!(error.code, "CANNOT_EXECUTE_FLOW_TRIGGER");
    assert!(error.message.starts_with("We can't save this record because the \"Greet\" process failed."));
    assert_eq!(world.all("Account").count(), 0);
}

#[test]
fn a_custom_error_stops_the_save_with_its_own_words() {
    let flow = [
        "<start><connector><targetReference>Stop</targetReference></connector><object>Account</object>\
         <recordTriggerType>Create</recordTriggerType><triggerType>RecordBeforeSave</triggerType></start>"
            .to_owned(),
        element(
            "customErrors",
            "Stop",
            "<customErrorMessages><errorMessage>No {!$Record.Name} here.</errorMessage><isFieldError>false</isFieldError></customErrorMessages>",
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let (_, report) = create(&mut world, "Account", &[("Name", words("Acme"))]);
    let error = report.saved[0].as_ref().unwrap_err();
    assert_eq!(error.to_string(), "FIELD_CUSTOM_VALIDATION_EXCEPTION: No Acme here.");
}

/// An action that is asked with one text.
fn post(subject: &str) -> String {
    element(
        "actionCalls",
        "Post",
        &format!(
            "<actionName>chatterPost</actionName><actionType>chatterPost</actionType>{}\
             <flowTransactionModel>CurrentTransaction</flowTransactionModel>\
             <inputParameters><name>text</name><value>{}</value></inputParameters>\
             <inputParameters><name>subjectNameOrId</name><value>{subject}</value></inputParameters>",
            fault_to("Keep"),
            text("Hello")
        ),
    )
}

#[test]
fn an_action_fails_without_what_it_needs_or_as_it_is_told() {
    let mut world = world(&[reading("F", &caught(&post(&the("id")), "Post"))]);
    let report = launch(&mut world, "F", &[]);
    assert_eq!(output(&report, "message"), "Missing required input parameter: subjectNameOrId");
    world.settings.answers.insert("chatterPost".to_owned(), Answer::Fault("Chatter is off.".to_owned()));
    let report = launch(&mut world, "F", &[("id", Data::Value(Value::text("001000000000001AAA")))]);
    assert_eq!(output(&report, "message"), "Chatter is off.");
}

#[test]
fn a_variable_that_was_never_set_cannot_be_saved() {
    let save = element(
        "recordUpdates",
        "Save",
        &format!("{}<inputReference>person</inputReference>", fault_to("Keep")),
    );
    let flow = caught(&save, "Save") + &record_variable("person", "Contact");
    let mut world = world(&[reading("F", &flow)]);
    let report = launch(&mut world, "F", &[]);
    assert_eq!(
        output(&report, "message"),
        "The flow failed to access the value for person because it hasn't been set or assigned."
    );
}

#[test]
fn what_a_failed_attempt_sent_is_not_sent() {
    let post = post(&the("$Record.Id"))
        .replace("<faultConnector><targetReference>Keep</targetReference></faultConnector>", &to("Create"));
    let flow = [
        "<start><connector><targetReference>Post</targetReference></connector><object>Account</object>\
         <recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType></start>"
            .to_owned(),
        post,
        element(
            "recordCreates",
            "Create",
            &format!("{}<object>Contact</object>", field("LastName", &the("$Record.Description"))),
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let records = ["Ada", ""]
        .map(|last| world.record("Account", &[("Name", words("A")), ("Description", words(last))]));
    let report = world.save(Operation::Create, records.to_vec(), Saving::Partial);
    assert_eq!(report.saved.iter().filter(|saved| saved.is_ok()).count(), 1);
    assert_eq!(report.messages.len(), 1);
}
