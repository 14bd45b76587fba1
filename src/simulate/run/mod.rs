//! A transaction: interviews that advance together, and what they do to the org.

mod act;
mod assign;
mod data;
mod query;
mod reader;
mod schedule;
mod step;
mod transaction;

pub(crate) use reader::Reader;
pub(crate) use transaction::Begin;

use super::choices::Depended;
use super::engine::Programs;
use super::limits::Used;
use super::program::{NodeId, ProgramId, Slot};
use super::record::Data;
use super::report::{Message, Passed, Step};
use super::schema::Schema;
use super::settings::{Settings, Trace};
use super::store::{Key, Store};
use crate::formula::{Context, Value};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A transaction.
pub(crate) struct Run<'w> {
    pub(crate) programs: &'w Programs,
    pub(crate) schema: &'w Schema,
    pub(crate) settings: &'w Settings,
    pub(crate) context: Context,
    /// The running user's id.
    pub(crate) user: Value,
    pub(crate) store: &'w mut Store,
    pub(crate) depended: Depended,
    pub(crate) used: Used,
    pub(crate) messages: Vec<Message>,
    pub(crate) trace: Vec<Step>,
    /// Which flows run for which records, in the saves that are under way.
    pub(crate) running: HashSet<(ProgramId, Key)>,
    /// How many saves are under way, one inside the other.
    pub(crate) depth: u32,
    pub(crate) interviews: u32,
    paths: HashMap<(Path, ProgramId, NodeId), Path>,
}

/// The Subflow elements that an interview went through: 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Path(u32);

/// Where interviews wait for each other: the way they came, and the element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    path: Path,
    program: ProgramId,
    node: NodeId,
}

/// One run of a flow.
#[derive(Debug)]
pub(crate) struct Interview {
    pub(crate) number: u32,
    /// The flow, and within it the flows that it called.
    pub(crate) frames: Vec<Frame>,
    pub(crate) fault: Option<Arc<str>>,
    pub(crate) state: State,
    executed: u32,
}

/// How far an interview is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum State {
    Ready,
    Waiting(Place),
    Done,
    Failed(Failure),
}

/// Why an interview failed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    pub(crate) program: ProgramId,
    pub(crate) node: NodeId,
    pub(crate) message: String,
    /// A custom error: its words are meant for the one who saves.
    pub(crate) is_custom: bool,
}

/// A flow that is run: by an interview, or by another flow of it.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) program: ProgramId,
    pub(crate) node: Option<NodeId>,
    pub(crate) slots: Vec<Data>,
    walks: Vec<Walked>,
    path: Path,
}

/// How far a loop came.
#[derive(Clone, Debug, Default)]
struct Walked {
    items: Option<Arc<Vec<Data>>>,
    at: usize,
}

impl<'w> Run<'w> {
    pub(crate) fn new(
        programs: &'w Programs,
        schema: &'w Schema,
        settings: &'w Settings,
        user: Value,
        store: &'w mut Store,
    ) -> Self {
        Self {
            programs,
            schema,
            settings,
            context: settings.context(),
            user,
            store,
            depended: Depended::default(),
            used: Used::default(),
            messages: Vec::new(),
            trace: Vec::new(),
            running: HashSet::new(),
            depth: 0,
            interviews: 0,
            paths: HashMap::new(),
        }
    }

    /// A new interview of a flow, before its first element.
    pub(crate) fn interview(&mut self, program: ProgramId, record: Data, prior: Data) -> Interview {
        self.interviews += 1;
        let mut frame = self.frame(program, Path::default());
        frame.slots[Slot::RECORD.index()] = record;
        frame.slots[Slot::PRIOR.index()] = prior;
        Interview {
            number: self.interviews,
            frames: vec![frame],
            fault: None,
            state: State::Ready,
            executed: 0,
        }
    }

    fn frame(&mut self, program: ProgramId, path: Path) -> Frame {
        let lowered = self.programs.get(program);
        let slots = vec![Data::NULL; lowered.slots.len()];
        let mut frame = Frame {
            program,
            node: lowered.start.first,
            slots,
            walks: vec![Walked::default(); lowered.walks],
            path,
        };
        for (slot, value) in &lowered.initial {
            let data = self.reader_of(&frame, None, self.interviews).operand(value);
            frame.slots[slot.index()] = self.fit(data, program, *slot);
        }
        frame
    }

    /// What a frame sees.
    pub(crate) fn reader_of<'a>(
        &'a self,
        frame: &'a Frame,
        fault: Option<&'a Arc<str>>,
        interview: u32,
    ) -> Reader<'a> {
        Reader {
            program: self.programs.get(frame.program),
            schema: self.schema,
            store: self.store,
            settings: self.settings,
            context: &self.context,
            depended: &self.depended,
            user: &self.user,
            slots: &frame.slots,
            fault,
            interview,
            depth: Cell::new(0),
        }
    }

    /// What an interview sees.
    pub(crate) fn reader<'a>(&'a self, interview: &'a Interview) -> Reader<'a> {
        self.reader_of(interview.frame(), interview.fault.as_ref(), interview.number)
    }

    /// What a slot of a program holds after `data` was assigned to it.
    fn fit(&self, data: Data, program: ProgramId, slot: Slot) -> Data {
        let shape = &self.programs.get(program).slots[slot.index()];
        super::values::fit(data, shape, &self.context.time_zone, &self.depended)
    }

    /// Notes a step of the way.
    fn passed(&mut self, interview: &Interview, node: NodeId, passed: Passed) {
        if self.settings.trace == Trace::Off {
            return;
        }
        let frame = interview.frame();
        self.trace.push(Step {
            interview: interview.number,
            depth: interview.frames.len() as u32,
            program: frame.program,
            node,
            record: frame.record().map(|record| record.id().clone()).unwrap_or_default(),
            passed,
        });
    }
}

impl Frame {
    /// What the conditions of a start see: the record, and what it was.
    pub(crate) fn of_slots(program: ProgramId, slots: Vec<Data>) -> Self {
        Self { program, node: None, slots, walks: Vec::new(), path: Path::default() }
    }
}

impl Interview {
    pub(crate) fn frame(&self) -> &Frame {
        self.frames.last().expect("the frame of the flow itself is never taken")
    }

    pub(crate) fn frame_mut(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the frame of the flow itself is never taken")
    }
}
