//! `ctiflow docs`, from outside.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const FLOW: &str = include_str!("lint/whole.flow-meta.xml");

fn docs(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
    command.arg("docs").args(arguments).current_dir(folder).output().unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_reference_program_has_a_page_that_needs_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let done = docs(root(), &["specs/outbound-sales.yaml", "-o", out]);
    assert!(done.status.success(), "{}", words(&done));
    let page = fs::read_to_string(folder.path().join("outbound-sales.html")).unwrap();
    assert!(page.len() < 500_000, "{} bytes", page.len());
    assert!(page.contains("<title>Outbound Sales</title>") && page.contains("CTI Voicemail Left"));
    assert!(
        page.contains("<strong>Voicemail Left</strong>"),
        "the overview says which disposition leads where"
    );
    assert!(page.contains("voicemailCount is at least 5"), "outcomes are said in words");
    assert!(page.contains("specs/outbound-sales.yaml</code>, line "), "the spec's lines are shown");
    assert!(page.contains("from CTI Call Router, 200 records, with faults"), "and what its paths cost");
    assert!(!page.contains("src=\"") && !page.contains("url("));
    let again = docs(root(), &["specs/outbound-sales.yaml", "-o", out]);
    assert!(words(&again).contains("outbound-sales.html: unchanged"), "{}", words(&again));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left there");
}

#[test]
fn the_flows_of_a_folder_are_shown_and_what_is_broken_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let flows = folder.path().join("force-app/flows");
    fs::create_dir_all(&flows).unwrap();
    fs::write(flows.join("Whole.flow-meta.xml"), FLOW).unwrap();
    fs::write(flows.join("Broken.flow-meta.xml"), "<Flow><label>").unwrap();
    fs::write(flows.join("Notes.object-meta.xml"), "<CustomObject/>").unwrap();
    let done = docs(folder.path(), &["force-app"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(words(&done).contains("Broken.flow-meta.xml:1"), "{}", words(&done));
    let page = fs::read_to_string(folder.path().join("generated/docs/force-app.html")).unwrap();
    assert!(page.contains("<code>Whole</code>") && !page.contains("class=\"from\""));
}

#[test]
fn a_flow_is_shown_in_markdown() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Whole.flow-meta.xml"), FLOW).unwrap();
    let done = docs(folder.path(), &["Whole.flow-meta.xml", "--format", "markdown", "-o", "wiki", "--json"]);
    assert!(done.status.success(), "{}", words(&done));
    let said: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(said["result"]["pages"][0]["path"], "wiki/Whole.md");
    let page = fs::read_to_string(folder.path().join("wiki/Whole.md")).unwrap();
    assert!(page.contains("```mermaid\nflowchart TD\n"), "{page}");
}

#[test]
fn what_is_no_flow_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("X.object-meta.xml"), "<CustomObject/>").unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    let refused = |path: &str| {
        let done = docs(folder.path(), &[path]);
        assert_ne!(done.status.code(), Some(0));
        words(&done)
    };
    assert!(refused("X.object-meta.xml").contains("a flow's is `<Flow>`"));
    assert!(refused("empty").contains("no metadata file is there"));
    assert!(refused("gone").contains("there is no such file"));
    assert!(refused("gone.yaml").contains("there is no such file"));
    fs::write(folder.path().join("wiki"), "a file").unwrap();
    fs::write(folder.path().join("Whole.flow-meta.xml"), FLOW).unwrap();
    let done = docs(folder.path(), &["Whole.flow-meta.xml", "-o", "wiki"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(words(&done).contains("wiki/Whole.html: cannot be written"), "{}", words(&done));
}
