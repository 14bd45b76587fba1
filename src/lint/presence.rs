//! Which records are there when an element runs, and which are null: a data flow analysis on the graph.
//!
//! What is known of a record is whether some way leads here on which it is null, and whether some way leads here on which it is
//! there. Get Records may find nothing; where it fails, it did not run. Inputs, `$Record` and the items of loops count as given.
//! What another element fills in (a screen, an action, a subflow) is taken to be there. Ways are never listed.
//!
//! Source: "Automate Your Business Processes" (Spring '26): a resource without a value is null, and reading through it fails with
//! "hasn't been set or assigned"; formulas give null instead, and are not judged.

mod asked;
mod effects;
mod reads;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use super::flow_facts::FlowFacts;
use super::scope::{Item, Shape};
use crate::flow::graph::{ArrowKind, ElementId};
use crate::flow::references::Reference;
use crate::flow::{Element, ElementKind, LookupOutput};

pub use reads::NullRead;

/// On which ways a record is null, and on which it is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Presence {
    /// Null on some way.
    pub(super) null: bool,
    /// There on some way.
    pub(super) there: bool,
}

impl Presence {
    const NULL: Self = Self { null: true, there: false };
    const THERE: Self = Self { null: false, there: true };
    const EITHER: Self = Self { null: true, there: true };

    fn or(self, other: Self) -> Self {
        Self { null: self.null || other.null, there: self.there || other.there }
    }
}

/// The records of a flow at one point of it, by their number; none where no way leads.
pub(super) type State = Option<Vec<Presence>>;

/// The records of a flow that may be null: what Get Records keeps, and record variables.
#[derive(Debug)]
pub(super) struct Records {
    /// Their numbers, by name in lower case.
    numbers: BTreeMap<String, usize>,
    at_start: Vec<Presence>,
    /// Those that are looked up by an Id that is given: they count as there until somebody asks.
    given: BTreeSet<usize>,
}

/// So many records at so many elements are looked at: more no flow of a person has, and a hostile one may not cost more.
const MOST: usize = 1_000_000;

impl Records {
    fn of(facts: &FlowFacts<'_>) -> Self {
        let mut records = Self { numbers: BTreeMap::new(), at_start: Vec::new(), given: BTreeSet::new() };
        let mut processed: Vec<&str> = Vec::new();
        for element in &facts.flow.elements {
            if let ElementKind::CollectionProcessor(processor) = &element.kind {
                processed.extend(processor.item.as_deref());
            }
            if let ElementKind::RecordLookup(lookup) = &element.kind
                && lookup.output == (LookupOutput::Stored { first_only: true })
            {
                records.add(&element.name, Presence::NULL);
            }
        }
        for variable in &facts.flow.variables {
            // The item of a collection processor is a variable too, or no resource at all.
            let is_item = processed.iter().any(|item| item.eq_ignore_ascii_case(&variable.name));
            if variable.object_type.is_some() && !variable.is_collection && !is_item {
                let given = variable.is_input || variable.value.is_some();
                records.add(&variable.name, if given { Presence::THERE } else { Presence::NULL });
            }
        }
        for element in &facts.flow.elements {
            if let ElementKind::RecordLookup(lookup) = &element.kind
                && reads::is_given(facts, lookup)
            {
                let name = match &lookup.output {
                    LookupOutput::Variable(name) => name,
                    LookupOutput::Stored { .. } | LookupOutput::Fields(_) => &element.name,
                };
                records.given.extend(records.number(name));
            }
        }
        records
    }

    fn add(&mut self, name: &str, presence: Presence) {
        let number = self.at_start.len();
        if *self.numbers.entry(name.to_lowercase()).or_insert(number) == number {
            self.at_start.push(presence);
        }
    }

    /// The number of the record that a path begins at.
    pub(super) fn number(&self, path: &str) -> Option<usize> {
        let base = path.split(['.', '[']).next().unwrap_or_default();
        self.numbers.get(&base.to_lowercase()).copied()
    }
}

/// Every place where a flow reads through a record that is null, or may be.
pub(super) fn null_reads(facts: &FlowFacts<'_>) -> Vec<NullRead> {
    let records = Records::of(facts);
    let cells = records.at_start.len().saturating_mul(facts.flow.elements.len());
    // Who fills the records of a process in is not in its file, and nobody knows what an unknown element fills.
    let is_process = ["Workflow", "InvocableProcess"].contains(&facts.flow.process_type.as_str());
    if cells == 0 || cells > MOST || is_process || !facts.is_whole() {
        return Vec::new();
    }
    let analysis = Analysis { facts, records, references: by_owner(facts.references()) };
    let before = analysis.run();
    let elements = facts.flow.elements.iter().zip(&before);
    let reads = elements.flat_map(|(element, state)| match state {
        Some(state) => analysis.reads(element, state),
        None => Vec::new(),
    });
    reads.map(|(read, _)| read).collect()
}

/// Which references each element, rule or resource makes: they stand together.
fn by_owner<'a>(references: &[Reference<'a>]) -> BTreeMap<&'a str, Range<usize>> {
    let mut ranges: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    for (at, reference) in references.iter().enumerate() {
        let range = ranges.entry(reference.owner).or_insert(at..at);
        if range.end == at {
            range.end = at + 1;
        }
    }
    ranges
}

/// The analysis of one flow.
struct Analysis<'f, 'a> {
    facts: &'f FlowFacts<'a>,
    records: Records,
    references: BTreeMap<&'a str, Range<usize>>,
}

impl<'a> Analysis<'_, 'a> {
    /// What is known before each element.
    fn run(&self) -> Vec<State> {
        let graph = &self.facts.graph;
        let mut before: Vec<State> = vec![None; self.facts.flow.elements.len()];
        let mut open: VecDeque<ElementId> = VecDeque::new();
        for edge in graph.entries() {
            join(&mut before[edge.target.0], &self.records.at_start);
            open.push_back(edge.target);
        }
        while let Some(id) = open.pop_front() {
            let Some(state) = before[id.0].clone() else { continue };
            let element = graph.element(id);
            let reads = self.reads(element, &state);
            for edge in graph.successors(id) {
                let after = self.after(element, edge.kind, &state);
                let after = reads.iter().fold(after, |after, (read, number)| {
                    if read.stops(edge.kind) { settle(after, *number, Some(true)) } else { after }
                });
                if after.is_some_and(|after| join(&mut before[edge.target.0], &after)) {
                    open.push_back(edge.target);
                }
            }
        }
        before
    }

    /// What is known behind an arrow of an element; nothing where no way leads over it.
    fn after(&self, element: &'a Element, arrow: ArrowKind, before: &[Presence]) -> State {
        match (&element.kind, arrow) {
            (ElementKind::Decision(decision), ArrowKind::Rule(at)) => {
                self.after_outcome(&decision.rules[..at], decision.rules.get(at), before)
            }
            (ElementKind::Decision(decision), _) => self.after_outcome(&decision.rules, None, before),
            (_, ArrowKind::Fault) => Some(before.to_vec()),
            _ => Some(self.after_element(element, before.to_vec())),
        }
    }

    /// Whether a path stands for one record, whole.
    fn is_record(&self, path: &str) -> bool {
        matches!(self.facts.shape(path), Some(Shape { item: Item::Record(_), is_collection: false }))
    }
}

/// Only the ways on which a record is there are left, or only those on which it is null.
fn settle(state: State, number: usize, is_there: Option<bool>) -> State {
    let (Some(mut state), Some(is_there)) = (state.clone(), is_there) else { return state };
    let was = state[number];
    state[number] = Presence { null: was.null && !is_there, there: was.there && is_there };
    (state[number] != Presence::default()).then_some(state)
}

/// Adds what is known on one more way; whether that is news.
fn join(known: &mut State, more: &[Presence]) -> bool {
    let Some(known) = known else {
        *known = Some(more.to_vec());
        return true;
    };
    let mut is_news = false;
    for (known, more) in known.iter_mut().zip(more) {
        let both = known.or(*more);
        is_news |= both != *known;
        *known = both;
    }
    is_news
}

#[cfg(test)]
mod tests;
