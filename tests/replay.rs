//! `ctiflow replay` as a user runs it.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const HEAD: &str = "Id,CreatedDate,Type,WhoId,OwnerId,CallDisposition,CallDurationInSeconds";
const REP: &str = "005000000000077AAA";

struct Said {
    code: i32,
    data: String,
    words: String,
}

/// Replays a file of calls, with more arguments; the program is the reference one.
fn replay(folder: &Path, arguments: &[&str]) -> Said {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/outbound-sales.yaml");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
    command.arg("replay").arg(spec).args(["--calls", "calls.csv"]).args(arguments).current_dir(folder);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code().unwrap(), data: text(output.stdout), words: text(output.stderr) }
}

fn folder(calls: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("calls.csv"), calls).unwrap();
    folder
}

fn export(rows: &[String]) -> TempDir {
    folder(format!("{HEAD}\n{}\n", rows.join("\n")).as_bytes())
}

/// A call of a number, on a day of November, to the person of a number.
fn call(number: u32, day: u32, who: &str, disposition: &str) -> String {
    format!("00T0000000000{number:02}AAA,2026-11-{day:02}T09:30:00.000Z,Call,{who},{REP},{disposition},120")
}

fn json(said: &Said) -> Value {
    let value: Value =
        serde_json::from_str(&said.data).unwrap_or_else(|_| panic!("{}{}", said.data, said.words));
    let schema = serde_json::from_str(include_str!("../schema/ctiflow-output.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(&value).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, [""; 0], "{value:#}");
    assert_eq!(value["status"], said.code);
    value["result"]["replay"].clone()
}

const ADA: &str = "00Q000000000001AAA";
const BEA: &str = "003000000000001AAA";

#[test]
fn calls_run_in_the_order_of_their_time() {
    let rows = [
        call(3, 23, ADA, "Voicemail Left"),
        call(1, 19, ADA, "Voicemail Left"),
        call(2, 20, ADA, "Voicemail Left"),
        call(4, 24, BEA, "Connected"),
        call(5, 24, BEA, "Never Heard Of"),
        call(6, 25, "", "Connected"),
    ];
    let folder = export(&rows);
    let said = replay(folder.path(), &["--format", "csv"]);
    assert_eq!((said.code, said.words.as_str()), (0, ""), "{}", said.data);
    let mut reader = csv::Reader::from_reader(said.data.as_bytes());
    let lines: Vec<[String; 3]> = reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            [record[0].to_owned(), record[5].to_owned(), record[13].to_owned()]
        })
        .collect();
    let seen: Vec<[&str; 3]> = lines.iter().map(|line| line.each_ref().map(String::as_str)).collect();
    assert_eq!(
        seen,
        [
            ["3", "Voicemail Left", "1"],
            ["4", "Voicemail Left", "1"],
            ["2", "Voicemail Left", "1"],
            ["5", "Connected", "1"],
            ["6", "Unrecognized", "1"],
            ["7", "started nothing", "0"],
        ]
    );
    let sums = json(&replay(folder.path(), &["--json"]));
    assert_eq!((&sums["calls"], &sums["transactions"]), (&6.into(), &6.into()));
    assert_eq!(sums["created"]["Task"], 4);
    assert_eq!(sums["created"]["CTI_Flow_Error_Log__c"], 1);
    assert_eq!(sums["made"]["Lead"], 1);
    let soql = &sums["dearest"][0];
    assert_eq!((&soql["limit"], &soql["line"]), (&"SOQL queries".into(), &5.into()));
}

#[test]
fn the_sums_are_for_people_and_a_batch_is_one_transaction() {
    let rows: Vec<String> =
        (1..=30).map(|at| call(at, 19, ADA, ["No Answer", "Connected"][at as usize % 2])).collect();
    let folder = export(&rows);
    let said = replay(folder.path(), &["--batch", "10"]);
    assert_eq!((said.code, said.words.as_str()), (0, ""), "{}", said.data);
    assert!(said.data.starts_with("30 calls in 3 transactions\n"), "{}", said.data);
    assert!(said.data.contains("Connected         15            0          0\n"), "{}", said.data);
    assert!(said.data.contains("  30 × Task\n"), "{}", said.data);
    assert!(!said.words.contains('\r'), "no bar in a pipe");
}

#[test]
fn people_of_a_file_have_their_fields() {
    let folder = export(&[call(1, 19, ADA, "Voicemail Left"), call(2, 19, BEA, "Voicemail Left")]);
    let people = format!(
        "Id,LastName,Voicemail_Count__c,Nickname\n{ADA},Byron,4,A\n{BEA},Bea,x,B\n005000000000001AAA,Rep,,\n"
    );
    fs::write(folder.path().join("people.csv"), people).unwrap();
    let said = replay(folder.path(), &["--people", "people.csv"]);
    assert_eq!(said.code, 1);
    assert!(
        said.words
            .contains("people.csv:3: `Voicemail_Count__c` takes a number such as `12.5`, and `x` is none"),
        "{}",
        said.words
    );
    assert!(
        said.words.contains("people.csv:4: `005000000000001AAA` is no id of a contact"),
        "{}",
        said.words
    );
    assert!(
        said.data.contains("1 people were read\nmade from ids: 1 × Contact, 1 × User\n"),
        "{}",
        said.data
    );
}

#[test]
fn broken_rows_are_named_by_line_and_the_others_run() {
    let good = call(9, 19, ADA, "Connected");
    let rows = [
        good.replace("2026-11-19", "2026-11-31"),
        good.replace(",120", ",many"),
        good.replace("00T000000000009AAA", ""),
        good.replace(ADA, "00Q12"),
        good.replace("2026-11-19T09:30:00.000Z", ""),
        good.clone() + ",more",
        good.replace("Connected", "\"Connected"),
        good.clone(),
        good.replace("Connected", "\"Connected, at last\nand again\""),
    ];
    let said = replay(export(&rows).path(), &["--json"]);
    assert_eq!(said.code, 1);
    let sums = json(&said);
    let broken: Vec<String> = sums["broken"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{}: {}", row["line"], row["message"].as_str().unwrap()))
        .collect();
    assert_eq!(
        broken,
        [
            "2: `CreatedDate` takes a moment such as `2026-11-23T09:30:00.000Z`, and `2026-11-31T09:30:00.000Z` is none",
            "3: `CallDurationInSeconds` takes a number such as `12.5`, and `many` is none",
            "4: has no `Id`",
            "5: `WhoId` takes an id of 15 or 18 characters, and `00Q12` is none",
            "6: has no `CreatedDate`",
            "7: has 8 cells, and the head 7",
            "8: a quotation mark is opened and not closed",
        ]
    );
    assert_eq!(sums["calls"], 2);
}

#[test]
fn other_separators_marks_and_names_are_read() {
    let row = call(1, 19, ADA, "Connected").replace(',', ";");
    let text = format!(
        "\u{feff}{}\n{row}\n",
        HEAD.replace(',', ";").replace("CallDurationInSeconds", "CalDisposition")
    );
    let said = replay(folder(text.as_bytes()).path(), &[]);
    assert_eq!(said.code, 0, "{}{}", said.data, said.words);
    assert!(said.words.contains("calls.csv:1: Task has no field `CalDisposition`: the column is passed over\n  help: did you mean `CallDisposition`?"), "{}", said.words);
    assert!(said.data.starts_with("1 calls"), "{}", said.data);
}

#[test]
fn a_file_that_is_no_export_is_refused() {
    let wide: Vec<u8> = HEAD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], &str); 4] = [
        (&wide, "calls.csv: is UTF-16, and not UTF-8"),
        (b"", "calls.csv: is empty"),
        (b"Nickname,Number\nAda,1\n", "calls.csv: has no column `WhoId`"),
        (b"B\xfcro,Phone\nAda,1\n", "calls.csv: is not UTF-8 (line 1)"),
    ];
    for (bytes, message) in cases {
        let said = replay(folder(bytes).path(), &[]);
        assert_eq!((said.code, said.data.as_str()), (2, ""));
        assert!(said.words.contains(message), "{}", said.words);
    }
    let mut row = format!("{HEAD}\n").into_bytes();
    row.extend(
        call(1, 19, ADA, "B\u{e9}")
            .replace('\u{e9}', "#")
            .bytes()
            .map(|byte| if byte == b'#' { 0xe9 } else { byte }),
    );
    let said = replay(folder(&row).path(), &[]);
    assert!(said.words.contains("calls.csv:2: is not UTF-8"), "{}", said.words);
    let said = replay(tempfile::tempdir().unwrap().path(), &[]);
    assert_eq!(said.code, 2);
    assert!(said.words.contains("there is no such file"), "{}", said.words);
}
