use super::*;
use crate::flow::{Condition, Filter};

fn condition(left: &str, operator: &str, right: Value) -> Condition {
    Condition { left: left.to_owned(), operator: operator.to_owned(), right: Some(right) }
}

fn is(left: &str, text: &str) -> Condition {
    condition(left, "EqualTo", Value::String(text.to_owned()))
}

#[test]
fn conditions_are_sentences() {
    let null = condition("lead", "IsNull", Value::Boolean(false));
    let many = condition("count", "GreaterThanOrEqualTo", Value::Number("5".to_owned()));
    assert_eq!(conditions("and", &[null.clone(), many.clone()]), "lead is not null and count is at least 5");
    assert_eq!(
        conditions("or", &[is("result", "Busy"), is("result", "No Answer")]),
        "result is Busy or No Answer"
    );
    assert_eq!(conditions("or", &[is("a", "1"), is("b", "")]), "a is 1 or b is an empty text");
    let numbered = conditions("1 AND (2 OR NOT(3))", &[null, many, is("x", "y")]);
    assert_eq!(numbered, "lead is not null and (count is at least 5 or not(x is y))");
    assert_eq!(conditions("1 AND 9", &[is("a", "b")]), "a is b and 9");
    assert_eq!(
        conditions("and", &[condition("a", "IsNewThing", Value::Boolean(true))]),
        "a is new thing true"
    );
    assert_eq!(conditions("and", &[]), "");
    let filter = Filter { field: "Id".to_owned(), operator: "In".to_owned(), value: None };
    assert_eq!(filters(None, &[filter]), "Id is one of blank");
}
