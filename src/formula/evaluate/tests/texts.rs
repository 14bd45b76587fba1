use super::{Value, holds, value, with};

#[test]
fn null_is_an_empty_text() {
    holds(&[
        ("name = \"\"", "true"),
        ("name & \"b\"", "b"),
        ("\"a\" + name", "a"),
        ("name & name", "null"),
        ("name <> \"a\"", "true"),
        ("LEN(name)", "0"),
        ("name < \"a\"", "null"),
        ("\"\"", "null"),
        ("IF(ISBLANK(\"\"), 1, 2)", "1"),
    ]);
}

#[test]
fn parts_of_a_text() {
    holds(&[
        ("LEFT(\"abc\", 2)", "ab"),
        ("LEFT(\"abc\", 9)", "abc"),
        ("LEFT(\"abc\", -1)", "null"),
        ("LEFT(\"abc\", 1.9)", "a"),
        ("LEFT(\"abc\", count)", "null"),
        ("RIGHT(\"abc\", 2)", "bc"),
        ("RIGHT(\"abc\", 9)", "abc"),
        ("RIGHT(\"abc\", 0)", "null"),
        ("MID(\"123456\", 2, 3)", "234"),
        ("MID(\"123456\", -4, 2)", "12"),
        ("MID(\"123456\", 6, 9)", "6"),
        ("MID(\"123456\", 7, 1)", "null"),
        ("MID(\"123456\", 2, -2)", "null"),
        ("REVERSE(\"große\")", "eßorg"),
        ("TRIM(\"  a b  \")", "a b"),
        ("TRIM(\"   \")", "null"),
        ("TRIM(\"\\ta\")", "\ta"),
    ]);
}

#[test]
fn looking_into_a_text() {
    holds(&[
        ("FIND(\"c\", \"abcabc\")", "3"),
        ("FIND(\"c\", \"abcabc\", 4)", "6"),
        ("FIND(\"C\", \"abc\")", "0"),
        ("FIND(\"\", \"abc\")", "0"),
        ("FIND(\"a\", name)", "0"),
        ("FIND(\"a\", \"abc\", -5)", "1"),
        ("CONTAINS(\"abc\", \"b\")", "true"),
        ("CONTAINS(\"abc\", \"\")", "true"),
        ("CONTAINS(name, name)", "true"),
        ("CONTAINS(name, \"b\")", "null"),
        ("BEGINS(\"abc\", \"ab\")", "true"),
        ("BEGINS(\"abc\", \"AB\")", "false"),
        ("BEGINS(name, \"a\")", "null"),
    ]);
}

#[test]
fn filling_up() {
    holds(&[
        ("LPAD(\"7\", 3, \"0\")", "007"),
        ("LPAD(\"string\", 15, \",.;\")", ",.;,.;,.;string"),
        ("LPAD(\"string\", 5, \"x\")", "strin"),
        ("LPAD(\"a\", 3)", "  a"),
        ("RPAD(\"string\", 10, \",.;\")", "string,.;,"),
        ("RPAD(\"string\", 0, \"x\")", "null"),
        ("RPAD(name, 3, \"x\")", "null"),
        ("RPAD(\"a\", 3, name)", "fault: there is nothing to fill up with"),
        ("RPAD(\"abc\", 3, name)", "abc"),
    ]);
}

#[test]
fn changing_a_text() {
    holds(&[
        ("SUBSTITUTE(\"a-b-c\", \"-\", \"+\")", "a+b+c"),
        ("SUBSTITUTE(\"aaa\", \"aa\", \"b\")", "ba"),
        ("SUBSTITUTE(\"abc\", \"b\", name)", "ac"),
        ("SUBSTITUTE(\"abc\", name, \"x\")", "null"),
        ("UPPER(\"straße ıi\")", "STRASSE II"),
        ("UPPER(\"idempotent\", \"tr_TR\")", "İDEMPOTENT"),
        ("LOWER(\"İDEMPOTENT\")", "idempotent"),
        ("LOWER(\"IDEMPOTENT\", \"tr\")", "ıdempotent"),
        ("LOWER(\"ΟΔΟΣ\")", "οδος"),
        ("INITCAP(\"mr. smith-JONES 3rd\")", "Mr. Smith-Jones 3rd"),
    ]);
}

#[test]
fn characters_and_codes() {
    holds(&[
        ("ASCII(\"€uro\")", "8364"),
        ("ASCII(name)", "null"),
        ("CHR(65)", "A"),
        ("CHR(129525)", "🧵"),
        ("CHR(0)", "null"),
        ("CHR(-32)", "null"),
        ("CHR(1114112)", "null"),
    ]);
}

#[test]
fn an_emoji_is_two_characters() {
    holds(&[
        ("LEN(\"a🧵\")", "3"),
        ("LEFT(\"🧵b\", 2)", "🧵"),
        ("RIGHT(\"a🧵\", 2)", "🧵"),
        ("MID(\"a🧵b\", 4, 1)", "b"),
        ("FIND(\"b\", \"🧵b\")", "3"),
        ("LPAD(\"🧵\", 3, \"x\")", "x🧵"),
        ("REVERSE(\"a🧵\")", "🧵a"),
        ("LEN(LEFT(\"🧵\", 1))", "1"),
    ]);
}

#[test]
fn values_become_text() {
    holds(&[
        ("TEXT(1.50)", "1.5"),
        ("TEXT(1000000)", "1000000"),
        ("TEXT(-0.0)", "0"),
        ("TEXT(DATE(1968, 12, 2))", "1968-12-02"),
        ("TEXT(NOW())", "2024-03-01 03:30:00Z"),
        ("TEXT(count)", "null"),
        ("LEN(TEXT(1 / 3))", "41"),
    ]);
    assert_eq!(with("TEXT(status)", &[("status", Value::text("Active"))]), "Active");
}

#[test]
fn text_becomes_a_number() {
    holds(&[
        ("VALUE(\"12.50\")", "12.5"),
        ("VALUE(\"1e3\")", "1000"),
        ("VALUE(\"\")", "null"),
        ("VALUE(\"1,234\")", "fault: `1,234` is no number"),
        ("VALUE(\" 12 \")", "fault: ` 12 ` is no number"),
        ("ISNUMBER(\"-5.0\")", "true"),
        ("ISNUMBER(\"5 \")", "false"),
        ("ISNUMBER(name)", "false"),
    ]);
}

#[test]
fn texts_compare_by_their_case() {
    holds(&[("\"a\" = \"A\"", "false"), ("\"Foo\" > \"FOO\"", "true"), ("\"5\" > \"40\"", "true")]);
}

#[test]
fn an_id_gets_its_check() {
    assert_eq!(value("CASESAFEID(\"003D000000QOMqY\")"), "003D000000QOMqYIAX");
    assert_eq!(value("CASESAFEID(\"001A0000006Vm9u\")"), "001A0000006Vm9uIAC");
    assert_eq!(value("CASESAFEID(\"003D000000QOMqYIAX\")"), "003D000000QOMqYIAX");
    assert_eq!(value("CASESAFEID(name)"), "null");
}
