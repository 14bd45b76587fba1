//! The elements of steps for somebody: left out, with a line in the log, where nobody is there.

use super::emit::{Around, Emitter};
use super::names::capitalized;
use super::say;
use super::words::inside_title;
use super::{Call, Check, Choice, Node, Operation, Test, Title};
use crate::check::{Alternative, Expression, Step, StepKind};

impl<'p> Emitter<'p> {
    /// A step for somebody who may not be there: left out then, with one line in the log.
    pub(super) fn if_present(
        &mut self,
        step: &'p Step,
        who: &'p [Alternative],
        left_out: &Title,
        nodes: Vec<Node<'p>>,
    ) -> Vec<Node<'p>> {
        if who.is_empty() || who.iter().any(|each| each.always) {
            return nodes;
        }
        let words = say::alternatives(who, &self.speaker);
        let question = match who {
            [only] if only.only_user => format!("Is {} a User?", inside_title(&words)),
            [_] => format!("Is {} There?", inside_title(&words)),
            [_, _] => format!("Is {} There?", inside_title(&words.replace(", or else ", " or "))),
            _ => "Is One of Them There?".to_owned(),
        };
        let (said, why) = match who {
            [only] if only.only_user => {
                ("It cannot be given to a queue: then it is left out.", format!("{words} is not a user"))
            }
            [_] => ("Otherwise there is nobody for it: it is left out.", format!("{words} is not there")),
            _ => (
                "Otherwise there is nobody for it: it is left out.",
                format!("none of these is there: {words}"),
            ),
        };
        let title = self.title(&format!("Can {}", left_out.full), &question, said, step.span);
        let reason = format!("{}. {} was left out.", capitalized(&why), left_out.label);
        let skip = self.skip(left_out, &left_out.label, reason);
        let test = Test::Any(who.iter().map(Check::Present).collect());
        vec![self.guard(title, test, nodes, vec![skip])]
    }

    /// Chatter.
    pub(super) fn chatter(
        &mut self,
        step: &'p Step,
        to: &'p [Alternative],
        text: &'p Expression,
        around: &Around<'_>,
    ) -> Vec<Node<'p>> {
        let said = format!("On {}.", say::alternatives(to, &self.speaker));
        let title = self.plain_title(step, &said, around);
        let words = say::first_words(&say::template_words(text));
        let context = Self::context(step, format!("Chatter {words}").trim_end(), around);
        let left_out = title.clone();
        let operation = Operation::Call(Call::Chatter { to: Choice { alternatives: to }, text, context });
        let node = self.acting(step, title, operation, around);
        self.if_present(step, to, &left_out, vec![node])
    }

    /// A notification.
    pub(super) fn notify(&mut self, step: &'p Step, around: &Around<'_>) -> Vec<Node<'p>> {
        let StepKind::Notify { to, about, title: heading, body } = &step.kind else { return Vec::new() };
        let said = format!("To {}.", say::alternatives(to, &self.speaker));
        let title = self.plain_title(step, &said, around);
        let context = Self::context(step, &say::about(&say::template_words(heading)), around);
        let left_out = title.clone();
        let (to, about) = (Choice { alternatives: to }, Choice { alternatives: about });
        let operation = Operation::Call(Call::Notify { to, about, title: heading, body, context });
        let node = Self::quiet(title, operation);
        self.if_present(step, to.alternatives, &left_out, vec![node])
    }
}
