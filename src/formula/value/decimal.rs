//! Numbers of formulas: decimals of 39 digits, as Salesforce's formula engine counts with, never floats.
//!
//! Source: github.com/salesforce/formula-engine: every operator rounds to 39 significant digits, half away from zero.

use bigdecimal::num_bigint::Sign;
use bigdecimal::rounding::RoundingMode;
use bigdecimal::{BigDecimal, ToPrimitive};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

mod arithmetic;

/// Digits before the point, and zeros behind it, that a number may have: more is refused, so that every number can be
/// printed.
const MOST_MAGNITUDE: i64 = 1_000;

/// A number. `1.50` and `1.5` are equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(Kept);

/// How a number is kept. Most are whole and small: these are counted with at once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kept {
    /// Every whole number that fits, so that equal numbers are kept alike.
    Whole(i64),
    /// Any other; elsewhere, so that the many that are whole stay small.
    Other(Box<BigDecimal>),
}

impl Decimal {
    /// No number at all.
    pub fn zero() -> Self {
        Self(Kept::Whole(0))
    }

    fn of(number: BigDecimal) -> Self {
        let whole = number.is_integer().then(|| number.to_i64()).flatten();
        Self(whole.map_or_else(|| Kept::Other(Box::new(number)), Kept::Whole))
    }

    fn big(&self) -> Cow<'_, BigDecimal> {
        match &self.0 {
            Kept::Whole(whole) => Cow::Owned(BigDecimal::from(*whole)),
            Kept::Other(number) => Cow::Borrowed(number),
        }
    }

    /// The whole number, where it is one and fits.
    pub fn to_i64(&self) -> Option<i64> {
        match self.0 {
            Kept::Whole(whole) => Some(whole),
            Kept::Other(_) => None,
        }
    }

    /// A number as it is written in a formula or a field: digits with at most one point, a sign before them.
    pub fn read(text: &str) -> Option<Self> {
        if !Self::is_written(text) {
            return None;
        }
        match text.parse() {
            Ok(whole) => Some(Self(Kept::Whole(whole))),
            Err(_) => BigDecimal::from_str(text).ok().filter(is_bearable).map(Self::of),
        }
    }

    /// Whether a text is written as a number.
    pub fn is_written(text: &str) -> bool {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let counted = digits.bytes().any(|byte| byte.is_ascii_digit());
        plain && counted && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
    }

    /// The number with its point so many places further to the right; none where that is too far.
    pub fn shifted(&self, places: i64) -> Option<Self> {
        let (digits, scale) = self.big().as_bigint_and_exponent();
        let moved = BigDecimal::new(digits, scale.checked_sub(places)?);
        is_bearable(&moved).then(|| Self::of(moved))
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0 == Kept::Whole(0)
    }

    /// Whether it is less than 0.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Kept::Whole(whole) => *whole < 0,
            Kept::Other(number) => number.sign() == Sign::Minus,
        }
    }

    /// Rounded to so many places behind the point, half away from zero; a negative number of places rounds before it.
    #[must_use]
    pub fn rounded(&self, places: i64) -> Self {
        self.with_places(places, RoundingMode::HalfUp)
    }

    /// Cut to so many places behind the point.
    #[must_use]
    pub fn truncated(&self, places: i64) -> Self {
        self.with_places(places, RoundingMode::Down)
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        match self.to_i64().and_then(i64::checked_neg) {
            Some(whole) => Self(Kept::Whole(whole)),
            None => Self::of(-self.big().as_ref()),
        }
    }

    /// The number without its sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        if self.is_negative() { self.negated() } else { self.clone() }
    }

    /// The whole number towards zero; the greatest or least that fits where it does not.
    pub fn whole(&self) -> i64 {
        let beyond = if self.is_negative() { i64::MIN } else { i64::MAX };
        match &self.0 {
            Kept::Whole(whole) => *whole,
            Kept::Other(number) => number.with_scale_round(0, RoundingMode::Down).to_i64().unwrap_or(beyond),
        }
    }

    /// Digits before the point; `0.5` has one.
    pub fn whole_digits(&self) -> i64 {
        match &self.0 {
            Kept::Whole(whole) => whole.unsigned_abs().checked_ilog10().map_or(1, |log| i64::from(log) + 1),
            Kept::Other(number) => {
                let digits = i64::try_from(number.digits()).unwrap_or(i64::MAX);
                digits.saturating_sub(number.fractional_digit_count()).max(1)
            }
        }
    }

    /// What is kept of a number with so many significant digits.
    #[must_use]
    pub fn with_digits(&self, digits: u64, mode: RoundingMode) -> Self {
        match NonZeroU64::new(digits).filter(|_| self.digits() > digits) {
            Some(digits) => Self::of(self.big().with_precision_round(digits, mode)),
            None => self.clone(),
        }
    }

    /// How many digits are written.
    fn digits(&self) -> u64 {
        match &self.0 {
            Kept::Whole(_) => u64::try_from(self.whole_digits()).unwrap_or(1),
            Kept::Other(number) => number.digits(),
        }
    }

    /// Digits behind the point.
    fn scale(&self) -> i64 {
        match &self.0 {
            Kept::Whole(_) => 0,
            Kept::Other(number) => number.fractional_digit_count(),
        }
    }

    /// Rounded to so many places, in any way.
    pub(in crate::formula) fn with_places(&self, places: i64, mode: RoundingMode) -> Self {
        let places = places.clamp(-MOST_MAGNITUDE, MOST_MAGNITUDE);
        match places < self.scale() {
            true => Self::of(self.big().with_scale_round(places, mode)),
            false => self.clone(),
        }
    }
}

/// Whether a number can be printed.
fn is_bearable(number: &BigDecimal) -> bool {
    let scale = number.fractional_digit_count();
    let before = i64::try_from(number.digits()).map(|digits| digits - scale);
    scale <= MOST_MAGNITUDE && before.is_ok_and(|before| before <= MOST_MAGNITUDE)
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Kept::Whole(one), Kept::Whole(other)) => one.cmp(other),
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(Kept::Whole(number))
    }
}

/// Digits with at most one point; no zeros at the end, no exponent.
impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kept::Whole(whole) => whole.fmt(formatter),
            Kept::Other(number) => formatter.write_str(&number.normalized().to_plain_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Decimal {
        Decimal::read(text).unwrap()
    }

    #[test]
    fn numbers_are_read_and_printed_plainly() {
        for (written, printed) in [
            ("007", "7"),
            ("1.50", "1.5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-0.0", "0"),
            ("+12", "12"),
            ("1000000000000000000000", "1000000000000000000000"),
            ("0.000000000000000000000000000001", "0.000000000000000000000000000001"),
        ] {
            assert_eq!(read(written).to_string(), printed);
        }
        for wrong in ["", ".", "-", "1e3", "1,5", " 1", "1.2.3", "--1", "٣"] {
            assert_eq!(Decimal::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn whole_numbers_are_cut_and_counted() {
        assert_eq!((read("-2.9").whole(), read("1e".trim_end_matches('e')).whole()), (-2, 1));
        assert_eq!(read("99999999999999999999").whole(), i64::MAX);
        assert_eq!(
            [read("0.05").whole_digits(), read("9.5").whole_digits(), read("150").whole_digits()],
            [1, 1, 3]
        );
    }

    #[test]
    fn rounding_goes_away_from_zero() {
        for (number, places, rounded, truncated) in [
            ("2.5", 0, "3", "2"),
            ("-2.5", 0, "-3", "-2"),
            ("1.005", 2, "1.01", "1"),
            ("149.9", -2, "100", "100"),
            ("150", -2, "200", "100"),
            ("7", 3, "7", "7"),
        ] {
            assert_eq!(read(number).rounded(places), read(rounded), "{number}");
            assert_eq!(read(number).truncated(places), read(truncated), "{number}");
        }
    }

    #[test]
    fn a_number_without_end_is_refused() {
        assert_eq!(Decimal::read(&"9".repeat(1001)), None);
        assert_eq!(Decimal::read(&format!("0.{}1", "0".repeat(1000))), None);
    }
}
