//! The YAML language: from text to a [`Spec`], every mistake with its place.

mod decode;
pub mod keys;
pub mod model;
mod node;
mod scalar;
mod text;
mod traps;
mod written;

pub use model::*;
pub use text::LARGEST;

use crate::diag::Sink;
use crate::source::{FileId, Source};

/// Reads a spec. All its mistakes go to `sink`; what is broken is left out of the result, and there is none where the text
/// is no YAML, no map or of another edition of the language.
pub fn read(source: &Source, file: FileId, sink: &mut Sink) -> Option<Spec> {
    let root = node::load(source, file, sink)?;
    decode::spec(&root, sink)
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod traps_tests;

#[cfg(test)]
mod tests {
    use super::testing::{mistakes, spec_of};

    const PROGRAM: &str = r#"# yaml-language-server: $schema=../schema/ctiflow.schema.json
ctiflow: 1
program: Outbound Sales
prefix: CTI
api_version: 66.0
status: Active
features: [sales_engagement]

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
        label: Follow up
      - choose:
          - when: person.Total_Connects__c = 3
            then:
              - create_event: { subject: Meet, start: =call.Meeting_Start__c, duration: 30 minutes }
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
      - cadence: { event: Call_Connected }
        feature: sales_engagement
      - cadence: { pause: until told }
      - cadence: { resume: true }
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

    #[test]
    fn the_whole_language_is_read_without_a_message() {
        assert_eq!(mistakes(PROGRAM), Vec::<String>::new());
        let (spec, _) = spec_of(PROGRAM);
        let spec = spec.expect("it is a spec");
        assert_eq!(spec.fields.len(), 9);
        assert_eq!(spec.outcomes[0].steps.steps.len(), 13);
        assert_eq!(spec.monitors[1].records.len(), 1);
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
        let windows = format!("\u{feff}{}", PROGRAM.replace('\n', "\r\n"));
        assert_eq!(mistakes(&windows), Vec::<String>::new());
    }
}
