//! What the dearest path costs of the limits of a transaction.

use super::{ArrowKind, ElementId, Graph, order};
use crate::flow::model::{ElementKind, RecordUpdate, Start};

/// Uses of governor limits.
///
/// Source: "Automate Your Business Processes" (Spring '26): a Get Records is a query; Create, Update, Delete are each a DML
/// statement; an Update or Delete with filters is a query too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Queries, of 100 in a transaction.
    pub soql: u32,
    /// DML statements, of 150 in a transaction.
    pub dml: u32,
}

/// The highest cost of any path through a flow, for each limit on its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DearestPath {
    /// The cost; what stands in a loop is counted once.
    pub cost: Cost,
    /// Whether something that costs stands in a loop, so that it may cost more.
    pub repeats: bool,
}

impl Cost {
    /// One query.
    pub const QUERY: Cost = Cost { soql: 1, dml: 0 };
    /// One DML statement.
    pub const DML: Cost = Cost { soql: 0, dml: 1 };

    /// That of an action, by its type.
    pub fn of_action(action_type: &str) -> Cost {
        let known = ACTIONS.iter().find(|(name, _)| *name == action_type);
        known.map(|(_, cost)| *cost).unwrap_or_default()
    }

    /// Both.
    #[must_use]
    pub fn plus(self, other: Cost) -> Cost {
        Cost { soql: self.soql.saturating_add(other.soql), dml: self.dml.saturating_add(other.dml) }
    }

    /// The higher of each.
    #[must_use]
    pub fn highest(self, other: Cost) -> Cost {
        Cost { soql: self.soql.max(other.soql), dml: self.dml.max(other.dml) }
    }
}

/// The standard actions that cost.
///
/// Source: as of [`Cost`]: its worked example counts a Post to Chatter as a DML statement; the two others save records as well.
/// What an Apex action does, nobody can tell from a flow.
const ACTIONS: &[(&str, Cost)] =
    &[("chatterPost", Cost::DML), ("quickAction", Cost::DML), ("submit", Cost::DML)];

impl Graph<'_> {
    /// The dearest path if nothing fails; `subflow` knows the cost of the flow of a name.
    pub fn dearest_path(&self, subflow: &dyn Fn(&str) -> Cost) -> DearestPath {
        self.dearest(subflow, &|kind| kind != ArrowKind::Fault)
    }

    /// The dearest path, those after faults included.
    pub fn dearest_path_with_faults(&self, subflow: &dyn Fn(&str) -> Cost) -> DearestPath {
        self.dearest(subflow, &|_| true)
    }

    fn dearest(&self, subflow: &dyn Fn(&str) -> Cost, wanted: &dyn Fn(ArrowKind) -> bool) -> DearestPath {
        let targets = self.targets(wanted);
        let mut dearest = vec![Cost::default(); targets.len()];
        let mut repeats = false;
        for group in order::components(&targets, self.start()).into_iter().rev() {
            let elements = group.iter().filter(|node| **node != self.start()).map(|node| ElementId(*node));
            let own = elements.map(|id| self.cost(id, subflow)).fold(Cost::default(), Cost::plus);
            let further = group.iter().flat_map(|node| &targets[*node]).map(|target| dearest[*target]);
            let cost = own.plus(further.fold(Cost::default(), Cost::highest));
            repeats |= own != Cost::default() && is_loop(&group, &targets);
            group.into_iter().for_each(|node| dearest[node] = cost);
        }
        DearestPath { cost: dearest[self.start()], repeats }
    }

    /// The cost of one element.
    pub fn cost(&self, id: ElementId, subflow: &dyn Fn(&str) -> Cost) -> Cost {
        match &self.element(id).kind {
            ElementKind::RecordLookup(_) => Cost::QUERY,
            ElementKind::RecordCreate(_) => Cost::DML,
            ElementKind::RecordUpdate(update) => of_update(update, &self.flow().start),
            ElementKind::RecordDelete(delete) if delete.object.is_some() => Cost::DML.plus(Cost::QUERY),
            ElementKind::RecordDelete(_) => Cost::DML,
            ElementKind::Subflow(call) => subflow(&call.flow_name),
            ElementKind::ActionCall(call) => Cost::of_action(&call.action_type),
            ElementKind::Assignment(_)
            | ElementKind::CollectionProcessor(_)
            | ElementKind::CustomError(_)
            | ElementKind::Decision(_)
            | ElementKind::Loop(_)
            | ElementKind::Transform(_)
            | ElementKind::Other(_) => Cost::default(),
        }
    }
}

/// Before a save, the record itself is changed in memory; records that belong to it are found by a query.
fn of_update(update: &RecordUpdate, start: &Start) -> Cost {
    match &update.input_reference {
        None => Cost::DML.plus(Cost::QUERY),
        Some(name) if name == "$Record" && start.trigger_type.as_deref() == Some("RecordBeforeSave") => {
            Cost::default()
        }
        Some(name) if name.starts_with("$Record.") => Cost::DML.plus(Cost::QUERY),
        Some(_) => Cost::DML,
    }
}

fn is_loop(group: &[usize], targets: &[Vec<usize>]) -> bool {
    group.len() > 1 || group.iter().any(|node| targets[*node].contains(node))
}
