//! A flow with the flows that it calls, laid out as one graph: a site for each element and each way of calls to it.

use super::amount::Open;
use super::facts::Ending;
use super::layout::{Detail, Layout};
use super::price::Price;
use super::saves::Known;
use crate::flow::graph::{ElementId, components};
use crate::flow::{Cost, Element, ElementKind, Flow};

/// A place in [`Sites`].
pub(super) type SiteId = usize;

/// An element on one way of calls.
#[derive(Clone, Debug)]
pub(super) struct Site<'a> {
    pub(super) flow: usize,
    pub(super) id: ElementId,
    /// The same for sites at which the engine lets interviews wait together.
    pub(super) place: usize,
    pub(super) price: Price<'a>,
    pub(super) ways: Vec<Way>,
}

/// A way out of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// How the element ended.
    pub(super) ending: Ending,
    /// Where it leads; nowhere: the interview ends.
    pub(super) to: Option<SiteId>,
}

/// A flow laid out.
#[derive(Clone, Debug)]
pub(super) struct Sites<'a> {
    sites: Vec<Site<'a>>,
    first: Vec<SiteId>,
    /// The sites that can be reached, in groups: each leads only onwards; several in one lead to each other.
    order: Vec<Vec<SiteId>>,
}

impl<'a> Sites<'a> {
    /// Lays a flow out.
    pub(super) fn of(known: &Known<'a>, flow: &Flow) -> Self {
        let detailed = Layout::of(known, flow, Detail::Facts);
        let (sites, first) = detailed.or_else(|| Layout::of(known, flow, Detail::None)).unwrap_or_default();
        Self { sites, first, order: Vec::new() }.ordered()
    }

    fn ordered(mut self) -> Self {
        let mut targets: Vec<Vec<SiteId>> =
            self.sites.iter().map(|site| site.ways.iter().filter_map(|way| way.to).collect()).collect();
        targets.push(self.first.clone());
        let root = self.sites.len();
        let groups = components(&targets, root).into_iter().filter(|group| *group != [root]);
        self.order = groups.collect();
        for group in &self.order {
            let turns =
                group.len() > 1 || self.sites[group[0]].ways.iter().any(|way| way.to == Some(group[0]));
            if turns {
                group.iter().for_each(|site| self.sites[*site].close(Open::Circle));
            }
        }
        self
    }

    pub(super) fn get(&self, site: SiteId) -> &Site<'a> {
        &self.sites[site]
    }

    pub(super) fn len(&self) -> usize {
        self.sites.len()
    }

    /// Where interviews begin.
    pub(super) fn first(&self) -> &[SiteId] {
        &self.first
    }

    /// The sites that can be reached, those before others first.
    pub(super) fn order(&self) -> &[Vec<SiteId>] {
        &self.order
    }

    /// The sites of an element of the flow itself.
    pub(super) fn at_top(&self, id: ElementId) -> Vec<SiteId> {
        let Some(first) = self.first.first() else { return Vec::new() };
        let flow = self.sites[*first].flow;
        let at = self.sites.iter().enumerate().filter(|(_, site)| site.flow == flow && site.id == id);
        at.map(|(site, _)| site).collect()
    }

    /// The element of a site.
    pub(super) fn element<'k>(&self, known: &Known<'k>, site: SiteId) -> (&'k Flow, &'k Element) {
        let Site { flow, id, .. } = &self.sites[site];
        let flow = known.at(*flow);
        (flow, &flow.elements[id.0])
    }

    /// Whether interviews wait here for others: at statements, and at actions.
    pub(super) fn waits(&self, known: &Known<'_>, site: SiteId) -> bool {
        let (_, element) = self.element(known, site);
        match &element.kind {
            ElementKind::ActionCall(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordLookup(_) => true,
            ElementKind::RecordUpdate(_) => self.sites[site].price.statements != Cost::default(),
            ElementKind::Assignment(_)
            | ElementKind::CollectionProcessor(_)
            | ElementKind::CustomError(_)
            | ElementKind::Decision(_)
            | ElementKind::Loop(_)
            | ElementKind::Subflow(_)
            | ElementKind::Transform(_)
            | ElementKind::Other(_) => false,
        }
    }

    /// Only the ways that lead through one of these sites.
    pub(super) fn through(&self, wanted: &[SiteId]) -> Self {
        let mut leads = vec![false; self.sites.len()];
        wanted.iter().for_each(|site| leads[*site] = true);
        for group in self.order.iter().rev() {
            let any = group.iter().any(|each| {
                leads[*each] || self.sites[*each].ways.iter().filter_map(|way| way.to).any(|to| leads[to])
            });
            group.iter().for_each(|each| leads[*each] |= any);
        }
        let mut sites = self.sites.clone();
        for (each, own) in sites.iter_mut().enumerate() {
            if leads[each] && !wanted.contains(&each) {
                own.ways.retain(|way| way.to.is_some_and(|to| leads[to]));
            }
        }
        let first = self.first.iter().copied().filter(|each| leads[*each]).collect();
        Self { sites, first, order: Vec::new() }.ordered()
    }
}

impl Site<'_> {
    /// There is no bound for what it uses.
    pub(super) fn close(&mut self, why: Open) {
        let uses = self.price.statements != Cost::default() || self.price.open.is_some();
        if uses {
            self.price.open = self.price.open.or(Some(why));
        }
    }
}
