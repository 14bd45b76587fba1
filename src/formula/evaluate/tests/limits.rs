use super::{Value, holds, value, with};

#[test]
fn no_text_grows_without_end() {
    holds(&[
        ("RPAD(\"a\", 1000000000)", "fault: the text has more than 131072 characters"),
        ("LPAD(\"a\", 99999999999999999999, \"xyz\")", "fault: the text has more than 131072 characters"),
        ("LEN(RPAD(\"a\", 131072))", "131072"),
        ("RPAD(\"a\", 131072) & \"b\"", "fault: the text has more than 131072 characters"),
        ("SUBSTITUTE(RPAD(\"\", 9), \"a\", \"b\")", "null"),
        (
            "SUBSTITUTE(RPAD(\"a\", 131072, \"a\"), \"a\", RPAD(\"b\", 131072))",
            "fault: the text has more than 131072 characters",
        ),
    ]);
    let long = Value::text("é".repeat(131_072));
    assert_eq!(with("LEN(name & \"\")", &[("name", long)]), "131072");
}

#[test]
fn no_number_grows_without_end() {
    holds(&[
        ("2 ^ 10 ^ 9", "1237940039285380270000000000"),
        ("2 ^ (10 ^ 9)", "fault: the exponent is not whole, or too great"),
        ("VALUE(\"1e999999999\")", "fault: `1e999999999` is no number"),
        ("ROUND(1.5, 999999999999)", "1.5"),
        ("TRUNC(1.5, -999999999999)", "0"),
    ]);
    let product = ["10 ^ 64"; 20].join(" * ").replace("10 ^ 64", "(10 ^ 64)");
    assert_eq!(value(&product), "fault: the product is too long");
}

#[test]
fn much_work_is_refused() {
    let padded = "RPAD(\"a\", 131072, \"a\")";
    let many = vec![format!("LEN(SUBSTITUTE({padded}, \"b\", \"c\"))"); 300].join(" + ");
    assert_eq!(value(&many), "fault: the formula takes too long");
}

#[test]
fn deep_nesting_is_walked() {
    let deep = format!("{}1{}", "ABS(".repeat(99), ")".repeat(99));
    assert_eq!(value(&deep), "1");
    let chain = vec!["1"; 590].join(" + ");
    assert_eq!(value(&chain), "590");
    let signs = format!("{}1", "-".repeat(500));
    assert_eq!(value(&signs), "1");
}
