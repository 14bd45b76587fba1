//! Names in formulas and texts.

use crate::check::testing::assert_steps_told;

/// Steps, and what they are told.
const A_NAME_THAT_STANDS_FOR_NOTHING_IS_TOLD_AT_ITS_PLACE: &[(&str, &str)] = &[
    (r#"- log: "{!person.Nmae}""#, "1:11 unknown-field: neither Contact nor Lead has a field `Nmae`"),
    (
        r#"- log: "{!person.Voicemail_Count__c}""#,
        "1:11 unknown-field: neither Contact nor Lead has a field `Voicemail_Count__c`",
    ),
    (r#"- log: "{!person.Foo}""#, "1:11 unknown-field: neither Contact nor Lead has a field `Foo`"),
    (r#"- log: "{!contact.Departmnt}""#, "1:11 unknown-field: Contact has no field `Departmnt`"),
    (
        r#"- log: "{!person.AccountId}""#,
        "1:11 field-not-on-both: `AccountId` is a field of Contact but not of Lead, so it is no field of the person",
    ),
    (r#"- log: "{!lead.Voicemail_Count__c}""#, "1:11 unknown-field: Lead has no field `Voicemail_Count__c`"),
    (
        r#"- log: "{!contact.Account.Name}""#,
        "1:11 path-too-long: `contact.Account.Name` goes through more than one record",
    ),
    (
        r#"- log: "{!call.Owner.Name}""#,
        "1:11 path-too-long: `call.Owner.Name` goes through more than one record",
    ),
    (
        r#"- log: "{!rep.Manager.Email}""#,
        "1:11 path-too-long: `rep.Manager.Email` goes through more than one record",
    ),
    (r#"- log: "{!person}""#, "1:11 type-mismatch: `person` is a record, not a value"),
    (r#"- log: "{!dael.Name}""#, "1:11 unknown-record: there is no record `dael`"),
    (r#"- log: "{!record.Name}""#, "1:11 unknown-record: there is no record `record`"),
    (
        r#"- if: Calls__c > 5
  then: []"#,
        "1:7 unknown-record: `Calls__c` does not say of which record",
    ),
    (
        r#"- if: settings.shrt > 5
  then: []"#,
        "1:7 unknown-setting: there is no setting `shrt`",
    ),
    (
        r#"- if: settings > 5
  then: []"#,
        "1:7 unknown-setting: `settings` alone is no value",
    ),
    (
        r#"- if: deal.StageName = "Prospectin"
  then: []"#,
        "1:24 unusual-picklist-value: `Opportunity.StageName` as Salesforce ships it has no value `Prospectin`",
    ),
    (
        r#"- if: person.State__c = "Opn"
  then: []"#,
        "1:25 unknown-picklist-value: `Contact.State__c` has no value `Opn`",
    ),
    (
        r#"- if: ISPICKVAL(person.State__c, "Opn")
  then: []"#,
        "1:34 unknown-picklist-value: `Contact.State__c` has no value `Opn`",
    ),
    (
        r#"- log: "{!contact.MailingAddress}""#,
        "1:11 unreadable-field: `MailingAddress` is a compound field, which a formula cannot read",
    ),
    (r#"- log: "{!deal.Amoun}""#, "1:11 unknown-field: Opportunity has no field `Amoun`"),
    (
        r#"- if: FOUND(dael)
  then: []"#,
        "1:13 unknown-record: there is no record `dael`",
    ),
    (
        r#"- if: person.Status = "New"
  then: []"#,
        "1:7 field-not-on-both: `Status` is a field of Lead but not of Contact, so it is no field of the person",
    ),
];

#[test]
fn a_name_that_stands_for_nothing_is_told_at_its_place() {
    assert_steps_told(A_NAME_THAT_STANDS_FOR_NOTHING_IS_TOLD_AT_ITS_PLACE);
}
