//! Projects of small programs that are written here by hand.

use super::*;
use crate::build::MetadataKind;
use crate::check::program::{
    Alternative, DeclaredField, Gate, Monitor, MonitorFlow, Outcome, OutcomeKind, RecordRef, Step, StepKind,
};
use crate::formula::typed::{Type, TypedExpr, TypedKind};
use crate::org::{Field, FieldType};
use crate::source::Span;
use crate::spec::{DeclaredType, Every};
use crate::xml::Element;
use std::sync::Arc;

fn field(object: &str, name: &str) -> Arc<Field> {
    Arc::new(Field {
        object: object.to_owned(),
        name: name.to_owned(),
        label: name.to_owned(),
        field_type: FieldType::Text,
        length: None,
        precision: None,
        scale: None,
        picklist: crate::org::Picklist::default(),
        refers_to: Vec::new(),
        createable: None,
        updateable: None,
        filterable: None,
        required: false,
    })
}

fn text() -> crate::check::program::Expression {
    TypedExpr { kind: TypedKind::Text("x".to_owned()), ty: Type::Text, span: Span::default() }
}

fn step(kind: StepKind) -> Step {
    Step { kind, span: Span::default(), label: None, description: None, stop_on_fault: false }
}

fn program(steps: Vec<StepKind>) -> Program {
    let outcome = Outcome {
        kind: OutcomeKind::Named,
        name: "Connected".to_owned(),
        flow_name: "FUP_Connected".to_owned(),
        description: None,
        dispositions: vec!["Connected".to_owned()],
        steps: steps.into_iter().map(step).collect(),
        span: Span::default(),
    };
    Program {
        name: "Follow Up: North & South".to_owned(),
        prefix: "FUP".to_owned(),
        api_version: "66.0".to_owned(),
        status: "Active",
        spec_path: "specs/follow-up.yaml".to_owned(),
        gate: Gate {
            condition: text(),
            disposition: field("Task", "CallDisposition"),
            rerun: true,
            order: None,
        },
        fields: Vec::new(),
        records: Vec::new(),
        every_call: Vec::new(),
        outcomes: vec![outcome],
        monitors: Vec::new(),
        left_out: Vec::new(),
        check_in_org: Vec::new(),
    }
}

fn declared(object: &str, name: &str, existing: bool) -> DeclaredField {
    let field = field(object, name);
    DeclaredField {
        field,
        kind: DeclaredType::Date,
        existing,
        help: None,
        stamp_of: None,
        span: Span::default(),
    }
}

fn component(kind: MetadataKind, name: &str, content: Element) -> Component {
    Component { kind, name: name.to_owned(), document: content.into(), flow: None }
}

fn flow(name: &str, label: &str, trigger: Option<&str>) -> Component {
    let start = Element::new("start").leaves("triggerType", trigger);
    component(MetadataKind::Flow, name, Element::new("Flow").leaf("label", label).child(start))
}

fn components() -> Vec<Component> {
    vec![
        flow("FUP_Connected", "Follow Up: Connected", None),
        flow("FUP_Call_Router", "Follow Up: Call Router", Some("RecordAfterSave")),
        component(MetadataKind::CustomObject, "Contact", Element::new("CustomObject")),
        component(MetadataKind::CustomField, "Contact.Last_Call__c", Element::new("CustomField")),
        component(
            MetadataKind::CustomObject,
            "FUP_Log__c",
            Element::new("CustomObject").leaf("label", "Log"),
        ),
        component(MetadataKind::ListView, "FUP_Log__c.All", Element::new("ListView")),
        component(MetadataKind::CustomTab, "FUP_Log__c", Element::new("CustomTab")),
        component(
            MetadataKind::PermissionSet,
            "FUP_Admin",
            Element::new("PermissionSet").leaf("label", "Admin"),
        ),
        component(
            MetadataKind::CustomNotificationType,
            "FUP_Alert",
            Element::new("CustomNotificationType").leaf("masterLabel", "Alert"),
        ),
    ]
}

fn guide_of(program: &Program) -> String {
    String::from_utf8(project(program, &components()).get("DEPLOY.md").unwrap().to_vec()).unwrap()
}

#[test]
fn every_component_has_its_place() {
    let tree = project(&program(Vec::new()), &components());
    let paths: Vec<&str> = tree.files().map(|(path, _)| path).collect();
    assert_eq!(
        paths,
        [
            ".forceignore",
            ".gitattributes",
            ".prettierignore",
            "DEPLOY.md",
            "force-app/main/default/flows/FUP_Call_Router.flow-meta.xml",
            "force-app/main/default/flows/FUP_Connected.flow-meta.xml",
            "force-app/main/default/notificationtypes/FUP_Alert.notiftype-meta.xml",
            "force-app/main/default/objects/Contact/Contact.object-meta.xml",
            "force-app/main/default/objects/Contact/fields/Last_Call__c.field-meta.xml",
            "force-app/main/default/objects/FUP_Log__c/FUP_Log__c.object-meta.xml",
            "force-app/main/default/objects/FUP_Log__c/listViews/All.listView-meta.xml",
            "force-app/main/default/permissionsets/FUP_Admin.permissionset-meta.xml",
            "force-app/main/default/tabs/FUP_Log__c.tab-meta.xml",
            "manifest/package.xml",
            "sfdx-project.json",
        ]
    );
}

#[test]
fn the_manifest_names_all_but_empty_object_files() {
    let tree = project(&program(Vec::new()), &components()[..6]);
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<Package xmlns="http://soap.sforce.com/2006/04/metadata">
    <types>
        <members>Contact.Last_Call__c</members>
        <name>CustomField</name>
    </types>
    <types>
        <members>FUP_Log__c</members>
        <name>CustomObject</name>
    </types>
    <types>
        <members>FUP_Call_Router</members>
        <members>FUP_Connected</members>
        <name>Flow</name>
    </types>
    <types>
        <members>FUP_Log__c.All</members>
        <name>ListView</name>
    </types>
    <version>66.0</version>
</Package>
"#;
    assert_eq!(std::str::from_utf8(tree.get("manifest/package.xml").unwrap()).unwrap(), expected);
}

#[test]
fn the_project_is_named_in_plain_letters() {
    let definition = |program: &Program| -> serde_json::Value {
        serde_json::from_slice(project(program, &[]).get("sfdx-project.json").unwrap()).unwrap()
    };
    let mut program = program(Vec::new());
    assert_eq!(definition(&program)["name"], "follow-up-north-south");
    program.name = "営業".to_owned();
    assert_eq!(definition(&program)["name"], "fup");
}

#[test]
fn a_guide_speaks_only_of_what_the_program_uses() {
    let guide = guide_of(&program(Vec::new()));
    for absent in
        ["Chatter", "Sales Engagement", "Monitors", "converted", "Left out", "Check in your org", "Draft**"]
    {
        assert!(!guide.contains(absent), "{absent} in\n{guide}");
    }
    assert!(guide.contains("| Follow Up: Call Router (`FUP_Call_Router`) | by itself |"), "{guide}");
    assert!(guide.contains("WHERE ApiName IN ('FUP_Call_Router', 'FUP_Connected')\""), "{guide}");
    assert!(guide.contains("FROM FUP_Log__c WHERE Kind__c = 'Fault' ORDER BY"), "{guide}");
    assert!(!guide.contains("\n\n\n"), "empty lines in\n{guide}");
}

fn to(record: RecordRef) -> Alternative {
    Alternative { record, field: None, always: true, only_user: false }
}

/// A program that uses all that a guide can speak of.
fn everything() -> Program {
    let mut program = program(vec![
        StepKind::Chatter { to: vec![to(RecordRef::Account), to(RecordRef::Person)], text: text() },
        StepKind::Notify { to: vec![to(RecordRef::Manager)], about: Vec::new(), title: text(), body: text() },
        StepKind::Cadence(crate::check::program::Cadence::Resume),
        StepKind::CallFlow { flow: "Prepare".to_owned(), inputs: Vec::new(), outputs: Vec::new() },
        StepKind::Create {
            object: "Opportunity".to_owned(),
            object_label: "Opportunity".to_owned(),
            fields: vec![(field("Opportunity", "ContactId"), text())],
            into: None,
        },
    ]);
    program.status = "Draft";
    program.left_out =
        vec![(Span::default(), "agentforce".to_owned()), (Span::default(), "agentforce".to_owned())];
    program.check_in_org = vec!["`Busy` is a value of Outreach Status".to_owned()];
    program.fields = vec![
        declared("Contact", "Last_Call__c", false),
        declared("Lead", "Last_Call__c", false),
        declared("Task", "Start__c", false),
        declared("Contact", "Region__c", true),
    ];
    program.monitors = vec![monitor()];
    program
}

fn monitor() -> Monitor {
    let flow = MonitorFlow {
        flow_name: "FUP_Cold".to_owned(),
        label: "Cold".to_owned(),
        object: "Case".to_owned(),
        object_label: "Case".to_owned(),
        filter: None,
        condition: None,
        stamp: None,
        records: Vec::new(),
        steps: vec![step(StepKind::Chatter { to: vec![to(RecordRef::Subject)], text: text() })],
    };
    Monitor {
        name: "Cold".to_owned(),
        flows: vec![flow],
        every: Every { weekday: Some(0), hour: 6, minute: 5 },
        starting: "2026-12-01".to_owned(),
        once_in: None,
        description: None,
        span: Span::default(),
    }
}

#[test]
fn a_guide_names_everything_that_has_to_be_set_up() {
    let guide = guide_of(&everything());
    for present in [
        "for Account, Case, Contact, Lead.",
        "Alert (`FUP_Alert`)",
        "**Sales Engagement** is on",
        "**Managers.**",
        "active: `Prepare`.",
        "`Opportunity.ContactId`",
        "`Contact.Region__c`",
        "- `agentforce`: 2 steps",
        "- [ ] `Busy` is a value of Outreach Status",
        "## When a lead is converted",
        "- `Last_Call__c`\n",
        "Object Manager > Activity",
        "**Cold**: every Monday at 06:05, from 2026-12-01 on",
        "**This program is a Draft**",
    ] {
        assert!(guide.contains(present), "{present} not in\n{guide}");
    }
    assert!(!guide.contains("\n\n\n"), "empty lines in\n{guide}");
}
