use super::{Value, value, with};

/// Whether a text matches a pattern, both as they are.
fn matches(text: &str, pattern: &str) -> String {
    let quoted = |text: &str| crate::formula::quoted(text);
    value(&format!("REGEX({}, {})", quoted(text), quoted(pattern)))
}

#[test]
fn the_whole_text_has_to_match() {
    for (text, pattern, expected) in [
        ("abc", "b", "false"),
        ("abc", ".b.", "true"),
        ("abc", "a|abc", "true"),
        ("abc", "(?i)ABC", "true"),
        ("", "", "true"),
        ("a", "", "false"),
        ("abc\n", "abc$", "false"),
        ("a\nb", "a.b", "false"),
        ("a\nb", "(?s)a.b", "true"),
    ] {
        assert_eq!(matches(text, pattern), expected, "{text} {pattern}");
    }
    assert_eq!(with("REGEX(name, \"a*\")", &[]), "true");
    assert_eq!(with("REGEX(name, \"\\\\d+\")", &[("name", Value::text("123"))]), "true");
}

#[test]
fn classes_are_those_of_java() {
    for (text, pattern, expected) in [
        ("555-1234", "\\d{3}-\\d{4}", "true"),
        ("٣", "\\d", "false"),
        ("é", "\\w", "false"),
        ("é", "\\W", "true"),
        ("\u{a0}", "\\s", "false"),
        ("\u{a0}", "\\h", "true"),
        ("é", "\\p{L}", "true"),
        ("é", "\\p{IsAlphabetic}", "true"),
        ("é", "\\p{Alpha}", "false"),
        ("!", "\\p{Punct}", "true"),
        ("!", "\\P{Punct}", "false"),
        ("b", "[a-z&&[^aeiou]]", "true"),
        ("e", "[a-z&&[^aeiou]]", "false"),
        ("-", "[\\w.-]", "true"),
        ("~", "[~~]", "true"),
        (",", "[+--]", "true"),
        ("5", "[--9]", "true"),
        ("-", "[^--]", "false"),
        ("a@b.co", "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}", "true"),
        ("a.b", "\\Qa.b\\E", "true"),
        ("axb", "\\Qa.b\\E", "false"),
        ("é", "\\u00e9", "true"),
        ("A", "\\0101", "true"),
        ("\r\n", "\\R", "true"),
        ("<a>", "\\<a\\>", "true"),
    ] {
        assert_eq!(matches(text, pattern), expected, "{text} {pattern}");
    }
}

#[test]
fn looking_around_and_back() {
    for (text, pattern, expected) in [
        ("Passw0rd", "(?=.*\\d)(?=.*[A-Z]).{8,}", "true"),
        ("password", "(?=.*\\d)(?=.*[A-Z]).{8,}", "false"),
        ("abab", "(ab)\\1", "true"),
        ("abac", "(ab)\\1", "false"),
        ("aaa", "a++a", "false"),
        ("xay", "x(?<=x)a.", "true"),
    ] {
        assert_eq!(matches(text, pattern), expected, "{text} {pattern}");
    }
}

#[test]
fn a_wrong_or_endless_pattern_is_a_fault() {
    for pattern in ["(", "[", "*", "\\", "\\p{InGreek}", "\\q", "(?x)a # b"] {
        assert!(matches("a", pattern).starts_with("fault: "), "{pattern}: {}", matches("a", pattern));
    }
    assert_eq!(matches("a", "a{1000}{1000}{1000}"), "false");
    let hostile = matches(&"a".repeat(60), "(?=((a+)+))(a|aa)+\\1?b");
    assert_eq!(hostile, "fault: the pattern takes too long");
}
