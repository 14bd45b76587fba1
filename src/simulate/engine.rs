//! Flows, lowered once.

use super::choices::Depended;
use super::program::{
    Moment, NodeKind, Program, ProgramId, Reason, Refusal, Refusals, Surroundings, Trigger, lower,
};
use super::schema::{FieldId, ObjectId, Schema};
use crate::flow::{Flow, Place, Reading};
use crate::org::Org;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Flows that can be run, in an org that is known.
#[derive(Clone, Debug)]
pub struct Engine {
    pub(crate) programs: Arc<Programs>,
    pub(crate) schema: Schema,
    /// References that look-ups filter by.
    pub(crate) indexes: BTreeSet<(ObjectId, FieldId)>,
    /// What loading the flows depended on.
    pub(crate) depended: Depended,
    refusals: Vec<Refusal>,
}

/// The flows that can be run.
#[derive(Debug, Default)]
pub(crate) struct Programs {
    programs: Vec<Program>,
    names: BTreeMap<String, ProgramId>,
    /// By object and moment: in the order in which they run.
    triggered: Vec<((ObjectId, Moment), Vec<ProgramId>)>,
}

impl Engine {
    /// Lowers flows. What cannot be run is in [`Engine::refusals`]; the others run.
    pub fn load<'a>(org: &Org, flows: impl IntoIterator<Item = &'a Reading>) -> Self {
        let readings: Vec<&Reading> = flows.into_iter().collect();
        let by_name: BTreeMap<String, &Flow> =
            readings.iter().map(|reading| (reading.flow.name.clone(), &reading.flow)).collect();
        let mut schema = Schema::new(org);
        let (mut indexes, depended) = (BTreeSet::new(), Depended::default());
        let (mut lowered, mut refusals) = (Vec::new(), Vec::new());
        for reading in readings {
            let around = Surroundings {
                schema: &mut schema,
                flows: &by_name,
                indexes: &mut indexes,
                depended: &depended,
            };
            match lower(reading, around) {
                Ok(program) => lowered.push(program),
                Err(Refusals { found, .. }) => refusals.extend(found),
            }
        }
        refuse_callers(&mut lowered, &mut refusals);
        Self { programs: Arc::new(Programs::of(lowered)), schema, indexes, depended, refusals }
    }

    /// What cannot be run, in the order of the flows.
    pub fn refusals(&self) -> &[Refusal] {
        &self.refusals
    }

    /// Whether a flow can be run.
    pub fn runs(&self, flow: &str) -> bool {
        self.programs.named(flow).is_some()
    }

    /// The names of the flows that can be run.
    pub fn flows(&self) -> impl Iterator<Item = &str> {
        self.programs.programs.iter().map(|program| program.name.as_str())
    }
}

/// A flow that calls one which cannot be run cannot be run either.
fn refuse_callers(lowered: &mut Vec<Program>, refusals: &mut Vec<Refusal>) {
    loop {
        let names: BTreeSet<String> = lowered.iter().map(|program| program.name.clone()).collect();
        let before = lowered.len();
        lowered.retain(|program| {
            let calls = program.nodes.iter().filter_map(|node| match &node.kind {
                NodeKind::Call(call) if !names.contains(&call.flow) => Some((&node.name, &call.flow)),
                NodeKind::Call(_)
                | NodeKind::Assign { .. }
                | NodeKind::Decide { .. }
                | NodeKind::Walk(_)
                | NodeKind::Get(_)
                | NodeKind::Create(_)
                | NodeKind::Update(_)
                | NodeKind::Delete(_)
                | NodeKind::Act(_)
                | NodeKind::Refuse { .. } => None,
            });
            let found: Vec<Refusal> = calls
                .map(|(element, called)| Refusal {
                    flow: program.name.clone(),
                    part: element.clone(),
                    place: Place::default(),
                    reason: Reason::RefusedFlow(called.clone()),
                })
                .collect();
            let runs = found.is_empty();
            refusals.extend(found);
            runs
        });
        if lowered.len() == before {
            return;
        }
    }
}

impl Programs {
    fn of(mut programs: Vec<Program>) -> Self {
        let id = |at: usize| ProgramId(u16::try_from(at).unwrap_or(u16::MAX));
        let names: BTreeMap<String, ProgramId> =
            programs.iter().enumerate().map(|(at, program)| (program.name.clone(), id(at))).collect();
        for node in programs.iter_mut().flat_map(|program| &mut program.nodes) {
            if let NodeKind::Call(call) = &mut node.kind {
                call.program = names.get(&call.flow).copied().unwrap_or(call.program);
            }
        }
        let mut triggered: Vec<((ObjectId, Moment), Vec<ProgramId>)> = Vec::new();
        for (at, program) in programs.iter().enumerate() {
            let Some(trigger) = &program.start.trigger else { continue };
            let Some(object) = trigger.object else { continue };
            let key = (object, trigger.moment);
            match triggered.iter_mut().find(|(each, _)| *each == key) {
                Some((_, flows)) => flows.push(id(at)),
                None => triggered.push((key, vec![id(at)])),
            }
        }
        for (_, flows) in &mut triggered {
            flows.sort_by_key(|flow| turn(&programs[usize::from(flow.0)]));
        }
        Self { programs, names, triggered }
    }

    pub(crate) fn get(&self, id: ProgramId) -> &Program {
        &self.programs[usize::from(id.0)]
    }

    pub(crate) fn named(&self, name: &str) -> Option<ProgramId> {
        self.names.get(name).copied()
    }

    pub(crate) fn trigger(&self, id: ProgramId) -> Option<&Trigger> {
        self.get(id).start.trigger.as_ref()
    }

    /// The flows that a moment of a save starts, in their order.
    pub(crate) fn triggered(&self, object: ObjectId, moment: Moment) -> &[ProgramId] {
        let found = self.triggered.iter().find(|(key, _)| *key == (object, moment));
        found.map_or(&[], |(_, flows)| flows)
    }
}

/// When its turn is among the flows of one object: 1 to 1,000, then those without an order, then 1,001 to 2,000; by name
/// where that is the same (Automate Your Business Processes, Spring '26).
fn turn(program: &Program) -> (u32, u32, String) {
    let order = program.start.trigger.as_ref().and_then(|trigger| trigger.order);
    let (group, order) = match order {
        Some(order) if order <= 1_000 => (0, order),
        None => (1, 0),
        Some(order) => (2, order),
    };
    (group, order, program.name.clone())
}
