//! Components of which only the name counts: who names one, and whether it is there.

use super::package::Linted;

/// How often a rule fires in a package of these files, each a path and what stands in its root.
fn count(rule: &str, files: &[(&str, &str, &str)]) -> usize {
    let file = |(path, root, body): &(&str, &str, &str)| {
        let text = format!("<{root} xmlns=\"http://soap.sforce.com/2006/04/metadata\">{body}</{root}>");
        ((*path).to_owned(), text)
    };
    let files: Vec<(String, String)> = files.iter().map(file).collect();
    let linted = Linted::of(&files);
    linted.findings.iter().filter(|finding| finding.code.name() == rule).count()
}

/// Entries of permission sets, and what has to be there for each.
const GRANTED: [(&str, &str, &str, &str); 4] = [
    (
        "<applicationVisibilities><application>Calls</application><visible>true</visible></applicationVisibilities>",
        "applications/Calls.app-meta.xml",
        "CustomApplication",
        "<label>Calls</label>",
    ),
    (
        "<classAccesses><apexClass>Router</apexClass><enabled>true</enabled></classAccesses>",
        "classes/Router.cls-meta.xml",
        "ApexClass",
        "<apiVersion>66.0</apiVersion><status>Active</status>",
    ),
    (
        "<pageAccesses><apexPage>Calls</apexPage><enabled>true</enabled></pageAccesses>",
        "pages/Calls.page-meta.xml",
        "ApexPage",
        "<apiVersion>66.0</apiVersion><label>Calls</label>",
    ),
    (
        "<recordTypeVisibilities><recordType>Lead.Cold</recordType><visible>true</visible></recordTypeVisibilities>",
        "objects/Lead/recordTypes/Cold.recordType-meta.xml",
        "RecordType",
        "<fullName>Cold</fullName><active>true</active><label>Cold</label>",
    ),
];

#[test]
fn a_permission_set_names_what_is_there() {
    for (entry, path, root, body) in GRANTED {
        let set = ("permissionsets/A.permissionset-meta.xml", "PermissionSet", entry);
        assert_eq!(count("permission-of-nothing", &[set]), 1, "{path}");
        assert_eq!(count("permission-of-nothing", &[set, (path, root, body)]), 0, "{path}");
    }
    let packaged = GRANTED[1].0.replace("Router", "acme__Router");
    let standard = GRANTED[0].0.replace("Calls", "standard__Sales");
    for entry in [packaged, standard] {
        let set = ("permissionsets/A.permissionset-meta.xml", "PermissionSet", entry.as_str());
        assert_eq!(count("permission-of-nothing", &[set]), 0, "{entry}");
    }
}

#[test]
fn the_parts_of_a_file_of_an_object_are_components() {
    let object = "<label>Deal</label><recordTypes><fullName>Big</fullName><active>true</active><label>Big</label></recordTypes>";
    let set = GRANTED[3].0.replace("Lead.Cold", "Deal__c.Big");
    let set = ("permissionsets/A.permissionset-meta.xml", "PermissionSet", set.as_str());
    assert_eq!(count("permission-of-nothing", &[set]), 1);
    assert_eq!(
        count("permission-of-nothing", &[set, ("objects/Deal__c.object-meta.xml", "CustomObject", object)]),
        0
    );
}

#[test]
fn what_a_subflow_gives_back_can_be_kept() {
    let called = "<apiVersion>66.0</apiVersion><label>B</label><processType>AutoLaunchedFlow</processType>\
        <start><connector><targetReference>A</targetReference></connector></start><status>Active</status>\
        <variables><name>day</name><dataType>Date</dataType><isOutput>true</isOutput></variables>\
        <variables><name>who</name><dataType>SObject</dataType><isOutput>true</isOutput><objectType>Contact</objectType></variables>\
        <variables><name>days</name><dataType>Date</dataType><isCollection>true</isCollection><isOutput>true</isOutput></variables>";
    let caller = |output: &str, variable: &str| {
        let body = format!(
            "<start><connector><targetReference>Run</targetReference></connector></start>\
             <subflows><name>Run</name><flowName>B</flowName><outputAssignments><assignToReference>kept</assignToReference>\
             <name>{output}</name></outputAssignments></subflows><variables><name>kept</name>{variable}</variables>"
        );
        let files =
            [("flows/B.flow-meta.xml", "Flow", called), ("flows/A.flow-meta.xml", "Flow", body.as_str())];
        count("subflow-parameter-type", &files)
    };
    let of = |ty: &str| format!("<dataType>{ty}</dataType>");
    let record = |object: &str| format!("<dataType>SObject</dataType><objectType>{object}</objectType>");
    for (output, variable, expected) in [
        ("day", of("Date"), 0),
        ("day", of("String"), 0),
        ("day", of("Number"), 1),
        ("day", record("Contact"), 1),
        ("days", of("Date"), 1),
        ("who", record("Contact"), 0),
        ("who", record("Lead"), 1),
        ("who", of("String"), 1),
    ] {
        assert_eq!(caller(output, &variable), expected, "{output} in {variable}");
    }
}
