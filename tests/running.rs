//! The law that ties it together: running the generated XML does what the spec means.
//!
//! Random programs are compiled to bytes and run in the engine; an interpreter of specs says what must come out.
//! `LAWS=2000` in the environment tries so many programs instead of the usual number.

mod interpreter;
#[allow(dead_code, reason = "other tests use the rest")]
mod random;
mod story;
#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use ctiflow::org::Org;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use random::choices::Choices;
use std::cell::{Cell, RefCell};
use story::PATH;
use story::played::{Story, differences};
use story::reduced::Failure;
use support::compile;

/// Tries the same programs each time; with `LAWS=n` n others, new ones at each run.
fn runner(usual: u32) -> TestRunner {
    let asked = std::env::var("LAWS").ok().and_then(|count| count.parse().ok());
    let cases = asked.unwrap_or(usual);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    }
}

#[test]
fn the_flows_do_what_the_spec_means() {
    let strategy = (vec(any::<u16>(), 0..120), vec(any::<u16>(), 0..150));
    let failed = RefCell::new(None);
    let (tried, refused) = (Cell::new(0), RefCell::new(Vec::new()));
    let outcome = runner(300).run(&strategy, |(program, numbers)| {
        let tree = random::program(&mut Choices::new(&program));
        tried.set(tried.get() + 1);
        let made = match compile(PATH, &tree.written().text, &Org::standard()) {
            Ok(made) => made,
            Err(why) => {
                refused.borrow_mut().push(why);
                return Ok(());
            }
        };
        let story = Story::random(&made, &numbers);
        if let Err(why) = differences(&made, &story) {
            *failed.borrow_mut() = Some((tree, story));
            return Err(TestCaseError::fail(why));
        }
        Ok(())
    });
    if let Err(error) = outcome {
        let failure = failed.take().and_then(|(tree, story)| Failure::of(tree, story));
        panic!("{}", failure.map_or_else(|| error.to_string(), |failure| failure.reduced().to_string()));
    }
    let (tried, refused) = (tried.get(), refused.take());
    assert!(refused.len() * 4 < tried, "{} of {tried} were refused:\n{}", refused.len(), refused.join("\n"));
}
