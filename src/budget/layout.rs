//! How a flow is laid out: which sites there are, and where each leads.

use super::amount::Open;
use super::facts::{self, Ending, Facts};
use super::price::{self, Price};
use super::saves::Known;
use super::shape::{Shape, targets};
use super::sites::{Site, SiteId, Way};
use crate::flow::graph::{ArrowKind, ElementId, ways};
use crate::flow::{Decision, ElementKind, Flow, Loop, Subflow, Value};
use std::collections::BTreeMap;

/// So many sites are laid out; what is behind them has no bound.
const MOST_SITES: usize = 20_000;

/// The flow that is run, and how it came to that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Frame {
    flow: usize,
    /// The same for frames that differ in the rounds of loops only.
    path: usize,
    caller: Option<(usize, ElementId)>,
    /// The loops that it is in, and the item that each is at.
    rounds: BTreeMap<ElementId, u64>,
    /// What is known there.
    facts: Facts,
}

/// How much is kept of what is known on a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    Facts,
    None,
}

pub(super) struct Layout<'k, 'a> {
    known: &'k Known<'a>,
    /// Whether facts are kept: not where there would be too many sites.
    detail: Detail,
    shapes: BTreeMap<usize, Shape<'a>>,
    frames: Vec<Frame>,
    frame_ids: BTreeMap<Frame, usize>,
    paths: BTreeMap<(usize, ElementId), usize>,
    places: BTreeMap<(usize, usize, ElementId), usize>,
    ids: BTreeMap<(usize, ElementId), SiteId>,
    sites: Vec<Site<'a>>,
    open: Vec<(SiteId, usize, ElementId)>,
}

impl<'k, 'a> Layout<'k, 'a> {
    /// The sites of a flow, and where interviews begin; nothing where there are too many for all that is known.
    pub(super) fn of(
        known: &'k Known<'a>,
        flow: &Flow,
        detail: Detail,
    ) -> Option<(Vec<Site<'a>>, Vec<SiteId>)> {
        let mut layout = Self::new(known, detail);
        let first = known.number(&flow.name).map(|number| layout.begin(number)).unwrap_or_default();
        while let Some((site, frame, id)) = layout.open.pop() {
            let ways = layout.ways(frame, id, site);
            layout.sites[site].ways = ways;
            if detail == Detail::Facts && layout.sites.len() > MOST_SITES {
                return None;
            }
        }
        Some((layout.sites, first))
    }

    fn new(known: &'k Known<'a>, detail: Detail) -> Self {
        Self {
            known,
            detail,
            shapes: BTreeMap::new(),
            frames: Vec::new(),
            frame_ids: BTreeMap::new(),
            paths: BTreeMap::new(),
            places: BTreeMap::new(),
            ids: BTreeMap::new(),
            sites: Vec::new(),
            open: Vec::new(),
        }
    }

    fn begin(&mut self, flow: usize) -> Vec<SiteId> {
        let facts = self.facts_at_start(flow, BTreeMap::new());
        let frame =
            self.frame(Frame { flow, path: 0, caller: None, rounds: BTreeMap::new(), facts: facts.clone() });
        let entries: Vec<ElementId> =
            self.shape(flow).graph.entries().iter().map(|edge| edge.target).collect();
        entries.into_iter().filter_map(|entry| self.enter(frame, None, entry, facts.clone())).collect()
    }

    fn facts_at_start(&mut self, flow: usize, begins: BTreeMap<(String, String), bool>) -> Facts {
        match self.detail {
            Detail::Facts => {
                let known = self.known;
                Facts::at_start(known.at(flow), &self.shape(flow).asked, begins)
            }
            Detail::None => Facts::default(),
        }
    }

    fn shape(&mut self, flow: usize) -> &Shape<'a> {
        let known = self.known;
        self.shapes.entry(flow).or_insert_with(|| Shape::of(known.at(flow)))
    }

    fn frame(&mut self, frame: Frame) -> usize {
        if let Some(id) = self.frame_ids.get(&frame) {
            return *id;
        }
        self.frames.push(frame.clone());
        self.frame_ids.insert(frame, self.frames.len() - 1);
        self.frames.len() - 1
    }

    /// The site of an element that is reached in a frame, from an element of the same flow or from outside.
    fn enter(
        &mut self,
        frame: usize,
        from: Option<ElementId>,
        to: ElementId,
        facts: Facts,
    ) -> Option<SiteId> {
        let Frame { flow, path, caller, rounds, .. } = self.frames[frame].clone();
        let facts = if self.detail == Detail::Facts { facts } else { Facts::default() };
        let mut next = BTreeMap::new();
        for (head, (body, _)) in &self.shape(flow).loops {
            let round = rounds.get(head).copied().unwrap_or(0);
            if *head == to {
                let came = from.is_some_and(|from| body[from.0]);
                next.insert(*head, if came { round + 1 } else { 0 });
            } else if body[to.0] {
                next.insert(*head, round);
            }
        }
        let frame = self.frame(Frame { flow, path, caller, rounds: next, facts });
        self.site(frame, to)
    }

    fn site(&mut self, frame: usize, id: ElementId) -> Option<SiteId> {
        if let Some(site) = self.ids.get(&(frame, id)) {
            return Some(*site);
        }
        let Frame { flow, path, rounds, .. } = self.frames[frame].clone();
        let fresh = self.places.len();
        let place = *self.places.entry((path, flow, id)).or_insert(fresh);
        let shape = self.shape(flow);
        let mut price = price::price(&shape.graph, id);
        let endless = rounds.keys().any(|head| *head != id && shape.loops[head].1.is_none());
        let mut site = Site { flow, id, place, price: Price::default(), ways: Vec::new() };
        std::mem::swap(&mut site.price, &mut price);
        if endless {
            site.close(Open::Items);
        }
        self.sites.push(site);
        let number = self.sites.len() - 1;
        self.ids.insert((frame, id), number);
        match number < MOST_SITES {
            true => self.open.push((number, frame, id)),
            false => self.sites[number].price.open = Some(Open::TooLarge),
        }
        Some(number)
    }

    fn ways(&mut self, frame: usize, id: ElementId, site: SiteId) -> Vec<Way> {
        let flow = self.frames[frame].flow;
        let element = &self.known.at(flow).elements[id.0];
        match &element.kind {
            ElementKind::Subflow(call) => self.call(frame, id, site, call),
            ElementKind::Loop(walk) => self.walk(frame, id, walk),
            ElementKind::CustomError(_) => vec![Way { ending: Ending::Done, to: None }],
            ElementKind::Decision(decision) => self.decide(frame, id, decision),
            ElementKind::ActionCall(_)
            | ElementKind::Assignment(_)
            | ElementKind::CollectionProcessor(_)
            | ElementKind::RecordCreate(_)
            | ElementKind::RecordDelete(_)
            | ElementKind::RecordLookup(_)
            | ElementKind::RecordUpdate(_)
            | ElementKind::Transform(_)
            | ElementKind::Other(_) => self.after(frame, id, &element.kind),
        }
    }

    /// The ways of an element that has one way on and one after a fault.
    fn after(&mut self, frame: usize, id: ElementId, kind: &ElementKind) -> Vec<Way> {
        let is_lookup = matches!(kind, ElementKind::RecordLookup(_));
        let mut found = Vec::new();
        for (arrow, connector) in ways(kind) {
            let endings: &[Ending] = match (arrow, connector) {
                (ArrowKind::Fault, None) => &[],
                (ArrowKind::Fault, Some(_)) => &[Ending::Fault],
                _ if is_lookup => &[Ending::Done, Ending::NothingFound],
                _ => &[Ending::Done],
            };
            for ending in endings {
                let facts = self.facts_after(frame, id, *ending);
                let target = connector.map(|connector| connector.target.as_str());
                found.push(Way { ending: *ending, to: self.follow(frame, id, target, facts) });
            }
        }
        found
    }

    fn facts_after(&mut self, frame: usize, id: ElementId, ending: Ending) -> Facts {
        let Frame { flow, facts, .. } = self.frames[frame].clone();
        let element = &self.known.at(flow).elements[id.0];
        facts.after(&element.name, &element.kind, ending, &self.shape(flow).asked)
    }

    /// The ways of a decision that what is known leaves open.
    fn decide(&mut self, frame: usize, id: ElementId, decision: &Decision) -> Vec<Way> {
        let Frame { flow, mut facts, .. } = self.frames[frame].clone();
        let names: BTreeMap<&str, Option<String>> = decision
            .rules
            .iter()
            .flat_map(|rule| &rule.conditions)
            .map(|condition| (condition.left.as_str(), self.whole_name(frame, &condition.left)))
            .collect();
        let whole = |name: &str| names.get(name).cloned().flatten();
        let asked = self.shape(flow).asked.clone();
        let mut found = Vec::new();
        for rule in &decision.rules {
            let holds = facts.rule(rule, &whole);
            if holds != Some(false) {
                let taken = facts.clone().taken(rule, true, &whole, &asked);
                let target = rule.connector.as_ref().map(|connector| connector.target.as_str());
                found.push(Way { ending: Ending::Done, to: self.follow(frame, id, target, taken) });
            }
            if holds == Some(true) {
                return found;
            }
            facts = facts.taken(rule, false, &whole, &asked);
        }
        let target = decision.default_connector.as_ref().map(|connector| connector.target.as_str());
        found.push(Way { ending: Ending::Done, to: self.follow(frame, id, target, facts) });
        found
    }

    /// What an input that nothing changes is for the flow that started: `call.WhoId` is its `$Record.WhoId`.
    fn whole_name(&mut self, frame: usize, name: &str) -> Option<String> {
        let (mut frame, mut name) = (frame, name.to_owned());
        while !name.starts_with("$Record.") {
            let flow = self.frames[frame].flow;
            let variable = facts::base(&name);
            if !self.shape(flow).kept.contains(variable) {
                return None;
            }
            let (caller, id) = self.frames[frame].caller?;
            let ElementKind::Subflow(call) = &self.known.at(self.frames[caller].flow).elements[id.0].kind
            else {
                return None;
            };
            let given = call.inputs.iter().find(|input| input.name == variable)?;
            let Some(Value::Reference(value)) = &given.value else { return None };
            name = format!("{value}{}", &name[variable.len()..]);
            frame = caller;
        }
        let flow = self.known.at(self.frames[frame].flow);
        let changed = flow.elements.iter().flat_map(|element| targets(&element.kind));
        (!changed.into_iter().any(|target| target.starts_with("$Record"))).then_some(name)
    }

    /// Where an arrow leads: out of the flow where it leads nowhere.
    fn follow(
        &mut self,
        frame: usize,
        from: ElementId,
        target: Option<&str>,
        facts: Facts,
    ) -> Option<SiteId> {
        let flow = self.frames[frame].flow;
        match target.and_then(|name| self.shape(flow).graph.named(name)) {
            Some(to) => self.enter(frame, Some(from), to, facts),
            None => self.leave(frame, facts),
        }
    }

    /// Where an interview goes on that has come to the end of a flow.
    fn leave(&mut self, mut frame: usize, mut facts: Facts) -> Option<SiteId> {
        loop {
            let (caller, id) = self.frames[frame].caller?;
            let flow = self.frames[caller].flow;
            let ElementKind::Subflow(call) = &self.known.at(flow).elements[id.0].kind else { return None };
            facts = self.facts_after(caller, id, Ending::Done).with_begins_of(facts);
            let target = call.connector.as_ref().and_then(|next| self.shape(flow).graph.named(&next.target));
            match target {
                Some(to) => return self.enter(caller, Some(id), to, facts),
                None => frame = caller,
            }
        }
    }

    fn call(&mut self, frame: usize, id: ElementId, site: SiteId, call: &Subflow) -> Vec<Way> {
        let next = call.connector.as_ref().map(|next| next.target.as_str());
        let called = self.known.number(&call.flow_name);
        let open = match called {
            None => Some(Open::UnknownFlow),
            Some(called) if self.runs(frame, called) => Some(Open::StartsAgain),
            Some(_) => None,
        };
        let after = self.facts_after(frame, id, Ending::Done);
        let (Some(called), None) = (called, open) else {
            self.sites[site].price.open = open;
            return vec![Way { ending: Ending::Done, to: self.follow(frame, id, next, after) }];
        };
        let above = self.frames[frame].path;
        let fresh = self.paths.len() + 1;
        let path = *self.paths.entry((above, id)).or_insert(fresh);
        let begins = self.frames[frame].facts.begins.clone();
        let facts = self.facts_at_start(called, begins);
        let inner = Frame {
            flow: called,
            path,
            caller: Some((frame, id)),
            rounds: BTreeMap::new(),
            facts: facts.clone(),
        };
        let inner = self.frame(inner);
        let entry = self.shape(called).graph.entries().first().map(|edge| edge.target);
        let to = match entry {
            Some(entry) => self.enter(inner, None, entry, facts),
            None => self.follow(frame, id, next, after),
        };
        vec![Way { ending: Ending::Done, to }]
    }

    /// Whether a flow is being run already.
    fn runs(&self, mut frame: usize, flow: usize) -> bool {
        loop {
            let here = &self.frames[frame];
            match here.caller {
                _ if here.flow == flow => return true,
                Some((caller, _)) => frame = caller,
                None => return false,
            }
        }
    }

    fn walk(&mut self, frame: usize, id: ElementId, walk: &Loop) -> Vec<Way> {
        let Frame { flow, rounds, .. } = self.frames[frame].clone();
        let items = self.shape(flow).loops.get(&id).and_then(|(_, items)| *items);
        let round = rounds.get(&id).copied().unwrap_or(0);
        let facts = self.facts_after(frame, id, Ending::Done);
        let mut ways = Vec::new();
        if round < items.unwrap_or(1) {
            let target = walk.next_value.as_ref().map(|next| next.target.as_str());
            ways.push(Way { ending: Ending::Done, to: self.follow(frame, id, target, facts.clone()) });
        }
        let target = walk.no_more_values.as_ref().map(|next| next.target.as_str());
        ways.push(Way { ending: Ending::Done, to: self.follow(frame, id, target, facts) });
        ways
    }
}
