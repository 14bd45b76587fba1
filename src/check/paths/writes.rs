//! What is written along the paths: no record twice, nothing behind a called flow, and no outcome reads what its caller has
//! set and not yet saved.

use super::Common;
use super::ending::ends;
use super::touches::{Kind, Touch, collide};
use crate::check::formulas::Report;
use crate::check::program::{OutcomeKind, RecordRef, Step, StepKind};
use crate::check::reads::{self, Read};
use crate::check::world::PERSON_OBJECTS;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What an outcome does, for those that run it.
#[derive(Debug, Default)]
pub(super) struct Summary<'p> {
    /// Fields of the person that it reads before it has set them itself.
    reads: BTreeMap<&'p str, Span>,
    /// Where it writes a record that is saved later.
    writes: Option<Span>,
    /// What it changes, by object.
    touches: BTreeMap<&'p str, Vec<Touch<'p>>>,
}

/// What may have happened on some path to a point, and what has happened on every one.
#[derive(Clone, Debug, Default)]
pub(super) struct State<'p> {
    /// Fields of the person that may have been set.
    may: BTreeMap<&'p str, Span>,
    /// Fields of the person that have been set.
    must: BTreeSet<&'p str>,
    /// Records that may have been set.
    written: BTreeMap<RecordRef, Span>,
    /// The flows that may have been called, each with the records that it gives values for.
    called: Vec<(Span, Vec<RecordRef>)>,
    /// What may have been changed, by object.
    touches: BTreeMap<&'p str, Vec<Touch<'p>>>,
}

impl<'p> State<'p> {
    /// The start of an outcome: what every call sets is part of its save.
    pub(super) fn of_outcome(kind: OutcomeKind, common: Common<'p>) -> Self {
        let mut state = State::default();
        if let (OutcomeKind::Named | OutcomeKind::Unrecognized, Some(first)) =
            (kind, common.every_call.first())
        {
            for object in PERSON_OBJECTS {
                state.touches.insert(object, vec![Touch { kind: Kind::Own, span: first.span }]);
            }
        }
        state
    }

    /// The start of a monitor for an object; `stamp`: its record is saved in any case.
    pub(super) fn of_monitor(object: &'p str, stamp: Option<Span>) -> Self {
        let mut state = State::default();
        if let Some(span) = stamp {
            state.touches.insert(object, vec![Touch { kind: Kind::Own, span }]);
        }
        state
    }

    /// A flow before which this record was saved: one that does not give values for it itself.
    fn called_after_save(&self, record: RecordRef) -> Option<Span> {
        self.called.iter().find(|(_, gives)| !gives.contains(&record)).map(|(span, _)| *span)
    }

    /// Takes in what may have happened on another path to the same point.
    fn join(&mut self, other: State<'p>) {
        self.must.retain(|field| other.must.contains(field));
        self.may.extend(other.may);
        self.written.extend(other.written);
        for call in other.called {
            if !self.called.contains(&call) {
                self.called.push(call);
            }
        }
        for (object, touches) in other.touches {
            let known = self.touches.entry(object).or_default();
            for touch in touches {
                if !known.iter().any(|each| each.span == touch.span) {
                    known.push(touch);
                }
            }
        }
    }
}

/// Walks the paths of a flow, reports what goes wrong, and says what it does.
pub(super) fn walk<'p>(
    steps: &'p [Step],
    start: State<'p>,
    common: Common<'p>,
    callees: &[Summary<'p>],
    report: &mut Report<'_>,
) -> Summary<'p> {
    let mut walker = Walker { common, callees, report, summary: Summary::default() };
    let begins: BTreeMap<_, _> = start.touches.clone();
    let every_call = reads::of_sets(common.every_call);
    let mut state = start;
    walker.sequence(steps, &mut state);
    walker.reads(&every_call, &state);
    let mut summary = walker.summary;
    if !common.every_call.is_empty() {
        summary.writes = summary.writes.or(common.every_call.first().map(|set| set.span));
    }
    for (object, touches) in begins {
        summary.touches.entry(object).or_default().extend(touches);
    }
    summary
}

struct Walker<'w, 's, 'p> {
    common: Common<'p>,
    callees: &'w [Summary<'p>],
    report: &'w mut Report<'s>,
    summary: Summary<'p>,
}

impl<'p> Walker<'_, '_, 'p> {
    fn sequence(&mut self, steps: &'p [Step], state: &mut State<'p>) {
        steps.iter().for_each(|step| self.step(step, state));
    }

    fn step(&mut self, step: &'p Step, state: &mut State<'p>) {
        self.reads(&reads::of_step(step), state);
        let parts = step.parts();
        for write in &parts.writes {
            self.write(write.record, &write.field.name, write.span, state);
        }
        if let StepKind::CallFlow { outputs, .. } = &step.kind {
            state.called.push((step.span, outputs.iter().map(|(_, record, _)| *record).collect()));
        }
        if let StepKind::Update { object, filter, fields, .. } = &step.kind {
            self.touch(object, Touch { kind: Kind::Update(filter, fields), span: step.span }, state);
        }
        if let StepKind::Run(index) = &step.kind {
            self.run(*index, step.span, state);
        }
        self.fork(&parts.arms, state);
    }

    /// Every way from here; those that end do not come back.
    fn fork(&mut self, arms: &[&'p [Step]], state: &mut State<'p>) {
        let mut joined: Option<State<'p>> = None;
        for arm in arms {
            let mut branch = state.clone();
            self.sequence(arm, &mut branch);
            match &mut joined {
                _ if ends(arm) => {}
                Some(joined) => joined.join(branch),
                None => joined = Some(branch),
            }
        }
        if let Some(joined) = joined {
            *state = joined;
        }
    }

    fn reads(&mut self, reads: &[Read<'p>], state: &State<'p>) {
        for read in reads {
            if let RecordRef::Named(index) = read.record
                && let Some(record) = self.common.records.get(index)
            {
                self.person_reads(&reads::of_record(record), state);
            }
        }
        self.person_reads(reads, state);
    }

    fn person_reads(&mut self, reads: &[Read<'p>], state: &State<'p>) {
        for read in reads {
            self.old_value(read, state);
            if let Some(field) = read.of_person()
                && !state.must.contains(field)
            {
                self.summary.reads.entry(field).or_insert(read.span);
            }
        }
    }

    /// What is set is the person's: `contact.F` and `lead.F` keep what they were.
    fn old_value(&mut self, read: &Read<'p>, state: &State<'p>) {
        let by_kind = matches!(read.record, RecordRef::Contact | RecordRef::Lead);
        if let Some(field) = read.of_person().filter(|_| by_kind)
            && let Some(set) = state.may.get(field)
        {
            self.report.push(reads_old_value(field, read.span, *set));
        }
    }

    /// A field of a record that is saved later.
    fn write(&mut self, record: RecordRef, field: &'p str, span: Span, state: &mut State<'p>) {
        if let Some(called) = state.called_after_save(record) {
            self.report.push(behind_call(span, called));
            state.called.clear();
        }
        self.summary.writes = self.summary.writes.or(Some(span));
        state.written.entry(record).or_insert(span);
        match record {
            RecordRef::Named(index) => {
                if let Some(named) = self.common.records.get(index) {
                    self.touch(&named.object, Touch { kind: Kind::Named(index, named), span }, state);
                }
            }
            RecordRef::Person => {
                state.may.insert(field, span);
                state.must.insert(field);
                for object in PERSON_OBJECTS {
                    self.touch(object, Touch { kind: Kind::Own, span }, state);
                }
            }
            RecordRef::Subject => {
                if let Some(object) = self.common.subject {
                    self.touch(object, Touch { kind: Kind::Own, span }, state);
                }
            }
            RecordRef::Call
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Account
            | RecordRef::Rep
            | RecordRef::Manager => {}
        }
    }

    fn touch(&mut self, object: &'p str, touch: Touch<'p>, state: &mut State<'p>) {
        let known = state.touches.entry(object).or_default();
        if let Some(before) = known.iter().find(|before| collide(before.kind, touch.kind)) {
            self.report.push(updated_twice(object, before.span, touch.span));
            return;
        }
        if !known.iter().any(|each| matches!((each.kind, touch.kind), (Kind::Own, Kind::Own))) {
            known.push(touch);
            self.summary.touches.entry(object).or_default().push(touch);
        }
    }

    /// The rest is another outcome's work.
    fn run(&mut self, index: usize, span: Span, state: &mut State<'p>) {
        let Some(callee) = self.callees.get(index) else { return };
        for (field, read) in &callee.reads {
            match state.may.get(field) {
                Some(set) => self.report.push(reads_pending(field, span, *set, *read)),
                None if state.must.contains(field) => {}
                None => {
                    self.summary.reads.entry(field).or_insert(*read);
                }
            }
        }
        let pending = callee.writes.or_else(|| state.written.get(&RecordRef::Person).copied());
        if let (Some(called), Some(writes)) = (state.called_after_save(RecordRef::Person), pending) {
            self.report.push(
                behind_call(span, called)
                    .related(writes, "what it saves")
                    .help("call the flow in the outcome that is run, behind what that sets"),
            );
        }
        self.summary.writes = self.summary.writes.or(callee.writes);
        self.run_touches(callee, span, state);
    }

    fn run_touches(&mut self, callee: &Summary<'p>, span: Span, state: &State<'p>) {
        for (object, touches) in &callee.touches {
            let before = state.touches.get(object).map_or(&[][..], Vec::as_slice);
            let twice =
                |after: &Touch<'p>| before.iter().find(|before| collide_across(before.kind, after.kind));
            if let Some((before, after)) = touches.iter().find_map(|after| Some((twice(after)?, after))) {
                self.report.push(
                    updated_twice(object, before.span, span)
                        .related(after.span, "and here, in the outcome that is run"),
                );
            }
            let known = self.summary.touches.entry(object).or_default();
            for touch in touches {
                if !known.iter().any(|each| each.span == touch.span) {
                    known.push(*touch);
                }
            }
        }
    }
}

/// As [`collide`], of two flows: only the person's save is handed on.
fn collide_across(before: Kind<'_>, after: Kind<'_>) -> bool {
    match (before, after) {
        (Kind::Named(one, _), Kind::Named(other, _)) if one == other => true,
        (before, after) => collide(before, after),
    }
}

fn behind_call(span: Span, called: Span) -> Diagnostic {
    let message =
        "a record is set behind a called flow, before which it was saved: it would be updated twice";
    let help = "move `call_flow` behind every step that sets a record";
    Diagnostic::new(Code::SetAfterCallFlow, span, message)
        .label("too late")
        .related(called, "the flow")
        .help(help)
}

fn updated_twice(object: &str, before: Span, span: Span) -> Diagnostic {
    let message = format!("a record of {object} may be updated twice on one path");
    let help = "give it all its values in one step, or let the filters exclude each other";
    Diagnostic::new(Code::UpdatedTwice, span, message).label("again").related(before, "first here").help(help)
}

fn reads_old_value(field: &str, read: Span, set: Span) -> Diagnostic {
    let right = format!("person.{field}");
    Diagnostic::new(
        Code::ReadsOldValue,
        read,
        format!("this reads what `{field}` was before the step that sets it"),
    )
    .label("the old value")
    .related(set, "set here")
    .help(format!("write `{right}`: it has the new value"))
    .fix(read, right)
}

fn reads_pending(field: &str, run: Span, set: Span, read: Span) -> Diagnostic {
    let message = format!(
        "the outcome that is run reads `{field}`, which may have been set before and is not saved yet"
    );
    let help = format!("do not set `{field}` before `run`: let the other outcome set it");
    Diagnostic::new(Code::ReadsPendingField, run, message)
        .label("reads an old value")
        .related(set, "set here")
        .related(read, "read here")
        .help(help)
}
