//! The team's own metadata: a folder of an sfdx project, or an unpacked mdapi package.
//!
//! Only the kinds of the table [`KINDS`] are read; every other file is none of our business. The order of the files does not
//! matter, except that of two files for one thing the later counts.

mod access;
mod field;
mod flow;
mod object;
#[cfg(test)]
mod tests;
mod value_set;

use super::Org;
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{FileId, Source, Span};
use crate::xml::{self, Document, Element, Node};
use std::collections::BTreeMap;

/// A kind of metadata that is read.
struct Kind {
    /// `field` of `Email__c.field-meta.xml`.
    suffix: &'static str,
    /// The folder where an mdapi package keeps it, without `-meta.xml`; empty if it has none of its own there.
    folder: &'static str,
    /// The root element.
    root: &'static str,
    /// The children of the root that are asked for, where these are few of many; empty for all.
    asked: &'static [&'static str],
    load: fn(&mut Loader, &Part),
}

/// In the order in which they are loaded: fields use value sets, and roll-up summaries use fields.
static KINDS: &[Kind] = &[
    Kind {
        suffix: "globalValueSet",
        folder: "globalValueSets",
        root: "GlobalValueSet",
        asked: &[],
        load: value_set::global,
    },
    Kind { suffix: "object", folder: "objects", root: "CustomObject", asked: &[], load: object::load },
    Kind { suffix: "field", folder: "", root: "CustomField", asked: &[], load: field::load_file },
    Kind {
        suffix: "standardValueSet",
        folder: "standardValueSets",
        root: "StandardValueSet",
        asked: &[],
        load: value_set::standard,
    },
    Kind { suffix: "flow", folder: "flows", root: "Flow", asked: flow::ASKED, load: flow::load },
    Kind {
        suffix: "permissionset",
        folder: "permissionsets",
        root: "PermissionSet",
        asked: &[],
        load: access::permission_set,
    },
    Kind {
        suffix: "customPermission",
        folder: "customPermissions",
        root: "CustomPermission",
        asked: &[],
        load: access::custom_permission,
    },
    Kind { suffix: "queue", folder: "queues", root: "Queue", asked: &[], load: access::queue },
    Kind { suffix: "group", folder: "groups", root: "Group", asked: &[], load: access::group },
    Kind { suffix: "tab", folder: "tabs", root: "CustomTab", asked: &[], load: access::tab },
];

/// What a path says about its file.
#[derive(Clone, Copy)]
struct Place<'a> {
    kind: &'static Kind,
    /// The file's name without its endings.
    name: &'a str,
    /// The object in whose folder a field lies.
    object: &'a str,
}

/// A file that was read.
struct Part<'a> {
    place: Place<'a>,
    root: Node<'a>,
    span: Span,
}

struct Loader<'a> {
    org: &'a mut Org,
    sink: &'a mut Sink,
    global_value_sets: BTreeMap<String, Vec<String>>,
    summaries: Vec<field::Summary>,
}

impl Org {
    /// Whether [`Org::load_team`] would read a file of this path.
    pub fn reads(path: &str) -> bool {
        place(path).is_some()
    }

    /// Adds what the team's metadata says. Other files among `files` are passed over.
    ///
    /// A file that is not XML, or not the metadata that its name promises, is an error in `sink`, and nothing of it is used.
    pub fn load_team<'s>(&mut self, files: impl IntoIterator<Item = (FileId, &'s Source)>, sink: &mut Sink) {
        let mut documents = Vec::new();
        for (id, source) in files {
            self.declare_files([source.path.as_str()]);
            if !Self::reads(&source.path) {
                continue;
            }
            match xml::read(source, id) {
                Ok(document) => documents.push((source.path.as_str(), document)),
                Err(mistake) => sink.push(*mistake),
            }
        }
        self.load_documents(documents.iter().map(|(path, document)| (*path, document)), sink);
    }

    /// What of a file [`Org::load_documents`] asks for, without places: a flow's elements are not among it.
    pub fn essence(path: &str, document: &Document) -> Option<Document> {
        let kind = place(path)?.kind;
        let root = document.root();
        let is_asked = |node: &Node<'_>| kind.asked.is_empty() || kind.asked.contains(&node.tag());
        let asked = root.children().filter(is_asked).map(Element::from);
        Some(Element::new(root.tag().to_owned()).children(asked).into())
    }

    /// The same for files that were read, by their paths.
    pub fn load_documents<'d>(
        &mut self,
        files: impl IntoIterator<Item = (&'d str, &'d Document)>,
        sink: &mut Sink,
    ) {
        let files: Vec<_> = files.into_iter().collect();
        self.declare_files(files.iter().map(|(path, _)| *path));
        let files: Vec<_> =
            files.into_iter().filter_map(|(path, document)| Some((place(path)?, document))).collect();
        let mut loader =
            Loader { org: self, sink, global_value_sets: BTreeMap::new(), summaries: Vec::new() };
        for kind in KINDS {
            for (place, document) in files.iter().filter(|(place, _)| place.kind.suffix == kind.suffix) {
                loader.load(*place, document);
            }
        }
        loader.resolve_summaries();
    }
}

impl Loader<'_> {
    fn load(&mut self, place: Place<'_>, document: &Document) {
        let root = document.root();
        let span = root.span().unwrap_or_default();
        if root.tag() != place.kind.root {
            let (tag, expected) = (root.tag(), place.kind.root);
            return self.refuse(
                span,
                format!("a `.{}` file has the root `<{tag}>` instead of `<{expected}>`", place.kind.suffix),
            );
        }
        (place.kind.load)(self, &Part { place, root, span });
    }

    /// Reports a file, or a part of one, that cannot be what its name promises.
    fn refuse(&mut self, span: Span, message: String) {
        let help = "retrieve the file again, or take it out of the folder that `org` names";
        self.sink.push(Diagnostic::new(Code::OrgUnreadable, span, message).help(help));
    }
}

/// What a path promises, if its file is one that is read.
fn place(path: &str) -> Option<Place<'_>> {
    let mut folders = path.rsplit(['/', '\\']);
    let file = folders.next()?;
    let (folder, object) = (folders.next().unwrap_or_default(), folders.next().unwrap_or_default());
    let source_format = file.strip_suffix("-meta.xml");
    let (name, suffix) = source_format.unwrap_or(file).rsplit_once('.')?;
    let kind = KINDS.iter().find(|kind| kind.suffix == suffix)?;
    let placed = match kind.folder {
        "" => folder == "fields" && !object.is_empty(),
        own => source_format.is_some() || folder == own,
    };
    (placed && !name.is_empty()).then_some(Place { kind, name, object })
}

/// A flag of metadata, false if it is absent.
fn flag(node: Node, tag: &str) -> bool {
    node.leaf(tag).is_some_and(|text| text.trim() == "true")
}

/// The text of a tag, if it has one.
fn text<'a>(node: Node<'a>, tag: &str) -> Option<&'a str> {
    node.leaf(tag).map(str::trim).filter(|text| !text.is_empty())
}
