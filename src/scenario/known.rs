//! What a written value may refer to: records by their names, and the time that it is.

use crate::formula::Value;
use crate::spec::{Duration, Unit};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};
use std::collections::BTreeMap;

/// Records by their names, and the time that it is.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    ids: BTreeMap<String, Vec<Value>>,
    names: BTreeMap<String, String>,
    pub(crate) now: Timestamp,
    pub(crate) time_zone: TimeZone,
}

impl Known {
    /// Nobody, at this time.
    pub(crate) fn at(now: Timestamp, time_zone: TimeZone) -> Self {
        Self { ids: BTreeMap::new(), names: BTreeMap::new(), now, time_zone }
    }

    /// From now on the name stands for this record alone. A name without a record (null) stands for none, and is known.
    pub(crate) fn insert(&mut self, name: &str, id: Value) {
        self.ids.remove(name);
        self.add(name, id);
    }

    /// One more record that is called so: one that is like the others.
    pub(crate) fn add(&mut self, name: &str, id: Value) {
        self.names.insert(id.to_string(), name.to_owned());
        self.ids.entry(name.to_owned()).or_default().push(id);
    }

    /// The first record of a name.
    pub(crate) fn id(&self, name: &str) -> Option<&Value> {
        self.ids(name).first()
    }

    /// All records of a name.
    pub(crate) fn ids(&self, name: &str) -> &[Value] {
        self.ids.get(name).map_or(&[], Vec::as_slice)
    }

    /// The name of a record.
    pub(crate) fn name(&self, id: &Value) -> Option<&str> {
        self.names.get(&id.to_string()).map(String::as_str).filter(|_| *id != Value::Null)
    }

    /// All names.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(String::as_str)
    }

    /// Today, where the running user is.
    pub(crate) fn today(&self) -> Date {
        self.now.to_zoned(self.time_zone.clone()).date()
    }

    /// The time so much later; earlier where `sign` is -1. Days keep the time of the clock.
    pub(crate) fn moved(&self, duration: Duration, sign: i64) -> Option<Timestamp> {
        let count = i64::from(duration.count) * sign;
        let here = self.now.to_zoned(self.time_zone.clone());
        let span: Span = match duration.unit {
            Unit::Seconds => count.seconds(),
            Unit::Minutes => count.minutes(),
            Unit::Hours => count.hours(),
            Unit::Days => count.days(),
            Unit::Weeks => count.weeks(),
            Unit::BusinessDays => (business_days(here.date(), count)? - here.date()).get_days().days(),
            Unit::None => return None,
        };
        here.checked_add(span).ok().map(|moment| moment.timestamp())
    }
}

/// The day so many Mondays to Fridays later, counted day by day.
fn business_days(from: Date, count: i64) -> Option<Date> {
    let (mut day, step) = (from, if count < 0 { -1.days() } else { 1.day() });
    let mut left = count.unsigned_abs();
    while left > 0 {
        day = day.checked_add(step).ok()?;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::duration;

    fn later(text: &str, sign: i64) -> String {
        let known = Known::at("2026-11-27T09:30:00Z".parse().unwrap(), TimeZone::UTC);
        known.moved(duration(text).unwrap(), sign).unwrap().to_string()
    }

    #[test]
    fn time_passes_as_on_the_calendar() {
        assert_eq!(later("2 business days", 1), "2026-12-01T09:30:00Z", "from a Friday to the Tuesday");
        assert_eq!(later("1 business day", -1), "2026-11-26T09:30:00Z");
        assert_eq!(later("5 business days", -1), "2026-11-20T09:30:00Z");
        assert_eq!(later("2 weeks", 1), "2026-12-11T09:30:00Z");
        assert_eq!(later("24 hours", 1), "2026-11-28T09:30:00Z");
    }
}
