//! What flows use of the limits of a transaction at most: for one record and for a batch of 200.
//!
//! A flow is laid out with the flows that it calls, as one graph of `sites`; the dearest path of one interview is the longest
//! one of that graph, and what a batch of interviews costs follows from the lengths of its paths (`batch`). Paths are never
//! listed. The engine of `simulate` never counts more; `tests/budget.rs` holds it to that.

mod amount;
mod batch;
mod facts;
mod gate;
mod layout;
mod path;
mod price;
mod saves;
mod shape;
mod sites;

pub use amount::{Amount, Measure, Open};

use crate::flow::graph::{ArrowKind, ElementId, Graph};
use crate::flow::{Element, ElementKind, Flow, Subflow};
use crate::org::Org;
use saves::Known;
use sites::{SiteId, Sites};
use std::collections::BTreeSet;

/// Records in one transaction: the most that the platform saves or starts a flow for at once (Apex Developer Guide, "Triggers").
pub const BATCH: u32 = 200;

/// What a flow that starts by itself uses at most.
#[derive(Clone, Debug)]
pub struct Start {
    /// Its API name.
    pub flow: String,
    /// Its label.
    pub label: String,
    /// What starts it.
    pub begins: Begins,
    /// All its paths; the batch is the worst mixed one.
    pub whole: Budget,
    /// The flows that its paths end in: of a router the outcomes.
    pub branches: Vec<Branch>,
}

/// What starts a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// A record is saved or deleted.
    Save,
    /// A schedule.
    Schedule,
    /// Somebody calls it.
    Call,
}

/// A flow that paths of another end in.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The Subflow element that runs it.
    pub element: String,
    /// Its API name.
    pub flow: String,
    /// Its label.
    pub label: String,
    /// The paths of the caller that go through it, from their start.
    pub budget: Budget,
}

/// The bounds of paths.
#[derive(Clone, Debug)]
pub struct Budget {
    /// One interview, nothing fails.
    pub one: Bounds,
    /// One interview, whatever fails.
    pub one_with_faults: Bounds,
    /// 200 interviews, nothing fails.
    pub batch: Bounds,
    /// 200 interviews, whatever fails.
    pub batch_with_faults: Bounds,
}

/// A bound for each measure, in the order of [`Measure::ALL`].
pub type Bounds = [Bound; 4];

/// The most of one measure, and what it is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bound {
    /// How much.
    pub amount: Amount,
    /// What it is made of, in the order of the flow.
    pub parts: Vec<Part>,
}

/// An element that uses some of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its flow.
    pub flow: String,
    /// Its API name.
    pub element: String,
    /// Its label.
    pub label: String,
    /// How often it is executed, for one record or for up to 200 together.
    pub times: u64,
    /// What all that uses.
    pub amount: Amount,
}

/// The bounds of each flow that starts by itself, or that none of the others calls.
pub fn starts(flows: &[&Flow], org: &Org) -> Vec<Start> {
    let known = Known::new(flows, org);
    let called = called(flows);
    let own =
        flows.iter().filter(|flow| begins(flow) != Begins::Call || !called.contains(flow.name.as_str()));
    own.map(|flow| start(&known, flow)).collect()
}

/// The names of the flows that others call.
fn called<'a>(flows: &[&'a Flow]) -> BTreeSet<&'a str> {
    let elements = flows.iter().flat_map(|flow| &flow.elements);
    elements.filter_map(|element| Some(call_of(element)?.flow_name.as_str())).collect()
}

fn call_of(element: &Element) -> Option<&Subflow> {
    let ElementKind::Subflow(call) = &element.kind else { return None };
    Some(call)
}

fn begins(flow: &Flow) -> Begins {
    match flow.start.trigger_type.as_deref() {
        Some("Scheduled") => Begins::Schedule,
        Some(_) if flow.start.object.is_some() => Begins::Save,
        Some(_) | None => Begins::Call,
    }
}

fn start(known: &Known<'_>, flow: &Flow) -> Start {
    let sites = Sites::of(known, flow);
    let branches = branches(flow).into_iter().map(|(id, called)| {
        let callee = known.flow(called);
        Branch {
            element: flow.elements[id.0].name.clone(),
            flow: called.to_owned(),
            label: callee.map_or(called, |callee| &callee.label).to_owned(),
            budget: budget(known, &sites.through(&sites.at_top(id))),
        }
    });
    Start {
        flow: flow.name.clone(),
        label: flow.label.clone(),
        begins: begins(flow),
        branches: branches.collect(),
        whole: budget(known, &sites),
    }
}

/// The flows that the paths of a flow end in that a save starts: of a router the outcomes.
pub fn outcomes(flow: &Flow) -> Vec<&str> {
    match begins(flow) {
        Begins::Save => branches(flow).into_iter().map(|(_, called)| called).collect(),
        Begins::Schedule | Begins::Call => Vec::new(),
    }
}

/// The Subflow elements that paths end with where nothing failed, in the order of the arrows that lead there.
fn branches(flow: &Flow) -> Vec<(ElementId, &str)> {
    let graph = Graph::new(flow);
    let mut seen = vec![false; flow.elements.len()];
    let mut open: Vec<ElementId> = graph.entries().iter().rev().map(|edge| edge.target).collect();
    let mut found = Vec::new();
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut seen[id.0], true) {
            continue;
        }
        let onwards = graph.successors(id).iter().rev().filter(|edge| edge.kind != ArrowKind::Fault);
        open.extend(onwards.map(|edge| edge.target));
        if let Some(call) = call_of(graph.element(id)).filter(|call| call.connector.is_none()) {
            found.push((id, call.flow_name.as_str()));
        }
    }
    found
}

fn budget(known: &Known<'_>, sites: &Sites<'_>) -> Budget {
    let of = |bound: &dyn Fn(Measure) -> Bound| Measure::ALL.map(bound);
    Budget {
        one: of(&|measure| path::dearest(known, sites, measure, Faults::None)),
        one_with_faults: of(&|measure| path::dearest(known, sites, measure, Faults::Any)),
        batch: of(&|measure| batch::dearest(known, sites, measure, Faults::None)),
        batch_with_faults: of(&|measure| batch::dearest(known, sites, measure, Faults::Any)),
    }
}

/// What may fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Faults {
    /// Nothing.
    None,
    /// Whatever can.
    Any,
}

/// A part of a bound.
fn part(known: &Known<'_>, sites: &Sites<'_>, site: SiteId, times: u64, amount: Amount) -> Part {
    let (flow, element) = sites.element(known, site);
    Part {
        flow: flow.name.clone(),
        element: element.name.clone(),
        label: element.label.clone(),
        times,
        amount,
    }
}
