//! What up to 200 interviews of one transaction use together.
//!
//! Interviews that wait at one element execute it together (Automate Your Business Processes, Spring '26, "Flow Bulkification
//! in Transactions"), so a statement costs once for all of them, if they come there at once. Those that come on ways with
//! fewer elements come earlier: an element is executed once for each *length* of the ways to it, counted in elements at which
//! interviews wait, and never more often. For take the groups of interviews in the order in which they form: one that forms
//! where interviews go on from a group of the n-th generation is of the next, so that a group of generation n has a way of
//! exactly n such elements behind it; and of one generation an element has one group.

use super::amount::{Amount, Measure, Open};
use super::facts::Ending;
use super::path::Longest;
use super::saves::Known;
use super::sites::{SiteId, Sites, Way};
use super::{BATCH, Bound, Faults, Part, part};
use std::collections::{BTreeMap, BTreeSet};

/// So many lengths of ways are followed.
const MOST_LENGTHS: usize = 2_000_000;

/// The worst batch.
pub(super) fn dearest(known: &Known<'_>, sites: &Sites<'_>, measure: Measure, faults: Faults) -> Bound {
    let apart = |site: SiteId, way: &Way| known.apart(&sites.get(site).price, measure, way.ending);
    let longest = Longest::of(sites, faults, &apart);
    let each = longest.amount(sites);
    let Some(lengths) = Lengths::of(known, sites, faults) else {
        return Bound { amount: Amount::open(0, Open::TooLarge), parts: Vec::new() };
    };
    let mut parts: Vec<Part> = Vec::new();
    let mut amount = each.times(u64::from(BATCH));
    for (site, own) in longest.path(sites).into_iter().filter(|(_, own)| !own.is_nothing()) {
        parts.push(part(known, sites, site, u64::from(BATCH), own.times(u64::from(BATCH))));
    }
    for (site, times) in lengths.executions(sites) {
        let together = known.together(&sites.get(site).price, measure, faults);
        if !together.is_nothing() {
            amount = amount.plus(together.times(times));
            parts.push(part(known, sites, site, times, together.times(times)));
        }
    }
    Bound { amount, parts }
}

/// The lengths of the ways to each site.
struct Lengths {
    to: Vec<BTreeSet<u32>>,
}

impl Lengths {
    fn of(known: &Known<'_>, sites: &Sites<'_>, faults: Faults) -> Option<Self> {
        let mut to: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); sites.len()];
        for first in sites.first() {
            to[*first].insert(0);
        }
        let mut count = 0;
        for site in sites.order().iter().flatten() {
            let step = u32::from(sites.waits(known, *site));
            let beyond: Vec<u32> = to[*site].iter().map(|length| length + step).collect();
            for way in &sites.get(*site).ways {
                if let Some(next) = way.to.filter(|_| faults == Faults::Any || way.ending != Ending::Fault) {
                    to[next].extend(&beyond);
                    count += beyond.len();
                }
            }
            if count > MOST_LENGTHS {
                return None;
            }
        }
        Some(Self { to })
    }

    /// How often each element is executed at most: one site for all that interviews wait at together.
    fn executions(&self, sites: &Sites<'_>) -> Vec<(SiteId, u64)> {
        let mut places: BTreeMap<usize, (SiteId, BTreeSet<u32>)> = BTreeMap::new();
        let mut order = Vec::new();
        for site in sites.order().iter().flatten().copied().filter(|site| !self.to[*site].is_empty()) {
            let place = sites.get(site).place;
            let (_, lengths) = places.entry(place).or_insert_with(|| {
                order.push(place);
                (site, BTreeSet::new())
            });
            lengths.extend(&self.to[site]);
        }
        let times = |lengths: &BTreeSet<u32>| (lengths.len() as u64).min(u64::from(BATCH));
        let found = order.iter().filter_map(|place| places.get(place));
        found.map(|(site, lengths)| (*site, times(lengths))).collect()
    }
}
