//! Laws for any values and any formula.

use super::{Set, Value, context, outcome};
use crate::diag::Sink;
use crate::formula::functions::{Availability, FUNCTIONS, Occurs};
use crate::formula::testing::{Names, fragment, typed};
use crate::formula::{Decimal, Dialect, Type, evaluate, expand_business_days, parse, print, type_check};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use proptest::prelude::*;

/// A number as a field holds it: up to 18 digits.
fn number() -> impl Strategy<Value = Value> {
    (any::<i64>(), 0_i64..10).prop_map(|(digits, scale)| {
        let number = Decimal::from(digits % 1_000_000_000_000_000_000).shifted(-scale);
        Value::Number(number.unwrap())
    })
}

fn day() -> impl Strategy<Value = Value> {
    (1700_i16..4000, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| Value::Date(Date::constant(year, month, day)))
}

fn moment() -> impl Strategy<Value = Value> {
    (-8_000_000_000_i64..64_000_000_000)
        .prop_map(|second| Value::DateTime(Timestamp::from_second(second).unwrap()))
}

fn time() -> impl Strategy<Value = Value> {
    (0_i8..24, 0_i8..60, 0_i8..60)
        .prop_map(|(hour, minute, second)| Value::Time(Time::constant(hour, minute, second, 0)))
}

fn text() -> impl Strategy<Value = Value> {
    "[ -~éß🧵]{0,12}".prop_map(Value::text)
}

/// Any values of the names, null among them.
fn values() -> impl Strategy<Value = Set> {
    let maybe = |value: BoxedStrategy<Value>| prop_oneof![1 => Just(Value::Null), 3 => value];
    let booleans = any::<bool>().prop_map(Value::Boolean);
    let status = prop_oneof![Just("Active"), Just("Inactive")].prop_map(Value::text);
    (
        maybe(text().boxed()),
        maybe(number().boxed()),
        maybe(booleans.boxed()),
        maybe(day().boxed()),
        maybe(moment().boxed()),
        maybe(time().boxed()),
        maybe(status.boxed()),
    )
        .prop_map(|(name, count, flag, day, moment, time, status)| {
            let topics = ("topics", status.clone());
            Set(vec![
                ("name", name),
                ("count", count),
                ("flag", flag),
                ("day", day),
                ("moment", moment),
                ("time", time),
                ("status", status),
                topics,
            ])
        })
}

/// A formula of a type; what it calls is taken from the table of functions.
fn formula(ty: Type) -> BoxedStrategy<String> {
    leaf(ty).prop_recursive(4, 40, 4, move |inner| of_type(ty, inner)).boxed()
}

fn leaf(ty: Type) -> BoxedStrategy<String> {
    let leaves: &[&str] = match ty {
        Type::Text | Type::Id => {
            &["name", "\"ab\"", "\"12\"", "\"\"", "\"2024-02-29 10:00:00\"", "\"Active\""]
        }
        Type::Number => &["count", "0", "1", "2.5", "-3", "100", "5000000000"],
        Type::Boolean => &["flag", "TRUE", "count > 1"],
        Type::Date => &["day", "DATE(2024, 2, 29)", "TODAY()"],
        Type::DateTime => &["moment", "NOW()"],
        Type::Time => &["time"],
        Type::Picklist => &["status"],
        Type::MultiPicklist => &["topics"],
        Type::Record => &["deal"],
        Type::Records => &["calls"],
        Type::Null => &["NULL"],
    };
    proptest::sample::select(leaves).prop_map(str::to_owned).boxed()
}

/// A call or an operator that gives `ty`. Arguments of other types are leaves, so that the formula stays small.
fn of_type(ty: Type, inner: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let argument = move |wanted: Type| if wanted == ty { inner.clone() } else { leaf(wanted) };
    let mut choices: Vec<BoxedStrategy<String>> = Vec::new();
    for function in
        FUNCTIONS.iter().filter(|row| matches!(row.availability, Availability::Flow | Availability::Spec))
    {
        let of_type = function.parameters.iter().map(|parameter| {
            let own = parameter.types.iter().copied().find(|each| *each == ty);
            own.or(parameter.types.first().copied()).unwrap_or(Type::Null)
        });
        let gives = match function.gives {
            crate::formula::functions::Gives::Always(gives) => gives,
            _ => ty,
        };
        if gives != ty || function.parameters.iter().any(|each| each.types.is_empty()) {
            continue;
        }
        let arguments: Vec<_> = function
            .parameters
            .iter()
            .zip(of_type)
            .filter(|(parameter, _)| parameter.occurs != Occurs::Maybe)
            .map(|(_, wanted)| argument(wanted))
            .collect();
        let name = function.name;
        choices
            .push(arguments.prop_map(move |arguments| format!("{name}({})", arguments.join(", "))).boxed());
    }
    let operators: &'static [&'static str] = match ty {
        Type::Number => &["+", "-", "*", "/", "^"],
        Type::Text => &["&", "+"],
        Type::Boolean => &["&&", "||", "=", "<>"],
        _ => &[],
    };
    if !operators.is_empty() {
        let operator = proptest::sample::select(operators);
        let both = (argument(ty), operator, argument(ty));
        choices
            .push(both.prop_map(|(left, operator, right)| format!("({left}) {operator} ({right})")).boxed());
    }
    proptest::strategy::Union::new(choices).boxed()
}

fn any_formula() -> impl Strategy<Value = String> {
    let types = [Type::Text, Type::Number, Type::Boolean, Type::Date, Type::DateTime];
    proptest::sample::select(types.to_vec()).prop_flat_map(formula)
}

proptest! {
    #[test]
    fn no_well_typed_formula_panics_and_its_print_has_the_same_value(text in any_formula(), values in values()) {
        let mut sink = Sink::default();
        let expr = parse(&fragment(&text), Dialect::Spec, &mut sink);
        let expr = expr.and_then(|expr| type_check(&expr, &Names, &mut sink));
        // Some random calls are refused, as `TEXT` of a text is: those have no value.
        if let Some(expr) = expr.filter(|_| !sink.has_errors()) {
            let value = evaluate(&expr, &values, &context()).map_err(|fault| fault.reason);
            let printed = typed(&print(&expr, &String::clone));
            let again = evaluate(&printed, &values, &context()).map_err(|fault| fault.reason);
            prop_assert_eq!(&value, &again);
            if let Ok(value) = value {
                prop_assert!(value == Value::Null || Value::read(&value.to_string(), expr.ty).is_some());
            }
        }
    }

    #[test]
    fn sums_and_differences_undo_each_other(a in number(), b in number()) {
        let set = Set(vec![("count", a.clone()), ("name", Value::text(b.to_string()))]);
        prop_assert_eq!(outcome("count + VALUE(name) - VALUE(name)", &set).unwrap(), a.clone());
        prop_assert_eq!(outcome("count - count", &set).unwrap(), Value::number(0));
        let product = outcome("count * VALUE(name) = VALUE(name) * count", &set);
        prop_assert_eq!(product.unwrap(), Value::Boolean(true));
    }

    #[test]
    fn rounding_is_near_and_done_once(a in number(), digits in -3_i64..12) {
        let set = Set(vec![("count", a)]);
        let half = format!("ABS(ROUND(count, {digits}) - count) <= 10 ^ {}", -digits);
        prop_assert_eq!(outcome(&half, &set).unwrap(), Value::Boolean(true));
        let twice = format!("ROUND(ROUND(count, {digits}), {digits}) = ROUND(count, {digits})");
        prop_assert_eq!(outcome(&twice, &set).unwrap(), Value::Boolean(true));
        let below = "MFLOOR(count) <= count && count <= MCEILING(count) && ABS(FLOOR(count)) <= ABS(CEILING(count))";
        prop_assert_eq!(outcome(below, &set).unwrap(), Value::Boolean(true));
    }

    #[test]
    fn days_come_back(day in day(), days in -40_000_i64..40_000) {
        let set = Set(vec![("day", day.clone())]);
        prop_assert_eq!(outcome(&format!("day + {days} - {days}"), &set).unwrap(), day.clone());
        prop_assert_eq!(outcome(&format!("(day + {days}) - day"), &set).unwrap(), Value::number(days));
        prop_assert_eq!(outcome("DATE(YEAR(day), MONTH(day), DAY(day))", &set).unwrap(), day.clone());
        prop_assert_eq!(outcome("DATEVALUE(TEXT(day))", &set).unwrap(), day);
        let weekday = "MOD(day - DATE(1699, 12, 27), 7) + 1 = WEEKDAY(day)";
        prop_assert_eq!(outcome(weekday, &set).unwrap(), Value::Boolean(true));
    }

    #[test]
    fn moments_come_back(moment in moment()) {
        let set = Set(vec![("moment", moment.clone())]);
        prop_assert_eq!(outcome("DATETIMEVALUE(TEXT(moment))", &set).unwrap(), moment.clone());
        prop_assert_eq!(outcome("FROMUNIXTIME(UNIXTIMESTAMP(moment))", &set).unwrap(), moment);
    }

    #[test]
    fn a_text_is_its_parts(text in "[ -~éß🧵]{1,20}", at in 0_usize..24) {
        let set = Set(vec![("name", Value::text(text.as_str())), ("count", Value::number(at as i64))]);
        let joined = outcome("LEFT(name, count) & MID(name, count + 1, LEN(name))", &set).unwrap();
        let cuts_an_emoji = !text.is_ascii() && joined.to_string().contains('\u{fffd}');
        prop_assert!(cuts_an_emoji || joined == Value::text(text));
        prop_assert_eq!(outcome("REVERSE(REVERSE(name)) = name", &set).unwrap(), Value::Boolean(true));
        prop_assert_eq!(outcome("SUBSTITUTE(name, name, \"x\")", &set).unwrap(), Value::text("x"));
        prop_assert_eq!(outcome("CONTAINS(name, name) && BEGINS(name, name) && FIND(name, name) = 1", &set).unwrap(), Value::Boolean(true));
    }

    #[test]
    fn business_days_are_what_their_formulas_give(day in 0_i64..20_000, days in -60_i64..60) {
        let from = format!("DATE(1970, 1, 1) + {day}");
        for formula in [
            format!("ADDBUSINESSDAYS({from}, {days})"),
            format!("ADDBUSINESSDAYS({from}, {days} + COUNT(calls))"),
            format!("BUSINESSDAYSBETWEEN({from}, {from} + {days})"),
        ] {
            let own = typed(&formula);
            let plain = expand_business_days(own.clone());
            let value = |expr| evaluate(expr, &Set::default(), &context());
            prop_assert_eq!(value(&own), value(&plain), "{}", formula);
        }
    }
}
