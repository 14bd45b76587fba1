//! One file.

use super::Way;
use crate::cli::failure::Failure;
use crate::cli::files::MetadataFile;
use crate::diag::{Code, Diagnostic};
use crate::lint::{FileName, Rule};
use crate::schema;
use crate::source::{FileId, Source, Span};
use crate::xml::{self, Document, Trait};
use similar::TextDiff;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

/// What became of a file.
pub(super) enum Done {
    /// It is canonical.
    Kept,
    /// It was not, and is now.
    Written,
    /// It is not: why, the diff, and its text.
    Differs(Vec<Reason>, String, Source),
    /// It is no XML, or not what its name says.
    Refused(Box<Diagnostic>, Source),
    /// It cannot be read or written.
    Failed(Failure),
}

/// Why a file is not canonical.
pub(super) struct Reason {
    pub(super) what: Trait,
    /// Where it is so first: line and column.
    pub(super) place: (usize, usize),
    /// The same, as a place in the text.
    pub(super) span: Span,
    /// In how many places.
    pub(super) count: usize,
}

/// Formats a file, or says why it is not formatted.
pub(super) fn one(file: &MetadataFile, way: Way) -> Done {
    let source = match file.read() {
        Ok(source) => source,
        Err(failure) => return Done::Failed(failure),
    };
    let mut document = match xml::read(&source, FileId(0)) {
        Ok(document) => document,
        Err(wrong) => return Done::Refused(wrong, source),
    };
    if let Some(wrong) = wrong_root(&source, &document) {
        return Done::Refused(Box::new(wrong), source);
    }
    schema::arrange(&mut document);
    let canonical = xml::write(&document);
    if canonical == source.text {
        return Done::Kept;
    }
    match way {
        Way::Check => {
            let (reasons, diff) = (reasons(&source, &document), diff(&source, &canonical));
            Done::Differs(reasons, diff, source)
        }
        Way::Write => match replace(&file.path, &canonical) {
            Ok(()) => Done::Written,
            Err(fault) => Done::Failed(Failure::of(file.shown.clone(), fault)),
        },
    }
}

/// A file that is not what its name says may be anything: it is left alone.
fn wrong_root(source: &Source, document: &Document) -> Option<Diagnostic> {
    let root = document.root();
    let (message, help) = FileName::of(&source.path).wrong_root(root.tag())?;
    let code = Rule::named("wrong-root").map_or(Code::XmlSyntax, Rule::code);
    let place = root.span().unwrap_or_default();
    let tag = Span { end: place.end.min(place.start + 1 + root.tag().len() as u32), ..place };
    Some(Diagnostic::new(code, tag, message).help(help))
}

/// Why a file is not canonical, each reason once.
fn reasons(source: &Source, arranged: &Document) -> Vec<Reason> {
    let Ok(document) = xml::read(source, FileId(0)) else { return Vec::new() };
    let moved = schema::rearranged(&document, arranged).into_iter();
    let moved = moved.filter_map(|(what, id)| Some((what, document.node(id).span()?.range())));
    let mut places: BTreeMap<Trait, Vec<usize>> = BTreeMap::new();
    for (what, range) in xml::deviations(&source.text, &document).into_iter().chain(moved) {
        let text = &source.text[range.clone()];
        let blanks = text.len() - text.trim_start().len();
        let at = if blanks < text.len() { range.start + blanks } else { range.end };
        places.entry(what).or_default().push(at);
    }
    let reason = |(what, places): (Trait, Vec<usize>)| {
        let first = places.iter().min().copied().unwrap_or_default();
        let place = source.line_column(u32::try_from(first).unwrap_or(u32::MAX));
        let span = Span::new(FileId(0), first..first);
        Reason { what, place, span, count: places.len() }
    };
    places.into_iter().map(reason).collect()
}

fn diff(source: &Source, canonical: &str) -> String {
    let (before, after) = (format!("a/{}", source.path), format!("b/{}", source.path));
    TextDiff::from_lines(source.text.as_str(), canonical).unified_diff().header(&before, &after).to_string()
}

/// Writes a whole new file beside the old one, and moves it there in one step.
fn replace(path: &Path, text: &str) -> Result<(), String> {
    let refused = |fault: std::io::Error| format!("cannot be written: {fault}");
    let permissions = fs::metadata(path).map_err(refused)?.permissions();
    if permissions.readonly() {
        return Err("is not canonical, and read-only".to_owned());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new();
    let mut file =
        beside.prefix(".ctiflow-").permissions(permissions).tempfile_in(folder).map_err(refused)?;
    file.write_all(text.as_bytes()).map_err(refused)?;
    file.persist(path).map_err(|fault| refused(fault.error))?;
    Ok(())
}
