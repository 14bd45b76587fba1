//! Sets of texts, which may be all texts but some. Case does not count.

use std::collections::BTreeSet;

/// A set of texts, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Texts {
    /// These.
    Only(BTreeSet<String>),
    /// All but these.
    AllBut(BTreeSet<String>),
}

impl Texts {
    /// No text.
    pub(super) fn none() -> Self {
        Texts::Only(BTreeSet::new())
    }

    /// One text.
    pub(super) fn one(text: &str) -> Self {
        Texts::Only(BTreeSet::from([text.to_lowercase()]))
    }

    /// Every text.
    pub(super) fn every() -> Self {
        Texts::AllBut(BTreeSet::new())
    }

    /// Those of either.
    pub(super) fn union(&self, other: &Self) -> Self {
        match (self, other) {
            (Texts::Only(left), Texts::Only(right)) => Texts::Only(left | right),
            (Texts::AllBut(left), Texts::AllBut(right)) => Texts::AllBut(left & right),
            (Texts::Only(some), Texts::AllBut(others)) | (Texts::AllBut(others), Texts::Only(some)) => {
                Texts::AllBut(others - some)
            }
        }
    }

    /// Those of neither.
    pub(super) fn complement(&self) -> Self {
        match self {
            Texts::Only(texts) => Texts::AllBut(texts.clone()),
            Texts::AllBut(texts) => Texts::Only(texts.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some_texts() -> impl Strategy<Value = Texts> {
        (proptest::collection::btree_set("[abc]", 0..3), any::<bool>())
            .prop_map(|(texts, only)| if only { Texts::Only(texts) } else { Texts::AllBut(texts) })
    }

    fn holds(set: &Texts, text: &str) -> bool {
        match set {
            Texts::Only(texts) => texts.contains(text),
            Texts::AllBut(texts) => !texts.contains(text),
        }
    }

    #[test]
    fn case_does_not_count() {
        assert_eq!(Texts::one("Not Now"), Texts::one("not now"));
    }

    proptest! {
        #[test]
        fn they_are_sets(left in some_texts(), right in some_texts(), text in "[abcd]") {
            let (in_left, in_right) = (holds(&left, &text), holds(&right, &text));
            prop_assert_eq!(holds(&left.union(&right), &text), in_left || in_right);
            prop_assert_eq!(holds(&left.complement(), &text), !in_left);
        }
    }
}
