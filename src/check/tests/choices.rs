//! `choose`: no gap, no overlap, no dead branch.

use crate::check::testing::{assert_right, assert_steps_told};

/// Steps, and what they are told.
const GAPS_OVERLAPS_AND_DEAD_BRANCHES_NAME_THE_VALUES: &[(&str, &str)] = &[
    (
        r#"- choose:
    - when: person.Calls__c >= 5
      then: []
    - when: person.Calls__c = 3
      then: []"#,
        "1:3 uncovered-values: no branch covers 0 to 2 and 4 of `person.Calls__c`",
    ),
    (
        r#"- if: person.Calls__c >= 5 && call.Subject = "x"
  then:
    - choose:
        - when: person.Calls__c = 3
          then: []
        - when: person.Calls__c >= 5
          then: []"#,
        "4:17 unreachable-branch: this branch never runs: no value of `person.Calls__c` meets its condition",
    ),
    (
        r#"- if: person.Calls__c >= 5
  then:
    - set: { Calls__c: 0 }
    - choose:
        - when: person.Calls__c >= 5
          then: []"#,
        "4:7 uncovered-values: no branch covers 0 to 4 of `person.Calls__c`",
    ),
    (
        r#"- if: person.Calls__c >= 5
  then: [set: { Calls__c: 0 }]
  else: [stop: enough]
- choose:
    - when: person.Calls__c >= 5
      then: []"#,
        "4:3 uncovered-values: no branch covers 0 to 4 of `person.Calls__c`",
    ),
    (
        r#"- choose:
    - when: person.Calls__c < 4
      then: []
    - when: person.Calls__c >= 3
      then: []"#,
        "4:13 overlapping-branches: two branches cover 3 of `person.Calls__c`",
    ),
    (
        r#"- choose:
    - when: person.Calls__c < 4
      then: []
    - when: person.Calls__c >= 4
      then: []
    - otherwise: []"#,
        "6:7 unreachable-branch: `otherwise` never runs: the branches cover every value of `person.Calls__c`",
    ),
    (
        r#"- choose:
    - when: person.Calls__c < 0
      then: []
    - otherwise: []"#,
        "2:13 unreachable-branch: this branch never runs: no value of `person.Calls__c` meets its condition",
    ),
    (
        r#"- choose:
    - when: person.Calls__c >= 3
      then: []
    - when: person.Calls__c = 5
      then: []
    - otherwise: []"#,
        "4:13 unreachable-branch: this branch never runs: a branch before it covers 5 of `person.Calls__c`",
    ),
    (
        r#"- choose:
    - when: person.Score__c < 4
      then: []
    - when: person.Score__c >= 4
      then: []"#,
        "1:3 uncovered-values: no branch covers blank of `person.Score__c`",
    ),
    (
        r#"- choose:
    - when: person.Rate__c < 4
      then: []
    - when: person.Rate__c > 4
      then: []
    - when: ISBLANK(person.Rate__c)
      then: []"#,
        "1:3 uncovered-values: no branch covers 4 of `person.Rate__c`",
    ),
    (
        r#"- choose:
    - when: person.State__c = "New"
      then: []
    - when: person.State__c = "open"
      then: []"#,
        "4:31 unknown-picklist-value: `Contact.State__c` has no value `open`",
    ),
    (
        r#"- choose:
    - when: person.State__c = "New"
      then: []
    - when: person.State__c <> "New"
      then: []"#,
        "1:3 uncovered-values: no branch covers blank of `person.State__c`",
    ),
    (
        r#"- choose:
    - when: call.CallDisposition = "connected"
      then: []
    - when: call.CallDisposition = "Talkd"
      then: []"#,
        "4:13 unreachable-branch: this branch never runs: no value of `call.CallDisposition` meets its condition",
    ),
    (
        r#"- choose:
    - when: call.CallDisposition = "connected"
      then: []
    - when: call.CallDisposition = "Talked"
      then: []
    - otherwise: []"#,
        "6:7 unreachable-branch: `otherwise` never runs: the branches cover every value of `call.CallDisposition`",
    ),
    (
        r#"- choose:
    - when: person.Hot__c
      then: []
    - when: person.Hot__c = TRUE
      then: []"#,
        "4:13 unreachable-branch: this branch never runs: a branch before it covers `true` of `person.Hot__c`",
    ),
    (
        r#"- choose:
    - when: FOUND(deal)
      then: []"#,
        "1:3 uncovered-values: no branch covers `false` of `FOUND(deal)`",
    ),
    (
        r#"- choose:
    - when: deal.IsWon
      then: []
    - when: NOT(deal.IsWon)
      then: []
    - when: ISBLANK(deal.Amount)
      then: []"#,
        "1:3 otherwise-missing: `choose` does not say what happens where no condition holds",
    ),
    (
        r#"- choose:
    - when: person.Calls__c < settings.limit
      then: []
    - when: person.Calls__c > settings.limit
      then: []"#,
        "1:3 uncovered-values: no branch covers 8 of `person.Calls__c`",
    ),
    (
        r#"- choose:
    - when: person.Calls__c = 1
      then: []
    - when: person.Score__c = 2
      then: []"#,
        "1:3 otherwise-missing: `choose` does not say what happens where no condition holds",
    ),
    (
        r#"- choose:
    - when: BLANKVALUE(person.Score__c, 0) < 3
      then: []
    - when: BLANKVALUE(person.Score__c, 0) > 3
      then: []"#,
        "1:3 uncovered-values: no branch covers 3 of `person.Score__c`",
    ),
    (
        r#"- choose:
    - when: person.Calls__c = 1 || person.Calls__c = 2
      then: []
    - when: person.Calls__c > 2 && person.Calls__c < 7
      then: []
    - when: NOT(person.Calls__c <= 8)
      then: []"#,
        "1:3 uncovered-values: no branch covers 0, 7 and 8 of `person.Calls__c`",
    ),
    (
        r#"- choose:
    - when: ISBLANK(person.Email)
      then: []
    - when: person.Email = "a"
      then: []"#,
        "1:3 uncovered-values: no branch covers any other value of `person.Email`",
    ),
    (
        r#"- choose:
    - when: LEN(person.Name) > 5
      then: []
    - when: LEN(person.Name) < 5
      then: []"#,
        "1:3 uncovered-values: no branch covers 5 of what is compared",
    ),
];

#[test]
fn gaps_overlaps_and_dead_branches_name_the_values() {
    assert_steps_told(GAPS_OVERLAPS_AND_DEAD_BRANCHES_NAME_THE_VALUES);
}

#[test]
fn what_covers_every_value_once_needs_no_otherwise() {
    assert_right(&[
        r#"- if: person.Calls__c >= 5
  then:
    - choose:
        - when: person.Calls__c = 5
          then: []
        - when: person.Calls__c > 5
          then: []
  else:
    - choose:
        - when: person.Calls__c = 4
          then: []
        - when: person.Calls__c < 4
          then: []"#,
        r#"- if: person.Calls__c >= 5
  then: [set: { Calls__c: 0 }]
  else:
    - choose:
        - when: person.Calls__c < 5
          then: []"#,
        r#"- choose:
    - when: person.Calls__c > 2.5
      then: []
    - when: person.Calls__c < 2.5
      then: []"#,
        r#"- choose:
    - when: ISBLANK(person.Score__c)
      then: []
    - when: person.Score__c < 4
      then: []
    - when: person.Score__c >= 4
      then: []"#,
        r#"- choose:
    - when: person.Score__c < 4
      then: []
    - otherwise: []"#,
        r#"- choose:
    - when: FOUND(deal)
      then: []
    - when: NOT(FOUND(deal))
      then: []"#,
        r#"- choose:
    - when: call.CallDisposition = "CONNECTED"
      then: []
    - when: call.CallDisposition = "talked"
      then: []"#,
        r#"- choose:
    - when: person.State__c = "New" || person.State__c = "Open"
      then: []
    - when: ISPICKVAL(person.State__c, "Done")
      then: []
    - when: ISBLANK(person.State__c)
      then: []"#,
    ]);
}
