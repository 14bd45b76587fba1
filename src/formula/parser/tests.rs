use crate::diag::{Code, Sink};
use crate::formula::testing::{fragment, mistakes, mistakes_in, parsed, shown};
use crate::formula::{Dialect, Expr, ExprKind, UnaryOperator, parse};

/// The tree with every pair of operands in brackets.
fn tree(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Number(digits) => digits.clone(),
        ExprKind::Text(text) => format!("{text:?}"),
        ExprKind::Boolean(value) => value.to_string(),
        ExprKind::Null => "null".to_owned(),
        ExprKind::Reference(steps) => steps.join("/"),
        ExprKind::Call { function, arguments, .. } => {
            format!("{function}({})", arguments.iter().map(tree).collect::<Vec<_>>().join(" "))
        }
        ExprKind::Unary(UnaryOperator::Minus, operand) => format!("[- {}]", tree(operand)),
        ExprKind::Unary(UnaryOperator::Plus, operand) => format!("[+ {}]", tree(operand)),
        ExprKind::Unary(UnaryOperator::Not, operand) => format!("[not {}]", tree(operand)),
        ExprKind::Binary(operator, left, right) => {
            format!("[{} {} {}]", tree(left), operator.symbol(), tree(right))
        }
    }
}

#[track_caller]
fn reads_as(text: &str, expected: &str) {
    assert_eq!(tree(&parsed(text)), expected, "{text}");
}

#[track_caller]
fn fails_with(text: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(at, words)| (at.to_string(), words.to_string())).collect();
    assert_eq!(shown(text, &mistakes(text)), expected, "{text}");
}

#[test]
fn operators_bind_as_on_the_platform() {
    reads_as("a || b && c", "[a || [b && c]]");
    reads_as("a && b = c", "[a && [b = c]]");
    reads_as("a = b < c + d", "[a = [b < [c + d]]]");
    reads_as("a + b & c - d", "[[[a + b] & c] - d]");
    reads_as("2 * a ^ 2", "[[2 * a] ^ 2]");
    reads_as("1 + 2 ^ 3", "[1 + [2 ^ 3]]");
    reads_as("-a * b", "[[- a] * b]");
    reads_as("a -- 2", "[a - [- 2]]");
    reads_as("2 ^ 3 ^ 2", "[[2 ^ 3] ^ 2]");
    reads_as("(a || b) && c", "[[a || b] && c]");
}

#[test]
fn both_ways_to_write_an_operator_are_one() {
    reads_as("a == b", "[a = b]");
    reads_as("a != b", "[a <> b]");
    reads_as("NOT a", "[not a]");
    reads_as("!a && b", "[[not a] && b]");
    reads_as("not(a) && Not (b)", "[[not a] && [not b]]");
}

#[test]
fn literals_names_and_calls() {
    reads_as("TRUE = false", "[true = false]");
    reads_as("Null", "null");
    reads_as("3.50", "3.50");
    reads_as("person.Last_Call_Date__c", "person/Last_Call_Date__c");
    reads_as("$Record.Owner:User.Name", "$Record/Owner:User/Name");
    reads_as("If (a, TODAY(), /* never */ NULL)", "If(a TODAY() null)");
    reads_as("NOTES & TRUENESS", "[NOTES & TRUENESS]");
}

#[test]
fn texts_are_decoded() {
    reads_as(r#""a \"b\" 'c'""#, r#""a \"b\" 'c'""#);
    reads_as(r#"'it\'s' & "\n\R\t\\""#, r#"["it's" & "\n\r\t\\"]"#);
    reads_as("\"grün /* no comment */\"", "\"grün /* no comment */\"");
}

#[test]
fn a_part_knows_its_place() {
    let text = "  IF(a, (b + c) * 2, d)";
    let expr = parsed(text);
    assert_eq!(&text[expr.span.range()], "IF(a, (b + c) * 2, d)");
    let ExprKind::Call { arguments, name_span, .. } = expr.kind else { panic!("a call") };
    assert_eq!(&text[name_span.range()], "IF");
    assert_eq!(&text[arguments[1].span.range()], "(b + c) * 2");
}

#[test]
fn a_flow_names_things_in_braces() {
    let mut sink = crate::diag::Sink::default();
    let text = "{!$Record.Owner:User.Name} & {! var } & $User.Id";
    let expr = parse(&fragment(text), Dialect::Flow, &mut sink).expect("a formula");
    assert_eq!(tree(&expr), "[[$Record/Owner:User/Name & var] & $User/Id]");
    let found = mistakes_in("{!a..b} & TEXT(b)", Dialect::Flow);
    let messages: Vec<_> = found.iter().map(|each| each.message.as_str()).collect();
    assert_eq!(messages, ["`{!a..b}` does not name anything", "`b` stands without braces"]);
}

#[test]
fn braces_in_a_spec_have_their_own_message() {
    let found = mistakes("ISBLANK({!person.Name})");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, Code::MergeFieldInFormula);
    assert_eq!(found[0].fix.as_ref().map(|fix| fix.text.as_str()), Some("person.Name"));
    let found = mistakes("\"Call {!$Api.Session_ID} now\" & x");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, Code::MergeFieldInFormula);
}

#[test]
fn several_mistakes_are_found_at_once() {
    fails_with(
        "IF(a => 1, 'x\\d', (b + ))",
        &[
            ("=>", "a formula has no `=>`"),
            ("\\d", "`\\d` means nothing in a text"),
            (")", "a value is missing after `+`"),
        ],
    );
}

#[test]
fn words_of_other_languages_are_explained() {
    fails_with(
        "a AND b and c",
        &[
            ("AND", "`AND` does not stand between two conditions"),
            ("and", "`AND` does not stand between two conditions"),
        ],
    );
    fails_with("a | b", &[("|", "a formula has no `|`")]);
    fails_with("IF(a; 1; 2)", &[(";", "a formula has no `;`"), (";", "a formula has no `;`")]);
    fails_with("names[1] = 2", &[("[", "a formula cannot hold `[`")]);
    fails_with("[a]", &[("[", "a formula cannot hold `[`")]);
    fails_with(
        "[a, [b c]] + {d e}",
        &[("[", "a formula cannot hold `[`"), ("{", "a formula cannot hold `{`")],
    );
    fails_with("[a", &[("[", "a formula cannot hold `[`")]);
    fails_with("a % 2", &[("%", "a formula cannot hold `%`")]);
    fails_with("x = “Yes”", &[("“", "`“` does not begin a text")]);
    fails_with("a\u{a0}+ b", &[("\u{a0}", "a formula cannot hold the invisible character U+00A0")]);
    fails_with("duration < 90s", &[("90s", "`90s` is not a number")]);
    fails_with("1e5 + .5", &[("1e5", "`1e5` is not a number"), (".5", "`.5` is not a number")]);
}

#[test]
fn words_without_quotes_are_one_mistake() {
    fails_with("Call me later maybe", &[("me", "an operator is missing before `me`")]);
    fails_with("F(Call me later, x y)", &[("me", "an operator or a comma is missing before `me`")]);
}

#[test]
fn parentheses_are_counted() {
    fails_with("AND(a, OR(b, c)", &[("(", "this `(` is not closed")]);
    fails_with("((a + (b", &[("(", "this `(` is not closed, nor are 2 before it")]);
    fails_with("(a + b))", &[(")", "this `)` closes nothing")]);
    fails_with("(a + b)) && c", &[(")", "this `)` closes nothing")]);
    fails_with("a, b", &[(",", "this `,` stands outside of a function")]);
    fails_with("NOT(a, b)", &[(",", "this `,` stands outside of a function")]);
    fails_with("F(a, )", &[(",", "no argument follows this `,`")]);
    fails_with("F(, a)", &[(",", "a value is missing after `(`")]);
}

#[test]
fn what_never_ends_is_one_mistake() {
    fails_with("IF(a, \"b, c)", &[("\"", "the text is not closed")]);
    fails_with("IF(a, /* b, c)", &[("/*", "the comment is not closed")]);
    fails_with("a + {!b", &[("{!", "`{!` is not closed")]);
    fails_with("a +", &[("+", "a value is missing after `+`")]);
}

#[test]
fn nothing_and_too_much_are_refused() {
    assert_eq!(mistakes("  ")[0].message, "the formula is empty");
    for hostile in
        ["(".repeat(100_000), "(".repeat(9_000), "-".repeat(19_000), "F(".repeat(9_000), "1+".repeat(9_000)]
    {
        assert_eq!(mistakes(&hostile).len(), 1, "{}", &hostile[..10]);
    }
    parsed(&format!("{}1{}", "(".repeat(99), ")".repeat(99)));
}

#[test]
fn a_name_needs_letters() {
    fails_with("person..Name", &[("person..Name", "`person..Name` has a dot with no name beside it")]);
    fails_with("Größe__c = 1", &[("Größe__c", "`Größe__c` cannot be a name")]);
    fails_with("_x", &[("_x", "`_x` cannot be a name")]);
    fails_with("person.Round(1)", &[("person.Round", "`person.Round` is not a function")]);
}

#[test]
fn as_many_negations_as_can_be_printed() {
    for (many, reads) in [(100, true), (101, false)] {
        for text in
            [format!("{}a", "!".repeat(many)), format!("{}a{}", "NOT(".repeat(many), ")".repeat(many))]
        {
            let read = parse(&fragment(&text), Dialect::Spec, &mut Sink::default());
            assert_eq!(read.is_some(), reads, "{many}");
        }
    }
}
