//! What the server refuses, and which rule finds it first: one mutant of a flow that is right for each refusal.
//!
//! The refusals are those that public repositories and support threads tell of with the server's words.

use super::package::Linted;

const WHOLE: &str = include_str!("whole.flow-meta.xml");
const CALLED: &str = include_str!("called.flow-meta.xml");

/// The server's words, the rule, and what is written instead of what.
const REFUSALS: &[(&str, &str, &str, &str)] = &[
    (
        "Element … invalid at this location in type Flow",
        "unknown-element",
        "<label>Count Call</label>",
        "<label>Count Call</label><title>Count</title>",
    ),
    (
        "Element … is duplicated at this location in type Flow",
        "split-siblings",
        "<status>",
        "<formulas><name>today</name><dataType>Date</dataType><expression>TODAY()</expression></formulas><status>",
    ),
    (
        "Element value invalid at this location in type FlowCondition",
        "unknown-element",
        "<rightValue><stringValue>Call</stringValue></rightValue>",
        "<value><stringValue>Call</stringValue></value>",
    ),
    (
        "Element label invalid at this location in type FlowFormula",
        "unknown-element",
        "<name>nextDay</name>",
        "<name>nextDay</name><label>Next Day</label>",
    ),
    (
        "Element faultConnector invalid at this location in type FlowSubflow",
        "unknown-element",
        "<flowName>",
        "<faultConnector><targetReference>Keep_Fault</targetReference></faultConnector><flowName>",
    ),
    ("Required field is missing: locationX", "missing-element", "<start><locationX>0</locationX>", "<start>"),
    (
        "… is not a valid value for the enum FlowVersionStatus",
        "unknown-value",
        "<status>Active</status>",
        "<status>Inactive</status>",
    ),
    (
        "… is not a valid value for the enum FlowAssignmentOperator",
        "unknown-value",
        "<operator>Add</operator>",
        "<operator>EqualsCount</operator>",
    ),
    (
        "… is not a valid value for the enum FlowDataType",
        "unknown-value",
        "<dataType>Date</dataType>",
        "<dataType>Day</dataType>",
    ),
    (
        "… is not a valid value for the enum InvocableActionType",
        "unknown-value",
        "<actionType>emailSimple</actionType>",
        "<actionType>email</actionType>",
    ),
    (
        "The flow can't run because nothing is connected to the Start element.",
        "start-leads-nowhere",
        "<connector><targetReference>Get_Contact</targetReference></connector>",
        "",
    ),
    (
        "The element … isn't connected",
        "unreachable-element",
        "<connector><targetReference>Keep_Person</targetReference></connector>",
        "",
    ),
    (
        "The element … cannot be connected to itself.",
        "arrow-to-itself",
        "<connector><targetReference>Create_Task</targetReference></connector>",
        "<connector><targetReference>Add_Note</targetReference></connector>",
    ),
    (
        "The field … for the object … doesn't exist.",
        "field-not-found",
        "<queriedFields>LastName</queriedFields>",
        "<queriedFields>Account.Name</queriedFields>",
    ),
    (
        "The inputAssignments field can't use a collection variable.",
        "field-value-type",
        "<stringValue>Call again</stringValue></value></inputAssignments>",
        "<elementReference>notes</elementReference></value></inputAssignments>",
    ),
    (
        "The type for the input parameter … doesn't match the type for the assigned value.",
        "action-input-type",
        "<name>emailBody</name><value><stringValue>Call again</stringValue></value>",
        "<name>emailBody</name><value><elementReference>notes</elementReference></value>",
    ),
    (
        "… can accept multiple values, so the assigned value must be a flow variable with the isCollection property set to true.",
        "action-input-type",
        "<elementReference>notes</elementReference>",
        "<elementReference>fault</elementReference>",
    ),
    (
        "The value field isn't supported when isCollection is set to true",
        "default-value-wrong",
        "<isCollection>true</isCollection><isInput>false</isInput><isOutput>false</isOutput>",
        "<isCollection>true</isCollection><isInput>false</isInput><isOutput>false</isOutput><value><stringValue>Call</stringValue></value>",
    ),
    (
        "We can't find an action with the name and action type that you specified.",
        "action-not-found",
        "<actionName>emailSimple</actionName>",
        "<actionName>emailSimpel</actionName>",
    ),
    (
        "We can't find this input attribute",
        "action-input-unknown",
        "<name>emailSubject</name>",
        "<name>emailSubjekt</name>",
    ),
    (
        "You can't use the … action type in flows with the null trigger type",
        "action-out-of-place",
        "<actionType>emailSimple</actionType>",
        "<actionType>component</actionType>",
    ),
    (
        "$Record__Prior can only be used…",
        "no-earlier-record",
        "<recordTriggerType>CreateAndUpdate</recordTriggerType>",
        "<recordTriggerType>Create</recordTriggerType>",
    ),
    ("… must be unique", "repeated-name", "<name>notes</name>", "<name>Fault</name>"),
    ("The API name can only contain …", "illegal-name", "<name>nextDay</name>", "<name>next__Day</name>"),
];

/// The rules that find something in the flow, each once; notes are no refusals.
fn found(text: &str) -> Vec<&'static str> {
    let files = [("flows/Example.flow-meta.xml", text), ("flows/Save_Person.flow-meta.xml", CALLED)];
    let linted = Linted::of(&files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let weighty = linted.findings.iter().filter(|each| each.severity != ctiflow::diag::Severity::Note);
    let mut rules: Vec<&str> = weighty.map(|each| each.code.name()).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// The flow in one line: what is replaced need not know how it is indented.
fn whole() -> String {
    WHOLE.lines().map(str::trim).collect()
}

#[test]
fn the_flow_itself_is_right() {
    assert_eq!(found(&whole()), [""; 0]);
}

#[test]
fn a_rule_finds_what_the_server_refuses() {
    for (words, rule, from, to) in REFUSALS {
        let whole = whole();
        assert!(whole.contains(from), "{words}: `{from}` is not there");
        let found = found(&whole.replacen(from, to, 1));
        assert!(found.contains(rule), "{words}: {rule} is not among {found:?}");
    }
}
