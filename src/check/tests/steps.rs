//! What steps name, and where they may stand.

use crate::check::testing::{assert_right, assert_steps_told};

/// Steps, and what they are told.
const STEPS_ARE_TOLD_WHAT_THEY_CANNOT_DO: &[(&str, &str)] = &[
    (
        "- create: { object: Case, into: made, set: { Subject: x } }\n- log: \"{!made.Id} {!made.Subject} {!made.CaseNumber}\"",
        "2:38 not-in-scope: no step gives `made` a `CaseNumber`, and what Salesforce fills in is not read back",
    ),
    (
        "- create_task: { subject: x, owner: manager }",
        "1:37 owner-missing: a rep may have no manager, and this task or event would have no owner",
    ),
    (
        "- create_task: { subject: x, owner: person }",
        "1:37 wrong-record: an owner must be a user, and `person` is a Contact or a Lead",
    ),
    (
        "- create_task: { subject: x, owner: deal }",
        "1:37 wrong-record: an owner must be a user, and `deal` is an Opportunity",
    ),
    ("- create_task: { subject: x, owner: deal.Name }", "1:37 wrong-record: `deal.Name` holds no record"),
    (
        "- create_task: { subject: x, owner: deal.AccountId }",
        "1:37 wrong-record: an owner must be a user, and `deal.AccountId` is an Account",
    ),
    (
        "- create_task: { subject: x, owner: rep else manager }",
        "1:46 unused-alternative: `manager` is never taken: `rep` is always there",
    ),
    (
        "- create_task: { subject: x, owner: person.OwnrId }",
        "1:37 unknown-field: neither Contact nor Lead has a field `OwnrId`",
    ),
    (
        "- create_task: { subject: x, related_to: person }",
        "1:42 wrong-record: a task or event is related to an account, a deal, a case or the like, and `person` is a Contact or a Lead",
    ),
    (
        "- create_task: { subject: x, related_to: rep }",
        "1:42 wrong-record: a task or event is related to an account, a deal, a case or the like, and `rep` is a User",
    ),
    (
        "- create_task: { subject: x, owner: settings.limit }",
        "1:37 unknown-record: there is no record `settings`",
    ),
    (
        "- create_task: { subject: x, owner: rep.Manager.Id }",
        "1:37 path-too-long: `rep.Manager.Id` goes through more than one record",
    ),
    (
        "- chatter: { to: person else deal, text: x }",
        "1:30 unused-alternative: `deal` is never taken: `person` is always there",
    ),
    (
        "- notify: { to: person, title: x, body: z }",
        "1:17 wrong-record: a notification goes to a user, a queue or a group, and `person` is a Contact or a Lead",
    ),
    ("- increment: Score__d", "1:14 unknown-field: neither Contact nor Lead has a field `Score__d`"),
    ("- increment: Rate__c", "1:14 not-a-counter: `Rate__c` is no whole number, so it cannot count"),
    (
        "- increment: deal.Amount",
        "1:14 not-a-counter: `deal.Amount` is not a field of the person, and only those count calls",
    ),
    (
        "- increment: Next_Call__c",
        "1:14 not-a-counter: `Next_Call__c` is no whole number, so it cannot count",
    ),
    (
        "- create: { object: Opportunity, set: { Name: x } }",
        "1:3 missing-field: a new Opportunity needs `CloseDate`, `StageName`",
    ),
    (
        "- create: { object: Opportunity, set: { Name: x, StageName: Prospecting, CloseDate: =TODAY(), Id: =rep.Id } }",
        "1:95 read-only-field: `Opportunity.Id` is filled by the platform and cannot be set",
    ),
    (
        "- create: { object: Account, into: deal, set: { Name: x } }",
        "1:36 wrong-record: `deal` is an Opportunity, and this makes an Account",
    ),
    (
        "- create: { object: Account, into: contact, set: { Name: x } }",
        "1:36 reserved-name: `contact` stands for a record of its own, and cannot be given to another",
    ),
    (
        "- create: { object: Task, set: { CallDisposition: x } }",
        "1:34 sets-disposition: a task with `CallDisposition` would start the program itself",
    ),
    (
        r#"- update: { object: Task, where: { Status: "Not Started" }, set: { CallDisposition: x } }"#,
        "1:68 sets-disposition: a task with `CallDisposition` would start the program itself",
    ),
    ("- run: Conected", "1:8 unknown-outcome: there is no outcome `Conected`"),
    ("- run: Connected", "1:3 run-loop: the outcome `Connected` runs itself"),
    (
        "- call_flow: { flow: Foo }",
        "1:22 unknown-flow: nobody vouches for the flow `Foo`: were it missing, every call would fail to save",
    ),
    (
        "- call_flow: { flow: FUP_Connected }",
        "1:22 own-flow: `FUP_Connected` is the outcome `Connected` of this program, which it calls by itself",
    ),
    (
        r#"- stop: x
- log: z"#,
        "2:3 unreachable-step: this step never runs: every path before it has ended",
    ),
    (
        r#"- if: person.Hot__c
  then:
    - stop: x
  else:
    - stop: z
- log: z"#,
        "6:3 unreachable-step: this step never runs: every path before it has ended",
    ),
    (
        r#"- call_flow: { flow: Foo, feature: sales_engagement }
- set: { Score__c: 5 }"#,
        "2:10 set-after-call-flow: a record is set behind a called flow, before which it was saved: it would be updated twice",
    ),
    (
        r#"- call_flow: { flow: Foo, feature: sales_engagement }
- call_flow: { flow: Bar, feature: sales_engagement, outputs: { out: Score__c } }"#,
        "2:3 set-after-call-flow: a record is set behind a called flow, before which it was saved: it would be updated twice",
    ),
    (
        r#"- call_flow: { flow: Foo, feature: sales_engagement, outputs: { out: deal.NextStep } }
- set: { Score__c: 5 }"#,
        "2:10 set-after-call-flow: a record is set behind a called flow, before which it was saved: it would be updated twice",
    ),
    (
        r#"- update: { object: Opportunity, where: "ContactId = contact.Id", set: { NextStep: x } }
- set: { deal.NextStep: z }"#,
        "2:10 updated-twice: a record of Opportunity may be updated twice on one path",
    ),
    (
        r#"- update: { object: Contact, where: "AccountId = contact.AccountId", set: { Description: x } }
- set: { Score__c: 5 }"#,
        "2:10 updated-twice: a record of Contact may be updated twice on one path",
    ),
    (
        r#"- set: { Score__c: 5 }
- update: { object: Contact, where: "AccountId = contact.AccountId", set: { Description: x } }"#,
        "2:3 updated-twice: a record of Contact may be updated twice on one path",
    ),
    (
        "- create_task: { subject: x, type: Cal }",
        "1:36 unusual-picklist-value: `Task.Type` as Salesforce ships it has no value `Cal`",
    ),
    (
        "- create_task: { subject: 5, description: =5 }",
        "1:44 type-mismatch: `Description` needs a text, and this is a number",
    ),
    (
        r#"- log: x
  feature: sales_engagment"#,
        "2:12 similar-feature: the step is left out: `sales_engagment` is not among `features`",
    ),
    (
        r#"- chatter: { to: rep, text: "{!COUNT(deal)}" }"#,
        "1:38 type-mismatch: `COUNT` cannot take `deal` as its records: it is a record",
    ),
];

#[test]
fn steps_are_told_what_they_cannot_do() {
    assert_steps_told(STEPS_ARE_TOLD_WHAT_THEY_CANNOT_DO);
}

#[test]
fn steps_that_are_right() {
    assert_right(&[
        "- create_task: { subject: x, owner: manager else person.OwnerId else rep, related_to: deal else account }",
        "- notify: { to: manager, title: x, body: z, about: deal else person }",
        "- notify: { to: account.OwnerId else person.OwnerId, title: x, body: z }",
        "- increment: Score__c",
        "- increment: person.Calls__c",
        r#"- create: { object: Opportunity, into: made, set: { Name: x, StageName: Prospecting, CloseDate: =TODAY(), ContactId: =contact.Id, OwnerId: =rep.Id } }
- set: { made.NextStep: z }"#,
        r#"- call_flow: { flow: Foo, feature: sales_engagement, outputs: { out: Score__c }, inputs: { a: 5, b: "x", c: =call.Id } }"#,
        r#"- set: { Score__c: 5 }
- update: { object: Contact, where: "AccountId = contact.AccountId && Id <> contact.Id", set: { Description: x } }"#,
        r#"- if: person.Hot__c
  then:
    - update: { object: Opportunity, where: "ContactId = contact.Id", set: { NextStep: x } }
  else:
    - set: { deal.NextStep: z }"#,
        r#"- set: { deal.NextStep: z }
- set: { deal.Amount: 5 }"#,
        r#"- if: person.Hot__c
  then:
    - call_flow: { flow: Foo, feature: sales_engagement }
  else:
    - set: { Score__c: 5 }"#,
        "- create_event: { subject: x, start: 3 hours, duration: 1 hour }",
        "- create_event: { subject: x, start: 1 business day }",
        r#"- create_event: { subject: x, start: "=NOW() + settings.short", location: there }"#,
        r#"- create_task: { subject: "{!person.Name} {!person.Calls__c} {!call.CallDurationInSeconds}", due: 24 hours, reminder: =NOW() }"#,
        r#"- if: NOT(ISBLANK(call.CallDurationInSeconds)) && call.CallDurationInSeconds < settings.short
  then: []"#,
        "- set: { Next_Call__c: =TODAY() + settings.pause }",
        r#"- set: { Next_Call__c: "=ADDBUSINESSDAYS(TODAY(), settings.soon)" }"#,
        r#"- set: { State__c: "", Note__c: "", Score__c: =NULL, Coach__c: =rep.Id, Rate__c: -1.25 }"#,
        r#"- set: { Coach__c: "=BLANKVALUE(manager.Id, rep.Id)" }"#,
        "- cadence: { remove: No Response }",
    ]);
}
