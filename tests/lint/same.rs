//! What does not change a flow does not change its findings: the order of its parts, its names, its line ends.

use std::collections::BTreeSet;

use ctiflow::lint::RULES;
use ctiflow::source::{FileId, Source};
use ctiflow::xml::{self, Document, NodeId};

use super::package::{Case, Linted, cases};

type Files = Vec<(String, String)>;

/// The wrong case of every page.
fn wrong_cases() -> impl Iterator<Item = (&'static str, Case)> {
    RULES.iter().filter_map(|rule| {
        let case = cases(rule.about.page).into_iter().find(|case| case.title == "Wrong")?;
        Some((rule.about.name, case))
    })
}

/// What is found: rule and message, in order of their words.
fn found(files: &Files) -> Vec<String> {
    let words =
        Linted::of(files).findings.into_iter().map(|each| format!("{}: {}", each.code.name(), each.message));
    words.collect()
}

/// The same files, each text changed.
fn changed(files: &Files, change: impl Fn(&str) -> String) -> Files {
    files.iter().map(|(path, text)| (path.clone(), change(text))).collect()
}

fn differences(change: impl Fn(&Files) -> Vec<(Files, String, String)>) -> Vec<String> {
    let mut differences = Vec::new();
    for (name, case) in wrong_cases() {
        for (files, from, to) in change(&case.files) {
            let words = |all: Vec<String>| {
                let mut words: Vec<String> = all.iter().map(|each| each.to_lowercase()).collect();
                words.sort();
                words
            };
            let before = words(found(&case.files).iter().map(|each| renamed(each, &from, &to)).collect());
            let after = words(found(&files));
            if before != after {
                differences.push(format!("{name} ({from} -> {to}):\n  {before:?}\n  {after:?}"));
            }
        }
    }
    differences
}

fn unnamed(files: Files) -> Vec<(Files, String, String)> {
    vec![(files, String::new(), String::new())]
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let found = differences(|files| unnamed(changed(files, |text| text.replace('\n', "\r\n"))));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_order_of_elements_changes_nothing() {
    let found = differences(|files| unnamed(changed(files, turned)));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The elements and resources of one tag, the last first.
fn turned(text: &str) -> String {
    let mut document: Document = xml::read(&Source::new("x", text), FileId(0)).unwrap();
    let root = document.root();
    let nodes: Vec<(String, NodeId)> = root.nodes().map(|node| (node.tag().to_owned(), node.id())).collect();
    let runs = nodes.chunk_by(|one, other| one.0 == other.0);
    let order: Vec<NodeId> = runs.flat_map(|run| run.iter().rev().map(|(_, id)| *id)).collect();
    let id = root.id();
    document.reorder(id, &order);
    xml::write(&document)
}

#[test]
fn the_names_of_elements_change_nothing() {
    let found = differences(|files| {
        let one = |name: String| {
            let new = format!("Zz_{name}");
            (changed(files, |text| renamed(text, &name, &new)), name, new)
        };
        names(files).into_iter().map(one).collect()
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The names of elements, but for those that something else is called by.
fn names(files: &Files) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, text) in files {
        let document = xml::read(&Source::new("x", text.clone()), FileId(0)).unwrap();
        let elements = document.root().children().filter(|node| node.child("locationX").is_some());
        names.extend(elements.filter_map(|node| Some(node.leaf("name")?.to_owned())));
    }
    let is_path = |name: &str| files.iter().any(|(path, _)| path.contains(&format!("/{name}.")));
    let folded: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let is_alone = |name: &str| folded.iter().filter(|each| **each == name.to_lowercase()).count() == 1;
    names.retain(|name| name.contains('_') && name.len() < 70 && !is_path(name) && is_alone(name));
    names
}

/// A text in which a word is another.
fn renamed(text: &str, from: &str, to: &str) -> String {
    if from.is_empty() {
        return text.to_owned();
    }
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut renamed = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let (before, found) = rest.split_at(at);
        let behind = &found[from.len()..];
        let last = before.chars().last().or(renamed.chars().last());
        let apart = !last.is_some_and(is_word);
        renamed += before;
        renamed += if apart && !behind.starts_with(is_word) { to } else { from };
        rest = behind;
    }
    renamed + rest
}
