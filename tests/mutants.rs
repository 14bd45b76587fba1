//! The scenarios of the reference program notice wrong flows: of its generated XML with one number, branch, assignment or
//! filter damaged, at least four of five make a scenario fail. `MUTANTS=all` takes every one, and lists those that none notices.

#![allow(clippy::unwrap_used, reason = "it may fail")]

mod bench;
mod damage;

use bench::Parts;
use ctiflow::diag::Sink;
use ctiflow::flow;
use ctiflow::org::Org;
use ctiflow::scenario::{Bench, Manner, Verdict};
use ctiflow::source::{FileId, Source};
use ctiflow::spec::{self, Scenarios};
use ctiflow::xml;
use damage::{Damaged, damaged};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// So many of a hundred must make a scenario fail.
const LEAST: usize = 80;

/// So many are tried where nobody asks for all.
const TRIED: usize = 100;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The committed files of the reference program.
fn files(folder: PathBuf, found: &mut Vec<(String, String)>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        match path.is_dir() {
            true => files(path, found),
            false => found.push((path.to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap())),
        }
    }
}

struct Reference {
    parts: Parts,
    scenarios: Scenarios,
    /// The flows that each scenario ran.
    ran: Vec<BTreeSet<String>>,
    mutants: Vec<(usize, Damaged)>,
}

impl Reference {
    fn load() -> Self {
        let mut sink = Sink::default();
        let path = "specs/outbound-sales.yaml";
        let spec = spec::read(&Source::new(path, read(path)), FileId(0), &mut sink).unwrap();
        let mut found = Vec::new();
        files(root().join("generated/outbound-sales/force-app"), &mut found);
        let parts = Parts::of(Org::standard(), &found, Manner::of(&spec));
        let path = "specs/outbound-sales.scenarios.yaml";
        let scenarios = spec::read_scenarios(&Source::new(path, read(path)), FileId(0), &mut sink).unwrap();
        let bench = parts.bench();
        let ran = scenarios.scenarios.iter().map(|scenario| bench.run(&scenarios, scenario).flows).collect();
        let flows = found.iter().filter(|(path, _)| path.ends_with(".flow-meta.xml")).enumerate();
        let mutants = flows.flat_map(|(at, (_, text))| damaged(text).into_iter().map(move |each| (at, each)));
        Self { mutants: mutants.collect(), parts, scenarios, ran }
    }

    /// The flows with one damaged; nothing where nobody could deploy it.
    fn bench(&self, flow: usize, text: &str) -> Option<Bench> {
        let mut parts = self.parts.clone();
        let name = parts.flows[flow].flow.name.clone();
        let document = xml::read(&Source::new("a", text), FileId::default()).unwrap();
        parts.flows[flow] = flow::read(&name, &document).ok()?;
        Some(parts.bench()).filter(|bench| bench.refusals().is_empty())
    }

    /// Whether a scenario fails. One that never came to the flow need not be run, unless something starts the flow.
    fn is_noticed(&self, flow: usize, bench: &Bench) -> bool {
        let reading = &self.parts.flows[flow].flow;
        let starts = reading.start.trigger_type.is_some();
        let (near, far): (Vec<_>, Vec<_>) =
            self.scenarios.scenarios.iter().zip(&self.ran).partition(|(_, ran)| ran.contains(&reading.name));
        let far = far.into_iter().filter(|_| starts);
        near.into_iter()
            .chain(far)
            .any(|(scenario, _)| bench.run(&self.scenarios, scenario).verdict != Verdict::Passed)
    }
}

#[test]
fn the_scenarios_notice_wrong_flows() {
    let reference = Reference::load();
    let all = std::env::var_os("MUTANTS").is_some_and(|value| value == "all");
    let step = if all { 1 } else { reference.mutants.len() / TRIED };
    let (mut tried, mut survivors) = (0, Vec::new());
    for (flow, mutant) in reference.mutants.iter().step_by(step) {
        let Some(bench) = reference.bench(*flow, &mutant.text) else { continue };
        tried += 1;
        if !reference.is_noticed(*flow, &bench) {
            survivors.push(format!("{}: {}", reference.parts.flows[*flow].flow.name, mutant.what));
        }
    }
    let noticed = tried - survivors.len();
    let words = format!("{noticed} of {tried} noticed; not noticed:\n{}", survivors.join("\n"));
    if all {
        println!("{words}");
    }
    assert!(tried >= TRIED / 2 && noticed * 100 >= LEAST * tried, "{words}");
}
