//! Values against the fields that they go to.

use crate::check::testing::assert_steps_told;

/// Steps, and what they are told.
const A_VALUE_SUITS_ITS_FIELD: &[(&str, &str)] = &[
    (
        "- set: { Next_Call__c: 2026-12-01 }",
        "1:24 type-mismatch: `Next_Call__c` takes a date, and this is a text",
    ),
    (
        r#"- set: { Next_Call__c: "=NOW()" }"#,
        "1:26 type-mismatch: `Next_Call__c` needs a date, and this is a date with time",
    ),
    (
        r#"- set: { Last_Try__c: "=TODAY()" }"#,
        "1:25 type-mismatch: `Last_Try__c` needs a date with time, and this is a date",
    ),
    ("- set: { Score__c: 1.5 }", "1:20 number-too-long: `Score__c` keeps whole numbers only"),
    (r#"- set: { Score__c: "5" }"#, "1:21 type-mismatch: `Score__c` takes a number, and this is a text"),
    (
        "- set: { Score__c: 1234567890123456789 }",
        "1:20 number-too-long: `Score__c` keeps 18 digits before the point",
    ),
    ("- set: { Rate__c: 1.255 }", "1:19 number-too-long: `Rate__c` keeps 2 digits behind the point"),
    (r#"- set: { Hot__c: "true" }"#, "1:19 type-mismatch: `Hot__c` takes true or false, and this is a text"),
    ("- set: { Hot__c: =NULL }", "1:19 type-mismatch: `Hot__c` takes true or false, and this is nothing"),
    (
        "- set: { Note__c: a text of more than twenty characters }",
        "1:19 text-too-long: `Note__c` takes 20 characters, and this has 37",
    ),
    (
        r#"- set: { Note__c: "=IF(person.Hot__c, \"a text of more than twenty\", \"\")" }"#,
        "1:39 text-too-long: `Note__c` takes 20 characters, and this has 26",
    ),
    ("- set: { State__c: Opn }", "1:20 unknown-picklist-value: `Contact.State__c` has no value `Opn`"),
    (
        r#"- set:
    State__c: =BLANKVALUE(person.State__c, "Opn")"#,
        "2:44 unknown-picklist-value: `Contact.State__c` has no value `Opn`",
    ),
    (
        "- set: { Coach__c: =person.Id }",
        "1:21 wrong-reference: `Coach__c` refers to User, and this is the id of Contact or Lead",
    ),
    (
        r#"- set: { Coach__c: "005000000000001" }"#,
        "1:21 type-mismatch: `Coach__c` takes an id, and this is a text",
    ),
    (
        r#"- set: { Coach__c: '="005000000000001"' }"#,
        "1:22 type-mismatch: `Coach__c` takes an id, and this is a text",
    ),
    ("- set: { Score__c: true }", "1:20 type-mismatch: `Score__c` takes a number, and this is true or false"),
    (
        "- set: { CreatedDate: =NOW() }",
        "1:10 read-only-field: `Contact.CreatedDate` is filled by the platform and cannot be set",
    ),
    ("- set: { call.Description: x }", "1:10 cannot-be-set: `call` can be read, but not set"),
    ("- set: { contact.Description: x }", "1:10 cannot-be-set: `contact` can be read, but not set"),
    ("- set: { account.Rating: Hot }", "1:10 cannot-be-set: `account` can be read, but not set"),
    (
        "- set: { Description: a, person.Description: b }",
        "1:26 set-twice: `person.Description` gets two values in one step",
    ),
    (
        "- set: { deal.StageName: Nowhere }",
        "1:26 unusual-picklist-value: `Opportunity.StageName` as Salesforce ships it has no value `Nowhere`",
    ),
    (
        "- set: { deal.ContactId: =contact.Id }",
        "1:10 read-only-field: `Opportunity.ContactId` cannot be changed once the record is there",
    ),
    (r#"- log: "{!person.Hot__c}""#, "1:11 type-mismatch: true or false cannot be merged into a text"),
    (
        r#"- create_task: { subject: "x", priority: Urgent }"#,
        "1:42 unusual-picklist-value: `Task.Priority` as Salesforce ships it has no value `Urgent`",
    ),
    (
        r#"- create_task: { subject: "x", due: "=NOW()" }"#,
        "1:39 type-mismatch: `due` needs a date, and this is a date with time",
    ),
    (
        r#"- create_task: { subject: "x", reminder: "=TODAY()" }"#,
        "1:44 type-mismatch: `reminder` needs a date with time, and this is a date",
    ),
    (
        r#"- create_event: { subject: "x", start: "=TODAY()", duration: 1 hour }"#,
        "1:62 event-duration: an event that starts on a day lasts the whole day, so it has no `duration`",
    ),
    (
        r#"- create_event: { subject: "x", start: 2 hours, duration: 400 hours }"#,
        "1:59 event-duration: an event lasts from one minute to 14 days",
    ),
];

#[test]
fn a_value_suits_its_field() {
    assert_steps_told(A_VALUE_SUITS_ITS_FIELD);
}

/// Steps, and what they are told.
const A_SETTING_TAKES_THE_UNIT_OF_WHAT_IT_MEETS_OR_IS_REFUSED: &[(&str, &str)] = &[
    (
        r#"- if: person.Score__c > settings.short
  then: []"#,
        "1:25 setting-unit: `settings.short` is 90 seconds, but nothing says in which unit `Score__c` counts",
    ),
    (
        "- set: { Next_Call__c: =TODAY() + settings.short }",
        "1:35 setting-unit: `settings.short` of 90 seconds is no whole number of days, and a date has no hours",
    ),
    (
        "- set: { Next_Call__c: =TODAY() + settings.soon }",
        "1:35 setting-unit: `settings.soon` counts business days, but days are needed here",
    ),
    (
        r#"- set: { Next_Call__c: "=ADDBUSINESSDAYS(TODAY(), settings.pause)" }"#,
        "1:51 setting-unit: `settings.pause` counts days, but business days are needed here",
    ),
    (
        "- set: { Score__c: =settings.short }",
        "1:21 setting-unit: `settings.short` is 90 seconds, but nothing says in which unit `Score__c` counts",
    ),
];

#[test]
fn a_setting_takes_the_unit_of_what_it_meets_or_is_refused() {
    assert_steps_told(A_SETTING_TAKES_THE_UNIT_OF_WHAT_IT_MEETS_OR_IS_REFUSED);
}
