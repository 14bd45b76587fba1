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
