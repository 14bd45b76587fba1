//! Our own functions of business days, counted day by day: what their formulas are held against.

use super::call::{Call, Outcome};
use crate::formula::value::Value;
use jiff::civil::{Date, Weekday};

/// Business days of a week, and all of its days.
const OF_WEEK: (i64, i64) = (5, 7);

fn is_business_day(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The day that so many days are later, where there is one.
fn later(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

pub(super) fn addbusinessdays(call: &dyn Call) -> Outcome {
    let (Some(date), Some(days)) = (call.date(0)?, call.whole(1)?) else { return Ok(Value::Null) };
    // Whole weeks at once, so that many days take no time.
    let (weeks, left) = match days.checked_rem(OF_WEEK.0) {
        Some(0) if days != 0 => (days / OF_WEEK.0 - days.signum(), OF_WEEK.0 * days.signum()),
        _ => (days / OF_WEEK.0, days % OF_WEEK.0),
    };
    let mut date = weeks.checked_mul(OF_WEEK.1).and_then(|days| later(date, days));
    let mut left = left;
    while let Some(at) = date.filter(|_| left != 0) {
        date = later(at, left.signum());
        if date.is_some_and(is_business_day) {
            left -= left.signum();
        }
    }
    date.map(Value::Date).ok_or_else(|| call.fault("the date is out of range".to_owned()))
}

pub(super) fn businessdaysbetween(call: &dyn Call) -> Outcome {
    let (Some(from), Some(to)) = (call.date(0)?, call.date(1)?) else { return Ok(Value::Null) };
    let count = match from <= to {
        true => after(from, to),
        false => -after(to, from),
    };
    Ok(Value::number(count))
}

/// The business days after `from`, up to and with `to`.
fn after(from: Date, to: Date) -> i64 {
    let days = to.duration_since(from).as_hours() / 24;
    let (weeks, rest) = (days / OF_WEEK.1, days % OF_WEEK.1);
    let in_rest = (0..rest).filter_map(|back| later(to, -back)).filter(|date| is_business_day(*date)).count();
    weeks * OF_WEEK.0 + in_rest as i64
}
