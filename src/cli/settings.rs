//! `ctiflow.toml`: what a project says about the linter.
//!
//! ```toml
//! [lint.rules]
//! unreachable-element = "error"
//!
//! [[lint.suppress]]
//! rule = "hardcoded-id"
//! files = "force-app/**/Old_*.flow-meta.xml"
//! element = "Get_User"
//! reason = "goes with the old router in spring"
//! ```

use super::failure::Failure;
use super::input::{self, show};
use crate::diag::{Diagnostic, Severity, nearest};
use crate::lint::{self, Rule};
use crate::source::{FileId, Source, Span};
use glob::{MatchOptions, Pattern};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use toml::Spanned;

/// The most bytes of the file.
const BYTES: u64 = 1 << 20;

/// What a project says. Nothing, without a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    #[serde(default)]
    lint: Lint,
    /// The file, where there is one.
    #[serde(skip)]
    source: Option<Source>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lint {
    /// How much the findings of a rule weigh.
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, Level>,
    /// Findings that are known and stay.
    #[serde(default)]
    suppress: Vec<Suppression>,
}

/// How much the findings of a rule weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Error,
    Warning,
    Note,
    Off,
}

/// Findings that are known and stay.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Suppression {
    rule: Spanned<String>,
    /// The files, from the root of the project.
    files: Spanned<String>,
    /// The element of the flow; without one, all.
    element: Option<String>,
    /// Why, for whoever reads it next.
    reason: Spanned<String>,
    /// `files`, read once.
    #[serde(skip)]
    pattern: Pattern,
    /// Where it stands in the file: the name of its rule.
    #[serde(skip)]
    span: Span,
    /// What the run made of it.
    #[serde(skip)]
    met: Arc<Met>,
}

/// What a run makes of a suppression.
#[derive(Debug, Default)]
struct Met {
    /// A file that it is about was judged.
    file: AtomicBool,
    /// It kept a finding back.
    finding: AtomicBool,
}

impl Settings {
    /// Reads the file.
    ///
    /// # Errors
    /// What in it cannot be read, or stands for nothing: with line and column.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let source = Source::new(show(path), input::text(path, BYTES)?);
        Ok(Self { source: Some(source.clone()), ..Self::parse(&source)? })
    }

    fn parse(source: &Source) -> Result<Self, Failure> {
        let mut settings: Self = toml::from_str(&source.text).map_err(|fault| {
            let span = fault.span().unwrap_or_default();
            let message = fault.message().lines().collect::<Vec<_>>().join(" ");
            at(source, span, message)
        })?;
        for name in settings.lint.rules.keys() {
            known(source, name)?;
        }
        for each in &mut settings.lint.suppress {
            known(source, &each.rule)?;
            each.span = Span::new(FileId(0), each.rule.span());
            if each.reason.get_ref().trim().is_empty() {
                return Err(at(source, each.reason.span(), "a suppression needs its reason")
                    .help("say why the finding stays, for whoever reads it next"));
            }
            each.pattern = Pattern::new(each.files.get_ref()).map_err(|fault| {
                at(source, each.files.span(), format!("no pattern of files: {}", fault.msg))
            })?;
        }
        Ok(settings)
    }

    /// Whether a rule is looked at.
    pub(super) fn wants(&self, rule: &Rule) -> bool {
        self.level(rule.about.name) != Some(Level::Off)
    }

    /// A finding as heavy as the project says; none if it is suppressed. `path` is from the root of the project, `element`
    /// is that of the flow where it was found.
    pub(super) fn weigh(&self, finding: Diagnostic, path: &str, element: Option<&str>) -> Option<Diagnostic> {
        let name = finding.code.name();
        let is_meant = |each: &Suppression| {
            each.rule.get_ref() == name
                && each.pattern.matches_with(path, OPTIONS)
                && each.element.as_deref().is_none_or(|meant| Some(meant) == element)
        };
        if let Some(suppression) = self.lint.suppress.iter().find(|each| is_meant(each)) {
            suppression.met.finding.store(true, Ordering::Relaxed);
            return None;
        }
        let severity = match self.level(name) {
            Some(Level::Error) => Severity::Error,
            Some(Level::Warning) => Severity::Warning,
            Some(Level::Note) => Severity::Note,
            Some(Level::Off) | None => finding.severity,
        };
        Some(Diagnostic { severity, ..finding })
    }

    /// Says that a file was judged; `path` is from the root of the project.
    pub(super) fn meet(&self, path: &str) {
        let meant = self.lint.suppress.iter().filter(|each| each.pattern.matches_with(path, OPTIONS));
        meant.for_each(|each| each.met.file.store(true, Ordering::Relaxed));
    }

    /// The suppressions that kept nothing back although a file that they are about was judged; `file` is that of the settings.
    pub(super) fn unused(&self, file: FileId) -> Vec<Diagnostic> {
        let Some(rule) = Rule::named("unused-suppression").filter(|rule| self.wants(rule)) else {
            return Vec::new();
        };
        let is_unused = |each: &&Suppression| {
            each.met.file.load(Ordering::Relaxed) && !each.met.finding.load(Ordering::Relaxed)
        };
        let unused = self.lint.suppress.iter().filter(is_unused);
        let found = unused.filter_map(|each| {
            let message = format!("nothing is suppressed here: `{}` finds nothing", each.rule.get_ref());
            let finding = Diagnostic::new(rule.code(), Span { file, ..each.span }, message);
            self.weigh(finding.help("take the suppression out"), "ctiflow.toml", None)
        });
        found.collect()
    }

    /// Its text and where it lies.
    pub(super) fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    fn level(&self, rule: &str) -> Option<Level> {
        self.lint.rules.iter().find(|(name, _)| name.get_ref() == rule).map(|(_, level)| *level)
    }
}

/// `*` stands for names in one folder, `**` for folders.
const OPTIONS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

fn known(source: &Source, name: &Spanned<String>) -> Result<(), Failure> {
    if Rule::named(name.get_ref()).is_some() {
        return Ok(());
    }
    let failure = at(source, name.span(), format!("no rule is called `{}`", name.get_ref()));
    let names = lint::RULES.iter().map(|rule| rule.about.name);
    Err(match nearest(name.get_ref(), names) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`ctiflow lint --rules` lists them"),
    })
}

fn at(source: &Source, span: Range<usize>, message: impl Into<String>) -> Failure {
    let (line, column) = source.line_column(u32::try_from(span.start).unwrap_or(u32::MAX));
    Failure::of(format!("{}:{line}:{column}", source.path), message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    fn parse(text: &str) -> Result<Settings, Failure> {
        Settings::parse(&Source::new("ctiflow.toml", text))
    }

    fn refusal(text: &str) -> String {
        parse(text).map(|_| ()).unwrap_err().to_string()
    }

    fn finding() -> Diagnostic {
        let rule = Rule::named("dangling-connector").unwrap();
        Diagnostic::new(Code::Rule(&rule.about), Span::default(), "m")
    }

    #[test]
    fn an_empty_file_only_marks_the_root() {
        let settings = parse("# the root\n").unwrap();
        assert_eq!(settings.weigh(finding(), "a.flow-meta.xml", None), Some(finding()));
    }

    #[test]
    fn a_rule_weighs_what_the_project_says() {
        let settings = parse("[lint.rules]\ndangling-connector = \"note\"\nwrong-order = \"off\"\n").unwrap();
        assert_eq!(settings.weigh(finding(), "a", None).unwrap().severity, Severity::Note);
        assert!(settings.wants(Rule::named("dangling-connector").unwrap()));
        assert!(!settings.wants(Rule::named("wrong-order").unwrap()));
    }

    #[test]
    fn a_suppression_is_of_a_rule_files_and_an_element() {
        let text = "[[lint.suppress]]\nrule = \"dangling-connector\"\nfiles = \"flows/**/A*.flow-meta.xml\"\n\
                    element = \"Ask\"\nreason = \"old\"\n";
        let settings = parse(text).unwrap();
        let is_left = |path: &str, element| settings.weigh(finding(), path, element).is_some();
        assert!(!is_left("flows/x/A1.flow-meta.xml", Some("Ask")));
        assert!(
            is_left("flows/x/A1.flow-meta.xml", Some("Other")) && is_left("flows/x/A1.flow-meta.xml", None)
        );
        assert!(is_left("flows/x/B.flow-meta.xml", Some("Ask")));
        let all = parse(&text.replace("element = \"Ask\"\n", "")).unwrap();
        assert_eq!(all.weigh(finding(), "flows/x/A1.flow-meta.xml", None), None);
    }

    #[test]
    fn what_stands_for_nothing_is_refused_at_its_place() {
        let text = "[lint.rules]\ndangling-conector = \"error\"\n";
        assert!(
            refusal(text).starts_with("ctiflow.toml:2:1: no rule is called `dangling-conector`"),
            "{}",
            refusal(text)
        );
        assert!(refusal(text).contains("did you mean `dangling-connector`?"));
        assert!(refusal("[lint.rules]\nwrong-order = \"loud\"\n").starts_with("ctiflow.toml:2:"));
        assert!(refusal("[lnt]\n").starts_with("ctiflow.toml:1:"));
        assert!(refusal("[lint\n").starts_with("ctiflow.toml:1:"));
        let text = "[[lint.suppress]]\nrule = \"wrong-order\"\nfiles = \"*\"\nreason = \" \"\n";
        assert!(refusal(text).starts_with("ctiflow.toml:4:10: a suppression needs its reason"));
    }
}
