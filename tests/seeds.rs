//! The seeds of the fuzzer, and the crashes that it found, without any fuzzer.

#![allow(clippy::unwrap_used, reason = "it may fail")]

#[path = "../fuzz/checks.rs"]
mod checks;

use std::fs;
use std::path::Path;

#[test]
fn every_seed_of_the_fuzzer_passes() {
    for (target, check) in checks::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
        let mut seeds: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        seeds.sort();
        assert!(seeds.len() >= 3, "{target} has few seeds");
        seeds.iter().for_each(|seed| check(&fs::read(seed).unwrap()));
    }
}
