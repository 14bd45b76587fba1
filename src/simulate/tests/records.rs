//! Get, Create, Update, Delete Records.

use super::kit::*;
use crate::formula::Value;
use crate::simulate::{Data, Report, World};

/// Contacts of two accounts.
fn people(world: &mut World) -> [Value; 2] {
    let accounts = ["Acme", "Globex"].map(|name| world.add("Account", &[("Name", words(name))]).unwrap());
    for (name, account, born) in
        [("Ada", 0, "1990-01-01"), ("Bob", 0, "1980-01-01"), ("Cyd", 1, "2000-01-01"), ("Dan", 0, "")]
    {
        let mut fields = vec![("LastName", words(name)), ("AccountId", accounts[account].clone())];
        if !born.is_empty() {
            fields.push(("Birthdate", day(born)));
        }
        world.add("Contact", &fields).unwrap();
    }
    accounts
}

/// The names of what a Get Records finds.
fn names(body: &str, inputs: &[(&str, Data)]) -> String {
    let flow = [
        start("Get"),
        variable("t", "String"),
        collection("list", "String"),
        collection("names", "String"),
        variable("none", "Boolean"),
        element(
            "recordLookups",
            "Get",
            &format!(
                "{}{body}<getFirstRecordOnly>false</getFirstRecordOnly><object>Contact</object>\
                 <storeOutputAutomatically>true</storeOutputAutomatically>",
                to("Each")
            ),
        ),
        element(
            "loops",
            "Each",
            "<collectionReference>Get</collectionReference><iterationOrder>Asc</iterationOrder><nextValueConnector><targetReference>Keep</targetReference></nextValueConnector>",
        ),
        assignment("Keep", &[("names", "Add", &the("Each.LastName"))], "Each"),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let [acme, _] = people(&mut world);
    let mut inputs = inputs.to_vec();
    if !inputs.iter().any(|(name, _)| *name == "t") {
        inputs.push(("t", acme.into()));
    }
    let report = launch(&mut world, "F", &inputs);
    assert!(committed(&report), "{:?}", report.failure());
    assert_eq!(report.used().soql, 1);
    output(&report, "names")
}

#[test]
fn filters_find_what_they_say() {
    let by_account = filter("AccountId", "EqualTo", &the("t"));
    assert_eq!(names(&by_account, &[]), "Ada,Bob,Dan");
    assert_eq!(names(&filter("LastName", "EqualTo", &text("ADA")), &[]), "Ada");
    assert_eq!(names(&filter("LastName", "NotEqualTo", &text("ada")), &[]), "Bob,Cyd,Dan");
    assert_eq!(names(&filter("LastName", "Contains", &text("A")), &[]), "Ada,Dan");
    assert_eq!(names(&filter("LastName", "StartsWith", &text("b")), &[]), "Bob");
    assert_eq!(
        names(&filter("Birthdate", "GreaterThan", "<dateValue>1985-01-01</dateValue>"), &[]),
        "Ada,Cyd"
    );
    assert_eq!(names(&filter("Birthdate", "IsNull", &flag(true)), &[]), "Dan");
    assert_eq!(names(&filter("DoNotCall", "EqualTo", &flag(false)), &[]), "Ada,Bob,Cyd,Dan");
}

#[test]
fn several_equal_filters_on_one_field_mean_any_of_them() {
    let body = [
        "<filterLogic>and</filterLogic>".to_owned(),
        filter("LastName", "EqualTo", &text("Ada")),
        filter("LastName", "EqualTo", &text("Cyd")),
        filter("AccountId", "EqualTo", &the("t")),
    ];
    assert_eq!(names(&body.concat(), &[]), "Ada");
    let numbered = [
        "<filterLogic>1 OR (2 AND NOT 3)</filterLogic>".to_owned(),
        filter("LastName", "EqualTo", &text("Cyd")),
        filter("AccountId", "EqualTo", &the("t")),
        filter("LastName", "EqualTo", &text("Bob")),
    ];
    assert_eq!(names(&numbered.concat(), &[]), "Ada,Cyd,Dan");
}

#[test]
fn a_list_of_values_may_be_empty() {
    let list = |items: &[&str]| Data::list(items.iter().map(|item| Data::text(*item)).collect());
    let among = filter("LastName", "In", &the("list"));
    assert_eq!(names(&among, &[("list", list(&["Bob", "dan", "Eve"]))]), "Bob,Dan");
    assert_eq!(names(&among, &[("list", list(&[]))]), "");
    assert_eq!(names(&filter("LastName", "NotIn", &the("list")), &[("list", list(&[]))]), "Ada,Bob,Cyd,Dan");
}

#[test]
fn records_are_sorted_and_limited() {
    let sorted = |order: &str| format!("<sortField>Birthdate</sortField><sortOrder>{order}</sortOrder>");
    // Blank ones first, or last where it descends.
    assert_eq!(names(&sorted("Asc"), &[]), "Dan,Bob,Ada,Cyd");
    assert_eq!(names(&sorted("Desc"), &[]), "Cyd,Ada,Bob,Dan");
    assert_eq!(names(&format!("<limit>{}</limit>{}", number("2"), sorted("Desc")), &[]), "Cyd,Ada");
}

#[test]
fn nothing_found_is_null_or_keeps_what_was() {
    let get = |keep: bool| {
        let flow = [
            start("Get"),
            record_variable("person", "Contact"),
            variable("name", "String"),
            element(
                "recordLookups",
                "Get",
                &format!(
                    "<assignNullValuesIfNoRecordsFound>{}</assignNullValuesIfNoRecordsFound>{}{}\
                     <object>Contact</object><outputReference>person</outputReference>\
                     <queriedFields>Id</queriedFields>",
                    !keep,
                    to("Keep"),
                    filter("LastName", "EqualTo", &text("Nobody"))
                ),
            ),
            assignment("Keep", &[("name", "Assign", &the("person.LastName"))], ""),
        ];
        let mut world = world(&[reading("F", &flow.concat())]);
        let person = world.record("Contact", &[("LastName", words("Before"))]);
        let report = launch(&mut world, "F", &[("person", Data::Record(person.into()))]);
        output(&report, "name")
    };
    assert_eq!(get(true), "Before");
    assert_eq!(get(false), "");
}

#[test]
fn only_the_fields_that_were_fetched_are_there_but_relationships_are_followed() {
    let flow = [
        start("Get"),
        variable("name", "String"),
        variable("account", "String"),
        element(
            "recordLookups",
            "Get",
            &format!(
                "{}{}<getFirstRecordOnly>true</getFirstRecordOnly><object>Contact</object><queriedFields>Id</queriedFields><storeOutputAutomatically>true</storeOutputAutomatically>",
                to("Keep"),
                filter("LastName", "EqualTo", &text("Ada"))
            ),
        ),
        assignment(
            "Keep",
            &[("name", "Assign", &the("Get.LastName")), ("account", "Assign", &the("Get.Account.Name"))],
            "",
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    people(&mut world);
    let report = launch(&mut world, "F", &[]);
    assert_eq!((output(&report, "name"), output(&report, "account")), (String::new(), "Acme".to_owned()));
}

fn create_flow(world_of: &str) -> Report {
    let mut world = world(&[reading("F", world_of)]);
    launch(&mut world, "F", &[])
}

#[test]
fn a_new_record_has_its_id_at_once_and_the_platforms_fields() {
    let flow = [
        start("Create"),
        variable("id", "String"),
        element(
            "recordCreates",
            "Create",
            &format!(
                "{}{}<object>Task</object><storeOutputAutomatically>true</storeOutputAutomatically>",
                to("Keep"),
                field("Subject", &text("  Call  "))
            ),
        ),
        assignment("Keep", &[("id", "Assign", &the("Create"))], ""),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let report = launch(&mut world, "F", &[]);
    let id = words(&output(&report, "id"));
    assert_eq!(id.to_string().len(), 18);
    assert!(id.to_string().starts_with("00T"));
    let fields =
        ["Subject", "Status", "Priority", "IsClosed", "CreatedDate"].map(|name| held(&world, &id, name));
    assert_eq!(fields, ["Call", "Not Started", "Normal", "false", "2026-11-23T09:30:00Z"]);
    assert_eq!(held(&world, &id, "OwnerId"), world.user().to_string());
    assert_eq!((report.used().dml, report.used().dml_rows), (1, 1));
    assert_eq!(report.changes.len(), 1);
}

#[test]
fn a_collection_is_created_at_once_and_gets_its_ids() {
    let flow = [
        start("Fill"),
        record_variable("one", "Account"),
        declared(
            "many",
            "<dataType>SObject</dataType><isCollection>true</isCollection><objectType>Account</objectType>",
        ),
        variable("n", "Number"),
        assignment(
            "Fill",
            &[
                ("one.Name", "Assign", &text("A")),
                ("many", "Add", &the("one")),
                ("one.Name", "Assign", &text("B")),
                ("many", "Add", &the("one")),
            ],
            "Create",
        ),
        element("recordCreates", "Create", "<inputReference>many</inputReference>"),
    ];
    let report = create_flow(&flow.concat());
    assert_eq!((report.used().dml, report.used().dml_rows), (1, 2));
    let items = report.outputs[0]["many"].items();
    assert!(items.iter().all(|item| item.value().to_string().starts_with("001")), "{items:?}");
}

#[test]
fn an_update_writes_only_what_was_set() {
    let flow = [
        start("Fill"),
        variable("id", "String"),
        record_variable("changes", "Contact"),
        assignment(
            "Fill",
            &[("changes.Id", "Assign", &the("id")), ("changes.Title", "Assign", &text("CTO"))],
            "Save",
        ),
        element("recordUpdates", "Save", "<inputReference>changes</inputReference>"),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let id = world.add("Contact", &[("FirstName", words("Ada")), ("LastName", words("Byron"))]).unwrap();
    let report = launch(&mut world, "F", &[("id", id.clone().into())]);
    assert!(committed(&report));
    assert_eq!(
        (held(&world, &id, "Title"), held(&world, &id, "Name")),
        ("CTO".to_owned(), "Ada Byron".to_owned())
    );
    let change = &report.changes[0];
    assert_eq!(world.field(change.before.as_ref().unwrap(), "Title"), Value::Null);
}

#[test]
fn an_update_by_filters_is_a_query_too_and_may_find_none() {
    let flow = |name: &str| {
        [
            start("Save"),
            element(
                "recordUpdates",
                "Save",
                &format!(
                    "{}{}<object>Contact</object>",
                    filter("LastName", "EqualTo", &text(name)),
                    field("Title", &text("CTO"))
                ),
            ),
        ]
        .concat()
    };
    let mut world = world(&[reading("F", &flow("Ada")), reading("None", &flow("Nobody"))]);
    people(&mut world);
    let used = launch(&mut world, "F", &[]).used();
    assert_eq!((used.soql, used.soql_rows, used.dml, used.dml_rows), (1, 1, 1, 1));
    let none = launch(&mut world, "None", &[]);
    assert!(committed(&none));
    assert_eq!((none.used().soql, none.used().dml), (1, 0));
}

#[test]
fn a_record_is_deleted() {
    let flow = [
        start("Delete"),
        variable("t", "String"),
        element(
            "recordDeletes",
            "Delete",
            &format!("{}<object>Contact</object>", filter("LastName", "EqualTo", &the("t"))),
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    people(&mut world);
    let report = launch(&mut world, "F", &[("t", Data::text("Ada"))]);
    assert!(committed(&report));
    assert_eq!(world.all("Contact").count(), 3);
    assert!(report.changes[0].after.is_none());
}
