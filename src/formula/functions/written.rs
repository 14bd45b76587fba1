//! Values as texts of formulas, and back, with the leniency that Salesforce's engine has.

use crate::formula::value::Decimal;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// Digits of an exponent: with more it is no number that can be counted with.
const MOST_EXPONENT: i64 = 1_000;

/// `2024-01-31 23:59:59Z`, in GMT.
pub(super) fn moment(moment: Timestamp) -> String {
    moment.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// `23:59:59.250`
pub(super) fn time(time: Time) -> String {
    format!("{}.{:03}", time.strftime("%H:%M:%S"), time.millisecond())
}

/// Whether a text is a number: digits with at most one point, a sign, an exponent (`1e3`); no blanks, no commas.
pub(super) fn is_number(text: &str) -> bool {
    parts(text).is_some()
}

/// The number that a text is.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let (digits, exponent) = parts(text)?;
    let number = Decimal::read(digits)?;
    match exponent {
        0 => Some(number),
        _ if exponent.abs() > MOST_EXPONENT => None,
        _ => number.shifted(exponent),
    }
}

/// The digits and the exponent.
fn parts(text: &str) -> Option<(&str, i64)> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, whole(exponent)?),
        None => (text, 0),
    };
    Decimal::is_written(digits).then_some((digits, exponent))
}

fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = !digits.is_empty() && digits.len() <= 10 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// A day at the start of a text: `2024-01-31`, `2024-1-5`. What follows does not count.
pub(super) fn date(text: &str) -> Option<Date> {
    Scanner::of_day(text)?.date()
}

/// A moment at the start of a text: `2024-01-31 23:59:59`. What follows does not count.
pub(super) fn date_time(text: &str) -> Option<DateTime> {
    let mut scanner = Scanner::of_day(text)?;
    let date = scanner.date()?;
    let [hour, minute, second] = [scanner.field(" ")?, scanner.field(":")?, scanner.field(":")?];
    clock(hour, minute, second, 0).map(|time| date.to_datetime(time))
}

/// A time of day that is the whole text: `23:59:59.250`.
pub(super) fn time_of_day(text: &str) -> Option<Time> {
    let mut scanner = Scanner { rest: text };
    let fields = [scanner.field("")?, scanner.field(":")?, scanner.field(":")?, scanner.field(".")?];
    let [hour, minute, second, milliseconds] = fields;
    scanner.rest.is_empty().then(|| clock(hour, minute, second, milliseconds))?
}

fn clock(hour: i64, minute: i64, second: i64, milliseconds: i64) -> Option<Time> {
    let [hour, minute, second] = [hour, minute, second].map(i8::try_from);
    let nanoseconds = i32::try_from(milliseconds).ok().filter(|count| *count < 1000)? * 1_000_000;
    Time::new(hour.ok()?, minute.ok()?, second.ok()?, nanoseconds).ok()
}

/// What is still to be read of a text.
struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    /// A text that begins with a year of four digits.
    fn of_day(text: &'a str) -> Option<Self> {
        let year = text.split_once('-')?.0;
        let four = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        four.then_some(Self { rest: text })
    }

    fn date(&mut self) -> Option<Date> {
        let [year, month, day] = [self.field("")?, self.field("-")?, self.field("-")?];
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }

    /// The digits behind a sign; blanks may stand between them.
    fn field(&mut self, sign: &str) -> Option<i64> {
        let digits = self.rest.strip_prefix(sign)?.trim_start_matches([' ', '\t']);
        let end = digits.find(|character: char| !character.is_ascii_digit()).unwrap_or(digits.len());
        self.rest = &digits[end..];
        digits[..end].parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_without_blanks_and_commas() {
        for (text, number) in
            [("12", "12"), ("+.5", "0.5"), ("1e3", "1000"), ("-2.5E-2", "-0.025"), ("5.", "5")]
        {
            assert_eq!(super::number(text).map(|number| number.to_string()).as_deref(), Some(number));
        }
        for wrong in ["", " 12 ", "1,234", "abc", "1e", "e3", "1e3.5", "1 000", "0x10", "1e99999999999"] {
            assert!(!is_number(wrong), "{wrong}");
        }
        assert!(is_number("1e999999"), "it is a number, though one that cannot be counted with");
        assert_eq!(number("1e999999"), None);
    }

    #[test]
    fn days_are_read_leniently() {
        let text = |text| date(text).map(|date| date.to_string());
        assert_eq!(text("2024-1-5").as_deref(), Some("2024-01-05"));
        assert_eq!(text("2024-02-29 and more").as_deref(), Some("2024-02-29"));
        for wrong in ["2024-02-30", "01/02/2024", "24-01-01", "2024-13-01", "2024-01", " 2024-01-01", ""] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn moments_and_times_are_checked() {
        let moment = |text| date_time(text).map(|moment| moment.to_string());
        assert_eq!(moment("2011-1-23 2:22:59Z").as_deref(), Some("2011-01-23T02:22:59"));
        for wrong in ["2012-01-01 24:00:00", "2012-01-01 23:60:00", "2012-01-01", "2012-01-01T00:00:00"] {
            assert_eq!(date_time(wrong), None, "{wrong}");
        }
        assert_eq!(time_of_day("23:59:59.5").map(time).as_deref(), Some("23:59:59.005"));
        for wrong in ["23:59:59", "24:00:00.000", "01:14:23.3456", "01:14:23.345 "] {
            assert_eq!(time_of_day(wrong), None, "{wrong}");
        }
    }
}
