//! `ctiflow run` as a user runs it: the committed reference program, and flows that cannot be run.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

const ROUTER: &str = "generated/outbound-sales/force-app/main/default/flows/CTI_Call_Router.flow-meta.xml";

const PEOPLE: &str = "now: 2026-11-23T09:30:00Z
user: rob
records:
  User:
    - { id: rob, FirstName: Rob, LastName: Rep, ManagerId: mia }
    - { id: mia, FirstName: Mia, LastName: Lead }
  CustomNotificationType: [{ DeveloperName: CTI_Alert }]
  Account: [{ id: acme, Name: Acme, OwnerId: mia }]
  Contact: [{ id: ada, FirstName: Ada, LastName: Byron, OwnerId: rob, AccountId: acme }]
  Lead: [{ id: leo, FirstName: Leo, LastName: Tolstoy, Company: War, OwnerId: rob }]
";

/// The exit code, stdout and stderr over a flow and a file.
fn run(flow: &Path, with: &str, arguments: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("with.yaml");
    fs::write(&path, with).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
    let output = command.arg("run").arg(flow).arg("--with").arg(&path).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn router(more: &str, arguments: &[&str]) -> (i32, String, String) {
    run(&Path::new(env!("CARGO_MANIFEST_DIR")).join(ROUTER), &format!("{PEOPLE}{more}"), arguments)
}

/// `result`, held to the schema.
fn held((code, data, words): (i32, String, String)) -> Value {
    let value: Value = serde_json::from_str(&data).unwrap();
    let schema = serde_json::from_str(include_str!("../schema/ctiflow-output.schema.json")).unwrap();
    let faults: Vec<String> = jsonschema::validator_for(&schema)
        .unwrap()
        .iter_errors(&value)
        .map(|each| each.to_string())
        .collect();
    assert_eq!((faults.len(), value["status"].as_i64()), (0, Some(code.into())), "{faults:?} {words}");
    value["result"].clone()
}

/// The exit code and `result.run`.
fn seen(more: &str) -> (i32, Value) {
    let output = router(more, &["--json"]);
    (output.0, held(output)["run"].clone())
}

/// What a field of a named record, or of the first record of an object that was created, became.
fn became(run: &Value, record: &str, field: &str) -> Vec<String> {
    let changes = run["changes"].as_array().unwrap().iter();
    let is_meant = |change: &&Value| {
        change["name"] == record || (change["name"].is_null() && change["object"] == record)
    };
    changes
        .filter(is_meant)
        .flat_map(|change| change["fields"].as_array().unwrap())
        .filter(|row| row["field"] == field)
        .map(|row| row["after"].as_str().unwrap_or("null").to_owned())
        .collect()
}

const CONNECTED: &str = "record: { Type: Call, WhoId: ada, OwnerId: rob, CallDisposition: Connected, CallDurationInSeconds: 200 }\n";

#[test]
fn a_connected_call_follows_up() {
    let (code, run) = seen(CONNECTED);
    assert_eq!((code, &run["failure"]), (0, &Value::Null));
    assert_eq!(became(&run, "ada", "Total_Connects__c"), ["1"]);
    assert!(became(&run, "Task", "Subject").contains(&"Follow up with Ada Byron".to_owned()));
    let asked: Vec<&Value> = run["messages"].as_array().unwrap().iter().map(|each| &each["type"]).collect();
    assert_eq!(asked, ["customNotificationAction", "chatterPost"]);
    assert_eq!(run["trace"][0]["label"], "Who Was Called?");
    assert!(run["transactions"][0]["used"]["soql"].as_u64().unwrap() > 0);
    assert_eq!(seen(CONNECTED).1, run, "the same again");
    let (_, text, _) = router(CONNECTED, &[]);
    assert!(
        text.starts_with("CTI_Call_Router: all was saved\n")
            && text.contains("changed Contact ada\n")
            && text.contains("Route by Disposition: Connected"),
        "{text}"
    );
}

#[test]
fn voicemails_to_a_lead_are_saved_one_after_the_other() {
    let call = "  - { Type: Call, WhoId: leo, OwnerId: rob, CallDisposition: Voicemail Left }\n";
    let (code, run) = seen(&format!("record:\n{}", call.repeat(5)));
    assert_eq!(code, 0);
    assert_eq!(became(&run, "leo", "Voicemail_Count__c"), ["5"]);
    assert!(became(&run, "Task", "Subject").contains(&"Review Leo Tolstoy: 5 voicemails".to_owned()));
    assert_eq!(run["saved"].as_array().unwrap().len(), 5);
}

#[test]
fn an_element_fails_as_it_is_told_to() {
    let (code, run) = seen(&format!("{CONNECTED}fail: {{ CTI_Notify.Send_Notification: They are off. }}\n"));
    assert_eq!((code, &run["failure"]), (0, &Value::Null));
    assert_eq!(became(&run, "CTI_Flow_Error_Log__c", "Error_Message__c"), ["They are off."]);
}

#[test]
fn each_mistake_of_the_file_is_told_at_its_place() {
    for (more, place, help) in [
        ("recrod: { Type: Call }\n", ":11:1", "did you mean `record`?"),
        ("record: { Tpye: Call }\n", ":11:11", "did you mean `Type`?"),
        ("record: { ActivityDate: 2026-02-30 }\n", ":11:25", "a day of the calendar"),
        ("record: { IsReminderSet: perhaps }\n", ":11:26", "`true` or `false`"),
        ("record: { WhoId: adda }\n", ":11:18", "did you mean `ada`?"),
        (
            "record: { Type: Call }\nfail: { CTI_Notify.Send_Notifcation: x }\n",
            ":12:9",
            "CTI_Notify.Send_Notification",
        ),
        ("user2: mia\n", ":11:1", "did you mean `user`?"),
        ("inputs: { a: 1 }\n", ":11:1", "it takes `record` or `batch`"),
        ("batch: { Type: Call }\n", ":11:10", "takes a list"),
        ("record: { Type: Call }\nbatch: [{ Type: Call }]\n", ":12:1", "write one of them"),
        ("prior: { Type: Call }\nbatch: [{ Type: Call }]\n", ":11:1", "`prior` is of one `record`"),
        ("batch: [{ id: a, Type: Call }, { id: a, Type: Call }]\n", ":11:38", "in this batch already"),
    ] {
        let (code, data, words) = router(more, &[]);
        assert_eq!((code, data.as_str()), (1, ""), "{more}{words}");
        assert!(words.contains(place) && words.contains(help), "{more}{words}");
    }
}

#[test]
fn a_broken_record_is_one_mistake() {
    let broken = PEOPLE.replace("FirstName: Rob", "FristName: Rob");
    let flow = Path::new(env!("CARGO_MANIFEST_DIR")).join(ROUTER);
    let (code, _, words) = run(&flow, &format!("{broken}{CONNECTED}"), &["--format", "short"]);
    assert_eq!((code, words.lines().count()), (1, 1), "{words}");
    let (code, _, words) =
        run(&flow, &format!("{}{CONNECTED}", PEOPLE.replace("user: rob", "user: ada")), &[]);
    assert!(code == 1 && words.contains("there is no User `ada`"), "{words}");
}

/// A flow that is called, in a folder of its own.
fn flow(body: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Own.flow-meta.xml");
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n";
    let text = format!(
        "{head}<apiVersion>66.0</apiVersion><label>Own</label><processType>AutoLaunchedFlow</processType>\n{body}</Flow>\n"
    );
    fs::write(&path, text).unwrap();
    (folder, path)
}

fn calling(other: &str) -> String {
    format!(
        "<start><connector><targetReference>Again</targetReference></connector></start>\n\
         <subflows><name>Again</name><label>Again</label><flowName>{other}</flowName></subflows>\n"
    )
}

#[test]
fn json_is_yaml_and_a_flow_that_is_called_takes_inputs() {
    let text = "<variables><name>words</name><dataType>String</dataType><isCollection>false</isCollection>\
                <isInput>true</isInput><isOutput>true</isOutput></variables>";
    let (_folder, path) = flow(text);
    let (code, data, words) = run(&path, "{\n  \"inputs\": {\n    \"words\": \"07\"\n  }\n}\n", &[]);
    assert_eq!(code, 0, "{words}");
    assert!(data.contains("words = 07"), "{data}");
    let (code, _, words) = run(&path, "inputs: { wrods: a }\n", &[]);
    assert!(code == 1 && words.contains("did you mean `words`?"), "{words}");
}

#[test]
fn flows_that_cannot_be_run_are_named() {
    let (_folder, path) = flow(&calling("Missing"));
    let (code, _, words) = run(&path, "now: 2026-11-23T09:30:00Z\n", &[]);
    assert!(
        code == 1 && words.contains("the flow `Missing`") && words.contains("Own.flow-meta.xml:5"),
        "{words}"
    );
    let (_folder, path) = flow(&calling("Own"));
    let (code, data, _) = run(&path, "now: 2026-11-23T09:30:00Z\n", &[]);
    assert!(code == 1 && data.contains("call each other without end: Again of Own"), "{data}");
    let (_folder, path) = flow("<screens><name>Ask</name><label>Ask</label></screens>\n");
    let (code, data, words) = run(&path, "now: 2026-11-23T09:30:00Z\n", &[]);
    assert_eq!((code, data.as_str()), (2, ""));
    assert!(
        words.contains("Own.Ask: an element of `<screens>`") && words.contains("Own.flow-meta.xml:4"),
        "{words}"
    );
}

/// A flow before the save of a Task, which writes its own words into a field.
fn before_save(field: &str, status: &str) -> String {
    format!(
        "<assignments><name>Write</name><label>Write</label><assignmentItems><assignToReference>$Record.{field}\
         </assignToReference><operator>Assign</operator><value><stringValue>written</stringValue></value>\
         </assignmentItems></assignments><start><connector><targetReference>Write</targetReference></connector>\
         <object>Task</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordBeforeSave</triggerType>\
         </start><status>{status}</status>\n"
    )
}

#[test]
fn a_save_starts_only_active_flows_and_the_one_that_is_run() {
    let (folder, path) = flow(&before_save("Description", "Draft"));
    for (status, subject) in [("Active", "written"), ("Draft", "first"), ("Obsolete", "first")] {
        let (_other, other) = flow(&before_save("Subject", status));
        fs::copy(other, folder.path().join("Other.flow-meta.xml")).unwrap();
        let (code, data, words) = run(&path, "record: { Subject: first }\n", &[]);
        assert_eq!(code, 0, "{words}");
        assert!(data.starts_with("Own (Draft): ") && data.contains("Description: written"), "{data}");
        assert!(data.contains(&format!("Subject: {subject}")), "{status}: {data}");
    }
}

const NOW: &str = "now: 2026-11-23T23:30:00Z\n";

const WORDS: &str = "<variables><name>words</name><dataType>String</dataType><isCollection>false</isCollection>\
                     <isInput>false</isInput><isOutput>true</isOutput></variables>\n";

/// An element that puts a reference into `words`, and goes on to the next.
fn says(reference: &str, next: &str) -> String {
    let connector = format!("<connector><targetReference>{next}</targetReference></connector>");
    let connector = if next.is_empty() { "" } else { &connector };
    format!(
        "<assignments><name>Say</name><label>Say</label><assignmentItems><assignToReference>words</assignToReference>\
         <operator>Assign</operator><value><elementReference>{reference}</elementReference></value></assignmentItems>\
         {connector}</assignments>\n"
    )
}

fn begins_at(element: &str) -> String {
    format!("<start><connector><targetReference>{element}</targetReference></connector></start>\n{WORDS}")
}

#[test]
fn actions_answer_what_the_file_says() {
    let (_folder, path) = flow(&format!(
        "<actionCalls><name>Ask</name><label>Ask</label><actionName>Rate</actionName><actionType>apex</actionType>\
         <outputParameters><assignToReference>words</assignToReference><name>rating</name></outputParameters>\
         </actionCalls>\n{}",
        begins_at("Ask")
    ));
    for action in ["Rate", "Own.Ask"] {
        let (code, data, words) = run(&path, &format!("answers: {{ {action}: {{ rating: Hot }} }}\n"), &[]);
        assert!(code == 0 && data.contains("words = Hot"), "{data}{words}");
    }
    let (code, _, words) = run(&path, "answers: { Rite: { rating: Hot } }\n", &[]);
    assert!(code == 1 && words.contains("did you mean `Rate`?"), "{words}");
}

#[test]
fn a_day_is_that_of_the_time_zone() {
    let today = "<formulas><name>Today</name><dataType>String</dataType><expression>TEXT(TODAY())</expression></formulas>\n";
    let (_folder, path) = flow(&format!("{}{today}{}", says("Today", ""), begins_at("Say")));
    for (zone, day) in [("", "2026-11-23"), ("time_zone: Europe/Berlin\n", "2026-11-24")] {
        let (code, data, words) = run(&path, &format!("{NOW}{zone}"), &[]);
        assert!(code == 0 && data.contains(&format!("words = {day}")), "{data}{words}");
    }
    let (code, _, words) = run(&path, "time_zone: Europe/Berln\n", &[]);
    assert!(code == 1 && words.contains(":1:12") && words.contains("there is no time zone"), "{words}");
}

#[test]
fn an_update_knows_what_the_record_was() {
    let was = before_save("Subject", "Active")
        .replace(
            "<stringValue>written</stringValue>",
            "<elementReference>$Record__Prior.Description</elementReference>",
        )
        .replace(
            "<recordTriggerType>Create</recordTriggerType>",
            "<recordTriggerType>Update</recordTriggerType>",
        );
    let (_folder, path) = flow(&was);
    let given = "prior: { Subject: a, Description: old }\nrecord: { Subject: b, Description: new }\n";
    let (code, data, words) = run(&path, given, &[]);
    assert_eq!(code, 0, "{words}");
    assert!(data.contains("Subject: a -> old") && data.contains("Description: old -> new"), "{data}");
}

#[test]
fn the_metadata_of_the_org_is_known() {
    let (_folder, path) = flow("");
    let org = tempfile::tempdir().unwrap();
    let fields = org.path().join("objects/Deal__c/fields");
    fs::create_dir_all(&fields).unwrap();
    let metadata = |path: &str, kind: &str, body: &str| {
        let root = format!("<{kind} xmlns=\"http://soap.sforce.com/2006/04/metadata\">{body}</{kind}>\n");
        fs::write(org.path().join("objects/Deal__c").join(path), root).unwrap();
    };
    metadata("Deal__c.object-meta.xml", "CustomObject", "<label>Deal</label>");
    let size = "<fullName>Size__c</fullName><label>Size</label><type>Number</type><precision>4</precision><scale>0</scale>";
    metadata("fields/Size__c.field-meta.xml", "CustomField", size);
    let known = ["--org", org.path().to_str().unwrap()];
    let size = |field: &str| format!("records: {{ Deal__c: [{{ {field}: 3 }}] }}\n");
    let (code, _, words) = run(&path, &size("Size__c"), &[]);
    assert!(code == 1 && words.contains("--org"), "{words}");
    let (code, _, words) = run(&path, &size("Size__c"), &known);
    assert_eq!(code, 0, "{words}");
    let (code, _, words) = run(&path, &size("Sise__c"), &known);
    assert!(code == 1 && words.contains("did you mean `Size__c`?"), "{words}");
}

#[test]
fn a_scheduled_flow_takes_the_records_that_it_asks_for() {
    let (_folder, path) = flow(
        "<recordUpdates><name>Mark</name><label>Mark</label><inputAssignments><field>Description</field><value>\
         <stringValue>seen</stringValue></value></inputAssignments><inputReference>$Record</inputReference></recordUpdates>\
         <start><connector><targetReference>Mark</targetReference></connector><filterLogic>and</filterLogic><filters>\
         <field>LastName</field><operator>EqualTo</operator><value><stringValue>Byron</stringValue></value></filters>\
         <object>Contact</object><schedule><frequency>Daily</frequency><startDate>2026-11-23</startDate>\
         <startTime>06:00:00.000Z</startTime></schedule><triggerType>Scheduled</triggerType></start>\n",
    );
    let records = "records: { Contact: [{ id: ada, LastName: Byron }, { id: leo, LastName: Tolstoy }] }\n";
    let (code, data, words) = run(&path, records, &[]);
    assert_eq!(code, 0, "{words}");
    assert!(
        data.contains("changed Contact ada\n    Description: null -> seen") && !data.contains("leo"),
        "{data}"
    );
    let (code, data, _) = run(&path, &records.replace("Byron", "Lovelace"), &[]);
    assert!(code == 0 && data.contains("nothing was started"), "{data}");
    let (code, _, words) = run(&path, "record: { LastName: Byron }\n", &[]);
    assert!(
        code == 1 && words.contains("this flow is started by its schedule: it takes `records`"),
        "{words}"
    );
}

#[test]
fn a_flow_beside_it_can_be_called() {
    let (folder, path) = flow(&calling("Other"));
    let words = "<constants><name>Word</name><dataType>String</dataType><value><stringValue>a</stringValue></value></constants>\n";
    let (_other, other) = flow(&format!("{}{words}{}", says("Word", ""), begins_at("Say")));
    fs::copy(other, folder.path().join("Other.flow-meta.xml")).unwrap();
    let (code, data, words) = run(&path, NOW, &[]);
    assert!(code == 0 && data.contains("  Other\n") && data.contains("  Say\n"), "{data}{words}");
}

#[test]
fn an_endless_loop_is_shown_by_its_ends() {
    let text = "<constants><name>Word</name><dataType>String</dataType><value><stringValue>a</stringValue></value></constants>\n";
    let (_folder, path) = flow(&format!("{}{text}{}", says("Word", "Say"), begins_at("Say")));
    let (code, data, _) = run(&path, NOW, &[]);
    assert!(code == 1 && data.contains("FAILED") && data.contains(" more lines …\n"), "{data}");
    assert!(data.lines().count() < 60, "{data}");
}

#[test]
fn a_fix_of_a_json_file_is_json() {
    let (_folder, path) = flow(WORDS);
    let result = held(run(&path, "{ \"recrods\": { \"Contcat\": [] } }\n", &["--json"]));
    let fixes =
        result["diagnostics"].as_array().unwrap().iter().map(|each| each["fix"]["text"].as_str().unwrap());
    assert_eq!(fixes.collect::<Vec<_>>(), ["\"records\""]);
}

#[test]
fn a_batch_is_saved_at_once() {
    let (_folder, path) = flow(&before_save("Description", "Active"));
    let call = "{ Subject: a }, ";
    let run_of = |with: &str| held(run(&path, with, &["--json"]))["run"].clone();
    let one_by_one = run_of(&format!("record: [{}]\n", call.repeat(3)));
    let at_once = run_of(&format!("batch: [{}]\n", call.repeat(201)));
    let interviews = |run: &Value| -> Vec<u64> {
        let transactions = run["transactions"].as_array().unwrap().iter();
        transactions.map(|each| each["interviews"].as_u64().unwrap()).collect()
    };
    assert_eq!((interviews(&one_by_one), interviews(&at_once)), (vec![1, 1, 1], vec![200, 1]));
    assert_eq!(at_once["saved"].as_array().unwrap().len(), 201);
    let there = "records: { Task: [{ id: old, Subject: b }] }\n";
    let updated = run_of(&format!("{there}batch: [{{ id: old, Subject: c }}]\n"));
    assert_eq!(updated["changes"][0]["kind"], "changed");
    let (code, _, words) = run(&path, &format!("{there}batch: [{{ Subject: c }}, {{ id: old }}]\n"), &[]);
    assert!(code == 1 && words.contains("one save takes one kind"), "{words}");
}
