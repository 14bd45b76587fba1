//! Laws of random programs: what holds of every program holds of them, and an edit of one step renames nothing else.
//!
//! `LAWS=2000` in the environment tries so many programs instead of the usual number.

#[allow(dead_code, reason = "other tests use the rest")]
mod random;
mod soundness;
mod support;

use ctiflow::flow::Flow;
use ctiflow::org::Org;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use random::choices::Choices;
use random::tree::{Tree, Written};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use support::{Made, compile};

const PATH: &str = "specs/random.yaml";

/// Tries the same 120 programs each time; with `LAWS=n` n others, new ones at each run.
fn runner() -> TestRunner {
    let asked = std::env::var("LAWS").ok().and_then(|count| count.parse().ok());
    let cases = asked.unwrap_or(120);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4000, ..Config::default() };
    match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    }
}

/// Tries a law on random programs. Of those that the checker refuses there may only be few.
fn holds(law: impl Fn(&Tree, &Made, u16) -> Result<(), String>) {
    let (tried, refused) = (Cell::new(0), Cell::new(0));
    let reasons = std::cell::RefCell::new(Vec::new());
    let strategy = (vec(any::<u16>(), 0..250), any::<u16>());
    let outcome = runner().run(&strategy, |(numbers, extra)| {
        let tree = random::program(&mut Choices::new(&numbers));
        let text = tree.written().text;
        tried.set(tried.get() + 1);
        match compile(PATH, &text, &Org::standard()) {
            Ok(made) => {
                law(&tree, &made, extra).map_err(|why| TestCaseError::fail(format!("{why}\n\n{text}")))
            }
            Err(why) => {
                refused.set(refused.get() + 1);
                reasons.borrow_mut().push(why);
                Ok(())
            }
        }
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let (tried, refused) = (tried.get(), refused.get());
    assert!(
        refused * 4 < tried,
        "{refused} of {tried} programs were refused:\n{}",
        reasons.borrow().join("\n")
    );
}

#[test]
fn every_program_keeps_the_laws() {
    holds(|_, made, _| {
        let problems = soundness::problems(made, &Org::standard());
        if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
    });
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    holds(|tree, made, _| {
        let again = compile(PATH, &tree.written().text, &Org::standard())?;
        if again.tree == made.tree { Ok(()) } else { Err("other bytes".to_owned()) }
    });
}

/// The names of a program's elements by what they belong to: flow, line or step of the spec, label.
type Names = BTreeMap<(String, String, String), BTreeSet<String>>;

/// Only its twins in words may be renamed: which of steps that say the same is the first, an edit of one of them decides.
#[test]
fn one_step_less_renames_no_other_element() {
    holds(|tree, made, extra| {
        let gone = usize::from(extra) % tree.count().max(1);
        let (shorter, gone) = tree.without(gone);
        let Some(gone) = gone else { return Ok(()) };
        let Ok(other) = compile(PATH, &shorter.written().text, &Org::standard()) else { return Ok(()) };
        let (before, after) = (names(tree, &made.flows), names(&shorter, &other.flows));
        // With the last step in it an `if` is gone too.
        let stays: BTreeSet<(&str, &str)> =
            after.keys().map(|(flow, place, _)| (&**flow, &**place)).collect();
        let of_gone = before.iter().filter(|((flow, place, _), _)| !stays.contains(&(&**flow, &**place)));
        let twins: BTreeSet<String> =
            of_gone.flat_map(|(_, names)| names.iter().map(|name| in_words(name))).collect();
        let others = |names: &BTreeSet<String>| -> BTreeSet<String> {
            names.iter().filter(|name| !twins.contains(&in_words(name))).cloned().collect()
        };
        // Where a path no longer ends, what is saved on it is saved elsewhere.
        let moved = |place: &(String, String, String)| gone.may_end() && !place.1.starts_with("step ");
        for (place, names) in before.iter().filter(|(place, _)| !moved(place)) {
            let Some(later) = after.get(place) else { continue };
            let (names, later) = (others(names), others(later));
            if names.difference(&later).next().is_some() && later.difference(&names).next().is_some() {
                return Err(format!(
                    "{place:?}: {names:?} became {later:?}, without:\n{}",
                    shorter.written().text
                ));
            }
        }
        Ok(())
    });
}

fn names(tree: &Tree, flows: &[Flow]) -> Names {
    let written = tree.written();
    let mut names = Names::new();
    for flow in flows {
        for element in &flow.elements {
            let place = element.place.0.map_or_else(String::new, |span| place(&written, span.start));
            let key = (flow.name.clone(), place, element.label.clone());
            names.entry(key).or_default().insert(element.name.clone());
        }
    }
    names
}

/// A name without what tells twins apart: the hash of what they are, the number of those that are equal in everything.
fn in_words(name: &str) -> String {
    let is_hash =
        |part: &&str| part.len() == 6 && part.chars().all(|each| matches!(each, '0'..='9' | 'a'..='f'));
    let words: Vec<&str> = name.split('_').filter(|part| !is_hash(part)).collect();
    match words.split_last() {
        Some((last, words)) if last.parse::<u32>().is_ok_and(|number| number > 1) => words.join("_"),
        _ => words.join("_"),
    }
}

/// The step that stands at a byte, or the line where none does.
fn place(written: &Written, byte: u32) -> String {
    let before = written.text.get(..byte as usize).unwrap_or_default();
    let line = before.matches('\n').count();
    match written.steps.get(line) {
        Some(Some(step)) => format!("step {step}"),
        _ => written.text.lines().nth(line).unwrap_or_default().trim().to_owned(),
    }
}
