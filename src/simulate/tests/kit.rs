//! Small flows, written as Salesforce writes them.

use crate::flow::{self, Reading};
use crate::formula::{Type, Value};
use crate::org::{Field, FieldType, Org, Picklist};
use crate::simulate::{Data, End, Engine, Operation, Record, Report, Saving, Settings, World};
use crate::source::{FileId, Source};
use crate::xml;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// The flow of an XML text without its root element.
pub(super) fn reading(name: &str, body: &str) -> Reading {
    let body = if body.contains("<apiVersion>") {
        body.to_owned()
    } else {
        format!("<apiVersion>66.0</apiVersion>{body}")
    };
    let body = if body.contains("<processType>") {
        body
    } else {
        format!("<processType>AutoLaunchedFlow</processType>{body}")
    };
    let text =
        format!("<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>{name}</label>{body}</Flow>");
    let source = Source::new(format!("{name}.flow-meta.xml"), text);
    let document = xml::read(&source, FileId::default()).unwrap();
    flow::read(name, &document).unwrap()
}

/// `<start>` of a flow that is called.
pub(super) fn start(first: &str) -> String {
    format!("<start>{}</start>", to(first))
}

/// `<connector>` to an element.
pub(super) fn to(element: &str) -> String {
    format!("<connector><targetReference>{element}</targetReference></connector>")
}

/// `<faultConnector>` to an element.
pub(super) fn fault_to(element: &str) -> String {
    format!("<faultConnector><targetReference>{element}</targetReference></faultConnector>")
}

/// A variable that is input and output.
pub(super) fn variable(name: &str, data_type: &str) -> String {
    declared(name, &format!("<dataType>{data_type}</dataType><isCollection>false</isCollection>"))
}

/// A collection that is input and output.
pub(super) fn collection(name: &str, data_type: &str) -> String {
    declared(name, &format!("<dataType>{data_type}</dataType><isCollection>true</isCollection>"))
}

/// A record variable that is input and output.
pub(super) fn record_variable(name: &str, object: &str) -> String {
    let body = "<dataType>SObject</dataType><isCollection>false</isCollection>";
    declared(name, &format!("{body}<objectType>{object}</objectType>"))
}

/// A variable that is input and output, with what else it says.
pub(super) fn declared(name: &str, body: &str) -> String {
    format!(
        "<variables><name>{name}</name>{body}<isInput>true</isInput><isOutput>true</isOutput></variables>"
    )
}

/// An assignment of rows `(target, operator, value)`, which goes on to `next` if that is not empty.
pub(super) fn assignment(name: &str, rows: &[(&str, &str, &str)], next: &str) -> String {
    let row = |(target, operator, value): &(&str, &str, &str)| {
        format!(
            "<assignmentItems><assignToReference>{target}</assignToReference><operator>{operator}</operator>\
             <value>{value}</value></assignmentItems>"
        )
    };
    let rows: String = rows.iter().map(row).collect();
    let connector = if next.is_empty() { String::new() } else { to(next) };
    format!("<assignments><name>{name}</name><label>{name}</label>{rows}{connector}</assignments>")
}

/// `<elementReference>`
pub(super) fn the(path: &str) -> String {
    format!("<elementReference>{path}</elementReference>")
}

/// `<stringValue>`
pub(super) fn text(text: &str) -> String {
    format!("<stringValue>{text}</stringValue>")
}

/// `<numberValue>`
pub(super) fn number(number: &str) -> String {
    format!("<numberValue>{number}</numberValue>")
}

/// `<booleanValue>`
pub(super) fn flag(flag: bool) -> String {
    format!("<booleanValue>{flag}</booleanValue>")
}

/// One filter.
pub(super) fn filter(field: &str, operator: &str, value: &str) -> String {
    format!("<filters><field>{field}</field><operator>{operator}</operator><value>{value}</value></filters>")
}

/// A field of a record that is created or updated.
pub(super) fn field(name: &str, value: &str) -> String {
    format!("<inputAssignments><field>{name}</field><value>{value}</value></inputAssignments>")
}

/// An element with a name and a label of its tag.
pub(super) fn element(tag: &str, name: &str, body: &str) -> String {
    format!("<{tag}><name>{name}</name><label>{name}</label>{body}</{tag}>")
}

/// A decision of one rule.
pub(super) fn decision(name: &str, left: &str, operator: &str, right: &str, yes: &str, no: &str) -> String {
    let default = if no.is_empty() {
        String::new()
    } else {
        format!("<defaultConnector><targetReference>{no}</targetReference></defaultConnector>")
    };
    let yes = if yes.is_empty() { String::new() } else { to(yes) };
    element(
        "decisions",
        name,
        &format!(
            "{default}<defaultConnectorLabel>No</defaultConnectorLabel><rules><name>{name}_Yes</name>\
             <conditionLogic>and</conditionLogic><conditions><leftValueReference>{left}</leftValueReference>\
             <operator>{operator}</operator><rightValue>{right}</rightValue></conditions>{yes}<label>Yes</label></rules>"
        ),
    )
}

/// The settings of all tests.
pub(super) fn settings() -> Settings {
    Settings::at("2026-11-23T09:30:00Z".parse().unwrap(), TimeZone::UTC)
}

/// A world of flows, none of which is refused.
pub(super) fn world(flows: &[Reading]) -> World {
    world_of(&Org::standard(), flows)
}

/// A world of flows in an org, none of which is refused.
pub(super) fn world_of(org: &Org, flows: &[Reading]) -> World {
    let engine = Engine::load(org, flows);
    assert_eq!(engine.refusals(), []);
    World::new(&engine, settings())
}

/// Launches one interview.
pub(super) fn launch(world: &mut World, flow: &str, inputs: &[(&str, Data)]) -> Report {
    let inputs: BTreeMap<String, Data> =
        inputs.iter().map(|(name, data)| ((*name).to_owned(), data.clone())).collect();
    world.launch(flow, vec![inputs]).unwrap()
}

/// The outputs of the one interview, as text.
pub(super) fn output(report: &Report, name: &str) -> String {
    match &report.outputs[0][name] {
        Data::List(items) => items.iter().map(|item| item.value().to_string()).collect::<Vec<_>>().join(","),
        other => other.value().to_string(),
    }
}

/// Saves one new record, and says its id.
pub(super) fn create(world: &mut World, object: &str, fields: &[(&str, Value)]) -> (Value, Report) {
    let record = world.record(object, fields);
    let report = world.save(Operation::Create, vec![record], Saving::AllOrNone);
    let id = report.saved.first().and_then(|saved| saved.clone().ok()).unwrap_or_default();
    (id, report)
}

/// Changes one record.
pub(super) fn change(world: &mut World, object: &str, id: &Value, fields: &[(&str, Value)]) -> Report {
    let mut record: Record = world.record(object, fields);
    record.set(crate::simulate::FieldId::ID, id.clone());
    world.save(Operation::Update, vec![record], Saving::AllOrNone)
}

/// Deletes one record.
pub(super) fn delete(world: &mut World, object: &str, id: &Value) -> Report {
    change_by(world, Operation::Delete, object, id)
}

fn change_by(world: &mut World, operation: Operation, object: &str, id: &Value) -> Report {
    let mut record = world.record(object, &[]);
    record.set(crate::simulate::FieldId::ID, id.clone());
    world.save(operation, vec![record], Saving::AllOrNone)
}

/// A field of the record of an id, as text.
pub(super) fn held(world: &World, id: &Value, field: &str) -> String {
    world.find(id).map(|record| world.field(record, field).to_string()).unwrap_or_default()
}

/// A text.
pub(super) fn words(text: &str) -> Value {
    Value::text(text)
}

/// A day.
pub(super) fn day(text: &str) -> Value {
    Value::read(text, Type::Date).unwrap()
}

/// A custom field of an object.
pub(super) fn custom(object: &str, name: &str, field_type: FieldType) -> Field {
    Field {
        object: object.to_owned(),
        name: name.to_owned(),
        label: name.to_owned(),
        field_type,
        length: None,
        precision: None,
        scale: None,
        picklist: Picklist::default(),
        refers_to: Vec::new(),
        createable: Some(true),
        updateable: Some(true),
        filterable: Some(true),
        required: false,
    }
}

/// Whether the one transaction was committed.
pub(super) fn committed(report: &Report) -> bool {
    report.transactions.iter().all(|transaction| transaction.end == End::Committed)
}
