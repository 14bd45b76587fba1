//! What each operation of a plan is in a flow.

use super::body::{Body, Next};
use super::helpers::assignment;
use super::kit::{self, assign, reference};
use super::resources::Hint;
use crate::check::{Expression, RecordRef};
use crate::flow::{AssignmentItem, Connector, DataType, ElementKind};
use crate::org::Field;
use crate::plan::{Act, Assign, Context, Operation, SetItem};
use std::sync::Arc;

/// Where an element leads.
pub(super) struct Ends {
    /// The next element.
    pub(super) next: Next,
    /// The element after a fault.
    pub(super) fault: Option<Connector>,
}

impl<'p> Body<'p> {
    /// The element of an act.
    pub(super) fn operation(
        &mut self,
        act: &'p Act<'p>,
        next: Next,
        fault: Option<Connector>,
    ) -> ElementKind {
        let ends = Ends { next, fault };
        match &act.operation {
            Operation::Assign(rows) => assignment(self.rows(rows), ends.next),
            Operation::Data(data) => self.data(data, ends),
            Operation::Call(call) => self.call(&act.title.name, call, ends),
        }
    }

    /// The rows of an assignment.
    fn rows(&mut self, operation: &Assign<'p>) -> Vec<AssignmentItem> {
        match operation {
            Assign::Load(record) => self.load(*record),
            Assign::Set(items) => self.sets(items),
            Assign::Take { record, fields } => self.take(*record, fields),
            Assign::Increment { field, read_later, formula } => self.increment(field, *read_later, formula),
            Assign::StampPending(stamp) => {
                let changes = self.pending(RecordRef::Subject);
                let id = assign(format!("{changes}.Id"), reference("$Record.Id"));
                vec![id, assign(format!("{changes}.{}", stamp.name), reference("$Flow.CurrentDate"))]
            }
            Assign::Count { record, element } => vec![AssignmentItem {
                target: self.lowering.count(*record),
                operator: "AssignCount".to_owned(),
                value: reference(element.clone()),
            }],
            Assign::MarkFailed(record) => vec![assign(self.flag(*record), kit::boolean(true))],
            Assign::Remember { record, fields, context } => {
                let row = |(field, value): &&(Arc<Field>, Expression)| {
                    let target = self.lowering.field(*record, field);
                    assign(target, self.lowering.value(value, &field_hint(field, context)))
                };
                fields.iter().map(row).collect()
            }
        }
    }

    /// The record variable with what is pending.
    pub(super) fn pending(&mut self, record: RecordRef) -> String {
        match record {
            RecordRef::Person => "contactChanges".to_owned(),
            _ => {
                let (name, object) =
                    (self.lowering.names.pending(record), self.lowering.names.object(record));
                let said = format!("The fields of {} to save.", self.lowering.names.the(record));
                let meaning = format!("{} pending", self.lowering.names.scope(record));
                self.lowering.resources.variable(&meaning, kit::record(&name, &said, &object))
            }
        }
    }

    /// The answer whether a counter was raised before.
    pub(super) fn raised_before(&mut self, counter: &Field) -> String {
        let name = crate::plan::camel(&format!("{} raised before", counter.label));
        let said = "Whether the disposition that this save corrects has raised it.";
        let meaning = format!("{} raised before", counter.name);
        self.lowering.resources.variable(&meaning, kit::variable(&name, said, DataType::Boolean))
    }

    /// The flag of a failed look-up.
    pub(super) fn flag(&mut self, record: RecordRef) -> String {
        let name = self.lowering.names.unknown(record);
        let said = "Whether the look-up failed, so that nobody knows if there is one.";
        let flag = kit::variable(&name, said, DataType::Boolean);
        let meaning = format!("{} unknown", self.lowering.names.scope(record));
        self.lowering
            .resources
            .variable(&meaning, crate::flow::Variable { value: kit::boolean(false), ..flag })
    }

    /// The id of the rep's manager, before it is known to be active.
    pub(super) fn rep_manager(&mut self) -> String {
        let manager = crate::plan::manager_of_user();
        self.lowering.field(RecordRef::Rep, &manager)
    }

    fn load(&mut self, record: RecordRef) -> Vec<AssignmentItem> {
        let source = self.lowering.names.scope(record);
        let mut items = Vec::new();
        for key in &self.plan.loads {
            if key.record != record && key.record != RecordRef::Person {
                continue;
            }
            let value = reference(format!("{source}.{}", key.field.name));
            items.push(assign(self.lowering.field(key.record, &key.field), value));
        }
        items.sort_by(|left, right| left.target.cmp(&right.target));
        items
    }

    /// The targets of a field of the person: of both pending records.
    fn person_targets(field: &str) -> [String; 2] {
        [format!("contactChanges.{field}"), format!("leadChanges.{field}")]
    }

    fn sets(&mut self, items: &[SetItem<'p>]) -> Vec<AssignmentItem> {
        let mut rows: Vec<AssignmentItem> = Vec::new();
        for item in items {
            let set = item.set;
            let hint = Hint { scale: set.field.scale, ..Hint::new(item.formula.clone(), item.said.clone()) };
            let mut value = self.lowering.value(&set.value, &hint);
            if item.read_later {
                let variable = self.lowering.field(set.record, &set.field);
                rows.push(assign(variable.clone(), value));
                value = reference(variable);
            }
            let targets = self.set_targets(set.record, &set.field.name, &mut rows);
            rows.extend(targets.into_iter().map(|target| assign(target, value.clone())));
        }
        rows
    }

    fn take(&mut self, record: RecordRef, fields: &[&'p Arc<Field>]) -> Vec<AssignmentItem> {
        let mut rows = Vec::new();
        for field in fields {
            let value = reference(self.lowering.field(record, field));
            let targets = self.set_targets(record, &field.name, &mut rows);
            rows.extend(targets.into_iter().map(|target| assign(target, value.clone())));
        }
        rows
    }

    /// Where a field is gathered; a record that is found by id gets its id first.
    fn set_targets(&mut self, record: RecordRef, field: &str, rows: &mut Vec<AssignmentItem>) -> Vec<String> {
        if record == RecordRef::Person {
            return Self::person_targets(field).to_vec();
        }
        let changes = self.pending(record);
        let id = format!("{changes}.Id");
        if !rows.iter().any(|row| row.target == id) {
            rows.push(assign(id, reference(self.lowering.id(record))));
        }
        vec![format!("{changes}.{field}")]
    }

    fn increment(&mut self, counter: &Arc<Field>, read_later: bool, formula: &str) -> Vec<AssignmentItem> {
        let variable = self.lowering.field(RecordRef::Person, counter);
        let expression = format!("BLANKVALUE({{!{variable}}}, 0) + 1");
        let hint = Hint::new(formula, format!("{} with this call.", counter.label));
        let next = self.lowering.resources.formula(&hint, DataType::Number, Some(0), expression);
        let mut rows = Vec::new();
        let mut value = reference(next);
        if read_later {
            rows.push(assign(variable.clone(), value));
            value = reference(variable);
        }
        rows.extend(
            Self::person_targets(&counter.name).into_iter().map(|target| assign(target, value.clone())),
        );
        rows
    }
}

/// A formula of a step: `callAgainSubject`, with the place of the step where it stands in a branch.
pub(super) fn named(context: &Context, part: &str, said: &str) -> Hint {
    Hint::new(format!("{} {part}{}", context.about, context.suffix), said)
}

/// The formula of a field that is set.
pub(super) fn field_hint(field: &Field, context: &Context) -> Hint {
    named(context, &field.label, &format!("The new {}.", field.label))
}
