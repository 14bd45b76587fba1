//! The saves that start a flow: one after the other, or many records at once.

use super::given::Given;
use super::records::one;
use crate::diag::Code;
use crate::formula::Value;
use crate::scenario::records::{Filling, Written};
use crate::scenario::shape::{list, mistake};
use crate::simulate::{FieldId, Operation, Record, Report, Saving};
use crate::source::Span;
use crate::spec::{Entry, Node, NodeKind};

/// Saves `record`, or each of its list one after the other, or the list of `batch` at once.
pub(super) fn saves(
    filling: &mut Filling<'_>,
    object: &str,
    given: &Given<'_>,
    whole: Span,
) -> Option<Vec<Report>> {
    match (given.entry("record"), given.entry("batch")) {
        (Some(_), Some(batch)) => {
            let message = "`record` and `batch` both say what is saved: write one of them";
            mistake(Code::UnknownKey, batch.key.span, message, filling.sink);
            None
        }
        (Some(record), None) => each(filling, object, &record.value, given.get("prior")),
        (None, Some(batch)) => together(filling, object, batch, given.entry("prior")),
        (None, None) => {
            let message =
                format!("this flow is started by a save: `record` or `batch` says which {object} is saved");
            mistake(Code::MissingKey, whole, message, filling.sink);
            None
        }
    }
}

fn each(filling: &mut Filling<'_>, object: &str, node: &Node, prior: Option<&Node>) -> Option<Vec<Report>> {
    let nodes: Vec<&Node> = match &node.kind {
        NodeKind::List(nodes) => nodes.iter().collect(),
        NodeKind::Map(_) | NodeKind::Scalar(_) | NodeKind::Broken => vec![node],
    };
    let mut prior = match prior {
        Some(node) => {
            let written = one(filling, object, node)?;
            Some(filling.add(&written)?)
        }
        None => None,
    };
    let mut reports = Vec::new();
    for node in nodes {
        let written = one(filling, object, node)?;
        let (operation, record) = meant(filling, &written, prior.take())?;
        reports.push(save(filling, operation, vec![record], &[written]));
    }
    Some(reports)
}

/// All or none of them, 200 in a transaction: all are new, or all are there already.
fn together(
    filling: &mut Filling<'_>,
    object: &str,
    batch: &Entry,
    prior: Option<&Entry>,
) -> Option<Vec<Report>> {
    if let Some(prior) = prior {
        let message = "`prior` is of one `record`: those of a batch stand in `records`, with the same `id`";
        mistake(Code::UnknownKey, prior.key.span, message, filling.sink);
        return None;
    }
    let (mut all, mut records, mut first) = (Vec::<Written<'_>>::new(), Vec::new(), None);
    for node in list(&batch.value, "`batch`", filling.sink)? {
        let written = one(filling, object, node)?;
        let (operation, record) = meant(filling, &written, None)?;
        if *first.get_or_insert(operation) != operation {
            let message =
                "this batch has new records and some that are there already: one save takes one kind";
            mistake(Code::WrongRecord, written.span, message, filling.sink);
            return None;
        }
        if let Some(name) = written.name.as_ref().filter(|name| all.iter().any(|each| each.is_called(name))) {
            let message = format!("`{}` is in this batch already: one save takes a record once", name.value);
            mistake(Code::DuplicateName, name.span, message, filling.sink);
            return None;
        }
        all.push(written);
        records.push(record);
    }
    Some(first.map(|operation| save(filling, operation, records, &all)).into_iter().collect())
}

/// The record that is saved: a new one, or one that is there already by its name.
fn meant(
    filling: &mut Filling<'_>,
    written: &Written<'_>,
    prior: Option<Value>,
) -> Option<(Operation, Record)> {
    let values = filling.values(written)?;
    if filling.sink.has_errors() {
        return None;
    }
    let named = written.name.as_ref().and_then(|name| filling.known.id(&name.value)).cloned();
    let mut record = filling.world.record(&written.object, &values);
    Some(match prior.or(named) {
        Some(id) => {
            record.set(FieldId::ID, id);
            (Operation::Update, record)
        }
        None => (Operation::Create, record),
    })
}

fn save(
    filling: &mut Filling<'_>,
    operation: Operation,
    records: Vec<Record>,
    all: &[Written<'_>],
) -> Report {
    let report = filling.world.save(operation, records, Saving::AllOrNone);
    for (written, saved) in all.iter().zip(&report.saved) {
        if let Ok(id) = saved {
            filling.name(written, id);
        }
    }
    report
}
