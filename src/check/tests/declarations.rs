//! Declared fields and records, and monitors.

use crate::check::testing::assert_told;

#[test]
fn broken_records_are_told_once() {
    let spec = r#"records:
  call: { object: Opportunity, where: Id = call.WhatId }
  deal: { object: Opportunty, where: Id = call.WhatId }
outcomes:
  A:
    dispositions: [X]
    steps:
      - log: '{!deal.Name}'
"#;
    assert_told(
        spec,
        &[
            "8:3 reserved-name: `call` stands for a record of its own, and cannot be given to another",
            "9:19 unknown-object: the org has no object `Opportunty`",
        ],
    );
}

#[test]
fn records_read_only_earlier_ones() {
    let spec = r#"records:
  one: { object: Account, where: Id = two.AccountId }
  two: { object: Opportunity, where: Id = call.WhatId }
outcomes:
  A:
    dispositions: [X]
    steps:
      - log: '{!one.Name}'
"#;
    assert_told(spec, &["8:39 not-in-scope: `two` is not looked up yet where this filter needs it"]);
}

#[test]
fn a_record_does_not_read_itself() {
    let spec = r#"records:
  one: { object: Account, where: Id = one.ParentId }
outcomes:
  A:
    dispositions: [X]
    steps:
      - log: '{!one.Name}'
"#;
    assert_told(spec, &["8:39 not-in-scope: `one` is not looked up yet where this filter needs it"]);
}

#[test]
fn declared_fields_are_rightly_named() {
    let spec = r#"fields:
  N__c: counter
  n__c: date
  M: date
  A__B__c: date
  Opportunty.X__c: date
  Activity.Z__c: date
  P__c: { picklist: [A, a] }
outcomes:
  A:
    dispositions: [X]
    steps: []
"#;
    assert_told(
        spec,
        &[
            "9:3 duplicate-name: `n__c` is declared twice for one object",
            "10:3 illegal-field-name: `M` is no name of a custom field: it does not end with `__c`: standard fields are there without being declared",
            "11:3 illegal-field-name: `A__B__c` is no name of a custom field: it has two underscores in a row",
            "12:3 unknown-object: the org has no object `Opportunty`",
            "13:3 unknown-object: a field of Activity is named by Task, on which it is read",
            "14:25 duplicate-name: `P__c` has the value `a` twice",
        ],
    );
}

#[test]
fn a_field_name_too_long_is_told_once() {
    let spec = r#"fields:
  Very_Long_Name_Of_A_Field_That_Is_Much_Too_Long__c: counter
outcomes:
  A:
    dispositions: [X]
    steps:
      - increment: Very_Long_Name_Of_A_Field_That_Is_Much_Too_Long__c
"#;
    assert_told(
        spec,
        &["8:3 illegal-field-name: the name of a field has at most 40 characters before `__c`"],
    );
}

#[test]
fn a_monitor_of_people() {
    let spec = r#"outcomes:
  A:
    dispositions: [X]
    steps: []
monitors:
  M:
    every: day at 02:00
    for: person
    where: { LeadSource: Web, CreatedDate: =NOW() }
    if: person.AccountId = record.Id
    steps:
      - log: '{!contact.Name} {!call.Subject}'
      - increment: X__c
      - run: A
      - create_task: { subject: x, owner: person.OwnerId }
      - create_task: { subject: x, owner: manager }
"#;
    assert_told(
        spec,
        &[
            "15:31 filter-shape: the `where` of a monitor cannot compare `CreatedDate`, which has a time of day",
            "16:9 field-not-on-both: `AccountId` is a field of Contact but not of Lead, so it is no field of the person",
            "18:17 not-in-scope: there is no `contact` here",
            "18:33 not-in-scope: there is no `call` here",
            "19:20 not-in-scope: `increment` is about a call, and a monitor runs without one",
            "20:14 not-in-scope: `run` is about a call, and a monitor runs without one",
            "22:43 owner-missing: a rep may have no manager, and this task or event would have no owner",
        ],
    );
}

#[test]
fn a_monitor_of_deals() {
    let spec = r#"outcomes:
  A:
    dispositions: [X]
    steps: []
monitors:
  M:
    every: day at 02:00
    for: Opportunity
    once_in: 3 days
    where: { IsClosed: false, StageName: [Prospecting] }
    if: opportunity.Amount > 5
    records:
      opportunity: { object: Task, where: WhatId = record.Id }
      recent: { object: Task, count: true, where: WhatId = opportunity.Id && CreatedDate > NOW() - 14 }
    steps:
      - set: { NextStep: x }
      - update: { object: Opportunity, where: AccountId = opportunity.AccountId, set: { NextStep: x } }
      - log: '{!recent.Subject} {!COUNT(recent)}'
      - cadence: { resume: true }
"#;
    assert_told(
        spec,
        &[
            "17:9 blank-not-decided: `record.Amount` may be blank, and the comparison does not say what that means",
            "19:7 reserved-name: `opportunity` stands for a record of its own, and cannot be given to another",
            "23:9 updated-twice: a record of Opportunity may be updated twice on one path",
            "24:17 not-in-scope: `recent` stands for several records, so it has no field of its own",
        ],
    );
}

#[test]
fn names_of_monitors() {
    let spec = r#"outcomes:
  A:
    dispositions: [X]
    steps: []
monitors:
  A:
    every: day at 02:00
    for: Opportunity
    steps: []
  Log:
    every: day at 02:00
    for: Oportunity
    steps: []
  Name that is so long that its stamp fails:
    every: day at 02:00
    for: Opportunity
    once_in: 3 days
    steps: []
"#;
    assert_told(
        spec,
        &[
            "12:3 duplicate-name: the monitor `A` and the outcome `A` would both be the flow `FUP_A`",
            "18:10 unknown-object: the org has no object `Oportunity`",
            "20:3 name-too-long: the field `FUP_Name_That_Is_So_Long_That_Its_Stamp_Fails_On__c` of `once_in` has more than 40 characters before `__c`",
        ],
    );
}

#[test]
fn objects_without_owner() {
    let spec = r#"outcomes:
  A:
    dispositions: [X]
    steps: []
monitors:
  M:
    every: day at 02:00
    for: User
    steps:
      - create_task: { subject: x }
      - create_task: { subject: x, owner: record }
"#;
    assert_told(spec, &["16:9 not-in-scope: a record of User has no owner, so there is no `rep`"]);
}

#[test]
fn a_field_with_a_wrong_name_or_value_is_told_once() {
    let steps = "outcomes:\n  A:\n    dispositions: [X]\n    steps:\n      - set: { Seen__c: =TODAY(), State__c: Open }\n";
    assert_told(
        &format!("fields:\n  Seen: date\n  State__c: {{ picklist: [New, Open] }}\n{steps}"),
        &["8:3 illegal-field-name: `Seen` is no name of a custom field: it does not end with `__c`: \
           standard fields are there without being declared"],
    );
    assert_told(
        &format!("fields:\n  Seen__c: date\n  State__c: {{ picklist: [New, !Open] }}\n{steps}"),
        &["9:31 yaml-tag: `!Open` is a YAML tag: a value that begins with `!` must be in quotes"],
    );
}
