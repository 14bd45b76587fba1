//! The operators, each rounded to 39 significant digits, half away from zero.
//!
//! Source: what github.com/salesforce/formula-engine computes. `None` is a result that it refuses too, or one that is too
//! long to be counted with.

use super::{Decimal, Kept, is_bearable};
use bigdecimal::num_bigint::BigInt;
use bigdecimal::rounding::RoundingMode;
use bigdecimal::{BigDecimal, One, Zero};
use std::num::NonZeroU64;

/// Significant digits that arithmetic keeps.
const DIGITS: u64 = 39;

/// Significant digits of a power.
const POWER_DIGITS: u64 = 18;

/// Powers of more digits before the point are refused.
const MOST_POWER_DIGITS: f64 = 64.0;

/// Powers with more zeros behind the point are 0.
const MOST_POWER_ZEROS: f64 = 39.0;

impl Decimal {
    /// The sum.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        match self.both_whole(other, i64::checked_add) {
            Some(whole) => Some(whole),
            None => kept(self.big().as_ref() + other.big().as_ref()),
        }
    }

    /// The difference.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        match self.both_whole(other, i64::checked_sub) {
            Some(whole) => Some(whole),
            None => kept(self.big().as_ref() - other.big().as_ref()),
        }
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Option<Self> {
        match self.both_whole(other, i64::checked_mul) {
            Some(whole) => Some(whole),
            None => kept(self.big().as_ref() * other.big().as_ref()),
        }
    }

    /// The quotient; none by 0.
    pub fn divided_by(&self, other: &Self) -> Option<Self> {
        let whole =
            |one: i64, other| if one.checked_rem(other)? == 0 { one.checked_div(other) } else { None };
        match self.both_whole(other, whole) {
            Some(whole) => Some(whole),
            None if other.is_zero() => None,
            None => kept(quotient(&self.big(), &other.big(), DIGITS)),
        }
    }

    /// What is left of a division, with the sign of this number; none by 0.
    pub fn remainder(&self, other: &Self) -> Option<Self> {
        if let Some(whole) = self.both_whole(other, i64::checked_rem) {
            return Some(whole);
        }
        let quotient = self.divided_by(other)?;
        let possible = u64::try_from(quotient.whole_digits()).is_ok_and(|digits| digits <= DIGITS);
        kept(possible.then(|| self.big().as_ref() % other.big().as_ref())?)
    }

    /// The result for two whole numbers, where it fits.
    fn both_whole(&self, other: &Self, compute: impl Fn(i64, i64) -> Option<i64>) -> Option<Self> {
        compute(self.to_i64()?, other.to_i64()?).map(Self::from)
    }

    /// The power with a whole exponent, of 18 digits; none where it has more than 64 before the point.
    pub fn power(&self, exponent: &Self) -> Option<Self> {
        let exponent = exponent.to_i64().and_then(|whole| i32::try_from(whole).ok())?;
        if exponent == 0 {
            return Some(Self::from(1));
        }
        if self.is_zero() {
            return (exponent > 0).then(Self::zero);
        }
        let magnitude = self.to_f64().abs().log10() * f64::from(exponent);
        if magnitude > MOST_POWER_DIGITS {
            return None;
        }
        if magnitude < -MOST_POWER_ZEROS - 1.0 {
            return Some(Self::zero());
        }
        let power = self.raised(exponent);
        let least = Self::of(BigDecimal::new(BigInt::one(), MOST_POWER_ZEROS as i64));
        Some(if power.absolute() < least { Self::zero() } else { power })
    }

    /// The nearest float, for functions that the engine computes with floats.
    pub fn to_f64(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The shortest decimal that reads as this float; none for infinity and what is no number.
    pub fn from_f64(number: f64) -> Option<Self> {
        number.is_finite().then(|| Self::read(&number.to_string()))?
    }

    /// What arithmetic keeps of a result.
    pub(in crate::formula) fn kept(self) -> Option<Self> {
        match self.0 {
            Kept::Whole(_) => Some(self),
            Kept::Other(number) => kept(*number),
        }
    }

    /// By squaring, each step rounded as the engine rounds it.
    fn raised(&self, exponent: i32) -> Self {
        let times = exponent.unsigned_abs();
        let working = POWER_DIGITS + u64::from(times.ilog10()) + 2;
        let (base, mut power) = (self.big(), BigDecimal::one());
        for bit in (0..=times.ilog2()).rev() {
            power = rounded(&power * &power, working);
            if times >> bit & 1 == 1 {
                power = rounded(&power * base.as_ref(), working);
            }
        }
        if exponent < 0 {
            power = rounded(quotient(&BigDecimal::one(), &power, working), working);
        }
        Self::of(rounded(power, POWER_DIGITS))
    }
}

/// What arithmetic keeps of a result.
fn kept(exact: BigDecimal) -> Option<Decimal> {
    Some(rounded(exact, DIGITS)).filter(is_bearable).map(Decimal::of)
}

/// So many significant digits.
fn rounded(exact: BigDecimal, digits: u64) -> BigDecimal {
    match NonZeroU64::new(digits).filter(|digits| exact.digits() > digits.get()) {
        Some(digits) => exact.with_precision_round(digits, RoundingMode::HalfUp),
        None => exact,
    }
}

/// The quotient with at least so many significant digits, and one more that is not 0 where something is left.
fn quotient(number: &BigDecimal, divisor: &BigDecimal, digits: u64) -> BigDecimal {
    let (number_digits, scale) = number.as_bigint_and_exponent();
    let (divisor_digits, divisor_scale) = divisor.as_bigint_and_exponent();
    let longer = (digits + 1 + divisor.digits()).saturating_sub(number.digits());
    let shifted = number_digits * BigInt::from(10).pow(u32::try_from(longer).unwrap_or(u32::MAX));
    let (whole, left) = (&shifted / &divisor_digits, &shifted % &divisor_digits);
    let scale = scale - divisor_scale + longer as i64;
    match left.is_zero() {
        true => BigDecimal::new(whole, scale).normalized(),
        false => {
            let away = if number.sign() == divisor.sign() { 1 } else { -1 };
            BigDecimal::new(whole * 10 + away, scale + 1)
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
    fn a_quotient_has_39_digits_and_is_rounded_once() {
        let text = |a: &str, b: &str| read(a).divided_by(&read(b)).unwrap().to_string();
        assert_eq!(text("1", "3"), format!("0.{}", "3".repeat(39)));
        assert_eq!(text("-2", "3"), format!("-0.{}7", "6".repeat(38)));
        assert_eq!(text("1000000", "3"), format!("333333.{}", "3".repeat(33)));
        assert_eq!(text("10", "4"), "2.5");
        assert_eq!(text("0", "7"), "0");
        assert_eq!(read("1").divided_by(&read("0.0")), None);
    }

    #[test]
    fn a_remainder_has_the_sign_of_the_number() {
        let text = |a: &str, b: &str| read(a).remainder(&read(b)).unwrap().to_string();
        assert_eq!(text("-101", "10"), "-1");
        assert_eq!(text("100.5", "-10"), "0.5");
        assert_eq!(text("1", "0.3"), "0.1");
        assert_eq!(read("5").remainder(&read("0")), None);
        assert_eq!(read(&"9".repeat(60)).remainder(&read("7")), None);
    }

    #[test]
    fn powers_are_bounded() {
        let text = |a: &str, b: &str| read(a).power(&read(b)).map(|power| power.to_string());
        assert_eq!(text("2", "10").as_deref(), Some("1024"));
        assert_eq!(text("99", "-1").as_deref(), Some("0.010101010101010101"));
        assert_eq!(text("1.00596", "240").as_deref(), Some("4.16265990153128262"));
        assert_eq!(text("-1", "99").as_deref(), Some("-1"));
        assert_eq!(text("0", "0").as_deref(), Some("1"));
        assert_eq!(text("0.1", "40").as_deref(), Some("0"));
        assert_eq!(text("2", "0.5"), None);
        assert_eq!(text("2", "1000000000"), None);
        assert_eq!(text("0", "-1"), None);
        assert_eq!(text("0.5", "1000000000").as_deref(), Some("0"));
        assert_eq!(text("1", "2000000000").as_deref(), Some("1"));
    }

    #[test]
    fn floats_become_the_shortest_decimal() {
        assert_eq!(Decimal::from_f64(0.1).unwrap(), read("0.1"));
        assert_eq!(Decimal::from_f64(f64::NAN), None);
        assert_eq!(read("0.1").to_f64(), 0.1);
    }

    #[test]
    fn what_is_too_long_has_no_result() {
        let great = read(&format!("1{}", "0".repeat(600)));
        assert_eq!(great.times(&great), None);
    }
}
