use super::{holds, value};

#[test]
fn decimals_are_exact() {
    holds(&[
        ("0.1 + 0.2", "0.3"),
        ("999999999999999999 * 999999999999999999", "999999999999999998000000000000000001"),
        ("1 / 3 * 3", "0.999999999999999999999999999999999999999"),
        ("10 - 0.00", "10"),
        ("-(-2)", "2"),
        ("2 * 3 ^ 2", "36"),
        ("7 / 2", "3.5"),
    ]);
}

#[test]
fn null_makes_null() {
    holds(&[
        ("count + 1", "null"),
        ("-count", "null"),
        ("ABS(count)", "null"),
        ("ROUND(1, count)", "null"),
        ("MAX(1, count, 3)", "null"),
        ("MOD(count, 0)", "null"),
        ("count / 0", "null"),
        ("SQRT(count)", "null"),
    ]);
}

#[test]
fn what_cannot_be_computed_is_a_fault() {
    for formula in [
        "1 / 0",
        "MOD(1, 0)",
        "LN(0)",
        "LOG(-1)",
        "SQRT(-1)",
        "2 ^ 0.5",
        "10 ^ 65",
        "ASIN(2)",
        "ATAN2(1, count)",
    ] {
        assert!(value(formula).starts_with("fault: "), "{formula}: {}", value(formula));
    }
}

#[test]
fn rounding_is_the_platforms() {
    holds(&[
        ("ROUND(2.5, 0)", "3"),
        ("ROUND(-2.5, 0)", "-3"),
        ("ROUND(1.005, 2)", "1.01"),
        ("ROUND(225.49823, -2)", "200"),
        ("ROUND(150, -2)", "200"),
        ("ROUND(50, -2)", "0"),
        ("ROUND(0.5, -1)", "0"),
        ("ROUND(1.25, 1.9)", "1.3"),
        ("TRUNC(-1.789, 2)", "-1.78"),
        ("TRUNC(9.9)", "9"),
        ("TRUNC(1234, -2)", "1200"),
        ("FLOOR(-1.5)", "-1"),
        ("CEILING(-1.5)", "-2"),
        ("FLOOR(1.5)", "1"),
        ("CEILING(1.5)", "2"),
        ("MFLOOR(-1.5)", "-2"),
        ("MCEILING(-1.5)", "-1"),
        ("FLOOR(1 / 3 * 3)", "1"),
        ("CEILING(1 / 3 + 2 / 3)", "1"),
    ]);
}

#[test]
fn functions_of_numbers() {
    holds(&[
        ("ABS(-3.50)", "3.5"),
        ("MOD(-3, 2)", "-1"),
        ("MOD(100.5, -10)", "0.5"),
        ("MAX(1, 2.50, -3)", "2.5"),
        ("MIN(1, 2.5, -3)", "-3"),
        ("SQRT(2)", "1.4142135623730951"),
        ("EXP(1)", "2.718281828459045"),
        ("LN(EXP(2))", "2"),
        ("LOG(1000)", "2.9999999999999996"),
        ("PI()", "3.14159265358979323846"),
        ("SIN(0)", "0"),
        ("COS(0)", "1"),
        ("TAN(1)", "1.5574077246549023"),
        ("ACOS(1)", "0"),
        ("ASIN(1)", "1.5707963267948966"),
        ("ATAN(1)", "0.7853981633974483"),
        ("ATAN2(1, -1)", "2.356194490192345"),
        ("CURRENCYRATE(\"EUR\")", "1"),
    ]);
}

#[test]
fn powers_have_18_digits() {
    holds(&[
        ("2 ^ 10", "1024"),
        ("0 ^ 0", "1"),
        ("99 ^ -1", "0.010101010101010101"),
        ("(2 ^ 10) ^ 9", "1237940039285380270000000000"),
        ("0.0000000001 ^ 9", "0"),
    ]);
}

#[test]
fn numbers_compare_by_their_value() {
    holds(&[
        ("1.50 = 1.5", "true"),
        ("1 <> 2", "true"),
        ("2 >= 2.0", "true"),
        ("count = 0", "null"),
        ("IF(count > 0, 1, 2)", "2"),
        ("count < 1", "null"),
        ("IF(count <> 1, \"then\", \"else\")", "else"),
    ]);
}
