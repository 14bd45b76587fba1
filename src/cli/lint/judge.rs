//! Many files through all rules, on all cores, with no more in memory than the files that have findings.
//!
//! Twice over the files: first for what the package declares, which rules about a single flow ask for, then for the findings.
//! No tree of a flow is kept.

use super::projects::Projects;
use crate::cli::crash;
use crate::cli::failure::Failure;
use crate::cli::files::{self, MetadataFile};
use crate::cli::run::Run;
use crate::cli::workspace::Workspace;
use crate::diag::{Diagnostic, Sink};
use crate::lint::{Check, Package, Rule, Summary, Unit};
use crate::org::Org;
use crate::source::{FileId, Source, Sources};
use crate::xml;
use std::collections::{BTreeMap, BTreeSet};

/// Who judges.
pub(super) struct Judge<'a> {
    pub(super) rules: &'a [&'static Rule],
    pub(super) workspace: &'a Workspace,
    pub(super) projects: &'a Projects,
}

/// What one file gave.
#[derive(Default)]
struct Judged {
    /// Its text, where something was found in it.
    source: Option<Source>,
    findings: Vec<Diagnostic>,
    summary: Summary,
    failure: Option<Failure>,
    crashes: Vec<Failure>,
}

impl Judge<'_> {
    /// What is found in `files`, where the org has `team` beside them.
    pub(super) fn run(&self, files: &[MetadataFile], team: &[MetadataFile]) -> Run {
        let mut org = declared(files, team);
        if self.projects.are_whole {
            org.declare_whole();
        }
        let order: BTreeMap<&str, u32> = files.iter().map(|file| file.shown.as_str()).zip(0..).collect();
        let id = |file: &MetadataFile| FileId(order.get(file.shown.as_str()).copied().unwrap_or_default());
        let mut run = Run::default();
        let (mut texts, mut summaries) = (Vec::new(), Vec::new());
        files::each(
            files,
            |file| self.file(file, id(file), &org),
            |_, judged| {
                let judged =
                    judged.unwrap_or_else(|crash| Judged { crashes: vec![crash], ..Judged::default() });
                texts.push(judged.source);
                summaries.push(judged.summary);
                run.diagnostics.extend(judged.findings);
                run.failures.extend(judged.failure);
                run.crashes.extend(judged.crashes);
            },
        );
        self.package(&Package { files: &summaries, org: &org }, files, &mut run);
        let settings = self.workspace.settings();
        if run.failures.is_empty() && run.crashes.is_empty() {
            run.diagnostics.extend(settings.unused(FileId(u32::try_from(files.len()).unwrap_or(u32::MAX))));
        }
        run.diagnostics.sort_by_key(|each| (each.span, each.code));
        run.sources = sources(files, texts, &run.diagnostics);
        if let Some(source) = settings.source() {
            run.sources.add(source.clone());
        }
        run
    }

    fn file(&self, file: &MetadataFile, id: FileId, org: &Org) -> Judged {
        let source = match file.read() {
            Ok(source) => source,
            Err(failure) => return Judged { failure: Some(failure), ..Judged::default() },
        };
        let tree = match xml::read(&source, id) {
            Ok(tree) => tree,
            Err(mistake) => {
                return Judged { source: Some(source), findings: vec![*mistake], ..Judged::default() };
            }
        };
        self.workspace.settings().meet(&self.workspace.inside(&file.path));
        let project = self.projects.of(file);
        let unit = Unit::new(&source.path, &tree).within(project.as_ref());
        let facts = unit.facts(org);
        let summary = Summary { project, ..unit.summary() };
        let mut judged = Judged { summary, ..Judged::default() };
        for rule in self.wanted(|check| !matches!(check, Check::Package(_))) {
            match caught(rule, &source.path, || facts.check(rule)) {
                Ok(found) => judged.findings.extend(found),
                Err(crash) => judged.crashes.push(crash),
            }
        }
        judged.findings.extend(unit.unreadable().iter().cloned());
        self.weigh(&mut judged.findings, &unit, file);
        judged.source = (!judged.findings.is_empty()).then_some(source);
        judged
    }

    fn wanted(&self, looks_at: impl Fn(Check) -> bool) -> impl Iterator<Item = &'static Rule> {
        let rules = self.rules.iter().copied();
        rules.filter(move |rule| looks_at(rule.check) && self.workspace.settings().wants(rule))
    }

    /// Each finding as heavy as the project says, without those that it suppresses.
    fn weigh(&self, findings: &mut Vec<Diagnostic>, unit: &Unit<'_>, file: &MetadataFile) {
        let path = self.workspace.inside(&file.path);
        let settings = self.workspace.settings();
        let weighed = findings.drain(..).filter_map(|finding| {
            let element = unit.element_at(finding.span);
            settings.weigh(finding, &path, element)
        });
        *findings = weighed.collect();
    }

    /// The rules that look at all files at once.
    fn package(&self, package: &Package<'_>, files: &[MetadataFile], run: &mut Run) {
        let mut found: BTreeMap<FileId, Vec<Diagnostic>> = BTreeMap::new();
        for rule in self.wanted(|check| matches!(check, Check::Package(_))) {
            match caught(rule, "all files", || package.check(rule)) {
                Ok(all) => {
                    all.into_iter().for_each(|each| found.entry(each.span.file).or_default().push(each))
                }
                Err(crash) => run.crashes.push(crash),
            }
        }
        for (id, mut findings) in found {
            if let Some(file) = files.get(id.0 as usize) {
                let tree = file.read().ok().and_then(|source| xml::read(&source, id).ok());
                let unit = tree.as_ref().map(|tree| Unit::new(&file.shown, tree));
                unit.iter().for_each(|unit| self.weigh(&mut findings, unit, file));
            }
            run.diagnostics.extend(findings);
        }
    }
}

/// What a rule finds; its panic is told with its name.
fn caught(
    rule: &Rule,
    path: &str,
    work: impl FnOnce() -> Vec<Diagnostic>,
) -> Result<Vec<Diagnostic>, Failure> {
    crash::catch(path, work).map_err(|crash| {
        let message = format!("the rule `{}`: {}", rule.about.name, crash.message);
        Failure { message, ..crash }
    })
}

/// What every org has, what the team's files say, and what the files themselves do. Mistakes in them are found when they are judged.
fn declared(files: &[MetadataFile], team: &[MetadataFile]) -> Org {
    let all: Vec<MetadataFile> = team.iter().chain(files).cloned().collect();
    let essence = |file: &MetadataFile| {
        let source = Org::reads(&file.shown).then(|| file.read().ok()).flatten()?;
        Org::essence(&file.shown, &xml::read(&source, FileId::default()).ok()?)
    };
    let mut declared = Vec::new();
    files::each(&all, essence, |file, tree| {
        declared.extend(tree.ok().flatten().map(|tree| (file.shown.as_str(), tree)));
    });
    let mut org = Org::standard();
    org.load_documents(declared.iter().map(|(path, tree)| (*path, tree)), &mut Sink::default());
    org.declare_files(all.iter().map(|file| file.shown.as_str()));
    org
}

/// The files by their ids; those in which nothing was found have no text.
fn sources(files: &[MetadataFile], texts: Vec<Option<Source>>, findings: &[Diagnostic]) -> Sources {
    let related = |each: &Diagnostic| each.related.iter().map(|(span, _)| span.file).collect::<Vec<_>>();
    let named: BTreeSet<FileId> =
        findings.iter().flat_map(|each| related(each).into_iter().chain([each.span.file])).collect();
    let mut sources = Sources::default();
    for ((file, text), id) in files.iter().zip(texts).zip(0..) {
        let again = || named.contains(&FileId(id)).then(|| file.read().ok()).flatten();
        sources.add(text.or_else(again).unwrap_or_else(|| Source::new(file.shown.clone(), "")));
    }
    sources
}
