//! The order of the rooms (`docs/architecture.md`), and the sizes that keep them readable.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room knows only those above it.
const ORDER: &[&str] = &[
    "source", "diag", "xml", "schema", "formula", "flow", "org", "spec", "check", "plan", "build", "project",
    "lint", "budget", "simulate", "scenario", "docs", "compile", "cli",
];

/// Files that are one table or one model, read row by row: they may be longer than 500 lines.
const TABLES: &[&str] = &[
    "src/flow/model.rs",
    "src/formula/functions/table.rs",
    "src/org/completed.rs",
    "src/spec/keys.rs",
    "src/spec/model.rs",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => sources(&path, found),
            false if path.extension().is_some_and(|extension| extension == "rs") => found.push(path),
            false => {}
        }
    }
}

/// Every source file by its path from the root, with its text.
fn files() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    let named = |path: PathBuf| {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read_to_string(path).unwrap())
    };
    paths.into_iter().map(named).collect()
}

/// `src/diag/codes.rs` and `src/diag.rs` are of the room `diag`; the roots of the crate are of none.
fn room(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    let first = inside.split('/').next()?.trim_end_matches(".rs");
    (first != "lib" && first != "main").then_some(first)
}

/// The rooms that a text names: `crate::room::…`, `use crate::{room::…, room}`.
fn named_rooms(text: &str) -> Vec<&str> {
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let mut rooms = Vec::new();
    for line in code {
        for (at, marker) in line.match_indices("crate::") {
            let behind = &line[at + marker.len()..];
            let end = behind.find(|character: char| !character.is_alphanumeric() && character != '_');
            let name = &behind[..end.unwrap_or(behind.len())];
            assert!(!name.is_empty(), "write one room per `use`, not `{}`", line.trim());
            rooms.push(name);
        }
    }
    rooms
}

#[test]
fn a_room_knows_only_those_above_it() {
    let rank = |room: &str| ORDER.iter().position(|each| *each == room);
    let mut wrong = Vec::new();
    for (path, text) in files() {
        let Some(own) = room(&path) else { continue };
        let Some(own_rank) = rank(own) else { panic!("{path} is of no room of the order: {own}") };
        for other in named_rooms(&text) {
            if rank(other).is_none_or(|rank| rank > own_rank) {
                wrong.push(format!("{path} knows {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_knows_disk_clock_and_environment() {
    let outside = ["std::fs", "std::env", "std::process", "std::time", "std::net", "std::thread"];
    let files = files();
    let library = files.iter().filter(|(path, _)| room(path).is_some_and(|room| room != "cli"));
    let wrong: Vec<String> = library
        .flat_map(|(path, text)| {
            outside.iter().filter(|name| text.contains(**name)).map(move |name| (path, name))
        })
        .map(|(path, name)| format!("{path} uses {name}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short() {
    let files = files();
    let mut lengths: Vec<usize> = files.values().map(|text| text.lines().count()).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 150, "the median file has {median} lines");
    let long: Vec<&String> = files
        .iter()
        .filter(|(path, text)| text.lines().count() > 500 && !TABLES.contains(&path.as_str()))
        .map(|(path, _)| path)
        .collect();
    assert!(long.is_empty(), "over 500 lines: {long:?}");
}
