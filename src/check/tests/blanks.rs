//! What a blank means.

use crate::check::testing::{assert_right, assert_steps_told};

/// Steps, and what they are told.
const AN_ORDERING_SAYS_WHAT_A_BLANK_MEANS: &[(&str, &str)] = &[
    (
        r#"- if: person.Score__c < 5
  then: []"#,
        "1:7 blank-not-decided: `person.Score__c` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- if: person.Next_Call__c < TODAY()
  then: []"#,
        "1:7 blank-not-decided: `person.Next_Call__c` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- if: NOT(person.Score__c < 5)
  then: []"#,
        "1:10 blank-not-decided: `person.Score__c` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- if: NOT(ISBLANK(person.Rate__c)) && person.Score__c < 5
  then: []"#,
        "1:39 blank-not-decided: `person.Score__c` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- if: ISBLANK(person.Score__c)
  then:
    - if: person.Score__c > 3
      then: []"#,
        "3:11 blank-not-decided: `person.Score__c` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- if: deal.CloseDate < TODAY()
  then: []"#,
        "1:7 blank-not-decided: `deal.CloseDate` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- if: contact.Calls__c < 3
  then: []"#,
        "1:7 blank-not-decided: `contact.Calls__c` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- if: person.Score__c + person.Rate__c > 3
  then: []"#,
        "1:7 blank-not-decided: `person.Score__c` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- set: { Score__c: "=IF(person.Rate__c > 3, 1, 2)" }"#,
        "1:25 blank-not-decided: `person.Rate__c` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- if: TODAY() - person.Next_Call__c > 3
  then: []"#,
        "1:7 blank-not-decided: `person.Next_Call__c` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- choose:
    - when: NOT(person.Score__c < 5)
      then: []
    - otherwise:
        - log: x"#,
        "2:16 blank-not-decided: `person.Score__c` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- set: { Score__c: =NULL }
- if: person.Score__c > 3
  then: []"#,
        "2:7 blank-not-decided: `person.Score__c` may be blank, and the comparison does not say what that means",
    ),
    (
        r#"- if: NOT(ISBLANK(person.Score__c))
  then:
    - set: { Score__c: =NULL }
    - if: person.Score__c > 3
      then: []"#,
        "4:11 blank-not-decided: `person.Score__c` may be blank, and the comparison does not say what that means",
    ),
];

#[test]
fn an_ordering_says_what_a_blank_means() {
    assert_steps_told(AN_ORDERING_SAYS_WHAT_A_BLANK_MEANS);
}

#[test]
fn guards_and_branches_say_it() {
    assert_right(&[
        "- if: FOUND(lead)\n  then: []\n  else:\n    - if: contact.Calls__c < 3\n      then: []",
        "- if: NOT(FOUND(contact)) && lead.Calls__c < 3\n  then: []",
        r#"- if: NOT(ISBLANK(person.Score__c))
  then:
    - choose:
        - when: person.Score__c < 4
          then: []
        - when: person.Score__c >= 4
          then: []"#,
        r#"- if: NOT(ISBLANK(person.Score__c)) && person.Score__c < 5
  then: []"#,
        r#"- if: ISBLANK(person.Score__c) || person.Score__c < 5
  then: []"#,
        r#"- if: BLANKVALUE(person.Score__c, 0) < 5
  then: []"#,
        r#"- if: person.Calls__c < 5
  then: []"#,
        r#"- if: ISBLANK(person.Score__c)
  then: []
  else:
    - if: person.Score__c > 3
      then: []"#,
        r#"- if: ISBLANK(person.Score__c)
  then:
    - stop: ok
- if: person.Score__c > 3
  then: []"#,
        r#"- if: FOUND(deal) && deal.CloseDate < TODAY()
  then: []"#,
        r#"- set: { Score__c: 5 }
- if: person.Score__c > 3
  then: []"#,
        r#"- set: { Score__c: "=IF(ISBLANK(person.Rate__c), 0, IF(person.Rate__c > 3, 1, 2))" }"#,
        r#"- if: FOUND(contact) && contact.Calls__c < 3
  then: []"#,
        r#"- if: call.CallDurationInSeconds = 5
  then: []"#,
    ]);
}
