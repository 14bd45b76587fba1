//! What a flow does for the user, from its steps: for a flow that the spec does not describe.

use super::identity;
use super::monitor::duration_words;
use super::phrases::list;
use super::words::Speaker;
use crate::check::{Monitor, MonitorFlow, Outcome, OutcomeKind, Step};

/// More different things than this are not listed.
const MOST_ACTS: usize = 6;

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

fn gather(steps: &[Step], outcomes: &[Outcome], speaker: &Speaker<'_>, acts: &mut Vec<identity::Act>) {
    for step in steps {
        acts.extend(identity::acts(step, outcomes, speaker));
        step.parts().arms.into_iter().for_each(|arm| gather(arm, outcomes, speaker, acts));
    }
}
