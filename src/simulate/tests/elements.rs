//! Each element by itself.

use super::kit::*;
use crate::formula::{Type, Value};
use crate::simulate::{Answer, Data};
use std::collections::BTreeMap;

#[test]
fn an_assignment_runs_its_rows_in_order() {
    let flow = [
        start("Set"),
        declared("n", "<dataType>Number</dataType><isCollection>false</isCollection><scale>1</scale>"),
        variable("t", "String"),
        variable("d", "Date"),
        variable("m", "Multipicklist"),
        assignment(
            "Set",
            &[
                ("n", "Assign", &number("5.25")),
                ("n", "Add", &number("2")),
                ("n", "Subtract", &number("1.5")),
                ("t", "Assign", &text("a")),
                ("t", "Add", &the("n")),
                ("d", "Assign", "<dateValue>2026-02-27</dateValue>"),
                ("d", "Add", &number("2")),
                ("m", "AddItem", &text("A")),
                ("m", "AddItem", &text("B")),
            ],
            "",
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let report = launch(&mut world, "F", &[]);
    assert!(committed(&report));
    // 5.25 is kept as 5.3: rounded half up to the places of the variable.
    let found = ["n", "t", "d", "m"].map(|name| output(&report, name));
    assert_eq!(found, ["5.8", "a5.8", "2026-03-01", "A;B"]);
    assert_eq!(report.depended.rows().map(|row| row.name).collect::<Vec<_>>(), ["scale", "merged-text"]);
}

#[test]
fn collections_grow_and_shrink() {
    let rows = |operator: &str, value: &str| {
        let flow =
            [start("Set"), collection("c", "String"), variable("n", "Number"), collection("other", "String")];
        let set = assignment("Set", &[("c", operator, value), ("n", "AssignCount", &the("c"))], "");
        let mut world = world(&[reading("F", &(flow.concat() + &set))]);
        let list = |items: &[&str]| Data::list(items.iter().map(|item| Data::text(*item)).collect());
        let inputs = [("c", list(&["a", "b", "c", "b"])), ("other", list(&["b", "x"]))];
        let report = launch(&mut world, "F", &inputs);
        (output(&report, "c"), output(&report, "n"))
    };
    let found = |operator, value: &str| rows(operator, value).0;
    assert_eq!(rows("Add", &text("d")), ("a,b,c,b,d".to_owned(), "5".to_owned()));
    assert_eq!(found("AddAtStart", &the("other")), "b,x,a,b,c,b");
    assert_eq!(found("RemoveAll", &the("other")), "a,c");
    assert_eq!(found("RemoveFirst", &text("b")), "a,c,b");
    assert_eq!(found("RemovePosition", &number("3")), "a,b,b");
    assert_eq!(found("RemoveBeforeFirst", &text("c")), "c,b");
    assert_eq!(found("RemoveAfterFirst", &text("b")), "a,b");
    assert_eq!(found("RemoveUncommon", &the("other")), "b,b");
}

/// Which way a decision goes on a text input.
fn decides(operator: &str, left: &str, right: &str) -> bool {
    let flow = [
        start("Ask"),
        variable("t", "String"),
        variable("yes", "Boolean"),
        decision("Ask", "t", operator, right, "Set", ""),
        assignment("Set", &[("yes", "Assign", &flag(true))], ""),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let report = launch(&mut world, "F", &[("t", Data::text(left))]);
    output(&report, "yes") == "true"
}

#[test]
fn decisions_compare_text_without_regard_to_case_except_ids() {
    assert!(decides("EqualTo", "Connected", &text("CONNECTED")));
    assert!(decides("StartsWith", "00Qabc", &text("00q")));
    assert!(decides("Contains", "left voicemail", &text("Voice")));
    assert!(decides("EndsWith", "left voicemail", &text("MAIL")));
    assert!(!decides("EqualTo", "0030000000000aBAAA", &text("0030000000000AbAAA")));
    assert!(decides("NotEqualTo", "a", &text("b")));
    assert!(!decides("GreaterThan", "a", &text("b")));
    assert!(decides("IsBlank", " ", &flag(true)));
    assert!(decides("IsNull", "", &flag(false)));
    assert!(decides("WasSet", "x", &flag(true)));
}

#[test]
fn null_is_neither_less_nor_greater() {
    let ask = |operator: &str, right: &str| {
        let flow = [
            start("Ask"),
            variable("n", "Number"),
            variable("yes", "Boolean"),
            decision("Ask", "n", operator, right, "Set", ""),
            assignment("Set", &[("yes", "Assign", &flag(true))], ""),
        ];
        let mut world = world(&[reading("F", &flow.concat())]);
        let report = launch(&mut world, "F", &[]);
        let noted = report.depended.rows().any(|row| row.name == "null-comparison");
        (output(&report, "yes") == "true", noted)
    };
    assert_eq!(ask("LessThan", &number("5")), (false, true));
    assert_eq!(ask("GreaterThanOrEqualTo", &number("0")), (false, true));
    assert_eq!(ask("NotEqualTo", &number("0")), (true, true));
    assert_eq!(ask("IsNull", &flag(true)), (true, false));
}

#[test]
fn a_loop_walks_through_its_collection_in_its_order() {
    let order = |order: &str| {
        let flow = [
            start("Each"),
            collection("c", "String"),
            variable("t", "String"),
            element(
                "loops",
                "Each",
                &format!(
                    "<collectionReference>c</collectionReference><iterationOrder>{order}</iterationOrder>\
                     <nextValueConnector><targetReference>Add</targetReference></nextValueConnector>"
                ),
            ),
            assignment("Add", &[("t", "Add", &the("Each"))], "Each"),
        ];
        let mut world = world(&[reading("F", &flow.concat())]);
        let items = ["a", "b", "c"].map(Data::text);
        let report = launch(&mut world, "F", &[("c", Data::list(items.to_vec()))]);
        let none = launch(&mut world, "F", &[]);
        (output(&report, "t"), output(&none, "t"))
    };
    assert_eq!(order("Asc"), ("abc".to_owned(), String::new()));
    assert_eq!(order("Desc").0, "cba");
}

#[test]
fn the_item_of_a_loop_is_a_copy() {
    let flow = [
        start("Get"),
        collection("names", "String"),
        element("recordLookups", "Get", &[to("Each"), "<getFirstRecordOnly>false</getFirstRecordOnly><object>Account</object><storeOutputAutomatically>true</storeOutputAutomatically>".to_owned()].concat()),
        element("loops", "Each", "<collectionReference>Get</collectionReference><iterationOrder>Asc</iterationOrder><nextValueConnector><targetReference>Rename</targetReference></nextValueConnector><noMoreValuesConnector><targetReference>Again</targetReference></noMoreValuesConnector>"),
        assignment("Rename", &[("Each.Name", "Assign", &text("changed"))], "Each"),
        element("loops", "Again", "<collectionReference>Get</collectionReference><iterationOrder>Asc</iterationOrder><nextValueConnector><targetReference>Keep</targetReference></nextValueConnector>"),
        assignment("Keep", &[("names", "Add", &the("Again.Name"))], "Again"),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    world.add("Account", &[("Name", words("Acme"))]).unwrap();
    let report = launch(&mut world, "F", &[]);
    assert_eq!(output(&report, "names"), "Acme");
}

#[test]
fn a_subflow_takes_and_gives_and_a_null_text_arrives_empty() {
    let called = [
        start("Set"),
        variable("given", "String"),
        variable("back", "String"),
        variable("isNull", "Boolean"),
        assignment("Set", &[("back", "Assign", &text("[{!given}]"))], "Ask"),
        decision("Ask", "given", "IsNull", &flag(true), "Note", ""),
        assignment("Note", &[("isNull", "Assign", &flag(true))], ""),
    ];
    let caller = [
        start("Run"),
        variable("t", "String"),
        variable("result", "String"),
        variable("isNull", "Boolean"),
        element(
            "subflows",
            "Run",
            &format!(
                "{}<flowName>Called</flowName><inputAssignments><name>given</name><value>{}</value></inputAssignments>\
                 <storeOutputAutomatically>true</storeOutputAutomatically>",
                to("Keep"),
                the("t")
            ),
        ),
        assignment(
            "Keep",
            &[("result", "Assign", &the("Run.back")), ("isNull", "Assign", &the("Run.isNull"))],
            "",
        ),
    ];
    let mut world = world(&[reading("Called", &called.concat()), reading("F", &caller.concat())]);
    let report = launch(&mut world, "F", &[("t", Data::text("x"))]);
    assert_eq!(output(&report, "result"), "[x]");
    let report = launch(&mut world, "F", &[]);
    assert_eq!((output(&report, "result"), output(&report, "isNull")), ("[]".to_owned(), String::new()));
}

#[test]
fn formulas_are_evaluated_where_they_are_used() {
    let flow = [
        start("First"),
        variable("n", "Number"),
        variable("before", "Number"),
        variable("after", "Number"),
        variable("wrong", "Number"),
        "<formulas><name>twice</name><dataType>Number</dataType><expression>{!n} * 2</expression><scale>0</scale></formulas>".to_owned(),
        "<formulas><name>none</name><dataType>Number</dataType><expression>1 / ({!n} - {!n})</expression><scale>0</scale></formulas>".to_owned(),
        assignment(
            "First",
            &[
                ("before", "Assign", &the("twice")),
                ("n", "Add", &number("1")),
                ("after", "Assign", &the("twice")),
                ("wrong", "Assign", &the("none")),
            ],
            "",
        ),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let report = launch(&mut world, "F", &[("n", Value::number(3).into())]);
    let found = ["before", "after", "wrong"].map(|name| output(&report, name));
    // A division by zero has no value, and is no fault.
    assert_eq!(found, ["6", "8", ""]);
    assert!(committed(&report));
}

#[test]
fn texts_merge_values_constants_and_globals() {
    let flow = [
        start("Set"),
        variable("t", "String"),
        record_variable("person", "Contact"),
        "<constants><name>greeting</name><dataType>String</dataType><value><stringValue>Hello</stringValue></value></constants>".to_owned(),
        "<textTemplates><name>letter</name><isViewedAsPlainText>true</isViewedAsPlainText><text>{!greeting} {!person.LastName}, {!$Flow.CurrentDate} {!$Label.Closing}</text></textTemplates>".to_owned(),
        assignment("Set", &[("t", "Assign", &the("letter"))], ""),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    world.settings.given.insert("$Label.Closing".to_owned(), words("Yours"));
    let person = world.record("Contact", &[("LastName", words("Ada"))]);
    let report = launch(&mut world, "F", &[("person", Data::Record(person.into()))]);
    assert_eq!(output(&report, "t"), "Hello Ada, 2026-11-23 Yours");
    let report = launch(&mut world, "F", &[]);
    assert_eq!(output(&report, "t"), "Hello , 2026-11-23 Yours");
}

#[test]
fn an_outcome_and_an_element_know_whether_they_were_executed() {
    let flow = [
        start("Ask"),
        variable("n", "Number"),
        variable("rule", "Boolean"),
        variable("step", "Boolean"),
        decision("Ask", "n", "EqualTo", &number("1"), "Step", "Keep"),
        assignment("Step", &[("n", "Add", &number("1"))], "Keep"),
        assignment("Keep", &[("rule", "Assign", &the("Ask_Yes")), ("step", "Assign", &the("Step"))], ""),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let seen = |report: &_| (output(report, "rule"), output(report, "step"));
    let report = launch(&mut world, "F", &[("n", Value::number(1).into())]);
    assert_eq!(seen(&report), ("true".to_owned(), "true".to_owned()));
    let report = launch(&mut world, "F", &[("n", Value::number(2).into())]);
    assert_eq!(seen(&report), (String::new(), String::new()));
}

#[test]
fn actions_are_recorded_and_answered_from_outside() {
    let flow = [
        start("Ask"),
        variable("t", "String"),
        element(
            "actionCalls",
            "Ask",
            &format!(
                "<actionName>Advisor</actionName><actionType>apex</actionType>{}\
                 <flowTransactionModel>CurrentTransaction</flowTransactionModel>\
                 <inputParameters><name>question</name><value>{}</value></inputParameters>\
                 <storeOutputAutomatically>true</storeOutputAutomatically>",
                to("Keep"),
                text("Why?")
            ),
        ),
        assignment("Keep", &[("t", "Assign", &the("Ask.advice"))], ""),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    let report = launch(&mut world, "F", &[]);
    assert_eq!(output(&report, "t"), "");
    assert!(report.depended.rows().any(|row| row.name == "no-answer"));
    let answer = Answer::Outputs(BTreeMap::from([("advice".to_owned(), Data::text("Because."))]));
    world.settings.answers.insert("Advisor".to_owned(), answer);
    let report = launch(&mut world, "F", &[]);
    assert_eq!(output(&report, "t"), "Because.");
    let message = &report.messages[0];
    assert_eq!((message.element.as_str(), message.action_name.as_str()), ("Ask", "Advisor"));
    assert_eq!(message.input("question"), Some(&Data::text("Why?")));
}

#[test]
fn a_day_becomes_a_moment_where_one_is_wanted() {
    let flow = [
        start("Set"),
        variable("d", "Date"),
        variable("m", "DateTime"),
        assignment("Set", &[("m", "Assign", &the("d"))], ""),
    ];
    let mut world = world(&[reading("F", &flow.concat())]);
    world.settings.time_zone = jiff::tz::TimeZone::get("America/New_York").unwrap();
    let report = launch(&mut world, "F", &[("d", Data::Value(day("2026-12-01")))]);
    let midnight = Value::read("2026-12-01T05:00:00Z", Type::DateTime).unwrap();
    assert_eq!(report.outputs[0]["m"], Data::Value(midnight));
}
