//! The plan of a monitor: a scheduled flow that runs for one record.

use super::emit::{Emitter, Site};
use super::items::{Item, ItemKind, ends, items};
use super::lookups::{self, Knowledge};
use super::reads::Reads;
use super::saves::{self, Pending};
use super::words::Speaker;
use super::{Arm, Branch, Check, FlowPlan, Node, Subject, Test, asks, counters, summary};
use crate::check::{Monitor, MonitorFlow, Program, RecordRef, StepKind};
use std::collections::BTreeSet;

/// Plans all scheduled flows.
pub(super) fn plan_all(program: &Program) -> Vec<FlowPlan<'_>> {
    program
        .monitors
        .iter()
        .flat_map(|monitor| monitor.flows.iter().map(move |flow| plan_one(program, monitor, flow)))
        .collect()
}

fn plan_one<'p>(program: &'p Program, monitor: &'p Monitor, flow: &'p MonitorFlow) -> FlowPlan<'p> {
    let knowledge = Knowledge {
        records: &flow.records,
        every_call: &[],
        owner_is_looked_up: owner_may_be_queue(&flow.object),
    };
    let items = items_of(flow, &knowledge);
    let speaker = Speaker::new(&flow.records, &flow.object_label);
    let mut emitter = Emitter::new(speaker, knowledge, monitor.span);
    emitter.flagged = asks::flagged(&items);
    emitter.monitor = Some((monitor, flow));
    let stamped = flow.stamp.iter().map(|_| (RecordRef::Subject, Pending::SURE));
    let site = Site { pending: stamped.collect(), ..Site::default() };
    let steps = emitter.sequence(&items, &site, &Reads::default());
    let body = match &flow.stamp {
        Some(_) => once(&mut emitter, monitor, flow, steps),
        None => steps,
    };
    FlowPlan {
        name: flow.flow_name.clone(),
        label: format!("{} {}", program.prefix, flow.label),
        description: summary::of_monitor(monitor, flow, &speaker),
        span: monitor.span,
        subject: Subject::Record(flow.object.clone()),
        about_nobody: false,
        records: &flow.records,
        inputs: BTreeSet::new(),
        raised_first: counters::raised_first(&items, &knowledge),
        loads: BTreeSet::new(),
        names: emitter.taken.all(),
        saves_person: false,
        made_for_lead: BTreeSet::new(),
        body,
    }
}

/// Its steps behind its condition, with their look-ups and saves.
fn items_of<'p>(flow: &'p MonitorFlow, knowledge: &Knowledge<'p>) -> Vec<Item<'p>> {
    let mut inner = items(&flow.steps, &BTreeSet::new());
    for index in 0..flow.records.len() {
        saves::place(&mut inner, RecordRef::Named(index), Pending::NOTHING);
    }
    match flow.stamp {
        Some(_) => save_last(&mut inner),
        None => saves::place(&mut inner, RecordRef::Subject, Pending::NOTHING),
    }
    let mut items = match &flow.condition {
        Some(condition) => {
            vec![Item::added(ItemKind::Gate(condition, vec![inner, Vec::new()]), BTreeSet::new())]
        }
        None => inner,
    };
    lookups::place_all(&mut items, knowledge);
    items
}

/// Objects whose owner is always a user: `OwnerId` refers to User alone.
pub fn owner_may_be_queue(object: &str) -> bool {
    !matches!(object, "Contact" | "Account" | "Opportunity")
}

/// The save of the record itself, which is stamped, comes last, on every path.
fn save_last(items: &mut Vec<Item<'_>>) {
    for item in items.iter_mut() {
        item.arms_mut().iter_mut().for_each(save_before_ends);
    }
    match items.last().is_some_and(is_stop) {
        true => insert_before_last(items),
        false if ends(items) => {}
        false => {
            let known = items.last().map(|item| item.known.clone()).unwrap_or_default();
            items.push(Item::added(ItemKind::Save(RecordRef::Subject, true), known));
        }
    }
}

fn save_before_ends(items: &mut Vec<Item<'_>>) {
    for item in items.iter_mut() {
        item.arms_mut().iter_mut().for_each(save_before_ends);
    }
    if items.last().is_some_and(is_stop) {
        insert_before_last(items);
    }
}

fn is_stop(item: &Item<'_>) -> bool {
    matches!(item.step().map(|step| &step.kind), Some(StepKind::Stop(_)))
}

fn insert_before_last(items: &mut Vec<Item<'_>>) {
    let at = items.len().saturating_sub(1);
    let known = items.last().map(|item| item.known.clone()).unwrap_or_default();
    items.insert(at, Item::added(ItemKind::Save(RecordRef::Subject, true), known));
}

/// Never the same review twice: asked first, since it costs nothing.
fn once<'p>(
    emitter: &mut Emitter<'p>,
    monitor: &'p Monitor,
    flow: &'p MonitorFlow,
    steps: Vec<Node<'p>>,
) -> Vec<Node<'p>> {
    let (Some(stamp), Some(once_in)) = (&flow.stamp, monitor.once_in) else { return steps };
    let words = duration_words(once_in);
    let full = format!("Reviewed in the Last {words}");
    let said = "Never the same review twice.";
    let title = emitter.title(&full, &format!("{full}?"), said, monitor.span);
    let name = emitter.taken.claim_element(&format!("{full} No"));
    let test = Test::Any(vec![Check::StampBlank(stamp), Check::StampBefore(stamp, once_in)]);
    let rule = Arm { name, label: "No".to_owned(), test, nodes: steps };
    vec![Node::Branch(Branch {
        title,
        rules: vec![rule],
        default_label: "Yes".to_owned(),
        default: vec![Node::End],
    })]
}

/// `10 Business Days`
pub(super) fn duration_words(duration: crate::spec::Duration) -> String {
    use crate::spec::Unit;
    let unit = match duration.unit {
        Unit::None => "",
        Unit::Seconds => "Second",
        Unit::Minutes => "Minute",
        Unit::Hours => "Hour",
        Unit::Days => "Day",
        Unit::BusinessDays => "Business Day",
        Unit::Weeks => "Week",
    };
    let plural = if duration.count == 1 || unit.is_empty() { "" } else { "s" };
    format!("{} {unit}{plural}", duration.count)
}
