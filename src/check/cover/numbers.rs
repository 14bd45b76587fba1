//! Sets of numbers: sorted intervals on a grid.

/// So many digits behind the point are told apart where a number may have any.
pub(super) const FINEST_SCALE: u32 = 18;

/// A set of numbers, all multiples of one step (1, 0.1, 0.01, …), counted in that step.
///
/// The intervals include both ends, are sorted, and do not touch; `i128::MIN` and `MAX` stand for "without end".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbers(Vec<(i128, i128)>);

impl Numbers {
    /// No number.
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }

    /// The numbers from `low` to `high`.
    pub(super) fn between(low: i128, high: i128) -> Self {
        Self(if low <= high { vec![(low, high)] } else { Vec::new() })
    }

    /// The intervals.
    pub(super) fn intervals(&self) -> &[(i128, i128)] {
        &self.0
    }

    /// Those of either.
    pub(super) fn union(&self, other: &Self) -> Self {
        let mut all: Vec<(i128, i128)> = self.0.iter().chain(&other.0).copied().collect();
        all.sort_unstable();
        let mut joined: Vec<(i128, i128)> = Vec::with_capacity(all.len());
        for (low, high) in all {
            match joined.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => joined.push((low, high)),
            }
        }
        Self(joined)
    }

    /// Those of neither.
    pub(super) fn complement(&self) -> Self {
        let mut rest = Vec::with_capacity(self.0.len() + 1);
        let mut next = Some(i128::MIN);
        for (low, high) in &self.0 {
            if let Some(from) = next.filter(|from| from < low) {
                rest.push((from, low - 1));
            }
            next = high.checked_add(1);
        }
        rest.extend(next.map(|from| (from, i128::MAX)));
        Self(rest)
    }
}

/// A number as written, counted in steps of `10^-scale`: the largest step count that is not above it, and whether it is exact.
///
/// `None` if it is too large to be counted.
pub(super) fn steps(number: &str, scale: u32) -> Option<(i128, bool)> {
    let (negative, digits) = number.strip_prefix('-').map_or((false, number), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let kept: String = fraction.chars().chain(std::iter::repeat('0')).take(scale as usize).collect();
    let magnitude: i128 = format!("0{whole}{kept}").parse().ok()?;
    let exact = fraction.chars().skip(scale as usize).all(|digit| digit == '0');
    Some(match (negative, exact) {
        (false, _) => (magnitude, exact),
        (true, true) => (-magnitude, true),
        (true, false) => (-magnitude - 1, false),
    })
}

/// A step count as the number that it is.
pub(in crate::check) fn shown(steps: i128, scale: u32) -> String {
    let sign = if steps < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", steps.unsigned_abs(), width = scale as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
    match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_counted_in_steps() {
        assert_eq!(steps("5", 0), Some((5, true)));
        assert_eq!(steps("5.5", 0), Some((5, false)));
        assert_eq!(steps("-5.5", 0), Some((-6, false)));
        assert_eq!(steps("-0.25", 2), Some((-25, true)));
        assert_eq!(steps(&"9".repeat(60), 0), None);
        assert_eq!(shown(-25, 2), "-0.25");
        assert_eq!(shown(500, 2), "5");
    }

    #[test]
    fn intervals_that_touch_are_one() {
        let joined = Numbers::between(1, 2).union(&Numbers::between(3, 4));
        assert_eq!(joined.intervals(), [(1, 4)]);
        let all = Numbers::between(i128::MIN, 0).union(&Numbers::between(1, i128::MAX));
        assert_eq!(all.complement(), Numbers::none());
    }

    fn some_numbers() -> impl Strategy<Value = Numbers> {
        proptest::collection::vec((-20i128..20, 0i128..5), 0..6).prop_map(|parts| {
            let each = parts.into_iter().map(|(low, size)| Numbers::between(low, low + size));
            each.fold(Numbers::none(), |all, part| all.union(&part))
        })
    }

    fn holds(set: &Numbers, number: i128) -> bool {
        set.intervals().iter().any(|(low, high)| (low..=high).contains(&&number))
    }

    proptest! {
        #[test]
        fn they_are_sets(left in some_numbers(), right in some_numbers(), number in -30i128..30) {
            let (in_left, in_right) = (holds(&left, number), holds(&right, number));
            prop_assert_eq!(holds(&left.union(&right), number), in_left || in_right);
            prop_assert_eq!(holds(&left.complement(), number), !in_left);
        }

        #[test]
        fn shown_numbers_are_counted_the_same(count in -1_000_000i128..1_000_000, scale in 0u32..6) {
            prop_assert_eq!(steps(&shown(count, scale), scale), Some((count, true)));
        }
    }
}
