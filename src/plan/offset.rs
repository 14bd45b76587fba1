//! Days from today, and from this moment: recognized in formulas, said in words.

use super::names::number_word;
use crate::check::{Expression, Symbol};
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::{Type, TypedExpr, TypedKind};
use crate::formula::{add_business_days, print};

/// More business days than this are not looked for.
const MOST_BUSINESS_DAYS: i64 = 60;

/// A number over this is said in digits, with which no name begins.
const MOST_IN_WORDS: u32 = 99;

/// `TODAY() + 14`, `NOW() - 28`, `ADDBUSINESSDAYS(TODAY(), -10)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    /// How many days.
    pub days: u32,
    /// Only Mondays to Fridays count.
    pub business: bool,
    /// After today; else before.
    pub later: bool,
    /// Counted from this moment, not from today.
    pub from_now: bool,
    /// How many is a setting of the spec.
    pub by_setting: bool,
}

impl Offset {
    /// The offset that a formula is, if it is one with a whole number of days.
    pub fn of(formula: &Expression) -> Option<Self> {
        let TypedKind::Binary(operator @ (BinaryOperator::Add | BinaryOperator::Subtract), start, count) =
            &formula.kind
        else {
            return None;
        };
        let later = *operator == BinaryOperator::Add;
        let from_now = matches!(start.kind, TypedKind::Call("NOW", _));
        if !from_now && !matches!(start.kind, TypedKind::Call("TODAY", _)) {
            return None;
        }
        let (number, by_setting) = match &count.kind {
            TypedKind::Number(number) => (number, false),
            TypedKind::Reference(Symbol::Setting(setting)) if setting.unit == "days" => {
                (&setting.number, true)
            }
            TypedKind::Call("CASE", _) if !from_now => return business_days(formula, later),
            _ => return None,
        };
        Some(Self { days: number.parse().ok()?, business: false, later, from_now, by_setting })
    }

    /// In a sentence: `120 days from today`, `10 business days ago`.
    pub fn words(self) -> String {
        format!("{} {}", self.days, self.behind_number())
    }

    /// As the name of a resource: `in two business days`, `ten business days ago`.
    pub fn name(self) -> String {
        let number = number_word(self.days);
        if self.days > MOST_IN_WORDS && (!self.later || self.from_now) {
            let behind = self.behind_number();
            let direction = behind.strip_prefix(self.unit()).unwrap_or_default();
            return format!("{} {number}{direction}", self.unit());
        }
        match (self.later, self.from_now) {
            (true, false) => format!("in {number} {}", self.unit()),
            (true, true) | (false, _) => format!("{number} {}", self.behind_number()),
        }
    }

    fn behind_number(self) -> String {
        let direction = match (self.later, self.from_now) {
            (true, false) => "from today",
            (false, false) => "ago",
            (true, true) => "from now",
            (false, true) => "before now",
        };
        format!("{} {direction}", self.unit())
    }

    fn unit(self) -> &'static str {
        match (self.business, self.days) {
            (true, 1) => "business day",
            (true, _) => "business days",
            (false, 1) => "day",
            (false, _) => "days",
        }
    }
}

/// Business days from today have been written out; what `days` of them look like is known.
fn business_days(formula: &Expression, later: bool) -> Option<Offset> {
    let written = print(formula, &|_| String::new());
    let looks_like = |days: i64| {
        let today: TypedExpr<String> = TypedExpr::call("TODAY", Vec::new(), Type::Date, formula.span);
        let count = TypedExpr::number(if later { days } else { -days }, formula.span);
        print(&add_business_days(today, count), &String::clone) == written
    };
    let days = (1..=MOST_BUSINESS_DAYS).find(|days| looks_like(*days))?;
    Some(Offset {
        days: u32::try_from(days).ok()?,
        business: true,
        later,
        from_now: false,
        by_setting: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn moved(start: &'static str, operator: BinaryOperator, days: i64) -> Expression {
        let start = TypedExpr::call(start, Vec::new(), Type::Date, Span::default());
        let days = TypedExpr::number(days, Span::default());
        TypedExpr::binary(operator, start, days, Type::Date)
    }

    #[test]
    fn days_are_said_from_where_they_count() {
        let offset = |start, operator| Offset::of(&moved(start, operator, 14)).unwrap();
        let today = offset("TODAY", BinaryOperator::Add);
        assert_eq!((today.words(), today.name()), ("14 days from today".into(), "in fourteen days".into()));
        let ago = offset("TODAY", BinaryOperator::Subtract);
        assert_eq!((ago.words(), ago.name()), ("14 days ago".into(), "fourteen days ago".into()));
        let before = offset("NOW", BinaryOperator::Subtract);
        assert_eq!(before.words(), "14 days before now");
        assert_eq!(before.name(), "fourteen days before now");
        let year = Offset::of(&moved("NOW", BinaryOperator::Subtract, 365)).unwrap();
        assert_eq!(year.name(), "days 365 before now");
    }

    #[test]
    fn business_days_are_recognized_when_they_are_written_out() {
        for (days, words) in [(1, "1 business day from today"), (-10, "10 business days ago")] {
            let today = TypedExpr::call("TODAY", Vec::new(), Type::Date, Span::default());
            let written = add_business_days(today, TypedExpr::number(days, Span::default()));
            assert_eq!(Offset::of(&written).map(Offset::words).as_deref(), Some(words));
        }
    }

    #[test]
    fn any_other_sum_is_no_offset() {
        assert_eq!(Offset::of(&moved("DATE", BinaryOperator::Add, 1)), None);
        assert_eq!(Offset::of(&moved("TODAY", BinaryOperator::Multiply, 1)), None);
    }
}
