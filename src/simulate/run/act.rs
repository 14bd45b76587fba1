//! Actions: what they are asked is recorded, what they answer comes from outside.

use super::{Interview, Run};
use crate::flow::Cost;
use crate::simulate::choices::Choice;
use crate::simulate::limits::Abort;
use crate::simulate::program::{Act, ActInput};
use crate::simulate::record::Data;
use crate::simulate::report::Message;
use crate::simulate::settings::Answer;

impl Run<'_> {
    /// Runs an action for all that wait there. One that Salesforce ships fails for all if it fails for one (documented: Post to
    /// Chatter, Send Custom Notification and others are all or nothing); Apex decides by itself.
    pub(super) fn act(
        &mut self,
        act: &Act,
        members: &[usize],
        interviews: &mut [Interview],
    ) -> Result<(), Abort> {
        let mut asked = Vec::new();
        let mut wrong = None;
        for member in members.iter() {
            let inputs = self.asked(act, &interviews[*member]);
            wrong = wrong.or_else(|| missing(act, &inputs));
            asked.push((*member, inputs));
        }
        let cost = Cost::of_action(&act.action_type);
        if cost.dml > 0 {
            self.used.save(members.len())?;
        }
        if let Some(message) = wrong {
            for member in members.iter() {
                self.fault(&mut interviews[*member], act.exits, &message);
            }
            return Ok(());
        }
        for (member, inputs) in asked {
            self.answer(act, inputs, &mut interviews[member]);
        }
        Ok(())
    }

    fn asked(&self, act: &Act, interview: &Interview) -> Vec<(String, Data)> {
        let reader = self.reader(interview);
        act.inputs.iter().map(|ActInput { name, value, .. }| (name.clone(), reader.operand(value))).collect()
    }

    fn answer(&mut self, act: &Act, inputs: Vec<(String, Data)>, interview: &mut Interview) {
        let frame = interview.frame();
        let program = self.programs.get(frame.program);
        let element = frame.node.map_or("", |node| program.node(node).name.as_str());
        self.messages.push(Message {
            flow: program.name.clone(),
            element: element.to_owned(),
            action_type: act.action_type.clone(),
            action_name: act.action_name.clone(),
            inputs,
        });
        let answers = &self.settings.answers;
        let own =
            || answers.get(&format!("{}.{element}", program.name)).or_else(|| answers.get(&act.action_name));
        match (!answers.is_empty()).then(own).flatten() {
            Some(Answer::Fault(message)) => self.fault(interview, act.exits, message),
            Some(Answer::Outputs(outputs)) => {
                for (name, target) in &act.outputs {
                    self.put(interview, target, outputs.get(name).cloned().unwrap_or_default());
                }
                self.proceed(interview, act.exits.next);
            }
            None => {
                if !act.outputs.is_empty() {
                    self.depended.note(Choice::NoAnswer);
                }
                self.proceed(interview, act.exits.next);
            }
        }
    }
}

/// What is wrong with the inputs of an action.
fn missing(act: &Act, inputs: &[(String, Data)]) -> Option<String> {
    let given = |name: &str| inputs.iter().find(|(each, _)| each == name).map(|(_, data)| data);
    let blank = |data: &Data| {
        data.is_null() || data.value().is_blank() && data.items().is_empty() && data.record().is_none()
    };
    for name in &act.required {
        if given(name).is_none_or(blank) {
            return Some(format!("Missing required input parameter: {name}"));
        }
    }
    let too_long = |input: &&ActInput| {
        let length = given(&input.name).map_or(0, |data| data.value().to_string().chars().count());
        input.most.is_some_and(|most| length > most as usize)
    };
    let input = act.inputs.iter().find(too_long)?;
    Some(format!(
        "STRING_TOO_LONG: {}: data value too large (max length={})",
        input.name,
        input.most.unwrap_or(0)
    ))
}
