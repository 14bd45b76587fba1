//! What happened, for programs. The form is documented in `schema/ctiflow-output.schema.json`.

use super::play::Played;
use crate::formula;
use crate::simulate::{Changed, Data, End, Event, LIMITS, Line, Message, Record, Report, Transaction, Used};
use serde_json::{Map, Value, json};

/// `result.run`.
pub(super) fn json(played: &Played) -> Value {
    let each = || played.reports.iter().zip(1..);
    let choices = choices(played);
    json!({
        "flow": played.flow,
        "status": (!played.status.is_empty()).then_some(&played.status),
        "failure": played.failure(),
        "outputs": played.reports.iter().flat_map(|report| &report.outputs).map(|outputs| {
            outputs.iter().map(|(name, data)| (name.clone(), datum(played, data))).collect::<Map<_, _>>()
        }).collect::<Vec<_>>(),
        "saved": played.reports.iter().flat_map(|report| &report.saved).map(|saved| match saved {
            Ok(id) => json!({ "id": id.to_string(), "name": played.name(id), "error": null }),
            Err(error) => json!({ "id": null, "name": null, "error": error.to_string() }),
        }).collect::<Vec<_>>(),
        "changes": changes(&played.reports).iter().map(|change| changed(played, change)).collect::<Vec<_>>(),
        "messages": each().flat_map(|(report, start)| {
            report.messages.iter().map(move |message| asked(played, message, start))
        }).collect::<Vec<_>>(),
        "trace": each().flat_map(|(report, start)| {
            report.trace.iter().map(move |step| line(&played.world.line(step), start))
        }).collect::<Vec<_>>(),
        "transactions": each().flat_map(|(report, start)| {
            report.transactions.iter().map(move |each| transaction(each, start))
        }).collect::<Vec<_>>(),
        "limits": LIMITS.iter().map(|row| json!({ "name": row.name, "most": row.most })).collect::<Vec<_>>(),
        "choices": choices.iter().map(|row| json!({
            "name": row.name, "chosen": row.chosen, "evidence": row.evidence,
        })).collect::<Vec<_>>(),
    })
}

/// What the run depended on.
pub(super) fn choices(played: &Played) -> Vec<&'static crate::simulate::choices::Row> {
    let mut rows = Vec::new();
    for row in played.reports.iter().flat_map(|report| report.depended.rows()) {
        if !rows.iter().any(|known: &&crate::simulate::choices::Row| known.name == row.name) {
            rows.push(row);
        }
    }
    rows
}

/// Each record once: as it was first, and as it is now.
pub(super) fn changes(reports: &[Report]) -> Vec<Changed> {
    let mut all: Vec<Changed> = Vec::new();
    for change in reports.iter().flat_map(|report| &report.changes) {
        match all.iter_mut().find(|known| known.key == change.key) {
            Some(known) => known.after.clone_from(&change.after),
            None => all.push(change.clone()),
        }
    }
    all.retain(|change| change.before != change.after);
    all
}

/// A field that differs: its name, what it was, what it is.
pub(super) type Difference = (String, formula::Value, formula::Value);

/// The fields in which a record differs, the id excepted.
pub(super) fn differences(played: &Played, change: &Changed) -> Vec<Difference> {
    let object = played.world.schema().object(change.key.object);
    let held = |record: &Option<std::sync::Arc<Record>>, field| {
        record.as_ref().map_or(formula::Value::Null, |record| record.get(field).clone())
    };
    let fields = object.fields().filter(|(id, _)| *id != crate::simulate::FieldId::ID);
    let rows =
        fields.map(|(id, field)| (field.name.clone(), held(&change.before, id), held(&change.after, id)));
    rows.filter(|(_, before, after)| before != after).collect()
}

/// What happened to a record, in one word.
pub(super) fn kind(change: &Changed) -> &'static str {
    match (&change.before, &change.after) {
        (None, _) => "created",
        (Some(_), Some(_)) => "changed",
        (Some(_), None) => "deleted",
    }
}

/// The id of a record that changed.
pub(super) fn id(change: &Changed) -> formula::Value {
    change
        .after
        .as_ref()
        .or(change.before.as_ref())
        .map_or(formula::Value::Null, |record| record.id().clone())
}

fn changed(played: &Played, change: &Changed) -> Value {
    let id = id(change);
    let field = |(field, before, after): Difference| json!({ "field": field, "before": value(&before), "after": value(&after) });
    json!({
        "object": played.world.schema().object(change.key.object).name,
        "id": id.to_string(),
        "name": played.name(&id),
        "kind": kind(change),
        "fields": differences(played, change).into_iter().map(field).collect::<Vec<_>>(),
    })
}

fn asked(played: &Played, message: &Message, start: u32) -> Value {
    let inputs = message.inputs.iter().map(|(name, data)| (name.clone(), datum(played, data)));
    json!({
        "start": start,
        "flow": message.flow,
        "element": message.element,
        "type": message.action_type,
        "action": message.action_name,
        "inputs": inputs.collect::<Map<_, _>>(),
    })
}

fn line(line: &Line, start: u32) -> Value {
    let (event, words) = match &line.event {
        Event::Executed => ("executed", None),
        Event::Outcome(label) => ("outcome", Some(label.clone())),
        Event::Item(number) => ("item", Some(number.to_string())),
        Event::NoMoreItems => ("no-more-items", None),
        Event::Fault(message) => ("fault", Some(message.clone())),
    };
    json!({
        "start": start,
        "interview": line.interview,
        "depth": line.depth,
        "record": line.record,
        "flow": line.flow,
        "element": line.element,
        "label": line.label,
        "event": event,
        "words": words,
    })
}

fn transaction(transaction: &Transaction, start: u32) -> Value {
    let (end, words) = match &transaction.end {
        End::Committed => ("committed", None),
        End::Failed { flow, element, message } => ("failed", Some(format!("{flow}.{element}: {message}"))),
        End::Aborted(abort) => ("aborted", Some(abort.to_string())),
    };
    let Used { soql, soql_rows, dml, dml_rows } = transaction.used;
    json!({
        "start": start,
        "interviews": transaction.interviews,
        "end": end,
        "words": words,
        "used": { "soql": soql, "soqlRows": soql_rows, "dml": dml, "dmlRows": dml_rows },
    })
}

/// Null, or text as it is written in data.
fn value(value: &formula::Value) -> Value {
    match value {
        formula::Value::Null => Value::Null,
        value => json!(value.to_string()),
    }
}

fn datum(played: &Played, data: &Data) -> Value {
    match data {
        Data::Value(one) => value(one),
        Data::List(items) => items.iter().map(|item| datum(played, item)).collect(),
        Data::Record(record) => {
            let name = |field| played.world.field_name(record.object, field).to_owned();
            let fields = record.values().map(|(field, held)| (name(field), value(held)));
            json!({
                "object": played.world.schema().object(record.object).name,
                "fields": fields.collect::<Map<_, _>>(),
            })
        }
    }
}

impl Played {
    /// The name that the file gave a record.
    pub(super) fn name(&self, id: &formula::Value) -> Option<&str> {
        self.known.name(id)
    }
}
