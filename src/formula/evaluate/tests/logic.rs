use super::{Set, Value, context, holds, with};
use crate::formula::testing::typed;
use crate::formula::typed::{Type, TypedExpr};
use crate::formula::{Fault, Values, evaluate};
use crate::source::Span;

#[test]
fn a_null_condition_does_not_hold() {
    holds(&[
        ("IF(flag, 1, 2)", "2"),
        ("NOT(flag)", "null"),
        ("IF(NOT(flag), 1, 2)", "2"),
        ("AND(TRUE, flag)", "false"),
        ("OR(FALSE, flag)", "false"),
        ("OR(flag, TRUE)", "true"),
        ("flag && TRUE", "false"),
        ("flag || FALSE", "false"),
        ("!(1 = 2)", "true"),
        ("flag = FALSE", "null"),
    ]);
}

#[test]
fn what_is_not_needed_is_not_computed() {
    holds(&[
        ("IF(TRUE, 1, 1 / 0)", "1"),
        ("AND(FALSE, 1 / 0 = 0)", "false"),
        ("OR(TRUE, 1 / 0 = 0)", "true"),
        ("FALSE && 1 / 0 = 0", "false"),
        ("TRUE || 1 / 0 = 0", "true"),
        ("IF(1 / 0 = 0, 1, 2)", "fault: a division by zero"),
        ("ISNULL(name & TEXT(1 / 0))", "false"),
        ("CASE(1, 1, 2, 3, 1 / 0, 4)", "fault: a division by zero"),
    ]);
}

#[test]
fn a_case_is_the_first_that_is_equal() {
    holds(&[
        ("CASE(10, 9, \"a\", 10, \"b\", 10, \"c\", \"d\")", "b"),
        ("CASE(\"A\", \"a\", 1, 2)", "2"),
        ("CASE(name, \"\", 1, 2)", "1"),
        ("CASE(count, 0, 1, 2)", "2"),
        ("CASE(DATE(2024, 1, 1), DATE(2024, 1, 1), 1, 2)", "1"),
    ]);
    assert_eq!(with("CASE(status, \"Active\", 1, 2)", &[("status", Value::text("Active"))]), "1");
}

#[test]
fn blanks() {
    holds(&[
        ("ISBLANK(name)", "true"),
        ("ISBLANK(\" \")", "false"),
        ("ISBLANK(count)", "true"),
        ("ISBLANK(day)", "true"),
        ("ISNULL(name)", "false"),
        ("ISNULL(count)", "true"),
        ("ISNULL(topics)", "true"),
        ("BLANKVALUE(name, \"x\")", "x"),
        ("BLANKVALUE(count, 7)", "7"),
        ("BLANKVALUE(0, 7)", "0"),
        ("NULLVALUE(name, \"x\")", "null"),
        ("NULLVALUE(count, 7)", "7"),
        ("NULLVALUE(day, DATE(2024, 1, 1))", "2024-01-01"),
    ]);
}

#[test]
fn picklists() {
    let set = [("status", Value::text("Active")), ("topics", Value::text("Price;Terms of use"))];
    for (formula, expected) in [
        ("ISPICKVAL(status, \"Active\")", "true"),
        ("ISPICKVAL(status, \"Inactive\")", "false"),
        ("status = \"Active\"", "true"),
        ("INCLUDES(topics, \"Active\")", "false"),
        ("PICKLISTCOUNT(topics)", "2"),
    ] {
        assert_eq!(with(formula, &set), expected, "{formula}");
    }
    let active = [("topics", Value::text("Inactive;Active"))];
    assert_eq!(with("INCLUDES(topics, \"Active\")", &active), "true");
    holds(&[
        ("ISPICKVAL(status, \"\")", "true"),
        ("PICKLISTCOUNT(topics)", "0"),
        ("INCLUDES(topics, \"Active\")", "false"),
    ]);
}

#[test]
fn our_own_functions() {
    let set = [("deal", Value::text("006000000000001")), ("calls", Value::number(3))];
    assert_eq!(with("FOUND(deal)", &set), "true");
    assert_eq!(with("COUNT(calls) + 1", &set), "4");
    holds(&[("FOUND(deal)", "false"), ("COUNT(calls)", "0")]);
}

/// A record that a save changes from one value to another.
struct Saved {
    values: Set,
    prior: Value,
    is_new: bool,
}

impl Values for Saved {
    type Symbol = String;

    fn value(&self, symbol: &String) -> Result<Value, Fault> {
        self.values.value(symbol)
    }

    fn prior(&self, _: &String) -> Value {
        self.prior.clone()
    }

    fn is_new(&self) -> bool {
        self.is_new
    }
}

#[test]
fn a_save_is_compared_with_what_was() {
    let call = |function: &'static str, ty| {
        let name = TypedExpr::reference("name".to_owned(), Type::Text, Span::default());
        TypedExpr::call(function, vec![name], ty, Span::default())
    };
    let save = |now: Value, prior: Value, is_new| Saved { values: Set(vec![("name", now)]), prior, is_new };
    let value = |expr: &TypedExpr<String>, saved: &Saved| evaluate(expr, saved, &context()).unwrap();
    let (changed, before) = (call("ISCHANGED", Type::Boolean), call("PRIORVALUE", Type::Text));
    let edited = save(Value::text("b"), Value::text("a"), false);
    assert_eq!((value(&changed, &edited), value(&before, &edited)), (Value::Boolean(true), Value::text("a")));
    let same = save(Value::Null, Value::text(""), false);
    assert_eq!(value(&changed, &same), Value::Boolean(false));
    let created = save(Value::text("b"), Value::Null, true);
    assert_eq!(
        (value(&changed, &created), value(&before, &created)),
        (Value::Boolean(false), Value::text("b"))
    );
    let is_new = TypedExpr::call("ISNEW", Vec::new(), Type::Boolean, Span::default());
    assert_eq!(
        (value(&is_new, &created), value(&is_new, &edited)),
        (Value::Boolean(true), Value::Boolean(false))
    );
}

#[test]
fn a_fault_names_its_part() {
    let text = "1 + ROUND(2 / 0, 1)";
    let fault = evaluate(&typed(text), &Set::default(), &context()).unwrap_err();
    assert_eq!(&text[fault.span.range()], "2 / 0");
}

#[test]
fn a_name_that_holds_another_type_is_a_fault() {
    assert_eq!(with("LEN(name)", &[("name", Value::number(1))]), "fault: argument 1 is not a text");
    assert_eq!(with("count + 1", &[("count", Value::Boolean(true))]), "fault: an operand is no number");
}
