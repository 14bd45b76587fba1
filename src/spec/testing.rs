//! What the tests of this room share.

use super::{Spec, read};
use crate::diag::{Diagnostic, Sink};
use crate::source::{FileId, Source};

/// The head of a spec that is right; what a test is about stands behind it, and ends with `outcomes` or begins it.
pub(super) const HEAD: &str = "ctiflow: 1
program: Follow Up
prefix: FUP
calls:
  where: { Type: Call }
  disposition: CallDisposition
";

/// A spec whose only outcome has these steps, each line indented by six blanks; its first step stands in line 10.
pub(super) fn with_steps(steps: &str) -> String {
    let steps: String = steps.lines().map(|line| format!("      {line}\n")).collect();
    format!("{HEAD}outcomes:\n  Connected:\n    steps:\n{steps}")
}

/// The spec of a text and its messages by place.
pub(super) fn spec_of(text: &str) -> (Option<Spec>, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let spec = read(&Source::new("specs/test.yaml", text), FileId(0), &mut sink);
    (spec, sink.finish())
}

/// The messages of a text as `line:column code`.
pub(super) fn mistakes(text: &str) -> Vec<String> {
    let source = Source::new("specs/test.yaml", text);
    let (_, diagnostics) = spec_of(text);
    let place = |diagnostic: &Diagnostic| {
        let (line, column) = source.line_column(diagnostic.span.start);
        format!("{line}:{column} {}", diagnostic.code.name())
    };
    diagnostics.iter().map(place).collect()
}

/// The text with the fix of its only message.
pub(super) fn mended(text: &str) -> String {
    let (_, diagnostics) = spec_of(text);
    let [diagnostic] = diagnostics.as_slice() else { panic!("one message expected: {diagnostics:?}") };
    let fix = diagnostic.fix.as_ref().unwrap_or_else(|| panic!("a fix expected: {diagnostic:?}"));
    let mut mended = text.to_owned();
    mended.replace_range(fix.span.range(), &fix.text);
    mended
}
