//! Other flows, the helpers and actions.

use super::body::Body;
use super::kit::{parameter, reference, subflow, text};
use super::operations::{Ends, named};
use crate::check::{Alternative, Cadence, Expression, RecordRef};
use crate::flow::{ActionCall, ElementKind, OutputParameter, Parameter, Subflow};
use crate::org::Field;
use crate::plan::{CadenceKind, Call, Context, Input};
use std::sync::Arc;

impl<'p> Body<'p> {
    /// The element of an operation that calls something.
    pub(super) fn call(&mut self, element: &str, call: &Call<'p>, ends: Ends) -> ElementKind {
        match call {
            Call::AskRaised(field, _) => self.ask_raised(field, ends.next),
            Call::SavePerson => self.save_person(ends.next),
            Call::Run(outcome) => self.run(*outcome, ends.next),
            Call::CallFlow { flow, inputs, outputs, context } => {
                self.call_flow(flow, inputs, outputs, context, ends.next)
            }
            Call::Chatter { to, text, context } => self.chatter(to.alternatives, text, context, ends),
            Call::Notify { to, about, title, body, context } => {
                self.notify(to.alternatives, about.alternatives, (title, body), context, ends.next)
            }
            Call::Cadence(cadence) => self.cadence(cadence, ends.next),
            Call::Log(words, context) => {
                let hint = named(context, "text", "Text of the note.");
                let message = self.lowering.value(words, &hint);
                let inputs = self.log_inputs(element, Some("Note"), message);
                subflow(&self.helper("Log"), inputs, ends.next)
            }
            Call::Skip { step, reason } => {
                let inputs = self.log_inputs(step, Some("Note"), text(reason.clone()));
                subflow(&self.helper("Log"), inputs, ends.next)
            }
        }
    }

    fn ask_raised(&mut self, counter: &Field, next: super::body::Next) -> ElementKind {
        let answer = OutputParameter { name: "raised".to_owned(), assign_to: self.raised_before(counter) };
        ElementKind::Subflow(Subflow {
            flow_name: self.helper(&super::helpers::raised_name(counter)),
            inputs: vec![parameter("priorDisposition", reference("priorDisposition"))],
            outputs: vec![answer],
            connector: next,
            ..Default::default()
        })
    }

    fn save_person(&mut self, next: super::body::Next) -> ElementKind {
        let inputs = vec![
            parameter("call", reference("call")),
            parameter("contactChanges", reference("contactChanges")),
            parameter("flowName", text(self.plan.name.clone())),
            parameter("leadChanges", reference("leadChanges")),
        ];
        subflow(&self.helper("Save_Person"), inputs, next)
    }

    fn run(&mut self, outcome: usize, next: super::body::Next) -> ElementKind {
        let Some(callee) = self.outcomes.get(outcome) else { return subflow("", Vec::new(), next) };
        let gathers = self.plan.saves_person || self.plan.inputs.contains(&Input::Pending);
        let mut inputs = Vec::new();
        for input in &callee.inputs {
            let named = |name: &str| parameter(name, reference(name));
            match input {
                Input::Call => inputs.push(named("call")),
                Input::Contact => inputs.push(named("contact")),
                Input::Lead => inputs.push(named("lead")),
                Input::Pending if gathers => {
                    inputs.extend([named("contactChanges"), named("leadChanges")]);
                }
                Input::Pending => {}
                Input::PriorDisposition => inputs.push(named("priorDisposition")),
                Input::Rep(of) => inputs.push(named(&super::names::rep_input(of))),
            }
        }
        subflow(&callee.name, inputs, next)
    }

    fn call_flow(
        &mut self,
        flow: &str,
        inputs: &[(String, Expression)],
        outputs: &[(String, RecordRef, Arc<Field>)],
        context: &Context,
        next: super::body::Next,
    ) -> ElementKind {
        let input = |(name, value): &(String, Expression)| {
            let hint = named(context, name, "Handed to the flow.");
            parameter(name, self.lowering.value(value, &hint))
        };
        let inputs: Vec<Parameter> = inputs.iter().map(input).collect();
        let outputs = outputs.iter().map(|(name, record, field)| OutputParameter {
            name: name.clone(),
            assign_to: self.lowering.field(*record, field),
        });
        ElementKind::Subflow(Subflow {
            flow_name: flow.to_owned(),
            inputs,
            outputs: outputs.collect(),
            connector: next,
            ..Default::default()
        })
    }

    fn chatter(
        &mut self,
        to: &[Alternative],
        words: &Expression,
        context: &Context,
        ends: Ends,
    ) -> ElementKind {
        let text = self.lowering.value(words, &named(context, "text", "Text of the post."));
        let feed = self.lowering.choice(to, None);
        ElementKind::ActionCall(ActionCall {
            action_name: "chatterPost".to_owned(),
            action_type: "chatterPost".to_owned(),
            connector: ends.next,
            fault: ends.fault,
            transaction_model: Some("CurrentTransaction".to_owned()),
            inputs: vec![parameter("text", text), parameter("subjectNameOrId", feed)],
            name_segment: Some("chatterPost".to_owned()),
            offset: Some(0),
            store_output: true,
            ..Default::default()
        })
    }

    fn notify(
        &mut self,
        to: &[Alternative],
        about: &[Alternative],
        (title, body): (&Expression, &Expression),
        context: &Context,
        next: super::body::Next,
    ) -> ElementKind {
        let target = match about.is_empty() {
            true => reference(self.person().unwrap_or(self.source())),
            false => self.lowering.choice(about, None),
        };
        let body = self.lowering.value(body, &named(context, "body", "Text of the notification."));
        let title = self.lowering.value(title, &named(context, "title", "Title of the notification."));
        let mut inputs = vec![parameter("body", body), parameter("flowName", text(self.plan.name.clone()))];
        inputs.extend(self.person().map(|person| parameter("personId", reference(person))));
        inputs.extend([
            parameter("recipientId", self.lowering.choice(to, None)),
            parameter("sourceId", reference(self.source())),
            parameter("targetId", target),
            parameter("title", title),
        ]);
        subflow(&self.helper("Notify"), inputs, next)
    }

    fn cadence(&mut self, cadence: &Cadence, next: super::body::Next) -> ElementKind {
        let kind = CadenceKind::of(cadence);
        let mut inputs = vec![parameter("flowName", text(self.plan.name.clone()))];
        let (name, value) = match cadence {
            Cadence::Event(name) => ("eventType", text(name.clone())),
            Cadence::Remove(reason) => ("reason", text(reason.clone())),
            Cadence::Assign(name) => ("cadenceName", text(name.clone())),
            Cadence::Pause(Some(hours)) => ("resumeTime", reference(self.lowering.written_moment(*hours))),
            Cadence::Pause(None) | Cadence::Resume => ("", None),
        };
        if !name.is_empty() {
            inputs.push(parameter(name, value));
        }
        inputs.push(parameter("personId", reference(self.person().unwrap_or(self.source()))));
        if kind == CadenceKind::Assign {
            let rep = self.lowering.id(RecordRef::Rep);
            inputs.push(parameter("userId", reference(rep)));
        }
        inputs.push(parameter("sourceId", reference(self.source())));
        subflow(&self.helper(super::cadence::flow_name(kind)), inputs, next)
    }
}
