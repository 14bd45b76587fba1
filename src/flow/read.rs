//! A document as a flow.

use super::form::{Fields, Form, Report};
use super::model::{Connector, Flow, Place};
use crate::diag::{Code, Diagnostic};
use crate::xml::Document;

/// A flow that was read, and what of its file is not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The flow.
    pub flow: Flow,
    /// The elements that [`Flow`] has no place for, in the order of the file.
    pub unread: Vec<Unread>,
}

/// An XML element that a [`Flow`] has no place for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The tag of the element that it is in.
    pub parent: String,
    /// Its tag.
    pub tag: String,
    /// The arrows in it: the tag of each, and the arrow.
    pub connectors: Vec<(String, Connector)>,
    /// What it refers to.
    pub references: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// Reads the flow of a file; `name` is the file's name without its ending.
///
/// # Errors
/// Where the file does not follow the schema of flows: another root element, an element without its name, a value that is
/// not of its type.
pub fn read(name: &str, document: &Document) -> Result<Reading, Vec<Diagnostic>> {
    let root = document.root();
    if root.tag() != "Flow" {
        let message = format!("the root element is `<{}>`: a flow's is `<Flow>`", root.tag());
        return Err(vec![Diagnostic::new(Code::FlowSchema, root.span().unwrap_or_default(), message)]);
    }
    let mut report = Report::default();
    let mut fields = Fields::new(root, &mut report);
    let flow = Flow::read(&mut fields);
    fields.finish();
    report.unread.sort_by_key(|each| each.place.0);
    match report.mistakes.is_empty() {
        true => Ok(Reading { flow: Flow { name: name.to_owned(), ..flow }, unread: report.unread }),
        false => {
            report.mistakes.sort_by_key(|each| each.span);
            Err(report.mistakes)
        }
    }
}
