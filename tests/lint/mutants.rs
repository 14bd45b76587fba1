//! Twenty-eight projects with one defect each, made from the reference project, of which the field's tools miss thirteen.

use std::path::Path;

use super::package::Linted;

/// One defect: what it is, the file, what is replaced by what there, and the rule that has to find it.
struct Mutant {
    about: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    rule: &'static str,
}

/// No rule finds it yet. Whoever writes that rule writes its name here.
const NOT_YET: &str = "";

const fn mutant(
    about: &'static str,
    file: &'static str,
    (from, to): (&'static str, &'static str),
    rule: &'static str,
) -> Mutant {
    Mutant { about, file, from, to, rule }
}

const ROUTER: &str = "flows/CTI_Call_Router.flow-meta.xml";
const NO_ANSWER: &str = "flows/CTI_No_Answer.flow-meta.xml";
const LOG: &str = "flows/CTI_Log.flow-meta.xml";
const NIGHTLY: &str = "flows/CTI_Cold_Outreach_Contact.flow-meta.xml";

#[rustfmt::skip]
static MUTANTS: &[Mutant] = &[
    mutant("an end tag is lost", ROUTER, ("</flowName>", ""), "xml-syntax"),
    mutant("an unknown element", LOG, ("<status>", "<state>Active</state><status>"), "unknown-element"),
    mutant("a word that is none of the list", ROUTER, (">RecordAfterSave<", ">RecordAfterSaved<"), "unknown-value"),
    mutant("an element out of order", LOG, ("    <apiVersion>66.0</apiVersion>\n", ""), "wrong-order"),
    mutant("an arrow to nothing", ROUTER, ("<targetReference>Run_Connected<", "<targetReference>Run_Conected<"), "dangling-connector"),
    mutant("a subflow that is in no package", ROUTER, ("<flowName>CTI_Connected<", "<flowName>CTI_Lost<"), "subflow-not-found"),
    mutant("an input that the subflow does not have", ROUTER, ("<name>flowName</name>", "<name>flow</name>"), "subflow-parameter-not-found"),
    mutant("a field that Task does not have", NO_ANSWER, ("<field>ActivityDate<", "<field>DueDate__c<"), "field-not-found"),
    mutant("a log field that the package lost", "objects/CTI_Flow_Error_Log__c/fields/Kind__c.field-meta.xml", ("", ""), "field-not-found"),
    mutant("two elements of one name", ROUTER, ("<name>Run_Short_Connect<", "<name>Run_Connected<"), "repeated-name"),
    mutant("no fault path", ROUTER, ("<faultConnector>\n            <targetReference>Log_Get_Contact</targetReference>\n        </faultConnector>", ""), "fault-path-missing"),
    mutant("a hard-coded id", NO_ANSWER, ("<elementReference>call.OwnerId</elementReference>", "<stringValue>0058d000003AbCdAAK</stringValue>"), "hard-coded-id"),
    mutant("a subflow that runs itself", NO_ANSWER, ("<flowName>CTI_Save_Person<", "<flowName>CTI_No_Answer<"), "subflow-loop"),
    mutant("a formula without its parenthesis", LOG, ("LEFT({!message}, 32000)", "LEFT({!message}, 32000"), "broken-formula"),
    mutant("a formula of nothing", LOG, ("LEFT({!message}, 32000)", "LEFT({!mesage}, 32000)"), "reference-to-nothing"),
    mutant("a value of nothing", LOG, ("<elementReference>logMessage<", "<elementReference>logMesage<"), "reference-to-nothing"),
    mutant("two outcomes of one disposition", ROUTER, ("<stringValue>Short Connect<", "<stringValue>Connected<"), "repeated-outcome"),
    mutant("an element that nothing leads to", ROUTER, ("            <connector>\n                <targetReference>Run_Connected</targetReference>\n            </connector>\n", ""), "unreachable-element"),
    mutant("a permission on a field that is not there", "permissionsets/CTI_Sales_User.permissionset-meta.xml", ("<field>Contact.Call_Attempts__c<", "<field>Contact.Call_Atempts__c<"), "permission-of-nothing"),
    mutant("an active router over a draft", "flows/CTI_Connected.flow-meta.xml", ("<status>Active<", "<status>Draft<"), "subflow-inactive"),
    mutant("an API version that is to come", LOG, ("<apiVersion>66.0<", "<apiVersion>99.0<"), "api-version-too-new"),
    mutant("an illegal name", ROUTER, ("<name>Who_Was_Called<", "<name>Who Was Called<"), "illegal-name"),
    mutant("a scheduled flow without its schedule", NIGHTLY, ("<schedule>", "<schedule/><!--"), "schedule-missing"),
    mutant("an after-save flow that changes its own record", ROUTER, ("    <start>\n", "    <recordUpdates>\n        <name>Close_Call</name>\n        <label>Close Call</label>\n        <locationX>0</locationX>\n        <locationY>0</locationY>\n        <connector>\n            <targetReference>Who_Was_Called</targetReference>\n        </connector>\n        <faultConnector>\n            <targetReference>Log_Get_Contact</targetReference>\n        </faultConnector>\n        <inputAssignments>\n            <field>Status</field>\n            <value>\n                <stringValue>Completed</stringValue>\n            </value>\n        </inputAssignments>\n        <inputReference>$Record</inputReference>\n    </recordUpdates>\n    <start>\n"), "record-updates-itself"),
    mutant("a connector without its target", ROUTER, ("<targetReference>Run_Connected</targetReference>", ""), "missing-element"),
    mutant("a label of 300 characters", LOG, ("<label>Create Log<", "<label>LONG<"), "long-label"),
    mutant("a text in a number", NO_ANSWER, ("<elementReference>nextCallAttempts<", "<elementReference>personName<"), "assignment-type"),
    mutant("a flow that runs on every save", ROUTER, ("<filterFormula>", "<!--"), "entry-condition-missing"),
];

/// Where one edit breaks more than one thing: what else is rightly found.
static ALSO: &[(&str, &[&str])] = &[
    ("a log field that the package lost", &["named-field-not-found", "permission-of-nothing"]),
    ("two elements of one name", &["dangling-connector"]),
    ("no fault path", &["unreachable-element"]),
    ("a subflow that runs itself", &["subflow-parameter-not-found"]),
    ("an illegal name", &["dangling-connector"]),
];

/// The files of the reference project, by their paths below its metadata.
fn reference() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/outbound-sales/force-app/main/default");
    let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
    let file = |path: &Path| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        (name, std::fs::read_to_string(path).unwrap())
    };
    entries.filter(|entry| entry.file_type().is_file()).map(|entry| file(entry.path())).collect()
}

/// The reference project with one defect.
fn mutated(reference: &[(String, String)], mutant: &Mutant) -> Vec<(String, String)> {
    let mut files = reference.to_vec();
    let at = files.iter().position(|(path, _)| path == mutant.file).expect(mutant.file);
    if mutant.from.is_empty() {
        files.remove(at);
        return files;
    }
    let text = &mut files[at].1;
    assert!(text.contains(mutant.from), "{}: nothing to spoil", mutant.about);
    *text = text.replacen(mutant.from, mutant.to, 1);
    *text = match mutant.about {
        "an element out of order" => text.replace("</Flow>", "    <apiVersion>66.0</apiVersion>\n</Flow>"),
        "a label of 300 characters" => text.replace(">LONG<", &format!(">{}<", "long".repeat(75))),
        "a scheduled flow without its schedule" => text.replace("<schedule/>", "").replace("</schedule>", "-->"),
        "a flow that runs on every save" => text.replace("</filterFormula>", "-->"),
        "an after-save flow that changes its own record" => unguarded(text).replace(
            "<connector>\n            <targetReference>Who_Was_Called</targetReference>\n        </connector>\n        <filter",
            "<connector>\n            <targetReference>Close_Call</targetReference>\n        </connector>\n        <filter",
        ),
        _ => text.clone(),
    };
    files
}

/// The router, run by every save of a call.
fn unguarded(text: &str) -> String {
    let (before, rest) = text.split_once("<filterFormula>").unwrap();
    let (_, after) = rest.split_once("</filterFormula>").unwrap();
    let formula = "ISPICKVAL({!$Record.Type}, &quot;Call&quot;)";
    format!("{before}<filterFormula>{formula}</filterFormula>{after}")
}

/// The rules that find something, notes excepted.
fn weighty(files: &[(String, String)]) -> Vec<String> {
    let linted = Linted::of(files);
    let weighty = linted.findings.iter().filter(|each| each.severity != ctiflow::diag::Severity::Note);
    weighty.map(|each| each.code.name().to_owned()).collect()
}

#[test]
fn every_mutant_is_caught_and_the_reference_is_clean() {
    let reference = reference();
    assert_eq!(weighty(&reference), [""; 0]);
    assert_eq!(MUTANTS.len(), 28);
    let mut faults = Vec::new();
    for mutant in MUTANTS {
        let found: Vec<String> = Linted::of(&mutated(&reference, mutant))
            .findings
            .iter()
            .map(|each| each.code.name().to_owned())
            .collect();
        let is_caught = found.iter().any(|rule| rule == mutant.rule);
        let weighty = weighty(&mutated(&reference, mutant));
        let also = ALSO.iter().find(|(about, _)| *about == mutant.about).map_or(&[][..], |(_, also)| *also);
        if weighty.iter().filter(|rule| !also.contains(&rule.as_str())).count() > 1 {
            faults.push(format!("{}: more than one finding: {weighty:?}", mutant.about));
        }
        if !is_caught && mutant.rule != NOT_YET {
            faults.push(format!("{}: not {} but {found:?}", mutant.about, mutant.rule));
        }
        if mutant.rule == NOT_YET && found.iter().any(|rule| rule != "unused-resource") {
            faults.push(format!("{} is found by {found:?}: write its name into the table", mutant.about));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
