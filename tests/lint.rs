//! The rules of the linter: every page is run, so that none can lie.
//!
//! A page of `docs/lint` begins with its rule's name and one line on what it finds, and has a case `Wrong` and a case `Right`. A case is one
//! package: ` ```xml flows/A.flow-meta.xml ` is a file of it, ` ```xml ` alone is `flows/Example.flow-meta.xml`, and ` ```xml org/… ` is
//! metadata of the org. The package is a whole project of API 67.0. `Wrong` gives findings of its rule, and no error or warning of another; `Right` gives none of them.

#![allow(clippy::unwrap_used, reason = "it may fail")]

mod lint {
    mod components;
    mod mended;
    mod mutants;
    pub(crate) mod package;
    mod refused;
    mod same;
}

use std::collections::BTreeSet;
use std::path::Path;

use ctiflow::compile;
use ctiflow::diag::{Code, Diagnostic, Severity};
use ctiflow::lint::{Check, RULES, Rule};
use ctiflow::source::{Source, Sources};
use lint::package::{Case, Linted, cases};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A finding as a line: `error[dangling-connector] flows/A.flow-meta.xml:12:14 words`.
fn line(finding: &Diagnostic, linted: &Linted) -> String {
    let source = linted.sources.get(finding.span.file);
    let (line, column) = source.line_column(finding.span.start);
    format!(
        "{:?}[{}] {}:{line}:{column} {}",
        finding.severity,
        finding.code.name(),
        source.path,
        finding.message
    )
}

/// The findings of a case that are no notes of other rules, as lines; and how many are the rule's.
fn judged(rule: &'static Rule, case: &Case) -> (usize, Vec<String>) {
    let linted = Linted::of(&case.files);
    let own = |finding: &&Diagnostic| finding.code == Code::Rule(&rule.about);
    let others = linted.findings.iter().filter(|finding| !own(finding) && finding.severity != Severity::Note);
    let others = others.map(|finding| line(finding, &linted)).collect();
    (linted.findings.iter().filter(own).count(), others)
}

fn page_faults(rule: &'static Rule) -> Vec<String> {
    let page = rule.about.page;
    let cases = cases(page);
    let find = |title: &str| cases.iter().find(|case| case.title == title);
    let (Some(wrong), Some(right)) = (find("Wrong"), find("Right")) else {
        return vec!["it has no case `Wrong` and `Right`".to_owned()];
    };
    let mut faults = Vec::new();
    if page.lines().next() != Some(&format!("# {}", rule.about.name)) {
        faults.push("its title is not its name".to_owned());
    }
    if !page.contains("\n## How to mend\n") || rule.summary().len() > 120 {
        faults.push("it says in one line what it finds, and at its end `How to mend`".to_owned());
    }
    let (own, others) = judged(rule, wrong);
    if own == 0 {
        faults.push("`Wrong` gives no finding of it".to_owned());
    }
    faults.extend(others.into_iter().map(|other| format!("`Wrong` also gives {other}")));
    let (own, others) = judged(rule, right);
    if own > 0 {
        faults.push("`Right` gives it too".to_owned());
    }
    faults.extend(others.into_iter().map(|other| format!("`Right` gives {other}")));
    faults
}

#[test]
fn every_page_is_true() {
    let faults: Vec<String> = RULES
        .iter()
        .filter(|rule| !matches!(rule.check, Check::Settings))
        .flat_map(|rule| page_faults(rule).into_iter().map(|fault| format!("{}: {fault}", rule.about.name)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_is_sorted_and_every_name_stands_for_one_thing() {
    let names: Vec<&str> = RULES.iter().map(|rule| rule.about.name).collect();
    assert!(names.is_sorted(), "{names:?}");
    let all: BTreeSet<&str> = names.iter().copied().chain(Code::ALL.iter().map(|code| code.name())).collect();
    assert_eq!(all.len(), names.len() + Code::ALL.len(), "a rule has the name of a message");
}

#[test]
fn every_page_and_every_file_is_of_a_rule() {
    let names: BTreeSet<String> = RULES.iter().map(|rule| rule.about.name.to_owned()).collect();
    let files = |folder: &str, ending: &str| -> BTreeSet<String> {
        let entries = std::fs::read_dir(root().join(folder)).unwrap();
        let stems =
            entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned());
        stems.filter(|stem| stem != "mod").map(|stem| stem.replace('_', ending)).collect()
    };
    assert_eq!(files("docs/lint", "_"), names);
    assert_eq!(files("src/lint/rules", "-"), names);
}

/// Every spec of ours, with its path.
fn specs() -> Vec<(String, String)> {
    let mut paths: Vec<_> = ["specs", "tests/projects"]
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(root().join(folder)).sort_by_file_name())
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .filter(|path| path.parent().unwrap().ends_with("specs") || path.ends_with("spec.yaml"))
        .filter(|path| !path.to_str().unwrap().ends_with(".scenarios.yaml"))
        .collect();
    paths.sort();
    let read =
        |path: &std::path::PathBuf| (path.display().to_string(), std::fs::read_to_string(path).unwrap());
    paths.iter().map(read).collect()
}

/// What the linter finds in the project of a spec, as lines.
fn found_in_project_of(path: &str, text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let folder = Path::new(path).parent().unwrap().join("org");
    let metadata = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().flatten();
    let metadata = metadata.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    let add = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        sources.add(Source::new(path.display().to_string(), text))
    };
    let metadata: Vec<_> = metadata.map(add).collect();
    let (org, mistakes) = compile::team(&sources, &metadata);
    assert_eq!(mistakes, []);
    let spec = sources.add(Source::new(path, text));
    let compiled = compile::read(&sources, spec).compile(&org, "specs/example.yaml");
    let project = compiled.project.unwrap_or_else(|| panic!("{path}: {:?}", compiled.diagnostics));
    let found = project.findings(&org).into_iter().filter(|each| each.severity != Severity::Note);
    let line = |each: Diagnostic| {
        let (line, _) = sources.get(each.span.file).line_column(each.span.start);
        format!("{path}:{line}: {:?}[{}] {}", each.severity, each.code.name(), each.message)
    };
    found.map(line).collect()
}

#[test]
fn no_project_of_ours_has_an_error_or_a_warning() {
    let specs = specs();
    assert!(specs.len() > 10, "the specs are found");
    let found: Vec<String> = specs.iter().flat_map(|(path, text)| found_in_project_of(path, text)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
