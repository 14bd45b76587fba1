//! Sets of values of one thing, blank among them, and how they are said.

use super::numbers::{self, FINEST_SCALE, Numbers};
use super::texts::Texts;
use std::collections::BTreeMap;

/// So many values are named in a message; of the others only how many they are.
const MOST_NAMED: usize = 6;

/// A set of values of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Values {
    /// Blank is among them.
    pub(super) blank: bool,
    /// Those that are not blank.
    pub(super) filled: Filled,
}

/// Values that are not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Filled {
    /// Of a number.
    Numbers(Numbers),
    /// Of a text, a picklist, or `true` and `false`.
    Texts(Texts),
}

impl Filled {
    fn union(&self, other: &Self) -> Self {
        match (self, other) {
            (Filled::Numbers(left), Filled::Numbers(right)) => Filled::Numbers(left.union(right)),
            (Filled::Texts(left), Filled::Texts(right)) => Filled::Texts(left.union(right)),
            (Filled::Numbers(_), Filled::Texts(_)) | (Filled::Texts(_), Filled::Numbers(_)) => self.clone(),
        }
    }

    fn complement(&self) -> Self {
        match self {
            Filled::Numbers(numbers) => Filled::Numbers(numbers.complement()),
            Filled::Texts(texts) => Filled::Texts(texts.complement()),
        }
    }

    /// None of this kind.
    pub(super) fn none(&self) -> Self {
        match self {
            Filled::Numbers(_) => Filled::Numbers(Numbers::none()),
            Filled::Texts(_) => Filled::Texts(Texts::none()),
        }
    }
}

impl Values {
    /// Those of either; both are of one kind.
    pub(super) fn union(&self, other: &Self) -> Self {
        Self { blank: self.blank || other.blank, filled: self.filled.union(&other.filled) }
    }

    /// Those of neither.
    pub(super) fn complement(&self) -> Self {
        Self { blank: !self.blank, filled: self.filled.complement() }
    }

    /// Those of both.
    pub(super) fn intersection(&self, other: &Self) -> Self {
        self.complement().union(&other.complement()).complement()
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        !self.blank && self.filled == self.filled.none()
    }
}

/// What one thing can be.
#[derive(Clone, Debug)]
pub(super) struct Domain {
    /// The values.
    pub(super) values: Values,
    /// Digits behind the point of a number.
    pub(super) scale: u32,
    /// How texts are written, by their lower case.
    pub(super) spelling: BTreeMap<String, String>,
}

impl Domain {
    /// The values of `values` in words: `3, 4 and blank`.
    pub(super) fn say(&self, values: &Values) -> String {
        let mut words = match &values.filled {
            Filled::Numbers(numbers) => {
                numbers.intervals().iter().flat_map(|interval| self.say_interval(*interval)).collect()
            }
            Filled::Texts(Texts::Only(texts)) => texts.iter().map(|text| self.say_text(text)).collect(),
            Filled::Texts(Texts::AllBut(texts)) if texts.is_empty() => vec!["every value".to_owned()],
            Filled::Texts(Texts::AllBut(_)) => vec!["any other value".to_owned()],
        };
        if values.blank {
            words.push("blank".to_owned());
        }
        joined(&words)
    }

    fn say_text(&self, text: &str) -> String {
        format!("`{}`", self.spelling.get(text).map_or(text, |spelled| spelled))
    }

    fn say_interval(&self, (low, high): (i128, i128)) -> Vec<String> {
        match (low, high) {
            (i128::MIN, i128::MAX) => vec!["every number".to_owned()],
            (i128::MIN, high) => vec![self.say_end(high, 1, "less than", "or less")],
            (low, i128::MAX) => vec![self.say_end(low, -1, "more than", "or more")],
            (low, high) if low == high => vec![self.number(low)],
            (low, high) if high - low == 1 => vec![self.number(low), self.number(high)],
            (low, high) => vec![format!("{} to {}", self.number(low), self.number(high))],
        }
    }

    /// `5 or more`; where the steps are so fine that they stand for any number, `more than 5` if that is what is meant.
    fn say_end(&self, end: i128, outwards: i128, beyond: &str, included: &str) -> String {
        let neighbour = end.saturating_add(outwards);
        match self.scale == FINEST_SCALE && self.number(neighbour).len() < self.number(end).len() {
            true => format!("{beyond} {}", self.number(neighbour)),
            false => format!("{} {included}", self.number(end)),
        }
    }

    fn number(&self, steps: i128) -> String {
        numbers::shown(steps, self.scale)
    }
}

/// `a, b and c`
pub(super) fn joined(words: &[String]) -> String {
    match words {
        [] => "no value".to_owned(),
        [only] => only.clone(),
        [first @ .., last] if words.len() <= MOST_NAMED => format!("{} and {last}", first.join(", ")),
        _ => format!("{} and {} more", words[..MOST_NAMED].join(", "), words.len() - MOST_NAMED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(scale: u32, intervals: &[(i128, i128)], blank: bool) -> String {
        let each = intervals.iter().map(|(low, high)| Numbers::between(*low, *high));
        let filled = Filled::Numbers(each.fold(Numbers::none(), |all, part| all.union(&part)));
        let values = Values { blank, filled };
        Domain { values: values.clone(), scale, spelling: BTreeMap::new() }.say(&values)
    }

    #[test]
    fn numbers_are_named() {
        assert_eq!(say(0, &[(4, 4)], false), "4");
        assert_eq!(say(0, &[(3, 4)], true), "3, 4 and blank");
        assert_eq!(say(0, &[(3, 6), (9, i128::MAX)], false), "3 to 6 and 9 or more");
        assert_eq!(say(1, &[(i128::MIN, 25)], false), "2.5 or less");
        assert_eq!(say(0, &[(i128::MIN, i128::MAX)], false), "every number");
    }

    #[test]
    fn numbers_of_any_scale_have_open_ends() {
        let five = 5 * 10i128.pow(FINEST_SCALE);
        assert_eq!(say(FINEST_SCALE, &[(five + 1, i128::MAX)], false), "more than 5");
        assert_eq!(say(FINEST_SCALE, &[(five, i128::MAX)], false), "5 or more");
        assert_eq!(say(FINEST_SCALE, &[(i128::MIN, five - 1)], false), "less than 5");
    }

    #[test]
    fn long_lists_are_cut() {
        let words: Vec<String> = (1..=9).map(|number| number.to_string()).collect();
        assert_eq!(joined(&words), "1, 2, 3, 4, 5, 6 and 3 more");
        assert_eq!(joined(&words[..3]), "1, 2 and 3");
    }
}
