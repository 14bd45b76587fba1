//! What a replay adds up.

use super::Broken;
use crate::simulate::{Limit, Used};
use std::collections::BTreeMap;

/// What became of an export of calls.
pub(super) struct Replayed {
    /// The file of the calls.
    pub(super) path: String,
    /// Columns that are no fields, as messages.
    pub(super) columns: Vec<crate::cli::failure::Failure>,
    /// Rows that could not be used: the file, and the row.
    pub(super) broken: Vec<(String, Broken)>,
    /// How many calls ran.
    pub(super) calls: u64,
    /// How many transactions.
    pub(super) transactions: u64,
    /// How many people were in files.
    pub(super) people: u64,
    /// The records that were made from their ids, by object.
    pub(super) made: BTreeMap<&'static str, u64>,
    /// References to records that nobody knows.
    pub(super) left_out: u64,
    pub(super) outcomes: BTreeMap<String, OfOutcome>,
    /// The records that the flows created, and changed, by object.
    pub(super) created: BTreeMap<String, u64>,
    pub(super) changed: BTreeMap<String, u64>,
    /// What actions were asked, by type.
    pub(super) messages: BTreeMap<String, u64>,
    /// The faults that a fault path took: by `Flow.Element`.
    pub(super) faults: BTreeMap<String, OfFault>,
    /// Calls that were not saved.
    pub(super) failed: Vec<Broken>,
    /// Of each limit the transaction that used most.
    pub(super) dearest: Vec<Dearest>,
    /// What the replay depended on.
    pub(super) choices: BTreeMap<&'static str, &'static str>,
}

/// The calls that took one outcome.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OfOutcome {
    pub(super) calls: u64,
    /// Of these, calls with a fault.
    pub(super) with_faults: u64,
    /// Records created by transactions of this outcome alone.
    pub(super) created: u64,
}

/// Faults of one element.
#[derive(Clone, Debug, Default)]
pub(super) struct OfFault {
    pub(super) count: u64,
    /// The first one: its line, and what it said.
    pub(super) line: u64,
    pub(super) message: String,
}

/// The transaction that used most of a limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dearest {
    pub(super) limit: Limit,
    pub(super) used: u32,
    /// The line of its first call.
    pub(super) line: u64,
    pub(super) calls: u64,
}

/// The limits that a transaction adds up.
const COUNTED: [Limit; 4] = [Limit::Soql, Limit::SoqlRows, Limit::Dml, Limit::DmlRows];

impl Replayed {
    pub(super) fn new(path: String) -> Self {
        let dearest = COUNTED.map(|limit| Dearest { limit, used: 0, line: 0, calls: 0 });
        Self {
            path,
            columns: Vec::new(),
            broken: Vec::new(),
            calls: 0,
            transactions: 0,
            people: 0,
            made: BTreeMap::new(),
            left_out: 0,
            outcomes: BTreeMap::new(),
            created: BTreeMap::new(),
            changed: BTreeMap::new(),
            messages: BTreeMap::new(),
            faults: BTreeMap::new(),
            failed: Vec::new(),
            dearest: dearest.to_vec(),
            choices: BTreeMap::new(),
        }
    }

    /// A transaction used so much.
    pub(super) fn used(&mut self, used: Used, line: u64, calls: u64) {
        for dearest in &mut self.dearest {
            let now = of(used, dearest.limit);
            if now > dearest.used {
                *dearest = Dearest { used: now, line, calls, ..*dearest };
            }
        }
    }

    /// Rows that are broken, or calls that could not be saved.
    pub(super) fn has_findings(&self) -> bool {
        !self.broken.is_empty() || !self.failed.is_empty()
    }
}

/// What a transaction used of a limit.
pub(super) fn of(used: Used, limit: Limit) -> u32 {
    match limit {
        Limit::Soql => used.soql,
        Limit::SoqlRows => used.soql_rows,
        Limit::Dml => used.dml,
        Limit::DmlRows => used.dml_rows,
        Limit::DuplicateUpdates | Limit::TriggerDepth => 0,
    }
}
