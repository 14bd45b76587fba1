//! Messages for the user.
//!
//! A [`Diagnostic`] has a [`Code`], a place and words; a [`Sink`] gathers those of a run. Every code has one name for ever
//! (`unknown-field`), the same in text, JSON, SARIF and `ctiflow explain`, and a page in `docs/diagnostics/`.

mod codes;
pub mod render;

pub use codes::Code;

use crate::source::{FileId, Sources, Span};
use std::borrow::Cow;

/// How much a message weighs: an error stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Written, but probably not what was meant.
    Warning,
    /// Good to know.
    Note,
}

/// What a rule of the linter is known by. The rules themselves are the linter's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    /// Its name in words, never used again for something else.
    pub name: &'static str,
    /// How much its findings weigh, unless a project says otherwise.
    pub severity: Severity,
    /// Its page: what it finds, why it matters, a wrong file and a mended one.
    pub page: &'static str,
}

/// A replacement of text that mends the mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
    /// It is a name: what is replaced may have quotes around it, and they stay.
    pub is_name: bool,
}

impl Fix {
    /// What is to be written in its place.
    pub fn written(&self, sources: &Sources) -> Cow<'_, str> {
        let replaced = sources.text(self.span);
        let quote = ['"', '\''].into_iter().find(|quote| {
            let inner = replaced.strip_prefix(*quote).and_then(|rest| rest.strip_suffix(*quote));
            self.is_name && inner.is_some()
        });
        match quote {
            Some('"') => Cow::Owned(format!("\"{}\"", self.text.replace('\\', r"\\").replace('"', "\\\""))),
            Some(_) => Cow::Owned(format!("'{}'", self.text.replace('\'', "''"))),
            None => Cow::Borrowed(&self.text),
        }
    }
}

/// One message: it stands alone in one line, and what to do is in `help`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which mistake.
    pub code: Code,
    /// How much it weighs: as its code says, unless a project says otherwise of a rule.
    pub severity: Severity,
    /// The mistake in one line, understandable without the excerpt.
    pub message: String,
    /// Where it is.
    pub span: Span,
    /// A few words under the caret.
    pub label: String,
    /// Other places that explain it.
    pub related: Vec<(Span, String)>,
    /// The way out.
    pub help: Option<String>,
    /// The mended text, where it is certain.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A message of `code` at `span`.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            span,
            label: String::new(),
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// The words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Another place that explains it.
    #[must_use]
    pub fn related(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related.push((span, words.into()));
        self
    }

    /// The text that mends it.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, text: text.into(), is_name: false });
        self
    }

    /// The same message where its file has another id: files that are read apart number themselves.
    pub fn move_to(&mut self, file: FileId) {
        self.span.file = file;
        self.related.iter_mut().for_each(|(span, _)| span.file = file);
        self.fix.iter_mut().for_each(|fix| fix.span.file = file);
    }

    /// "Did you mean": a help and a fix that writes `right` at the place of the mistake, if there is one near.
    #[must_use]
    pub fn suggest(self, right: Option<&str>) -> Self {
        match right {
            Some(right) => {
                let fix = Fix { span: self.span, text: right.to_owned(), is_name: true };
                Self { fix: Some(fix), ..self.help(format!("did you mean `{right}`?")) }
            }
            None => self,
        }
    }
}

/// The messages of one run.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
}

impl Sink {
    /// Takes one more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Whether an error is among them.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|each| each.severity == Severity::Error)
    }

    /// The errors among them.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|each| each.severity == Severity::Error)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.diagnostics.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// All, by place, equal ones once.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|each| (each.span, each.code));
        self.diagnostics.dedup();
        self.diagnostics
    }
}

/// The name among `names` that is nearest to `wrong`, if it is near enough to be meant.
///
/// Case does not count; otherwise up to a third of the characters may differ.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let most = (wrong.chars().count() / 3).max(1);
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&wrong, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, name)| name)
}
