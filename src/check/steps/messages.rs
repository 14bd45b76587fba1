//! `chatter`, `notify`, `log`, `cadence`.

use super::super::alternatives::Role;
use super::super::formulas::Checker;
use super::super::program::{Alternative, Cadence, RecordRef, StepKind};
use super::super::texts::Room;
use super::super::world::{Frame, PERSON_OBJECTS};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::spec::{self, Chatter, Notify, Unit, Value};

/// Most characters of a Chatter post. Source: Actions Developer Guide, Post to Chatter.
const POST: Room<'static> = Room { name: "`text`", most: 10_000 };
/// Most characters of the title of a custom notification.
const TITLE: Room<'static> = Room { name: "`title`", most: 250 };
/// Most characters of its body.
const BODY: Room<'static> = Room { name: "`body`", most: 750 };
/// Most characters of a line in the log: those of its long text area.
const LINE: Room<'static> = Room { name: "`log`", most: 32_768 };

const HOURS_OF_A_DAY: u32 = 24;

impl Checker<'_, '_> {
    /// `chatter:`
    pub(super) fn chatter(&mut self, chatter: &Chatter) -> Option<StepKind> {
        let to = self.alternatives(&chatter.to, Role::Feed);
        let text = self.text(&chatter.text, POST);
        Some(StepKind::Chatter { to: to?, text: text? })
    }

    /// `notify:`
    pub(super) fn notify(&mut self, notify: &Notify) -> Option<StepKind> {
        let to = self.alternatives(&notify.to, Role::Recipient);
        let about = match &notify.about {
            Some(about) => self.alternatives(about, Role::About),
            None => Some(vec![self.usual_subject()]),
        };
        let title = self.text(&notify.title, TITLE);
        let body = self.text(&notify.body, BODY);
        Some(StepKind::Notify { to: to?, about: about?, title: title?, body: body? })
    }

    /// What a notification opens if nobody says: the person, or where nobody was called the call.
    fn usual_subject(&self) -> Alternative {
        let record = match self.frame {
            Frame::Subject(_) => RecordRef::Subject,
            Frame::Call(frame) if frame.person => RecordRef::Person,
            Frame::Call(_) | Frame::Gate => RecordRef::Call,
        };
        Alternative { record, field: None, always: true, only_user: false }
    }

    /// `log:`
    pub(super) fn log(&mut self, value: &Value) -> Option<StepKind> {
        self.text(value, LINE).map(StepKind::Log)
    }

    /// `cadence:`
    pub(super) fn cadence(&mut self, cadence: &spec::Cadence, span: Span) -> Option<StepKind> {
        match self.frame {
            Frame::Subject(frame) if PERSON_OBJECTS.contains(&frame.object) => {}
            Frame::Subject(frame) => {
                let message = format!("a cadence is for people, and this monitor runs for {}", frame.object);
                let diagnostic = Diagnostic::new(Code::NotInScope, span, message).label("not here");
                self.report.push(diagnostic.help("use it in an outcome, or in a monitor `for: person`"));
                return None;
            }
            Frame::Call(_) | Frame::Gate => self.needs_call("`cadence`", span)?,
        }
        Some(StepKind::Cadence(match cadence {
            spec::Cadence::Event(event) => Cadence::Event(event.value.clone()),
            spec::Cadence::Remove(reason) => Cadence::Remove(reason.value.clone()),
            spec::Cadence::Assign(name) => {
                self.report.check_in_org.insert(format!("the cadence `{}` is there and active", name.value));
                Cadence::Assign(name.value.clone())
            }
            spec::Cadence::Pause(time) => Cadence::Pause(time.as_ref().map(|time| match time.value.unit {
                Unit::Days => time.value.count.saturating_mul(HOURS_OF_A_DAY),
                _ => time.value.count,
            })),
            spec::Cadence::Resume => Cadence::Resume,
        }))
    }
}
