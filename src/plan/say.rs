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

/// What a text is about: up to the first `:` or `(`, merge fields dropped with the preposition before them.
pub(super) fn about(words: &str) -> String {
    let end =
        words.find([':', '(', '\n']).filter(|at| !words[..*at].trim().is_empty()).unwrap_or(words.len());
    let mut kept: Vec<&str> = Vec::new();
    for word in words[..end].split_whitespace() {
        if word.contains('{') {
            while kept.last().is_some_and(|last| PREPOSITIONS.contains(&last.to_lowercase().as_str())) {
                kept.pop();
            }
        } else {
            kept.push(word.trim_end_matches(['.', ',', ';', '!', '?']));
        }
    }
    title(&kept.join(" "))
}

/// A `choose` whose branches compare one thing with constants.
pub(super) struct Comparison {
    /// What is compared, in words.
    pub(super) subject: String,
    /// The label of each branch.
    pub(super) labels: Vec<String>,
}

/// The one thing that all branches compare, if there is one.
pub(super) fn comparison(branches: &[Branch], speaker: &Speaker<'_>) -> Option<Comparison> {
    let parts: Vec<_> = branches.iter().map(|branch| compared(&branch.condition)).collect::<Option<_>>()?;
    let (_, first, _) = parts.first()?;
    let subject = speaker.words(first);
    let same = parts.iter().all(|(_, left, _)| speaker.words(left) == subject);
    let label = |(operator, left, right): &(BinaryOperator, &Expression, &Expression)| {
        branch_label(*operator, &speaker.words(right), left.ty == Type::Number)
    };
    same.then(|| Comparison { labels: parts.iter().map(label).collect(), subject })
}

/// What the conditions of all branches read, if that is one field; else the first condition.
pub(super) fn common_subject(branches: &[Branch], speaker: &Speaker<'_>) -> String {
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

/// `the manager, or else the rep`
pub(super) fn alternatives(alternatives: &[Alternative], speaker: &Speaker<'_>) -> String {
    let say = |each: &Alternative| match &each.field {
        Some(field) => speaker.field(each.record, field),
        None => speaker.the(each.record),
    };
    alternatives.iter().map(say).collect::<Vec<_>>().join(", or else ")
}

/// `Contact and Closed`: the fields of a filter.
pub(super) fn filter_fields(conditions: &[QueryCondition]) -> String {
    let mut labels: Vec<&str> = conditions.iter().map(filter_field).collect();
    labels.dedup();
    let labels: Vec<String> = labels.into_iter().map(str::to_owned).collect();
    super::phrases::list(&labels, "and")
}

/// `Contact`, `ID`: one field of a filter.
pub(super) fn filter_field(condition: &QueryCondition) -> &str {
    match condition.field.name.as_str() {
        "Id" => "ID",
        _ => &condition.field.label,
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
    }
}
