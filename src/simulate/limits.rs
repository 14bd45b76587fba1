//! Governor limits of a transaction.
//!
//! Source: "Automate Your Business Processes" (Spring '26), "Per-Transaction Flow Limits"; Apex Developer Guide (API 67),
//! "Execution Governors and Limits".

use std::fmt;

/// What a transaction has used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// Queries: Get Records, and Update and Delete Records with filters.
    pub soql: u32,
    /// Records that queries found.
    pub soql_rows: u32,
    /// DML statements.
    pub dml: u32,
    /// Records that DML statements saved or deleted.
    pub dml_rows: u32,
}

/// A limit of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the rows of LIMITS say what they are")]
pub enum Limit {
    Soql,
    SoqlRows,
    Dml,
    DmlRows,
    DuplicateUpdates,
    TriggerDepth,
}

/// A row of the table of limits.
#[derive(Debug)]
pub struct LimitRow {
    /// Which one.
    pub limit: Limit,
    /// As debug logs call it.
    pub name: &'static str,
    /// The most that a transaction may use.
    pub most: u32,
    /// What the platform says where it is broken; `{}` is what was asked for.
    message: &'static str,
}

/// All limits.
pub static LIMITS: &[LimitRow] = &[
    LimitRow { limit: Limit::Soql, name: "SOQL queries", most: 100, message: "Too many SOQL queries: {}" },
    LimitRow {
        limit: Limit::SoqlRows,
        name: "SOQL query rows",
        most: 50_000,
        message: "Too many query rows: {}",
    },
    LimitRow { limit: Limit::Dml, name: "DML statements", most: 150, message: "Too many DML statements: {}" },
    LimitRow { limit: Limit::DmlRows, name: "DML rows", most: 10_000, message: "Too many DML rows: {}" },
    LimitRow {
        limit: Limit::DuplicateUpdates,
        name: "duplicate updates in one batch",
        most: 12,
        message: "Too many duplicate updates in one batch: {}",
    },
    LimitRow {
        limit: Limit::TriggerDepth,
        name: "trigger depth",
        most: 16,
        message: "Maximum trigger depth exceeded: {}",
    },
];

impl Limit {
    /// Its row.
    pub fn row(self) -> &'static LimitRow {
        &LIMITS[self as usize]
    }

    /// An error where a use is beyond the limit.
    pub(crate) fn allows(self, used: u32) -> Result<(), Abort> {
        match used <= self.row().most {
            true => Ok(()),
            false => Err(Abort::Limit { limit: self, used }),
        }
    }
}

impl Used {
    pub(crate) fn query(&mut self, rows: usize) -> Result<(), Abort> {
        self.soql += 1;
        self.soql_rows = self.soql_rows.saturating_add(count(rows));
        Limit::Soql.allows(self.soql)?;
        Limit::SoqlRows.allows(self.soql_rows)
    }

    pub(crate) fn save(&mut self, rows: usize) -> Result<(), Abort> {
        self.dml += 1;
        self.dml_rows = self.dml_rows.saturating_add(count(rows));
        Limit::Dml.allows(self.dml)?;
        Limit::DmlRows.allows(self.dml_rows)
    }
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// What ends a whole transaction; no fault path catches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Abort {
    /// A limit was broken.
    Limit {
        /// Which one.
        limit: Limit,
        /// What was asked for.
        used: u32,
    },
    /// An interview executed more elements than any that ends.
    EndlessLoop {
        /// The flow.
        flow: String,
        /// The element that it stood at.
        element: String,
        /// How many elements it executed.
        executed: u32,
    },
    /// Flows called each other too deeply.
    EndlessCalls {
        /// The flow.
        flow: String,
        /// The element that called it once more.
        element: String,
    },
}

impl fmt::Display for Abort {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Abort::Limit { limit, used } => {
                formatter.write_str(&limit.row().message.replace("{}", &used.to_string()))
            }
            Abort::EndlessLoop { flow, element, executed } => write!(
                formatter,
                "Apex CPU time limit exceeded: an interview of {flow} executed {executed} elements and does not end; the last is {element}"
            ),
            Abort::EndlessCalls { flow, element } => {
                write!(formatter, "flows call each other without end: {element} of {flow} calls once more")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_has_its_row() {
        for (at, row) in LIMITS.iter().enumerate() {
            assert_eq!(row.limit as usize, at, "{}", row.name);
            assert_eq!(row.limit.allows(row.most), Ok(()));
            assert!(row.limit.allows(row.most + 1).is_err());
        }
        assert_eq!(Limit::TriggerDepth as usize + 1, LIMITS.len());
    }

    #[test]
    fn one_query_too_many_is_named_as_the_platform_does() {
        let mut used = Used { soql: 100, ..Used::default() };
        assert_eq!(used.query(0).unwrap_err().to_string(), "Too many SOQL queries: 101");
    }
}
