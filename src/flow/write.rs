//! A flow as a document.

use super::form::{self, Form};
use super::model::Flow;
use crate::schema;
use crate::xml::Document;

/// The canonical document of a flow, as Salesforce writes it from API 63 on.
///
/// Children are in the order of the schema; elements and resources are sorted by name, fields of records and inputs of
/// subflows by theirs. All other lists stay as they are.
pub fn write(flow: &Flow) -> Document {
    let mut document = Document::from(flow.write(form::root()));
    schema::arrange(&mut document);
    document
}
