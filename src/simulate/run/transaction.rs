//! A transaction from its first interview or record to its end.

use super::{Interview, Run, State};
use crate::formula::Value;
use crate::simulate::record::{Data, Record};
use crate::simulate::report::{End, Report, Transaction};
use crate::simulate::save::{Operation, Saving};
use crate::simulate::store::Key;
use std::collections::BTreeMap;

/// What a transaction begins with.
pub(crate) enum Begin {
    /// Interviews that somebody launches.
    Interviews(Vec<Interview>),
    /// Records that somebody saves.
    Save(Operation, Vec<Record>, Saving),
}

impl Run<'_> {
    /// Runs a transaction to its end.
    pub(crate) fn transact(&mut self, begin: Begin) -> Report {
        let mut report = Report::default();
        let end = match begin {
            Begin::Interviews(mut interviews) => {
                let ended = self.run(&mut interviews);
                report.outputs = interviews.iter().map(|interview| self.outputs(interview)).collect();
                ended.map(|()| self.first_failure(&interviews))
            }
            Begin::Save(operation, records, saving) => {
                let saved = self.save(operation, records, saving);
                saved.map(|saved| {
                    let id = |key: Key| match self.store.get(key) {
                        Some(record) => record.id().clone(),
                        None => Value::Null,
                    };
                    report.saved = saved.into_iter().map(|saved| saved.map(id)).collect();
                    None
                })
            }
        };
        let end = match end {
            Ok(None) => End::Committed,
            Ok(Some(failed)) => failed,
            Err(abort) => End::Aborted(abort),
        };
        report.transactions.push(Transaction { used: self.used, interviews: self.interviews, end });
        report.messages = std::mem::take(&mut self.messages);
        report.trace = std::mem::take(&mut self.trace);
        report.depended.add(&self.depended);
        report
    }

    fn outputs(&self, interview: &Interview) -> BTreeMap<String, Data> {
        let frame = &interview.frames[0];
        let parameters = self.programs.get(frame.program).parameters.iter();
        let outputs = parameters.filter(|parameter| parameter.is_output);
        outputs
            .map(|parameter| (parameter.name.clone(), frame.slots[parameter.slot.index()].clone()))
            .collect()
    }

    fn first_failure(&self, interviews: &[Interview]) -> Option<End> {
        interviews.iter().find_map(|interview| match &interview.state {
            State::Failed(failure) => {
                let program = self.programs.get(failure.program);
                Some(End::Failed {
                    flow: program.name.clone(),
                    element: program.node(failure.node).name.clone(),
                    message: failure.message.clone(),
                })
            }
            State::Ready | State::Waiting(_) | State::Done => None,
        })
    }
}
