//! The commands as a user runs them: exit codes, what goes where, and what is left on disk.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const SPEC: &str = r#"ctiflow: 1
program: Follow Up
prefix: FUP
calls:
  where: { Type: Call }
  disposition: CallDisposition
outcomes:
  Connected:
    dispositions: [Connected]
    steps:
      - create_task: { subject: "Call {!person.Name} again", due: 2 business days }
"#;

/// A folder with specs.
fn workspace(specs: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("specs")).unwrap();
    for (name, text) in specs {
        fs::write(folder.path().join("specs").join(name), text).unwrap();
    }
    folder
}

/// What a command said.
#[derive(Debug)]
struct Said {
    code: i32,
    data: String,
    words: String,
}

fn ctiflow(folder: &Path, arguments: &[&str]) -> Said {
    let output =
        Command::new(env!("CARGO_BIN_EXE_ctiflow")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code().unwrap(), data: text(output.stdout), words: text(output.stderr) }
}

/// Every file below a folder and its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let file = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (path, fs::read(entry.path()).unwrap())
    };
    entries.filter(|entry| !entry.file_type().is_dir()).map(file).collect()
}

fn json(said: &Said) -> Value {
    let value: Value = serde_json::from_str(&said.data).unwrap();
    let schema = serde_json::from_str(include_str!("../schema/ctiflow-output.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(&value).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, [""; 0], "{value:#}");
    assert_eq!(value["status"], said.code);
    value
}

#[test]
fn a_spec_without_mistakes_has_nothing_to_say() {
    let folder = workspace(&[("a.yaml", SPEC)]);
    let said = ctiflow(folder.path(), &["check"]);
    assert_eq!((said.code, said.data.as_str(), said.words.as_str()), (0, "", "1 spec: no mistakes\n"));
    assert_eq!(
        json(&ctiflow(folder.path(), &["check", "--json"]))["result"]["diagnostics"],
        Value::Array(Vec::new())
    );
}

#[test]
fn all_mistakes_are_shown_in_every_format() {
    let wrong = SPEC.replace("Type: Call", "Typ: Call").replace("due: 2", "duo: 2");
    let folder = workspace(&[("a.yaml", &wrong)]);
    let said = ctiflow(folder.path(), &["check", "specs/a.yaml"]);
    assert_eq!(said.code, 1);
    assert!(
        said.data.contains("--> specs/a.yaml:5:12") && said.data.contains("--> specs/a.yaml:11:62"),
        "{}",
        said.data
    );
    assert!(!said.data.contains('\u{1b}'), "no colour in a pipe");
    assert_eq!(said.words, "1 spec: 2 errors\n");

    let short = ctiflow(folder.path(), &["check", "--format", "short"]);
    let lines: Vec<&str> = short.data.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("specs/a.yaml:5:12: error["), "{lines:?}");

    let messages = json(&ctiflow(folder.path(), &["check", "--json"]));
    assert_eq!(messages["result"]["counts"]["errors"], 2);
    let sarif: Value =
        serde_json::from_str(&ctiflow(folder.path(), &["check", "--format", "sarif"]).data).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 2);
    let github = ctiflow(folder.path(), &["check", "--format", "github"]).data;
    assert!(github.lines().all(|line| line.starts_with("::error file=specs/a.yaml,line=")), "{github}");

    let build = ctiflow(folder.path(), &["build"]);
    assert_eq!((build.code, build.data.as_str()), (1, ""));
    assert!(build.words.ends_with("nothing was written\n"), "{}", build.words);
    assert!(!folder.path().join("generated").exists());
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_checked() {
    let folder = workspace(&[("a.yaml", SPEC), ("wrong.yaml", &SPEC.replace("due:", "duo:"))]);
    fs::write(folder.path().join("latin.yaml"), b"ctiflow: 1\nprogram: B\xfcro\n").unwrap();
    fs::File::create(folder.path().join("long.yaml")).unwrap().set_len(9 << 20).unwrap();
    let cases = [
        ("specs/b.yaml", "there is no such file\n  help: did you mean `specs/a.yaml`?"),
        ("specs", "is a folder"),
        ("latin.yaml", "is not UTF-8 (line 2, byte 21)"),
        ("long.yaml", "is longer than 8 MiB"),
    ];
    for (path, words) in cases {
        let said = ctiflow(folder.path(), &["check", path, "specs/wrong.yaml"]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.words.contains(&format!("error: {path}: {words}")), "{said:?}");
        assert!(said.data.contains("--> specs/wrong.yaml:11"), "{said:?}");
        let envelope = json(&ctiflow(folder.path(), &["build", path, "--json"]));
        assert_eq!(envelope["result"]["failures"][0]["path"], path);
    }
    let said = ctiflow(&folder.path().join("specs"), &["check"]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.words.contains("no spec is there"), "{said:?}");
}

#[test]
fn a_build_writes_once_and_is_checked_without_a_trace() {
    let folder = workspace(&[("a.yaml", SPEC)]);
    let output = folder.path().join("generated/a");
    let stale = ctiflow(folder.path(), &["build", "--check"]);
    assert_eq!(stale.code, 1);
    assert!(stale.data.contains("+++ b/generated/a/sfdx-project.json"), "{stale:?}");
    assert!(!output.exists());

    let first = ctiflow(folder.path(), &["build"]);
    assert_eq!((first.code, first.data.as_str()), (0, ""), "{first:?}");
    let built = files(&output);
    assert!(
        built.contains_key("force-app/main/default/flows/FUP_Connected.flow-meta.xml"),
        "{:?}",
        built.keys()
    );
    let again = ctiflow(folder.path(), &["build"]);
    assert!(again.words.contains(" 0 written, 0 removed, "), "{again:?}");
    assert_eq!(files(&output), built);
    assert_eq!(ctiflow(folder.path(), &["build", "--check"]).code, 0);

    fs::write(output.join("sfdx-project.json"), "{}\n").unwrap();
    let edited = files(&output);
    let stale = ctiflow(folder.path(), &["build", "--check"]);
    assert_eq!(stale.code, 1);
    assert!(stale.data.starts_with("--- a/generated/a/sfdx-project.json\n+++ b/"), "{stale:?}");
    let refused = ctiflow(folder.path(), &["build"]);
    assert_eq!(refused.code, 2);
    assert!(refused.words.contains("generated/a/sfdx-project.json: was edited by hand"), "{refused:?}");
    assert_eq!(files(&output), edited);
    assert_eq!(ctiflow(folder.path(), &["build", "--force"]).code, 0);
    assert_eq!(files(&output), built);
    let projects = json(&ctiflow(folder.path(), &["build", "--json"]))["result"]["projects"].clone();
    assert_eq!(projects[0]["folder"], "generated/a");
}

#[test]
fn the_bytes_do_not_depend_on_where_the_command_runs() {
    let folder = workspace(&[("a.yaml", SPEC)]);
    fs::write(folder.path().join("ctiflow.toml"), "").unwrap();
    assert_eq!(ctiflow(folder.path(), &["build"]).code, 0);
    let built = files(&folder.path().join("generated/a"));
    assert_eq!(ctiflow(&folder.path().join("specs"), &["build", "--check"]).code, 0);
    let absolute = folder.path().join("specs/a.yaml");
    let elsewhere = tempfile::tempdir().unwrap();
    let said = ctiflow(elsewhere.path(), &["build", absolute.to_str().unwrap(), "-o", "out"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(files(&elsewhere.path().join("out")), built);
}

#[test]
fn two_specs_may_not_claim_one_name() {
    let other = SPEC.replace("program: Follow Up", "program: Other");
    let folder = workspace(&[("a.yaml", SPEC), ("b.yaml", &other)]);
    let said = ctiflow(folder.path(), &["build"]);
    assert_eq!(said.code, 1);
    assert_eq!(said.words.matches("error[claimed-twice]").count(), 1, "{said:?}");
    assert!(said.words.contains("--> specs/b.yaml:3:9"), "{said:?}");
    assert!(!folder.path().join("generated").exists());
    fs::write(folder.path().join("specs/b.yaml"), other.replace("FUP", "OTH")).unwrap();
    assert_eq!(ctiflow(folder.path(), &["build"]).code, 0);
    let several = ctiflow(folder.path(), &["build", "-o", "out"]);
    assert!(several.code == 2 && several.words.contains("there are 2 specs"), "{several:?}");
}

#[test]
fn the_orgs_own_metadata_is_asked() {
    let spec = SPEC.replace("subject:", "type: Letter, subject:").replace("calls:", "org: ../team\ncalls:");
    let folder = workspace(&[("a.yaml", &spec)]);
    let missing = ctiflow(folder.path(), &["check"]);
    assert!(missing.code == 2 && missing.words.contains("../team: there is no such folder"), "{missing:?}");
    fs::create_dir_all(folder.path().join("team/flows")).unwrap();
    fs::write(folder.path().join("team/flows/Broken.flow-meta.xml"), "<Flow>").unwrap();
    let broken = ctiflow(folder.path(), &["check"]);
    assert!(broken.code == 1 && broken.data.contains("error[xml-syntax]"), "{broken:?}");
    fs::create_dir(folder.path().join("empty")).unwrap();
    assert_eq!(ctiflow(folder.path(), &["check", "--org", "empty"]).code, 0);
}

#[test]
fn explain_and_schema_answer_on_stdout() {
    let folder = workspace(&[]);
    let page = ctiflow(folder.path(), &["explain", "unknown-field"]);
    assert!(page.code == 0 && page.data.starts_with("# unknown-field\n"), "{page:?}");
    let unknown = ctiflow(folder.path(), &["explain", "unknown-feild"]);
    assert!(unknown.code == 2 && unknown.words.contains("did you mean `unknown-field`?"), "{unknown:?}");
    let schema = ctiflow(folder.path(), &["schema"]);
    assert_eq!((schema.code, schema.data.as_str()), (0, include_str!("../schema/ctiflow.schema.json")));
    assert!(json(&ctiflow(folder.path(), &["schema", "--json"]))["result"]["schema"].is_object());
    assert_eq!(ctiflow(folder.path(), &["frobnicate"]).code, 2);
}

#[test]
fn formatting_writes_what_is_not_canonical_and_says_what_is_no_xml() {
    let folder = workspace(&[]);
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("A.flow-meta.xml", "<Flow><status>Active</status><label>A</label></Flow>");
    put("B.flow-meta.xml", "<Flow><label>B</Flow>");
    let checked = ctiflow(folder.path(), &["fmt", ".", "--check"]);
    assert_eq!(checked.code, 1);
    assert!(checked.data.contains("+    <label>A</label>"), "{checked:?}");
    let done = ctiflow(folder.path(), &["fmt", "."]);
    assert_eq!(done.code, 1);
    assert!(done.words.contains("error[xml-syntax]"), "{done:?}");
    let canonical = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Flow>\n    <label>A</label>\n    <status>Active</status>\n</Flow>\n";
    assert_eq!(fs::read_to_string(folder.path().join("A.flow-meta.xml")).unwrap(), canonical);
    assert_eq!(fs::read_to_string(folder.path().join("B.flow-meta.xml")).unwrap(), "<Flow><label>B</Flow>");
    let again = ctiflow(folder.path(), &["fmt", "A.flow-meta.xml"]);
    assert_eq!((again.code, again.data.as_str()), (0, ""));
}

#[test]
fn eval_says_the_value_and_its_type() {
    let folder = workspace(&[]);
    let eval = |arguments: &[&str]| ctiflow(folder.path(), &[&["eval"], arguments].concat());
    let said = eval(&["ROUND(Amount / 3, 2)", "--set", "Amount=100"]);
    assert_eq!((said.code, said.data.as_str(), said.words.as_str()), (0, "33.33\n", "a number\n"));
    assert_eq!(eval(&["1 / 3"]).data, format!("0.{}\n", "3".repeat(32)));
    assert_eq!(eval(&["Code & \"!\"", "--set", "Code=07"]).data, "07!\n");
    assert_eq!(eval(&["{!Rate} * 2", "--set", "Rate=25", "--type", "Rate=percent"]).data, "0.5\n");
    for (formula, value) in [
        ("IFS(1 = 2, \"a\", TRUE, \"b\", \"c\")", "b\n"),
        ("IFS(1 = 2, 1 / 0, 3)", "3\n"),
        ("IFERROR(1 / 0, -1)", "-1\n"),
        ("IN(\"b\", \"a\", \"b\")", "true\n"),
        ("IN(NULL, NULL)", "false\n"),
        ("LIKE(\"100%\", \"1_0\\\\%\")", "true\n"),
        ("LIKE(\"abc\", \"b%\")", "false\n"),
        ("SUBSTR(\"123456\", -2)", "56\n"),
        ("SUBSTR(\"123456\", 2, 3)", "234\n"),
        ("SUBSTR(\"123456\", -9)", "null\n"),
        ("HOUR(TIMEVALUE(\"10:40:55.666\"))", "10\n"),
    ] {
        assert_eq!(eval(&[formula]).data, value, "{formula}");
    }
    assert_eq!(eval(&["0.5", "--returns", "percent"]).data, "50\n");
    assert_eq!(eval(&["Amount > 1", "--type", "Amount=number"]).data, "null\n");
    assert_eq!(eval(&["Amount > 1", "--type", "Amount=number", "--returns", "checkbox"]).data, "false\n");
    let day = ["TODAY()", "--now", "2024-03-01T03:30:00Z", "--time-zone", "America/New_York"];
    assert_eq!(eval(&day).data, "2024-02-29\n");
    let envelope = json(&eval(&["LEN(\"abc\")", "--json"]));
    assert_eq!(
        (&envelope["result"]["value"], &envelope["result"]["type"]),
        (&"3".into(), &"a number".into())
    );
}

#[test]
fn eval_shows_what_is_wrong_and_where() {
    let folder = workspace(&[]);
    let eval = |arguments: &[&str]| ctiflow(folder.path(), &[&["eval"], arguments].concat());
    for (arguments, code, words) in [
        (
            vec!["1 + 2 / 0"],
            1,
            "error[no-value]: the formula has no value: a division by zero\n --> formula:1:5",
        ),
        (vec!["Amont", "--set", "Amount=1"], 1, "did you mean `Amount`?"),
        (vec!["1 +"], 1, "error[formula-syntax]"),
        (vec!["LEN(1)"], 1, "error[type-mismatch]"),
        (vec!["\"a\"", "--returns", "date"], 1, "the formula gives a text, and the field takes a date"),
        (vec!["A", "--set", "A"], 2, "`A` is not written as NAME=VALUE"),
        (vec!["A", "--set", "A=x", "--type", "A=date"], 2, "`x`, the value of `A`, is not a date"),
        (vec!["A", "--type", "A=dat"], 2, "there is no type `dat`"),
        (vec!["1", "--now", "today"], 2, "`today` is no moment"),
        (vec!["1", "--time-zone", "Mars"], 2, "there is no time zone `Mars`"),
        (vec!["--jsonl", "none.jsonl"], 2, "there is no such file"),
    ] {
        let said = eval(&arguments);
        assert!(said.code == code && said.words.contains(words), "{arguments:?}: {said:?}");
        assert_eq!(said.data, "", "{arguments:?}");
    }
}

#[test]
fn eval_answers_each_line_of_a_file() {
    let folder = workspace(&[]);
    let lines = [
        r#"{"formula": "a + b", "returnType": "Double", "fields": [{"name": "a", "type": "Double", "scale": 2}, {"name": "b", "type": "Percent"}], "inputs": [["1", "50"], [null, "1"], ["x", "1"]]}"#,
        "no json",
        "",
        r#"{"formula": "LEN(a"}"#,
        r#"{"formula": "c & \"!\"", "returnType": "Text", "fields": [{"name": "a", "type": "Text"}], "derivedFields": [{"name": "c", "type": "Text", "formula": "UPPER(a)"}], "inputs": [["07a"]]}"#,
        r#"{"formula": "TODAY() - 1", "returnType": "DateOnly", "now": "2024-03-01T03:30:00Z", "timeZone": "America/New_York"}"#,
        r#"{"formula": "a = 1", "returnType": "Boolean", "fields": [{"name": "a", "type": "Double"}], "inputs": [[null], ["1.0"]]}"#,
        r#"{"formula": "1/0"}"#,
    ];
    let text = [b"\xef\xbb\xbf", lines.join("\r\n").as_bytes(), b"\n{\"formula\": \"\xff\"}\n"].concat();
    fs::write(folder.path().join("many.jsonl"), text).unwrap();
    let said = ctiflow(folder.path(), &["eval", "--jsonl", "many.jsonl"]);
    let answers: Vec<Value> = said.data.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((said.code, answers.len()), (1, 8));
    assert_eq!(answers[7]["line"], 9);
    assert_eq!(answers[0]["outputs"], serde_json::json!(["1.5", null, null]));
    assert_eq!(answers[0]["faults"][0]["row"], 3);
    assert_eq!((&answers[1]["line"], &answers[2]["line"]), (&2.into(), &4.into()));
    assert!(answers[2]["error"].as_str().unwrap().contains("`(` is not closed"), "{said:?}");
    assert_eq!(answers[3]["outputs"], serde_json::json!(["07A!"]));
    assert_eq!(answers[4]["outputs"], serde_json::json!(["2024-02-28"]));
    assert_eq!(answers[5]["outputs"], serde_json::json!(["false", "true"]));
    assert_eq!(answers[6]["outputs"], serde_json::json!([null]));
}

/// A flow whose only arrow leads to `target`.
fn flow_that_leads_to(target: &str) -> String {
    let page = include_str!("../docs/lint/dangling-connector.md");
    let right = page.split("## Right").nth(1).unwrap().split("```xml\n").nth(1).unwrap();
    let flow = right.split("```").next().unwrap();
    flow.replace("<targetReference>Count_Call<", &format!("<targetReference>{target}<"))
}

#[test]
fn findings_are_shown_in_every_format_and_weigh_what_the_project_says() {
    let folder = tempfile::tempdir().unwrap();
    let flows = folder.path().join("force-app/flows");
    fs::create_dir_all(&flows).unwrap();
    fs::write(flows.join("Good.flow-meta.xml"), flow_that_leads_to("Count_Call")).unwrap();
    fs::write(flows.join("Lost.flow-meta.xml"), flow_that_leads_to("Nobody")).unwrap();
    let place = "force-app/flows/Lost.flow-meta.xml:25:30: ";
    let lint = |more: &[&str]| ctiflow(folder.path(), &[&["lint", "force-app"], more].concat());

    let said = lint(&["--format", "short"]);
    assert_eq!((said.code, said.words.as_str()), (1, "2 files: 1 error\n"));
    assert!(said.data.starts_with(&format!("{place}error[dangling-connector]: the start leads")), "{said:?}");
    let said = lint(&["--json"]);
    assert_eq!(json(&said)["result"]["diagnostics"][0]["code"], "dangling-connector");
    let log: Value = serde_json::from_str(&lint(&["--format", "sarif"]).data).unwrap();
    let result = &log["runs"][0]["results"][0];
    let index = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][index]["id"], "dangling-connector");
    assert!(lint(&["--format", "github"]).data.starts_with("::error file=force-app/flows/Lost"));

    fs::write(folder.path().join("ctiflow.toml"), "[lint.rules]\ndangling-connector = \"warning\"\n")
        .unwrap();
    assert_eq!(lint(&[]).code, 0);
    assert_eq!(lint(&["--fail-on", "warning"]).code, 1);
    let settings =
        "[[lint.suppress]]\nrule = \"dangling-connector\"\nfiles = \"force-app/**\"\nreason = \"old\"\n";
    fs::write(folder.path().join("ctiflow.toml"), settings).unwrap();
    assert_eq!(lint(&["--fail-on", "note"]).code, 0, "{:?}", lint(&[]));
    let idle = format!("{settings}{}", settings.replace("dangling-connector", "wrong-order"));
    fs::write(folder.path().join("ctiflow.toml"), idle).unwrap();
    let said = lint(&["--format", "short"]);
    assert!(said.data.starts_with("ctiflow.toml:6:8: warning[unused-suppression]"), "{said:?}");
    fs::write(folder.path().join("ctiflow.toml"), settings.replace("connector", "conector")).unwrap();
    assert_eq!(lint(&[]).code, 2);
}

#[test]
fn a_file_is_judged_with_all_that_its_project_has() {
    let folder = tempfile::tempdir().unwrap();
    let page = include_str!("../docs/lint/subflow-not-found.md").split("## Right").nth(1).unwrap();
    let flows = folder.path().join("force-app/flows");
    fs::create_dir_all(&flows).unwrap();
    let texts = page.split("```xml ").skip(1).map(|block| block.split("```").next().unwrap());
    for (name, text) in texts.map(|block| block.split_once('\n').unwrap()) {
        fs::write(folder.path().join("force-app").join(name), text).unwrap();
    }
    let lint = || ctiflow(folder.path(), &["lint", "force-app/flows/Count_Call.flow-meta.xml"]);

    fs::write(folder.path().join("sfdx-project.json"), r#"{"sourceApiVersion": "66.0"}"#).unwrap();
    assert_eq!(lint().words, "1 file: no findings\n", "the rest of the project is known");
    fs::write(folder.path().join("sfdx-project.json"), r#"{"sourceApiVersion": "65.0"}"#).unwrap();
    assert!(lint().data.contains("error[api-version-too-new]"), "{:?}", lint());
    fs::remove_file(flows.join("Log_Call.flow-meta.xml")).unwrap();
    assert!(lint().data.contains("error[subflow-not-found]"), "{:?}", lint());
    fs::remove_file(folder.path().join("sfdx-project.json")).unwrap();
    assert_eq!(lint().words, "1 file: no findings\n", "a file alone may call what the org has");
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let said = ctiflow(folder.path(), &["lint", "--rules"]);
    let row = "dangling-connector               error    A connector leads to an element that the flow does not have.\n";
    assert!(said.code == 0 && said.data.contains(row), "{said:?}");
    let rules = json(&ctiflow(folder.path(), &["lint", "--rules", "--json"]));
    assert_eq!(rules["result"]["rules"].as_array().unwrap().len(), said.data.lines().count());
    let page = ctiflow(folder.path(), &["explain", "dangling-connector"]);
    assert!(page.code == 0 && page.data.starts_with("# dangling-connector\n"), "{page:?}");
}

#[test]
fn what_is_no_metadata_is_said_and_the_rest_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
    put("Bomb.flow-meta.xml", b"<!DOCTYPE a [<!ENTITY a \"b\">]><Flow>&a;</Flow>");
    put("Latin.flow-meta.xml", b"<Flow>\xe4</Flow>");
    put("Lost.flow-meta.xml", flow_that_leads_to("Nobody").as_bytes());
    put("Object.flow-meta.xml", b"<CustomObject xmlns=\"http://soap.sforce.com/2006/04/metadata\"/>");
    let said = ctiflow(folder.path(), &["lint", ".", "--format", "short"]);
    assert_eq!(said.code, 1, "{said:?}");
    for line in [
        "Bomb.flow-meta.xml:1:1: error[xml-syntax]",
        "Lost.flow-meta.xml:25:30: error[dangling-connector]",
        "Object.flow-meta.xml:1:1: error[wrong-root]",
    ] {
        assert!(said.data.contains(line), "{said:?}");
    }
    assert!(said.words.contains("Latin.flow-meta.xml: is not UTF-8"), "{said:?}");
    let said = ctiflow(folder.path(), &["lint", "Lots.flow-meta.xml", "Lost.flow-meta.xml"]);
    assert!(
        said.code == 2 && said.words.contains("did you mean") && said.data.contains("Nobody"),
        "{said:?}"
    );
}

#[test]
fn a_check_of_the_form_says_where_and_why_and_writes_nothing() {
    let folder = workspace(&[]);
    let path = folder.path().join("A.flow-meta.xml");
    let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Flow>\n  <status>Active</status>\n  <label>A</label>\n</Flow>\n";
    fs::write(&path, text).unwrap();
    let said = ctiflow(folder.path(), &["fmt", "--check", "."]);
    assert_eq!(said.code, 1, "{said:?}");
    let (reasons, diff) = said.data.split_at(said.data.find("---").unwrap());
    assert_eq!(
        reasons,
        "A.flow-meta.xml:3:3: indentation, here and in one more place\nA.flow-meta.xml:3:3: order of children\n"
    );
    assert!(diff.contains("-  <status>Active</status>"), "{diff}");
    assert_eq!(said.words, "1 file: 1 not canonical\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    let value = json(&ctiflow(folder.path(), &["fmt", "--check", "--json", "."]));
    let file = &value["result"]["files"][0];
    assert_eq!((&file["path"], &file["written"]), (&"A.flow-meta.xml".into(), &false.into()));
    assert_eq!(file["reasons"][1]["what"], "order of children");
    let sarif: Value =
        serde_json::from_str(&ctiflow(folder.path(), &["fmt", "--check", "--format", "sarif", "."]).data)
            .unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2, "{sarif}");
    let said = ctiflow(folder.path(), &["fmt", "--check", "--format", "github", "."]);
    let second = "::error file=A.flow-meta.xml,line=3,col=3,endLine=3,title=not-canonical::";
    assert_eq!((said.code, said.data.matches(second).count()), (1, 2), "{said:?}");
}

#[test]
fn a_file_that_cannot_be_formatted_is_named_and_the_others_are_done() {
    let folder = workspace(&[]);
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    put("A.flow-meta.xml", b"<Flow/>");
    put("bomb.flow-meta.xml", b"<!DOCTYPE a [<!ENTITY b \"x\">]><Flow>&b;</Flow>");
    put("control.flow-meta.xml", b"<Flow><label>\x01</label></Flow>");
    put("deep.flow-meta.xml", "<a>".repeat(100_000).as_bytes());
    put("encoding.flow-meta.xml", b"<?xml version=\"1.0\" encoding=\"UTF-16\"?><Flow/>");
    put("latin.flow-meta.xml", b"<Flow><label>\xe4</label></Flow>");
    put("none.flow-meta.xml", b"");
    put("other.flow-meta.xml", b"<html/>");
    put("read-only.flow-meta.xml", b"<Flow/>");
    let large = fs::File::create(folder.path().join("large.flow-meta.xml")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    let read_only = folder.path().join("read-only.flow-meta.xml");
    let mut permissions = fs::metadata(&read_only).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&read_only, permissions).unwrap();
    let said = ctiflow(folder.path(), &["fmt", "."]);
    assert_eq!((said.code, said.data.as_str()), (1, "A.flow-meta.xml\n"), "{said:?}");
    for words in [
        "metadata has no document type",
        "the character U+0001 cannot stand in XML",
        "deeper nesting is not read",
        "the file says that it is not UTF-8",
        "latin.flow-meta.xml: is not UTF-8 (line 1, byte 13)",
        "the file has no element",
        "the root is `<html>`, and that of a `.flow` file is `<Flow>`",
        "read-only.flow-meta.xml: is not canonical, and read-only",
        "large.flow-meta.xml: is longer than 64 MiB",
    ] {
        assert!(said.words.contains(words), "{words}\n{}", said.words);
    }
    assert_eq!(fs::read(read_only).unwrap(), b"<Flow/>");
    let names: Vec<String> = files(folder.path()).into_keys().collect();
    assert!(names.iter().all(|name| !name.starts_with('.')), "nothing is left behind: {names:?}");
    assert_eq!(ctiflow(folder.path(), &["fmt", "nowhere"]).code, 2);
}

/// A command whose answer goes to `stdout`: its exit code, and what it says on stderr.
#[cfg(target_os = "linux")]
fn with_stdout(folder: &Path, arguments: &[&str], stdout: impl Into<std::process::Stdio>) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
    let output = command.args(arguments).current_dir(folder).stdout(stdout).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_a_failure_and_a_reader_that_has_gone_is_none() {
    let folder = workspace(&[("a.yaml", SPEC)]);
    let wrong = folder.path().join("wrong.yaml");
    fs::write(&wrong, SPEC.replace("due:", "duee:")).unwrap();
    fs::write(folder.path().join("a.xml"), "<CustomTab><label>A</label></CustomTab>").unwrap();
    let commands: &[&[&str]] = &[
        &["schema"],
        &["schema", "--json"],
        &["explain", "unknown-key"],
        &["check", "--json"],
        &["check", "wrong.yaml"],
        &["build", "--json"],
        &["lint", "--rules"],
        &["fmt", "--check", "a.xml"],
        &["eval", "1 + 1"],
        &["--help"],
        &["--version"],
    ];
    for arguments in commands {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let (code, words) = with_stdout(folder.path(), arguments, full);
        assert_eq!(code, 2, "{arguments:?}: {words}");
        assert!(words.contains("error: the answer could not be written: "), "{arguments:?}: {words}");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (code, words) = with_stdout(folder.path(), arguments, writer);
        assert!(code < 2 && !words.contains("could not be written"), "{arguments:?}: {code}: {words}");
    }
}
