//! What a flow does for the user, from its steps: for a flow that the spec does not describe.

use super::monitor::duration_words;
use super::phrases::{list, with_article};
use super::say;
use super::words::Speaker;
use crate::check::{
    Cadence, Expression, Monitor, MonitorFlow, Outcome, OutcomeKind, RecordRef, Set, Step, StepKind,
};
use std::collections::BTreeSet;

/// More different things than this are not listed.
const MOST_ACTS: usize = 6;

/// One thing that a flow does: a verb and what it does it to.
type Act = (&'static str, Option<String>);

/// What an outcome's flow does.
pub(super) fn of_outcome(outcome: &Outcome, outcomes: &[Outcome], speaker: &Speaker<'_>) -> String {
    if let Some(description) = &outcome.description {
        return description.clone();
    }
    let when = match outcome.kind {
        OutcomeKind::Named if outcome.dispositions.is_empty() => {
            "Runs where another outcome goes on as this one.".to_owned()
        }
        OutcomeKind::Named => {
            format!("Runs for each call with the disposition {}.", list(&outcome.dispositions, "or"))
        }
        OutcomeKind::Unrecognized => "Runs for each call whose disposition belongs to no outcome.".to_owned(),
        OutcomeKind::NoPerson => {
            "Runs for each call whose person was not found: deleted, or a converted lead.".to_owned()
        }
    };
    match does(&outcome.steps, outcomes, speaker) {
        Some(does) => format!("{when} It {does}."),
        None => when,
    }
}

/// What a monitor's flow does.
pub(super) fn of_monitor(monitor: &Monitor, flow: &MonitorFlow, speaker: &Speaker<'_>) -> String {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let every = &monitor.every;
    let day = every.weekday.and_then(|day| DAYS.get(usize::from(day))).copied().unwrap_or("day");
    let when = format!("every {day} at {:02}:{:02}", every.hour, every.minute);
    let once = monitor.once_in.map_or_else(String::new, |once_in| {
        format!(", at most once in {} for each", duration_words(once_in).to_lowercase())
    });
    if let Some(description) = &monitor.description {
        return format!("{description} Runs {when}{once}.");
    }
    let filter =
        flow.filter.as_ref().map_or_else(String::new, |filter| format!(" where {}", speaker.filter(filter)));
    let looks = format!("Looks {when} at each {}{filter}.", flow.object_label);
    let does = does(&flow.steps, &[], speaker).unwrap_or_else(|| "does nothing more".to_owned());
    let condition = flow.condition.as_ref().map(|condition| speaker.sentence(condition));
    match condition {
        Some(Some(condition)) => format!("{looks} If {condition}, it {does}{once}."),
        Some(None) => format!("{looks} If its condition holds, it {does}{once}."),
        None => format!("{looks} It {does}{once}."),
    }
}

/// `raises Voicemail Count and creates the tasks Review, Email and Call Again`
fn does(steps: &[Step], outcomes: &[Outcome], speaker: &Speaker<'_>) -> Option<String> {
    let mut acts = Vec::new();
    gather(steps, outcomes, speaker, &mut acts);
    let mut verbs: Vec<(&'static str, Vec<String>)> = Vec::new();
    for (verb, object) in acts {
        match verbs.iter_mut().find(|(known, _)| *known == verb) {
            Some((_, objects)) => objects.extend(object.filter(|object| !objects.contains(object))),
            None => verbs.push((verb, object.into_iter().collect())),
        }
    }
    let more = verbs.len() > MOST_ACTS;
    let mut said: Vec<String> =
        verbs.iter().take(MOST_ACTS).map(|(verb, objects)| phrase(verb, objects)).collect();
    if more {
        said.push("more".to_owned());
    }
    (!said.is_empty()).then(|| list(&said, "and"))
}

/// `creates the task {}`: with several objects it is `creates the tasks {}`.
fn phrase(verb: &str, objects: &[String]) -> String {
    let plural = match (verb, objects.len()) {
        ("creates the task", 2..) | ("creates the event", 2..) => "s",
        _ => "",
    };
    format!("{verb}{plural} {}", list(objects, "and")).trim_end().to_owned()
}

fn gather(steps: &[Step], outcomes: &[Outcome], speaker: &Speaker<'_>, acts: &mut Vec<Act>) {
    for step in steps {
        match &step.kind {
            StepKind::If { then, otherwise, .. } => {
                gather(then, outcomes, speaker, acts);
                gather(otherwise, outcomes, speaker, acts);
            }
            StepKind::Choose { branches, otherwise } => {
                branches.iter().for_each(|branch| gather(&branch.steps, outcomes, speaker, acts));
                gather(otherwise.as_deref().unwrap_or_default(), outcomes, speaker, acts);
            }
            StepKind::Set(sets) => acts.extend(set_acts(sets, speaker)),
            StepKind::Increment { field, .. } => acts.push(("raises", Some(field.label.clone()))),
            StepKind::CreateTask(task) => {
                acts.push(subject("creates a task", "creates the task", &task.subject))
            }
            StepKind::CreateEvent(event) => {
                acts.push(subject("creates an event", "creates the event", &event.subject));
            }
            StepKind::Create { object_label, .. } => acts.push(("creates", Some(with_article(object_label)))),
            StepKind::Update { object_label, .. } => {
                acts.push(("updates", Some(format!("every {object_label} that matches"))));
            }
            StepKind::Run(outcome) => {
                acts.push(("goes on as", outcomes.get(*outcome).map(|outcome| outcome.name.clone())));
            }
            StepKind::CallFlow { flow, .. } => acts.push(("runs", Some(flow.replace('_', " ")))),
            StepKind::Chatter { .. } => acts.push(("posts to Chatter", None)),
            StepKind::Notify { to, .. } => acts.push(("notifies", Some(say::alternatives(to, speaker)))),
            StepKind::Cadence(cadence) => acts.push(cadence_act(cadence)),
            StepKind::Log(_) => acts.push(("writes a note to the log", None)),
            StepKind::Stop(_) => {}
        }
    }
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
