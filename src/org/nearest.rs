//! The nearest of many names, without measuring the distance to each.

use crate::diag;

/// The name among `names` that `wrong` was probably meant to be.
///
/// Names whose letters alone differ too much are passed over first, so that thousands cost little.
pub(super) fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > LONGEST {
        return None;
    }
    let letters = count(wrong);
    let most = (wrong.chars().count() / 3).max(1);
    diag::nearest(
        wrong,
        names.filter(|name| name.len() <= LONGEST && difference(&letters, &count(name)) <= 2 * most),
    )
}

/// No API name is longer.
const LONGEST: usize = 120;

type Letters = [u8; 64];

/// How often each letter occurs, without regard to case.
fn count(name: &str) -> Letters {
    let mut letters = [0; 64];
    for byte in name.bytes() {
        letters[usize::from(byte.to_ascii_lowercase() & 63)] += 1;
    }
    letters
}

/// One edit changes at most two counts by one.
fn difference(left: &Letters, right: &Letters) -> usize {
    left.iter().zip(right).map(|(left, right)| usize::from(left.abs_diff(*right))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_mended() {
        let names = ["Account", "Contact", "ContactFeed", "Contract"];
        for (wrong, right) in [
            ("Contct", Some("Contact")),
            ("contact", Some("Contact")),
            ("Accuont", Some("Account")),
            ("Zebra", None),
        ] {
            assert_eq!(nearest(wrong, names.into_iter()), right);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]

        #[test]
        fn what_is_passed_over_was_not_meant(wrong in "[A-Z][a-zA-Z]{2,15}", at in 0..301_usize, cut in 0..4_usize) {
            let names = || crate::org::standard::objects().step_by(16);
            let slip: String = names().nth(at).unwrap_or_default().chars().skip(cut).collect();
            for wrong in [wrong, slip] {
                proptest::prop_assert_eq!(nearest(&wrong, names()), diag::nearest(&wrong, names()));
            }
        }
    }
}
