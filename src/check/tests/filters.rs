//! What a `where` can be.

use crate::check::testing::{assert_right, assert_steps_told};

/// Steps, and what they are told.
const A_FILTER_IS_WHAT_THE_PLATFORM_CAN_LOOK_UP_BY: &[(&str, &str)] = &[
    (
        r#"- update: { object: Opportunity, where: "LastModifiedDate > CreatedDate", set: { NextStep: x } }"#,
        "1:61 filter-shape: `CreatedDate` is a field of the Opportunity that is looked up, and cannot be its own value",
    ),
    (
        r#"- update: { object: Opportunity, where: "Id = Id", set: { NextStep: x } }"#,
        "1:47 filter-shape: `Id` is a field of the Opportunity that is looked up, and cannot be its own value",
    ),
    (
        r#"- update: { object: Opportunity, where: "call.Subject = \"x\"", set: { NextStep: x } }"#,
        "1:42 filter-shape: a `where` is a list of comparisons, and this is none that the platform can look up by",
    ),
    (
        r#"- update: { object: Opportunity, where: "Amount > ExpectedRevenue * 2", set: { NextStep: x } }"#,
        "1:51 filter-shape: `ExpectedRevenue` is a field of the Opportunity that is looked up, and cannot be its own value",
    ),
    (
        r#"- update: { object: Opportunity, where: "IsClosed || IsWon", set: { NextStep: x } }"#,
        "1:42 filter-shape: `||` in a `where` can only list values of one field",
    ),
    (
        r#"- update: { object: Opportunity, where: "NOT(Amount > 5)", set: { NextStep: x } }"#,
        "1:42 filter-shape: a `where` is a list of comparisons, and this is none that the platform can look up by",
    ),
    (
        r#"- update: { object: Opportunity, where: "Name = \"a\" && NOT(IsWon) && Name = \"b\"", set: { NextStep: x } }"#,
        "1:79 filter-shape: `Name` cannot be two values at once, and the platform would take any of them",
    ),
    (
        r#"- update: { object: Opportunity, where: "LEN(Name) = 5", set: { NextStep: x } }"#,
        "1:42 filter-shape: a `where` is a list of comparisons, and this is none that the platform can look up by",
    ),
    (
        r#"- update: { object: Opportunity, where: "Description = \"x\"", set: { NextStep: x } }"#,
        "1:42 not-filterable: the platform cannot filter or sort by `Opportunity.Description`",
    ),
    (
        r#"- update: { object: Opportunity, where: "StageName < \"x\"", set: { NextStep: x } }"#,
        "1:42 filter-shape: a `where` is a list of comparisons, and this is none that the platform can look up by",
    ),
    (
        r#"- update: { object: Opportunity, where: "CloseDate > NOW()", set: { NextStep: x } }"#,
        "1:54 type-mismatch: `CloseDate` needs a date, and this is a date with time",
    ),
    (
        r#"- update: { object: Opportunity, where: "Nme = \"x\"", set: { NextStep: x } }"#,
        "1:42 unknown-field: Opportunity has no field `Nme`",
    ),
    (
        r#"- update: { object: Opportunity, where: { IsClosed: "no" }, set: { NextStep: x } }"#,
        "1:54 type-mismatch: `IsClosed` takes true or false, and this is a text",
    ),
    (
        "- update: { object: Opportunity, where: { AccountId: =rep.Id }, set: { NextStep: x } }",
        "1:55 wrong-reference: `AccountId` refers to Account, and this is the id of User",
    ),
    (
        "- update: { object: Opportunty, where: { IsClosed: false }, set: { NextStep: x } }",
        "1:21 unknown-object: the org has no object `Opportunty`",
    ),
    (
        r#"- update: { object: Opportunity, where: "Amount", set: { NextStep: x } }"#,
        "1:42 filter-shape: a `where` is a list of comparisons, and this is none that the platform can look up by",
    ),
    (
        r#"- update: { object: Opportunity, where: "5 > 3", set: { NextStep: x } }"#,
        "1:42 filter-shape: a `where` is a list of comparisons, and this is none that the platform can look up by",
    ),
    (
        r#"- update: { object: Opportunity, where: "ContactId = contact.Id", set: { CreatedDate: =NOW() } }"#,
        "1:74 read-only-field: `Opportunity.CreatedDate` is filled by the platform and cannot be set",
    ),
];

#[test]
fn a_filter_is_what_the_platform_can_look_up_by() {
    assert_steps_told(A_FILTER_IS_WHAT_THE_PLATFORM_CAN_LOOK_UP_BY);
}

#[test]
fn a_filter_holds_no_more_values_than_can_be_numbered() {
    let values = |count: usize| (1..=count).map(|at| format!("S{at}")).collect::<Vec<_>>().join(", ");
    let update = |count: usize| {
        format!(
            "- update: {{ object: Opportunity, where: {{ IsWon: false, NextStep: [{}] }}, set: {{ NextStep: x }} }}",
            values(count)
        )
    };
    assert_right(&[&update(120)]);
    let told = "1:41 filter-shape: a filter cannot hold 161 values: the platform joins some 150 at most";
    assert_steps_told(&[(&update(160), told)]);
}
