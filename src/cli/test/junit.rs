//! The results as CI systems read them: the elements that JUnit's Ant task writes.

use super::{Ran, Tested};
use crate::diag::Diagnostic;
use crate::scenario::Verdict;
use crate::source::Sources;
use crate::xml::{self, Document, Element};

/// The whole file.
pub(super) fn text(tested: &[Tested], sources: &Sources) -> String {
    let suites = tested.iter().map(|each| suite(each, sources));
    xml::write(&Document::from(Element::new("testsuites").children(suites)))
}

fn suite(tested: &Tested, sources: &Sources) -> Element {
    Element::new("testsuite")
        .attribute("name", allowed(&tested.path))
        .attribute("tests", tested.results.len().to_string())
        .attribute("failures", tested.count(Verdict::Failed).to_string())
        .attribute("errors", tested.count(Verdict::Broken).to_string())
        .children(tested.results.iter().map(|ran| case(ran, &tested.path, sources)))
}

fn case(ran: &Ran, path: &str, sources: &Sources) -> Element {
    let (line, _) = sources.get(ran.span.file).line_column(ran.span.start);
    let case = Element::new("testcase")
        .attribute("name", allowed(&ran.name))
        .attribute("classname", allowed(path))
        .attribute("file", allowed(path))
        .attribute("line", line.to_string());
    let tag = match ran.outcome.verdict {
        Verdict::Passed => return case,
        Verdict::Failed => "failure",
        Verdict::Broken => "error",
    };
    let said: Vec<String> = ran.outcome.diagnostics.iter().map(|each| told(each, sources)).collect();
    let first = said.first().map_or("a mistake in the file of the scenarios", String::as_str);
    let way = ran.outcome.way.iter().map(|line| format!("\n  {line}")).collect::<String>();
    let text = format!("{}{}{way}", said.join("\n"), if way.is_empty() { "" } else { "\nThe way:" });
    case.child(Element::with_text(tag, allowed(&text)).attribute("message", allowed(first)))
}

/// Its place and its words.
fn told(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let source = sources.get(diagnostic.span.file);
    let (line, column) = source.line_column(diagnostic.span.start);
    format!("{}:{line}:{column}: {}", source.path, diagnostic.message)
}

/// Without the characters that XML cannot hold.
fn allowed(text: &str) -> String {
    text.chars().filter(|character| xml::is_allowed(*character)).collect()
}
