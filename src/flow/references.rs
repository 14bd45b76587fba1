//! What a flow refers to, and the names that it has.

mod collect;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use collect::references;

use super::model::{ElementKind, Flow, Place};

/// One place where a flow refers to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The element, rule or resource that refers; `start` for the start, empty for the flow itself.
    pub owner: &'a str,
    /// Where that was written.
    pub place: Place,
    /// What the reference is there for.
    pub role: Role,
    /// What is referred to, with its steps: `contact.Name`, `$Record.WhoId`.
    pub path: &'a str,
}

/// What a reference is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A value is read.
    Value,
    /// The left side of a condition.
    Condition,
    /// A value is assigned to it.
    Target,
    /// A loop or processor walks through it.
    Collection,
    /// A record or its values are saved or deleted.
    Record,
    /// A formula reads it.
    Formula,
    /// A text merges it.
    Text,
}

impl<'a> Reference<'a> {
    /// The first step: a variable, an element, or a global such as `$Record`.
    pub fn base(&self) -> &'a str {
        base(self.path)
    }

    /// Whether it begins at something that every flow has: `$Record`, `$Flow`, `$User`, …
    pub fn is_global(&self) -> bool {
        self.path.starts_with('$')
    }
}

/// The first step of a path.
pub fn base(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or_default()
}

/// A name that an element, rule, path or resource of a flow has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'a> {
    /// The name.
    pub name: &'a str,
    /// Where its owner was written.
    pub place: Place,
}

/// Every name of a flow. They are one namespace, in which case does not count.
pub fn names<'a>(flow: &'a Flow) -> Vec<Name<'a>> {
    let mut names = Vec::new();
    let mut add = |name: &'a str, place| names.push(Name { name, place });
    for element in &flow.elements {
        add(&element.name, element.place);
        if let ElementKind::Decision(decision) = &element.kind {
            decision.rules.iter().for_each(|rule| add(&rule.name, rule.place));
        }
    }
    let paths = flow.start.scheduled_paths.iter();
    paths.filter_map(|path| path.name.as_deref()).for_each(|name| add(name, flow.place));
    flow.variables.iter().for_each(|each| add(&each.name, each.place));
    flow.formulas.iter().for_each(|each| add(&each.name, each.place));
    flow.constants.iter().for_each(|each| add(&each.name, each.place));
    flow.text_templates.iter().for_each(|each| add(&each.name, each.place));
    flow.other_resources.iter().for_each(|each| add(&each.name, each.place));
    names
}

/// The names that another has before it, ignoring case.
pub fn repeated_names(flow: &Flow) -> Vec<Name<'_>> {
    let mut seen = BTreeSet::new();
    names(flow).into_iter().filter(|each| !seen.insert(each.name.to_lowercase())).collect()
}

/// The references that begin at nothing the flow has.
pub fn unresolved(flow: &Flow) -> Vec<Reference<'_>> {
    let mut known: BTreeSet<_> = names(flow).into_iter().map(|each| each.name.to_lowercase()).collect();
    for element in &flow.elements {
        if let ElementKind::CollectionProcessor(processor) = &element.kind {
            known.extend(processor.item.iter().map(|item| item.to_lowercase()));
        }
    }
    let all = references(flow).into_iter();
    all.filter(|each| !each.is_global() && !known.contains(&each.base().to_lowercase())).collect()
}

/// Whether a name is legal as an API name: letters, digits and single underscores, a letter first, no underscore last, at most
/// 80 characters.
pub fn is_legal_name(name: &str) -> bool {
    let word = |each: char| each.is_ascii_alphanumeric() || each == '_';
    name.len() <= 80
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(word)
        && !name.ends_with('_')
        && !name.contains("__")
}

/// The merge fields of a text: what stands between `{!` and `}`.
pub(super) fn merge_fields(text: &str) -> impl Iterator<Item = &str> {
    text.split("{!").skip(1).filter_map(|rest| rest.split_once('}')).map(|(field, _)| field)
}

/// The references of a formula: as in a text, but not within literals and comments.
fn formula_fields(formula: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = formula;
    while let Some(at) = rest.find(['{', '"', '\'', '/']) {
        rest = &rest[at..];
        rest = match rest.as_bytes() {
            [b'{', b'!', ..] => match rest.split_once('}') {
                Some((field, behind)) => {
                    found.push(&field["{!".len()..]);
                    behind
                }
                None => "",
            },
            [b'/', b'*', ..] => rest.split_once("*/").map_or("", |(_, behind)| behind),
            [quote @ (b'"' | b'\''), ..] => behind_literal(&rest[1..], char::from(*quote)),
            _ => &rest[1..],
        };
    }
    found
}

/// What follows a literal; a backslash escapes the next character.
fn behind_literal(text: &str, quote: char) -> &str {
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return &text[at + 1..],
            _ => {}
        }
    }
    ""
}
