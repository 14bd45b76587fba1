//! The elements of the steps of the spec.

use super::emit::{Around, Emitter};
use super::identity;
use super::items::Item;
use super::phrases::list;
use super::{Act, Assign, Call, Context, Node, Operation, Title};
use crate::check::{Cadence, Expression, RecordRef, Step, StepKind};
use crate::org::Field;
use std::collections::BTreeSet;
use std::sync::Arc;

impl<'p> Emitter<'p> {
    /// The nodes of a step.
    pub(super) fn step(
        &mut self,
        step: &'p Step,
        item: &Item<'p>,
        arms: &[Vec<Item<'p>>],
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        match &step.kind {
            StepKind::Set(sets) => self.set_step(step, sets, item, around),
            StepKind::Increment { field, raised_before } => {
                self.increment(step, field, raised_before, around)
            }
            StepKind::CreateTask(task) => self.create_task(step, item, task, around),
            StepKind::CreateEvent(event) => self.create_event(step, item, event, around),
            StepKind::Create { .. } => self.create(step, around),
            StepKind::Update { .. } => self.update(step, around),
            StepKind::If { .. } => self.if_step(step, arms, around),
            StepKind::Choose { .. } => self.choose_step(step, arms, around),
            StepKind::Run(outcome) => self.run(step, *outcome, around),
            StepKind::CallFlow { .. } => self.call_flow(step, item, around),
            StepKind::Chatter { to, text } => self.chatter(step, to, text, around),
            StepKind::Notify { .. } => self.notify(step, around),
            StepKind::Cadence(cadence) => self.cadence(step, cadence, around),
            StepKind::Log(text) => self.log(step, text, around),
            StepKind::Stop(_) => vec![Node::End],
        }
    }

    /// What a step is called in labels and sentences.
    pub(super) fn base_of(&self, step: &Step) -> String {
        step.label.clone().unwrap_or_else(|| identity::called(step, self.outcomes, &self.speaker))
    }

    /// What the element of a step is named before its site is added.
    pub(super) fn name_of(&self, step: &Step) -> String {
        let speaker = self.speaker.in_names();
        let named = || identity::of(step, &identity::called(step, self.outcomes, &speaker), &speaker);
        step.label.clone().unwrap_or_else(named)
    }

    /// The names of a plain step.
    pub(super) fn plain_title(&mut self, step: &'p Step, said: &str, around: &Around<'_>) -> Title {
        let (name, label) = (self.name_of(step), self.base_of(step));
        self.step_title(step, &name.replace(": ", " "), &label, said, around.site)
    }

    pub(super) fn context(step: &Step, about: &str, around: &Around<'_>) -> Context {
        let about = step.label.as_deref().unwrap_or(about).to_owned();
        Context { about, suffix: around.site.suffix.clone(), for_lead: false }
    }

    /// A step that can fault: behind it the flow goes on, or with `on_fault: stop` ends after saving.
    pub(super) fn acting(
        &mut self,
        step: &Step,
        title: Title,
        operation: Operation<'p>,
        around: &Around<'_>,
    ) -> Node<'p> {
        if !step.stop_on_fault {
            return self.faulting(title, operation, around.behind);
        }
        let saves = self.save_before_end(&title, around);
        let fault = self.fault(&title, saves, None);
        Node::Act(Box::new(Act { title, operation, fault: Some(fault) }))
    }

    /// A line in the log: the step was left out.
    pub(super) fn skip(&mut self, skipped: &Title, label: &str, reason: String) -> Node<'p> {
        let title = self.title(
            &format!("Skip {}", skipped.full),
            &format!("Log Skip of {label}"),
            "A note, not a fault.",
            skipped.span,
        );
        Self::quiet(title, Operation::Call(Call::Skip { step: skipped.name.clone(), reason }))
    }

    fn run(&mut self, step: &'p Step, outcome: usize, around: &Around<'_>) -> Vec<Node<'p>> {
        let said = "The rest is the work of that outcome, which also saves what was set here.";
        let title = self.plain_title(step, said, around);
        vec![Self::quiet(title, Operation::Call(Call::Run(outcome))), Node::End]
    }

    fn call_flow(&mut self, step: &'p Step, item: &Item<'p>, around: &Around<'_>) -> Vec<Node<'p>> {
        let StepKind::CallFlow { flow, inputs, outputs } = &step.kind else { return Vec::new() };
        let records: BTreeSet<RecordRef> = outputs.iter().map(|(_, record, _)| *record).collect();
        let pending = records.iter().filter(|record| around.pending.contains_key(record));
        let unsaved: Vec<String> = pending.map(|record| self.speaker.the(*record)).collect();
        let said = match unsaved.is_empty() {
            true => "A flow of the team.".to_owned(),
            false => {
                let unsaved = list(&unsaved, "and");
                format!("A flow of the team. It gives values for {unsaved}, which is saved only behind it.")
            }
        };
        let title = self.plain_title(step, &said, around);
        let context = Self::context(step, &flow.replace('_', " "), around);
        let mut nodes =
            vec![Self::quiet(title, Operation::Call(Call::CallFlow { flow, inputs, outputs, context }))];
        for record in records {
            let of_record = outputs.iter().filter(|(_, of, _)| *of == record);
            let fields: Vec<&'p Arc<Field>> = of_record.map(|(_, _, field)| field).collect();
            let base = self.set_words(record, &fields, &self.speaker);
            let name = self.set_words(record, &fields, &self.speaker.in_names());
            let said = format!("What {} has handed out.", flow.replace('_', " "));
            let title = self.title(&format!("{name}{}", around.site.suffix), &base, &said, step.span);
            let node = Self::quiet(title, Operation::Assign(Assign::Take { record, fields }));
            nodes.push(self.if_found(step, record, item, &base, node));
        }
        nodes
    }

    fn cadence(&mut self, step: &'p Step, cadence: &'p Cadence, around: &Around<'_>) -> Vec<Node<'p>> {
        let title = self.plain_title(step, "Does nothing for a person outside of any cadence.", around);
        vec![Self::quiet(title, Operation::Call(Call::Cadence(cadence)))]
    }

    fn log(&mut self, step: &'p Step, text: &'p Expression, around: &Around<'_>) -> Vec<Node<'p>> {
        let title = self.plain_title(step, "A note, not a fault.", around);
        let context = Self::context(step, "log", around);
        vec![Self::quiet(title, Operation::Call(Call::Log(text, context)))]
    }
}
