//! The scenarios of the committed programs, on the flows that are committed, and `ctiflow test` as a user runs it.

#![allow(clippy::unwrap_used, reason = "it may fail")]

mod bench;

use bench::Parts;
use ctiflow::diag::Sink;
use ctiflow::org::Org;
use ctiflow::scenario::{Manner, Verdict};
use ctiflow::source::{FileId, Source};
use ctiflow::spec::{self, Scenarios};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn source(path: &str) -> Source {
    Source::new(path, fs::read_to_string(root().join(path)).unwrap())
}

/// The files below a folder, path and text.
fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true => files(&path, found),
            false => found.push((path.to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap())),
        }
    }
}

/// The committed flows of a program.
fn parts(program: &str) -> Parts {
    let mut sink = Sink::default();
    let spec = spec::read(&source(&format!("specs/{program}.yaml")), FileId(0), &mut sink).unwrap();
    let mut found = Vec::new();
    files(&root().join("generated").join(program).join("force-app"), &mut found);
    Parts::of(Org::standard(), &found, Manner::of(&spec))
}

fn scenarios(program: &str) -> (Source, Scenarios) {
    let source = source(&format!("specs/{program}.scenarios.yaml"));
    let mut sink = Sink::default();
    let scenarios = spec::read_scenarios(&source, FileId(0), &mut sink).unwrap();
    assert!(sink.is_empty(), "{:?}", sink.finish());
    (source, scenarios)
}

#[test]
fn every_scenario_of_the_committed_programs_passes() {
    for (program, least) in [("outbound-sales", 100), ("minimal", 4)] {
        let (source, file) = scenarios(program);
        let bench = parts(program).bench();
        assert_eq!(bench.refusals(), []);
        let mut failed = Vec::new();
        for scenario in &file.scenarios {
            let outcome = bench.run(&file, scenario);
            for each in outcome.diagnostics {
                let (line, _) = source.line_column(each.span.start);
                failed.push(format!("{}:{line}: {}: {}", source.path, scenario.name.value, each.message));
            }
            assert!(!failed.is_empty() || outcome.verdict == Verdict::Passed);
        }
        assert!(failed.is_empty(), "{}", failed.join("\n"));
        assert!(file.scenarios.len() >= least, "{}", file.scenarios.len());
    }
}

const SPEC: &str = "ctiflow: 1
program: Follow Up
prefix: FUP
calls: { where: { Type: Call }, disposition: CallDisposition }
outcomes:
  Voicemail Left:
    dispositions: [Voicemail Left]
    steps:
      - create_task: { subject: 'Call {!person.Name} again', due: 2 business days }
";

const HEAD: &str = "now: 2026-11-23T09:30:00Z
given:
  User: { Rob Rep: {} }
  Contact: { Ada Byron: {} }
scenarios:
  A voicemail is followed up:
    call: { to: Ada Byron, disposition: Voicemail Left }
    expect:
      tasks: [{ subject: Call Ada Byron again, due: 2 business days }]
";

/// A folder with a spec and its scenarios, and what `ctiflow test` answers there: exit code, stdout, stderr.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn with(scenarios: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("specs")).unwrap();
        let desk = Self { folder };
        desk.put("specs/follow.yaml", SPEC);
        desk.put("specs/follow.scenarios.yaml", &format!("{HEAD}{scenarios}"));
        desk
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
        let output = command.args(arguments).current_dir(self.folder.path()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// `result`, held to the schema.
    fn json(&self, arguments: &[&str]) -> (i32, Value) {
        let (code, data, _) = self.run(&[arguments, &["--json"]].concat());
        let value: Value = serde_json::from_str(&data).unwrap();
        let schema = serde_json::from_str(include_str!("../schema/ctiflow-output.schema.json")).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<String> = validator.iter_errors(&value).map(|each| each.to_string()).collect();
        assert_eq!((faults.as_slice(), value["status"].as_i64()), ([].as_slice(), Some(code.into())));
        (code, value["result"].clone())
    }
}

#[test]
fn what_passes_ends_well() {
    let desk = Desk::with("");
    let (code, said, _) = desk.run(&["test"]);
    assert_eq!(
        (code, said.trim()),
        (0, "specs/follow.scenarios.yaml: 1 passed, 0 failed, 0 could not be run")
    );
    assert_eq!(desk.run(&["test", "specs/follow.scenarios.yaml"]).0, 0, "its file stands for the spec");
    assert_eq!(desk.run(&["check"]).0, 0, "a file of scenarios is no spec");
    assert_eq!(desk.run(&["build"]).0, 0);
    assert_eq!(desk.run(&["test", "--project", "generated/follow"]).0, 0);
}

const WRONG: &str = "  A lie:
    call: { to: Ada Byron, disposition: Voicemail Left }
    expect:
      tasks: [{ subject: Call Ada Byron again, due: 3 days }]
";

#[test]
fn what_fails_shows_both_sides_and_the_way() {
    let desk = Desk::with(WRONG);
    let (code, said, _) = desk.run(&["test"]);
    assert_eq!(code, 1);
    for part in [
        "error[scenario-failed]: `ActivityDate` of the Task is `2026-11-25`, and `2026-11-26` was expected",
        "--> specs/follow.scenarios.yaml:13:53",
        "FAILED: A lie\n  --> specs/follow.scenarios.yaml:10:3",
        "    FUP_Call_Router\n      Who Was Called?: Contact",
        "        Create Task: Call Again",
        "1 passed, 1 failed, 0 could not be run",
    ] {
        assert!(said.contains(part), "{part}\n\n{said}");
    }
    let (code, result) = desk.json(&["test"]);
    let verdicts: Vec<&Value> =
        result["tests"][0]["scenarios"].as_array().unwrap().iter().map(|each| &each["verdict"]).collect();
    assert_eq!((code, verdicts), (1, vec![&Value::from("passed"), &Value::from("failed")]));
    assert_eq!(desk.run(&["test", "--only", "Followed Up"]).0, 0);
    assert_eq!(desk.run(&["test", "--only", "nowhere"]).0, 2);
}

#[test]
fn an_edited_flow_is_noticed() {
    let desk = Desk::with("");
    assert_eq!(desk.run(&["build"]).0, 0);
    let flow = "generated/follow/force-app/main/default/flows/FUP_Voicemail_Left.flow-meta.xml";
    let text = fs::read_to_string(desk.path(flow)).unwrap();
    assert!(text.contains("<stringValue>Call</stringValue>") || text.contains("Call "));
    desk.put(flow, &text.replace("&quot;Call &quot;", "&quot;Ring &quot;"));
    let (code, said, _) = desk.run(&["test", "--project", "generated/follow"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("`Subject` of the Task is `Ring Ada Byron again`"), "{said}");
    assert_eq!(desk.run(&["test"]).0, 0, "the spec itself is right");
}

#[test]
fn junit_gets_each_scenario() {
    let desk = Desk::with(&format!("{WRONG}  Broken:\n    call: {{ to: Adda Byron }}\n"));
    assert_eq!(desk.run(&["test", "--junit", "results.xml"]).0, 1);
    let text = fs::read_to_string(desk.path("results.xml")).unwrap();
    for part in [
        "<testsuite name=\"specs/follow.scenarios.yaml\" tests=\"3\" failures=\"1\" errors=\"1\">",
        "<testcase name=\"A voicemail is followed up\" classname=\"specs/follow.scenarios.yaml\" file=\"specs/follow.scenarios.yaml\" line=\"6\"></testcase>",
        "<failure message=\"specs/follow.scenarios.yaml:13:53: `ActivityDate`",
        "<error message=\"specs/follow.scenarios.yaml:15:17: there is no record `Adda Byron`\">",
    ] {
        assert!(text.contains(part), "{part}\n\n{text}");
    }
}

#[test]
fn a_broken_scenario_is_told_at_its_place_and_the_others_run() {
    for (broken, place, words) in [
        ("    call: { to: Adda Byron }\n", ":11:17", "did you mean `Ada Byron`?"),
        ("    call: { too: Ada Byron }\n", ":11:13", "did you mean `to`?"),
        ("    call: { to: Ada Byron, set: { Meting__c: 1 } }\n", ":11:35", "`Task` has no field `Meting__c`"),
        (
            "    call: { to: Ada Byron, set: { ActivityDate: 2026-02-30 } }\n",
            ":11:49",
            "a day of the calendar",
        ),
        ("    call: { to: Ada Byron, set: { IsReminderSet: perhaps } }\n", ":11:50", "`true` or `false`"),
        ("    call: { to: Ada Byron, duration: long }\n", ":11:38", "a whole number and a unit"),
        ("    call: { to: Ada Byron }\n    now: tomorrow\n", ":12:10", "a moment with its time zone"),
        (
            "    call: { to: Ada Byron }\n    given: { Contat: { Bea: {} } }\n",
            ":12:14",
            "did you mean `Contact`?",
        ),
        (
            "    call: { to: Ada Byron }\n    given: { Ada Biron: {} }\n",
            ":12:14",
            "did you mean `Ada Byron`?",
        ),
        (
            "    call: { to: Ada Byron }\n    given: { Ada Byron: { Nmae: x } }\n",
            ":12:27",
            "did you mean `Name`?",
        ),
        (
            "    call: { to: Ada Byron }\n    expect: { changed: { Eve: {} } }\n",
            ":12:26",
            "there is no record `Eve`",
        ),
        (
            "    call: { to: Ada Byron }\n    expect: { tasks: [{ due: today }] }\n",
            ":12:25",
            "`task` has no `subject`",
        ),
        ("    call: { to: Ada Byron }\n    expect: none\n", ":12:13", "expected `nothing`"),
        ("    call: { to: Ada Byron }\n    fail: { Create Taks: off }\n", ":12:13", "no flow has a step"),
        ("    correct: { disposition: Busy }\n", ":11:16", "no call of before"),
        ("    run: Nightly\n", ":11:10", "no scheduled flow is called `Nightly`"),
        ("    expect: nothing\n", ":11:5", "has none of `call`"),
        ("    call: { to: Ada Byron }\n    run: Nightly\n", ":12:5", "cannot both be in one scenario"),
        ("    [call]\n", ":11:5", "expected a map of the keys of `scenario`"),
    ] {
        let desk = Desk::with(&format!("  Broken:\n{broken}"));
        let (code, said, _) = desk.run(&["test"]);
        assert_eq!(code, 1, "{broken}{said}");
        assert!(said.contains(&format!("specs/follow.scenarios.yaml{place}\n")), "{broken}{said}");
        assert!(said.contains(words), "{broken}{said}");
        assert!(said.ends_with("1 passed, 0 failed, 1 could not be run\n"), "{broken}{said}");
        assert_eq!(said.matches("error[").count(), 1, "{said}");
    }
}

#[test]
fn a_question_that_has_no_answer_is_told_so() {
    let desk = Desk::with("");
    for (arguments, words) in [
        (["test", "specs/none.yaml"].as_slice(), "no such file"),
        (&["test", "--project", "nowhere"], "no such file"),
        (&["test", "--junit", "no/where.xml"], "cannot be written"),
        (&["test", "--only", "zebra"], "no scenario has the words"),
    ] {
        let (code, _, said) = desk.run(arguments);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(words), "{said}");
    }
    fs::remove_file(desk.path("specs/follow.scenarios.yaml")).unwrap();
    let (code, _, said) = desk.run(&["test"]);
    assert!(code == 2 && said.contains("write them into specs/follow.scenarios.yaml"), "{said}");
    desk.put("specs/follow.scenarios.yaml", "now: [");
    assert_eq!(desk.run(&["test"]).0, 1);
}
