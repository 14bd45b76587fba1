//! Amounts, and what they are amounts of.

use std::cmp::Ordering;

/// What is limited in a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Queries.
    Soql,
    /// Rows that queries find.
    SoqlRows,
    /// DML statements.
    Dml,
    /// Rows that DML statements save.
    DmlRows,
}

impl Measure {
    /// All, in the order of the tables.
    pub const ALL: [Measure; 4] = [Measure::Soql, Measure::SoqlRows, Measure::Dml, Measure::DmlRows];

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Soql => "soql",
            Measure::SoqlRows => "soqlRows",
            Measure::Dml => "dml",
            Measure::DmlRows => "dmlRows",
        }
    }
}

/// Why a flow alone sets no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Open {
    /// As many rows as a query finds, which has no limit.
    Rows,
    /// Once for each item of a collection that nobody knows the size of.
    Items,
    /// Elements lead to each other in a circle.
    Circle,
    /// A save that starts the flow again.
    StartsAgain,
    /// A flow that nobody gave.
    UnknownFlow,
    /// What an Apex class or another action does.
    UnknownAction,
    /// There are more paths of calls than are followed.
    TooLarge,
}

impl Open {
    /// In words, after an amount.
    pub fn words(self) -> &'static str {
        match self {
            Open::Rows => "as many rows as it finds",
            Open::Items => "for each item",
            Open::Circle => "each time round the circle",
            Open::StartsAgain => "each time it starts the flow again",
            Open::UnknownFlow => "what the called flow uses",
            Open::UnknownAction => "what the action uses",
            Open::TooLarge => "the flows call each other in too many ways to count",
        }
    }
}

/// How much: a number, or at least that number where there is no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// What is sure.
    pub sure: u64,
    /// Why it may be more.
    pub open: Option<Open>,
}

impl Amount {
    /// A number.
    pub const fn of(sure: u64) -> Self {
        Self { sure, open: None }
    }

    /// This or more.
    pub(super) const fn open(sure: u64, why: Open) -> Self {
        Self { sure, open: Some(why) }
    }

    pub(super) fn is_nothing(self) -> bool {
        self == Self::default()
    }

    #[must_use]
    pub(super) fn plus(self, other: Self) -> Self {
        Self { sure: self.sure.saturating_add(other.sure), open: self.open.or(other.open) }
    }

    #[must_use]
    pub(super) fn times(self, count: u64) -> Self {
        match count {
            0 => Self::default(),
            _ => Self { sure: self.sure.saturating_mul(count), open: self.open },
        }
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What has no bound is more than what has one.
impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |amount: &Self| (amount.open.is_some(), amount.sure, amount.open);
        rank(self).cmp(&rank(other))
    }
}
