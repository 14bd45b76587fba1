//! Messages for a person: excerpt, caret, help and the mended line.

use super::place::inside;
use super::{capped, one_line};
use crate::diag::{Diagnostic, Severity};
use crate::source::{FileId, Source, Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use std::ops::Range;

/// Each message with its excerpt, separated by empty lines; at most `most`, and then a line on the rest.
///
/// Coloured by escape codes, which whoever prints it to something else than a terminal strips.
pub fn text(diagnostics: &[Diagnostic], sources: &Sources, most: usize) -> String {
    let (shown, rest) = capped(diagnostics, most);
    let renderer = Renderer::styled();
    let blocks = shown.into_iter().map(|each| renderer.render(&report(each, sources)));
    blocks.chain(rest).map(|block| block.trim_end().to_owned() + "\n\n").collect()
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let title =
        level(diagnostic.severity).primary_title(one_line(&diagnostic.message)).id(diagnostic.code.name());
    let mut cause = Group::with_title(title);
    for file in files(diagnostic) {
        cause = cause.element(excerpt(diagnostic, sources, file));
    }
    let help = diagnostic.help.as_deref().map(one_line);
    match (&diagnostic.fix, help) {
        (Some(fix), help) => {
            let title = Level::HELP.secondary_title(help.unwrap_or_else(|| "write this".to_owned()));
            let source = sources.get(fix.span.file);
            let window = Window::over(source, [fix.span]);
            let patch = Patch::new(window.within(fix.span), fix.written(sources));
            vec![cause, Group::with_title(title).element(window.snippet().patch(patch))]
        }
        (None, Some(help)) => vec![cause.element(Level::HELP.message(help))],
        (None, None) => vec![cause],
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// The files that a message speaks of, its own first.
fn files(diagnostic: &Diagnostic) -> Vec<FileId> {
    let mut files = vec![diagnostic.span.file];
    for (span, _) in &diagnostic.related {
        if !files.contains(&span.file) {
            files.push(span.file);
        }
    }
    files
}

/// The lines of one file that a message speaks of.
fn excerpt<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    file: FileId,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let related = diagnostic.related.iter().filter(|(span, _)| span.file == file);
    let own = (diagnostic.span.file == file).then_some(diagnostic.span);
    let window =
        Window::over(sources.get(file), own.into_iter().chain(related.clone().map(|(span, _)| *span)));
    let primary = own.map(|span| {
        let label = (!diagnostic.label.is_empty()).then(|| one_line(&diagnostic.label));
        AnnotationKind::Primary.span(window.within(span)).label(label)
    });
    let context = related
        .map(|(span, words)| AnnotationKind::Context.span(window.within(*span)).label(one_line(words)));
    window.snippet().annotations(primary.into_iter().chain(context))
}

/// The lines of a file from the first to the last place of a message: all that the renderer has to look at.
struct Window<'a> {
    source: &'a Source,
    range: Range<usize>,
}

impl<'a> Window<'a> {
    fn over(source: &'a Source, spans: impl IntoIterator<Item = Span>) -> Self {
        let text = source.text.as_str();
        let places = spans.into_iter().map(|span| inside(text, span));
        let cover = places.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end));
        let cover = cover.unwrap_or_default();
        let start = text[..cover.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[cover.end..].find('\n').map_or(text.len(), |at| cover.end + at);
        Self { source, range: start..end }
    }

    fn within(&self, span: Span) -> Range<usize> {
        let place = inside(&self.source.text, span);
        place.start - self.range.start..place.end - self.range.start
    }

    fn snippet<T: Clone>(&self) -> Snippet<'a, T> {
        let first = u32::try_from(self.range.start).unwrap_or(u32::MAX);
        Snippet::source(&self.source.text[self.range.clone()])
            .path(self.source.path.as_str())
            .line_start(self.source.line_column(first).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use proptest::prelude::*;

    /// Without colours.
    fn plain(diagnostics: &[Diagnostic], sources: &Sources) -> String {
        let text = text(diagnostics, sources, 50);
        let mut plain = String::new();
        let mut inside = false;
        for character in text.chars() {
            match character {
                '\u{1b}' => inside = true,
                'm' if inside => inside = false,
                _ if !inside => plain.push(character),
                _ => {}
            }
        }
        plain
    }

    #[test]
    fn caret_help_and_patch_stand_right_behind_wide_characters() {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("specs/a.yaml", "program: a\nset: { 名前ü, Totl__c: 1 }\n"));
        let start = sources.get(file).text.find("Totl").unwrap();
        let span = Span::new(file, start..start + 7);
        let message = Diagnostic::new(Code::UnknownField, span, "Contact has no field `Totl__c`")
            .label("unknown field")
            .suggest(Some("Total__c"))
            .related(Span::new(file, 0..7), "in this program");
        let expected = "\
error[unknown-field]: Contact has no field `Totl__c`
 --> specs/a.yaml:2:13
  |
1 | program: a
  | ------- in this program
2 | set: { 名前ü, Totl__c: 1 }
  |               ^^^^^^^ unknown field
  |
help: did you mean `Total__c`?
  |
2 | set: { 名前ü, Total__c: 1 }
  |                  +

";
        assert_eq!(plain(&[message], &sources), expected);
    }

    #[test]
    fn another_file_has_its_own_excerpt() {
        let mut sources = Sources::default();
        let one = sources.add(Source::new("one.yaml", "a: 1\n"));
        let two = sources.add(Source::new("two.yaml", "b: 1\n"));
        let message = Diagnostic::new(Code::UnknownField, Span::new(two, 0..1), "again")
            .related(Span::new(one, 0..1), "first here")
            .help("rename one");
        let text = plain(&[message], &sources);
        assert!(text.contains("--> two.yaml:1:1"), "{text}");
        assert!(text.contains("::: one.yaml:1:1"), "{text}");
        assert!(text.contains("= help: rename one"), "{text}");
    }

    #[test]
    fn an_empty_file_has_a_place() {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("a.yaml", ""));
        let message = Diagnostic::new(Code::YamlSyntax, Span::new(file, 0..0), "the file is empty");
        assert!(plain(&[message], &sources).contains("--> a.yaml:1:1"));
    }

    proptest! {
        #[test]
        fn no_place_in_no_text_is_a_panic(
            content in "(?s).{0,40}", places in proptest::collection::vec((0usize..60, 0usize..60), 3), fix: String,
        ) {
            let mut sources = Sources::default();
            let file = sources.add(Source::new("a.yaml", content));
            let span = |at: usize| Span::new(file, places[at].0..places[at].1.max(places[at].0));
            let message = Diagnostic::new(Code::UnknownField, span(0), "m").related(span(1), "r").fix(span(2), fix);
            text(&[message], &sources, 1);
        }
    }
}
