//! Which calls run, as the entry formula says it.

use super::entry;
use crate::check::testing::{HEAD, WORLD, program};

/// The entry formula of the router, on one line.
fn gate(head: &str) -> String {
    let text =
        format!("{head}{WORLD}outcomes:\n  Connected:\n    dispositions: [Connected]\n    steps: [log: A]\n");
    entry(&program(&text)).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_call_runs_when_it_becomes_complete_or_is_corrected() {
    assert_eq!(
        gate(HEAD),
        "AND( ISPICKVAL({!$Record.Type}, \"Call\"), NOT(ISBLANK({!$Record.CallDisposition})), \
         NOT(ISBLANK({!$Record.WhoId})), BEGINS({!$Record.OwnerId}, \"005\"), \
         OR( ISNEW(), ISCHANGED({!$Record.CallDisposition}), NOT(ISPICKVAL({!$Record__Prior.Type}, \"Call\")), \
         ISBLANK({!$Record__Prior.WhoId}), NOT(BEGINS({!$Record__Prior.OwnerId}, \"005\")) ) )"
    );
}

#[test]
fn where_corrections_are_ignored_only_the_first_disposition_counts() {
    let gate = gate(&format!("{HEAD}  corrections: ignore\n"));
    assert!(!gate.contains("ISCHANGED"), "{gate}");
    assert!(gate.contains("OR( ISNEW(), ISBLANK({!$Record__Prior.CallDisposition}),"), "{gate}");
}

/// What the gate asks of a call with this `where`, and when it failed before the save.
fn asked(condition: &str) -> (String, String) {
    let gate = gate(&HEAD.replace("{ Type: Call }", condition));
    let (now, rest) = gate.split_once(", NOT(ISBLANK({!$Record.CallDisposition}))").unwrap();
    let before = rest.split_once("ISCHANGED({!$Record.CallDisposition}), ").unwrap().1;
    let before = before.split_once(", ISBLANK({!$Record__Prior.WhoId})").unwrap().0;
    let short = |text: &str| text.replace("{!$Record.", "").replace("{!$Record__Prior.", "").replace('}', "");
    (short(now.strip_prefix("AND( ").unwrap()), short(before))
}

#[test]
fn the_gate_compares_as_the_language_does() {
    let cases = [
        ("Priority = \"High\"", "ISPICKVAL(Priority, \"High\")", "NOT(ISPICKVAL(Priority, \"High\"))"),
        ("Subject = \"Call\"", "LOWER(Subject) = \"call\"", "NOT(LOWER(Subject) = \"call\")"),
        ("Subject = \"\"", "ISBLANK(Subject)", "NOT(ISBLANK(Subject))"),
        ("NOT(ISBLANK(Subject))", "NOT(ISBLANK(Subject))", "ISBLANK(Subject)"),
        // A blank before the save did not hold: `NOT` of a comparison with a blank would say neither.
        (
            "CallDurationInSeconds = 60",
            "CallDurationInSeconds = 60",
            "OR(ISBLANK(CallDurationInSeconds), NOT(CallDurationInSeconds = 60))",
        ),
        (
            "NOT(ActivityDate = TODAY())",
            "OR(ISBLANK(ActivityDate), NOT(ActivityDate = TODAY()))",
            "ActivityDate = TODAY()",
        ),
        (
            "Subject <> \"Call\"",
            "AND(NOT(ISBLANK(Subject)), NOT(LOWER(Subject) = \"call\"))",
            "NOT(AND(NOT(ISBLANK(Subject)), NOT(LOWER(Subject) = \"call\")))",
        ),
        (
            "BEGINS(Subject, \"Call\")",
            "BEGINS(LOWER(Subject), \"call\")",
            "NOT(BEGINS(LOWER(Subject), \"call\"))",
        ),
        // Few functions of the platform take a picklist as it is.
        ("ISBLANK(CallType)", "ISBLANK(TEXT(CallType))", "NOT(ISBLANK(TEXT(CallType)))"),
        ("{ CallType: \"\" }", "ISBLANK(TEXT(CallType))", "NOT(ISBLANK(TEXT(CallType)))"),
        ("CallType <> \"\"", "NOT(ISBLANK(TEXT(CallType)))", "ISBLANK(TEXT(CallType))"),
        (
            "Type = Status",
            "LOWER(TEXT(Type)) = LOWER(TEXT(Status))",
            "NOT(LOWER(TEXT(Type)) = LOWER(TEXT(Status)))",
        ),
        ("TEXT(Type) = \"Call\"", "LOWER(TEXT(Type)) = \"call\"", "NOT(LOWER(TEXT(Type)) = \"call\")"),
    ];
    for (condition, now, before) in cases {
        let condition =
            if condition.starts_with('{') { condition.to_owned() } else { format!("'{condition}'") };
        assert_eq!(asked(&condition), (now.to_owned(), before.to_owned()), "{condition}");
    }
}
