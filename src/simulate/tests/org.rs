//! The org in memory: what it keeps, what it refuses, what follows from what.

use super::kit::*;
use crate::formula::{Type, Value};
use crate::org::{FieldType, Org, Picklist};
use crate::simulate::{Operation, RecordError, Saving, World};

fn empty() -> World {
    world(&[])
}

/// Why a record of an object cannot be created.
fn refused(world: &mut World, object: &str, fields: &[(&str, Value)]) -> String {
    let record = world.record(object, fields);
    let report = world.save(Operation::Create, vec![record], Saving::AllOrNone);
    report.saved[0].as_ref().unwrap_err().to_string()
}

#[test]
fn ids_have_the_prefix_of_their_object() {
    let mut world = empty();
    for (object, fields, prefix) in [
        ("Lead", vec![("LastName", words("A")), ("Company", words("B"))], "00Q"),
        ("Task", vec![], "00T"),
        ("Case", vec![], "500"),
        ("Thing__c", vec![], "a"),
    ] {
        let id = world.add(object, &fields).unwrap().to_string();
        assert!(id.starts_with(prefix) && id.len() == 18, "{object}: {id}");
    }
    let given = world.add("Contact", &[("Id", words("003A00000000001")), ("LastName", words("A"))]).unwrap();
    assert_eq!(given.to_string(), "003A00000000001IAA");
    assert!(world.add("Contact", &[("Id", given), ("LastName", words("B"))]).is_err());
    assert!(world.add("Contact", &[("Id", words("001A00000000001")), ("LastName", words("B"))]).is_err());
}

#[test]
fn values_must_fit_their_fields() {
    let mut org = Org::standard();
    org.declare(crate::org::Field {
        picklist: Picklist { values: vec!["A".to_owned()], restricted: true, defaults: false },
        ..custom("Account", "Kind__c", FieldType::Picklist)
    });
    org.declare(crate::org::Field {
        precision: Some(4),
        scale: Some(1),
        ..custom("Account", "Count__c", FieldType::Number)
    });
    let mut world = world_of(&org, &[]);
    let name = ("Name", words("Acme"));
    let long = "x".repeat(256);
    for (field, value, error) in [
        (
            "Name",
            words(&long),
            format!("STRING_TOO_LONG: Account Name: data value too large: {long} (max length=255)"),
        ),
        (
            "Kind__c",
            words("B"),
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Kind__c: bad value for restricted picklist field: B"
                .to_owned(),
        ),
        (
            "Count__c",
            Value::number(1234),
            "NUMBER_OUTSIDE_VALID_RANGE: Count__c: value outside of valid range on numeric field: 1234"
                .to_owned(),
        ),
        (
            "Count__c",
            words("many"),
            "INVALID_TYPE_ON_FIELD_IN_RECORD: Count__c: value not of required type: many".to_owned(),
        ),
        ("OwnerId", words("me"), "MALFORMED_ID: Owner ID: id value of incorrect type: me".to_owned()),
        (
            "IsBuyer",
            Value::Boolean(true),
            "INVALID_FIELD_FOR_INSERT_UPDATE: Unable to create/update fields: IsBuyer".to_owned(),
        ),
    ] {
        let fields = if field == "Name" { vec![(field, value)] } else { vec![name.clone(), (field, value)] };
        assert_eq!(refused(&mut world, "Account", &fields), error);
    }
    let number = Value::read("123.45", Type::Number).unwrap();
    let (id, _) = create(&mut world, "Account", &[name, ("Count__c", number), ("Kind__c", words("A"))]);
    assert_eq!(held(&world, &id, "Count__c"), "123.5");
}

#[test]
fn required_fields_must_be_given_and_cannot_be_emptied() {
    let mut world = empty();
    assert_eq!(
        refused(&mut world, "Opportunity", &[("Name", words("Deal"))]),
        "REQUIRED_FIELD_MISSING: Required fields are missing: [CloseDate, StageName]"
    );
    let id = world.add("Contact", &[("LastName", words("Ada"))]).unwrap();
    let report = change(&mut world, "Contact", &id, &[("LastName", Value::Null)]);
    assert_eq!(report.saved[0].as_ref().unwrap_err().code, "REQUIRED_FIELD_MISSING");
}

#[test]
fn references_lead_to_records_that_are_there() {
    let mut world = empty();
    let contact = world.add("Contact", &[("LastName", words("Ada"))]).unwrap();
    let lead = world.add("Lead", &[("LastName", words("Bob")), ("Company", words("B"))]).unwrap();
    let account = world.add("Account", &[("Name", words("Acme"))]).unwrap();
    let (task, _) = create(&mut world, "Task", &[("WhoId", contact.clone()), ("WhatId", account.clone())]);
    assert_eq!(held(&world, &task, "AccountId"), account.to_string());
    assert_eq!(
        refused(&mut world, "Task", &[("WhoId", account.clone())]),
        format!("MALFORMED_ID: Name ID: id value of incorrect type: {account}")
    );
    let both = refused(&mut world, "Task", &[("WhoId", lead), ("WhatId", account)]);
    assert!(both.starts_with("FIELD_INTEGRITY_EXCEPTION"), "{both}");
    let gone = refused(&mut world, "Task", &[("WhoId", words("003000000000999AAA"))]);
    assert!(gone.starts_with("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"), "{gone}");
    delete(&mut world, "Contact", &contact);
    assert_eq!(refused(&mut world, "Task", &[("WhoId", contact)]), "ENTITY_IS_DELETED: entity is deleted");
}

#[test]
fn a_converted_lead_is_read_only() {
    let mut world = empty();
    let fields = [("LastName", words("Bob")), ("Company", words("B")), ("IsConverted", Value::Boolean(true))];
    let id = world.add("Lead", &fields).unwrap();
    let report = change(&mut world, "Lead", &id, &[("Title", words("CTO"))]);
    assert_eq!(report.saved[0].as_ref().unwrap_err().code, "CANNOT_UPDATE_CONVERTED_LEAD");
}

#[test]
fn the_stage_says_whether_a_deal_is_closed() {
    let mut world = empty();
    let fields =
        [("Name", words("Deal")), ("StageName", words("Prospecting")), ("CloseDate", day("2026-12-31"))];
    let (id, _) = create(&mut world, "Opportunity", &fields);
    let seen = |world: &World| {
        ["IsClosed", "IsWon", "Probability", "ForecastCategoryName"].map(|name| held(world, &id, name))
    };
    assert_eq!(seen(&world), ["false", "false", "10", "Pipeline"]);
    change(&mut world, "Opportunity", &id, &[("StageName", words("Closed Won"))]);
    assert_eq!(seen(&world), ["true", "true", "100", "Closed"]);
    change(&mut world, "Opportunity", &id, &[("StageName", words("Their Own Stage"))]);
    assert_eq!(seen(&world)[..2], ["false", "false"]);
}

#[test]
fn names_follow_their_parts() {
    let mut world = empty();
    let (id, _) = create(&mut world, "Contact", &[("FirstName", words("Ada")), ("LastName", words("Byron"))]);
    assert_eq!(held(&world, &id, "Name"), "Ada Byron");
    change(&mut world, "Contact", &id, &[("LastName", words("Lovelace"))]);
    assert_eq!(held(&world, &id, "Name"), "Ada Lovelace");
}

#[test]
fn an_event_needs_a_time_or_a_day() {
    let mut world = empty();
    let at = |text: &str| Value::read(text, Type::DateTime).unwrap();
    let fields = [("StartDateTime", at("2026-12-01T09:00:00Z")), ("DurationInMinutes", Value::number(30))];
    let (id, _) = create(&mut world, "Event", &fields);
    assert_eq!(held(&world, &id, "EndDateTime"), "2026-12-01T09:30:00Z");
    assert_eq!(held(&world, &id, "ActivityDate"), "2026-12-01");
    let all_day = [("ActivityDate", day("2026-12-01")), ("IsAllDayEvent", Value::Boolean(true))];
    assert!(create(&mut world, "Event", &all_day).1.saved[0].is_ok());
    assert!(
        refused(&mut world, "Event", &[("Subject", words("Meet"))]).starts_with("REQUIRED_FIELD_MISSING")
    );
}

#[test]
fn numbers_are_given_in_order_and_completed_tasks_are_closed() {
    let mut world = empty();
    let cases = [0, 1].map(|_| create(&mut world, "Case", &[("Subject", words("Help"))]).0);
    assert_eq!(cases.map(|id| held(&world, &id, "CaseNumber")), ["00000001", "00000002"]);
    let (task, _) = create(&mut world, "Task", &[("Status", words("Completed"))]);
    assert_eq!(
        (held(&world, &task, "IsClosed"), held(&world, &task, "CompletedDateTime")),
        ("true".to_owned(), "2026-11-23T09:30:00Z".to_owned())
    );
}

#[test]
fn all_or_none_and_partial_save_differ() {
    let mut world = empty();
    let records = |world: &mut World| {
        ["Acme", "", "Globex"].map(|name| world.record("Account", &[("Name", words(name))])).to_vec()
    };
    let all = records(&mut world);
    let report = world.save(Operation::Create, all, Saving::AllOrNone);
    let codes: Vec<&str> = report
        .saved
        .iter()
        .map(|saved| saved.as_ref().map_or_else(|error: &RecordError| error.code, |_| ""))
        .collect();
    assert_eq!(
        codes,
        ["ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING", "ALL_OR_NONE_OPERATION_ROLLED_BACK"]
    );
    assert_eq!(world.all("Account").count(), 0);
    let all = records(&mut world);
    let report = world.save(Operation::Create, all, Saving::Partial);
    assert_eq!(report.saved.iter().filter(|saved| saved.is_ok()).count(), 2);
    assert_eq!(world.all("Account").count(), 2);
}

#[test]
fn an_update_needs_a_record() {
    let mut world = empty();
    let nothing = change(&mut world, "Account", &Value::Null, &[("Name", words("A"))]);
    assert_eq!(nothing.saved[0].as_ref().unwrap_err().code, "MISSING_ARGUMENT");
    let unknown = change(&mut world, "Account", &words("001000000000999AAA"), &[("Name", words("A"))]);
    assert_eq!(unknown.saved[0].as_ref().unwrap_err().code, "INVALID_CROSS_REFERENCE_KEY");
}

#[test]
fn what_the_org_does_not_know_is_taken_as_given() {
    let mut world = empty();
    let (id, report) =
        create(&mut world, "Thing__c", &[("Anything__c", Value::number(7)), ("Name", words("x"))]);
    assert!(report.saved[0].is_ok());
    assert_eq!(held(&world, &id, "anything__C"), "7");
}

#[test]
fn a_copy_of_a_world_is_a_world_of_its_own() {
    let mut world = empty();
    let id = world.add("Account", &[("Name", words("Acme"))]).unwrap();
    let mut copy = world.clone();
    change(&mut copy, "Account", &id, &[("Name", words("Globex"))]);
    assert_eq!(
        (held(&world, &id, "Name"), held(&copy, &id, "Name")),
        ("Acme".to_owned(), "Globex".to_owned())
    );
}

/// An org with one custom object of the team's own.
fn team_org() -> Org {
    let root = "xmlns=\"http://soap.sforce.com/2006/04/metadata\"";
    let field = |name: &str, body: &str| {
        crate::source::Source::new(
            format!("objects/Log__c/fields/{name}.field-meta.xml"),
            format!(
                "<CustomField {root}><fullName>{name}</fullName><label>{name}</label>{body}</CustomField>"
            ),
        )
    };
    let object = "<label>Log</label><nameField><displayFormat>LOG-{0000}</displayFormat><label>No</label><type>AutoNumber</type></nameField>";
    let sources = [
        crate::source::Source::new(
            "objects/Log__c/Log__c.object-meta.xml",
            format!("<CustomObject {root}>{object}</CustomObject>"),
        ),
        field("Open__c", "<defaultValue>true</defaultValue><type>Checkbox</type>"),
        field(
            "Kind__c",
            "<type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>Fault</fullName><default>false</default></value><value><fullName>Note</fullName><default>true</default></value></valueSetDefinition></valueSet>",
        ),
        field("Link__c", "<formula>Id</formula><type>Text</type>"),
    ];
    let (mut org, mut sink) = (Org::standard(), crate::diag::Sink::default());
    org.load_team(sources.iter().map(|source| (crate::source::FileId::default(), source)), &mut sink);
    assert!(sink.is_empty(), "{:?}", sink.finish());
    org
}

#[test]
fn the_teams_metadata_gives_numbers_and_defaults() {
    let mut world = world_of(&team_org(), &[]);
    let (id, report) = create(&mut world, "Log__c", &[]);
    assert!(report.saved[0].is_ok(), "{:?}", report.saved);
    let fields = ["Name", "Open__c", "Kind__c"].map(|name| held(&world, &id, name));
    assert_eq!(fields, ["LOG-0001", "true", "Note"]);
    let (id, _) =
        create(&mut world, "Log__c", &[("Kind__c", words("Fault")), ("Open__c", Value::Boolean(false))]);
    let fields = ["Name", "Open__c", "Kind__c"].map(|name| held(&world, &id, name));
    assert_eq!(fields, ["LOG-0002", "false", "Fault"]);
}

#[test]
fn a_formula_field_that_is_read_is_named_in_the_report() {
    let flow = [
        start("Set"),
        record_variable("log", "Log__c"),
        variable("link", "String"),
        assignment("Set", &[("link", "Assign", &the("log.Link__c"))], ""),
    ];
    let mut world = world_of(&team_org(), &[reading("F", &flow.concat())]);
    let log = crate::simulate::Data::Record(world.record("Log__c", &[]).into());
    let report = launch(&mut world, "F", &[("log", log)]);
    assert_eq!(report.depended.rows().map(|row| row.name).collect::<Vec<_>>(), ["formula-field"]);
}
