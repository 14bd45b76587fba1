//! What the author meant, as structured steps: writes gathered, look-ups placed, elements named.
//!
//! A [`FlowPlan`] is a tree of [`Node`]s in the order in which they run. It speaks of records, fields and formulas; how
//! Flow says these is decided in [`build`](crate::build).

mod asks;
mod conditions;
mod counters;
mod emit;
mod emit_lookups;
mod emit_people;
mod emit_records;
mod emit_sets;
mod emit_steps;
mod identity;
mod items;
mod known;
mod loads;
mod lookups;
mod model;
mod monitor;
mod names;
mod offset;
mod outcome;
mod phrases;
mod reads;
mod saves;
mod say;
mod summary;
mod titles;
mod words;

use crate::check::{Program, RaisedBefore, RecordRef};
use crate::org::Field;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use emit_lookups::can_be_blank;
pub use known::manager_of_user;
pub use model::*;
pub use monitor::owner_may_be_queue;
pub use names::{Taken, camel, capitalized, legal, number_word};
pub use offset::Offset;
pub use phrases::{arithmetic, list, with_article};
pub use reads::FieldKey;
pub use say::due_words;
pub use words::title;

/// Plans a program.
pub fn plan(program: &Program) -> Plan<'_> {
    let outcomes = outcome::plan_all(program);
    let monitors = monitor::plan_all(program);
    let all = || outcomes.iter().chain(&monitors);
    let mut uses = Uses::default();
    all().for_each(|flow| uses.visit(&flow.body));
    Plan {
        program,
        notifies: uses.notifies,
        cadences: uses.cadences,
        saves_person: uses.saves_person,
        asked_counters: uses.asked_counters,
        outcomes,
        monitors,
    }
}

/// Whether a flow gathers writes to the person.
fn saves_person(body: &[Node<'_>]) -> bool {
    let mut uses = Uses::default();
    uses.visit(body);
    uses.gathers_person || uses.saves_person
}

/// Which helpers the flows use.
#[derive(Default)]
struct Uses<'p> {
    asked_counters: BTreeMap<&'p str, (&'p Arc<Field>, &'p RaisedBefore)>,
    notifies: bool,
    saves_person: bool,
    gathers_person: bool,
    cadences: BTreeSet<CadenceKind>,
}

impl<'p> Uses<'p> {
    fn visit(&mut self, nodes: &[Node<'p>]) {
        for node in nodes {
            match node {
                Node::Act(act) => {
                    self.operation(&act.operation);
                    if let Some(fault) = &act.fault {
                        self.visit(&fault.then);
                    }
                }
                Node::Branch(branch) => {
                    branch.rules.iter().for_each(|arm| self.visit(&arm.nodes));
                    self.visit(&branch.default);
                }
                Node::Anchor(_) | Node::End => {}
            }
        }
    }

    fn operation(&mut self, operation: &Operation<'p>) {
        match operation {
            Operation::Assign(Assign::Increment { .. }) => self.gathers_person = true,
            Operation::Assign(Assign::Set(items)) => {
                self.gathers_person |= items.iter().any(|item| item.set.record == RecordRef::Person);
            }
            Operation::Call(Call::Notify { .. }) => self.notifies = true,
            Operation::Call(Call::SavePerson) => self.saves_person = true,
            Operation::Call(Call::AskRaised(field, raised_before)) => {
                self.asked_counters.insert(&field.name, (field, raised_before));
            }
            Operation::Call(Call::Cadence(cadence)) => {
                self.cadences.insert(CadenceKind::of(cadence));
            }
            Operation::Assign(_) | Operation::Data(_) | Operation::Call(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
