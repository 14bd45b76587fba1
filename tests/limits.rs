//! `ctiflow limits` as a user runs it.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use serde_json::Value;
use std::path::Path;
use std::process::Command;

struct Said {
    code: i32,
    data: String,
    words: String,
}

fn limits(folder: &Path, arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
    let output = command.arg("limits").args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code().unwrap(), data: text(output.stdout), words: text(output.stderr) }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn json(said: &Said) -> Value {
    let value: Value = serde_json::from_str(&said.data).unwrap();
    let schema = serde_json::from_str(include_str!("../schema/ctiflow-output.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(&value).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, [""; 0]);
    assert_eq!(value["status"], said.code);
    value
}

#[test]
fn the_smallest_program_gets_the_person_and_creates_a_task() {
    let said = limits(root(), &["specs/minimal.yaml"]);
    assert_eq!((said.code, said.words.as_str()), (0, ""));
    let expected = "\
specs/minimal.yaml: CTIM Call Router (CTIM_Call_Router), started by a save

                                                   SOQL  SOQL rows  DML  DML rows
  CTIM Voicemail Left    1 record                     1          1    1         1
                         1 record, with faults        1          1    2         2
                         200 records                  2        200    1       200
                         200 records, with faults     2        200    2       400
";
    assert!(said.data.starts_with(expected), "{}", said.data);
    assert!(
        said.data
            .contains("  A transaction's limit                             100     50,000  150    10,000\n"),
        "{}",
        said.data
    );
    let list = "\
CTIM Voicemail Left, 1 record: 1 DML
  1 × Create Task: Call Again (CTIM_Voicemail_Left.";
    assert!(said.data.contains(list), "{}", said.data);
}

#[test]
fn a_page_for_a_pull_request() {
    let said = limits(root(), &["specs/minimal.yaml", "--format", "markdown"]);
    assert!(
        said.data.contains("|  |  | SOQL | SOQL rows | DML | DML rows |\n|---|---|--:|--:|--:|--:|\n"),
        "{}",
        said.data
    );
    assert!(said.data.contains("| CTIM Voicemail Left | 1 record | 1 | 1 | 1 | 1 |\n"), "{}", said.data);
}

#[test]
fn a_project_has_the_limits_of_its_spec() {
    let spec = json(&limits(root(), &["specs/outbound-sales.yaml", "--json"]));
    let project = json(&limits(root(), &["generated/outbound-sales", "--format", "json"]));
    let by_flow = |value: &Value| {
        let mut budgets = value["result"]["budgets"].as_array().unwrap().clone();
        budgets.iter_mut().for_each(|budget| drop(budget.as_object_mut().unwrap().remove("path")));
        budgets.sort_by_key(|budget| budget["flow"].to_string());
        budgets
    };
    assert_eq!(by_flow(&spec), by_flow(&project));
    let router = by_flow(&spec).into_iter().find(|budget| budget["flow"] == "CTI_Call_Router").unwrap();
    let outcome = |flow: &str| {
        router["outcomes"].as_array().unwrap().iter().find(|outcome| outcome["flow"] == flow).unwrap().clone()
    };
    let closed = &outcome("CTI_Not_Interested")["one"]["dmlRows"];
    assert_eq!(closed["more"], "as many rows as it finds");
    let elements = closed["elements"].as_array().unwrap();
    let update = elements.iter().find(|element| element["label"] == "Update Opportunity by Contact").unwrap();
    assert_eq!(update["element"], "Update_Opportunity_by_Contact_and_Closed");
    assert_eq!(spec["result"]["transactionLimits"]["soqlRows"], 50_000);
}

#[test]
fn what_breaks_a_limit_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let chatter = "      - chatter: { to: person, text: \"Again {!person.Name}\" }\n".repeat(151);
    let spec = format!(
        "ctiflow: 1\nprogram: Loud\nprefix: LD\ncalls:\n  where: {{ Type: Call }}\n  disposition: CallDisposition\noutcomes:\n  Connected:\n    dispositions: [Connected]\n    steps:\n{chatter}"
    );
    std::fs::write(folder.path().join("loud.yaml"), spec).unwrap();
    let said = limits(folder.path(), &["loud.yaml"]);
    assert_eq!(said.code, 1, "{}{}", said.data, said.words);
    assert!(said.data.contains(" 151! "), "{}", said.data);
    assert!(said.data.contains("! over the limit"), "{}", said.data);
}

#[test]
fn what_cannot_be_read_is_named_and_the_others_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let flow = "generated/minimal/force-app/main/default/flows/CTIM_Voicemail_Left.flow-meta.xml";
    std::fs::copy(root().join(flow), folder.path().join("Good.flow-meta.xml")).unwrap();
    std::fs::write(folder.path().join("Broken.flow-meta.xml"), "<Flow>").unwrap();
    let said = limits(folder.path(), &["."]);
    assert_eq!(said.code, 1);
    assert!(said.data.contains("(Good), started by a call"), "{}", said.data);
    assert!(said.words.contains("Broken.flow-meta.xml:1:"), "{}", said.words);
    let said = limits(folder.path(), &["nowhere"]);
    assert_eq!((said.code, said.data.as_str()), (2, ""));
    assert!(said.words.contains("nowhere"), "{}", said.words);
    let said = limits(folder.path(), &["spec.yaml"]);
    assert_eq!(said.code, 2);
}
