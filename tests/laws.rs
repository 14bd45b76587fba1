//! Laws of random programs: what holds of every program holds of them, and an edit of one step renames nothing else.
//!
//! `LAWS=2000` in the environment tries so many programs instead of the usual number.

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

#[test]
fn one_step_less_renames_no_other_element() {
    holds(|tree, made, extra| {
        let gone = usize::from(extra) % tree.count().max(1);
        let (shorter, gone) = tree.without(gone);
        let ends = gone.is_some_and(|step| step.may_end());
        let Ok(other) = compile(PATH, &shorter.written().text, &Org::standard()) else { return Ok(()) };
        let (before, after) = (names(tree, &made.flows), names(&shorter, &other.flows));
        // Where a path no longer ends, what is saved on it is saved elsewhere.
        let moved = |place: &(String, String, String)| ends && !place.1.starts_with("step ");
        for (place, names) in before.iter().filter(|(place, _)| !moved(place)) {
            let others = after.get(place).unwrap_or(names);
            if names.difference(others).next().is_some() && others.difference(names).next().is_some() {
                return Err(format!(
                    "{place:?}: {names:?} became {others:?}, without:\n{}",
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
            names.entry(key).or_default().insert(without_number(flow, &element.name));
        }
    }
    names
}

/// The name of a twin without what tells it apart: steps of one name in words may change the hash of what they are, and those
/// that are equal in everything their number. Long ones have in common what their names end with.
fn without_number(flow: &Flow, name: &str) -> String {
    const LONG: usize = 70;
    let Some((base, number)) = name.rsplit_once('_') else { return name.to_owned() };
    let ending = if base.len() > LONG { &base[base.len() - 7..] } else { base };
    let is_twin = |other: &str| other == base || base.len() > LONG && other.ends_with(ending);
    let numbered = number.parse::<u32>().is_ok_and(|number| number > 1);
    let hashed = number.len() == 6 && number.chars().all(|each| matches!(each, '0'..='9' | 'a'..='f'));
    match (numbered || hashed) && flow.elements.iter().any(|element| is_twin(&element.name)) {
        true if base.len() > LONG => ending.to_owned(),
        true => without_number(flow, base),
        false if name.len() > LONG => name[name.len() - 7..].to_owned(),
        false => name.to_owned(),
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
