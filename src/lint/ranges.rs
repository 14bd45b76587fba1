//! What one condition says of another on the same thing.

use crate::flow::{Condition, Value};

/// The numbers for which a condition is true: from one end to the other, each end with whether it is among them.
#[derive(Clone, Copy, Debug)]
struct Range {
    from: (f64, bool),
    to: (f64, bool),
}

impl Range {
    /// That of a condition on a number that is written out.
    fn of(condition: &Condition) -> Option<Self> {
        let Some(Value::Number(number)) = &condition.right else { return None };
        let number = number.parse().ok()?;
        let (least, most) = ((f64::NEG_INFINITY, false), (f64::INFINITY, false));
        let (from, to) = match condition.operator.as_str() {
            "EqualTo" => ((number, true), (number, true)),
            "GreaterThan" => ((number, false), most),
            "GreaterThanOrEqualTo" => ((number, true), most),
            "LessThan" => (least, (number, false)),
            "LessThanOrEqualTo" => (least, (number, true)),
            _ => return None,
        };
        Some(Self { from, to })
    }

    fn is_within(self, other: Self) -> bool {
        let from =
            self.from.0 > other.from.0 || (self.from.0 >= other.from.0 && (other.from.1 || !self.from.1));
        let to = self.to.0 < other.to.0 || (self.to.0 <= other.to.0 && (other.to.1 || !self.to.1));
        from && to
    }

    fn is_before(self, other: Self) -> bool {
        self.to.0 < other.from.0 || (self.to.0 <= other.from.0 && !(self.to.1 && other.from.1))
    }
}

/// Whether `weaker` is true wherever `stronger` is.
pub fn implies(stronger: &Condition, weaker: &Condition) -> bool {
    if stronger == weaker {
        return true;
    }
    let (Some(inner), Some(outer)) = (Range::of(stronger), Range::of(weaker)) else { return false };
    stronger.left == weaker.left && inner.is_within(outer)
}

/// Whether no number makes both true.
pub fn are_disjoint(one: &Condition, other: &Condition) -> bool {
    let (Some(first), Some(second)) = (Range::of(one), Range::of(other)) else { return false };
    one.left == other.left && (first.is_before(second) || second.is_before(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(operator: &str, number: &str) -> Condition {
        let right = Some(Value::Number(number.to_owned()));
        Condition { left: "calls".to_owned(), operator: operator.to_owned(), right }
    }

    #[test]
    fn a_narrow_range_implies_a_wide_one() {
        for ((stronger, inner), (weaker, outer), expected) in [
            (("GreaterThan", "10"), ("GreaterThan", "5"), true),
            (("GreaterThan", "5"), ("GreaterThan", "10"), false),
            (("GreaterThan", "5"), ("GreaterThanOrEqualTo", "5.0"), true),
            (("GreaterThanOrEqualTo", "5"), ("GreaterThan", "5"), false),
            (("EqualTo", "3"), ("LessThan", "4"), true),
            (("LessThan", "4"), ("EqualTo", "3"), false),
            (("EqualTo", "3"), ("EqualTo", "3.0"), true),
            (("LessThan", "4"), ("GreaterThan", "1"), false),
        ] {
            let implied = implies(&condition(stronger, inner), &condition(weaker, outer));
            assert_eq!(implied, expected, "{stronger} {inner}, {weaker} {outer}");
        }
    }

    #[test]
    fn ranges_that_do_not_meet_are_disjoint() {
        for ((left, first), (right, second), expected) in [
            (("GreaterThan", "10"), ("LessThan", "5"), true),
            (("GreaterThan", "5"), ("LessThan", "10"), false),
            (("GreaterThan", "5"), ("LessThanOrEqualTo", "5"), true),
            (("GreaterThanOrEqualTo", "5"), ("LessThanOrEqualTo", "5"), false),
            (("EqualTo", "3"), ("EqualTo", "4"), true),
        ] {
            let disjoint = are_disjoint(&condition(left, first), &condition(right, second));
            assert_eq!(disjoint, expected, "{left} {first}, {right} {second}");
        }
    }
}
