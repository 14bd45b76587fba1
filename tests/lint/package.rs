//! Small packages, written in Markdown or made by a test, and what the linter finds in them.

use ctiflow::diag::{Diagnostic, Sink};
use ctiflow::lint::{Facts, Package, Project, RULES, Summary, Unit};
use ctiflow::org::Org;
use ctiflow::source::{FileId, Source, Sources};
use ctiflow::xml::{self, Document};

/// What stands below one heading of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Case {
    pub(crate) title: String,
    /// Path and text of each fenced block.
    pub(crate) files: Vec<(String, String)>,
}

/// The cases of a page.
pub(crate) fn cases(page: &str) -> Vec<Case> {
    let mut cases = vec![Case::default()];
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => {
                let block = open.take().filter(|(path, _)| !path.is_empty());
                cases.last_mut().unwrap().files.extend(block);
            }
            (Some((_, text)), None) => *text += &format!("{line}\n"),
            (None, Some(info)) => {
                let path = match info.split_once(' ').unwrap_or((info, "")) {
                    ("xml", "") => "flows/Example.flow-meta.xml",
                    ("xml", path) => path,
                    ("toml", _) => "",
                    _ => panic!("a block is `xml`, or `toml` that nobody judges"),
                };
                open = Some((path.to_owned(), String::new()));
            }
            (None, None) if line.starts_with('#') => {
                cases.push(Case { title: line.trim_start_matches('#').trim().to_owned(), files: Vec::new() });
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    cases.retain(|case| !case.files.is_empty());
    cases
}

/// A package, which is a whole project of API 67.0, and what the linter finds in it.
#[derive(Debug)]
pub(crate) struct Linted {
    pub(crate) sources: Sources,
    pub(crate) findings: Vec<Diagnostic>,
}

impl Linted {
    /// Judges files by path and text; those below `org/` are the org's and not judged.
    pub(crate) fn of(files: &[(String, String)]) -> Self {
        let mut sources = Sources::default();
        let add = |(path, text): &(String, String)| sources.add(Source::new(path.clone(), text.clone()));
        let files: Vec<FileId> = files.iter().map(add).collect();
        let mut sink = Sink::default();
        let mut org = Org::standard();
        org.load_team(files.iter().map(|file| (*file, sources.get(*file))), &mut sink);
        org.declare_whole();
        let judged = files.iter().filter(|file| !sources.get(**file).path.starts_with("org/"));
        let mut found: Vec<Diagnostic> = Vec::new();
        let mut summaries: Vec<Summary> = Vec::new();
        for file in judged {
            let source = sources.get(*file);
            let tree: Document = match xml::read(source, *file) {
                Ok(tree) => tree,
                Err(mistake) => {
                    found.push(*mistake);
                    continue;
                }
            };
            let unit = Unit::new(&source.path, &tree);
            let facts: Facts<'_> = unit.facts(&org);
            found.extend(RULES.iter().flat_map(|rule| facts.check(rule)));
            found.extend(unit.unreadable().iter().cloned());
            let project = Project { root: String::new(), api_version: Some("67.0".to_owned()) };
            summaries.push(Summary { project: Some(project), ..unit.summary() });
        }
        let package = Package { files: &summaries, org: &org };
        found.extend(RULES.iter().flat_map(|rule| package.check(rule)));
        found.sort_by_key(|finding| (finding.span, finding.code));
        Self { sources, findings: found }
    }
}
