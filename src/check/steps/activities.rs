//! `create_task` and `create_event`.

use super::super::alternatives::Role;
use super::super::formulas::Checker;
use super::super::program::{Alternative, CreateEvent, CreateTask, Due, Expression, RecordRef, StepKind};
use super::super::texts::{Room, words_of};
use super::super::units::Meets;
use super::super::values::{Purpose, Target};
use super::super::world::Frame;
use crate::diag::{Code, Diagnostic};
use crate::formula;
use crate::formula::typed::Type;
use crate::org::Field;
use crate::source::{Span, Spanned};
use crate::spec::{self, Choice, Duration, Unit, Value};
use std::sync::Arc;

/// Most characters of the subject of a task or event.
const SUBJECT: Room<'static> = Room { name: "`subject`", most: 255 };

/// Minutes of an event of which nobody said how long it is.
const USUAL_MINUTES: u32 = 30;

/// Most minutes of an event: 14 days. Source: the standard object reference, Event, DurationInMinutes.
const MOST_MINUTES: u32 = 14 * 24 * 60;

impl Checker<'_, '_> {
    /// `create_task:`
    pub(super) fn create_task(&mut self, task: &spec::CreateTask, span: Span) -> Option<StepKind> {
        let subject = task.subject.as_ref().map(|value| (self.text(value, SUBJECT), value));
        let due = task.due.as_ref().map(|due| self.due(due, &[Type::Date], "`due`"));
        let reminder = task.reminder.as_ref().map(|due| self.due(due, &[Type::DateTime], "`reminder`"));
        let owner = self.owner(task.owner.as_ref(), span);
        let related_to = self.related_to(task.related_to.as_ref());
        let fields = self.activity_fields(
            "Task",
            &[
                ("Priority", task.priority.as_ref()),
                ("Status", task.status.as_ref()),
                ("Type", task.task_type.as_ref()),
                ("Description", task.description.as_ref()),
            ],
        );
        let (subject, written) = subject?;
        let subject = subject?;
        Some(StepKind::CreateTask(CreateTask {
            subject_words: words_of(written, &subject),
            subject,
            due: due.map_or(Some(None), |due| due.map(|(due, _)| Some(due)))?,
            owner: owner?,
            related_to: related_to?,
            fields: fields?,
            reminder: reminder.map_or(Some(None), |due| due.map(|(due, _)| Some(due)))?,
        }))
    }

    /// `create_event:`
    pub(super) fn create_event(&mut self, event: &spec::CreateEvent, span: Span) -> Option<StepKind> {
        let subject = event.subject.as_ref().map(|value| (self.text(value, SUBJECT), value));
        let start = event.start.as_ref().map(|due| self.due(due, &[Type::Date, Type::DateTime], "`start`"));
        let owner = self.owner(event.owner.as_ref(), span);
        let related_to = self.related_to(event.related_to.as_ref());
        let fields = self.activity_fields(
            "Event",
            &[("Description", event.description.as_ref()), ("Location", event.location.as_ref())],
        );
        let (start, timed) = start??;
        let minutes = self.minutes(event.duration.as_ref(), timed)?;
        let (subject, written) = subject?;
        let subject = subject?;
        Some(StepKind::CreateEvent(CreateEvent {
            subject_words: words_of(written, &subject),
            subject,
            start,
            timed,
            minutes,
            owner: owner?,
            related_to: related_to?,
            fields: fields?,
        }))
    }

    /// When something is due, and whether that is a moment.
    fn due(&mut self, due: &spec::Due, wanted: &[Type], name: &str) -> Option<(Due, bool)> {
        match due {
            spec::Due::Today(_) => Some((Due::Today, false)),
            spec::Due::In(duration) => self.due_in(duration),
            spec::Due::Formula(expr) => {
                let typed = self.value_formula(expr, Meets::Nothing)?;
                let fits = wanted.contains(&typed.ty);
                if !fits && !formula::expect(&typed, *wanted.first()?, name, self.report.sink) {
                    return None;
                }
                let timed = typed.ty == Type::DateTime;
                self.finished(typed).map(|formula| (Due::Formula(formula), timed))
            }
        }
    }

    fn due_in(&mut self, duration: &Spanned<Duration>) -> Option<(Due, bool)> {
        let count = duration.value.count;
        match duration.value.unit {
            Unit::Days => Some((Due::Days(count), false)),
            Unit::Weeks => Some((Due::Days(count.saturating_mul(7)), false)),
            Unit::BusinessDays => Some((Due::BusinessDays(count), false)),
            Unit::Hours => Some((Due::Hours(count), true)),
            Unit::None | Unit::Seconds | Unit::Minutes => {
                let message = "a due date is so many hours, days, business days or weeks away";
                let diagnostic = Diagnostic::new(Code::MalformedDue, duration.span, message);
                self.report.push(diagnostic.help("write it as in `2 business days` or `24 hours`"));
                None
            }
        }
    }

    fn owner(&mut self, owner: Option<&Choice>, span: Span) -> Option<Vec<Alternative>> {
        if let Some(choice) = owner {
            return self.alternatives(choice, Role::Owner);
        }
        if let Frame::Subject(_) = self.frame {
            self.asked(|scope| scope.record("rep", span))?;
        }
        let always = self.rep_is_user();
        Some(vec![Alternative { record: RecordRef::Rep, field: None, always, only_user: !always }])
    }

    fn related_to(&mut self, related: Option<&Choice>) -> Option<Vec<Alternative>> {
        related.map_or_else(|| Some(Vec::new()), |choice| self.alternatives(choice, Role::RelatedTo))
    }

    fn activity_fields(
        &mut self,
        object: &str,
        values: &[(&str, Option<&Value>)],
    ) -> Option<Vec<(Arc<Field>, Expression)>> {
        let given = values.iter().filter_map(|(name, value)| value.map(|value| (*name, value)));
        let checked: Vec<_> = given
            .map(|(name, value)| {
                let span = place(value);
                let field = self.asked(|scope| scope.object_field(object, name, span))?;
                let purpose = Purpose::Create;
                let target = Target { each: vec![field.clone()], record: RecordRef::Call, field, purpose };
                let value = self.value(&target, value, span)?;
                Some((target.field, value))
            })
            .collect();
        checked.into_iter().collect()
    }

    fn minutes(&mut self, duration: Option<&Spanned<Duration>>, timed: bool) -> Option<u32> {
        let Some(duration) = duration else { return Some(USUAL_MINUTES) };
        let seconds = super::super::units::seconds(duration.value.unit).unwrap_or_default();
        let minutes = u32::try_from(i128::from(duration.value.count) * seconds / 60).unwrap_or(u32::MAX);
        let (message, help) = match (timed, minutes) {
            (true, 1..=MOST_MINUTES) => return Some(minutes),
            (true, _) => ("an event lasts from one minute to 14 days", "write a duration in between"),
            (false, _) => (
                "an event that starts on a day lasts the whole day, so it has no `duration`",
                "leave `duration` out, or let `start` be a formula that gives a date with time",
            ),
        };
        self.report.push(Diagnostic::new(Code::EventDuration, duration.span, message).help(help));
        None
    }
}

/// Where a value stands.
pub(super) fn place(value: &Value) -> Span {
    match value {
        Value::Formula(expr) => expr.span,
        Value::Text(template) => template.span,
        Value::Number(number) => number.span,
        Value::Boolean(truth) => truth.span,
    }
}
