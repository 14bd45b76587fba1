//! Look-ups: the records that a `where` finds.

use super::Interpreter;
use super::ask::same_text;
use super::faults::Failing;
use super::places;
use super::scene::{Known, Scene};
use ctiflow::check::{Comparison, Expression, Query, QueryCondition, RecordRef, looked_for};
use ctiflow::formula::Value;
use ctiflow::formula::typed::Type;
use ctiflow::simulate::Record;
use std::cmp::Ordering;
use std::sync::Arc;

impl<'p> Interpreter<'p> {
    /// Looks a record up where a condition needs it.
    pub(super) fn look_up_for(&mut self, scene: &mut Scene<'p>, condition: &Expression, index: usize) {
        let record = RecordRef::Named(index);
        if places::is_needed_for(condition, record, scene.records) {
            self.look_up(scene, record);
        }
    }

    /// Looks a named record up, if no step has made it before.
    pub(super) fn look_up(&mut self, scene: &mut Scene<'p>, record: RecordRef) {
        let RecordRef::Named(index) = record else { return };
        if scene.known.contains_key(&record) {
            return;
        }
        let declared = &scene.records[index];
        let failing = Failing::LookUp { flow: scene.flow.to_owned(), record };
        if self.fails(&failing) && declared.filters.iter().any(|filter| !self.is_blank(scene, filter)) {
            self.fault(scene);
            scene.known.insert(record, Known::Failed);
            return;
        }
        let found = declared.filters.iter().map(|filter| {
            let mut found = self.matching(scene, &declared.object, filter);
            if let Some((field, descending)) = &declared.order {
                let key = |record: &Arc<Record>| self.world.field(record, &field.name);
                found.sort_by(|one, other| {
                    let ordering = order(&key(one), &key(other)).unwrap_or(Ordering::Equal);
                    if *descending { ordering.reverse() } else { ordering }
                });
            }
            found
        });
        let found = found.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
        let known = match (declared.count, found.first()) {
            (true, _) => Known::Counted(i64::try_from(found.len()).unwrap_or(i64::MAX)),
            (false, Some(first)) => Known::Found(first.clone()),
            (false, None) => Known::Absent,
        };
        scene.known.insert(record, known);
    }

    /// Whether a value to compare with is blank: then nothing is looked for.
    pub(super) fn is_blank(&self, scene: &Scene<'p>, filter: &'p Query) -> bool {
        looked_for(filter).any(|value| self.value(scene, value).is_blank())
    }

    /// The records of an object that meet all conditions; none where a value to compare with is blank.
    pub(super) fn matching(&self, scene: &Scene<'p>, object: &str, filter: &'p Query) -> Vec<Arc<Record>> {
        let asked: Vec<(&QueryCondition, Vec<Value>)> = filter
            .conditions
            .iter()
            .map(|each| (each, each.values.iter().map(|value| self.value(scene, value)).collect()))
            .collect();
        if asked.iter().any(|(_, values)| values.iter().any(Value::is_blank)) {
            return Vec::new();
        }
        let meets = |record: &&Arc<Record>| {
            asked.iter().all(|(condition, values)| {
                let own = self.world.field(record, &condition.field.name);
                let own = match condition.field.field_type.in_formulas() {
                    Some(Type::Boolean) if own == Value::Null => Value::Boolean(false),
                    _ => own,
                };
                values.iter().any(|value| compare(&own, condition.operator, value))
            })
        };
        self.world.all(object).filter(meets).cloned().collect()
    }
}

/// A comparison of a field with a value that is not blank; with a blank field it is false.
fn compare(own: &Value, operator: Comparison, value: &Value) -> bool {
    if operator == Comparison::IsBlank {
        return own.is_blank() == value.is_true();
    }
    if own.is_blank() {
        return false;
    }
    let same = own == value || same_text(own, value);
    match operator {
        Comparison::Equal => same,
        Comparison::NotEqual => !same,
        Comparison::Less => order(own, value) == Some(Ordering::Less),
        Comparison::LessOrEqual => matches!(order(own, value), Some(Ordering::Less | Ordering::Equal)),
        Comparison::Greater => order(own, value) == Some(Ordering::Greater),
        Comparison::GreaterOrEqual => matches!(order(own, value), Some(Ordering::Greater | Ordering::Equal)),
        Comparison::StartsWith => words(own).starts_with(&words(value)),
        Comparison::Contains => words(own).contains(&words(value)),
        Comparison::IsBlank => false,
    }
}

/// Which of two values comes first; nothing comes before everything.
fn order(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        (Value::Null, _) => Some(Ordering::Less),
        (_, Value::Null) => Some(Ordering::Greater),
        (Value::Text(_), Value::Text(_)) => Some(words(one).cmp(&words(other))),
        (Value::Number(one), Value::Number(other)) => {
            let difference = one.minus(other)?;
            Some(match (difference.is_zero(), difference.is_negative()) {
                (true, _) => Ordering::Equal,
                (false, true) => Ordering::Less,
                (false, false) => Ordering::Greater,
            })
        }
        (Value::Date(one), Value::Date(other)) => Some(one.cmp(other)),
        (Value::DateTime(one), Value::DateTime(other)) => Some(one.cmp(other)),
        (Value::Time(one), Value::Time(other)) => Some(one.cmp(other)),
        (Value::Boolean(one), Value::Boolean(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

fn words(value: &Value) -> String {
    value.to_string().to_lowercase()
}
