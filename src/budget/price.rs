//! What one execution of an element uses.

use super::amount::Open;
use crate::flow::graph::{Cost, ElementId, Graph};
use crate::flow::{
    ActionCall, ElementKind, FieldAssignment, Filter, Flow, LookupOutput, RecordDelete, RecordLookup,
    RecordUpdate, Value,
};

/// Rows of one execution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Rows {
    /// None.
    #[default]
    None,
    /// So many for each interview.
    Each(u64),
    /// So many, whoever asks: all interviews ask for the same.
    Shared(u64),
    /// As many as there are.
    Open(Open),
}

/// What a statement saves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Saves<'a> {
    /// The object; `None` where the flow does not say it.
    pub(super) object: Option<&'a str>,
    pub(super) operation: Operation,
    /// The fields that get a value; `None`: any.
    pub(super) fields: Option<&'a [FieldAssignment]>,
    /// It is the record that started the flow.
    pub(super) is_own: bool,
}

/// What is done with records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Operation {
    Create,
    Update,
    Delete,
}

/// What one execution of an element uses, whatever its records start.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Price<'a> {
    pub(super) statements: Cost,
    pub(super) soql_rows: Rows,
    pub(super) dml_rows: Rows,
    pub(super) saves: Option<Saves<'a>>,
    /// What nobody can tell from the flow.
    pub(super) open: Option<Open>,
}

/// The price of an element.
pub(super) fn price<'a>(graph: &Graph<'a>, id: ElementId) -> Price<'a> {
    let flow = graph.flow();
    let statements = graph.cost(id, &|_| Cost::default());
    let price = Price { statements, ..Price::default() };
    match &graph.element(id).kind {
        ElementKind::RecordLookup(it) => Price { soql_rows: found(flow, it), ..price },
        ElementKind::RecordCreate(it) => {
            let object = it.object.as_deref();
            let (rows, object) = match &it.input_reference {
                Some(name) => (held(flow, name), object_of(flow, name)),
                None => (Rows::Each(1), object),
            };
            let fields = it.input_reference.is_none().then_some(it.fields.as_slice());
            let saves = Saves { object, operation: Operation::Create, fields, is_own: false };
            Price { dml_rows: rows, saves: Some(saves), ..price }
        }
        ElementKind::RecordUpdate(it) => of_update(flow, it, price),
        ElementKind::RecordDelete(it) => of_delete(flow, it, price),
        ElementKind::ActionCall(it) => of_action(it, price),
        ElementKind::Other(_) => Price { open: Some(Open::UnknownAction), ..price },
        ElementKind::Assignment(_)
        | ElementKind::CollectionProcessor(_)
        | ElementKind::CustomError(_)
        | ElementKind::Decision(_)
        | ElementKind::Loop(_)
        | ElementKind::Subflow(_)
        | ElementKind::Transform(_) => price,
    }
}

fn of_update<'a>(flow: &'a Flow, update: &'a RecordUpdate, price: Price<'a>) -> Price<'a> {
    if price.statements == Cost::default() {
        return price;
    }
    let (rows, object) = match &update.input_reference {
        None => (filtered(&update.filters, update.filter_logic.as_deref()), update.object.as_deref()),
        Some(name) if name.starts_with("$Record.") => (Rows::Open(Open::Rows), None),
        Some(name) => (held(flow, name), object_of(flow, name)),
    };
    let fields =
        (update.input_reference.is_none() || !update.fields.is_empty()).then_some(update.fields.as_slice());
    let is_own = update.input_reference.as_deref() == Some("$Record");
    let saves = Saves { object, operation: Operation::Update, fields, is_own };
    let soql_rows = if price.statements.soql > 0 { rows } else { Rows::None };
    Price { soql_rows, dml_rows: rows, saves: Some(saves), ..price }
}

fn of_delete<'a>(flow: &'a Flow, delete: &'a RecordDelete, price: Price<'a>) -> Price<'a> {
    let (rows, object) = match &delete.input_reference {
        None => (filtered(&delete.filters, delete.filter_logic.as_deref()), delete.object.as_deref()),
        Some(name) => (held(flow, name), object_of(flow, name)),
    };
    let is_own = delete.input_reference.as_deref() == Some("$Record");
    let saves = Saves { object, operation: Operation::Delete, fields: None, is_own };
    let soql_rows = if price.statements.soql > 0 { rows } else { Rows::None };
    Price { soql_rows, dml_rows: rows, saves: Some(saves), ..price }
}

/// Salesforce's own actions use what [`Cost::of_action`] says; what Apex does is in its class.
fn of_action<'a>(action: &ActionCall, price: Price<'a>) -> Price<'a> {
    let dml_rows = if price.statements.dml > 0 { Rows::Each(1) } else { Rows::None };
    let open = (action.action_type == "apex").then_some(Open::UnknownAction);
    Price { dml_rows, open, ..price }
}

/// The rows that a look-up finds for one interview.
fn found(flow: &Flow, lookup: &RecordLookup) -> Rows {
    if !lookup.related_records.is_empty() {
        return Rows::Open(Open::Rows);
    }
    let is_one = match &lookup.output {
        LookupOutput::Stored { first_only } => *first_only,
        LookupOutput::Fields(_) => true,
        LookupOutput::Variable(name) => {
            !flow.variables.iter().any(|each| each.name == *name && each.is_collection)
        }
    };
    let limit = match &lookup.limit {
        Some(Value::Number(digits)) => digits.parse().ok(),
        _ => None,
    };
    let rows = match (is_one, limit) {
        (true, _) => 1,
        (false, Some(limit)) => limit,
        (false, None) => return filtered(&lookup.filters, lookup.filter_logic.as_deref()),
    };
    match lookup.filters.iter().all(|filter| !matches!(filter.value, Some(Value::Reference(_)))) {
        true => Rows::Shared(rows),
        false => Rows::Each(rows),
    }
}

/// The rows that filters find for one interview: one, if they ask for an id.
fn filtered(filters: &[Filter], logic: Option<&str>) -> Rows {
    let ids = filters.iter().filter(|filter| filter.field == "Id").collect::<Vec<_>>();
    match (ids.as_slice(), logic) {
        ([only], None | Some("and")) if only.operator == "EqualTo" => Rows::Each(1),
        _ => Rows::Open(Open::Rows),
    }
}

/// The records that a variable holds.
pub(super) fn held(flow: &Flow, name: &str) -> Rows {
    if let Some(variable) = flow.variables.iter().find(|variable| variable.name == name) {
        return if variable.is_collection { Rows::Open(Open::Rows) } else { Rows::Each(1) };
    }
    let Some(element) = flow.elements.iter().find(|element| element.name == name) else {
        return Rows::Each(1);
    };
    match &element.kind {
        ElementKind::RecordLookup(lookup) => match found(flow, lookup) {
            Rows::Shared(rows) => Rows::Each(rows),
            rows => rows,
        },
        ElementKind::CollectionProcessor(_) | ElementKind::Transform(_) | ElementKind::ActionCall(_) => {
            Rows::Open(Open::Rows)
        }
        ElementKind::Assignment(_)
        | ElementKind::CustomError(_)
        | ElementKind::Decision(_)
        | ElementKind::Loop(_)
        | ElementKind::RecordCreate(_)
        | ElementKind::RecordDelete(_)
        | ElementKind::RecordUpdate(_)
        | ElementKind::Subflow(_)
        | ElementKind::Other(_) => Rows::Each(1),
    }
}

/// The object of the records that a variable holds.
fn object_of<'a>(flow: &'a Flow, name: &str) -> Option<&'a str> {
    if name == "$Record" {
        return flow.start.object.as_deref();
    }
    if let Some(variable) = flow.variables.iter().find(|variable| variable.name == name) {
        return variable.object_type.as_deref();
    }
    let element = flow.elements.iter().find(|element| element.name == name)?;
    let ElementKind::RecordLookup(lookup) = &element.kind else { return None };
    Some(lookup.object.as_str())
}
