//! Elements that an interview executes by itself: decisions, loops, calls of flows, custom errors.

use super::{Failure, Frame, Interview, Path, Run, State, Walked};
use crate::flow::DataType;
use crate::formula::Value;
use crate::simulate::limits::Abort;
use crate::simulate::program::{Call, NodeId, NodeKind, Operand, Program, Rule, Shape, Text, Update, Walk};
use crate::simulate::record::Data;
use crate::simulate::report::Passed;
use std::sync::Arc;

impl Run<'_> {
    pub(super) fn step(&mut self, interview: &mut Interview, node: NodeId) -> Result<(), Abort> {
        let programs = self.programs;
        let program = programs.get(interview.frame().program);
        match &program.node(node).kind {
            NodeKind::Assign { items, next } => {
                self.passed(interview, node, Passed::Executed);
                self.assign(items, *next, interview);
            }
            NodeKind::Decide { rules, otherwise, .. } => self.decide(interview, node, rules, *otherwise),
            NodeKind::Walk(walk) => self.walk(interview, node, walk),
            NodeKind::Call(call) => self.call(interview, node, call),
            NodeKind::Refuse { messages } => self.refuse(interview, node, messages),
            NodeKind::Update(update) => {
                self.passed(interview, node, Passed::Executed);
                self.update_itself(interview, update);
            }
            NodeKind::Get(_) | NodeKind::Create(_) | NodeKind::Delete(_) | NodeKind::Act(_) => {}
        }
        Ok(())
    }

    fn decide(&mut self, interview: &mut Interview, node: NodeId, rules: &[Rule], otherwise: Option<NodeId>) {
        let reader = self.reader(interview);
        let first = rules.iter().position(|rule| reader.rule(rule));
        self.passed(interview, node, first.map_or(Passed::Default, |rule| Passed::Rule(rule as u16)));
        let next = match first {
            Some(rule) => {
                if let Some(visited) = rules[rule].visited {
                    interview.frame_mut().slots[visited.index()] = Value::Boolean(true).into();
                }
                rules[rule].next
            }
            None => otherwise,
        };
        self.proceed(interview, next);
    }

    fn walk(&mut self, interview: &mut Interview, node: NodeId, walk: &Walk) {
        let state = usize::from(walk.state);
        if interview.frame().walks[state].items.is_none() {
            let items = match self.reader(interview).data(&walk.collection) {
                Data::List(items) => items,
                Data::Value(_) | Data::Record(_) => Arc::default(),
            };
            interview.frame_mut().walks[state] = Walked { items: Some(items), at: 0 };
        }
        let walked = &mut interview.frame_mut().walks[state];
        let items = walked.items.clone().unwrap_or_default();
        let at = walked.at;
        walked.at += 1;
        let place = if walk.is_descending { items.len().checked_sub(at + 1) } else { Some(at) };
        match place.and_then(|place| items.get(place)) {
            Some(item) => {
                self.passed(interview, node, Passed::Item(at as u32));
                interview.frame_mut().slots[walk.item.index()] = item.clone();
                self.proceed(interview, walk.next);
            }
            None => {
                self.passed(interview, node, Passed::NoMoreItems);
                let frame = interview.frame_mut();
                frame.walks[state] = Walked::default();
                self.proceed(interview, walk.done);
            }
        }
    }

    /// Begins a called flow.
    fn call(&mut self, interview: &mut Interview, node: NodeId, call: &Call) {
        self.passed(interview, node, Passed::Executed);
        let values: Vec<(&str, Data)> = self.inputs(interview, &call.inputs);
        let caller = interview.frame();
        let next_path = Path(self.paths.len() as u32 + 1);
        let path = *self.paths.entry((caller.path, caller.program, node)).or_insert(next_path);
        let mut frame = self.frame(call.program, path);
        self.give(&mut frame, values);
        interview.frames.push(frame);
    }

    fn inputs<'a>(&self, interview: &Interview, inputs: &'a [(String, Operand)]) -> Vec<(&'a str, Data)> {
        let reader = self.reader(interview);
        inputs.iter().map(|(name, value)| (name.as_str(), reader.operand(value))).collect()
    }

    /// Gives the inputs of a flow; what is no input of it is passed over.
    pub(crate) fn give(&self, frame: &mut Frame, values: Vec<(&str, Data)>) {
        let program: &Program = self.programs.get(frame.program);
        for (name, data) in values {
            let Some(parameter) = program.parameter(name).filter(|parameter| parameter.is_input) else {
                continue;
            };
            let shape = &program.slots[parameter.slot.index()];
            let data = if data.is_null() && is_text(shape) { Data::text("") } else { data };
            frame.slots[parameter.slot.index()] = self.fit(data, frame.program, parameter.slot);
        }
    }

    /// Ends the innermost flow: its outputs go to the one that called it.
    pub(super) fn leave(&mut self, interview: &mut Interview) {
        if interview.frames.len() == 1 {
            interview.state = State::Done;
            return;
        }
        let Some(ended) = interview.frames.pop() else { return };
        let programs = self.programs;
        let caller = interview.frame();
        let Some(node) = caller.node else { return };
        let NodeKind::Call(call) = &programs.get(caller.program).node(node).kind else { return };
        let called = programs.get(ended.program);
        for (name, target) in &call.outputs {
            if let Some(parameter) = called.parameter(name) {
                let data = ended.slots[parameter.slot.index()].clone();
                self.put(interview, target, data);
            }
        }
        self.proceed(interview, call.next);
    }

    /// A custom error stops the save.
    fn refuse(&mut self, interview: &mut Interview, node: NodeId, messages: &[(Text, Option<String>)]) {
        let reader = self.reader(interview);
        let texts: Vec<String> = messages.iter().map(|(text, _)| reader.text(text)).collect();
        let message = texts.join("; ");
        self.passed(interview, node, Passed::Fault(message.as_str().into()));
        let program = interview.frame().program;
        interview.state = State::Failed(Failure { program, node, message, is_custom: true });
    }

    /// Update Records on `$Record` before its save: it is changed in memory.
    fn update_itself(&mut self, interview: &mut Interview, update: &Update) {
        let reader = self.reader(interview);
        let values: Vec<_> =
            update.fields.iter().map(|each| (each.field, reader.operand(&each.value).value())).collect();
        if let Some(Data::Record(record)) = interview.frame_mut().slots.first_mut() {
            let record = Arc::make_mut(record);
            values.into_iter().for_each(|(field, value)| record.set(field, value));
        }
        self.proceed(interview, update.exits.next);
    }
}

/// "A null that is handed to a text variable of a subflow arrives as an empty text" (Automate Your Business Processes).
fn is_text(shape: &Shape) -> bool {
    let text = [DataType::String, DataType::Picklist, DataType::Multipicklist];
    !shape.is_collection && shape.data_type.is_some_and(|data_type| text.contains(&data_type))
}
