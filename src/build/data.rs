//! Get, create and update records.

use super::body::Body;
use super::kit::{self, field, reference};
use super::operations::{Ends, field_hint};
use super::query::Filters;
use super::resources::Hint;
use crate::check::{Expression, RecordRef};
use crate::flow::{ElementKind, FieldAssignment, LookupOutput, RecordCreate, RecordLookup, RecordUpdate};
use crate::org::Field;
use crate::plan::{Context, Data, FieldKey, FilterConditions, LookupFilter};
use std::collections::BTreeSet;
use std::sync::Arc;

impl<'p> Body<'p> {
    /// The element of an operation on records.
    pub(super) fn data(&mut self, operation: &Data<'p>, ends: Ends) -> ElementKind {
        match operation {
            Data::SaveRecord(record) => save(self.pending(*record), Vec::new(), ends),
            Data::Stamp(stamp) => {
                let today = field(&stamp.name, reference("$Flow.CurrentDate"));
                save("$Record".to_owned(), vec![today], ends)
            }
            Data::Lookup { record, object, filter, fields, order } => {
                get(object, self.lookup(*record, filter, fields, *order), ends)
            }
            Data::LookupAll { object, filter, .. } => get(object, self.lookup_all(filter), ends),
            Data::CreateTask(task, context) => create("Task", self.task(task, context), None, ends),
            Data::CreateEvent(event, context) => create("Event", self.event(event, context), None, ends),
            Data::Create { object, fields, into, context } => {
                let fields = self.fields(fields, context);
                let id = into.map(|record| self.lowering.id(record));
                create(object, fields, id, ends)
            }
            Data::Update { object, filter, fields, context } => {
                let filters = self.filters(filter);
                ElementKind::RecordUpdate(RecordUpdate {
                    object: Some((*object).to_owned()),
                    filter_logic: filters.logic(),
                    filters: filters.in_order(),
                    fields: self.fields(fields, context),
                    connector: ends.next,
                    fault: ends.fault,
                    ..Default::default()
                })
            }
        }
    }

    /// All records that match: what is counted needs no field.
    fn lookup_all(&mut self, filter: &LookupFilter<'p>) -> RecordLookup {
        let filters = self.filters(filter);
        RecordLookup {
            filter_logic: filters.logic(),
            filters: filters.in_order(),
            queried_fields: vec!["Id".to_owned()],
            output: LookupOutput::Stored { first_only: false },
            ..Default::default()
        }
    }

    fn lookup(
        &mut self,
        record: RecordRef,
        filter: &LookupFilter<'p>,
        fields: &BTreeSet<FieldKey>,
        order: Option<(&Arc<Field>, bool)>,
    ) -> RecordLookup {
        let (id, others): (Vec<_>, Vec<_>) = fields.iter().partition(|key| key.field.name == "Id");
        let outputs = id.into_iter().chain(others);
        let outputs = outputs.map(|key| (key.field.name.clone(), self.lowering.field(record, &key.field)));
        let outputs = outputs.collect();
        let filters = self.filters(filter);
        RecordLookup {
            filter_logic: filters.logic(),
            filters: filters.in_order(),
            sort_field: order.map(|(field, _)| field.name.clone()),
            sort_order: order.map(|(_, descending)| if descending { "Desc" } else { "Asc" }.to_owned()),
            output: LookupOutput::Fields(outputs),
            ..Default::default()
        }
    }

    fn filters(&mut self, filter: &LookupFilter<'p>) -> Filters {
        let by_id = |value: String| kit::filter("Id", "EqualTo", reference(value));
        match &filter.conditions {
            FilterConditions::Query(conditions) => self.query(conditions, &filter.context),
            FilterConditions::Account => Filters::all(vec![by_id(self.lowering.id(RecordRef::Account))]),
            FilterConditions::Manager => {
                let manager = self.rep_manager();
                Filters::all(vec![by_id(manager), kit::filter("IsActive", "EqualTo", kit::boolean(true))])
            }
            FilterConditions::Owner => Filters::all(vec![by_id("$Record.OwnerId".to_owned())]),
        }
    }

    /// Fields and their values.
    pub(super) fn fields(
        &mut self,
        fields: &[(Arc<Field>, Expression)],
        context: &Context,
    ) -> Vec<FieldAssignment> {
        let value = |(of, value): &(Arc<Field>, Expression)| {
            let hint = Hint { scale: of.scale, ..field_hint(of, context) };
            field(&of.name, self.lowering.value(value, &hint))
        };
        fields.iter().map(value).collect()
    }
}

/// The look-up of records of an object.
fn get(object: &str, lookup: RecordLookup, ends: Ends) -> ElementKind {
    let object = object.to_owned();
    ElementKind::RecordLookup(RecordLookup { object, connector: ends.next, fault: ends.fault, ..lookup })
}

/// The update of the record that a variable holds.
fn save(variable: String, fields: Vec<FieldAssignment>, ends: Ends) -> ElementKind {
    ElementKind::RecordUpdate(RecordUpdate {
        input_reference: Some(variable),
        fields,
        connector: ends.next,
        fault: ends.fault,
        ..Default::default()
    })
}

fn create(
    object: &str,
    fields: Vec<FieldAssignment>,
    assign_id_to: Option<String>,
    ends: Ends,
) -> ElementKind {
    ElementKind::RecordCreate(RecordCreate {
        object: Some(object.to_owned()),
        fields,
        input_reference: None,
        store_output: assign_id_to.is_none(),
        assign_id_to,
        connector: ends.next,
        fault: ends.fault,
    })
}
