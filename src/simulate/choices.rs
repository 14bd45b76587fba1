//! What the platform's documentation leaves open, and what this engine does about it: one row each.
//!
//! A run says which rows it depended on. `docs/platform-notes.md` lists all of them, and a test holds it to that.

use std::sync::atomic::{AtomicU32, Ordering};

/// One thing that is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// Which of several waiting groups of interviews goes on first.
    GroupOrder,
    /// Whether a subflow's element is one for all its callers.
    SubflowGroups,
    /// An after-save flow that is met again in its own save.
    SaveReentry,
    /// Rows of a look-up that several interviews share.
    SharedRows,
    /// A filter whose value is null.
    NullFilter,
    /// A condition that compares with null.
    NullComparison,
    /// `Add` and `Subtract` where one side is null.
    NullSum,
    /// More digits than a variable has places.
    Scale,
    /// Dates, numbers and moments merged into text.
    MergedText,
    /// More than twelve updates of one record in one operation.
    DuplicateUpdates,
    /// An action whose answer nobody gave.
    NoAnswer,
    /// A field or object that the org does not know.
    Undeclared,
    /// Flows of one object without an order.
    TriggerTies,
    /// A loop without end.
    EndlessLoop,
    /// A field read through a record that is not there.
    MissingRecord,
    /// A value of the org that nobody gave: a label, a permission, a setting.
    NotGiven,
    /// How often a partial save runs its flows again.
    PartialSave,
    /// A formula or roll-up field of the team's own.
    FormulaField,
}

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// Which one.
    pub choice: Choice,
    /// Its name, for ever.
    pub name: &'static str,
    /// What this engine does.
    pub chosen: &'static str,
    /// What speaks for it.
    pub evidence: &'static str,
}

const fn row(choice: Choice, name: &'static str, chosen: &'static str, evidence: &'static str) -> Row {
    Row { choice, name, chosen, evidence }
}

/// All rows, in the order of [`Choice`].
pub static CHOICES: &[Row] = &[
    row(
        Choice::GroupOrder,
        "group-order",
        "Of the groups of interviews that wait at an element, the one whose element was reached first goes on first.",
        "documented: the worked example of bulkification runs in this order; the rule itself is not written down",
    ),
    row(
        Choice::SubflowGroups,
        "subflow-groups",
        "Interviews run an element of a subflow together only if they came to it through the same Subflow elements.",
        "documented: operations are grouped where interviews stand at the same element; of subflows with several callers nothing is said",
    ),
    row(
        Choice::SaveReentry,
        "save-reentry",
        "A record-triggered flow does not start again for a record while it still runs for it, higher up in the same save.",
        "reported for before-save flows, with tests (aidan-harding/flow-recursion); open for after-save flows",
    ),
    row(
        Choice::SharedRows,
        "shared-rows",
        "Get Records that interviews run together is one query; a row that several of them find counts once.",
        "documented: one query for all; how its rows count is not",
    ),
    row(
        Choice::NullFilter,
        "null-filter",
        "A filter that compares with null finds the records whose field is blank; a checkbox is never blank.",
        "reported: so it works in practice; documented: the flow fails where a filter refers to null",
    ),
    row(
        Choice::NullComparison,
        "null-comparison",
        "Null equals null and differs from every value; it is neither less nor greater, and contains nothing.",
        "inferred from how the operators read; not documented",
    ),
    row(
        Choice::NullSum,
        "null-sum",
        "Adding to a number that is null, or subtracting from it, counts it as 0; so does a null that is added.",
        "open: of 887 public flows none depends on it",
    ),
    row(
        Choice::Scale,
        "scale",
        "A number that is assigned keeps the places of its variable, rounded half up.",
        "inferred: fields round so; of variables nothing is said",
    ),
    row(
        Choice::MergedText,
        "merged-text",
        "Merged into text, a date is `2026-12-01`, a moment `2026-12-01T14:00:00Z`, a number its digits.",
        "open: the platform formats them in the user's locale",
    ),
    row(
        Choice::DuplicateUpdates,
        "duplicate-updates",
        "More than twelve updates of one record in one Update Records break a limit, and no fault path catches it.",
        "documented among the limits of a transaction; whether a fault path catches it is not",
    ),
    row(
        Choice::NoAnswer,
        "no-answer",
        "An action without an answer from outside succeeds, and its outputs are null.",
        "inferred: what Apex, agents and prompts answer cannot be known here",
    ),
    row(
        Choice::Undeclared,
        "undeclared",
        "An object or field that the org does not know exists and takes every value.",
        "inferred: a flow that was deployed names only what its org has",
    ),
    row(
        Choice::TriggerTies,
        "trigger-ties",
        "Flows of one object without an order run by API name.",
        "documented: by the date of their activation, which is not in a file",
    ),
    row(
        Choice::EndlessLoop,
        "endless-loop",
        "An interview that executed 50,000 elements is stopped as if it had used up its CPU time.",
        "documented: CPU time is a limit; how many elements fit into it depends on the server",
    ),
    row(
        Choice::MissingRecord,
        "missing-record",
        "A field of a record that is not there is null.",
        "reported for formulas; other elements are reported both to read null and to fail",
    ),
    row(
        Choice::NotGiven,
        "not-given",
        "A label, setting or address of the org that nobody gave is null, a permission is not granted.",
        "inferred: they are not in a flow",
    ),
    row(
        Choice::PartialSave,
        "partial-save",
        "Records that fail are taken out and the others saved again, at most three times; what the attempts cost adds up.",
        "documented: up to three attempts, flows run on each; whether limits begin anew is not said",
    ),
    row(
        Choice::FormulaField,
        "formula-field",
        "A formula or roll-up field of the team's own has the value that was given with its record, else none.",
        "not computed here: its formula stands in metadata that is read for names and types only",
    ),
];

impl Choice {
    /// Its row.
    pub fn row(self) -> &'static Row {
        &CHOICES[self as usize]
    }
}

/// The choices that a run depended on.
#[derive(Debug, Default)]
pub struct Depended(AtomicU32);

impl Clone for Depended {
    fn clone(&self) -> Self {
        Self(AtomicU32::new(self.bits()))
    }
}

impl Depended {
    fn bits(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    fn set(&self, bits: u32) {
        if self.bits() | bits != self.bits() {
            self.0.fetch_or(bits, Ordering::Relaxed);
        }
    }

    /// A run depended on it.
    pub(crate) fn note(&self, choice: Choice) {
        self.set(1 << choice as u32);
    }

    /// Takes over those of another run.
    pub(crate) fn add(&self, other: &Depended) {
        self.set(other.bits());
    }

    /// The rows, in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = &'static Row> {
        let bits = self.bits();
        CHOICES.iter().filter(move |row| bits & 1 << row.choice as u32 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_choice_has_its_row() {
        for (at, row) in CHOICES.iter().enumerate() {
            assert_eq!(row.choice as usize, at, "{}", row.name);
            assert!(row.chosen.ends_with('.'), "{}", row.name);
        }
        assert_eq!(CHOICES.len(), Choice::FormulaField as usize + 1);
        let depended = Depended::default();
        depended.note(Choice::FormulaField);
        assert_eq!(depended.rows().map(|row| row.name).collect::<Vec<_>>(), ["formula-field"]);
    }
}
