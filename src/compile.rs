//! From the text of a spec to its project: all rooms, one behind the other.

use crate::build::{self, Component, MetadataKind, Part};
use crate::check::{self, Program};
use crate::diag::{Code, Diagnostic, Sink};
use crate::flow::Flow;
use crate::lint::{self, Package, Unit};
use crate::org::{Field, Org};
use crate::plan;
use crate::project::{self, Tree};
use crate::scenario::Manner;
use crate::source::{FileId, Sources, Span, Spanned};
use crate::spec::{self, Spec};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A spec that was read, and the mistakes found so far.
#[derive(Debug)]
pub struct Reading {
    /// None where the text is no spec at all.
    spec: Option<Spec>,
    sink: Sink,
    parts: Vec<Part>,
}

/// What a spec became.
#[derive(Debug, Default)]
pub struct Compiled {
    /// The project; none where the spec has an error.
    pub project: Option<Project>,
    /// All messages, by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// A program's project.
#[derive(Debug)]
pub struct Project {
    /// What the program is called.
    pub program: String,
    /// Its files.
    pub tree: Tree,
    /// How its scenarios write calls.
    pub manner: Manner,
    /// Steps that are not in it because the org lacks a feature: place and feature.
    pub left_out: Vec<(Span, String)>,
    /// Where the spec says its prefix, of which its names are made.
    prefix: Span,
    names: Vec<(MetadataKind, String)>,
    components: Vec<Component>,
    /// Fields that the spec says the org has already.
    existing: Vec<Arc<Field>>,
}

/// What every org has, and what the team's own metadata in `files` says; with the mistakes in them.
pub fn team(sources: &Sources, files: &[FileId]) -> (Org, Vec<Diagnostic>) {
    let mut org = Org::standard();
    let mut sink = Sink::default();
    org.load_team(files.iter().map(|file| (*file, sources.get(*file))), &mut sink);
    (org, sink.finish())
}

/// Reads the spec `file`.
pub fn read(sources: &Sources, file: FileId) -> Reading {
    let mut sink = Sink::default();
    let spec = spec::read(sources.get(file), file, &mut sink);
    Reading { spec, sink, parts: Vec::new() }
}

impl Reading {
    /// `org:`, the folder of the team's own metadata, relative to the spec.
    pub fn org(&self) -> Option<&Spanned<String>> {
        self.spec.as_ref()?.org.as_ref()
    }

    /// Asks for parts that are not made by themselves.
    #[must_use]
    pub fn with(mut self, parts: &[Part]) -> Self {
        self.parts.extend(parts);
        self
    }

    /// Checks the spec against what the org has, and builds its project. `path` is the spec's, as the project names it.
    ///
    /// # Panics
    /// Where a room of ours keeps a promise of its types badly.
    pub fn compile(mut self, org: &Org, path: &str) -> Compiled {
        let project = self.spec.as_ref().and_then(|spec| {
            let program = check::check(spec, org, path, &mut self.sink)?;
            Some(Project::of(program, spec, &self.parts))
        });
        assert!(project.is_some() || self.sink.has_errors(), "no project and no mistake");
        Compiled { project, diagnostics: self.sink.finish() }
    }
}

impl Project {
    fn of(program: Program, spec: &Spec, parts: &[Part]) -> Self {
        let mut components = build::build(&plan::plan(&program));
        components.extend(parts.iter().filter_map(|part| build::part(&program, *part)));
        let name = |component: &Component| (component.kind, component.name.clone());
        let tree = project::project(&program, &components);
        let existing = program.fields.into_iter().filter(|declared| declared.existing);
        Self {
            tree,
            names: components.iter().filter(|component| !component.is_stub()).map(name).collect(),
            prefix: spec.prefix.as_ref().map_or(spec.span, |prefix| prefix.span),
            manner: Manner::of(spec),
            left_out: program.left_out,
            program: program.name,
            components,
            existing: existing.map(|declared| declared.field).collect(),
        }
    }

    /// Its flows, whose parts have their places in the spec.
    pub fn flows(&self) -> impl Iterator<Item = &Flow> {
        self.components.iter().filter_map(|component| component.flow.as_ref())
    }

    /// The org with what the project brings.
    pub fn within(&self, org: &Org) -> Org {
        let paths: Vec<String> = self.components.iter().map(project::path).collect();
        let documents = self.components.iter().map(|component| &component.document);
        let mut org = org.clone();
        self.existing.iter().for_each(|field| org.declare(Field::clone(field)));
        org.load_documents(paths.iter().map(String::as_str).zip(documents), &mut Sink::default());
        org
    }

    /// What the linter finds in the project, where the org has `org` beside it. Each finding is shown where the spec says what
    /// was made so; one that is an error is a mistake of ours.
    pub fn findings(&self, org: &Org) -> Vec<Diagnostic> {
        let paths: Vec<String> = self.components.iter().map(project::path).collect();
        let org = self.within(org);
        let mut found = Sink::default();
        let mut summaries = Vec::new();
        for (component, path) in self.components.iter().zip(&paths) {
            let unit = Unit::made(path, &component.document, component.flow.as_ref(), self.prefix);
            let facts = unit.facts(&org);
            lint::RULES.iter().flat_map(|rule| facts.check(rule)).for_each(|each| found.push(each));
            summaries.push(unit.summary());
        }
        let package = Package { files: &summaries, org: &org };
        lint::RULES.iter().flat_map(|rule| package.check(rule)).for_each(|each| found.push(each));
        found.finish()
    }
}

/// A mistake for each project that makes a name which an earlier one of the run makes too: whichever is deployed last
/// would replace the other's.
pub fn claims<'a>(projects: impl IntoIterator<Item = &'a Project>) -> Vec<Diagnostic> {
    let mut claimed: BTreeMap<(MetadataKind, String), Span> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for project in projects {
        let mut twice = Vec::new();
        for (kind, name) in &project.names {
            let first = *claimed.entry((*kind, name.to_lowercase())).or_insert(project.prefix);
            if first != project.prefix {
                twice.push((*kind, name, first));
            }
        }
        if let [(kind, name, first), others @ ..] = twice.as_slice() {
            diagnostics.push(claimed_twice(project, (*kind, name, *first), others.len()));
        }
    }
    diagnostics
}

fn claimed_twice(
    project: &Project,
    (kind, name, first): (MetadataKind, &str, Span),
    others: usize,
) -> Diagnostic {
    let more = if others == 0 { String::new() } else { format!(" and {others} more") };
    let message =
        format!("the {} `{name}`{more} would also be made by another spec of this run", kind.name());
    let diagnostic =
        Diagnostic::new(Code::ClaimedTwice, project.prefix, message).related(first, "made here too");
    match kind {
        MetadataKind::CustomField => {
            diagnostic.help("one spec generates a field: the other says `existing: true` for it")
        }
        MetadataKind::LeadConvertSettings => {
            diagnostic.help("an org has one mapping: build one of the specs without `--with conversion`")
        }
        _ => diagnostic.help("give each spec a prefix of its own"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::{Connector, ElementKind};
    use crate::source::Source;

    const SPEC: &str = "ctiflow: 1
program: Follow Up
prefix: FUP
calls: { where: { Type: Call }, disposition: CallDisposition }
fields:
  Last_Seen__c: date
  Opportunity.Note__c: text
outcomes:
  Connected:
    dispositions: [Connected]
    steps:
      - set: { Last_Seen__c: =TODAY() }
";
    const MAPPING: &str =
        "force-app/main/default/LeadConvertSettings/LeadConvertSettings.LeadConvertSetting-meta.xml";

    fn built(parts: &[Part]) -> Tree {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("specs/try.yaml", SPEC));
        let compiled = read(&sources, file).with(parts).compile(&Org::standard(), "specs/try.yaml");
        compiled.project.map(|project| project.tree).unwrap_or_default()
    }

    fn text(tree: &Tree, path: &str) -> String {
        String::from_utf8_lossy(tree.get(path).unwrap_or_default()).into_owned()
    }

    #[test]
    fn the_mapping_of_leads_is_made_where_it_is_asked_for() {
        let with = built(&[Part::Conversion]);
        let mapping = text(&with, MAPPING);
        assert!(mapping.contains("<inputField>Last_Seen__c</inputField>"), "{mapping}");
        assert!(mapping.contains("<outputObject>Contact</outputObject>") && !mapping.contains("Note__c"));
        assert!(text(&with, "manifest/package.xml").contains("<members>LeadConvertSettings</members>"));
        assert!(text(&with, "DEPLOY.md").contains("replaces the org's"));

        let without = built(&[]);
        assert!(without.get(MAPPING).is_none());
        assert!(text(&without, "DEPLOY.md").contains("--with conversion"));
    }

    #[test]
    fn fields_that_the_spec_says_are_there_are_found() {
        let mut sources = Sources::default();
        let spec = SPEC.replace("Last_Seen__c: date", "Last_Seen__c: { type: date, existing: true }");
        let file = sources.add(Source::new("specs/try.yaml", spec));
        let compiled = read(&sources, file).compile(&Org::standard(), "specs/try.yaml");
        assert_eq!(compiled.project.unwrap().findings(&Org::standard()), []);
    }

    #[test]
    fn what_we_made_wrong_is_shown_where_the_spec_asked_for_it() {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("specs/try.yaml", SPEC));
        let compiled = read(&sources, file).compile(&Org::standard(), "specs/try.yaml");
        let mut project = compiled.project.unwrap();
        assert_eq!(project.findings(&Org::standard()), []);
        let flows = project.components.iter_mut().filter_map(|component| component.flow.as_mut());
        for element in flows.filter(|flow| flow.name == "FUP_Connected").flat_map(|flow| &mut flow.elements) {
            if let ElementKind::Assignment(assignment) = &mut element.kind {
                assignment.connector = Some(Connector::to("Nobody"));
            }
        }
        let found = project.findings(&Org::standard());
        let dangling = found.iter().filter(|each| each.code.name() == "dangling-connector");
        let lines: Vec<&str> = dangling.map(|each| sources.text(each.span)).collect();
        assert!(lines.iter().any(|text| text.contains("set")), "{lines:?}");
    }
}
