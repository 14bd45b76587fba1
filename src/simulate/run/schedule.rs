//! Which interviews go on when: each runs until it has to wait, and those that wait at one element execute it together.
//!
//! Source: "Automate Your Business Processes" (Spring '26), "Flow Bulkification in Transactions".

use super::{Failure, Interview, Path, Place, Run, State};
use crate::simulate::choices::Choice;
use crate::simulate::limits::Abort;
use crate::simulate::program::{Exits, NodeId, NodeKind, Program};
use crate::simulate::report::Passed;
use std::sync::Arc;

/// Elements that an interview may execute: API 57 took the limit of 2,000 away, and CPU time took its place.
const MOST_ELEMENTS: u32 = 50_000;
/// The limit before API 57.
const MOST_ELEMENTS_BEFORE_57: u32 = 2_000;
/// Flows call each other this deep.
const MOST_FRAMES: usize = 1_000;

/// Interviews that wait at one element.
struct Group {
    place: Place,
    members: Vec<usize>,
}

impl Run<'_> {
    /// Runs interviews of one transaction until each is done or failed.
    pub(crate) fn run(&mut self, interviews: &mut [Interview]) -> Result<(), Abort> {
        let mut groups: Vec<Group> = Vec::new();
        let mut ready: Vec<usize> = (0..interviews.len()).collect();
        loop {
            for member in ready {
                self.advance(&mut interviews[member])?;
                if let State::Waiting(place) = interviews[member].state {
                    join(&mut groups, place, member);
                }
            }
            if groups.len() > 1 {
                self.depended.note(Choice::GroupOrder);
            }
            if groups.is_empty() {
                return Ok(());
            }
            let group = groups.remove(0);
            self.together(&group, interviews)?;
            ready = group.members;
        }
    }

    /// Runs an interview until it waits, is done or fails.
    fn advance(&mut self, interview: &mut Interview) -> Result<(), Abort> {
        while interview.state == State::Ready {
            let frame = interview.frame();
            let (path, program) = (frame.path, frame.program);
            let Some(node) = frame.node else {
                self.leave(interview);
                continue;
            };
            let lowered = self.programs.get(program);
            self.count(interview, lowered, node)?;
            match lowered.node(node).is_bulk() {
                true => {
                    if path != Path::default() {
                        self.depended.note(Choice::SubflowGroups);
                    }
                    interview.state = State::Waiting(Place { path, program, node });
                }
                false => self.step(interview, node)?,
            }
        }
        Ok(())
    }

    fn count(&mut self, interview: &mut Interview, program: &Program, node: NodeId) -> Result<(), Abort> {
        interview.executed += 1;
        let most = if program.api_version < 57 { MOST_ELEMENTS_BEFORE_57 } else { MOST_ELEMENTS };
        if interview.executed <= most && interview.frames.len() <= MOST_FRAMES {
            return Ok(());
        }
        let (flow, element) = (program.name.clone(), program.node(node).name.clone());
        if interview.executed <= most {
            return Err(Abort::EndlessCalls { flow, element });
        }
        self.depended.note(Choice::EndlessLoop);
        Err(Abort::EndlessLoop { flow, element, executed: interview.executed - 1 })
    }

    /// Executes an element for all that wait there.
    fn together(&mut self, group: &Group, interviews: &mut [Interview]) -> Result<(), Abort> {
        let programs = self.programs;
        let node = group.place.node;
        for member in &group.members {
            interviews[*member].state = State::Ready;
            self.passed(&interviews[*member], node, Passed::Executed);
        }
        let going = self.inject(group, interviews)?;
        if going.is_empty() {
            return Ok(());
        }
        match &programs.get(group.place.program).node(node).kind {
            NodeKind::Get(get) => self.get(get, &going, interviews),
            NodeKind::Create(create) => self.create(create, &going, interviews),
            NodeKind::Update(update) => self.update(update, &going, interviews),
            NodeKind::Delete(delete) => self.delete(delete, &going, interviews),
            NodeKind::Act(act) => self.act(act, &going, interviews),
            NodeKind::Assign { .. }
            | NodeKind::Decide { .. }
            | NodeKind::Walk(_)
            | NodeKind::Call(_)
            | NodeKind::Refuse { .. } => Ok(()),
        }
    }

    /// Lets those fail that are told to from outside; the others go on. What fails was tried: it counts.
    fn inject(&mut self, group: &Group, interviews: &mut [Interview]) -> Result<Vec<usize>, Abort> {
        if self.settings.failures.is_empty() {
            return Ok(group.members.clone());
        }
        let program = self.programs.get(group.place.program);
        let node = program.node(group.place.node);
        let Some(message) = self.settings.failures.get(&format!("{}.{}", program.name, node.name)) else {
            return Ok(group.members.clone());
        };
        let (queries, saves) = node.statements();
        if queries {
            self.used.query(0)?;
        }
        if saves {
            self.used.save(group.members.len())?;
        }
        for member in &group.members {
            self.fault(&mut interviews[*member], node.exits(), message);
        }
        Ok(Vec::new())
    }

    /// An element failed: on along its fault path, or the interview fails.
    pub(super) fn fault(&mut self, interview: &mut Interview, exits: Exits, message: &str) {
        let message: Arc<str> = message.into();
        let Some(node) = interview.frame().node else { return };
        self.passed(interview, node, Passed::Fault(message.clone()));
        interview.fault = Some(message.clone());
        match exits.fault {
            Some(target) => interview.frame_mut().node = Some(target),
            None => {
                interview.state = State::Failed(Failure {
                    program: interview.frame().program,
                    node,
                    message: message.to_string(),
                    is_custom: false,
                });
            }
        }
    }

    /// An element succeeded: on to the next.
    pub(super) fn proceed(&self, interview: &mut Interview, next: Option<NodeId>) {
        let frame = interview.frame_mut();
        if let Some(visited) = frame.node.and_then(|node| self.programs.get(frame.program).node(node).visited)
        {
            frame.slots[visited.index()] = crate::formula::Value::Boolean(true).into();
        }
        frame.node = next;
    }
}

fn join(groups: &mut Vec<Group>, place: Place, member: usize) {
    match groups.iter_mut().find(|group| group.place == place) {
        Some(group) => group.members.push(member),
        None => groups.push(Group { place, members: vec![member] }),
    }
}
