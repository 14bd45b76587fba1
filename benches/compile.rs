//! What compiling costs.
//!
//! `cargo bench` shows the time of the reference program, in-process and cold, and as a process that writes to disk; and the
//! instructions (counted by callgrind, so that no clock is asked) of an outcome in a small and in a large program.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use ctiflow::compile;
use ctiflow::source::{Source, Sources};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const REFERENCE: &str = "specs/outbound-sales.yaml";
const RUNS: usize = 20;
const SMALL: usize = 50;
const LARGE: usize = 1_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--cold", path] => println!("{}", compile_timed(&std::fs::read_to_string(path).unwrap()).as_nanos()),
        ["--outcomes", count] => drop(compile_timed(&program(count.parse().unwrap()))),
        _ => report(),
    }
}

/// Compiles a spec without mistakes, symbol table included.
fn compile_timed(text: &str) -> Duration {
    let began = Instant::now();
    let mut sources = Sources::default();
    let file = sources.add(Source::new(REFERENCE, text));
    let (org, _) = compile::team(&sources, &[]);
    let compiled = compile::read(&sources, file).compile(&org, REFERENCE);
    let took = began.elapsed();
    assert!(compiled.project.is_some(), "{:#?}", compiled.diagnostics);
    took
}

fn report() {
    if Path::new(REFERENCE).is_file() {
        println!("{REFERENCE}, in-process, cold: {:.2?} (at most 10 ms)", median(cold));
        println!("{REFERENCE}, as a process that writes: {:.2?} (at most 40 ms)", median(process));
    }
    let (small, large) = (instructions(SMALL), instructions(LARGE));
    for (outcomes, count) in [(SMALL, small), (LARGE, large)] {
        println!("{outcomes} outcomes of 20 steps: {count} instructions, {} each", count / outcomes as u64);
    }
    let ratio = (large as f64 / LARGE as f64) / (small as f64 / SMALL as f64);
    println!("an outcome of {LARGE} costs {ratio:.2} times one of {SMALL} (at most 1.3)");
}

/// The median of several runs, each in a process of its own.
fn median(once: impl Fn() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| once()).collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn cold() -> Duration {
    let output = Command::new(std::env::current_exe().unwrap()).args(["--cold", REFERENCE]).output().unwrap();
    Duration::from_nanos(String::from_utf8(output.stdout).unwrap().trim().parse().unwrap())
}

fn process() -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
    command.args(["build", REFERENCE, "-o"]).arg(folder.path());
    let began = Instant::now();
    let output = command.output().unwrap();
    let took = began.elapsed();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    took
}

/// The instructions of a process that compiles a program of so many outcomes.
fn instructions(outcomes: usize) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().unwrap())
        .args(["--outcomes", &outcomes.to_string()])
        .output()
        .expect("valgrind counts the instructions: install it");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let line = said
        .lines()
        .find_map(|line| line.split_once("Collected : "))
        .expect("callgrind says what it collected");
    line.1.trim().parse().unwrap()
}

/// A program of so many outcomes, each of 20 steps of many kinds.
fn program(outcomes: usize) -> String {
    let mut spec = String::from(
        "ctiflow: 1\nprogram: Large\nprefix: LRG\ncalls: { where: { Type: Call }, disposition: CallDisposition }\n\
         fields: { Calls__c: counter, Last__c: date }\noutcomes:\n",
    );
    for outcome in 1..=outcomes {
        let _ = write!(spec, "  Outcome {outcome}:\n    dispositions: [Value {outcome}]\n    steps:\n");
        spec.push_str("      - increment: Calls__c\n      - set: { Last__c: =TODAY() }\n");
        for step in 1..=6 {
            let _ = write!(
                spec,
                "      - if: ISBLANK(person.Title) && call.CallDisposition = \"Value {outcome}\"\n        then:\n          \
                 - create_task: {{ subject: \"Call again {step}\", due: {step} business days }}\n        else:\n          \
                 - log: \"Step {step} for {{!person.Name}}\"\n",
            );
        }
    }
    spec
}
