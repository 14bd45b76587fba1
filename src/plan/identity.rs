//! What a step is, in words: what its element is called, what its name says beside, what the flow's description says of it.
//!
//! A name depends on its step and place alone, never on what stands beside it, so that an edit of one step renames no
//! other. So it says at once what two steps of one kind mostly differ in: for whom, when, to which value. What else there is
//! of a step (its priority, the body of a text) is not said, so that an edit of that renames nothing either.

use super::offset::Offset;
use super::phrases::{list, with_article};
use super::reads::of_expression;
use super::say;
use super::words::{Speaker, inside_title, title};
use crate::check::{
    Alternative, Cadence, Detail, Due, Expression, Outcome, RecordRef, Set, Step, StepKind, Symbol,
};
use crate::formula::typed::TypedKind;
use crate::org::Field;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most fields by which a name says when.
const MOST_FIELDS: usize = 2;

/// Most words of a value that a name says.
const MOST_WORDS: usize = 4;

/// The words of a step's name: what it is called, and what tells it from others that are called so.
pub(super) fn of(step: &Step, called: &str, speaker: &Speaker<'_>) -> String {
    let with = |more: [Option<String>; 2]| {
        std::iter::once(called.to_owned()).chain(more.into_iter().flatten()).collect::<Vec<_>>().join(" ")
    };
    match &step.kind {
        StepKind::CreateTask(task) => {
            let due = task.due.as_ref().map(|due| when(due, speaker));
            with([for_whom(&task.owner, speaker), due])
        }
        StepKind::CreateEvent(event) => {
            with([for_whom(&event.owner, speaker), Some(when(&event.start, speaker))])
        }
        StepKind::Notify { to, .. } => match to.first() {
            Some(first) => {
                let who = say::alternative_words(first, speaker);
                called.replacen("Notify", &format!("Notify {who}"), 1)
            }
            None => called.to_owned(),
        },
        StepKind::Create { fields, into: None, .. } => with([title_of(fields), None]),
        StepKind::Create { into: Some(_), .. }
        | StepKind::Set(_)
        | StepKind::Increment { .. }
        | StepKind::Update { .. }
        | StepKind::If { .. }
        | StepKind::Choose { .. }
        | StepKind::Run(_)
        | StepKind::CallFlow { .. }
        | StepKind::Chatter { .. }
        | StepKind::Cadence(_)
        | StepKind::Log(_)
        | StepKind::Stop(_) => called.to_owned(),
    }
}

/// All that a name does not say of a step.
pub(super) fn details(step: &Step, speaker: &Speaker<'_>) -> Vec<String> {
    let parts = step.parts();
    let written = |expression: &Expression| speaker.written(expression);
    let mut details: Vec<String> = parts.expressions().map(written).collect();
    details.extend(parts.choices.iter().map(|each| say::alternatives(each, speaker)));
    details.extend(parts.details.iter().map(|detail| match detail {
        Detail::Name(name) => (*name).to_owned(),
        Detail::Time(Due::Formula(formula)) => written(formula),
        Detail::Time(due) => say::due(due, speaker),
        Detail::Cadence(cadence) => format!("{cadence:?}"),
    }));
    details
}

/// `Stage to Qualification`, `Score`: a field that is set, and its value where that can be said.
pub(super) fn of_set(set: &Set, speaker: &Speaker<'_>) -> String {
    let field = speaker.called(&set.field);
    match value(&set.value, speaker) {
        Some(value) => format!("{field} to {value}"),
        None => field,
    }
}

/// `for Manager`: nothing where it is the rep, whose everything is that is nobody else's.
fn for_whom(who: &[Alternative], speaker: &Speaker<'_>) -> Option<String> {
    let first = who.first().filter(|first| first.record != RecordRef::Rep || first.field.is_some())?;
    let of_owner = |field: &Arc<Field>| field.name == "OwnerId";
    match first.record == RecordRef::Subject && first.field.as_ref().is_some_and(of_owner) {
        true => None,
        false => Some(format!("for {}", say::alternative_words(first, speaker))),
    }
}

/// When something is due or begins: `in 2 Business Days`, `at Meeting Start`, `by Call Attempts`.
fn when(due: &Due, speaker: &Speaker<'_>) -> String {
    match due {
        Due::Formula(formula) => by_formula(formula, speaker),
        Due::Today | Due::Days(_) | Due::BusinessDays(_) | Due::Hours(_) => {
            inside_title(&say::due(due, speaker))
        }
    }
}

/// A day or moment that a formula gives: by the fields that it reads, where these are few.
fn by_formula(formula: &Expression, speaker: &Speaker<'_>) -> String {
    if let Some(value) = value(formula, speaker) {
        return match formula.kind {
            TypedKind::Reference(_) => format!("at {value}"),
            TypedKind::Text(_)
            | TypedKind::Number(_)
            | TypedKind::Boolean(_)
            | TypedKind::Null
            | TypedKind::Call(..)
            | TypedKind::Unary(..)
            | TypedKind::Binary(..) => value,
        };
    }
    let reads = of_expression(formula).fields;
    let fields: Vec<String> =
        reads.iter().map(|key| speaker.symbol(&Symbol::Field(key.record, key.field.clone()))).collect();
    match fields.len() {
        0 => speaker.words(formula),
        1..=MOST_FIELDS => format!("by {}", list(&fields, "and")),
        _ => "by Formula".to_owned(),
    }
}

/// What a new record is called.
fn title_of(fields: &[(Arc<Field>, Expression)]) -> Option<String> {
    let named = fields.iter().find(|(field, _)| matches!(field.name.as_str(), "Name" | "Subject"));
    named.map(|(_, title)| say::about(&say::template_words(title))).filter(|words| !words.is_empty())
}

/// A value in a name. What fields are mostly set to goes without saying: today, now, true; what only a formula says, too.
fn value(value: &Expression, speaker: &Speaker<'_>) -> Option<String> {
    if let Some(offset) = Offset::of(value) {
        return Some(inside_title(&offset.words()));
    }
    match &value.kind {
        TypedKind::Boolean(true) => None,
        TypedKind::Text(text) if text.split_whitespace().count() > MOST_WORDS => None,
        TypedKind::Text(_)
        | TypedKind::Number(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null
        | TypedKind::Reference(_) => Some(inside_title(&speaker.words(value))),
        TypedKind::Call("DATE", arguments) => speaker.call_value("DATE", arguments),
        TypedKind::Call(..) | TypedKind::Unary(..) | TypedKind::Binary(..) => None,
    }
}

/// What a step is called in labels and sentences.
pub(super) fn called(step: &Step, outcomes: &[Outcome], speaker: &Speaker<'_>) -> String {
    match &step.kind {
        StepKind::Set(sets) => {
            let labels: Vec<String> = sets.iter().map(|set| speaker.called(&set.field)).collect();
            format!("Set {}", list(&labels, "and"))
        }
        StepKind::Create { object_label, into, .. } => {
            let words = into.map_or_else(|| object_label.clone(), |into| speaker.record(into));
            format!("Create {words}")
        }
        StepKind::Update { object_label, filter, .. } => {
            format!("Update {object_label} by {}", say::filter_fields(&filter.conditions, speaker))
        }
        StepKind::CallFlow { flow, .. } => format!("Run {}", flow.replace('_', " ")),
        StepKind::Increment { field, .. } => format!("Increment {}", speaker.called(field)),
        StepKind::CreateTask(task) => named("Create Task", &task.subject),
        StepKind::CreateEvent(event) => named("Create Event", &event.subject),
        StepKind::Notify { title: heading, .. } => named("Notify", heading),
        StepKind::Log(text) => named("Log", text),
        StepKind::Chatter { to, text } => {
            let on = to.first().map_or_else(String::new, |first| say::alternative_words(first, speaker));
            match say::first_words(&say::template_words(text)) {
                words if words.is_empty() => format!("Post to Chatter on {on}"),
                words => format!("Post to Chatter on {on}: {words}"),
            }
        }
        StepKind::Cadence(cadence) => cadence_words(cadence),
        StepKind::Run(outcome) => {
            format!("Run {}", outcomes.get(*outcome).map_or("", |each| each.name.as_str()))
        }
        StepKind::If { condition, .. } => speaker.words(condition),
        StepKind::Choose { .. } => "Choose".to_owned(),
        StepKind::Stop(_) => "Stop".to_owned(),
    }
}

/// One thing that a flow does: a verb and what it does it to.
pub(super) type Act = (&'static str, Option<String>);

/// What a step does, in the description of its flow.
pub(super) fn acts(step: &Step, outcomes: &[Outcome], speaker: &Speaker<'_>) -> Vec<Act> {
    vec![match &step.kind {
        StepKind::Set(sets) => return set_acts(sets, speaker),
        StepKind::Increment { field, .. } => ("raises", Some(field.label.clone())),
        StepKind::CreateTask(task) => subject("creates a task", "creates the task", &task.subject),
        StepKind::CreateEvent(event) => subject("creates an event", "creates the event", &event.subject),
        StepKind::Create { object_label, .. } => ("creates", Some(with_article(object_label))),
        StepKind::Update { object_label, .. } => {
            ("updates", Some(format!("every {object_label} that matches")))
        }
        StepKind::Run(outcome) => ("goes on as", outcomes.get(*outcome).map(|outcome| outcome.name.clone())),
        StepKind::CallFlow { flow, .. } => ("runs", Some(flow.replace('_', " "))),
        StepKind::Chatter { .. } => ("posts to Chatter", None),
        StepKind::Notify { to, .. } => ("notifies", Some(say::alternatives(to, speaker))),
        StepKind::Cadence(cadence) => cadence_act(cadence),
        StepKind::Log(_) => ("writes a note to the log", None),
        StepKind::If { .. } | StepKind::Choose { .. } | StepKind::Stop(_) => return Vec::new(),
    }]
}

/// `sets Score`, `sets the Stage and Amount of the Deal`: of each record one.
fn set_acts(sets: &[Set], speaker: &Speaker<'_>) -> Vec<Act> {
    let records: BTreeSet<RecordRef> = sets.iter().map(|set| set.record).collect();
    let of_record = |record: RecordRef| -> Vec<Act> {
        let labels = sets.iter().filter(|set| set.record == record).map(|set| set.field.label.clone());
        match record {
            RecordRef::Named(_) => {
                let labels = list(&labels.collect::<Vec<_>>(), "and");
                vec![("sets", Some(format!("the {labels} of {}", speaker.the(record))))]
            }
            RecordRef::Call
            | RecordRef::Person
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Account
            | RecordRef::Rep
            | RecordRef::Manager
            | RecordRef::Subject => labels.map(|label| ("sets", Some(label))).collect(),
        }
    };
    records.into_iter().flat_map(of_record).collect()
}

fn subject(without: &'static str, with: &'static str, subject: &Expression) -> Act {
    let about = say::about(&say::template_words(subject));
    if about.is_empty() { (without, None) } else { (with, Some(about)) }
}

fn cadence_act(cadence: &Cadence) -> Act {
    match cadence {
        Cadence::Event(name) if name == "Skip" => ("skips the step of the cadence", None),
        Cadence::Event(_) => ("completes the step of the cadence", None),
        Cadence::Remove(_) => ("takes the person out of its cadence", None),
        Cadence::Assign(_) => ("puts the person into a cadence", None),
        Cadence::Pause(_) => ("pauses the cadence", None),
        Cadence::Resume => ("resumes the cadence", None),
    }
}

/// `Create Task: Call Again`
fn named(verb: &str, text: &Expression) -> String {
    let about = say::about(&say::template_words(text));
    if about.is_empty() { verb.to_owned() } else { format!("{verb}: {about}") }
}

fn cadence_words(cadence: &Cadence) -> String {
    match cadence {
        Cadence::Event(name) if name == "Skip" => "Skip Cadence Step".to_owned(),
        Cadence::Event(_) => "Complete Cadence Step".to_owned(),
        Cadence::Remove(_) => "Remove from Cadence".to_owned(),
        Cadence::Assign(name) => format!("Assign to Cadence: {}", title(&name.replace('_', " "))),
        Cadence::Pause(_) => "Pause Cadence".to_owned(),
        Cadence::Resume => "Resume Cadence".to_owned(),
    }
}
