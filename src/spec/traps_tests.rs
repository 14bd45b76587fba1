//! Every trap of YAML: its place, its message alone, and the text that its fix gives.

use super::testing::{mended, mistakes, spec_of, with_steps};

/// Steps with one mistake at a place, and the line of the fix.
fn one(steps: &str, expected: &str, line: &str) {
    let text = with_steps(steps);
    assert_eq!(mistakes(&text), [expected], "{text}");
    let mended = mended(&text);
    assert!(mended.contains(line), "{line} is not in\n{mended}");
    assert_eq!(mistakes(&mended), Vec::<String>::new(), "{mended}");
}

/// Steps with one mistake that has no certain fix.
fn only(steps: &str, expected: &str) {
    let text = with_steps(steps);
    assert_eq!(mistakes(&text), [expected], "{text}");
    let (_, diagnostics) = spec_of(&text);
    assert!(diagnostics[0].help.is_some());
}

#[test]
fn a_formula_that_begins_with_an_exclamation_mark() {
    one("- if: !ISBLANK(person.Name)\n  then: []", "10:13 yaml-tag", "if: \"!ISBLANK(person.Name)\"");
    one("- if: !x && y\n  then: []", "10:13 yaml-tag", "if: \"!x && y\"");
    one("- if: !ISBLANK(a, b) # why\n  then: []", "10:13 yaml-tag", "if: \"!ISBLANK(a, b)\" # why");
    one("- if: !(a = \"b\")\n  then: []", "10:13 yaml-tag", "if: '!(a = \"b\")'");
    one("- set: { A__c: !x, B__c: 1 }", "10:22 yaml-tag", "{ A__c: \"!x\", B__c: 1 }");
    one("- if:\n    !x\n  then: []", "11:11 yaml-tag", "\"!x\"");
}

#[test]
fn a_tag_on_a_list() {
    only("- choose: !steps\n    - otherwise: []", "10:17 yaml-tag");
}

#[test]
fn anchors_and_aliases() {
    only("- log: &line Hello\n- log: Other", "10:14 yaml-anchor");
    only("- log: *line", "10:14 yaml-anchor");
    only("- choose: &x\n    - when: a\n      then: []\n- stop:", "10:17 yaml-anchor");
    one("- log: *really* soon", "10:14 yaml-anchor", "\"*really* soon\"");
}

#[test]
fn merge_keys() {
    only("- log: Hello\n  <<: *base", "11:9 yaml-merge-key");
    only("- set:\n    <<: { A__c: 1 }\n    B__c: 2", "11:11 yaml-merge-key");
}

#[test]
fn a_hash_that_cuts() {
    one("- log: Call #1", "10:19 hash-in-value", "- log: \"Call #1\"");
    one("- if: Name = \"a\" & \" #1\"\n  then: []", "10:28 hash-in-value", "if: 'Name = \"a\" & \" #1\"'");
    one("- log: Call (later # b)", "10:26 hash-in-value", "\"Call (later # b)\"");
    only("- if: a &&  # first\n    b\n  then: []", "10:19 hash-in-value");
}

#[test]
fn a_hash_that_cuts_a_merge_field_or_a_bracket() {
    one("- log: Call # {!person.Name}", "10:19 hash-in-value", "- log: \"Call # {!person.Name}\"");
    one("- log: Call # {!person.Name} # x", "10:19 hash-in-value", "\"Call # {!person.Name} # x\"");
    let chatter = "- chatter: { to: person, text: Call # {!person.Name} }";
    let mended = "{ to: person, text: \"Call # {!person.Name}\" }";
    for behind in ["", "\n- log: hi", "\n  label: X"] {
        one(&format!("{chatter}{behind}"), "10:43 hash-in-value", mended);
    }
    one(
        "- chatter: {\n    to: person,\n    text: Call # {!person.Name}\n    }",
        "12:22 hash-in-value",
        "text: \"Call # {!person.Name}\"",
    );
    one("- set: { A__c: Call # 1 }\n- log: hi", "10:27 hash-in-value", "{ A__c: \"Call # 1\" }");
    one("- set: { A__c: Call #1, B__c: 1 }\n- log: hi", "10:27 hash-in-value", "\"Call #1\", B__c: 1 }");
    only("- set: { A__c: # 1 }\n- log: hi", "10:22 hash-in-value");
    only("- set: { A__c: \"x\" # 1 }\n- log: hi", "10:26 hash-in-value");
}

/// A value, its trap in a block and inside `{ }`: none where it is none there.
const TRAPS: &[(&str, Option<&str>, Option<&str>)] = &[
    ("!ISBLANK(person.Name)", Some("yaml-tag"), Some("yaml-tag")),
    ("!ISBLANK(a, b)", Some("yaml-tag"), Some("yaml-tag")),
    ("&x y", Some("yaml-anchor"), Some("yaml-anchor")),
    ("*x", Some("yaml-anchor"), Some("yaml-anchor")),
    ("Call #1", Some("hash-in-value"), Some("hash-in-value")),
    ("Call # {!person.Name}", Some("hash-in-value"), Some("hash-in-value")),
    ("=IF(a, \"x # y\", \"\")", Some("hash-in-value"), Some("unquoted-in-braces")),
    ("Call: later", Some("colon-in-value"), Some("colon-in-value")),
    ("=\"Call: \" & a", Some("colon-in-value"), Some("colon-in-value")),
    ("{!person.Name}", Some("merge-field-unquoted"), Some("merge-field-unquoted")),
    ("{!person.Name} called", Some("merge-field-unquoted"), Some("merge-field-unquoted")),
    ("Call {!person.Name}", None, Some("unquoted-in-braces")),
    ("=IF(a, b, c)", None, Some("unquoted-in-braces")),
    ("=a & \"b, c\"", None, Some("unquoted-in-braces")),
    ("=a & \"[b]\"", None, Some("unquoted-in-braces")),
    ("=a & \"{b}\" & c", None, Some("unquoted-in-braces")),
    ("=[a]", Some("formula-syntax"), Some("unquoted-in-braces")),
    ("\"a\" & b", Some("text-after-quote"), Some("text-after-quote")),
    ("> 5", Some("sign-at-start"), Some("sign-at-start")),
    ("%x", Some("sign-at-start"), Some("sign-at-start")),
    ("@x", Some("sign-at-start"), Some("sign-at-start")),
];

const BLOCKS: &[&str] = &[
    "- log: @\n- log: hi",
    "- set:\n    A__c: @\n    B__c: 1",
    "- if: a\n  then:\n    - choose:\n        - when: b\n          then:\n            - log: @\n- log: hi",
];

const BRACES: &[&str] = &[
    "- set: { A__c: @ }\n- log: hi",
    "- set: { A__c: @, B__c: 1 }",
    "- set: {\n    A__c: @,\n    B__c: 1\n    }",
    "- if: a\n  then: [set: { A__c: @ }]\n- log: hi",
    "- update: { object: Case, where: { A__c: [x, @] }, set: { B__c: 1 } }\n- log: hi",
    "- if: a\n  then:\n    - choose:\n        - when: b\n          then: [set: { A__c: @ }]\n- log: hi",
];

#[test]
fn every_trap_is_told_alone_in_every_context() {
    let mut wrong = Vec::new();
    for (value, in_block, in_braces) in TRAPS {
        let blocks = BLOCKS.iter().map(|context| (context, in_block));
        for (context, expected) in blocks.chain(BRACES.iter().map(|context| (context, in_braces))) {
            let text = with_steps(&context.replace('@', value));
            let told: Vec<String> = mistakes(&text)
                .iter()
                .map(|each| each.split(' ').next_back().unwrap_or_default().to_owned())
                .collect();
            if told.iter().map(String::as_str).ne(*expected) {
                wrong.push(format!("{told:?} and not {expected:?} of\n{}", context.replace('@', value)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_comment_is_no_trap() {
    let text = with_steps("- log: Hello # there\n- log: it's (all) fine  # yes\n- stop: # why\n- log: A#1");
    assert_eq!(mistakes(&text), Vec::<String>::new());
}

#[test]
fn commas_and_brackets_inside_braces() {
    one(
        "- set: { A__c: =DATE(2999, 12, 31) }",
        "10:22 unquoted-in-braces",
        "{ A__c: \"=DATE(2999, 12, 31)\" }",
    );
    one(
        "- set: { A__c: =IF(x = \"a, b\", 1, 2), B__c: 2 }",
        "10:22 unquoted-in-braces",
        "{ A__c: '=IF(x = \"a, b\", 1, 2)', B__c: 2 }",
    );
    one(
        "- log: a\n  label: b\n- set: { A__c: Hello, world, B__c: 1 }",
        "12:22 unquoted-in-braces",
        "\"Hello, world\"",
    );
    one("- set: { A__c: Hello, big, world }", "10:22 unquoted-in-braces", "{ A__c: \"Hello, big, world\" }");
    one(
        "- log: a\n- set: { A__c: Call {!person.Name} now, B__c: 1 }",
        "11:22 unquoted-in-braces",
        "\"Call {!person.Name} now\"",
    );
    one(
        "- update: { object: Case, where: { A__c: [IF(a, b), c] }, set: { B__c: 1 } }",
        "10:49 unquoted-in-braces",
        "[\"IF(a, b)\", c]",
    );
}

#[test]
fn quotes_that_do_not_close_inside_braces() {
    only("- set: { A__c: 6\" pipe, B__c: 1 }", "10:22 unquoted-in-braces");
}

#[test]
fn a_colon_in_a_text() {
    one("- log: Call: later", "10:14 colon-in-value", "- log: \"Call: later\"");
    one("- if: Name = \"New: x\"\n  then: []", "10:13 colon-in-value", "if: 'Name = \"New: x\"'");
    one("- set: { A__c: Call: x, B__c: 1 }", "10:22 colon-in-value", "{ A__c: \"Call: x\", B__c: 1 }");
    one("- log: a ? b : c", "10:14 colon-in-value", "- log: \"a ? b : c\"");
}

#[test]
fn a_colon_makes_a_map_of_a_text() {
    let update = "- update:\n    object: Case\n    where: { A__c: [New: x, b] }\n    set: { A__c: 1 }";
    one(update, "12:27 colon-in-value", "[\"New: x\", b]");
    one("- log:\n    Call: later", "11:11 colon-in-value", "\"Call: later\"");
    only("- log: { Call: later }", "10:16 wrong-kind");
}

#[test]
fn a_merge_field_at_the_start() {
    one("- log: {!person.Name} called", "10:14 merge-field-unquoted", "- log: \"{!person.Name} called\"");
    one("- log: {!person.Name}", "10:14 merge-field-unquoted", "- log: \"{!person.Name}\"");
    one("- set: { A__c: {!a.B}, B__c: 1 }", "10:22 merge-field-unquoted", "{ A__c: \"{!a.B}\", B__c: 1 }");
}

#[test]
fn signs_at_the_start() {
    for (value, quoted) in [
        ("> 5", "\"> 5\""),
        ("| x", "\"| x\""),
        ("%x", "\"%x\""),
        ("@x", "\"@x\""),
        ("`x`", "\"`x`\""),
        (", x", "\", x\""),
        ("]x", "\"]x\""),
        ("}x", "\"}x\""),
        ("? x", "\"? x\""),
        ("- 5", "\"- 5\""),
        ("[a] & b", "\"[a] & b\""),
        ("{a: b} & c", "\"{a: b} & c\""),
    ] {
        one(&format!("- log: {value}"), "10:14 sign-at-start", &format!("- log: {quoted}"));
    }
}

#[test]
fn text_behind_a_quote() {
    one("- if: \"a\" = b\n  then: []", "10:13 text-after-quote", "if: '\"a\" = b'");
    one("- log: 'a' & b", "10:14 text-after-quote", "- log: \"'a' & b\"");
    one("- set: { A__c: \"a\" & b, B__c: 1 }", "10:22 text-after-quote", "{ A__c: '\"a\" & b', B__c: 1 }");
}

#[test]
fn tabs() {
    one("- log: a\n- set:\n\tA__c: 1", "12:1 tab-indentation", "\n          A__c: 1");
    one("- set:\n    A__c: 1\n    \tB__c: 1", "12:1 tab-indentation", "\n          B__c: 1");
}

#[test]
fn several_documents() {
    let text = format!("{}---\nctiflow: 1\n", with_steps("- stop:"));
    assert_eq!(mistakes(&text), ["11:1 several-documents"]);
    assert_eq!(mistakes(&format!("---\n{}...\n", with_steps("- stop:"))), Vec::<String>::new());
}

#[test]
fn a_key_twice_is_told_with_both_places() {
    let text = with_steps("- log: a\n  label: b\n  log: c");
    assert_eq!(mistakes(&text), ["12:9 duplicate-key"]);
    let (_, diagnostics) = spec_of(&text);
    assert_eq!(text[diagnostics[0].related[0].0.range()].to_owned(), "log");
    assert!(diagnostics[0].related[0].0 < diagnostics[0].span);
}

#[test]
fn syntax_errors_are_told_once_and_in_plain_words() {
    only("- log: \"a\n- log: b", "10:14 yaml-syntax");
    only("- log: a\n- log: 'b", "11:14 yaml-syntax");
    only("- log: \"a \\q\"", "10:14 yaml-syntax");
    only("- log: a\n   label: b", "11:15 yaml-syntax");
    only("- set: { A__c: 1\n- log: b", "11:7 yaml-syntax");
    only("- set: { A__c: 1 ]", "10:14 yaml-syntax");
    only("- set:\n    A__c: 1\n   B__c: 2", "12:10 yaml-syntax");
    only("- log: a\n- log\nlog: b", "12:7 yaml-syntax");
    assert_eq!(mistakes("%YAML 1.2\n---\nctiflow: 1\n"), ["1:1 yaml-syntax"]);
}

#[test]
fn text_that_the_library_passes_over_is_told() {
    let text = with_steps("- stop:").replace("ctiflow: 1", " ctiflow: 1");
    assert_eq!(mistakes(&text), ["2:1 yaml-syntax"]);
}

#[test]
fn keys_that_are_no_text() {
    only("- log: a\n  [b]: c", "11:9 yaml-syntax");
    only("- log: a\n  {b: c}: d", "11:9 yaml-syntax");
}

#[test]
fn hidden_characters() {
    assert_eq!(mistakes(&with_steps("- log: a\u{202e}b")), ["10:15 direction-mark"]);
    assert_eq!(mistakes(&with_steps("- log: a # \u{2066}")), ["10:18 direction-mark"]);
    assert_eq!(mistakes(&with_steps("- log: a\u{0}b")), ["10:15 control-character"]);
    assert_eq!(mistakes(&with_steps("- log: \"a\\u202Eb\"")), ["10:14 direction-mark"]);
    assert_eq!(mistakes(&with_steps("- log: \"a\\0b\"")), ["10:14 control-character"]);
    assert_eq!(mistakes(&with_steps("- log: \"a\\nb\\tc\"")), Vec::<String>::new());
    let (_, diagnostics) = spec_of(&with_steps("- log: a\u{202e}b"));
    assert!(diagnostics[0].message.contains("U+202E"));
}

#[test]
fn files_that_are_no_spec() {
    assert_eq!(mistakes(""), ["1:1 empty-spec"]);
    assert_eq!(mistakes("# only a comment\n"), ["1:1 empty-spec"]);
    assert_eq!(mistakes("---\n"), ["1:4 empty-spec"]);
    assert_eq!(mistakes("Hello"), ["1:1 wrong-kind"]);
    assert_eq!(mistakes("- a\n- b\n"), ["1:1 wrong-kind"]);
    assert_eq!(mistakes(&" ".repeat(super::LARGEST + 1)), ["1:1 spec-too-big"]);
}

#[test]
fn nesting_is_bounded() {
    let deep = format!("ctiflow: {}1{}\n", "[".repeat(70), "]".repeat(70));
    assert_eq!(mistakes(&deep), ["1:74 spec-too-big"]);
    let deeper = format!("ctiflow: {}", "[".repeat(100_000));
    assert_eq!(mistakes(&deeper), ["1:74 spec-too-big"]);
    let block: String = (0..70).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(mistakes(&block), ["65:65 spec-too-big"]);
}

#[test]
fn a_bomb_of_aliases_does_not_go_off() {
    let mut text = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in "bcdefghi".chars().zip("abcdefgh".chars()) {
        let aliases = vec![format!("*{before}"); 9].join(", ");
        text.push_str(&format!("{name}: &{name} [{aliases}]\n"));
    }
    let told = mistakes(&text);
    assert!(told.iter().filter(|each| each.ends_with("yaml-anchor")).count() >= 9, "{told:?}");
}
