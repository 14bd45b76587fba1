//! Days, moments, times of day. Null gives null. Moments are in GMT, except where a day of the user's is asked for.

use super::call::{Call, Outcome};
use super::written;
use crate::formula::Type;
use crate::formula::value::{Decimal, Fault, Value};
use jiff::civil::{Date, DateTime, ISOWeekDate, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

const MILLISECONDS_OF_DAY: i64 = 86_400_000;

/// The years that a formula can make a date of.
const YEARS: std::ops::RangeInclusive<i64> = 1..=9999;

/// A number of a day.
fn of_day(call: &dyn Call, compute: fn(Date) -> i64) -> Outcome {
    Ok(day(call)?.map_or(Value::Null, |date| Value::number(compute(date))))
}

/// A day, or the day of a moment in GMT.
fn day(call: &dyn Call) -> Result<Option<Date>, Fault> {
    match call.value(0)? {
        Value::DateTime(moment) => Ok(Some(civil(moment).date())),
        Value::Date(date) => Ok(Some(date)),
        other => call.null_or_wrong(0, &other, Type::Date),
    }
}

/// A moment in GMT.
fn civil(moment: Timestamp) -> DateTime {
    TimeZone::UTC.to_datetime(moment)
}

fn from_civil(moment: DateTime) -> Option<Timestamp> {
    TimeZone::UTC.to_timestamp(moment).ok()
}

/// A number of a time of day.
fn of_time(call: &dyn Call, compute: fn(Time) -> i64) -> Outcome {
    Ok(call.time(0)?.map_or(Value::Null, |time| Value::number(compute(time))))
}

/// Milliseconds since midnight.
pub(in crate::formula) fn milliseconds(time: Time) -> i64 {
    time.duration_since(Time::midnight()).as_millis() as i64
}

/// The time of day so many milliseconds after midnight; whole days do not count, and none is before midnight.
pub(in crate::formula) fn from_milliseconds(milliseconds: i64) -> Option<Time> {
    let of_day = milliseconds % MILLISECONDS_OF_DAY;
    (of_day >= 0).then(|| Time::midnight().wrapping_add(SignedDuration::from_millis(of_day)))
}

/// The last day of a month stays the last day of the month.
pub(super) fn addmonths(call: &dyn Call) -> Outcome {
    let (value, months) = (call.value(0)?, call.whole(1)?);
    let Some(months) = months else { return Ok(Value::Null) };
    let later = match value {
        Value::Date(date) => {
            months_later(date.to_datetime(Time::midnight()), months).map(|at| Value::Date(at.date()))
        }
        Value::DateTime(moment) => {
            months_later(civil(moment), months).and_then(from_civil).map(Value::DateTime)
        }
        other => return call.null_or_wrong::<Value>(0, &other, Type::Date).map(Option::unwrap_or_default),
    };
    later.ok_or_else(|| out_of_range(call))
}

fn months_later(moment: DateTime, months: i64) -> Option<DateTime> {
    let days = i64::from(moment.date() == moment.date().last_of_month());
    let later = moment.checked_add(days.days()).ok()?.checked_add(jiff::Span::new().try_months(months).ok()?);
    later.ok()?.checked_sub(days.days()).ok()
}

fn out_of_range(call: &dyn Call) -> Fault {
    call.fault("the date is out of range".to_owned())
}

pub(super) fn date(call: &dyn Call) -> Outcome {
    let parts = [call.whole(0)?, call.whole(1)?, call.whole(2)?];
    let [Some(year), Some(month), Some(day)] = parts else { return Ok(Value::Null) };
    let date = YEARS.contains(&year).then(|| {
        let (year, month, day) = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
        Date::new(year.ok()?, month.ok()?, day.ok()?).ok()
    });
    date.flatten().map(Value::Date).ok_or_else(|| call.fault(format!("there is no day {year}-{month}-{day}")))
}

pub(super) fn datevalue(call: &dyn Call) -> Outcome {
    match call.value(0)? {
        Value::DateTime(moment) => Ok(Value::Date(call.context().time_zone.to_datetime(moment).date())),
        _ => from_text(call, |text| written::date(text).map(Value::Date)),
    }
}

pub(super) fn datetimevalue(call: &dyn Call) -> Outcome {
    match call.value(0)? {
        moment @ Value::DateTime(_) => Ok(moment),
        Value::Date(date) => {
            let moment = from_civil(date.to_datetime(Time::midnight()));
            moment.map(Value::DateTime).ok_or_else(|| out_of_range(call))
        }
        _ => from_text(call, |text| written::date_time(text).and_then(from_civil).map(Value::DateTime)),
    }
}

pub(super) fn timevalue(call: &dyn Call) -> Outcome {
    match call.value(0)? {
        time @ Value::Time(_) => Ok(time),
        Value::DateTime(moment) => Ok(Value::Time(civil(moment).time())),
        _ => from_text(call, |text| written::time_of_day(text).map(Value::Time)),
    }
}

fn from_text(call: &dyn Call, read: impl Fn(&str) -> Option<Value>) -> Outcome {
    let Some(text) = call.text(0)? else { return Ok(Value::Null) };
    read(&text).ok_or_else(|| call.fault(format!("`{text}` is written in another way")))
}

pub(super) fn today(call: &dyn Call) -> Outcome {
    let context = call.context();
    Ok(Value::Date(context.time_zone.to_datetime(context.now).date()))
}

pub(super) fn now(call: &dyn Call) -> Outcome {
    Ok(Value::DateTime(call.context().now))
}

pub(super) fn timenow(call: &dyn Call) -> Outcome {
    Ok(Value::Time(civil(call.context().now).time()))
}

pub(super) fn year(call: &dyn Call) -> Outcome {
    of_day(call, |date| date.year().into())
}

pub(super) fn month(call: &dyn Call) -> Outcome {
    of_day(call, |date| date.month().into())
}

pub(super) fn day_(call: &dyn Call) -> Outcome {
    of_day(call, |date| date.day().into())
}

pub(super) fn dayofyear(call: &dyn Call) -> Outcome {
    of_day(call, |date| date.day_of_year().into())
}

pub(super) fn weekday(call: &dyn Call) -> Outcome {
    of_day(call, |date| date.weekday().to_sunday_one_offset().into())
}

pub(super) fn isoweek(call: &dyn Call) -> Outcome {
    of_day(call, |date| ISOWeekDate::from(date).week().into())
}

pub(super) fn isoyear(call: &dyn Call) -> Outcome {
    of_day(call, |date| ISOWeekDate::from(date).year().into())
}

pub(super) fn hour(call: &dyn Call) -> Outcome {
    of_time(call, |time| time.hour().into())
}

pub(super) fn minute(call: &dyn Call) -> Outcome {
    of_time(call, |time| time.minute().into())
}

pub(super) fn second(call: &dyn Call) -> Outcome {
    of_time(call, |time| time.second().into())
}

pub(super) fn millisecond(call: &dyn Call) -> Outcome {
    of_time(call, |time| time.millisecond().into())
}

/// Of a time of day, the seconds since midnight.
pub(super) fn unixtimestamp(call: &dyn Call) -> Outcome {
    match call.value(0)? {
        Value::DateTime(moment) => Ok(Value::number(moment.as_millisecond() / 1000)),
        Value::Date(date) => Ok(Value::number(days_since_1970(date) * 86_400)),
        Value::Time(time) => Ok(Value::number(milliseconds(time) / 1000)),
        other => call.null_or_wrong::<Value>(0, &other, Type::DateTime).map(Option::unwrap_or_default),
    }
}

/// Days since the start of 1970.
pub(in crate::formula) fn days_since_1970(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

pub(super) fn fromunixtime(call: &dyn Call) -> Outcome {
    let Some(seconds) = call.number(0)? else { return Ok(Value::Null) };
    let milliseconds = seconds.times(&Decimal::from(1000)).map(|count| count.whole());
    let moment = milliseconds.and_then(|count| Timestamp::from_millisecond(count).ok());
    moment.map(Value::DateTime).ok_or_else(|| out_of_range(call))
}

/// `hh:mm:ss`, or `d:hh:mm:ss` between moments and where the second argument says so. No sign.
pub(super) fn formatduration(call: &dyn Call) -> Outcome {
    let (seconds, with_days) = match call.value(0)? {
        Value::Number(number) => {
            let with_days = call.count() > 1 && call.boolean(1)? == Some(true);
            (Some(number.whole()), with_days)
        }
        Value::Time(from) => (call.time(1)?.map(|to| (milliseconds(to) - milliseconds(from)) / 1000), false),
        Value::DateTime(from) => {
            let to = call.moment(1)?;
            (to.map(|to| (to.as_millisecond() - from.as_millisecond()) / 1000), true)
        }
        _ => (None, false),
    };
    let Some(seconds) = seconds.map(i64::unsigned_abs) else { return Ok(Value::Null) };
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    let text = match with_days {
        true => format!("{}:{:02}:{:02}:{:02}", hours / 24, hours % 24, minutes, seconds % 60),
        false => format!("{hours:02}:{minutes:02}:{:02}", seconds % 60),
    };
    call.give_text(text)
}
