//! Broken and hostile specs: whatever is in the file, there is a project or a message, and never a panic.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use ctiflow::compile;
use ctiflow::diag::{Severity, render};
use ctiflow::org::Org;
use ctiflow::source::{FileId, Source, Sources};
use ctiflow::xml;
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

/// How many broken specs are tried; `CTIFLOW_HOSTILE` says another number.
const CASES: u64 = 400;

/// What is written into specs.
const SHREDS: &[&str] = &[
    "",
    " ",
    "~",
    "null",
    "true",
    "no",
    "0",
    "-1",
    "1e9",
    "99999999999999999999",
    "\"\"",
    "''",
    "[]",
    "{}",
    "[",
    "}",
    ":",
    "#",
    "!x",
    "&a",
    "*a",
    "<<",
    "|",
    ">",
    "%",
    "@",
    "\t",
    "\u{0}",
    "\u{202e}",
    "\u{feff}",
    "]]>",
    "<!--",
    "&amp;",
    "../x",
    "/etc/passwd",
    "é😀",
    "{!",
    "{!person",
    "{!person.Name}",
    "{!call.Id",
    "$Record",
    "{!$Flow.CurrentDate}",
    "=",
    "=(",
    "=1 +",
    "=TODAY()",
    "=NULL",
    "=person.Name",
    "=LEFT(\"x\"",
    "=IF(TRUE, 1, 2)",
    "call",
    "person",
    "contact",
    "lead",
    "account",
    "rep",
    "manager",
    "record",
    "opportunity",
    "Task",
    "Contact",
    "Lead",
    "person.Name",
    "call.WhatId",
    "manager else rep",
    "today",
    "2 business days",
    "1 hour",
    "day at 02:00",
    "week on Monday at 25:00",
    "2026-13-41",
    "Active",
    "Draft",
    "steps:",
    "then:",
    "else:",
    "- run: Connected",
    "- if: TRUE",
    "- stop:",
    "- log: x",
    "- increment: Voicemail_Count__c",
    "otherwise: []",
    "dispositions: [x]",
    "where: ISBLANK(call.Id)",
    "api_name: 1x",
    "existing: true",
    "{ text: 999999 }",
    "counter",
    "datetime",
    "Id",
    "Name__c",
    "X__r",
];

/// A small generator (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }

    fn shred(&mut self) -> &'static str {
        SHREDS[self.below(SHREDS.len())]
    }
}

/// One accident of an editor, or one attack.
fn spoil(spec: &mut Vec<String>, dice: &mut Dice) {
    let at = dice.below(spec.len());
    let other = dice.below(spec.len());
    match dice.below(9) {
        0 => drop(spec.remove(at)),
        1 => spec.insert(at, spec[other].clone()),
        2 => spec.swap(at, other),
        3 => spec[at] = format!("  {}", spec[at]),
        4 => spec[at] = spec[at].trim_start().to_owned(),
        5 => spec.insert(at, format!("{}{}", " ".repeat(dice.below(12)), dice.shred())),
        6 => {
            let value = spec[at].split_once(": ").map(|(key, _)| format!("{key}: {}", dice.shred()));
            spec[at] = value.unwrap_or_default();
        }
        7 => {
            let mut words: Vec<&str> = spec[at].split(' ').collect();
            let word = dice.below(words.len());
            words[word] = dice.shred();
            spec[at] = words.join(" ");
        }
        _ => {
            let cut = spec[at].char_indices().map(|(byte, _)| byte).nth(dice.below(spec[at].chars().count()));
            spec[at].insert_str(cut.unwrap_or(0), dice.shred());
        }
    }
    if spec.is_empty() {
        spec.push(String::new());
    }
}

/// Compiles and renders, and says what is wrong with what comes out.
fn fault(text: &str) -> Option<String> {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("spec.yaml", text));
    let compiled = compile::read(&sources, file).compile(&Org::standard(), "spec.yaml");
    render::text(&compiled.diagnostics, &sources, 50);
    let error = compiled.diagnostics.iter().any(|each| each.code.severity() == Severity::Error);
    let Some(project) = compiled.project else {
        return (!error).then(|| "neither project nor error".to_owned());
    };
    if error {
        return Some("a project and an error".to_owned());
    }
    let files = project.tree.files().filter(|(path, _)| path.ends_with(".xml"));
    files
        .filter_map(|(path, content)| {
            let source = Source::new(path, std::str::from_utf8(content).unwrap());
            xml::read(&source, FileId(0)).err().map(|mistake| format!("{path}: {}", mistake.message))
        })
        .next()
}

#[test]
fn no_spoilt_spec_breaks_the_compiler() {
    let count = std::env::var("CTIFLOW_HOSTILE").ok().map_or(CASES, |count| count.parse().unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs");
    let specs =
        ["minimal.yaml", "outbound-sales.yaml"].map(|name| fs::read_to_string(folder.join(name)).unwrap());
    let mut faults = Vec::new();
    for case in 0..count {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (case + 1).wrapping_mul(0x2545_f491_4f6c_dd1d));
        dice.below(2);
        let mut lines: Vec<String> = specs[dice.below(2)].lines().map(str::to_owned).collect();
        for _ in 0..=dice.below(4) {
            spoil(&mut lines, &mut dice);
        }
        let text = lines.join("\n");
        let found = catch_unwind(|| fault(&text)).unwrap_or_else(|_| Some("a panic".to_owned()));
        if let Some(found) = found {
            faults.push(format!("case {case}: {found}\n{text}\n"));
        }
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
}
