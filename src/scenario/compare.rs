//! What was expected beside what happened: records and messages, field by field, in words.

use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use std::collections::BTreeMap;

/// A record that is created, or an action that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Its object, or the name of the action.
    pub(super) what: String,
    /// What its fields or inputs say; those without a value are not there.
    pub(super) says: BTreeMap<String, String>,
}

/// An item that is expected.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub(super) item: Item,
    /// Where it is written, and where each of its fields is.
    pub(super) span: Span,
    pub(super) places: BTreeMap<String, Span>,
    /// Fields that must say something, whatever it is.
    pub(super) any: &'static [&'static str],
    pub(super) times: u32,
}

impl Expected {
    /// Whether a field says what it should.
    fn agrees(&self, seen: &Item, field: &str) -> bool {
        match self.any.contains(&field) {
            true => seen.says.contains_key(field),
            false => self.item.says.get(field) == seen.says.get(field),
        }
    }

    /// All fields of which one of both sides says something.
    fn fields<'a>(&'a self, seen: &'a Item) -> impl Iterator<Item = &'a str> {
        let more = seen.says.keys().filter(|field| !self.item.says.contains_key(*field));
        let own = self.item.says.keys().chain(more).map(String::as_str);
        own.chain(
            self.any
                .iter()
                .copied()
                .filter(|field| !self.item.says.contains_key(*field) && !seen.says.contains_key(*field)),
        )
    }

    fn is_met(&self, seen: &Item) -> bool {
        self.item.what == seen.what && self.fields(seen).all(|field| self.agrees(seen, field))
    }

    /// Whether an item is probably the one that is meant, with something wrong in it.
    fn is_like(&self, seen: &Item) -> bool {
        let (all, right) = self
            .fields(seen)
            .fold((0, 0), |(all, right), field| (all + 1, right + usize::from(self.agrees(seen, field))));
        self.item.what == seen.what && right * 2 >= all
    }

    /// What is wrong in an item that should be this one.
    fn differences(&self, seen: &Item) -> Vec<Diagnostic> {
        let wrong = self.fields(seen).filter(|field| !self.agrees(seen, field));
        let difference = |field: &str| {
            let place = self.places.get(field).copied().unwrap_or(self.span);
            let (was, wanted) = (seen.says.get(field), self.item.says.get(field));
            let wanted = if self.any.contains(&field) { "some value".to_owned() } else { quoted(wanted) };
            failed(
                place,
                format!("`{field}` of the {} is {}, and {wanted} was expected", self.item.what, quoted(was)),
            )
        };
        wrong.map(difference).collect()
    }
}

/// A difference between what was expected and what happened.
pub(super) fn failed(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::ScenarioFailed, span, message)
}

/// A value in words.
pub(super) fn quoted(value: Option<&String>) -> String {
    value.map_or_else(|| "blank".to_owned(), |value| format!("`{}`", value.replace(['\n', '\r'], " ")))
}

/// What differs between items that were expected and those that were seen; `span` is the place for what nobody expects.
pub(super) fn compare(expected: &[Expected], seen: Vec<Item>, span: Span) -> Vec<Diagnostic> {
    let mut left = seen;
    let mut missing: Vec<(&Expected, u32)> = Vec::new();
    for each in expected {
        let met = (0..each.times).filter(|_| take(&mut left, |item| each.is_met(item)).is_some()).count();
        missing.push((each, each.times - u32::try_from(met).unwrap_or(each.times)));
    }
    let mut differences = Vec::new();
    for (each, open) in missing {
        let mut open = open;
        while open > 0 {
            let Some(like) = take(&mut left, |item| each.is_like(item)) else { break };
            differences.extend(each.differences(&like));
            open -= 1;
        }
        if open > 0 {
            let message = format!("{} was expected, and is not there", counted(&each.item, open));
            differences.push(failed(each.span, message));
        }
    }
    while let Some(first) = left.first().cloned() {
        let all = left.len();
        left.retain(|item| *item != first);
        let times = u32::try_from(all - left.len()).unwrap_or(u32::MAX);
        differences.push(failed(span, format!("{} is there, and was not expected", counted(&first, times))));
    }
    differences
}

fn take(items: &mut Vec<Item>, fits: impl Fn(&Item) -> bool) -> Option<Item> {
    let at = items.iter().position(fits)?;
    Some(items.remove(at))
}

fn counted(item: &Item, times: u32) -> String {
    let says: Vec<String> =
        item.says.iter().map(|(field, value)| format!("{field} {}", quoted(Some(value)))).collect();
    let number = if times == 1 { String::new() } else { format!("{times} times: ") };
    format!("{number}{} ({})", item.what, says.join(", "))
}
