use super::*;
use crate::flow::read;
use crate::source::{FileId, Source};
use crate::xml;

fn flow(body: &str) -> Flow {
    let source = Source::new("Test.flow-meta.xml", format!("<Flow>{body}</Flow>"));
    read("Test", &xml::read(&source, FileId(0)).unwrap()).unwrap().flow
}

#[test]
fn formulas_refer_outside_of_literals_and_comments() {
    let cases: [(&str, &[&str]); 6] = [
        ("{!a} + {!b.c__c}", &["a", "b.c__c"]),
        ("\"{!no}\" & {!yes} & '{!no}'", &["yes"]),
        ("\"a \\\" {!no}\" & {!yes}", &["yes"]),
        ("/* {!no} ' */ {!yes} / 2", &["yes"]),
        ("\"never closed {!no}", &[]),
        ("{!never closed", &[]),
    ];
    for (formula, expected) in cases {
        assert_eq!(formula_fields(formula), expected, "{formula}");
    }
}

#[test]
fn every_reference_is_found_with_its_owner_and_role() {
    let flow = flow(
        "<interviewLabel>Run {!$Flow.CurrentDateTime}</interviewLabel>\
         <start><filterFormula>ISNEW() || {!$Record.Type} = \"{!x}\"</filterFormula></start>\
         <decisions><name>D</name><rules><name>R</name><conditions><leftValueReference>count</leftValueReference>\
         <rightValue><elementReference>limit</elementReference></rightValue></conditions></rules></decisions>\
         <assignments><name>A</name><assignmentItems><assignToReference>contact.Name</assignToReference>\
         <value><stringValue>Hi {!who}</stringValue></value></assignmentItems></assignments>\
         <recordLookups><name>G</name><outputAssignments><assignToReference>id</assignToReference><field>Id</field>\
         </outputAssignments></recordLookups>\
         <recordUpdates><name>U</name><inputReference>contact</inputReference></recordUpdates>\
         <loops><name>L</name><collectionReference>many</collectionReference></loops>\
         <textTemplates><name>T</name><text>{!count} calls</text></textTemplates>",
    );
    let found: Vec<_> = references(&flow).iter().map(|each| (each.owner, each.role, each.path)).collect();
    assert_eq!(
        found,
        [
            ("", Role::Text, "$Flow.CurrentDateTime"),
            ("start", Role::Formula, "$Record.Type"),
            ("A", Role::Target, "contact.Name"),
            ("A", Role::Text, "who"),
            ("R", Role::Condition, "count"),
            ("R", Role::Value, "limit"),
            ("L", Role::Collection, "many"),
            ("G", Role::Target, "id"),
            ("U", Role::Record, "contact"),
            ("T", Role::Text, "count"),
        ]
    );
}

#[test]
fn references_resolve_to_names_ignoring_case() {
    let flow = flow(
        "<variables><name>Contact</name><dataType>SObject</dataType></variables>\
         <collectionProcessors><name>F</name><assignNextValueToReference>item</assignNextValueToReference>\
         <collectionReference>Get_Rows</collectionReference><conditions><leftValueReference>item.Id</leftValueReference>\
         </conditions></collectionProcessors>\
         <recordLookups><name>Get_Rows</name></recordLookups>\
         <formulas><name>f</name><dataType>String</dataType>\
         <expression>{!contact.Name} &amp; {!lost.Name} &amp; {!Get_Rows[$EachItem].Id} &amp; {!$User.Id}</expression></formulas>",
    );
    let lost: Vec<_> = unresolved(&flow).iter().map(|each| (each.owner, each.path)).collect();
    assert_eq!(lost, [("f", "lost.Name")]);
}

#[test]
fn elements_rules_and_resources_share_one_namespace() {
    let flow = flow(
        "<decisions><name>Who</name><rules><name>Is_Contact</name></rules></decisions>\
         <variables><name>is_contact</name><dataType>Boolean</dataType></variables>\
         <constants><name>other</name><dataType>String</dataType></constants>",
    );
    let all: Vec<_> = names(&flow).iter().map(|each| each.name).collect();
    assert_eq!(all, ["Who", "Is_Contact", "is_contact", "other"]);
    let repeated: Vec<_> = repeated_names(&flow).iter().map(|each| each.name).collect();
    assert_eq!(repeated, ["is_contact"]);
}

#[test]
fn legal_names_are_plain_words() {
    for name in ["a", "Get_Contact", "X9"] {
        assert!(is_legal_name(name), "{name}");
    }
    for name in ["", "9a", "_a", "a_", "a__b", "a b", "é", "a-b", &"a".repeat(81)] {
        assert!(!is_legal_name(name), "{name}");
    }
}
