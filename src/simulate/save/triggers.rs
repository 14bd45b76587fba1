//! The flows that a save starts.

use super::{Operation, Saved};
use crate::formula::Value;
use crate::simulate::choices::Choice;
use crate::simulate::fault::RecordError;
use crate::simulate::limits::Abort;
use crate::simulate::program::{Entry, Moment, ProgramId, Slot, Trigger};
use crate::simulate::record::{Data, Record};
use crate::simulate::run::{Failure, Frame, Interview, Run, State};
use crate::simulate::schema::ObjectId;
use std::sync::Arc;

impl Run<'_> {
    /// Starts the flows of a moment, one after the other, each for all its records.
    pub(super) fn start_flows(
        &mut self,
        moment: Moment,
        operation: Operation,
        saved: &mut [Saved],
    ) -> Result<(), Abort> {
        let Some(object) = saved.first().map(|each| each.given.object) else { return Ok(()) };
        let programs = self.programs;
        let flows = programs.triggered(object, moment);
        if flows.iter().filter(|flow| order(programs.trigger(**flow)).is_none()).count() > 1 {
            self.depended.note(Choice::TriggerTies);
        }
        for flow in flows {
            self.start_flow(*flow, operation, saved)?;
        }
        Ok(())
    }

    fn start_flow(
        &mut self,
        flow: ProgramId,
        operation: Operation,
        saved: &mut [Saved],
    ) -> Result<(), Abort> {
        let Some(trigger) = self.programs.trigger(flow) else { return Ok(()) };
        if !listens(trigger, operation) {
            return Ok(());
        }
        let mut started = Vec::new();
        let mut interviews = Vec::new();
        for (at, each) in saved.iter().enumerate().filter(|(_, each)| each.error.is_none()) {
            if !self.enters(flow, trigger, each) || self.is_running(flow, each) {
                continue;
            }
            let (record, prior) = each.seen();
            interviews.push(self.interview(flow, record, prior));
            started.push(at);
        }
        if interviews.is_empty() {
            return Ok(());
        }
        let keys: Vec<_> = started.iter().filter_map(|at| saved[*at].key).map(|key| (flow, key)).collect();
        self.running.extend(keys.iter().copied());
        let ended = self.run(&mut interviews);
        keys.iter().for_each(|key| {
            self.running.remove(key);
        });
        ended?;
        for (at, interview) in started.into_iter().zip(interviews) {
            self.end(trigger.moment, interview, &mut saved[at]);
        }
        Ok(())
    }

    /// What an interview leaves to the record that it ran for.
    fn end(&self, moment: Moment, interview: Interview, saved: &mut Saved) {
        match interview.state {
            State::Failed(failure) => saved.error = Some(self.record_error(&interview.frames[0], &failure)),
            State::Ready | State::Waiting(_) | State::Done => {
                if let (Moment::BeforeSave, Some(record)) = (moment, interview.frames[0].record()) {
                    saved.after = record.clone();
                }
            }
        }
    }

    fn record_error(&self, frame: &Frame, failure: &Failure) -> RecordError {
        match failure.is_custom {
            true => RecordError::new("FIELD_CUSTOM_VALIDATION_EXCEPTION", failure.message.as_str()),
            false => RecordError::of_flow(&self.programs.get(frame.program).label, &failure.message),
        }
    }

    /// Whether the flow runs for the record already, higher up in this save.
    fn is_running(&self, flow: ProgramId, saved: &Saved) -> bool {
        let met = saved.key.is_some_and(|key| self.running.contains(&(flow, key)));
        if met {
            self.depended.note(Choice::SaveReentry);
        }
        met
    }

    /// Whether a record meets the conditions of a start, and if they say so, did not meet them before.
    fn enters(&self, flow: ProgramId, trigger: &Trigger, saved: &Saved) -> bool {
        let prior = saved.before.clone();
        if !self.meets_entry(flow, trigger, &saved.after, prior.as_ref()) {
            return false;
        }
        match (&prior, trigger.requires_change) {
            (Some(prior), true) => !self.meets_entry(flow, trigger, prior, Some(prior)),
            _ => true,
        }
    }

    fn meets_entry(
        &self,
        flow: ProgramId,
        trigger: &Trigger,
        record: &Arc<Record>,
        prior: Option<&Arc<Record>>,
    ) -> bool {
        let slots = vec![Data::Record(record.clone()), prior.cloned().map_or(Data::NULL, Data::Record)];
        debug_assert_eq!(Slot::PRIOR.index(), 1);
        let frame = Frame::of_slots(flow, slots);
        let reader = self.reader_of(&frame, None, 0);
        match &trigger.entry {
            Entry::Formula(formula) => {
                crate::formula::evaluate(formula, &reader, &self.context).is_ok_and(|value| value.is_true())
            }
            Entry::Filters(filters) => {
                let values: Vec<Data> =
                    filters.filters.iter().map(|filter| reader.operand(&filter.value)).collect();
                self.meets_with_prior(record, prior, filters, &values)
            }
        }
    }

    /// The records that a scheduled flow runs for.
    pub(crate) fn scheduled(&self, flow: ProgramId, object: ObjectId, trigger: &Trigger) -> Vec<Arc<Record>> {
        match &trigger.entry {
            Entry::Filters(filters) => {
                let frame = Frame::of_slots(flow, vec![Data::NULL; 2]);
                let reader = self.reader_of(&frame, None, 0);
                let values: Vec<Data> =
                    filters.filters.iter().map(|filter| reader.operand(&filter.value)).collect();
                self.matching(object, filters, &values)
            }
            Entry::Formula(_) => self.store.all(object).cloned().collect(),
        }
    }

    /// Whether a record's value differs from what it was; a new record's does if it is there.
    pub(crate) fn differs(
        &self,
        record: &Record,
        prior: Option<&Arc<Record>>,
        field: crate::simulate::schema::FieldId,
    ) -> bool {
        match prior {
            Some(prior) => self.stored(record, field) != self.stored(prior, field),
            None => *record.get(field) != Value::Null,
        }
    }
}

fn order(trigger: Option<&Trigger>) -> Option<u32> {
    trigger.and_then(|trigger| trigger.order)
}

fn listens(trigger: &Trigger, operation: Operation) -> bool {
    match operation {
        Operation::Create => trigger.on_create,
        Operation::Update => trigger.on_update,
        Operation::Delete => trigger.on_delete,
    }
}
