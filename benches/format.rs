//! What formatting costs beside quick-xml, and linting beside formatting.
//!
//! `cargo bench --bench format` takes every metadata file below `$CTIFLOW_SHARED/corpus`; without one it makes a corpus of its
//! own. It shows, side by side:
//!
//! - reading to a tree, ordering and writing, beside handing the same bytes from quick-xml's reader to its writer. Both take
//!   turns in one run; the fastest turn of each counts;
//! - the same for one file of growing size: the cost of a byte stays the same, but for what the memory of the machine costs;
//! - `ctiflow fmt --check` and `ctiflow lint` of the binary, over the files in a folder.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use ctiflow::schema;
use ctiflow::source::{FileId, Source};
use ctiflow::xml::{read, write};
use quick_xml::{Reader, Writer};
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use walkdir::WalkDir;

const TURNS: usize = 30;
const COMMAND_TURNS: usize = 5;
const GROWTH: [usize; 4] = [1_000, 4_000, 16_000, 64_000];
/// How many files of which size the bench makes, where there is no corpus.
const MADE: [(usize, usize); 3] = [(300, 5), (200, 25), (20, 120)];

fn main() {
    let made = tempfile::tempdir().unwrap();
    let folder = match std::env::var("CTIFLOW_SHARED") {
        Ok(shared) => Path::new(&shared).join("corpus"),
        Err(_) => make_corpus(made.path()).to_owned(),
    };
    let texts = corpus(&folder);
    let bytes: usize = texts.iter().map(|source| source.text.len()).sum();
    println!("{} files, {:.1} MB", texts.len(), megabytes(bytes));
    let [ours, theirs] = race([&|| texts.iter().for_each(format), &|| texts.iter().for_each(copy)], TURNS);
    let rate = |bytes: usize, time: Duration| megabytes(bytes) / time.as_secs_f64();
    println!("read, order, write:          {:6.1} MB/s", rate(bytes, ours));
    println!("quick-xml, events to writer: {:6.1} MB/s", rate(bytes, theirs));
    println!("ratio {:.2} (at least 0.50)", theirs.as_secs_f64() / ours.as_secs_f64());
    for elements in GROWTH {
        let text = Source::new("grown", flow(elements));
        let [ours, theirs] = race([&|| format(&text), &|| copy(&text)], COMMAND_TURNS);
        let bytes = text.text.len();
        let (size, ours, theirs) = (megabytes(bytes), rate(bytes, ours), rate(bytes, theirs));
        println!(
            "{size:6.2} MB in one file: {ours:6.1} MB/s, quick-xml {theirs:6.1} MB/s, ratio {:.2}",
            ours / theirs
        );
    }
    let [fmt, lint] =
        race([&|| ctiflow(&["fmt", "--check"], &folder), &|| ctiflow(&["lint"], &folder)], COMMAND_TURNS);
    println!("ctiflow fmt --check: {:6.0} ms", fmt.as_secs_f64() * 1e3);
    println!("ctiflow lint:        {:6.0} ms", lint.as_secs_f64() * 1e3);
    println!("ratio {:.2} (at most 5)", lint.as_secs_f64() / fmt.as_secs_f64());
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn corpus(folder: &Path) -> Vec<Source> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let metadata = files.filter(|entry| entry.file_name().to_string_lossy().ends_with("-meta.xml"));
    metadata.map(|entry| Source::new("corpus", std::fs::read_to_string(entry.path()).unwrap())).collect()
}

/// Two works take turns; the fastest turn of each counts.
fn race(works: [&dyn Fn(); 2], turns: usize) -> [Duration; 2] {
    let mut fastest = [Duration::MAX; 2];
    for _ in 0..turns {
        for (work, fastest) in works.iter().zip(&mut fastest) {
            let began = Instant::now();
            work();
            *fastest = (*fastest).min(began.elapsed());
        }
    }
    fastest
}

/// What `ctiflow fmt` does between reading a file and writing it.
fn format(source: &Source) {
    let mut document = read(source, FileId(0)).unwrap();
    schema::arrange(&mut document);
    black_box(write(&document));
}

fn copy(source: &Source) {
    let mut reader = Reader::from_str(&source.text);
    let mut writer = Writer::new(Vec::with_capacity(source.text.len()));
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            event => writer.write_event(event).unwrap(),
        }
    }
    black_box(writer.into_inner());
}

/// A command of the binary; what it finds does not count.
fn ctiflow(command: &[&str], folder: &Path) {
    let mut run = Command::new(env!("CARGO_BIN_EXE_ctiflow"));
    let status = run.args(command).arg(folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(matches!(status.unwrap().code(), Some(0 | 1)));
}

fn make_corpus(folder: &Path) -> &Path {
    for (files, elements) in MADE {
        for file in 0..files {
            let path = folder.join(format!("Flow_{elements}_{file}.flow-meta.xml"));
            std::fs::write(path, flow(elements)).unwrap();
        }
    }
    folder
}

/// A flow of so many assignments, none in its place.
fn flow(elements: usize) -> String {
    let mut text = String::from("<Flow xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n");
    for element in 0..elements {
        let name = element.wrapping_mul(7919) % elements;
        let _ = writeln!(
            text,
            "    <assignments>\n        <name>Set_{name}</name>\n        <label>Set &amp; say {name}</label>\n        \
             <locationX>0</locationX>\n        <locationY>0</locationY>\n        <assignmentItems>\n            \
             <assignToReference>counter</assignToReference>\n            <operator>Add</operator>\n            \
             <value>\n                <numberValue>1.0</numberValue>\n            </value>\n        </assignmentItems>\n    \
             </assignments>"
        );
    }
    text.push_str("</Flow>\n");
    text
}
