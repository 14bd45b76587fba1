//! Mistakes in the language: their places, one message each, and what is read in spite of them.

use crate::diag::Code;
use crate::spec::model::{Due, StepKind, Unit, Value};
use crate::spec::testing::{HEAD, mended, mistakes, spec_of, with_steps};

fn help_of(text: &str) -> String {
    let (_, diagnostics) = spec_of(text);
    diagnostics[0].help.clone().unwrap_or_default()
}

/// A spec with this line more at the top level, as line 7.
fn with_line(line: &str) -> String {
    format!("{HEAD}{line}\noutcomes:\n  Connected: {{ steps: [] }}\n")
}

#[test]
fn many_mistakes_of_one_file_are_told_in_one_run() {
    let text = "ctiflow: 1
program: Follow Up
prefix: 1FUP
api_version: 99
staus: Active
calls:
  where: { Type: Call }
  disposition: CallDisposition
  order: 5000
fields:
  Last__c: dat
  Count__c: { type: counter, existing: yes }
settings:
  limit: ten
records:
  deal: { object: Opportunity }
outcomes:
  Connected:
    dispositions: Connected
    steps:
      - sett: { A__c: 1 }
      - create_task: { subject: Hello, due: soon, ownr: rep }
      - if: ISBLANK(person.Name
        then:
          - increment: A B
  Empty:
monitors:
  Review: { every: night, for: person, starting: 2026-02-30, steps: [] }
";
    assert_eq!(
        mistakes(text),
        [
            "3:9 malformed-prefix",
            "4:14 unknown-api-version",
            "5:1 unknown-key",
            "9:10 number-out-of-range",
            "11:12 unknown-word",
            "12:40 yes-or-no",
            "14:10 malformed-number",
            "16:11 missing-key",
            "19:19 wrong-kind",
            "21:9 unknown-key",
            "22:45 malformed-due",
            "22:51 unknown-key",
            "23:20 formula-syntax",
            "25:24 malformed-name",
            "26:3 empty-value",
            "28:20 malformed-schedule",
            "28:50 malformed-date",
        ]
    );
    let (spec, _) = spec_of(text);
    let spec = spec.expect("what is right is read");
    assert_eq!(spec.fields.len(), 2);
    assert_eq!(spec.outcomes[0].steps.steps.len(), 1, "only `create_task` can be read");
    assert_eq!(spec.monitors.len(), 1);
}

#[test]
fn the_edition_must_be_there_and_be_known() {
    assert_eq!(mistakes(&with_line("").replace("ctiflow: 1\n", "")), ["1:1 missing-key"]);
    assert_eq!(mistakes(&with_line("").replace("ctiflow: 1", "ctiflow: 2")), ["1:10 unknown-edition"]);
    assert_eq!(mistakes("ctiflow: 2\nnew_key: 1\n"), ["1:10 unknown-edition"]);
    assert_eq!(mistakes(&with_line("").replace("ctiflow: 1", "ctiflow:")), ["1:1 empty-value"]);
}

#[test]
fn an_unknown_key_is_near_another_or_belongs_elsewhere() {
    let text = with_line("outcoms: {}");
    assert_eq!(mistakes(&text), ["7:1 unknown-key"]);
    assert_eq!(help_of(&text), "did you mean `outcomes`?");
    assert_eq!(
        help_of(&with_line("owner: rep")),
        "it is a key of `create_task` or `create_event`: look at the indentation"
    );
    assert!(help_of(&with_line("qqq: 1")).starts_with("its keys are `ctiflow`, `program`"));
    assert!(help_of(&with_steps("- email: { to: a }")).starts_with("a step is one of `set`, `increment`"));
}

#[test]
fn keys_that_come_later_are_unknown() {
    for line in ["bypass: true", "scenarios: []", "after_commit: []"] {
        assert_eq!(mistakes(&with_line(line)), ["7:1 unknown-key"], "{line}");
    }
    for step in ["email", "invoke", "ask_agent", "prompt", "recommend", "match"] {
        assert_eq!(mistakes(&with_steps(&format!("- {step}: {{}}"))), ["10:9 unknown-key"], "{step}");
    }
}

#[test]
fn a_misspelt_key_is_not_missing_as_well() {
    let text = with_line("").replace("disposition: Call", "dispositon: Call");
    assert_eq!(mistakes(&text), ["6:3 unknown-key"]);
    assert!(mended(&text).contains("  disposition: Call"));
}

#[test]
fn missing_keys_are_told_at_their_block() {
    assert_eq!(
        mistakes("ctiflow: 1\nprogram: A\nprefix: A\noutcomes: { A: { steps: [] } }\n"),
        ["1:1 missing-key"]
    );
    assert_eq!(mistakes(&with_steps("- if: TRUE")), ["10:9 missing-key"]);
    assert_eq!(mistakes(&with_steps("- label: a")), ["10:9 missing-key"]);
    assert_eq!(mistakes(&with_steps("- cadence: {}")), ["10:18 missing-key"]);
    assert_eq!(mistakes(&with_steps("- choose:\n    - when: TRUE")), ["11:13 missing-key"]);
}

#[test]
fn a_cadence_step_is_completed_or_skipped() {
    assert_eq!(mistakes(&with_steps("- cadence: { event: ManualComplete }")), [""; 0]);
    assert_eq!(mistakes(&with_steps("- cadence: { remove: Not Interested }")), [""; 0]);
    assert_eq!(mistakes(&with_steps("- cadence: { remove: No Interest }")), ["10:28 unknown-word"]);
    let text = with_steps("- cadence: { event: manual_complete }");
    assert_eq!(mistakes(&text), ["10:27 unknown-word"]);
    assert!(mended(&text).contains("event: ManualComplete"));
}

#[test]
fn keys_that_exclude_each_other() {
    assert_eq!(mistakes(&with_steps("- log: a\n  stop: b")), ["11:9 conflicting-keys"]);
    assert_eq!(mistakes(&with_steps("- log: a\n  then: []")), ["11:9 conflicting-keys"]);
    assert_eq!(
        mistakes(&with_steps("- cadence: { event: Skip, remove: Duplicate }")),
        ["10:33 conflicting-keys"]
    );
    assert_eq!(mistakes(&with_line("fields: { A__c: { type: text, text: 80 } }")), ["7:31 conflicting-keys"]);
}

#[test]
fn values_that_are_nothing() {
    for value in ["", "~", "null"] {
        assert_eq!(mistakes(&with_steps(&format!("- log: {value}"))), ["10:9 empty-value"], "{value}");
    }
    assert_eq!(mistakes(&with_steps("- set: { A__c: }")), ["10:16 empty-value"]);
    assert_eq!(mistakes(&with_line("no_person:")), ["7:1 empty-value"]);
    assert_eq!(mistakes(&with_steps("- log: a\n-")), ["11:8 empty-value"]);
    assert_eq!(mistakes(&with_line("").replace("Follow Up", "\"\"")), ["2:10 empty-value"]);
    assert_eq!(mistakes(&with_steps("- stop:\n")), Vec::<String>::new());
}

#[test]
fn lists_and_maps_with_nothing_in_them() {
    assert_eq!(mistakes(&format!("{HEAD}outcomes: {{}}\n")), ["7:11 empty-list"]);
    assert_eq!(mistakes(&with_line("fields: { A__c: { picklist: [] } }")), ["7:29 empty-list"]);
    assert_eq!(mistakes(&with_steps("- choose: []")), ["10:9 empty-list"]);
    assert_eq!(mistakes(&with_steps("- set: {}")), ["10:14 empty-list"]);
}

#[test]
fn something_else_than_is_expected() {
    assert_eq!(mistakes(&with_line("settings: [a]")), ["7:11 wrong-kind"]);
    assert_eq!(mistakes(&with_steps("- log: [a]")), ["10:14 wrong-kind"]);
    assert_eq!(mistakes(&with_steps("- Say: Hello")), ["10:9 unknown-key"]);
    assert_eq!(mistakes(&with_line("features: [{ Sales: now }]")), ["7:14 wrong-kind"]);
    assert!(mended(&with_line("features: sales")).contains("features: [sales]"));
    assert!(mended(&with_steps("- stop")).contains("- stop:"));
}

#[test]
fn yes_and_no() {
    let text = with_line("fields: { A__c: { type: date, existing: yes } }");
    assert!(mended(&text).contains("existing: true"));
    assert!(mended(&text.replace("yes", "Off")).contains("existing: false"));
    assert_eq!(mistakes(&with_steps("- set: { A__c: no }")), ["10:22 yes-or-no"]);
    assert_eq!(mistakes(&with_steps("- set: { A__c: \"no\" }")), Vec::<String>::new());
    let dispositions = with_steps("- stop:").replace("    steps", "    dispositions: [Yes, No]\n    steps");
    assert_eq!(mistakes(&dispositions), Vec::<String>::new());
}

#[test]
fn a_condition_has_no_equals_sign() {
    let text = with_steps("- if: =ISBLANK(person.Name)\n  then: []");
    assert_eq!(mistakes(&text), ["10:13 equals-sign-in-condition"]);
    assert!(mended(&text).contains("if: ISBLANK(person.Name)"));
}

#[test]
fn values_are_formulas_texts_numbers_or_truths() {
    let (spec, _) = spec_of(&with_steps(
        "- set: { A: =TODAY(), B: \"=TODAY()\", C: x, D: 5, E: \"5\", F: true, G: -1.5 }",
    ));
    let spec = spec.expect("it is a spec");
    let StepKind::Set(values) = &spec.outcomes[0].steps.steps[0].kind else { panic!("a `set`") };
    let kinds: Vec<&str> = values
        .iter()
        .map(|field| match field.value {
            Value::Formula(_) => "formula",
            Value::Text(_) => "text",
            Value::Number(_) => "number",
            Value::Boolean(_) => "boolean",
        })
        .collect();
    assert_eq!(kinds, ["formula", "formula", "text", "number", "text", "boolean", "number"]);
}

#[test]
fn numbers_in_other_forms_are_told() {
    for number in ["1e3", "0x1F", "1_000", "+5", "007", ".5", "1."] {
        assert_eq!(
            mistakes(&with_steps(&format!("- set: {{ A__c: {number} }}"))),
            ["10:22 malformed-number"],
            "{number}"
        );
    }
    assert_eq!(mistakes(&with_steps("- set: { A__c: 1st, B__c: 555-1234, C__c: e5 }")), Vec::<String>::new());
}

#[test]
fn due_dates() {
    let due = |text: &str| mistakes(&with_steps(&format!("- create_task: {{ subject: a, due: {text} }}")));
    for right in ["today", "3 days", "1 day", "2 business days", "1 business day", "24 hours", "=TODAY() + 2"]
    {
        assert_eq!(due(right), Vec::<String>::new(), "{right}");
    }
    assert_eq!(due("soon"), ["10:41 malformed-due"]);
    assert_eq!(due("TODAY() + 2"), ["10:41 malformed-due"]);
    assert_eq!(due("2 weeks"), ["10:41 malformed-duration"]);
    assert_eq!(due("2"), ["10:41 malformed-duration"]);
    assert_eq!(due("1.5 days"), ["10:41 malformed-duration"]);
    assert_eq!(due("900000 days"), ["10:41 number-out-of-range"]);
    let fixed = |text: &str| mended(&with_steps(&format!("- create_task: {{ subject: a, due: {text} }}")));
    assert!(fixed("2 busines days").contains("due: 2 business days"));
    assert!(fixed("tody").contains("due: today"));
    assert!(fixed("TODAY() + 2").contains("due: '=TODAY() + 2'"));
}

#[test]
fn a_due_date_keeps_its_number_and_unit() {
    let (spec, _) = spec_of(&with_steps("- create_task: { subject: a, due: 2 business days }"));
    let spec = spec.expect("it is a spec");
    let StepKind::CreateTask(task) = &spec.outcomes[0].steps.steps[0].kind else { panic!("a task") };
    let Some(Due::In(duration)) = &task.due else { panic!("a duration") };
    assert_eq!((duration.value.count, duration.value.unit), (2, Unit::BusinessDays));
}

#[test]
fn choices() {
    let to = |text: &str| mistakes(&with_steps(&format!("- chatter: {{ to: {text}, text: a }}")));
    for right in ["rep", "manager else rep", "account.OwnerId else person.OwnerId else rep"] {
        assert_eq!(to(right), Vec::<String>::new(), "{right}");
    }
    for wrong in [
        "manager or rep",
        "manager else",
        "else rep",
        "manager rep",
        "a..b",
        "=rep.Id",
        "005000000000001AAA!",
    ] {
        assert_eq!(to(wrong), ["10:24 malformed-choice"], "{wrong}");
    }
    assert_eq!(
        help_of(&with_steps("- chatter: { to: \"{!rep}\", text: a }")),
        "write the name without `{!` and `}`"
    );
}

#[test]
fn places_inside_formulas_are_places_in_the_file() {
    let folded = with_steps("- if: >-\n    ISBLANK(a) &&\n    (b = )\n  then: []");
    assert_eq!(mistakes(&folded), ["12:16 formula-syntax"]);
    let literal = with_steps("- log: |\n    =a &\n      (b + )\n");
    assert_eq!(mistakes(&literal), ["12:18 formula-syntax"]);
    let doubled = with_steps("- log: '=\"it''s\" & (b = )'");
    assert_eq!(mistakes(&doubled), ["10:31 formula-syntax"]);
    let escaped = with_steps("- log: \"=\\\"é\\\" & (b = )\"");
    assert_eq!(mistakes(&escaped), ["10:29 formula-syntax"]);
}

#[test]
fn merge_fields_where_nothing_merges_them() {
    assert_eq!(
        mistakes(&with_line("").replace("Follow Up", "\"{!$User.Id}\"")),
        ["2:10 merge-field-not-merged"]
    );
    assert_eq!(mistakes(&with_steps("- log: a\n  label: \"{!a}\"")), ["11:16 merge-field-not-merged"]);
    let outcome = format!("{HEAD}outcomes:\n  \"A {{!b}}\": {{ steps: [] }}\n");
    assert_eq!(mistakes(&outcome), ["8:3 merge-field-not-merged"]);
}

#[test]
fn names() {
    for name in ["../x", "a b", "A-B__c", "a.b.c", "1A", "a]]>", "a'"] {
        let text = with_line(&format!("fields: {{ \"{name}\": date }}"));
        assert_eq!(mistakes(&text), ["7:11 malformed-name"], "{name}");
    }
    assert_eq!(
        mistakes(&with_steps("- create: { object: A B, set: { C__c: 1 } }")),
        ["10:27 malformed-name"]
    );
}

#[test]
fn prefixes() {
    for prefix in ["1A", "A__B", "A_", "A-B", "ABCDEFGHIJKLMNOP", "\"A B\"", "Ä"] {
        let text = with_line("").replace("prefix: FUP", &format!("prefix: {prefix}"));
        assert_eq!(mistakes(&text), ["3:9 malformed-prefix"], "{prefix}");
    }
    for prefix in ["A", "CTI", "A_1", "ABCDEFGHIJKLMNO"] {
        let text = with_line("").replace("prefix: FUP", &format!("prefix: {prefix}"));
        assert_eq!(mistakes(&text), Vec::<String>::new(), "{prefix}");
    }
}

#[test]
fn api_versions() {
    assert!(mended(&with_line("api_version: 66")).contains("api_version: 66.0"));
    for version in ["59.0", "67.0", "v66", "66.00"] {
        assert_eq!(
            mistakes(&with_line(&format!("api_version: {version}"))),
            ["7:14 unknown-api-version"],
            "{version}"
        );
    }
}

#[test]
fn otherwise_is_the_last_branch() {
    let text = with_steps("- choose:\n    - otherwise: []\n    - when: TRUE\n      then: []");
    assert_eq!(mistakes(&text), ["11:13 otherwise-not-last"]);
}

#[test]
fn schedules() {
    let every = |text: &str| {
        mistakes(&with_line(&format!("monitors: {{ A: {{ every: {text}, for: person, steps: [] }} }}")))
    };
    for right in ["day at 02:00", "week on Monday at 06:00", "week on Sunday at 23:59"] {
        assert_eq!(every(right), Vec::<String>::new(), "{right}");
    }
    for wrong in ["day", "day at 2:00", "day at 24:00", "week at 06:00", "week on monday at 06:00", "hour"] {
        assert_eq!(every(wrong), ["7:25 malformed-schedule"], "{wrong}");
    }
}

#[test]
fn every_step_has_a_reader() {
    for step in crate::spec::keys::STEP.one_of {
        let (_, diagnostics) = spec_of(&with_steps(&format!("- {step}: [[]]")));
        let codes: Vec<Code> = diagnostics.iter().map(|each| each.code).collect();
        assert!(codes.contains(&Code::WrongKind), "{step}: {codes:?}");
    }
}
