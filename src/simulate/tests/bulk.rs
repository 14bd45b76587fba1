//! Interviews that advance together, and the limits of a transaction.

use super::kit::*;
use crate::formula::Value;
use crate::simulate::{Abort, Data, End, Limit, Operation, Report, Saving, World};
use std::collections::BTreeMap;

/// So many interviews of a flow in one transaction, each with its number.
fn many(world: &mut World, flow: &str, count: i64) -> Report {
    let inputs =
        (1..=count).map(|number| BTreeMap::from([("n".to_owned(), Data::Value(Value::number(number)))]));
    world.launch(flow, inputs.collect()).unwrap()
}

fn get(name: &str, next: &str) -> String {
    let next = if next.is_empty() { String::new() } else { to(next) };
    element(
        "recordLookups",
        name,
        &format!(
            "{next}<getFirstRecordOnly>true</getFirstRecordOnly><object>Account</object>\
             <storeOutputAutomatically>true</storeOutputAutomatically>"
        ),
    )
}

fn post(name: &str) -> String {
    let input = |name: &str, value: &str| {
        format!("<inputParameters><name>{name}</name><value>{value}</value></inputParameters>")
    };
    let inputs = input("text", &text("Hello")) + &input("subjectNameOrId", &the("Get.Id"));
    element(
        "actionCalls",
        name,
        &format!(
            "<actionName>chatterPost</actionName><actionType>chatterPost</actionType>\
             <flowTransactionModel>CurrentTransaction</flowTransactionModel>{inputs}"
        ),
    )
}

/// "Automate Your Business Processes" (Spring '26), "Flow Bulkification in Transactions": 100 interviews look up, 30 of them
/// look up again and post, 70 post.
#[test]
fn the_worked_example_of_the_documentation_costs_what_it_says() {
    let flow = [
        start("Get"),
        variable("n", "Number"),
        get("Get", "Ask"),
        decision("Ask", "n", "LessThanOrEqualTo", &number("30"), "Get_Again", "Post_Now"),
        get("Get_Again", "Post_Then"),
        post("Post_Then"),
        post("Post_Now"),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    world.add("Account", &[("Name", words("Acme"))]).unwrap();
    let report = many(&mut world, "F", 100);
    assert!(committed(&report), "{:?}", report.failure());
    let used = report.used();
    assert_eq!((used.soql, used.dml, used.dml_rows), (2, 2, 100));
    // One row, found by a hundred interviews, counts once in each query.
    assert_eq!(used.soql_rows, 2);
    assert_eq!(report.messages.len(), 100);
    let noted: Vec<&str> = report.depended.rows().map(|row| row.name).collect();
    assert_eq!(noted, ["group-order", "shared-rows"]);
}

fn create(name: &str, next: &str) -> String {
    let next = if next.is_empty() { String::new() } else { to(next) };
    element("recordCreates", name, &format!("{next}{}<object>Account</object>", field("Name", &text("Acme"))))
}

#[test]
fn different_elements_never_merge() {
    let flow = [
        start("Ask"),
        variable("n", "Number"),
        decision("Ask", "n", "LessThanOrEqualTo", &number("50"), "Create_1", "Create_2"),
        create("Create_1", ""),
        create("Create_2", ""),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let used = many(&mut world, "F", 100).used();
    assert_eq!((used.dml, used.dml_rows), (2, 100));
}

#[test]
fn a_subflow_is_one_for_each_element_that_calls_it() {
    let called = [start("Create"), create("Create", "")];
    let run = |name: &str| element("subflows", name, "<flowName>Called</flowName>");
    let caller = [
        start("Ask"),
        variable("n", "Number"),
        decision("Ask", "n", "LessThanOrEqualTo", &number("50"), "Run_1", "Run_2"),
        run("Run_1"),
        run("Run_2"),
    ];
    let mut world = world(&[reading("Called", &called.concat()), reading("F", &caller.concat())]);
    let report = many(&mut world, "F", 100);
    assert_eq!((report.used().dml, report.used().dml_rows), (2, 100));
    assert!(report.depended.rows().any(|row| row.name == "subflow-groups"));
}

/// A loop of so many rounds around one element.
fn rounds(element: &str, name: &str, most: u32) -> String {
    [
        start("Count"),
        variable("n", "Number"),
        assignment("Count", &[("n", "Add", &number("1"))], "Ask"),
        decision("Ask", "n", "LessThanOrEqualTo", &number(&most.to_string()), name, ""),
        element.to_owned(),
    ]
    .concat()
}

fn broken(report: &Report) -> Option<Limit> {
    match &report.transactions[0].end {
        End::Aborted(Abort::Limit { limit, .. }) => Some(*limit),
        _ => None,
    }
}

#[test]
fn the_101st_query_undoes_everything_whatever_fault_path_there_is() {
    let safe = get("Get", "Count").replace("<getFirst", &format!("{}<getFirst", fault_to("Count")));
    let flows = [reading("F", &rounds(&safe, "Get", 100)), reading("G", &rounds(&safe, "Get", 101))];
    let mut world = world(&flows);
    let none = BTreeMap::new();
    let report = world.launch("F", vec![none.clone()]).unwrap();
    assert_eq!((committed(&report), report.used().soql), (true, 100));
    let report = world.launch("G", vec![none]).unwrap();
    assert_eq!(broken(&report), Some(Limit::Soql));
    assert_eq!(report.failure().unwrap(), "Too many SOQL queries: 101");
}

#[test]
fn the_151st_statement_undoes_the_150_before_it() {
    let flow = reading("F", &rounds(&create("Create", "Count"), "Create", 151));
    let mut world = world(&[flow]);
    let report = world.launch("F", vec![BTreeMap::new()]).unwrap();
    assert_eq!(broken(&report), Some(Limit::Dml));
    assert_eq!(world.all("Account").count(), 0);
}

#[test]
fn rows_are_limited_too() {
    let flow = [
        start("Fill"),
        declared(
            "many",
            "<dataType>SObject</dataType><isCollection>true</isCollection><objectType>Account</objectType>",
        ),
        record_variable("one", "Account"),
        assignment("Fill", &[("one.Name", "Assign", &text("A"))], "Create"),
        element("recordCreates", "Create", "<inputReference>many</inputReference>"),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let account = Data::Record(world.record("Account", &[("Name", words("A"))]).into());
    let report = launch(&mut world, "F", &[("many", Data::list(vec![account; 10_001]))]);
    assert_eq!(broken(&report), Some(Limit::DmlRows));
}

#[test]
fn one_record_may_be_updated_twelve_times_in_one_batch() {
    let flow = [
        start("Save"),
        variable("n", "Number"),
        element(
            "recordUpdates",
            "Save",
            &format!(
                "{}{}<object>Account</object>",
                filter("Name", "EqualTo", &text("Acme")),
                field("NumberOfEmployees", &the("n"))
            ),
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let id = world.add("Account", &[("Name", words("Acme"))]).unwrap();
    let report = many(&mut world, "F", 12);
    assert!(committed(&report), "{:?}", report.failure());
    // One after the other: the last one stays.
    assert_eq!(held(&world, &id, "NumberOfEmployees"), "12");
    assert_eq!(broken(&many(&mut world, "F", 13)), Some(Limit::DuplicateUpdates));
}

#[test]
fn a_loop_without_end_is_stopped_and_named() {
    let endless =
        [start("A"), variable("n", "Number"), assignment("A", &[], "B"), assignment("B", &[], "A")].concat();
    let old = format!("<apiVersion>56.0</apiVersion>{endless}");
    let mut world = world(&[reading("New", &endless), reading("Old", &old)]);
    for (flow, most) in [("New", 50_000), ("Old", 2_000)] {
        let report = launch(&mut world, flow, &[]);
        let End::Aborted(Abort::EndlessLoop { flow: named, executed, .. }) = &report.transactions[0].end
        else {
            panic!("it is stopped");
        };
        assert_eq!((named.as_str(), *executed), (flow, most));
    }
}

#[test]
fn a_flow_that_calls_itself_is_stopped_and_named() {
    let flow = [start("Run"), element("subflows", "Run", "<flowName>F</flowName>")];
    let mut world = world(&[reading("F", &flow.concat())]);
    let report = launch(&mut world, "F", &[]);
    let expected = Abort::EndlessCalls { flow: "F".to_owned(), element: "Run".to_owned() };
    assert_eq!(report.transactions[0].end, End::Aborted(expected));
}

#[test]
fn saves_within_saves_go_sixteen_deep() {
    let flow = [
        "<start><connector><targetReference>Create</targetReference></connector><object>Account</object>\
         <recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType></start>"
            .to_owned(),
        create("Create", ""),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let record = world.record("Account", &[("Name", words("Acme"))]);
    let report = world.save(Operation::Create, vec![record], Saving::AllOrNone);
    assert_eq!(broken(&report), Some(Limit::TriggerDepth));
    assert_eq!(world.all("Account").count(), 0);
}

#[test]
fn two_hundred_records_are_one_transaction() {
    let flow = [
        "<start><connector><targetReference>Create</targetReference></connector><object>Account</object>\
         <recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType></start>"
            .to_owned(),
        element(
            "recordCreates",
            "Create",
            &format!("{}<object>Task</object>", field("Subject", &the("$Record.Name"))),
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let records = (0..450).map(|at| world.record("Account", &[("Name", words(&format!("A{at}")))])).collect();
    let report = world.save(Operation::Create, records, Saving::AllOrNone);
    let interviews: Vec<u32> = report.transactions.iter().map(|transaction| transaction.interviews).collect();
    assert_eq!(interviews, [200, 200, 50]);
    assert!(report.transactions.iter().all(|transaction| transaction.used.dml == 1));
    assert_eq!(world.all("Task").count(), 450);
}
