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
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use random::choices::Choices;
use support::compile;

/// Milliseconds that a failure is made smaller.
const MOST_SHRINKING: u32 = 60_000;

const PATH: &str = "specs/random.yaml";

/// Tries the same programs each time; with `LAWS=n` n others, new ones at each run.
fn runner(usual: u32) -> TestRunner {
    let asked = std::env::var("LAWS").ok().and_then(|count| count.parse().ok());
    let cases = asked.unwrap_or(usual);
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        max_shrink_time: MOST_SHRINKING,
        ..Config::default()
    };
    match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    }
}

#[test]
fn the_flows_do_what_the_spec_means() {
    let strategy = (vec(any::<u16>(), 0..120), vec(any::<u16>(), 0..150));
    let outcome = runner(300).run(&strategy, |(program, story)| {
        let text = random::program(&mut Choices::new(&program)).written().text;
        let Ok(made) = compile(PATH, &text, &Org::standard()) else { return Ok(()) };
        let played = story::played::differences(&made, &story);
        played.map_err(|why| TestCaseError::fail(format!("{why}\n\nthe spec:\n{text}")))
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(TestError::Abort(why)) => panic!("given up: {why}"),
    }
}
