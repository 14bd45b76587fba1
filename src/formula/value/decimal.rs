//! Numbers of formulas: decimals of 39 digits, as Salesforce's formula engine counts with, never floats.
//!
//! Source: github.com/salesforce/formula-engine: every operator rounds to 39 significant digits, half away from zero.

use bigdecimal::num_bigint::{BigInt, Sign};
use bigdecimal::rounding::RoundingMode;
use bigdecimal::{BigDecimal, ToPrimitive, Zero};
use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

mod arithmetic;

/// Digits before the point, and zeros behind it, that a number may have: more is refused, so that every number can be
/// printed.
const MOST_MAGNITUDE: i64 = 1_000;

/// A number. `1.50` and `1.5` are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(BigDecimal);

impl Decimal {
    /// No number at all.
    pub fn zero() -> Self {
        Self(BigDecimal::zero())
    }

    /// A number as it is written in a formula or a field: digits with at most one point, a sign before them.
    pub fn read(text: &str) -> Option<Self> {
        let number = Self::is_written(text).then(|| BigDecimal::from_str(text).ok())?;
        number.map(Self).filter(Self::is_bearable)
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
        let (digits, scale) = self.0.as_bigint_and_exponent();
        Some(Self(BigDecimal::new(digits, scale.checked_sub(places)?))).filter(Self::is_bearable)
    }

    /// The whole number, where it is one and fits.
    pub fn to_i64(&self) -> Option<i64> {
        self.0.is_integer().then(|| self.0.to_i64()).flatten()
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is less than 0.
    pub fn is_negative(&self) -> bool {
        self.0.sign() == Sign::Minus
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
        Self(-&self.0)
    }

    /// The number without its sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        Self(self.0.abs())
    }

    /// The whole number towards zero; the greatest or least that fits where it does not.
    pub fn whole(&self) -> i64 {
        let whole = self.0.with_scale_round(0, RoundingMode::Down);
        whole.to_i64().unwrap_or(if self.is_negative() { i64::MIN } else { i64::MAX })
    }

    /// Digits before the point; `0.5` has one.
    pub fn whole_digits(&self) -> i64 {
        let digits = i64::try_from(self.0.digits()).unwrap_or(i64::MAX);
        digits.saturating_sub(self.0.fractional_digit_count()).max(1)
    }

    /// What is kept of a number with so many significant digits.
    #[must_use]
    pub fn with_digits(&self, digits: u64, mode: RoundingMode) -> Self {
        match NonZeroU64::new(digits).filter(|digits| self.0.digits() > digits.get()) {
            Some(digits) => Self(self.0.with_precision_round(digits, mode)),
            None => self.clone(),
        }
    }

    /// Rounded to so many places, in any way.
    pub(in crate::formula) fn with_places(&self, places: i64, mode: RoundingMode) -> Self {
        let places = places.clamp(-MOST_MAGNITUDE, MOST_MAGNITUDE);
        match places < self.0.fractional_digit_count() {
            true => Self(self.0.with_scale_round(places, mode)),
            false => self.clone(),
        }
    }

    fn is_bearable(&self) -> bool {
        let scale = self.0.fractional_digit_count();
        let before = i64::try_from(self.0.digits()).map(|digits| digits - scale);
        scale <= MOST_MAGNITUDE && before.is_ok_and(|before| before <= MOST_MAGNITUDE)
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(BigDecimal::from(number))
    }
}

/// Digits with at most one point; no zeros at the end, no exponent.
impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (digits, scale) = self.0.normalized().into_bigint_and_exponent();
        match digits == BigInt::ZERO {
            true => formatter.write_str("0"),
            false => formatter.write_str(&BigDecimal::new(digits, scale).to_plain_string()),
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
