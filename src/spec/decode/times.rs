//! Durations, due dates, schedules and days.

use super::Decoder;
use super::keyed::Keys;
use super::texts::{is_formula, words};
use crate::diag::{Code, Diagnostic, nearest};
use crate::formula::{Dialect, parse};
use crate::source::{Fragment, Span, Spanned};
use crate::spec::keys::{Kind, UNITS};
use crate::spec::model::{Due, Duration, Every, Unit};
use crate::spec::node::{Node, Scalar, Style};
use crate::spec::text::shown;

const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The most of any unit: more is a slip of the hand, and dates stay within what the platform stores.
const MOST: u32 = 100_000;

impl Decoder<'_> {
    /// A number of one of the units that the table gives the key.
    pub(super) fn duration(&mut self, keys: &Keys<'_>, name: &str) -> Option<Spanned<Duration>> {
        let node = keys.get(name)?;
        let kind = keys.kind(name)?;
        let Kind::Duration(units) = kind else { return None };
        let scalar = self.scalar(node, &kind.words())?;
        self.amount(&scalar.text, node.span, units, 1)
    }

    fn amount(
        &mut self,
        text: &Fragment,
        span: Span,
        units: &'static [Unit],
        least: u32,
    ) -> Option<Spanned<Duration>> {
        let (count, unit) = text.text.trim().split_once(' ').unwrap_or((&text.text, ""));
        let expected = Kind::Duration(units).words();
        let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
        let unit = unit_of(unit).filter(|unit| units.contains(unit));
        let Some(unit) = unit.filter(|_| is_number) else {
            let message = format!("expected {expected}, found `{}`", shown(&text.text));
            let diagnostic = Diagnostic::new(Code::MalformedDuration, span, message);
            self.tell(match meant(&text.text, units) {
                Some(meant) => diagnostic.suggest(Some(&meant)),
                None => diagnostic.help(format!("write a whole number and a unit: {expected}")),
            });
            return None;
        };
        match count.parse::<u32>().ok().filter(|count| (least..=MOST).contains(count)) {
            Some(count) => Some(Spanned::new(Duration { count, unit }, span)),
            None => {
                let message = format!("expected a number from {least} to {MOST}, found `{}`", shown(count));
                self.tell(
                    Diagnostic::new(Code::NumberOutOfRange, span, message)
                        .help("write a number between them"),
                );
                None
            }
        }
    }

    /// A duration, or `until told`, which is none.
    pub(super) fn pause(&mut self, keys: &Keys<'_>, name: &str) -> Option<Option<Spanned<Duration>>> {
        let node = keys.get(name)?;
        let kind = keys.kind(name)?;
        let Kind::Pause(units) = kind else { return None };
        let scalar = self.scalar(node, &kind.words())?;
        match scalar.text.text == "until told" {
            true => Some(None),
            false => self.amount(&scalar.text, node.span, units, 1).map(Some),
        }
    }

    /// `today`, a duration or a formula behind `=`.
    pub(super) fn due(&mut self, keys: &Keys<'_>, name: &str) -> Option<Due> {
        let node = keys.get(name)?;
        let kind = keys.kind(name)?;
        let Kind::Due(units) = kind else { return None };
        let expected = kind.words();
        let scalar = self.scalar(node, &expected)?;
        let text = scalar.text.text.as_str();
        if is_formula(scalar) {
            let formula = scalar.text.slice(1..text.len());
            return parse(&formula, Dialect::Spec, self.sink).map(Due::Formula);
        }
        match text {
            "today" => Some(Due::Today(node.span)),
            _ if text.starts_with(|first: char| first.is_ascii_digit()) => {
                self.amount(&scalar.text, node.span, units, 0).map(Due::In)
            }
            _ => {
                self.malformed_due(scalar, node.span, &expected);
                None
            }
        }
    }

    fn malformed_due(&mut self, scalar: &Scalar, span: Span, expected: &str) {
        let text = scalar.text.text.as_str();
        let message = format!("expected {expected}, found `{}`", shown(text));
        let diagnostic = Diagnostic::new(Code::MalformedDue, span, message);
        let one_line = !text.contains('\n') && scalar.style == Style::Plain;
        self.tell(match text {
            "tomorrow" => diagnostic.help("write `1 day`").fix(span, "1 day"),
            _ if text.contains(['(', '.']) && one_line => {
                let quoted = text.replace('\'', "''");
                diagnostic.help("a formula begins with `=`").fix(span, format!("'={quoted}'"))
            }
            _ if text.contains(['(', '.']) => diagnostic.help("a formula begins with `=`"),
            _ => match nearest(text, ["today"]) {
                None => diagnostic.help(format!("write {expected}")),
                near => diagnostic.suggest(near),
            },
        });
    }

    /// `day at 02:00`, `week on Monday at 06:00`.
    pub(super) fn schedule(&mut self, node: Option<&Node>) -> Option<Spanned<Every>> {
        let node = node?;
        let expected = Kind::Schedule.words();
        let scalar = self.scalar(node, &expected)?;
        let words: Vec<&str> = words(&scalar.text).iter().map(|word| word.value).collect();
        let every = every(&words);
        if every.is_none() {
            let message = format!("expected {expected}, found `{}`", shown(&scalar.text.text));
            let diagnostic = Diagnostic::new(Code::MalformedSchedule, node.span, message);
            self.tell(match meant_schedule(&words) {
                Some(meant) => diagnostic.suggest(Some(&meant)),
                None => diagnostic.help(
                    "a day is an English name, a time has two digits for the hour and two for the minute",
                ),
            });
        }
        every.map(|every| Spanned::new(every, node.span))
    }

    /// `2026-12-01`, a day that the calendar has.
    pub(super) fn date(&mut self, node: Option<&Node>) -> Option<Spanned<String>> {
        let node = node?;
        let text = &self.scalar(node, &Kind::Date.words())?.text.text;
        if is_day(text) {
            return Some(Spanned::new(text.clone(), node.span));
        }
        let message = format!("expected {}, found `{}`", Kind::Date.words(), shown(text));
        let help = "write the year with four digits, the month and the day with two";
        self.tell(Diagnostic::new(Code::MalformedDate, node.span, message).help(help));
        None
    }
}

/// `2 business days`: what a text says, where it is a duration in any unit.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let (count, unit) = text.split_once(' ')?;
    let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    let count = count.parse::<u32>().ok().filter(|count| is_number && *count <= MOST)?;
    Some(Duration { count, unit: unit_of(unit)? })
}

/// The unit of a word, in singular or plural.
pub(super) fn unit_of(word: &str) -> Option<Unit> {
    UNITS
        .iter()
        .find(|(_, plural)| *plural == word || plural.strip_suffix('s') == Some(word))
        .map(|(unit, _)| *unit)
}

/// The duration with the unit that was probably meant, if there is one.
fn meant(text: &str, units: &[Unit]) -> Option<String> {
    let (count, word) = text.split_once(' ')?;
    let words = UNITS.iter().filter(|(unit, _)| units.contains(unit)).map(|(_, word)| *word);
    let near = nearest(word, words).filter(|_| count.parse::<u32>().is_ok())?;
    Some(format!("{count} {near}"))
}

/// The schedule that words say.
fn every(words: &[&str]) -> Option<Every> {
    let (weekday, time) = match words {
        ["day", "at", time] => (None, *time),
        ["week", "on", day, "at", time] => (Some(WEEKDAYS.iter().position(|each| each == day)?), *time),
        _ => return None,
    };
    let (hour, minute) = clock(time)?;
    let weekday = weekday.and_then(|day| u8::try_from(day).ok());
    Some(Every { weekday, hour, minute })
}

/// The schedule that was probably meant: with the weekday's right name, and two digits for the hour.
fn meant_schedule(words: &[&str]) -> Option<String> {
    let right: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| match at + 1 == words.len() {
            true => format!("{word:0>5}"),
            false => {
                nearest(word, WEEKDAYS.iter().copied().chain(["day", "week"])).unwrap_or(word).to_owned()
            }
        })
        .collect();
    let borrowed: Vec<&str> = right.iter().map(String::as_str).collect();
    every(&borrowed).map(|_| right.join(" "))
}

/// Hour and minute of `02:00`.
fn clock(text: &str) -> Option<(u8, u8)> {
    let (hour, minute) = text.split_once(':')?;
    let two_digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |text: &str| text.parse::<u8>().ok().filter(|_| two_digits(text));
    Some((number(hour).filter(|hour| *hour < 24)?, number(minute).filter(|minute| *minute < 60)?))
}

fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |text: &str, digits: usize| {
        text.parse::<u16>().ok().filter(|_| text.len() == digits && !text.starts_with('+'))
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    year >= 1900 && (1..=last).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        for day in ["2026-12-01", "2024-02-29", "2000-02-29"] {
            assert!(is_day(day), "{day}");
        }
        for day in [
            "2026-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "26-12-01",
            "2026-1-1",
            "+026-12-01",
        ] {
            assert!(!is_day(day), "{day}");
        }
    }

    #[test]
    fn times_of_the_clock() {
        assert_eq!(clock("02:00"), Some((2, 0)));
        assert_eq!(clock("23:59"), Some((23, 59)));
        for wrong in ["24:00", "2:00", "02:60", "0200", "+2:00"] {
            assert_eq!(clock(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_schedule_is_mended_where_it_is_certain() {
        let meant = |text: &str| meant_schedule(&text.split(' ').collect::<Vec<_>>());
        assert_eq!(meant("day at 6:00").as_deref(), Some("day at 06:00"));
        assert_eq!(meant("week on monday at 6:30").as_deref(), Some("week on Monday at 06:30"));
        for unclear in ["day at 6", "day at 26:00", "week at 06:00", "daily at noon", ""] {
            assert_eq!(meant(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn units_in_singular_and_plural() {
        assert_eq!(unit_of("business day"), Some(Unit::BusinessDays));
        assert_eq!(unit_of("days"), Some(Unit::Days));
        assert_eq!(unit_of("fortnights"), None);
        assert_eq!(unit_of(""), None);
    }
}
