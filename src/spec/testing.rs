//! What the tests of this room share.

use super::{Spec, read};
use crate::diag::{Diagnostic, Sink};
use crate::source::{FileId, Source};

/// The head of a spec that is right; `outcomes` and what a test is about stand behind it.
pub(super) const HEAD: &str = "ctiflow: 1
program: Follow Up
prefix: FUP
calls:
  where: { Type: Call }
  disposition: CallDisposition
";

/// A spec that has every key of the language.
pub(super) const PROGRAM: &str = r#"# yaml-language-server: $schema=../schema/ctiflow.schema.json
ctiflow: 1
program: Outbound Sales
prefix: CTI
api_version: 66.0
status: Active
features: [sales_engagement]
org: force-app

calls:
  where: { Type: Call }
  disposition: { field: CallDisposition }
  corrections: rerun
  order: 500

fields:
  First_Connect_Date__c: date
  Last_Attempted__c: datetime
  Total_Connects__c: counter
  Outreach_Status__c: { picklist: [Active, Inactive] }
  Score__c: { number: 2, label: Score }
  Note__c: { text: 80, help: What was said last }
  Task.Meeting_Start__c: { type: datetime, existing: true }
  Owner__c: user
  Hot__c: checkbox

settings:
  short_connect: 90 seconds
  attempt_limit: 8
  factor: 1.5

records:
  opportunity:
    object: Opportunity
    where:
      - Id = call.WhatId && NOT(IsClosed)
      - { IsClosed: false, StageName: [Prospecting, Qualification] }
    order: LastModifiedDate desc

every_call:
  set:
    Last_Call_Date__c: =TODAY()
    Outreach_Status__c: =BLANKVALUE(person.Outreach_Status__c, "Active")

outcomes:
  Connected:
    dispositions: [Connected]
    description: What a connect brings.
    api_name: Connected_Call
    steps:
      - if: ISBLANK(person.First_Connect_Date__c)
        then:
          - set: { First_Connect_Date__c: =TODAY(), Voicemail_Count__c: 0, Hot__c: true }
          - notify:
              to: account.OwnerId else person.OwnerId
              about: person
              title: "First connect with {!person.Name}"
              body: "{!rep.Name} reached {!person.Name} for the first time."
        else:
          - run: Short Connect
      - increment: Total_Connects__c
      - create_task:
          subject: "Follow up with {!person.Name}"
          due: 2 business days
          owner: manager else rep
          related_to: opportunity
          reminder: 24 hours
          priority: High
          status: Not Started
          type: Call
          description: "Said: {!call.Description}"
        label: Follow up
        description: The next call.
      - choose:
          - when: person.Total_Connects__c = 3
            then:
              - create_event:
                  subject: Meet
                  start: =call.Meeting_Start__c
                  duration: 30 minutes
                  owner: rep
                  related_to: opportunity
                  description: First meeting
                  location: Online
          - otherwise: []
      - create:
          object: Opportunity
          into: opportunity
          set: { Name: "{!person.Name}", OwnerId: =rep.Id }
      - update:
          object: Opportunity
          where: ContactId = contact.Id && NOT(IsClosed)
          set: { StageName: Closed Lost }
      - chatter:
          to: opportunity else account else person
          text: >-
            =TEXT(TODAY()) & ": " & rep.Name &
            " logged " & call.CallDisposition
      - cadence: { event: ManualComplete }
        feature: sales_engagement
      - cadence: { pause: until told }
      - cadence: { resume: true }
      - cadence: { assign: Nurture }
      - cadence: { remove: No Response }
      - call_flow: { flow: Prepare, inputs: { callId: =call.Id }, outputs: { score: Score__c }, feature: prep }
      - log: "Done with {!person.Name}"
        on_fault: stop
      - stop: enough
  Short Connect:
    steps:
      - stop:

no_person: []
unrecognized:
  - log: "Unrecognized disposition {!call.CallDisposition}"

monitors:
  Cold Outreach:
    every: day at 02:00
    starting: 2026-12-01
    description: Who was forgotten.
    api_name: Cold_Outreach
    for: person
    where: { Outreach_Status__c: Active }
    if: ISBLANK(person.Last_Call_Date__c)
    once_in: 10 business days
    steps:
      - create_task: { owner: person.OwnerId, subject: "No call to {!person.Name}", due: today }
  Silent Late Deals:
    every: week on Monday at 06:00
    for: Opportunity
    records:
      recent: { object: Task, count: true, where: 'Type = "Call" && CreatedDate >= NOW() - 14' }
    if: COUNT(recent) = 0
    steps: []
"#;

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
