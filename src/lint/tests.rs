use super::*;
use crate::flow::Place;
use crate::org::Org;
use crate::source::{FileId, Source};
use crate::xml;

/// What a test asks of the facts of a flow with these parts.
fn with_flow(parts: &str, ask: impl FnOnce(&FlowFacts<'_>)) {
    let text = format!("<Flow>{parts}</Flow>");
    let tree = xml::read(&Source::new("flows/X.flow-meta.xml", text), FileId(0)).unwrap();
    let unit = Unit::new("flows/X.flow-meta.xml", &tree);
    assert_eq!(unit.unreadable(), []);
    let org = Org::standard();
    ask(unit.facts(&org).flow().unwrap());
}

const PARTS: &str = "\
    <loops><name>Each</name><collectionReference>Get_Contacts</collectionReference></loops>\
    <recordLookups><name>Get_Contacts</name><getFirstRecordOnly>false</getFirstRecordOnly><object>Contact</object>\
    <storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>\
    <formulas><name>age</name><dataType>Number</dataType><expression>TODAY() - {!each.Birthdate}</expression></formulas>\
    <formulas><name>bad</name><dataType>Number</dataType><expression>{!lost} + LEN(1)</expression></formulas>\
    <start><object>Task</object><triggerType>RecordAfterSave</triggerType></start>\
    <variables><name>note</name><dataType>String</dataType></variables>";

/// A meaning in few words.
fn said(meaning: Meaning) -> String {
    match meaning {
        Meaning::Open => "open".to_owned(),
        Meaning::Missing(Gap::Name(name)) => format!("no {name}"),
        Meaning::Missing(Gap::Field { object, field }) => format!("no {object}.{field}"),
        Meaning::Known(Shape { item, is_collection }) => {
            let item = match item {
                Item::Value(ty) => format!("{ty:?}"),
                Item::Field(field) => format!("{}.{}", field.object, field.name),
                Item::Record(object) => object,
            };
            if is_collection { format!("{item}s") } else { item }
        }
    }
}

#[test]
fn references_mean_what_the_platform_takes_them_for() {
    with_flow(PARTS, |flow| {
        for (path, expected) in [
            ("note", "Text"),
            ("NOTE", "Text"),
            ("age", "Number"),
            ("Get_Contacts", "Contacts"),
            ("Each", "Contact"),
            ("Each.Birthdate", "Contact.Birthdate"),
            ("Each.Account.Name", "Account.Name"),
            ("$Record.WhoId", "Task.WhoId"),
            ("$Record.Owner:User.Name", "User.Name"),
            ("$Record.Owner.Name", "open"),
            ("$Flow.CurrentDate", "Date"),
            ("$User.Id", "User.Id"),
            ("$Permission.Any", "Boolean"),
            ("$Setup.X__c.Y__c", "open"),
            ("Each.Lost__c", "no Contact.Lost__c"),
            ("Each.Lost__r.Name", "no Contact.Lost__r"),
            ("lost.Name", "no lost"),
        ] {
            assert_eq!(said(flow.meaning(path)), expected, "{path}");
        }
    });
}

#[test]
fn a_formula_has_its_types_and_says_nothing_of_names() {
    with_flow(PARTS, |flow| {
        let [age, bad] = flow.formulas() else { panic!("two formulas") };
        assert!(age.typed.is_some() && age.mistakes.is_empty(), "{age:?}");
        let messages: Vec<&str> = bad.mistakes.iter().map(|each| each.code.name()).collect();
        assert_eq!(messages, ["type-mismatch"]);
    });
}

#[test]
fn a_leaf_is_shown_at_its_own_text() {
    with_flow(PARTS, |flow| {
        let place = flow.flow.formulas[0].place;
        let span = flow.leaf(place, "dataType", "Number");
        assert_eq!(span.range().len(), "Number".len());
        assert_eq!(flow.at(place).range().len(), "age".len());
        assert_eq!(flow.leaf(place, "scale", "2"), flow.at(place));
        assert_eq!(flow.at(Place::default()).range().len(), "<Flow".len());
    });
}

#[test]
fn what_was_not_read_has_names_too() {
    with_flow("<plannedStages><name>First</name><steps><name>Ask</name></steps></plannedStages>", |flow| {
        assert!(!flow.is_whole());
        assert!(matches!(flow.names().get("ask"), Some(Named::Unread)));
        assert_eq!(flow.meaning("lost"), Meaning::Open);
    });
}
