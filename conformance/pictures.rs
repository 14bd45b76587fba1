//! Holds the pictures of flows of orgs to what is promised of them: nothing overlaps, and every element stands at one place.
//!
//! The flows lie in `$CTIFLOW_SHARED`. `conformance/run` runs this.

#![allow(clippy::unwrap_used, reason = "it may fail")]

#[path = "../src/docs/picture/sound.rs"]
mod sound;

use ctiflow::docs::Picture;
use ctiflow::docs::picture::What;
use ctiflow::flow::{self, Flow};
use ctiflow::source::{FileId, Source};
use ctiflow::xml;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.to_string_lossy().into_owned();
        match path.is_dir() {
            true => files(&path, found),
            false if name.ends_with(".flow-meta.xml") || name.ends_with(".flow") => found.push(path),
            false => {}
        }
    }
}

fn read(path: &Path) -> Option<Flow> {
    let name = path.file_name()?.to_str()?.split('.').next()?.to_owned();
    let source = Source::new(path.to_str()?, std::fs::read_to_string(path).ok()?);
    let document = xml::read(&source, FileId::default()).ok()?;
    Some(flow::read(&name, &document).ok()?.flow)
}

fn flaws(flow: &Flow, picture: &Picture) -> Vec<String> {
    let part = |part: &ctiflow::docs::picture::Shown| {
        (part.place.at.x, part.place.at.y, part.place.width, part.place.height)
    };
    let parts: Vec<_> = picture.parts.iter().map(part).collect();
    let points = |line: &ctiflow::docs::picture::Line| line.points.iter().map(|at| (at.x, at.y)).collect();
    let lines: Vec<Vec<_>> = picture.lines.iter().map(points).collect();
    let mut flaws = sound::flaws((picture.width, picture.height), &parts, &lines);
    let mut elements: Vec<usize> = picture.parts.iter().filter_map(element).collect();
    elements.sort_unstable();
    if elements != (0..flow.elements.len()).collect::<Vec<_>>() {
        flaws.push("not every element stands at one place".to_owned());
    }
    flaws
}

fn element(part: &ctiflow::docs::picture::Shown) -> Option<usize> {
    match part.what {
        What::Element(at) => Some(at),
        What::Start | What::Label | What::Jump(_) | What::End => None,
    }
}

#[test]
fn no_picture_of_the_corpus_has_a_flaw() {
    let root = std::env::var("CTIFLOW_SHARED").expect("CTIFLOW_SHARED says where the shared folder lies");
    let mut paths = Vec::new();
    files(&Path::new(&root).join("corpus"), &mut paths);
    let (mut elements, mut flows, mut jumps, mut largest) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    for path in &paths {
        let Some(flow) = read(path) else { continue };
        let picture = Picture::of(&flow);
        let name = path.file_name().unwrap().to_string_lossy();
        wrong.extend(flaws(&flow, &picture).into_iter().map(|flaw| format!("{name}: {flaw}")));
        flows += 1;
        elements += flow.elements.len();
        largest = largest.max(flow.elements.len());
        jumps += picture.parts.iter().filter(|part| matches!(part.what, What::Jump(_))).count();
    }
    println!("pictures: {flows} flows, {elements} elements (at most {largest}), {jumps} jumps");
    assert!(flows >= 400, "only {flows} flows could be read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
