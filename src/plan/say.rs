//! Titles and descriptions of steps.

use super::names::number_word;
use super::reads::of_expression;
use super::words::{Speaker, branch_label, title};
use crate::check::{Alternative, Branch, Due, Expression, QueryCondition, Symbol};
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::{Type, TypedKind};

/// Words that lead to a merge field and go with it: `Follow up with {x}`.
const PREPOSITIONS: &[&str] = &[
    "about", "after", "against", "at", "before", "between", "by", "for", "from", "in", "into", "of", "on",
    "since", "the", "to", "until", "with",
];

/// The words of a text: merge fields as `{}`.
pub(super) fn template_words(text: &Expression) -> String {
    match &text.kind {
        TypedKind::Text(words) => words.clone(),
        TypedKind::Binary(BinaryOperator::Concatenate, left, right) => {
            template_words(left) + &template_words(right)
        }
        TypedKind::Call("LEFT", arguments) if arguments.len() == 2 => template_words(&arguments[0]),
        _ => "{}".to_owned(),
    }
}

/// Most words of a text that a name says.
const MOST_WORDS: usize = 6;

/// The first words of a text that may be long: of its first sentence.
pub(super) fn first_words(words: &str) -> String {
    let sentence = words.split(". ").next().unwrap_or_default();
    about(sentence).split(' ').take(MOST_WORDS).collect::<Vec<_>>().join(" ")
}

/// What a text is about: up to the first `:` or `(`, merge fields dropped with the preposition before them.
pub(super) fn about(words: &str) -> String {
    let end = words
        .find([':', '：', '(', '（', '\n'])
        .filter(|at| !words[..*at].trim().is_empty())
        .unwrap_or(words.len());
    let mut kept: Vec<&str> = Vec::new();
    for word in words[..end].split_whitespace() {
        let beside = beside_fields(word);
        if let Some(beside) = beside {
            kept.push(beside.trim_end_matches(['.', ',', ';', '!', '?']));
        } else if word.contains('{') {
            while kept.last().is_some_and(|last| PREPOSITIONS.contains(&last.to_lowercase().as_str())) {
                kept.pop();
            }
        } else {
            kept.push(word.trim_end_matches(['.', ',', ';', '!', '?']));
        }
    }
    title(&kept.join(" "))
}

/// What stands at a merge field without a space between: `様` of `{}様`, but not the `'s` of `{}'s`.
fn beside_fields(word: &str) -> Option<&str> {
    let inside = word.split("{}").filter(|_| word.contains("{}"));
    inside.map(|part| part.trim_start_matches(['-', '/', '"'])).find(|part| {
        let letters = part.chars().filter(|each| each.is_alphanumeric());
        !part.starts_with(['\'', '’'])
            && letters.clone().any(|each| letters.clone().count() > 1 || !each.is_ascii())
    })
}

/// What a `choose` asks, in words.
pub(super) struct Choices {
    /// What is compared; if branches compare several things, what the first asks.
    pub(super) subject: String,
    /// The label of each branch.
    pub(super) labels: Vec<String>,
    /// Each branch with all that its label leaves to the subject.
    pub(super) full: Vec<String>,
}

/// What the branches of a `choose` ask.
pub(super) fn choices(branches: &[Branch], speaker: &Speaker<'_>) -> Choices {
    let words: Vec<String> = branches.iter().map(|branch| title(&speaker.words(&branch.condition))).collect();
    let Some((subject, labels)) = comparison(branches, speaker) else {
        return Choices { subject: common_subject(branches, speaker), labels: words.clone(), full: words };
    };
    let full = |(label, words): (&String, &String)| match label == words {
        true => words.clone(),
        false => format!("{subject} {label}"),
    };
    let full = labels.iter().zip(&words).map(full).collect();
    Choices { subject, labels, full }
}

/// The one thing that all branches compare with constants, if there is one, and the label of each branch.
fn comparison(branches: &[Branch], speaker: &Speaker<'_>) -> Option<(String, Vec<String>)> {
    let parts: Vec<_> = branches.iter().map(|branch| compared(&branch.condition)).collect::<Option<_>>()?;
    let (_, first, _) = parts.first()?;
    let subject = speaker.words(first);
    let same = parts.iter().all(|(_, left, _)| speaker.words(left) == subject);
    let label = |(operator, left, right): &(BinaryOperator, &Expression, &Expression)| {
        branch_label(*operator, &speaker.words(right), left.ty == Type::Number)
    };
    same.then(|| (subject, parts.iter().map(label).collect()))
}

/// What the conditions of all branches read, if that is one field; else the first condition.
fn common_subject(branches: &[Branch], speaker: &Speaker<'_>) -> String {
    let mut fields: Vec<_> =
        branches.iter().flat_map(|branch| of_expression(&branch.condition).fields).collect();
    fields.dedup();
    match (fields.as_slice(), branches.first()) {
        ([only], _) => speaker.symbol(&Symbol::Field(only.record, only.field.clone())),
        (_, Some(first)) => title(&speaker.words(&first.condition)),
        (_, None) => String::new(),
    }
}

/// `thing operator constant`.
fn compared(condition: &Expression) -> Option<(BinaryOperator, &Expression, &Expression)> {
    match &condition.kind {
        TypedKind::Binary(operator, left, right)
            if is_thing(left)
                && matches!(
                    right.kind,
                    TypedKind::Number(_) | TypedKind::Text(_) | TypedKind::Reference(Symbol::Setting(_))
                ) =>
        {
            Some((*operator, left, right))
        }
        _ => None,
    }
}

/// A name, or a name with what a blank counts as.
fn is_thing(expression: &Expression) -> bool {
    match &expression.kind {
        TypedKind::Reference(_) => true,
        TypedKind::Call("BLANKVALUE", arguments) => arguments.first().is_some_and(is_thing),
        TypedKind::Call(..)
        | TypedKind::Number(_)
        | TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null
        | TypedKind::Unary(..)
        | TypedKind::Binary(..) => false,
    }
}

/// `today`, `in 2 business days`.
pub(super) fn due(due: &Due, speaker: &Speaker<'_>) -> String {
    let days = |count: u32, unit: &str| format!("in {count} {unit}{}", if count == 1 { "" } else { "s" });
    match due {
        Due::Today => "today".to_owned(),
        Due::Days(count) => days(*count, "day"),
        Due::BusinessDays(count) => days(*count, "business day"),
        Due::Hours(count) => days(*count, "hour"),
        Due::Formula(formula) => match &formula.kind {
            TypedKind::Reference(_) => format!("at {}", speaker.given(formula)),
            _ => speaker.given(formula),
        },
    }
}

/// The name of a due date as a resource: `inTwoBusinessDays`.
pub fn due_words(due: &Due) -> String {
    let plural = |count: u32| if count == 1 { "" } else { "s" };
    match due {
        Due::Today => "today".to_owned(),
        Due::Days(count) => format!("in {} day{}", number_word(*count), plural(*count)),
        Due::BusinessDays(count) => format!("in {} business day{}", number_word(*count), plural(*count)),
        Due::Hours(count) => format!("in {} hour{}", number_word(*count), plural(*count)),
        Due::Formula(_) => "due date".to_owned(),
    }
}

/// A record or owner in a name: `Deal`, `Account Owner`.
pub(super) fn alternative_words(alternative: &Alternative, speaker: &Speaker<'_>) -> String {
    let record = speaker.record(alternative.record);
    match &alternative.field {
        Some(field) if field.name == "OwnerId" => format!("{record} Owner"),
        Some(field) => format!("{record} {}", speaker.called(field)),
        None => record,
    }
}

/// `the manager, or else the rep`
pub(super) fn alternatives(alternatives: &[Alternative], speaker: &Speaker<'_>) -> String {
    let say = |each: &Alternative| match &each.field {
        Some(field) => speaker.field(each.record, field),
        None => speaker.the(each.record),
    };
    alternatives.iter().map(say).collect::<Vec<_>>().join(", or else ")
}

/// `Contact and Closed`: the fields of a filter.
pub(super) fn filter_fields(conditions: &[QueryCondition], speaker: &Speaker<'_>) -> String {
    let mut labels: Vec<String> =
        conditions.iter().map(|condition| filter_field(condition, speaker)).collect();
    labels.dedup();
    super::phrases::list(&labels, "and")
}

/// `Contact`, `ID`: one field of a filter.
pub(super) fn filter_field(condition: &QueryCondition, speaker: &Speaker<'_>) -> String {
    match condition.field.name.as_str() {
        "Id" => "ID".to_owned(),
        _ => speaker.called(&condition.field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_say_what_they_are_about() {
        assert_eq!(about("Call {} again (voicemail {})"), "Call Again");
        assert_eq!(about("Follow up with {}"), "Follow Up");
        assert_eq!(about("Review {}: {} voicemails"), "Review");
        assert_eq!(about("Confirm the meeting with {}"), "Confirm the Meeting");
        assert_eq!(about("{} has gone silent: {} calls"), "Has Gone Silent");
        assert_eq!(about("Call again after {}"), "Call Again");
        assert_eq!(about("{}"), "");
        assert_eq!(about("{}様へのフォロー & 確認"), "様へのフォロー & 確認");
        assert_eq!(about("{}'s order for {}"), "Order");
        assert_eq!(
            first_words("{} asked for a new price of all lines today. More: x"),
            "Asked for a New Price of"
        );
    }
}
