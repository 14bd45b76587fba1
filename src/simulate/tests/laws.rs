//! Random flows: whatever they are made of, they end, stay within the limits, and leave nothing behind where they fail.

use super::kit::*;
use crate::org::Org;
use crate::simulate::{Engine, LIMITS, Limit, Operation, Report, Saving, World};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What may be referred to: variables, elements, fields through null and through relationships, globals, formulas.
const NAMES: &[&str] = &[
    "t",
    "n",
    "b",
    "d",
    "list",
    "people",
    "person",
    "person.LastName",
    "person.Account.Name",
    "person.Id",
    "E1",
    "E2",
    "E3",
    "f",
    "g",
    "$Record",
    "$Record.Name",
    "$Record__Prior.Name",
    "$Flow.FaultMessage",
    "$User.Id",
    "E4.Id",
];
const TARGETS: &[&str] =
    &["t", "n", "b", "d", "list", "people", "person", "person.LastName", "person.Id", "$Record.Name"];
const CHANGES: &[&str] = &[
    "Assign",
    "Add",
    "Subtract",
    "AddAtStart",
    "AddItem",
    "AssignCount",
    "RemoveAll",
    "RemoveFirst",
    "RemovePosition",
    "RemoveBeforeFirst",
    "RemoveAfterFirst",
    "RemoveUncommon",
];
const OPERATORS: &[&str] = &[
    "EqualTo",
    "NotEqualTo",
    "GreaterThan",
    "LessThanOrEqualTo",
    "Contains",
    "StartsWith",
    "EndsWith",
    "In",
    "NotIn",
    "IsNull",
    "IsBlank",
    "IsEmpty",
    "IsChanged",
    "WasSet",
    "WasVisited",
];
const FILTERS: &[&str] =
    &["EqualTo", "NotEqualTo", "GreaterThan", "LessThan", "Contains", "In", "NotIn", "IsNull"];
const FIELDS: &[&str] = &["Id", "LastName", "AccountId", "Birthdate", "DoNotCall", "Name"];

fn one(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(of).prop_map(str::to_owned)
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => one(NAMES).prop_map(|name| the(&name)),
        1 => "[a-z0-9{}!.é]{0,6}".prop_map(|words| text(&words.replace("{!", ""))),
        1 => (-9i64..9).prop_map(|digits| number(&digits.to_string())),
        1 => any::<bool>().prop_map(flag),
        1 => Just("<dateValue>2024-02-29</dateValue>".to_owned()),
    ]
}

fn next() -> impl Strategy<Value = String> {
    (0..8_u8).prop_map(|at| format!("E{at}"))
}

fn exits() -> impl Strategy<Value = String> {
    let both = (next(), proptest::option::of(next()));
    both.prop_map(|(next, fault)| to(&next) + &fault.map(|fault| fault_to(&fault)).unwrap_or_default())
}

fn one_element(name: String) -> impl Strategy<Value = String> {
    prop_oneof![control(name.clone()), records(name.clone()), changes(name)]
}

/// Assignments, decisions, loops, and the flow itself once more.
fn control(name: String) -> impl Strategy<Value = String> {
    let row = (one(TARGETS), one(CHANGES), value());
    let [assign, decide, walk, call] = [(); 4].map(|()| name.clone());
    prop_oneof![
        (proptest::collection::vec(row, 0..4), next()).prop_map(move |(rows, next)| {
            let rows: Vec<(&str, &str, &str)> = rows
                .iter()
                .map(|(target, change, value)| (target.as_str(), change.as_str(), value.as_str()))
                .collect();
            assignment(&assign, &rows, &next)
        }),
        (one(NAMES), one(OPERATORS), value(), next(), next()).prop_map(
            move |(left, operator, right, yes, no)| decision(&decide, &left, &operator, &right, &yes, &no)
        ),
        (one(NAMES), next(), next()).prop_map(move |(list, next, done)| {
            let body = format!(
                "<collectionReference>{list}</collectionReference><iterationOrder>Desc</iterationOrder>\
                 <nextValueConnector><targetReference>{next}</targetReference></nextValueConnector>\
                 <noMoreValuesConnector><targetReference>{done}</targetReference></noMoreValuesConnector>"
            );
            element("loops", &walk, &body)
        }),
        next().prop_map(move |next| element(
            "subflows",
            &call,
            &format!("{}<flowName>F</flowName>", to(&next))
        )),
    ]
}

/// Get and Create Records.
fn records(name: String) -> impl Strategy<Value = String> {
    let [get, create] = [(); 2].map(|()| name.clone());
    prop_oneof![
        (exits(), one(FIELDS), one(FILTERS), value(), any::<bool>()).prop_map(
            move |(exits, by, operator, value, first)| {
                let filter = filter(&by, &operator, &value);
                let body = format!(
                    "{exits}{filter}<getFirstRecordOnly>{first}</getFirstRecordOnly><object>Contact</object>\
                     <storeOutputAutomatically>true</storeOutputAutomatically>"
                );
                element("recordLookups", &get, &body)
            }
        ),
        (exits(), one(FIELDS), value()).prop_map(move |(exits, name, value)| {
            let body = format!("{exits}{}<object>Contact</object>", field(&name, &value));
            element("recordCreates", &create, &body)
        }),
    ]
}

/// Update and Delete Records, and an action.
fn changes(name: String) -> impl Strategy<Value = String> {
    let [update, delete, act] = [(); 3].map(|()| name.clone());
    prop_oneof![
        (exits(), one(NAMES)).prop_map(move |(exits, name)| element(
            "recordUpdates",
            &update,
            &format!("{exits}<inputReference>{name}</inputReference>")
        )),
        (exits(), one(FIELDS), one(FILTERS), value()).prop_map(move |(exits, by, operator, value)| {
            let body = format!("{exits}{}<object>Contact</object>", filter(&by, &operator, &value));
            element("recordDeletes", &delete, &body)
        }),
        (exits(), value()).prop_map(move |(exits, value)| {
            let body = format!(
                "<actionName>chatterPost</actionName><actionType>chatterPost</actionType>{exits}\
                 <inputParameters><name>text</name><value>{value}</value></inputParameters>"
            );
            element("actionCalls", &act, &body)
        }),
    ]
}

/// A flow of eight elements, begun by a caller or by a contact. Before API 57 it ends after 2,000 elements at the latest.
fn random_flow() -> impl Strategy<Value = String> {
    let elements: Vec<_> = (0..8).map(|at| one_element(format!("E{at}"))).collect();
    let begins = proptest::sample::select(&["", "RecordBeforeSave", "RecordAfterSave"][..]);
    (elements, begins).prop_map(|(elements, begins)| {
        let triggered = format!(
            "<start>{}<object>Contact</object><recordTriggerType>CreateAndUpdate</recordTriggerType>\
             <triggerType>{begins}</triggerType></start>",
            to("E0")
        );
        let formula = |name: &str, text: &str| {
            format!("<formulas><name>{name}</name><dataType>String</dataType><expression>{text}</expression></formulas>")
        };
        [
            "<apiVersion>56.0</apiVersion>".to_owned(),
            if begins.is_empty() { start("E0") } else { triggered },
            elements.concat(),
            ["t:String", "n:Number", "b:Boolean", "d:Date"].map(|each| each.split_once(':').map_or_else(String::new, |(name, kind)| variable(name, kind))).concat(),
            collection("list", "String"),
            declared("people", "<dataType>SObject</dataType><isCollection>true</isCollection><objectType>Contact</objectType>"),
            record_variable("person", "Contact"),
            formula("f", "{!t} &amp; {!g}"),
            formula("g", "IF({!n} &gt; 1, {!f}, TEXT(1 / {!n}))"),
        ]
        .concat()
    })
}

fn is_sound(world: &World, report: &Report, before: usize) -> Result<(), TestCaseError> {
    let most = |limit: Limit| LIMITS[limit as usize].most;
    for transaction in &report.transactions {
        if transaction.end == crate::simulate::End::Committed {
            prop_assert!(
                transaction.used.soql <= most(Limit::Soql) && transaction.used.dml <= most(Limit::Dml)
            );
        }
    }
    if !committed(report) {
        prop_assert!(report.changes.is_empty() && report.messages.is_empty());
        prop_assert_eq!(world.all("Contact").count(), before);
    }
    for step in &report.trace {
        prop_assert!(!world.line(step).element.is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn random_flows_end_within_the_limits_and_leave_no_halves(body in random_flow()) {
        let engine = Engine::load(&Org::standard(), [&reading("F", &body)]);
        prop_assert!(engine.refusals().iter().all(|refusal| refusal.reason.kind() == "name"), "{:?}", engine.refusals());
        let mut world = World::new(&engine, settings());
        let account = world.add("Account", &[("Name", words("Acme"))]).unwrap();
        for name in ["Ada", "Bob"] {
            world.add("Contact", &[("LastName", words(name)), ("AccountId", account.clone())]).unwrap();
        }
        if engine.runs("F") {
            let report = world.launch("F", vec![BTreeMap::new(); 3]).unwrap();
            is_sound(&world, &report, 2)?;
        }
        let before = world.all("Contact").count();
        let records = ["Cyd", ""].map(|name| world.record("Contact", &[("LastName", words(name))]));
        let report = world.save(Operation::Create, records.to_vec(), Saving::Partial);
        is_sound(&world, &report, before)?;
    }
}
