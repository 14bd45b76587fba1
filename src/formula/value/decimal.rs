//! Numbers of formulas: decimals of 39 digits, as Salesforce's formula engine counts with, never floats.
//!
//! Source: github.com/salesforce/formula-engine: every operator rounds to 39 significant digits, half away from zero.

use bigdecimal::num_bigint::{BigInt, Sign};
use bigdecimal::rounding::RoundingMode;
use bigdecimal::{BigDecimal, ToPrimitive, Zero};
use std::fmt;
use std::str::FromStr;

/// Significant digits that arithmetic keeps.
const DIGITS: u64 = 39;

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
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let counted = digits.bytes().any(|byte| byte.is_ascii_digit());
        if !plain || !counted || digits.matches('.').count() > 1 {
            return None;
        }
        BigDecimal::from_str(text).ok().map(Self).filter(Self::is_bearable)
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

    /// The sum; `None` where it is too long to be counted with.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        Self::counted(&self.0 + &other.0)
    }

    /// The difference; `None` where it is too long to be counted with.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        Self::counted(&self.0 - &other.0)
    }

    /// The product; `None` where it is too long to be counted with.
    pub fn times(&self, other: &Self) -> Option<Self> {
        Self::counted(&self.0 * &other.0)
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self(-&self.0)
    }

    fn with_places(&self, places: i64, mode: RoundingMode) -> Self {
        let places = places.clamp(-MOST_MAGNITUDE, MOST_MAGNITUDE);
        match places < self.0.fractional_digit_count() {
            true => Self(self.0.with_scale_round(places, mode)),
            false => self.clone(),
        }
    }

    /// What arithmetic keeps of a result.
    fn counted(exact: BigDecimal) -> Option<Self> {
        let kept = match exact.digits() > DIGITS {
            true => exact.with_precision_round(std::num::NonZeroU64::new(DIGITS)?, RoundingMode::HalfUp),
            false => exact,
        };
        Some(Self(kept)).filter(Self::is_bearable)
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
    fn products_of_long_numbers_are_exact() {
        let product = read("999999999999999999").times(&read("999999999999999999"));
        assert_eq!(product, Some(read("999999999999999998000000000000000001")));
        assert_eq!(read("0.1").plus(&read("0.2")), Some(read("0.3")));
    }

    #[test]
    fn arithmetic_keeps_39_digits() {
        let tiny = read("0.000000000000000000000000000000000000004");
        assert_eq!(read("1").plus(&tiny), Some(read("1")));
        let half = read("0.00000000000000000000000000000000000005");
        assert_eq!(read("-10").minus(&half), Some(read("-10.0000000000000000000000000000000000001")));
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
        let great = read(&format!("1{}", "0".repeat(600)));
        assert_eq!(great.times(&great), None);
    }
}
