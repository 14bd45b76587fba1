use crate::lint::Unit;
use crate::org::Org;
use crate::source::{FileId, Source};
use crate::xml;

const GET: &str = "<recordLookups><name>Get</name><connector><targetReference>NEXT</targetReference></connector>\
    <faultConnector><targetReference>FAULT</targetReference></faultConnector><getFirstRecordOnly>true</getFirstRecordOnly>\
    <object>Contact</object><storeOutputAutomatically>true</storeOutputAutomatically></recordLookups>\
    <start><connector><targetReference>Get</targetReference></connector></start>\
    <variables><name>name</name><dataType>String</dataType></variables>";

/// An element that reads the name of what was found.
fn read(name: &str, next: &str) -> String {
    format!(
        "<assignments><name>{name}</name><assignmentItems><assignToReference>name</assignToReference>\
         <operator>Assign</operator><value><elementReference>Get.LastName</elementReference></value></assignmentItems>\
         <connector><targetReference>{next}</targetReference></connector></assignments>"
    )
}

/// A decision with one outcome, which leads to `Then`; else to `Else`.
fn decision(logic: &str, conditions: &[(&str, &str, &str)]) -> String {
    let conditions = conditions.iter().map(|(left, operator, right)| {
        format!(
            "<conditions><leftValueReference>{left}</leftValueReference><operator>{operator}</operator>\
             <rightValue>{right}</rightValue></conditions>"
        )
    });
    format!(
        "<decisions><name>Ask</name><defaultConnector><targetReference>Else</targetReference></defaultConnector>\
         <rules><name>Yes</name><conditionLogic>{logic}</conditionLogic>{}\
         <connector><targetReference>Then</targetReference></connector></rules></decisions>",
        conditions.collect::<String>()
    )
}

/// The elements that read what is null (`!`) or may be (`?`).
fn judged(parts: &str, next: &str, fault: &str) -> String {
    let get = GET.replace("NEXT", next).replace("FAULT", fault);
    of_text(&format!("<Flow>{parts}{get}</Flow>"))
}

fn of_text(text: &str) -> String {
    let tree = xml::read(&Source::new("flows/X.flow-meta.xml", text.to_owned()), FileId(0)).unwrap();
    let unit = Unit::new("flows/X.flow-meta.xml", &tree);
    assert_eq!(unit.unreadable(), []);
    let org = Org::standard();
    let facts = unit.facts(&org);
    let mut found: Vec<String> = facts
        .flow()
        .unwrap()
        .null_reads()
        .iter()
        .map(|read| format!("{}{}", read.element, if read.is_certain { '!' } else { '?' }))
        .collect();
    found.sort();
    found.join(" ")
}

fn asked(logic: &str, conditions: &[(&str, &str, &str)]) -> String {
    judged(&(decision(logic, conditions) + &read("Then", "") + &read("Else", "")), "Ask", "")
}

const YES: &str = "<booleanValue>true</booleanValue>";
const NO: &str = "<booleanValue>false</booleanValue>";
const SMITH: &str = "<stringValue>Smith</stringValue>";

#[test]
fn what_is_looked_up_may_be_null_and_is_null_after_a_fault() {
    assert_eq!(judged(&read("Then", ""), "Then", ""), "Then?");
    assert_eq!(judged(&read("Then", ""), "", "Then"), "Then!");
    assert_eq!(judged(&read("Then", ""), "Then", "Then"), "Then?");
}

#[test]
fn who_has_read_it_once_may_read_it_again() {
    assert_eq!(judged(&(read("Then", "Again") + &read("Again", "")), "Then", ""), "Then?");
}

#[test]
fn a_decision_tells_whether_it_is_there() {
    for (logic, conditions, expected) in [
        ("and", &[("Get", "IsNull", YES)][..], "Then!"),
        ("and", &[("Get", "IsNull", NO)], "Else!"),
        ("and", &[("Get.Id", "IsBlank", NO)], "Else!"),
        ("and", &[("Get.Email", "IsNull", NO)], "Else?"),
        ("and", &[("name", "IsNull", NO)], "Else? Then?"),
        ("and", &[("Get", "IsNull", NO), ("name", "IsNull", NO)], "Else?"),
        ("or", &[("Get", "IsNull", NO), ("name", "IsNull", NO)], "Else! Then?"),
        ("1 AND NOT(2)", &[("name", "IsNull", NO), ("Get", "IsNull", YES)], "Else?"),
        ("and", &[("Get", "IsNull", NO), ("Get.LastName", "EqualTo", SMITH)], "Else?"),
        ("and", &[("Get.LastName", "EqualTo", SMITH)], "Ask?"),
    ] {
        assert_eq!(asked(logic, conditions), expected, "{logic} {conditions:?}");
    }
}

#[test]
fn a_formula_tells_it_too() {
    let formula = |text: &str| {
        let formula = format!(
            "<formulas><name>found</name><dataType>Boolean</dataType><expression>{text}</expression></formulas>"
        );
        let ask = decision("and", &[("found", "EqualTo", YES)]);
        judged(&(formula + &ask + &read("Then", "") + &read("Else", "")), "Ask", "")
    };
    assert_eq!(formula("NOT(ISBLANK({!Get.Id}))"), "Else!");
    assert_eq!(formula("AND(NOT(ISBLANK({!Get.Id})), {!name} = \"x\")"), "Else?");
    assert_eq!(formula("ISBLANK({!Get.Id}) || {!name} = \"x\""), "Then?");
    assert_eq!(formula("{!found}"), "Else? Then?");
}

#[test]
fn a_record_that_is_looked_up_by_a_given_id_is_there() {
    let flow = |field: &str, value: &str| {
        let filter = format!(
            "<filters><field>{field}</field><operator>EqualTo</operator><value><elementReference>{value}</elementReference></value>\
             </filters><getFirstRecordOnly>"
        );
        let input =
            "<variables><name>recordId</name><dataType>String</dataType><isInput>true</isInput></variables>";
        let get = GET.replace("NEXT", "Then").replace("FAULT", "").replace("<getFirstRecordOnly>", &filter);
        of_text(&format!("<Flow>{}{input}{get}</Flow>", read("Then", "")))
    };
    assert_eq!(flow("Id", "recordId"), "");
    assert_eq!(flow("Id", "$User.Id"), "");
    assert_eq!(flow("OwnerId", "recordId"), "Then?");
    assert_eq!(flow("Id", "$Record.Id"), "Then?", "no record starts it");
    assert_eq!(flow("Id", "name"), "Then?");
}
