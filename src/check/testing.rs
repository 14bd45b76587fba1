//! What the tests of this room share.

use super::{Program, check};
use crate::diag::{Diagnostic, Severity, Sink};
use crate::org::Org;
use crate::source::{FileId, Source};
use crate::spec;

/// The head of a spec that is right, lines 1 to 6; what a test is about stands behind it.
pub(crate) const HEAD: &str = "ctiflow: 1
program: Follow Up
prefix: FUP
calls:
  where: { Type: Call }
  disposition: CallDisposition
";

/// Fields, settings and records that tests speak of, lines 7 to 27.
pub(crate) const WORLD: &str = "features: [sales_engagement]
fields:
  Calls__c: counter
  Score__c: number
  Rate__c: { number: 2 }
  Next_Call__c: date
  Last_Try__c: datetime
  Note__c: { text: 20 }
  State__c: { picklist: [New, Open, Done] }
  Hot__c: checkbox
  Coach__c: user
settings:
  short: 90 seconds
  limit: 8
  pause: 120 days
  soon: 3 business days
records:
  deal:
    object: Opportunity
    where:
      - Id = call.WhatId && NOT(IsClosed)
";

/// A spec whose only outcome has these steps; the first line of `steps` is line 32, column 7.
pub(crate) fn with_steps(steps: &str) -> String {
    let steps: String = steps.lines().map(|line| format!("      {line}\n")).collect();
    format!(
        "{HEAD}{WORLD}outcomes:\n  Connected:\n    dispositions: [Connected, Talked]\n    steps:\n{steps}"
    )
}

/// The program of a spec, and all messages, those of reading among them.
pub(super) fn checked(text: &str) -> (Option<Program>, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let spec = spec::read(&Source::new("specs/test.yaml", text), FileId(0), &mut sink);
    let spec = spec.filter(|_| !sink.has_errors());
    let program = spec.and_then(|spec| check(&spec, &Org::standard(), "specs/test.yaml", &mut sink));
    (program, sink.finish())
}

/// A message as `line:column code: words`.
fn said(source: &Source, diagnostic: &Diagnostic) -> String {
    let (line, column) = source.line_column(diagnostic.span.start);
    format!("{line}:{column} {}: {}", diagnostic.code.name(), diagnostic.message)
}

/// The errors and warnings of a spec as `line:column code: words`.
pub(crate) fn mistakes(text: &str) -> Vec<String> {
    let source = Source::new("specs/test.yaml", text);
    let (_, diagnostics) = checked(text);
    let weighty = diagnostics.iter().filter(|each| each.code.severity() != Severity::Note);
    weighty.map(|each| said(&source, each)).collect()
}

/// The program of a spec without errors.
pub(crate) fn program(text: &str) -> Program {
    let (program, diagnostics) = checked(text);
    let source = Source::new("specs/test.yaml", text);
    program.unwrap_or_else(|| {
        panic!("{:#?}", diagnostics.iter().map(|each| said(&source, each)).collect::<Vec<_>>())
    })
}

/// Asserts what a spec is told: what stands behind [`HEAD`], and each error and warning as `line:column code: words`.
#[track_caller]
pub(super) fn assert_told(rest: &str, expected: &[&str]) {
    assert_eq!(mistakes(&format!("{HEAD}{rest}")), expected, "{rest}");
}

/// Asserts what steps are told, of each row the one message; line 1 is that of the first step, column 1 its dash.
#[track_caller]
pub(super) fn assert_steps_told(rows: &[(&str, &str)]) {
    for (steps, expected) in rows {
        let told: Vec<String> = mistakes(&with_steps(steps)).iter().map(|told| in_steps(told)).collect();
        assert_eq!(told, [*expected], "{steps}");
    }
}

/// A place of a whole spec as one of its steps.
fn in_steps(told: &str) -> String {
    let parts: Vec<&str> = told.splitn(3, [':', ' ']).collect();
    match parts.as_slice() {
        [line, column, words] => format!("{}:{} {words}", less(line, 31), less(column, 6)),
        _ => told.to_owned(),
    }
}

fn less(number: &str, by: i64) -> i64 {
    number.parse::<i64>().unwrap_or_default() - by
}

/// Asserts that each of these steps is right.
#[track_caller]
pub(super) fn assert_right(steps: &[&str]) {
    for each in steps {
        assert_eq!(mistakes(&with_steps(each)), [""; 0], "{each}");
    }
}
