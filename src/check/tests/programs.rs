//! Outcomes, their names and dispositions.

use crate::check::testing::assert_told;

#[test]
fn a_disposition_leads_to_one_outcome() {
    let spec = r#"outcomes:
  A:
    dispositions: [X]
    steps: []
  B:
    dispositions: [x]
    steps: []
"#;
    assert_told(
        spec,
        &[
            "12:20 duplicate-disposition: the disposition `x` leads to `A` already, and cannot lead to `B` too",
        ],
    );
}

#[test]
fn a_disposition_stands_once() {
    let spec = r#"outcomes:
  A:
    dispositions: [X, Y, X]
    steps: []
"#;
    assert_told(spec, &["9:26 duplicate-disposition: the disposition `X` stands twice under `A`"]);
}

#[test]
fn nothing_leads_to_an_outcome() {
    let spec = r#"outcomes:
  A:
    dispositions: [X]
    steps: []
  B:
    steps: []
"#;
    assert_told(spec, &["11:3 unused-outcome: nothing leads to the outcome `B`"]);
}

#[test]
fn the_router_has_its_name() {
    let spec = r#"outcomes:
  Call Router:
    dispositions: [X]
    steps: []
"#;
    assert_told(
        spec,
        &[
            "8:3 duplicate-name: the outcome `Call Router` would be the flow `FUP_Call_Router`, which is the router of every program",
        ],
    );
}

#[test]
fn unrecognized_has_its_name() {
    let spec = r#"outcomes:
  Unrecognized:
    dispositions: [X]
    steps: []
"#;
    assert_told(
        spec,
        &[
            "8:3 duplicate-name: the outcome `Unrecognized` would be the flow `FUP_Unrecognized`, which is the flow of other dispositions of every program",
        ],
    );
}

#[test]
fn two_outcomes_of_one_api_name() {
    let spec = r#"outcomes:
  No Answer:
    dispositions: [X]
    steps: []
  no-answer:
    dispositions: [Z]
    steps: []
"#;
    assert_told(
        spec,
        &[
            "11:3 duplicate-name: the outcome `no-answer` and the outcome `No Answer` would both be the flow `FUP_No_Answer`",
        ],
    );
}

#[test]
fn only_signs() {
    let spec = r#"outcomes:
  "+++":
    dispositions: [X]
    steps: []
"#;
    assert_told(spec, &["8:3 api-name-needed: the outcome `+++` has no letter that an API name can hold"]);
}

#[test]
fn hostile_names() {
    for (name, sign) in
        [("]]>", ">"), ("../../etc/passwd", ".."), (r#"a "b""#, "\""), ("<b", "<"), (r"a\b", r"\")]
    {
        let spec = format!("outcomes:\n  '{name}':\n    dispositions: [X]\n    steps: []\n");
        let expected = format!("words without `{sign}`, for flows are named after them");
        assert_told(&spec, &[&format!("8:3 malformed-name: `{name}` is no name: expected {expected}")]);
    }
}

#[test]
fn direction_marks_are_told_by_the_reader() {
    let spec = r#"outcomes:
  "A \u202E b":
    dispositions: [X]
    steps: []
"#;
    assert_told(
        spec,
        &[
            "8:3 direction-mark: the character U+202E changes the direction of the text, so that it shows other than it is read",
        ],
    );
}

#[test]
fn a_name_too_long() {
    let spec = r#"outcomes:
  Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long:
    dispositions: [X]
    steps: []
"#;
    assert_told(
        spec,
        &[
            "8:3 name-too-long: the outcome `Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long Long` has a name that is too long for a flow: `FUP_Long_Long_Long_Long_Long_Long_Long_Long_Long_Long_Long_Long_Long_Long_Long_Long_Long_Long_Long_Long` has 103 characters",
        ],
    );
}

#[test]
fn nobody_was_called() {
    let spec = r#"outcomes:
  A:
    dispositions: [X]
    steps: []
no_person:
  - log: "{!person.Name}"
  - create_task: { subject: x, owner: rep }
  - set: { Description: x }
  - run: A
  - notify: { to: rep, title: x, body: z }
"#;
    assert_told(
        spec,
        &[
            "12:13 not-in-scope: there is no `person` here",
            "14:12 not-in-scope: `Description` is about the person, and here nobody was called",
            "15:10 not-in-scope: `run` is about the person, and here nobody was called",
        ],
    );
}

#[test]
fn what_no_person_can_do() {
    let spec = r#"outcomes:
  A:
    dispositions: [X]
    steps: []
no_person:
  - create_task: { subject: x }
  - notify: { to: rep, title: x, body: z }
"#;
    assert_told(spec, &[]);
}

#[test]
fn a_disposition_too_long() {
    let spec = r#"outcomes:
  A:
    dispositions: [xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]
    steps: []
"#;
    assert_told(
        spec,
        &["9:20 text-too-long: no call has this disposition: `CallDisposition` takes 255 characters"],
    );
}

#[test]
fn the_helper_of_a_counter_has_its_name() {
    let spec = "fields:
  Calls__c: counter
outcomes:
  Raised Calls:
    dispositions: [X]
    steps:
      - increment: Calls__c
";
    assert_told(
        spec,
        &[
            "10:3 duplicate-name: the outcome `Raised Calls` would be the flow `FUP_Raised_Calls`, which is a helper of every program",
        ],
    );
}

#[test]
fn without_a_person_no_record_is_looked_up_by_one() {
    let spec = "records:
  mine: { object: Opportunity, where: Id = call.WhatId }
  theirs: { object: Opportunity, where: ContactId = contact.Id }
  after: { object: Account, where: Id = theirs.AccountId }
outcomes:
  A:
    dispositions: [X]
    steps:
      - log: \"{!after.Name}\"
no_person:
  - log: \"{!mine.Name}\"
  - log: \"{!theirs.Name}\"
  - log: \"{!after.Name}\"
";
    assert_told(
        spec,
        &[
            "18:13 not-in-scope: `theirs` is looked up by the person, and here nobody was called",
            "19:13 not-in-scope: `after` is looked up by the person, and here nobody was called",
        ],
    );
}
