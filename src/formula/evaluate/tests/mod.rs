mod dates;
mod encodings;
mod laws;
mod limits;
mod logic;
mod numbers;
mod patterns;
mod texts;

use super::evaluate;
use crate::formula::testing::typed;
use crate::formula::{Context, Fault, Value, Values};
use jiff::tz::TimeZone;

/// Values of the names of [`crate::formula::testing::Names`]; what is not here is null.
#[derive(Clone, Debug, Default)]
struct Set(Vec<(&'static str, Value)>);

impl Values for Set {
    type Symbol = String;

    fn value(&self, symbol: &String) -> Result<Value, Fault> {
        Ok(self.0.iter().find(|row| row.0 == symbol).map_or(Value::Null, |row| row.1.clone()))
    }
}

/// Friday, 2024-03-01, half past three in the morning GMT; in New York it is still Thursday.
fn context() -> Context {
    let now = "2024-03-01T03:30:00Z".parse().unwrap();
    Context { now, time_zone: TimeZone::get("America/New_York").unwrap() }
}

fn outcome(formula: &str, values: &Set) -> Result<Value, Fault> {
    evaluate(&typed(formula), values, &context())
}

/// The value as it is printed: `null`, or the reason why there is none behind `fault: `.
fn with(formula: &str, values: &[(&'static str, Value)]) -> String {
    match outcome(formula, &Set(values.to_vec())) {
        Ok(Value::Null) => "null".to_owned(),
        Ok(value) => value.to_string(),
        Err(fault) => format!("fault: {}", fault.reason),
    }
}

/// The value where every name is null.
fn value(formula: &str) -> String {
    with(formula, &[])
}

/// Each formula and its value.
#[track_caller]
fn holds(rows: &[(&str, &str)]) {
    for (formula, expected) in rows {
        assert_eq!(value(formula), *expected, "{formula}");
    }
}
