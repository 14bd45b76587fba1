//! All flows together: which start when one of them saves records, and what elements use with that.

use super::amount::{Amount, Measure, Open};
use super::facts::Ending;
use super::gate;
use super::path;
use super::price::{Price, Rows, Saves};
use super::sites::Sites;
use super::{BATCH, Faults, batch};
use crate::flow::Flow;
use crate::org::Org;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How often a statement tries those of its records that others took with them; the flows that they start run each time
/// (`partial-save` in `docs/platform-notes.md`).
const ATTEMPTS: u64 = 3;

/// What a flow uses for one record, and for 200.
type Nested = (Amount, Amount);

/// The flows that are known.
pub(super) struct Known<'a> {
    flows: Vec<&'a Flow>,
    numbers: BTreeMap<&'a str, usize>,
    org: &'a Org,
    /// What each flow uses where a save starts it: for one record, and for 200.
    nested: RefCell<BTreeMap<(usize, Measure, Faults), Nested>>,
    /// The flows whose use is being computed.
    under_way: RefCell<Vec<usize>>,
}

impl<'a> Known<'a> {
    pub(super) fn new(flows: &[&'a Flow], org: &'a Org) -> Self {
        let numbers = flows.iter().enumerate().map(|(at, flow)| (flow.name.as_str(), at)).collect();
        Self {
            flows: flows.to_vec(),
            numbers,
            org,
            nested: RefCell::default(),
            under_way: RefCell::default(),
        }
    }

    pub(super) fn flow(&self, name: &str) -> Option<&'a Flow> {
        Some(self.at(self.number(name)?))
    }

    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }

    pub(super) fn at(&self, number: usize) -> &'a Flow {
        self.flows[number]
    }

    /// The flows that a statement may start.
    fn started(&self, saves: &Saves<'_>) -> impl Iterator<Item = usize> {
        let started = self
            .flows
            .iter()
            .enumerate()
            .filter(|(_, flow)| gate::may_start(flow, saves, self.org, &self.flows));
        started.map(|(number, _)| number).collect::<Vec<_>>().into_iter()
    }

    /// What one execution of an element uses for one interview, by how it ended.
    pub(super) fn one(&self, price: &Price<'_>, measure: Measure, faults: Faults, ending: Ending) -> Amount {
        let rows = self.rows(price, measure, ending);
        let own = match rows {
            Rows::None => Amount::of(statements(price, measure)),
            Rows::Each(rows) | Rows::Shared(rows) => Amount::of(rows),
            Rows::Open(why) => Amount::open(0, why),
        };
        let nested = self.nested(price, measure, faults).map(|(one, batch)| match price.dml_rows {
            Rows::None | Rows::Each(1) | Rows::Shared(_) => one,
            Rows::Each(rows) => batch.times(rows.div_ceil(u64::from(BATCH))),
            Rows::Open(why) => Amount { open: batch.open.or(Some(why)), ..batch },
        });
        opened(nested.fold(own, Amount::plus), price)
    }

    /// What one execution uses that up to 200 interviews share: statements, rows that all ask for, flows that it starts.
    pub(super) fn together(&self, price: &Price<'_>, measure: Measure, faults: Faults) -> Amount {
        let own = match self.rows(price, measure, Ending::Done) {
            Rows::None => Amount::of(statements(price, measure)),
            Rows::Shared(rows) => Amount::of(rows),
            Rows::Each(_) => Amount::default(),
            Rows::Open(why) => Amount::open(0, why),
        };
        let nested = self.nested(price, measure, faults).map(|(_, batch)| match price.dml_rows {
            Rows::Each(rows) => batch.times(rows),
            Rows::None | Rows::Shared(_) => batch,
            Rows::Open(why) => Amount { open: batch.open.or(Some(why)), ..batch },
        });
        opened(nested.fold(own, Amount::plus), price)
    }

    /// The rows that each interview brings by itself.
    pub(super) fn apart(&self, price: &Price<'_>, measure: Measure, ending: Ending) -> Amount {
        match self.rows(price, measure, ending) {
            Rows::Each(rows) => Amount::of(rows),
            Rows::None | Rows::Shared(_) | Rows::Open(_) => Amount::default(),
        }
    }

    /// A query that fails, or finds nothing, has no rows; what a statement tried to save counts.
    fn rows(&self, price: &Price<'_>, measure: Measure, ending: Ending) -> Rows {
        match measure {
            Measure::SoqlRows if ending != Ending::Done && price.statements.dml == 0 => Rows::None,
            Measure::SoqlRows => price.soql_rows,
            Measure::DmlRows => price.dml_rows,
            Measure::Soql | Measure::Dml => Rows::None,
        }
    }

    /// What each flow uses that the records start.
    fn nested(
        &self,
        price: &Price<'_>,
        measure: Measure,
        faults: Faults,
    ) -> impl Iterator<Item = (Amount, Amount)> {
        let started = price.saves.iter().flat_map(|saves| self.started(saves));
        let attempts = if faults == Faults::Any { ATTEMPTS } else { 1 };
        started.map(move |flow| {
            let (one, batch) = self.of_flow(flow, measure, faults);
            (one.times(attempts), batch.times(attempts))
        })
    }

    fn of_flow(&self, flow: usize, measure: Measure, faults: Faults) -> (Amount, Amount) {
        if self.under_way.borrow().contains(&flow) {
            let again = Amount::open(0, Open::StartsAgain);
            return (again, again);
        }
        if let Some(known) = self.nested.borrow().get(&(flow, measure, faults)) {
            return *known;
        }
        self.under_way.borrow_mut().push(flow);
        let sites = Sites::of(self, self.at(flow));
        let found = (
            path::dearest(self, &sites, measure, faults).amount,
            batch::dearest(self, &sites, measure, faults).amount,
        );
        self.under_way.borrow_mut().pop();
        self.nested.borrow_mut().insert((flow, measure, faults), found);
        found
    }
}

fn statements(price: &Price<'_>, measure: Measure) -> u64 {
    match measure {
        Measure::Soql => u64::from(price.statements.soql),
        Measure::Dml => u64::from(price.statements.dml),
        Measure::SoqlRows | Measure::DmlRows => 0,
    }
}

/// With what nobody can tell from the flow.
fn opened(amount: Amount, price: &Price<'_>) -> Amount {
    match price.open {
        Some(Open::Circle | Open::Items | Open::Rows) if amount.is_nothing() => amount,
        Some(why) => Amount { open: amount.open.or(Some(why)), ..amount },
        None => amount,
    }
}
