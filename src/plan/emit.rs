//! From items to nodes: every step gets its elements, names, guards and the way on after a fault.

use super::conditions::settings;
use super::items::{Item, ItemKind, ends};
use super::lookups::Knowledge;
use super::names::Taken;
use super::phrases::list;
use super::reads::Reads;
use super::saves::{self, Pending};
use super::say;
use super::words::{Speaker, title};
use super::{Act, Anchor, Arm, Assign, Branch, Call, Check, Data, Fault, Node, Operation, Test, Title, asks};
use crate::check::{Expression, Monitor, MonitorFlow, RecordRef, Set, Step, StepKind};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Turns the items of one flow into nodes.
pub(super) struct Emitter<'p> {
    /// Says formulas in words.
    pub(super) speaker: Speaker<'p>,
    /// What look-ups and saves read.
    pub(super) knowledge: Knowledge<'p>,
    /// The names that are given.
    pub(super) taken: Taken,
    /// The records that are surely there where the item that is emitted stands.
    pub(super) known: BTreeSet<RecordRef>,
    /// The records whose failed look-up is kept in a flag.
    pub(super) flagged: BTreeSet<RecordRef>,
    /// The monitor that the flow belongs to.
    pub(super) monitor: Option<(&'p Monitor, &'p MonitorFlow)>,
    /// The outcomes, for `run`.
    pub(super) outcomes: &'p [crate::check::Outcome],
    /// Where what the compiler adds is declared.
    pub(super) span: Span,
    anchors: usize,
    /// By the key of its name: the step that has it, and what its element says of it.
    pub(super) named: BTreeMap<String, (&'p Step, String)>,
}

/// Where a sequence stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Site {
    /// `_if_…`: ends the names of what stands here.
    pub(super) suffix: String,
    /// Ends the name of a save here: empty on the path that goes on to the end of the flow.
    pub(super) save_suffix: String,
    /// The records that are saved behind this sequence.
    pub(super) saved_behind: BTreeSet<RecordRef>,
    /// What is pending where this sequence begins.
    pub(super) pending: BTreeMap<RecordRef, Pending>,
}

/// What a step needs to know of its surroundings.
pub(super) struct Around<'a> {
    /// Where it stands.
    pub(super) site: &'a Site,
    /// What later steps read.
    pub(super) later: &'a Reads,
    /// The records that are saved only behind it.
    pub(super) unsaved: BTreeSet<RecordRef>,
    /// What is pending where it begins.
    pub(super) pending: BTreeMap<RecordRef, Pending>,
    /// Where a fault of it goes on.
    pub(super) behind: Anchor,
}

impl<'p> Emitter<'p> {
    /// An emitter with no names given.
    pub(super) fn new(speaker: Speaker<'p>, knowledge: Knowledge<'p>, span: Span) -> Self {
        Self {
            speaker,
            knowledge,
            taken: Taken::default(),
            known: BTreeSet::new(),
            flagged: BTreeSet::new(),
            monitor: None,
            outcomes: &[],
            span,
            anchors: 0,
            named: BTreeMap::new(),
        }
    }

    /// A new anchor.
    pub(super) fn anchor(&mut self) -> Anchor {
        self.anchors += 1;
        Anchor(self.anchors)
    }

    /// An element that can fault: its log, and where the flow goes on.
    pub(super) fn faulting(&mut self, title: Title, operation: Operation<'p>, resume: Anchor) -> Node<'p> {
        let fault = self.fault(&title, Vec::new(), Some(resume));
        Node::Act(Box::new(Act { title, operation, fault: Some(fault) }))
    }

    /// The log of an element's fault, and what follows it.
    pub(super) fn fault(&mut self, title: &Title, then: Vec<Node<'p>>, resume: Option<Anchor>) -> Fault<'p> {
        let log = self.title(
            &format!("Log {}", title.full),
            &format!("Log Fault in {}", title.label),
            "",
            title.span,
        );
        Fault { title: log, then, resume }
    }

    /// An element that cannot fault.
    pub(super) fn quiet(title: Title, operation: Operation<'p>) -> Node<'p> {
        Node::Act(Box::new(Act { title, operation, fault: None }))
    }

    /// A decision with one rule, Yes, behind which `nodes` stand.
    pub(super) fn guard(
        &mut self,
        title: Title,
        test: Test<'p>,
        nodes: Vec<Node<'p>>,
        default: Vec<Node<'p>>,
    ) -> Node<'p> {
        let name = self.taken.claim_element(&format!("{} Yes", title.full));
        let rule = Arm { name, label: "Yes".to_owned(), test, nodes };
        Node::Branch(Branch { title, rules: vec![rule], default_label: "No".to_owned(), default })
    }

    /// The nodes of a sequence; `after` is what steps behind it read.
    pub(super) fn sequence(&mut self, items: &[Item<'p>], site: &Site, after: &Reads) -> Vec<Node<'p>> {
        let later = self.reads_after(items, after);
        let behind: Vec<Anchor> = items.iter().map(|_| self.anchor()).collect();
        let mut pending = site.pending.clone();
        let mut earlier = BTreeMap::new();
        let mut nodes = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let unsaved = saves::saved(&items[at + 1..]).union(&site.saved_behind).copied().collect();
            let before = pending.clone();
            saves::written_on(item, &mut pending);
            self.known.clone_from(&item.known);
            let around = Around { site, later: &later[at], unsaved, pending: before, behind: behind[at] };
            match &item.kind {
                ItemKind::Step(step, arms) => {
                    let inner = self.step(step, item, arms, &around);
                    let inner = self.unless_failed(item, step, inner, site);
                    nodes.extend(inner);
                }
                ItemKind::Gate(condition, arms) => nodes.extend(self.gate(condition, arms, &around)),
                ItemKind::Lookup(record) => match self.counted_behind(items, at, &behind) {
                    Some(counted) => {
                        nodes = behind_question(nodes, counted, behind[at]);
                        continue;
                    }
                    None => {
                        let resume = self.resume_of_lookup(items, at, *record, &behind);
                        nodes.extend(self.lookup(*record, resume, &around));
                    }
                },
                ItemKind::Save(record, _)
                    if at > 0 && sets_if_found(&items[at - 1], *record) && !earlier.contains_key(record) =>
                {
                    let saved = self.save(*record, true, &around);
                    on_last_way(&mut nodes, saved);
                }
                ItemKind::Save(record, sure) => nodes.extend(self.save(*record, *sure, &around)),
            }
            earlier = around.pending;
            nodes.push(Node::Anchor(behind[at]));
        }
        nodes
    }

    /// For each item, what the items behind it read.
    fn reads_after(&self, items: &[Item<'p>], after: &Reads) -> Vec<Reads> {
        let mut later = vec![after.clone(); items.len()];
        for at in (1..items.len()).rev() {
            let mut reads = later[at].clone();
            reads.add(&self.knowledge.all_reads(&items[at]));
            later[at - 1] = reads;
        }
        later
    }

    /// A step that asks about a record whose look-up failed is skipped.
    fn unless_failed(
        &mut self,
        item: &Item<'p>,
        step: &'p Step,
        mut nodes: Vec<Node<'p>>,
        site: &Site,
    ) -> Vec<Node<'p>> {
        let asked = asks::asked(item, &self.knowledge.reads(item));
        let asked: Vec<_> = asked.into_iter().filter(|record| self.flagged.contains(record)).collect();
        if matches!(step.kind, StepKind::Set(_)) {
            return nodes;
        }
        for record in asked {
            if let [Node::Branch(branch)] = nodes.as_mut_slice() {
                let words = self.speaker.record(record);
                let name = self.taken.claim_element(&format!("{} {words} Unknown", branch.title.full));
                let label = format!("{words} Unknown");
                let test = Test::All(vec![Check::Failed(record)]);
                branch.rules.insert(0, Arm { name, label, test, nodes: Vec::new() });
            } else {
                let base = self.name_of(step);
                nodes = self.unless_unknown(&[record], step, &base, nodes, site);
            }
        }
        nodes
    }

    /// Nodes that are skipped where the look-up of one of these records failed.
    pub(super) fn unless_unknown(
        &mut self,
        records: &[RecordRef],
        step: &Step,
        base: &str,
        nodes: Vec<Node<'p>>,
        site: &Site,
    ) -> Vec<Node<'p>> {
        records.iter().fold(nodes, |nodes, record| {
            let words = self.speaker.record(*record);
            let full = format!("Can {base} with {words}{}", site.suffix);
            let said = "It was not to be found out whether there is one: nothing may be done on a guess.";
            let title = self.title(&full, &format!("{words} Unknown?"), said, step.span);
            vec![self.guard(title, Test::All(vec![Check::Failed(*record)]), Vec::new(), nodes)]
        })
    }

    /// The nodes of an `if`.
    pub(super) fn if_step(
        &mut self,
        step: &'p Step,
        arms: &[Vec<Item<'p>>],
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let StepKind::If { condition, .. } = &step.kind else { return Vec::new() };
        let words = title(&self.speaker.in_names().words(condition));
        let label = format!("{}?", title(&self.speaker.words(condition)));
        let said = self.speaker.behind_question(condition);
        let question = if words.contains(' ') { words.clone() } else { format!("Is {words}") };
        let title = self.step_title(step, &question, &label, &said, around.site);
        let formula = format!("is {words}{}", around.site.suffix);
        let base = step.label.clone().unwrap_or(words);
        let then_site = around.inside(&format!("_if_{base}"), arms, 0);
        let else_site = around.inside(&format!("_unless_{base}"), arms, 1);
        let nodes = self.sequence(&arms[0], &then_site, around.later);
        let default = self.sequence(&arms[1], &else_site, around.later);
        vec![self.guard(title, Test::Condition(condition, formula), nodes, default)]
    }

    /// The condition of a monitor.
    fn gate(
        &mut self,
        condition: &'p Expression,
        arms: &[Vec<Item<'p>>],
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let said = match self.speaker.sentence(condition) {
            Some(sentence) => format!("If {sentence}."),
            None => self.speaker.condition(condition),
        };
        let title = self.title("Review Needed", "Review Needed?", &said, self.span);
        let nodes = self.sequence(&arms[0], around.site, around.later);
        let formula = "is review needed".to_owned();
        vec![self.guard(title, Test::Condition(condition, formula), nodes, Vec::new())]
    }

    /// The nodes of a `choose`.
    pub(super) fn choose_step(
        &mut self,
        step: &'p Step,
        arms: &[Vec<Item<'p>>],
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let StepKind::Choose { branches, otherwise } = &step.kind else { return Vec::new() };
        let said_choices = say::choices(branches, &self.speaker);
        let labels = said_choices.labels;
        let say::Choices { subject, full, .. } = say::choices(branches, &self.speaker.in_names());
        let mut said: Vec<String> =
            branches.iter().flat_map(|branch| settings(&branch.condition, &self.speaker)).collect();
        said.dedup();
        said.push("Exactly one path is taken: the first that holds.".to_owned());
        let (base, label) = (format!("Choose by {subject}"), format!("Choose by {}", said_choices.subject));
        let title = self.step_title(step, &base, &label, &said.join(" "), around.site);
        let mut rules = Vec::with_capacity(branches.len());
        for (at, branch) in branches.iter().enumerate() {
            let full = &full[at];
            let site = around.inside(&format!("_if_{full}"), arms, at);
            let name = self.taken.claim_element(&format!("{full}{}", around.site.suffix));
            let formula = format!("is {full}{}", around.site.suffix);
            let nodes = self.sequence(&arms[at], &site, around.later);
            let test = Test::Condition(&branch.condition, formula);
            rules.push(Arm { name, label: labels[at].clone(), test, nodes });
        }
        let (default_label, default) = match otherwise {
            Some(_) => {
                let site = around.inside(&format!("_if_Any_Other_{subject}"), arms, branches.len());
                let nodes =
                    arms.last().map(|arm| self.sequence(arm, &site, around.later)).unwrap_or_default();
                ("Any Other".to_owned(), nodes)
            }
            None => rules.pop().map(|last| (last.label, last.nodes)).unwrap_or_default(),
        };
        vec![Node::Branch(Branch { title, rules, default_label, default })]
    }

    /// The one save of a record.
    fn save(&mut self, record: RecordRef, sure: bool, around: &Around<'_>) -> Vec<Node<'p>> {
        let suffix = around.site.save_suffix.clone();
        self.save_named(record, sure, &suffix, around.behind)
    }

    /// What is pending is saved before a fault ends the path.
    pub(super) fn save_before_end(&mut self, title: &Title, around: &Around<'_>) -> Vec<Node<'p>> {
        let suffix = format!(" after {}", title.full);
        let behind = self.anchor();
        let mut nodes = Vec::new();
        let unsaved = around.pending.iter().filter(|(record, _)| around.unsaved.contains(record));
        for (record, pending) in unsaved {
            nodes.extend(self.save_named(*record, pending.surely, &suffix, behind));
        }
        nodes.push(Node::Anchor(behind));
        nodes
    }

    fn save_named(&mut self, record: RecordRef, sure: bool, suffix: &str, behind: Anchor) -> Vec<Node<'p>> {
        let nodes = match record {
            RecordRef::Person => self.save_person(suffix),
            RecordRef::Subject => self.save_subject(suffix, behind),
            RecordRef::Call
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Account
            | RecordRef::Rep
            | RecordRef::Manager
            | RecordRef::Named(_) => vec![self.save_record(record, suffix, behind)],
        };
        if sure {
            return nodes;
        }
        let words = self.speaker.record(record);
        let said = "Without a change there is nothing to save.";
        let title =
            self.title(&format!("Can Save {words}{suffix}"), &format!("{words} Changed?"), said, self.span);
        vec![self.guard(title, Test::All(vec![Check::Pending(record)]), nodes, Vec::new())]
    }

    fn save_person(&mut self, suffix: &str) -> Vec<Node<'p>> {
        let mut nodes: Vec<_> = self.every_call(suffix).into_iter().collect();
        let said = "One update with all the fields set above.";
        let title = self.title(&format!("Save Person{suffix}"), "Save Person", said, self.span);
        nodes.push(Self::quiet(title, Operation::Call(Call::SavePerson)));
        nodes
    }

    fn save_record(&mut self, record: RecordRef, suffix: &str, behind: Anchor) -> Node<'p> {
        let words = self.speaker.record(record);
        let said = "One update with the fields set above.";
        let title =
            self.title(&format!("Update {words}{suffix}"), &format!("Update {words}"), said, self.span);
        self.faulting(title, Operation::Data(Data::SaveRecord(record)), behind)
    }

    /// A monitor's own record: its stamp, alone or with what the steps set.
    fn save_subject(&mut self, suffix: &str, behind: Anchor) -> Vec<Node<'p>> {
        let Some((monitor, flow)) = self.monitor else { return Vec::new() };
        let sets = sets_subject(&flow.steps);
        let Some(stamp) = &flow.stamp else {
            return vec![self.save_record(RecordRef::Subject, suffix, behind)];
        };
        let base = format!("Stamp {}", monitor.name);
        let said = match monitor.once_in {
            Some(once_in) => {
                let period = super::monitor::duration_words(once_in).to_lowercase();
                format!("Today: the runs of the next {period} leave it alone.")
            }
            None => "Today.".to_owned(),
        };
        let title = self.title(&format!("{base}{suffix}"), &base, &said, self.span);
        if !sets {
            return vec![self.faulting(title, Operation::Data(Data::Stamp(stamp)), behind)];
        }
        let stamped = Self::quiet(title, Operation::Assign(Assign::StampPending(stamp)));
        vec![stamped, self.save_record(RecordRef::Subject, suffix, behind)]
    }

    /// What every call sets on the person.
    fn every_call(&mut self, suffix: &str) -> Option<Node<'p>> {
        let sets: &'p [Set] = self.knowledge.every_call;
        if sets.is_empty() {
            return None;
        }
        let labels: Vec<String> = sets.iter().map(|set| set.field.label.clone()).collect();
        let said = format!("What every call sets, whatever its outcome: {}.", list(&labels, "and"));
        let title =
            self.title(&format!("Set for Every Call{suffix}"), "Set for Every Call", &said, self.span);
        let items = sets.iter().map(|set| self.set_item(set, format!("new {}", set.field.label), false));
        Some(Self::quiet(title, Operation::Assign(Assign::Set(items.collect()))))
    }
}

/// Puts nodes, and the anchor behind them, into the question with which a sequence ends.
fn behind_question<'p>(mut nodes: Vec<Node<'p>>, more: Vec<Node<'p>>, behind: Anchor) -> Vec<Node<'p>> {
    let anchor = nodes.pop();
    let more = anchor.into_iter().chain(more).chain([Node::Anchor(behind)]);
    match nodes.last_mut() {
        Some(Node::Branch(Branch { rules, .. })) if rules.len() == 1 => rules[0].nodes.extend(more),
        _ => nodes.extend(more),
    }
    nodes
}

/// Whether an item sets one record, and nothing else, if it is found.
fn sets_if_found(item: &Item<'_>, record: RecordRef) -> bool {
    let only = matches!(item.step().map(|step| &step.kind),
        Some(StepKind::Set(sets)) if sets.iter().all(|set| set.record == record));
    only && matches!(record, RecordRef::Named(_)) && !item.known.contains(&record)
}

/// Puts nodes on the way on which the step with which a sequence ends is done; its anchor stays behind it.
fn on_last_way<'p>(nodes: &mut Vec<Node<'p>>, more: Vec<Node<'p>>) {
    match last_way(nodes) {
        Some(way) => way.extend(more),
        None => nodes.extend(more),
    }
}

/// The way with a condition of the question with which a sequence ends; where nothing is done on it (a look-up has failed),
/// that of the question behind it.
fn last_way<'n, 'p>(nodes: &'n mut [Node<'p>]) -> Option<&'n mut Vec<Node<'p>>> {
    let branch = nodes.iter_mut().rev().find_map(|node| match node {
        Node::Branch(branch) => Some(branch),
        Node::Act(_) | Node::Anchor(_) | Node::End => None,
    })?;
    match branch.rules.last_mut() {
        Some(way) if !way.nodes.is_empty() => Some(&mut way.nodes),
        Some(_) | None => last_way(&mut branch.default),
    }
}

impl Around<'_> {
    /// The site of the path at `at` inside; one that ends never comes to what is saved behind.
    fn inside(&self, words: &str, arms: &[Vec<Item<'_>>], at: usize) -> Site {
        let suffix = format!("{words}{}", self.site.suffix);
        let pending = self.pending.clone();
        if arms.get(at).is_some_and(|arm| ends(arm)) {
            return Site { save_suffix: suffix.clone(), suffix, saved_behind: BTreeSet::new(), pending };
        }
        let save_suffix = match saves_as_others(arms, at) {
            true => suffix.clone(),
            false => self.site.save_suffix.clone(),
        };
        Site { suffix, save_suffix, saved_behind: self.unsaved.clone(), pending }
    }
}

/// Whether a path saves a record that another path beside it saves too.
fn saves_as_others(arms: &[Vec<Item<'_>>], at: usize) -> bool {
    let going_on = arms.iter().enumerate().filter(|(_, arm)| !ends(arm));
    let saved: Vec<_> = going_on.map(|(at, arm)| (at, saves::saved_going_on(arm))).collect();
    let own = saved.iter().find(|(arm, _)| *arm == at).map(|(_, records)| records);
    let mut others = saved.iter().filter(|(arm, _)| *arm != at);
    own.is_some_and(|own| others.any(|(_, records)| !records.is_disjoint(own)))
}

/// Whether a step sets a field of the monitor's own record.
fn sets_subject(steps: &[Step]) -> bool {
    steps.iter().any(|step| {
        let parts = step.parts();
        parts.writes.iter().any(|write| write.record == RecordRef::Subject)
            || parts.arms.into_iter().any(sets_subject)
    })
}
