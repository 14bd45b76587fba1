//! What formatting costs, beside what quick-xml needs only to copy its events.
//!
//! `cargo bench --bench format` reads, orders and writes every metadata file below `$CTIFLOW_SHARED/corpus` (without one,
//! those of `generated`), and hands the same bytes as events from quick-xml's reader to its writer. Both take turns in one
//! run; the fastest turn of each counts. Then files of growing size show that the cost of a byte stays the same.

#![allow(clippy::unwrap_used, reason = "it may fail")]

use ctiflow::schema;
use ctiflow::source::{FileId, Source};
use ctiflow::xml::{read, write};
use quick_xml::{Reader, Writer};
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use walkdir::WalkDir;

const TURNS: usize = 30;
const GROWTH: [usize; 4] = [1_000, 4_000, 16_000, 64_000];

fn main() {
    let texts = corpus();
    let bytes: usize = texts.iter().map(String::len).sum();
    let (ours, theirs) = race(&texts);
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!("{} files, {:.1} MB", texts.len(), bytes as f64 / 1e6);
    println!("read, order, write:          {:6.1} MB/s", rate(ours));
    println!("quick-xml, events to writer: {:6.1} MB/s", rate(theirs));
    println!("ratio {:.2} (at least 0.50)", rate(ours) / rate(theirs));
    for elements in GROWTH {
        let text = flow(elements);
        let took = (0..5).map(|_| timed(|| format(&text))).min().unwrap();
        println!(
            "{:6.2} MB in one file: {:6.1} MB/s",
            text.len() as f64 / 1e6,
            text.len() as f64 / 1e6 / took.as_secs_f64()
        );
    }
}

fn corpus() -> Vec<String> {
    let root = std::env::var("CTIFLOW_SHARED")
        .map_or("generated".into(), |shared| Path::new(&shared).join("corpus"));
    let files = WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
    let metadata = files.filter(|entry| entry.file_name().to_string_lossy().ends_with("-meta.xml"));
    metadata.map(|entry| std::fs::read_to_string(entry.path()).unwrap()).collect()
}

fn race(texts: &[String]) -> (Duration, Duration) {
    let turn = |_| {
        let ours = timed(|| texts.iter().for_each(|text| format(text)));
        let theirs = timed(|| texts.iter().for_each(|text| copy(text)));
        (ours, theirs)
    };
    let turns: Vec<_> = (0..TURNS).map(turn).collect();
    let (ours, theirs): (Vec<_>, Vec<_>) = turns.into_iter().unzip();
    (ours.into_iter().min().unwrap(), theirs.into_iter().min().unwrap())
}

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

/// What `ctiflow fmt` does between reading a file and writing it.
fn format(text: &str) {
    let source = Source::new("corpus", text);
    let mut document = read(&source, FileId(0)).unwrap();
    schema::arrange(&mut document);
    black_box(write(&document));
}

fn copy(text: &str) {
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::with_capacity(text.len()));
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            event => writer.write_event(event).unwrap(),
        }
    }
    black_box(writer.into_inner());
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
