//! What happens along paths: ends, double writes, and what `run` hands on.

use crate::check::testing::assert_told;

#[test]
fn a_loop_through_three() {
    let spec = r#"outcomes:
  A:
    dispositions: [X]
    steps:
      - run: B
  B:
    steps:
      - run: C
  C:
    steps:
      - run: A
"#;
    assert_told(
        spec,
        &["11:9 run-loop: the outcome `A` runs `B`, which runs `C`, which runs `A`, and so itself"],
    );
}

#[test]
fn run_is_the_last_step_of_its_path() {
    let spec = r#"outcomes:
  A:
    dispositions: [X]
    steps:
      - if: person.HasOptedOutOfEmail
        then:
          - run: B
      - log: x
  B:
    steps: []
"#;
    assert_told(
        spec,
        &[
            "13:13 run-not-last: `run` leaves the rest to another outcome, so it must be the last step of its path",
        ],
    );
}

#[test]
fn a_counter_that_the_caller_raised() {
    let spec = r#"fields:
  N__c: counter
outcomes:
  A:
    dispositions: [X]
    steps:
      - increment: N__c
      - run: B
  B:
    steps:
      - increment: N__c
"#;
    assert_told(
        spec,
        &[
            "14:9 reads-pending-field: the outcome that is run reads `N__c`, which may have been set before and is not saved yet",
        ],
    );
}

#[test]
fn a_field_that_the_callee_sets_first() {
    let spec = r#"fields:
  N__c: counter
outcomes:
  A:
    dispositions: [X]
    steps:
      - increment: N__c
      - run: B
  B:
    steps:
      - set: { N__c: 0 }
      - log: '{!person.N__c}'
"#;
    assert_told(spec, &[]);
}

#[test]
fn a_record_set_by_caller_and_callee() {
    let spec = r#"records:
  deal: { object: Opportunity, where: Id = call.WhatId }
outcomes:
  A:
    dispositions: [X]
    steps:
      - set: { deal.NextStep: x }
      - run: B
  B:
    steps:
      - set: { deal.NextStep: z }
"#;
    assert_told(spec, &["14:9 updated-twice: a record of Opportunity may be updated twice on one path"]);
}

#[test]
fn a_record_looked_up_by_both() {
    let spec = r#"records:
  deal: { object: Opportunity, where: Id = call.WhatId }
outcomes:
  A:
    dispositions: [X]
    steps:
      - log: '{!deal.Name}'
      - run: B
  B:
    steps:
      - log: '{!deal.Name}'
"#;
    assert_told(
        spec,
        &[
            "14:9 looked-up-twice: `deal` would be looked up twice on one path: here and in the outcome that is run",
        ],
    );
}

#[test]
fn a_look_up_on_another_path() {
    let spec = r#"records:
  deal: { object: Opportunity, where: Id = call.WhatId }
outcomes:
  A:
    dispositions: [X]
    steps:
      - if: person.HasOptedOutOfEmail
        then:
          - log: '{!deal.Name}'
        else:
          - run: B
  B:
    steps:
      - log: '{!deal.Name}'
"#;
    assert_told(spec, &[]);
}

#[test]
fn a_callee_that_writes_behind_a_called_flow() {
    let spec = r#"features: [prep]
fields:
  N__c: counter
outcomes:
  A:
    dispositions: [X]
    steps:
      - call_flow: { flow: Prep, feature: prep }
      - run: B
  B:
    steps:
      - increment: N__c
"#;
    assert_told(
        spec,
        &[
            "15:9 set-after-call-flow: a record is set behind a called flow, before which it was saved: it would be updated twice",
        ],
    );
}

#[test]
fn a_value_that_every_call_overwrites() {
    let spec = r#"fields:
  D__c: date
every_call:
  set: { D__c: =TODAY() }
outcomes:
  A:
    dispositions: [X]
    steps:
      - set: { D__c: =TODAY() + 1 }
"#;
    assert_told(
        spec,
        &["15:16 every-call-overwrites: the value of `D__c` is lost: `every_call` sets it afterwards"],
    );
}

#[test]
fn every_call_sets_the_person() {
    let spec = r#"records:
  deal: { object: Opportunity, where: Id = call.WhatId }
every_call:
  set: { deal.NextStep: x }
outcomes:
  A:
    dispositions: [X]
    steps: []
"#;
    assert_told(
        spec,
        &["10:10 cannot-be-set: `every_call` is part of the one save of the person, and sets nothing else"],
    );
}

#[test]
fn every_call_reads_what_the_caller_set() {
    let spec = r#"fields:
  S__c: { picklist: [P, Q] }
every_call:
  set:
    S__c: =BLANKVALUE(person.S__c, "P")
outcomes:
  A:
    dispositions: [X]
    steps:
      - set: { S__c: Q }
      - run: B
  B:
    steps: []
"#;
    assert_told(
        spec,
        &[
            "17:9 reads-pending-field: the outcome that is run reads `S__c`, which may have been set before and is not saved yet",
        ],
    );
}

#[test]
fn the_account_under_two_names_on_one_path() {
    let spec = |steps: &str| {
        format!(
            "records:
  firm:
    object: Account
    where: Id = contact.AccountId
outcomes:
  A:
    dispositions: [X]
    steps:
{steps}"
        )
    };
    let told =
        "0:0 looked-up-twice: `account` is the record `firm` too: it would be looked up twice on one path";
    let both = "      - log: \"{!firm.Name} of {!account.Name}\"\n";
    assert_told(&spec(both), &[&told.replace("0:0", "15:33")]);
    let in_turn = "      - log: \"{!account.Name}\"\n      - set: { firm.Rating: Hot }\n";
    assert_told(&spec(in_turn), &[&told.replace("0:0", "15:17")]);
    let apart = "      - if: FOUND(contact)
        then: [log: \"{!account.Name}\"]
        else: [log: \"{!firm.Name}\"]
";
    assert_told(&spec(apart), &[]);
    let ended = "      - if: FOUND(contact)
        then: [log: \"{!account.Name}\", stop: Enough]
      - log: \"{!firm.Name} {!account.Id}\"
";
    assert_told(&spec(ended), &[]);
}
