use super::*;
use crate::diag;
use crate::lint::Check;
use std::fs;
use std::path::Path;

static BREAKS: Rule = Rule {
    about: diag::Rule { name: "breaks", severity: Severity::Error, page: "" },
    check: Check::Document(|document, _| assert_ne!(document.file.name, "B", "it is B")),
};

static FINDS: Rule = Rule {
    about: diag::Rule { name: "finds", severity: Severity::Error, page: "" },
    check: Check::Document(|document, findings| {
        findings.add(document.tag(document.tree.root()), "here", "mend");
    }),
};

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn judged(folder: &Path, rules: &[&'static Rule]) -> Run {
    let workspace = Workspace::find().unwrap();
    let found = files::find(&[folder.to_owned()]);
    Judge { rules, workspace: &workspace, projects: &Projects::default() }.run(&found.files, &[])
}

#[test]
fn a_rule_that_panics_is_named_with_its_file_and_all_else_is_done() {
    let folder = folder(&[
        ("flows/A.flow-meta.xml", "<Flow/>"),
        ("flows/B.flow-meta.xml", "<Flow/>"),
        ("flows/C.flow-meta.xml", "<Flow/>"),
    ]);
    let run = judged(folder.path(), &[&BREAKS, &FINDS]);
    let files: Vec<u32> = run.diagnostics.iter().map(|each| each.span.file.0).collect();
    assert_eq!(files, [0, 1, 2]);
    let [crash] = run.crashes.as_slice() else { panic!("one crash: {:?}", run.crashes) };
    assert!(crash.path.as_ref().unwrap().ends_with("flows/B.flow-meta.xml"));
    assert!(crash.message.starts_with("the rule `breaks`: "), "{crash}");
    assert_eq!(exit(&run, Severity::Error, 0, 0), Exit::Crashed);
}

#[test]
fn only_files_with_findings_are_kept() {
    let folder = folder(&[
        ("flows/A.flow-meta.xml", "<Flow"),
        ("flows/B.flow-meta.xml", "<Flow><label>B</label></Flow>"),
    ]);
    let run = judged(folder.path(), &[]);
    assert_eq!(run.diagnostics.len(), 1);
    let text = |id: u32| run.sources.get(crate::source::FileId(id)).text.as_str();
    assert_eq!([text(0), text(1)], ["<Flow", ""]);
}

#[test]
fn the_weight_decides_how_the_run_ends() {
    let folder = folder(&[("flows/A.flow-meta.xml", "<Flow/>")]);
    let mut run = judged(folder.path(), &[&FINDS]);
    run.diagnostics[0].severity = Severity::Warning;
    assert_eq!(exit(&run, Severity::Error, 0, 0), Exit::Fine);
    assert_eq!(exit(&run, Severity::Warning, 0, 0), Exit::Findings);
    assert_eq!(exit(&run, Severity::Note, 0, 0), Exit::Findings);
    assert_eq!(exit(&run, Severity::Error, 1, 0), Exit::Failed);
}
