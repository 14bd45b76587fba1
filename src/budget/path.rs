//! The dearest path of one interview.

use super::amount::{Amount, Measure};
use super::facts::Ending;
use super::saves::Known;
use super::sites::{SiteId, Sites, Way};
use super::{Bound, Faults, part};

/// The dearest path: the longest one of the graph, from its ends to its beginning. Where some path has no bound, what has none
/// of it stands beside the dearest of what is sure.
pub(super) fn dearest(known: &Known<'_>, sites: &Sites<'_>, measure: Measure, faults: Faults) -> Bound {
    let own = |site: SiteId, way: &Way| known.one(&sites.get(site).price, measure, faults, way.ending);
    let sure = |site: SiteId, way: &Way| Amount::of(own(site, way).sure);
    let open = Longest::of(sites, faults, &own);
    let longest = Longest::of(sites, faults, &sure);
    let mut path = longest.path(sites);
    let mut amount = longest.amount(sites);
    amount.open = open.amount(sites).open;
    if amount.open.is_some() {
        let unbounded = open.path(sites).into_iter().filter(|(_, own)| own.open.is_some());
        for (site, own) in unbounded {
            match path.iter_mut().find(|(each, _)| *each == site) {
                Some((_, sure)) => sure.open = own.open,
                None => path.push((site, Amount { sure: 0, ..own })),
            }
        }
    }
    let used = path.into_iter().filter(|(_, own)| !own.is_nothing());
    Bound { amount, parts: used.map(|(site, own)| part(known, sites, site, 1, own)).collect() }
}

/// From each site on the most, and the way that it takes.
pub(super) struct Longest {
    best: Vec<(Amount, Option<(Way, Amount)>)>,
}

impl Longest {
    /// The longest way by what each site uses where it is left on a way.
    pub(super) fn of(sites: &Sites<'_>, faults: Faults, own: &dyn Fn(SiteId, &Way) -> Amount) -> Self {
        let mut best = vec![(Amount::default(), None); sites.len()];
        for group in sites.order().iter().rev() {
            for site in group {
                best[*site] = Self::from(sites, *site, faults, own, &best, group);
            }
            if let [_, _, ..] = group.as_slice() {
                spread(group, &mut best);
            }
        }
        Self { best }
    }

    fn from(
        sites: &Sites<'_>,
        site: SiteId,
        faults: Faults,
        own: &dyn Fn(SiteId, &Way) -> Amount,
        best: &[(Amount, Option<(Way, Amount)>)],
        group: &[SiteId],
    ) -> (Amount, Option<(Way, Amount)>) {
        let ways =
            sites.get(site).ways.iter().filter(|way| faults == Faults::Any || way.ending != Ending::Fault);
        let end = Way { ending: Ending::Done, to: None };
        let ways = ways.filter(|way| way.to.is_none_or(|to| !group.contains(&to))).chain([&end]);
        let all = ways.map(|way| {
            let here = own(site, way);
            (here.plus(way.to.map_or(Amount::default(), |to| best[to].0)), Some((*way, here)))
        });
        all.reduce(|most, next| if next.0 > most.0 { next } else { most }).unwrap_or_default()
    }

    /// The most of any path.
    pub(super) fn amount(&self, sites: &Sites<'_>) -> Amount {
        sites.first().iter().map(|first| self.best[*first].0).max().unwrap_or_default()
    }

    /// The sites of that path, and what each uses.
    pub(super) fn path(&self, sites: &Sites<'_>) -> Vec<(SiteId, Amount)> {
        let mut path = Vec::new();
        let mut next = sites.first().iter().copied().max_by_key(|first| self.best[*first].0);
        while let Some(site) = next {
            let Some((way, amount)) = self.best[site].1 else { break };
            path.push((site, amount));
            next = way.to;
        }
        path
    }
}

/// Sites that lead to each other: each has the most that any has together with what all of them use.
fn spread(group: &[SiteId], best: &mut [(Amount, Option<(Way, Amount)>)]) {
    let further = group.iter().filter_map(|site| Some((best[*site].1?, best[*site].0)));
    let Some(((way, _), _)) = further.max_by_key(|((_, own), whole)| (*whole, *own)) else { return };
    let beyond = way.to.map_or(Amount::default(), |to| best[to].0);
    let own = group
        .iter()
        .filter_map(|site| best[*site].1)
        .map(|(_, own)| own)
        .fold(Amount::default(), Amount::plus);
    for site in group {
        best[*site] = (own.plus(beyond), Some((way, own)));
    }
}
