//! Where a flow begins, and for which records.

use super::lower::Lowerer;
use super::{Entry, Filter, Filters, Logic, Moment, Operator, Reason, Start, Trigger};
use crate::flow::{self, Place};
use crate::org::FieldType;
use crate::simulate::schema::ObjectId;

/// Metadata API 66.0, `FlowTriggerType`.
const MOMENTS: &[(&str, Moment)] = &[
    ("PlatformEvent", Moment::Event),
    ("RecordAfterSave", Moment::AfterSave),
    ("RecordBeforeDelete", Moment::BeforeDelete),
    ("RecordBeforeSave", Moment::BeforeSave),
    ("Scheduled", Moment::Scheduled),
];

impl Lowerer<'_> {
    pub(super) fn start(&mut self) -> Start {
        let (flow, place) = (self.flow, self.flow.place);
        let start = &flow.start;
        let first = match (&start.connector, &start.element_reference) {
            (Some(connector), _) => self.arrow("start", place, Some(connector)),
            (None, Some(name)) => self.element_named("start", place, name),
            (None, None) => None,
        };
        let trigger = start.trigger_type.as_deref().filter(|kind| *kind != "None");
        Start { first, trigger: trigger.and_then(|kind| self.trigger(kind)) }
    }

    fn trigger(&mut self, kind: &str) -> Option<Trigger> {
        let (flow, place) = (self.flow, self.flow.place);
        let start = &flow.start;
        let Some((_, moment)) = MOMENTS.iter().find(|(name, _)| *name == kind) else {
            self.refusals.push("start", place, Reason::ProcessType(kind.to_owned()));
            return None;
        };
        let object = start.object.as_deref().map(|name| self.object(name));
        if object.is_none() && *moment != Moment::Scheduled {
            self.refusals.push("start", place, Reason::NoObject);
        }
        let entry = match &start.filter_formula {
            Some(text) => Entry::Formula(Box::new(self.formula("start", place, text)?)),
            None => {
                let logic = start.filter_logic.as_deref();
                Entry::Filters(match object {
                    Some(object) => self.filters("start", place, object, &start.filters, logic),
                    None => Filters { filters: Vec::new(), logic: Logic::All },
                })
            }
        };
        let on = start.record_trigger_type.as_deref().unwrap_or_default();
        Some(Trigger {
            object,
            moment: *moment,
            on_create: matches!(on, "Create" | "CreateAndUpdate"),
            on_update: matches!(on, "Update" | "CreateAndUpdate"),
            on_delete: on == "Delete" || *moment == Moment::BeforeDelete,
            requires_change: start.requires_change,
            entry,
            order: flow.trigger_order,
        })
    }

    /// Conditions on records of an object.
    pub(super) fn filters(
        &mut self,
        part: &str,
        place: Place,
        object: ObjectId,
        written: &[flow::Filter],
        logic: Option<&str>,
    ) -> Filters {
        let filters: Vec<Filter> =
            written.iter().filter_map(|filter| self.filter(part, place, object, filter)).collect();
        let text = logic.unwrap_or_default();
        let logic = match Logic::read(text, written.len()) {
            Some(Logic::All) => same_field_any(&filters),
            Some(logic) => logic,
            None => {
                self.refusals.push(part, place, Reason::Logic(text.to_owned()));
                Logic::All
            }
        };
        Filters { filters, logic }
    }

    fn filter(
        &mut self,
        part: &str,
        place: Place,
        object: ObjectId,
        written: &flow::Filter,
    ) -> Option<Filter> {
        let Some(operator) = Operator::named(&written.operator) else {
            self.refusals.push(part, place, Reason::Operator(written.operator.clone()));
            return None;
        };
        if written.field.contains('.') {
            self.refusals.push(part, place, Reason::Name(written.field.clone()));
            return None;
        }
        let field = self.field(object, &written.field);
        let is_reference = self.schema.field(object, field).kind == FieldType::Reference;
        if is_reference && matches!(operator, Operator::EqualTo | Operator::In) {
            self.indexes.insert((object, field));
        }
        let value = self.operand(part, place, written.value.as_ref());
        Some(Filter { field, operator, value })
    }
}

/// "Several `EqualTo` filters on one field are joined by OR where the logic is AND" (Automate Your Business Processes,
/// Spring '26): `(1 OR 2) AND 3`.
fn same_field_any(filters: &[Filter]) -> Logic {
    use super::logic::Term;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, filter) in filters.iter().enumerate() {
        let equals = |other: &usize| {
            filters[*other].field == filter.field && filters[*other].operator == Operator::EqualTo
        };
        let joins = groups.iter().position(|group| group.iter().all(equals));
        match joins.filter(|_| filter.operator == Operator::EqualTo) {
            Some(group) => groups[group].push(at),
            None => groups.push(vec![at]),
        }
    }
    if groups.len() == filters.len() {
        return Logic::All;
    }
    let any = |group: Vec<usize>| Term::Any(group.into_iter().map(Term::Condition).collect());
    Logic::Custom(Term::All(groups.into_iter().map(any).collect()))
}
