use super::*;
use crate::formula::print;
use crate::formula::testing::typed;

#[track_caller]
fn becomes(text: &str, expected: &str) {
    let expanded = expand_business_days(typed(text));
    assert_eq!(print(&expanded, &String::clone), expected, "{text}");
    assert_eq!(expanded.ty, typed(text).ty, "{text}");
}

#[test]
fn written_numbers_give_short_formulas() {
    let weekday = "MOD(TODAY() - DATE(1900, 1, 7), 7)";
    for (days, cases) in [
        ("1", "+ CASE(w, 5, 3, 6, 2, 1)"),
        ("2", "+ CASE(w, 4, 4, 5, 4, 6, 3, 2)"),
        ("3", "+ CASE(w, 3, 5, 4, 5, 5, 5, 6, 4, 3)"),
        ("5", "+ CASE(w, 0, 5, 6, 6, 7)"),
        ("10", "+ CASE(w, 0, 12, 6, 13, 14)"),
        ("-1", "- CASE(w, 0, 2, 1, 3, 1)"),
        ("-10", "- CASE(w, 0, 13, 6, 12, 14)"),
    ] {
        becomes(
            &format!("ADDBUSINESSDAYS(TODAY(), {days})"),
            &format!("TODAY() {}", cases.replace('w', weekday)),
        );
    }
    becomes("ADDBUSINESSDAYS(TODAY(), 0)", "TODAY()");
}

#[test]
fn branches_with_written_numbers_are_spread() {
    becomes(
        "ADDBUSINESSDAYS(day, CASE(count, 1, 1, 2, 0, -1))",
        "day + CASE(count, 1, CASE(MOD(day - DATE(1900, 1, 7), 7), 5, 3, 6, 2, 1), 2, 0, \
         -CASE(MOD(day - DATE(1900, 1, 7), 7), 0, 2, 1, 3, 1))",
    );
    becomes(
        "ADDBUSINESSDAYS(day, IF(flag, -5, -10))",
        "day - IF(flag, CASE(MOD(day - DATE(1900, 1, 7), 7), 0, 6, 6, 5, 7), \
         CASE(MOD(day - DATE(1900, 1, 7), 7), 0, 13, 6, 12, 14))",
    );
}

#[test]
fn expansion_goes_inside() {
    becomes(
        "day < ADDBUSINESSDAYS(ADDBUSINESSDAYS(day, 0), 1)",
        "day < day + CASE(MOD(day - DATE(1900, 1, 7), 7), 5, 3, 6, 2, 1)",
    );
    becomes(
        "BUSINESSDAYSBETWEEN(day, TODAY()) > 3",
        "5 * (FLOOR((TODAY() - DATE(1900, 1, 7)) / 7) - FLOOR((day - DATE(1900, 1, 7)) / 7)) + \
         MIN(MOD(TODAY() - DATE(1900, 1, 7), 7), 5) - MIN(MOD(day - DATE(1900, 1, 7), 7), 5) > 3",
    );
}

/// Days since 1970-01-01, a Thursday, by counting years and months.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let leap = |year: i64| i64::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let years: i64 = if year >= 1970 {
        (1970..year).map(|year| 365 + leap(year)).sum()
    } else {
        -(year..1970).map(|year| 365 + leap(year)).sum::<i64>()
    };
    let months = [31, 28 + leap(year), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    years + months.iter().take(month as usize - 1).sum::<i64>() + day - 1
}

fn is_business_day(day: i64) -> bool {
    (day + 3).rem_euclid(7) < 5
}

/// From day to day, as by hand.
fn added_by_hand(mut day: i64, days: i64) -> i64 {
    let mut left = days.abs();
    while left > 0 {
        day += days.signum();
        left -= i64::from(is_business_day(day));
    }
    day
}

fn between_by_hand(from: i64, to: i64) -> i64 {
    match from <= to {
        true => (from + 1..=to).filter(|day| is_business_day(*day)).count() as i64,
        false => -between_by_hand(to, from),
    }
}

/// What the formulas of this file need, with dates as day numbers.
fn value(expr: &TypedExpr<String>, names: &[(&str, i64)]) -> i64 {
    let of = |expr| value(expr, names);
    match &expr.kind {
        TypedKind::Number(digits) => digits.parse().expect("a whole number"),
        TypedKind::Reference(name) => names.iter().find(|row| row.0 == name).expect("a name").1,
        TypedKind::Unary(_, operand) => -of(operand),
        TypedKind::Call("DATE", parts) => day_number(of(&parts[0]), of(&parts[1]), of(&parts[2])),
        TypedKind::Call("MOD", parts) => of(&parts[0]) % of(&parts[1]),
        TypedKind::Call("MIN", parts) => of(&parts[0]).min(of(&parts[1])),
        TypedKind::Call("FLOOR", parts) => of(&parts[0]),
        TypedKind::Call("IF", parts) => of(if of(&parts[0]) == 1 { &parts[1] } else { &parts[2] }),
        TypedKind::Call("CASE", parts) => {
            let subject = of(&parts[0]);
            let hit = parts[1..].chunks(2).find(|pair| pair.len() == 1 || of(&pair[0]) == subject);
            of(hit.and_then(<[_]>::last).expect("a last result"))
        }
        TypedKind::Binary(operator, left, right) => {
            let (left, right) = (of(left), of(right));
            match operator {
                BinaryOperator::Add => left + right,
                BinaryOperator::Subtract => left - right,
                BinaryOperator::Multiply => left * right,
                // Always inside of FLOOR, which goes towards zero as this does.
                BinaryOperator::Divide => left / right,
                BinaryOperator::Equal => i64::from(left == right),
                BinaryOperator::Less => i64::from(left < right),
                other => panic!("no {other:?}"),
            }
        }
        other => panic!("no {other:?}"),
    }
}

/// Ten years with every weekday, leap year and turn of a year.
fn ten_years() -> std::ops::Range<i64> {
    day_number(2024, 1, 1)..day_number(2034, 1, 1)
}

#[test]
fn the_calendar_of_this_test_is_right() {
    assert_eq!(day_number(1970, 1, 1), 0);
    assert_eq!(day_number(2024, 2, 29), 19_782);
    assert!(is_business_day(day_number(2026, 12, 31)), "a Thursday");
    assert!(!is_business_day(day_number(1900, 1, 7)), "a Sunday");
    assert!(is_business_day(day_number(1900, 1, 8)), "a Monday");
}

#[test]
fn written_numbers_are_right_for_ten_years() {
    for days in [-261, -23, -11, -10, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 10, 14, 22, 260] {
        let formula = expand_business_days(typed(&format!("ADDBUSINESSDAYS(day, {days})")));
        for day in ten_years() {
            assert_eq!(value(&formula, &[("day", day)]), added_by_hand(day, days), "{days} from {day}");
        }
    }
}

#[test]
fn computed_numbers_are_right_for_ten_years() {
    let formula = expand_business_days(typed("ADDBUSINESSDAYS(day, count)"));
    for days in -17..=17 {
        for day in ten_years() {
            let names = [("day", day), ("count", days)];
            assert_eq!(value(&formula, &names), added_by_hand(day, days), "{days} from {day}");
        }
    }
}

#[test]
fn spread_numbers_are_right() {
    let formula = expand_business_days(typed("ADDBUSINESSDAYS(day, CASE(count, 1, 1, 2, 3, 3, 0, -4))"));
    for day in ten_years().take(400) {
        for (count, days) in [(1, 1), (2, 3), (3, 0), (4, -4)] {
            assert_eq!(value(&formula, &[("day", day), ("count", count)]), added_by_hand(day, days));
        }
    }
}

#[test]
fn days_between_are_right_for_ten_years() {
    // Two dates under names of a number and a date: only the sum of both matters here.
    let formula = expand_business_days(typed("BUSINESSDAYSBETWEEN(day, day + count)"));
    for day in ten_years() {
        for apart in [-400, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 400] {
            let expected = between_by_hand(day, day + apart);
            assert_eq!(value(&formula, &[("day", day), ("count", apart)]), expected, "{apart} from {day}");
        }
    }
}

#[test]
fn the_two_functions_agree() {
    for day in ten_years() {
        for days in 0..12 {
            assert_eq!(between_by_hand(day, added_by_hand(day, days)), days);
        }
    }
}

#[test]
fn the_two_days_are_known_again() {
    let written = expand_business_days(typed("BUSINESSDAYSBETWEEN(day, TODAY() + 3)"));
    let (from, to) = days_between_of(&written).unwrap();
    let printed = |day| crate::formula::print(day, &String::clone);
    assert_eq!((printed(from), printed(to)), (printed(&typed("day")), "TODAY() + 3".to_owned()));
    assert_eq!(days_between_of(&typed("MIN(count, 5) + MIN(count, 5) - MIN(count, 5)")), None);
}
