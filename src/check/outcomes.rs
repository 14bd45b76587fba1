//! `outcomes:`, `unrecognized:`, `no_person:`, `every_call:`.

use super::calls::judge_disposition;
use super::claims::{Claims, Words};
use super::formulas::{Checker, Report};
use super::names::LONGEST_DESCRIPTION;
use super::program::{Expression, Outcome, OutcomeKind, RecordRef, Set, Step, StepKind};
use super::reads;
use super::steps::within;
use super::values::field_of;
use super::walk;
use super::world::{CallFrame, Frame, World};
use crate::diag::{Code, Diagnostic};
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::Type;
use crate::source::{Span, Spanned};
use crate::spec::{self, Block, Spec};
use std::collections::{BTreeMap, BTreeSet};

/// The API names of the outcomes, in their order; those of outcomes with a mistake in the name are missing.
pub(super) fn claim(
    spec: &Spec,
    prefix: &str,
    claims: &mut Claims,
    report: &mut Report<'_>,
) -> Vec<Option<String>> {
    let each = spec.outcomes.iter().map(|outcome| {
        let words = Words { kind: "outcome", name: &outcome.name, api_name: outcome.api_name.as_ref() };
        let flow = format!("{prefix}_{}", claims.stem(words, report)?);
        claims.claim(&flow, &format!("{prefix} {}", outcome.name.value), words, report)?;
        Some(flow)
    });
    each.collect()
}

/// Reports dispositions that two outcomes claim, and outcomes that nothing leads to.
pub(super) fn judge_dispositions(spec: &Spec, world: &World<'_>, report: &mut Report<'_>) {
    let mut claimed: BTreeMap<String, (&Spanned<String>, &str)> = BTreeMap::new();
    for outcome in &spec.outcomes {
        for disposition in &outcome.dispositions {
            judge_disposition(disposition, world, report);
            if let Some((before, owner)) = claimed.get(&disposition.value.to_lowercase()) {
                report.push(claimed_twice(disposition, before, owner, &outcome.name.value));
                continue;
            }
            claimed.insert(disposition.value.to_lowercase(), (disposition, &outcome.name.value));
        }
    }
    let run: BTreeSet<&str> =
        blocks(spec).flat_map(walk::runs).map(|outcome| outcome.value.as_str()).collect();
    for outcome in spec.outcomes.iter().filter(|outcome| outcome.dispositions.is_empty()) {
        if !run.contains(outcome.name.value.as_str()) {
            let message = format!("nothing leads to the outcome `{}`", outcome.name.value);
            let help = "give it `dispositions:`, or let another outcome `run:` it";
            report.push(
                Diagnostic::new(Code::UnusedOutcome, outcome.name.span, message)
                    .label("never runs")
                    .help(help),
            );
        }
    }
}

fn claimed_twice(
    disposition: &Spanned<String>,
    before: &Spanned<String>,
    owner: &str,
    name: &str,
) -> Diagnostic {
    let value = &disposition.value;
    let message = match owner == name {
        true => format!("the disposition `{value}` stands twice under `{owner}`"),
        false => {
            format!("the disposition `{value}` leads to `{owner}` already, and cannot lead to `{name}` too")
        }
    };
    Diagnostic::new(Code::DuplicateDisposition, disposition.span, message)
        .label("claimed already")
        .related(before.span, "claimed here")
        .help("leave one of them out; upper and lower case do not count")
}

/// The steps of every outcome, `unrecognized` and `no_person`.
pub(super) fn blocks(spec: &Spec) -> impl Iterator<Item = &Block> {
    let outcomes = spec.outcomes.iter().map(|outcome| &outcome.steps);
    outcomes.chain(&spec.unrecognized).chain(&spec.no_person)
}

/// The dispositions with which each outcome can be reached, its own and those of outcomes that run it; `None`: any.
pub(super) fn reach(spec: &Spec, world: &World<'_>) -> Vec<Option<Vec<String>>> {
    let mut callers: Vec<Vec<usize>> = vec![Vec::new(); spec.outcomes.len()];
    for (at, outcome) in spec.outcomes.iter().enumerate() {
        for run in walk::runs(&outcome.steps) {
            if let Some(callee) = world.outcomes.get(run.value.as_str()) {
                callers[*callee].push(at);
            }
        }
    }
    let unrecognized = spec.unrecognized.iter().flat_map(walk::runs);
    let open: BTreeSet<usize> =
        unrecognized.filter_map(|run| world.outcomes.get(run.value.as_str()).copied()).collect();
    (0..spec.outcomes.len()).map(|index| reached(spec, index, &callers, &open)).collect()
}

fn reached(spec: &Spec, index: usize, callers: &[Vec<usize>], open: &BTreeSet<usize>) -> Option<Vec<String>> {
    let mut seen = BTreeSet::from([index]);
    let mut left = vec![index];
    let mut dispositions = Vec::new();
    while let Some(at) = left.pop() {
        if open.contains(&at) {
            return None;
        }
        dispositions.extend(spec.outcomes[at].dispositions.iter().map(|each| each.value.clone()));
        left.extend(callers[at].iter().copied().filter(|caller| seen.insert(*caller)));
    }
    Some(dispositions)
}

/// What every call sets: fields of the person.
pub(super) fn every_call(spec: &Spec, world: &World<'_>, report: &mut Report<'_>) -> Vec<Set> {
    let Some(every_call) = &spec.every_call else { return Vec::new() };
    let frame = Frame::Call(CallFrame { person: true, dispositions: None });
    let sets = Checker::new(world, frame, report).sets(&every_call.set).unwrap_or_default();
    for set in sets.iter().filter(|set| set.record != RecordRef::Person) {
        let message = "`every_call` is part of the one save of the person, and sets nothing else";
        let help = "set the other record in the steps of an outcome";
        report
            .push(Diagnostic::new(Code::CannotBeSet, set.span, message).label("not the person's").help(help));
    }
    sets
}

/// Reports steps whose value `every_call` overwrites.
pub(super) fn judge_every_call(every_call: &[Set], outcomes: &[Outcome], report: &mut Report<'_>) {
    let overwrites: BTreeMap<&str, Span> = every_call
        .iter()
        .filter(|set| !reads_itself(set))
        .map(|set| (set.field.name.as_str(), set.span))
        .collect();
    for outcome in outcomes {
        reads::each_step(&outcome.steps, &mut |step| {
            for (field, span) in set_on_person(step) {
                if let Some(overwritten) = overwrites.get(field) {
                    report.push(overwritten_by_every_call(field, span, *overwritten));
                }
            }
        });
    }
}

fn reads_itself(set: &Set) -> bool {
    let reads = reads::of_sets(std::slice::from_ref(set));
    reads.iter().any(|read| read.of_person() == Some(&set.field.name))
}

fn set_on_person(step: &Step) -> Vec<(&str, Span)> {
    let own = step.parts().writes.into_iter().filter(|write| write.record == RecordRef::Person);
    own.map(|write| (write.field.name.as_str(), write.span)).collect()
}

fn overwritten_by_every_call(field: &str, span: Span, overwritten: Span) -> Diagnostic {
    let message = format!("the value of `{field}` is lost: `every_call` sets it afterwards");
    let help = format!(
        "leave one of them out, or let `every_call` keep what is there: `=BLANKVALUE(person.{field}, …)`"
    );
    Diagnostic::new(Code::EveryCallOverwrites, span, message)
        .label("lost")
        .related(overwritten, "set here by every call")
        .help(help)
}

/// The outcomes in order, then `unrecognized`, then `no_person` if it does anything.
pub(super) fn outcomes(
    spec: &Spec,
    prefix: &str,
    flows: Vec<Option<String>>,
    world: &World<'_>,
    report: &mut Report<'_>,
) -> Vec<Outcome> {
    let reach = reach(spec, world);
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(spec.outcomes.len() + 2);
    for ((outcome, flow), dispositions) in spec.outcomes.iter().zip(flows).zip(&reach) {
        let frame = CallFrame { person: true, dispositions: dispositions.as_deref() };
        outcomes.push(named(outcome, flow.unwrap_or_default(), frame, world, report));
    }
    outcomes.push(unrecognized(spec, prefix, world, report));
    if let Some(block) = spec.no_person.as_ref().filter(|block| !block.steps.is_empty()) {
        let frame = Frame::Call(CallFrame { person: false, dispositions: None });
        let steps = Checker::new(world, frame, report).block(block);
        outcomes.push(without_dispositions(OutcomeKind::NoPerson, "No Person", prefix, steps, block.span));
    }
    outcomes
}

fn named(
    outcome: &spec::Outcome,
    flow_name: String,
    frame: CallFrame<'_>,
    world: &World<'_>,
    report: &mut Report<'_>,
) -> Outcome {
    if let Some(description) = &outcome.description
        && let Err(diagnostic) = within("description", description, LONGEST_DESCRIPTION)
    {
        report.push(*diagnostic);
    }
    Outcome {
        kind: OutcomeKind::Named,
        name: outcome.name.value.clone(),
        flow_name,
        description: outcome.description.as_ref().map(|description| description.value.clone()),
        dispositions: outcome.dispositions.iter().map(|each| each.value.clone()).collect(),
        steps: Checker::new(world, Frame::Call(frame), report).block(&outcome.steps),
        span: outcome.name.span,
    }
}

fn unrecognized(spec: &Spec, prefix: &str, world: &World<'_>, report: &mut Report<'_>) -> Outcome {
    let (steps, span) = match &spec.unrecognized {
        Some(block) => {
            let frame = Frame::Call(CallFrame { person: true, dispositions: None });
            (Checker::new(world, frame, report).block(block), block.span)
        }
        None => (default_line(world, spec.span).into_iter().collect(), spec.span),
    };
    without_dispositions(OutcomeKind::Unrecognized, "Unrecognized", prefix, steps, span)
}

fn without_dispositions(
    kind: OutcomeKind,
    name: &str,
    prefix: &str,
    steps: Vec<Step>,
    span: Span,
) -> Outcome {
    Outcome {
        kind,
        name: name.to_owned(),
        flow_name: format!("{prefix}_{}", name.replace(' ', "_")),
        description: None,
        dispositions: Vec::new(),
        steps,
        span,
    }
}

/// What happens for an unknown disposition if nobody says: one line in the log.
fn default_line(world: &World<'_>, span: Span) -> Option<Step> {
    let field = world.disposition.as_ref()?;
    let words = Expression::text("Unrecognized disposition ", span);
    let value = field_of(RecordRef::Call, field, span)?;
    let text = Expression::binary(BinaryOperator::Concatenate, words, value, Type::Text);
    Some(Step { kind: StepKind::Log(text), span, label: None, description: None, stop_on_fault: false })
}
