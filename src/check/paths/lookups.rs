//! No record is looked up twice on one path, not even through `run`.

use super::same;
use crate::check::formulas::Report;
use crate::check::program::{Outcome, Record, RecordRef, Step, StepKind};
use crate::check::reads::{Read, arms, each_step, of_record, of_step};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Reports outcomes that look a record up and then run one that looks it up again.
pub(super) fn judge(outcomes: &[Outcome], records: &[Record], report: &mut Report<'_>) {
    let needed: Vec<BTreeSet<RecordRef>> = (0..records.len()).map(|index| closure(index, records)).collect();
    let looker = Looker { records, needed };
    outcomes.iter().for_each(|outcome| same::judge(&outcome.steps, records, report));
    let own: Vec<BTreeMap<RecordRef, Span>> =
        outcomes.iter().map(|outcome| looker.uses_in(&outcome.steps)).collect();
    for (outcome, uses) in outcomes.iter().zip(&own).filter(|(outcome, _)| runs_another(outcome)) {
        for (record, used) in uses {
            let mut runs = Vec::new();
            looker.runs_behind(&outcome.steps, *record, &mut runs);
            for (run, span) in runs {
                if let Some(again) = own_or_run(outcomes, &own, run, *record) {
                    report.push(looked_up_twice(&looker.name(*record), span, *used, again));
                }
            }
        }
    }
}

fn runs_another(outcome: &Outcome) -> bool {
    let mut found = false;
    each_step(&outcome.steps, &mut |step| found |= matches!(step.kind, StepKind::Run(_)));
    found
}

/// Where an outcome, or one that it runs, uses a record.
fn own_or_run(
    outcomes: &[Outcome],
    own: &[BTreeMap<RecordRef, Span>],
    start: usize,
    record: RecordRef,
) -> Option<Span> {
    let mut seen = BTreeSet::new();
    let mut left = vec![start];
    while let Some(index) = left.pop() {
        if !seen.insert(index) {
            continue;
        }
        if let Some(span) = own.get(index).and_then(|uses| uses.get(&record)) {
            return Some(*span);
        }
        each_step(&outcomes[index].steps, &mut |step| {
            if let StepKind::Run(next) = step.kind {
                left.push(next);
            }
        });
    }
    None
}

/// The records that the look-up of one needs, itself among them.
fn closure(index: usize, records: &[Record]) -> BTreeSet<RecordRef> {
    let mut needed = BTreeSet::from([RecordRef::Named(index)]);
    let mut left = vec![index];
    while let Some(record) = left.pop().and_then(|index| records.get(index)) {
        for read in of_record(record) {
            if let (true, RecordRef::Named(next)) = (needed.insert(read.record), read.record) {
                left.push(next);
            }
        }
    }
    needed
}

struct Looker<'p> {
    records: &'p [Record],
    needed: Vec<BTreeSet<RecordRef>>,
}

impl Looker<'_> {
    /// The records that have to be looked up to read this.
    fn of_read(&self, read: &Read<'_>) -> Vec<RecordRef> {
        match read.record {
            RecordRef::Named(index) => {
                let needed = self.needed.get(index).into_iter().flatten().copied();
                let mut found: Vec<_> = needed.filter(|record| self.has_look_up(*record)).collect();
                // Whoever runs an outcome that asks for `account` has looked it up under this name.
                let is_account = |record: &RecordRef| same::is_account(*record, self.records);
                found.extend(found.iter().any(is_account).then_some(RecordRef::Account));
                found
            }
            RecordRef::Manager => vec![RecordRef::Manager],
            RecordRef::Account if read.field.is_some_and(|field| field.name != "Id") => {
                vec![RecordRef::Account]
            }
            RecordRef::Account
            | RecordRef::Call
            | RecordRef::Person
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Rep
            | RecordRef::Subject => Vec::new(),
        }
    }

    fn has_look_up(&self, record: RecordRef) -> bool {
        match record {
            RecordRef::Named(index) => {
                self.records.get(index).is_some_and(|record| !record.filters.is_empty())
            }
            RecordRef::Manager => true,
            RecordRef::Account
            | RecordRef::Call
            | RecordRef::Person
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Rep
            | RecordRef::Subject => false,
        }
    }

    /// The records that steps have to look up, each with its first use.
    fn uses_in(&self, steps: &[Step]) -> BTreeMap<RecordRef, Span> {
        let mut uses = BTreeMap::new();
        each_step(steps, &mut |step| {
            for read in of_step(step) {
                for record in self.of_read(&read) {
                    uses.entry(record).or_insert(read.span);
                }
            }
        });
        uses
    }

    fn uses(&self, step: &Step, record: RecordRef) -> bool {
        of_step(step).iter().any(|read| self.of_read(read).contains(&record))
    }

    fn uses_inside(&self, step: &Step, record: RecordRef) -> bool {
        self.uses(step, record)
            || arms(step).into_iter().flatten().any(|inner| self.uses_inside(inner, record))
    }

    /// The `run` that stand behind the look-up of a record, which stands at the nearest point before all its uses.
    fn runs_behind(&self, steps: &[Step], record: RecordRef, runs: &mut Vec<(usize, Span)>) {
        let users: Vec<usize> = (0..steps.len()).filter(|at| self.uses_inside(&steps[*at], record)).collect();
        let Some(first) = users.first().copied() else { return };
        if users.len() == 1 && !self.uses(&steps[first], record) {
            let using: Vec<&[Step]> = arms(&steps[first])
                .into_iter()
                .filter(|arm| arm.iter().any(|step| self.uses_inside(step, record)))
                .collect();
            if let [only] = using.as_slice() {
                return self.runs_behind(only, record, runs);
            }
        }
        each_step(&steps[first..], &mut |step| {
            if let StepKind::Run(index) = step.kind {
                runs.push((index, step.span));
            }
        });
    }

    fn name(&self, record: RecordRef) -> String {
        match record {
            RecordRef::Named(index) => {
                self.records.get(index).map_or_else(String::new, |record| record.name.clone())
            }
            RecordRef::Manager => "manager".to_owned(),
            RecordRef::Account => "account".to_owned(),
            RecordRef::Call
            | RecordRef::Person
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Rep
            | RecordRef::Subject => String::new(),
        }
    }
}

fn looked_up_twice(name: &str, run: Span, used: Span, again: Span) -> Diagnostic {
    let message =
        format!("`{name}` would be looked up twice on one path: here and in the outcome that is run");
    let help = format!("let only one of the two outcomes use `{name}`");
    Diagnostic::new(Code::LookedUpTwice, run, message)
        .label("looks it up again")
        .related(used, "used here")
        .related(again, "and here")
        .help(help)
}
