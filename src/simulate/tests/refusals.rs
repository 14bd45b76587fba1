//! What is refused, by name, before anything runs.

use super::kit::*;
use crate::org::Org;
use crate::simulate::{Engine, Settings, Unable, World};
use std::collections::BTreeMap;

/// The refusals of a flow, in words.
fn refused(body: &str) -> Vec<String> {
    let engine = Engine::load(&Org::standard(), [&reading("F", body)]);
    engine.refusals().iter().map(ToString::to_string).collect()
}

#[test]
fn elements_that_are_not_run_are_named() {
    let processor = element(
        "collectionProcessors",
        "Pick",
        "<collectionProcessorType>SortCollectionProcessor</collectionProcessorType><collectionReference>c</collectionReference>",
    );
    let body =
        [start("Wait"), collection("c", "String"), element("waits", "Wait", &to("Pick")), processor].concat();
    assert_eq!(
        refused(&body),
        [
            "F.Pick: an element of `<collectionProcessors>` is not run here",
            "F.Wait: an element of `<waits>` is not run here"
        ]
    );
    let later = "<start><object>Task</object><recordTriggerType>Create</recordTriggerType><scheduledPaths><pathType>AsyncAfterCommit</pathType></scheduledPaths><triggerType>RecordAfterSave</triggerType></start>";
    assert_eq!(refused(later), ["F.start: scheduled and asynchronous paths are not run here"]);
    let strategy = format!("<processType>RecommendationStrategy</processType>{}", start("A"))
        + &assignment("A", &[], "");
    assert_eq!(refused(&strategy), ["F: a flow of the type `RecommendationStrategy` is not run here"]);
}

#[test]
fn names_operators_formulas_and_arrows_are_held_against_what_is_there() {
    let body = [
        start("A"),
        variable("n", "Number"),
        assignment("A", &[("n", "Assign", &the("nothing")), ("n", "Twist", &number("1"))], "B"),
        "<formulas><name>f</name><dataType>Number</dataType><expression>{!n} + </expression></formulas>"
            .to_owned(),
        decision("C", "n", "EqualTo", &number("1"), "", "")
            .replace("<conditionLogic>and", "<conditionLogic>1 AND 2"),
    ];
    let found = refused(&body.concat());
    assert_eq!(
        found[..4],
        [
            "F.A: `nothing` stands for nothing that is known here",
            "F.A: the operator `Twist` is not run here",
            "F.A: its connector leads to `B`, which is not there",
            "F.C_Yes: `1 AND 2` is no logic of its conditions",
        ]
    );
    assert!(found[4].starts_with("F.f: the formula cannot be evaluated: "), "{found:?}");
}

#[test]
fn a_flow_that_calls_what_cannot_run_is_refused_too() {
    let call =
        |called: &str| start("Run") + &element("subflows", "Run", &format!("<flowName>{called}</flowName>"));
    let waits = start("Wait") + &element("waits", "Wait", "");
    let flows = [
        reading("Outer", &call("Inner")),
        reading("Inner", &call("Waits")),
        reading("Waits", &waits),
        reading("Lost", &call("Gone")),
    ];
    let engine = Engine::load(&Org::standard(), &flows);
    let found: Vec<String> = engine.refusals().iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "Waits.Wait: an element of `<waits>` is not run here",
            "Lost.Run: the flow `Gone` that it calls is not there",
            "Inner.Run: the flow `Waits` that it calls cannot be run here",
            "Outer.Run: the flow `Inner` that it calls cannot be run here",
        ]
    );
    let mut world = World::new(&engine, settings());
    let unable = world.launch("Outer", vec![BTreeMap::new()]).unwrap_err();
    assert_eq!(unable, Unable::NoFlow("Outer".to_owned()));
}

#[test]
fn what_is_no_input_is_passed_over_and_listed() {
    let body = start("A") + &assignment("A", &[], "");
    let engine = Engine::load(&Org::standard(), [&reading("F", &body)]);
    let settings: Settings = settings();
    let mut world = World::new(&engine, settings);
    let report = launch(&mut world, "F", &[("other", crate::simulate::Data::text("x"))]);
    assert_eq!(report.ignored, ["other"]);
}

#[test]
fn a_field_that_nobody_declared_has_the_type_that_its_formula_needs() {
    let formula = |expression: &str| {
        let body = [start("A"), record_variable("thing", "Thing__c"), assignment("A", &[], "")].concat();
        body + &format!(
            "<formulas><name>f</name><dataType>Number</dataType><expression>{expression}</expression><scale>0</scale></formulas>"
        )
    };
    assert!(refused(&formula("{!thing.Price__c} * 2 + LEN({!thing.Code__c})")).is_empty());
    assert!(
        refused(&formula("IF(ISPICKVAL({!thing.Kind__c}, \"A\"), {!thing.End__c} - TODAY(), 1)")).is_empty()
    );
    assert!(!refused(&formula("{!thing.Price__c} * 2 + LEN({!thing.Price__c})")).is_empty());
}
