//! Assignments.

use super::{Interview, Run};
use crate::formula::Value;
use crate::simulate::fault;
use crate::simulate::program::{Change, Exits, Item, NodeId, Step, Target};
use crate::simulate::record::{Data, Record};
use crate::simulate::schema::FieldId;
use crate::simulate::values::{as_type, same, sum};
use std::sync::Arc;

impl Run<'_> {
    pub(super) fn assign(&mut self, items: &[Item], next: Option<NodeId>, interview: &mut Interview) {
        for item in items {
            let value = self.reader(interview).operand(&item.value);
            let data = match item.change {
                Change::Assign => value,
                change => {
                    let before = self.held(interview, &item.target);
                    match self.changed(before, change, value, interview, &item.target) {
                        Ok(data) => data,
                        Err(message) => return self.fault(interview, Exits::default(), &message),
                    }
                }
            };
            if !self.put(interview, &item.target, data) {
                let name = self.shape_name(interview, &item.target);
                return self.fault(interview, Exits::default(), &fault::not_set(&name));
            }
        }
        self.proceed(interview, next);
    }

    fn shape_name(&self, interview: &Interview, target: &Target) -> String {
        let slot = &self.programs.get(interview.frame().program).slots[target.slot.index()].name;
        match &target.field {
            Some(step) => format!("{slot}.{}", step.name),
            None => slot.clone(),
        }
    }

    /// What a target holds.
    fn held(&self, interview: &Interview, target: &Target) -> Data {
        let data = &interview.frame().slots[target.slot.index()];
        match (&target.field, data.record()) {
            (None, _) => data.clone(),
            (Some(step), Some(record)) => {
                let field = self.field_of(record, step);
                field.map_or(Data::NULL, |field| record.get(field).clone().into())
            }
            (Some(_), None) => Data::NULL,
        }
    }

    fn field_of(&self, record: &Record, step: &Step) -> Option<FieldId> {
        match step.expected {
            Some((object, field)) if object == record.object => Some(field),
            _ => self.schema.object(record.object).field_named(&step.name),
        }
    }

    /// Puts data into a variable, or into a field of its record; false where there can be no record.
    pub(super) fn put(&self, interview: &mut Interview, target: &Target, data: Data) -> bool {
        let program = interview.frame().program;
        let Some(step) = &target.field else {
            let data = self.fit(data, program, target.slot);
            interview.frame_mut().slots[target.slot.index()] = data;
            return true;
        };
        let object = self.programs.get(program).slots[target.slot.index()].object;
        let slot = &mut interview.frame_mut().slots[target.slot.index()];
        if slot.is_null() {
            let Some(object) = object else { return false };
            *slot = Data::Record(Arc::new(Record::new(object)));
        }
        let Data::Record(record) = slot else { return false };
        let Some(field) = self.field_of(record, step) else { return false };
        let value = match self.schema.field(record.object, field).formula_type() {
            Some(ty) => as_type(data.value(), ty, &self.context.time_zone),
            None => data.value(),
        };
        Arc::make_mut(record).set(field, value);
        true
    }

    /// What a variable holds after an operator other than `Assign`.
    fn changed(
        &self,
        before: Data,
        change: Change,
        value: Data,
        interview: &Interview,
        target: &Target,
    ) -> Result<Data, String> {
        let shape = &self.programs.get(interview.frame().program).slots[target.slot.index()];
        let is_collection = shape.is_collection && target.field.is_none();
        match (change, is_collection) {
            (Change::AssignCount, _) => Ok(Value::number(value.items().len() as i64).into()),
            (Change::Add | Change::Subtract, false) => {
                Ok(sum(&before.value(), change, &value.value(), &self.depended).into())
            }
            (Change::AddItem, false) => Ok(with_item(&before.value(), &value.value()).into()),
            (_, false) => Err(fault::not_set(&self.shape_name(interview, target))),
            (change, true) => self.changed_list(&before, change, &value, &shape.name),
        }
    }

    fn changed_list(&self, before: &Data, change: Change, value: &Data, name: &str) -> Result<Data, String> {
        let items = before.items();
        let new: &[Data] = match value {
            Data::List(list) => list,
            one => std::slice::from_ref(one),
        };
        let zone = &self.context.time_zone;
        let equal = |one: &Data, other: &Data| match (one, other) {
            (Data::Record(one), Data::Record(other)) => one == other,
            _ => same(&one.value(), &other.value(), zone),
        };
        let among = |item: &Data| new.iter().any(|each| equal(each, item));
        let first = items.iter().position(among);
        let kept: Vec<Data> = match change {
            Change::Add | Change::AddItem => [items, new].concat(),
            Change::AddAtStart => [new, items].concat(),
            Change::RemoveAll => items.iter().filter(|item| !among(item)).cloned().collect(),
            Change::RemoveUncommon => items.iter().filter(|item| among(item)).cloned().collect(),
            Change::RemoveFirst => match first {
                Some(at) => without(items, at),
                None => items.to_vec(),
            },
            Change::RemoveBeforeFirst => items[first.unwrap_or(0)..].to_vec(),
            Change::RemoveAfterFirst => items[..first.map_or(items.len(), |at| at + 1)].to_vec(),
            Change::RemovePosition => {
                let position = match value.value() {
                    Value::Number(number) => number.to_i64(),
                    _ => None,
                };
                let at = position.and_then(|number| usize::try_from(number).ok()?.checked_sub(1));
                match at.filter(|at| *at < items.len()) {
                    Some(at) => without(items, at),
                    None => return Err(format!("There is no such position in the collection {name}.")),
                }
            }
            Change::Assign | Change::AssignCount | Change::Subtract => new.to_vec(),
        };
        Ok(Data::list(kept))
    }
}

fn without(items: &[Data], at: usize) -> Vec<Data> {
    [&items[..at], &items[at + 1..]].concat()
}

/// `A;B`: one value more in a multi-select picklist.
fn with_item(before: &Value, item: &Value) -> Value {
    match before.is_blank() {
        true => item.clone(),
        false => Value::text(format!("{before};{item}")),
    }
}
