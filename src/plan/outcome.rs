//! The plan of an outcome: a subflow that runs for one call.

use super::asks;
use super::emit::{Emitter, Site};
use super::items::{Item, items, made_for_lead};
use super::loads::loads;
use super::lookups::{self, Knowledge};
use super::reads::Reads;
use super::saves::{self, Pending};
use super::summary;
use super::words::Speaker;
use super::{Act, Arm, Assign, Branch, Check, FieldKey, FlowPlan, Input, Node, Operation, Subject, Test};
use crate::check::{Outcome, OutcomeKind, Program, RecordRef, Set, Step, StepKind};
use std::collections::BTreeSet;

/// Plans all outcomes; what they hand to each other is known only when all are planned.
pub(super) fn plan_all(program: &Program) -> Vec<FlowPlan<'_>> {
    let handed = handed_changes(program);
    let mut plans: Vec<FlowPlan<'_>> = program
        .outcomes
        .iter()
        .enumerate()
        .map(|(at, outcome)| plan_one(program, outcome, handed.contains(&at)))
        .collect();
    hand_on_inputs(program, &mut plans);
    plans
}

/// The outcomes that may be handed changes of the person: some outcome that runs them gathers some, or is handed some.
fn handed_changes(program: &Program) -> BTreeSet<usize> {
    let gathers = |outcome: &Outcome| {
        let items = items(&outcome.steps, &BTreeSet::new());
        items.iter().any(|item| saves::may_write(item, RecordRef::Person))
    };
    let outcomes = program.outcomes.iter().enumerate();
    let mut open: Vec<usize> = outcomes.filter(|(_, outcome)| gathers(outcome)).map(|(at, _)| at).collect();
    let mut handed = BTreeSet::new();
    while let Some(caller) = open.pop() {
        let mut targets = BTreeSet::new();
        runs(&program.outcomes[caller].steps, &mut targets);
        open.extend(targets.into_iter().filter(|target| handed.insert(*target)));
    }
    handed
}

fn runs(steps: &[Step], targets: &mut BTreeSet<usize>) {
    for step in steps {
        if let StepKind::Run(outcome) = &step.kind {
            targets.insert(*outcome);
        }
        step.parts().arms.into_iter().for_each(|arm| runs(arm, targets));
    }
}

/// Whether a fault may end a path that otherwise leaves the save to another outcome.
fn may_stop_before_run(items: &[Item<'_>]) -> bool {
    any_step(items, &|step| matches!(step.kind, StepKind::Run(_)))
        && any_step(items, &|step| step.stop_on_fault)
}

fn any_step(items: &[Item<'_>], test: &impl Fn(&Step) -> bool) -> bool {
    let inside = |item: &Item<'_>| item.arms().iter().any(|arm| any_step(arm, test));
    items.iter().any(|item| item.step().is_some_and(test) || inside(item))
}

/// A caller takes in what it hands on to the outcomes that it runs.
fn hand_on_inputs(program: &Program, plans: &mut [FlowPlan<'_>]) {
    let callees: Vec<BTreeSet<usize>> = program
        .outcomes
        .iter()
        .map(|outcome| {
            let mut targets = BTreeSet::new();
            runs(&outcome.steps, &mut targets);
            targets
        })
        .collect();
    for _ in 0..plans.len() {
        let mut changed = false;
        for (caller, targets) in callees.iter().enumerate() {
            let handed: BTreeSet<Input> = targets
                .iter()
                .flat_map(|callee| plans[*callee].inputs.iter().cloned())
                .filter(|input| *input != Input::Pending)
                .collect();
            let before = plans[caller].inputs.len();
            plans[caller].inputs.extend(handed);
            changed |= plans[caller].inputs.len() > before;
        }
        if !changed {
            return;
        }
    }
}

fn plan_one<'p>(program: &'p Program, outcome: &'p Outcome, handed: bool) -> FlowPlan<'p> {
    let every_call: &[Set] = match outcome.kind {
        OutcomeKind::NoPerson => &[],
        OutcomeKind::Named | OutcomeKind::Unrecognized => &program.every_call,
    };
    let knowledge = Knowledge { records: &program.records, every_call, owner_is_looked_up: false };
    let pending = match (every_call.is_empty(), handed) {
        (false, _) => Pending::SURE,
        (true, true) => Pending::PERHAPS,
        (true, false) => Pending::NOTHING,
    };
    let items = items_of(outcome, program, &knowledge, pending);
    let reads = all_reads(&items, &knowledge);
    let gathers_person = pending.maybe || items.iter().any(|item| saves::may_write(item, RecordRef::Person));
    let at_fault = if gathers_person && may_stop_before_run(&items) { every_call } else { &[] };
    let loads = loads(&items, &knowledge, at_fault);
    let speaker = Speaker::new(&program.records, "");
    let mut emitter = Emitter::new(speaker, knowledge, outcome.span);
    emitter.flagged = asks::flagged(&items);
    emitter.outcomes = &program.outcomes;
    let mut body = load_nodes(&mut emitter, &loads);
    let pending = pending.maybe.then_some((RecordRef::Person, pending));
    let site = Site { pending: pending.into_iter().collect(), ..Site::default() };
    body.extend(emitter.sequence(&items, &site, &Reads::default()));
    FlowPlan {
        name: outcome.flow_name.clone(),
        label: format!("{} {}", program.prefix, outcome.name),
        description: summary::of_outcome(outcome, &program.outcomes, &speaker),
        span: outcome.span,
        subject: Subject::Call,
        about_nobody: outcome.kind == OutcomeKind::NoPerson,
        records: &program.records,
        inputs: inputs(&reads, &loads, &items, handed),
        raised_first: super::counters::raised_first(&items, &knowledge),
        loads,
        names: emitter.taken.all(),
        saves_person: super::saves_person(&body),
        made_for_lead: made_for_lead(&items),
        body,
    }
}

/// Its steps with their look-ups and saves.
fn items_of<'p>(
    outcome: &'p Outcome,
    program: &'p Program,
    knowledge: &Knowledge<'p>,
    pending: Pending,
) -> Vec<Item<'p>> {
    let mut items = items(&outcome.steps, &BTreeSet::new());
    saves::place(&mut items, RecordRef::Person, pending);
    for index in 0..program.records.len() {
        saves::place(&mut items, RecordRef::Named(index), Pending::NOTHING);
    }
    lookups::place_all(&mut items, knowledge);
    items
}

fn all_reads(items: &[Item<'_>], knowledge: &Knowledge<'_>) -> Reads {
    let mut reads = Reads::default();
    items.iter().for_each(|item| reads.add(&knowledge.all_reads(item)));
    reads
}

/// The decision which it is, and one assignment for each.
fn load_nodes<'p>(emitter: &mut Emitter<'p>, loads: &BTreeSet<FieldKey>) -> Vec<Node<'p>> {
    if loads.is_empty() {
        return Vec::new();
    }
    let span = emitter.span;
    let said = "One of the two is null, and no field of it may be read.";
    let title = emitter.title("Contact or Lead", "Contact or Lead?", said, span);
    let mut rules = Vec::new();
    for (record, name, check) in
        [(RecordRef::Contact, "Contact", Check::IsContact), (RecordRef::Lead, "Lead", Check::IsLead)]
    {
        if !loads.iter().any(|key| key.record == record || key.record == RecordRef::Person) {
            continue;
        }
        let said = format!("The values of the {name} that the steps below read.");
        let load = emitter.title(&format!("Load {name}"), &format!("Load {name}"), &said, span);
        let nodes = vec![Node::Act(Box::new(Act {
            title: load,
            operation: Operation::Assign(Assign::Load(record)),
            fault: None,
        }))];
        let rule = emitter.taken.claim_element(&format!("Is {name}"));
        rules.push(Arm { name: rule, label: name.to_owned(), test: Test::All(vec![check]), nodes });
    }
    let default_label = match rules.len() {
        2 => "Neither",
        _ if rules.iter().any(|rule| rule.label == "Contact") => "Lead",
        _ => "Contact",
    };
    let default = if rules.len() == 2 { vec![Node::End] } else { Vec::new() };
    vec![Node::Branch(Branch { title, rules, default_label: default_label.to_owned(), default })]
}

/// What the outcome declares as inputs: only what it reads.
fn inputs(reads: &Reads, loads: &BTreeSet<FieldKey>, items: &[Item<'_>], handed: bool) -> BTreeSet<Input> {
    let mut inputs = BTreeSet::from([Input::Call]);
    for key in loads {
        match key.record {
            RecordRef::Contact => inputs.extend([Input::Contact]),
            RecordRef::Lead => inputs.extend([Input::Lead]),
            _ => inputs.extend([Input::Contact, Input::Lead]),
        }
    }
    if handed {
        inputs.insert(Input::Pending);
    }
    if asks_for_prior(items) {
        inputs.insert(Input::PriorDisposition);
    }
    if reads.of(RecordRef::Manager) {
        inputs.insert(Input::Rep("ManagerId".to_owned()));
    }
    let rep = reads.fields.iter().filter(|key| key.record == RecordRef::Rep && key.field.name != "Id");
    inputs.extend(rep.map(|key| Input::Rep(key.field.name.clone())));
    inputs
}

/// Whether a counter asks for the disposition before.
fn asks_for_prior(items: &[Item<'_>]) -> bool {
    let asks = |step: &Step| matches!(&step.kind, StepKind::Increment { raised_before, .. } if !raised_before.is_never());
    any_step(items, &asks)
}
