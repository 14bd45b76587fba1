//! What an interview sees: values of names, formulas, conditions.

use super::Frame;
use crate::formula::{Context, Fault, Value, Values};
use crate::org::FieldType;
use crate::simulate::choices::{Choice, Depended};
use crate::simulate::program::{
    Base, Condition, Formula, Hop, Operand, Operator, Program, Reference, Rule, Slot, Step, Text, TextPart,
};
use crate::simulate::record::{Data, Record};
use crate::simulate::schema::Schema;
use crate::simulate::settings::Settings;
use crate::simulate::store::Store;
use crate::simulate::values::{as_type, compares, fit_value, same, text_of, value_type};
use std::cell::Cell;
use std::sync::Arc;

/// Formulas that refer to formulas go this deep; one that refers to itself has no value.
const MOST_DEPTH: u8 = 60;

/// What an interview sees.
pub(crate) struct Reader<'a> {
    pub(crate) program: &'a Program,
    pub(crate) schema: &'a Schema,
    pub(crate) store: &'a Store,
    pub(crate) settings: &'a Settings,
    pub(crate) context: &'a Context,
    pub(crate) depended: &'a Depended,
    pub(crate) user: &'a Value,
    pub(crate) slots: &'a [Data],
    pub(crate) fault: Option<&'a Arc<str>>,
    pub(crate) interview: u32,
    pub(crate) depth: Cell<u8>,
}

impl<'a> Reader<'a> {
    /// What a reference stands for.
    pub(crate) fn data(&self, reference: &Reference) -> Data {
        match (&reference.base, &reference.field) {
            (Base::Slot(slot), None) => self.slots.get(slot.index()).cloned().unwrap_or_default(),
            (Base::Slot(slot), Some(field)) => match self.slots.get(slot.index()).and_then(Data::record) {
                Some(record) => Data::Value(self.followed(record, &reference.hops, field)),
                None => {
                    self.depended.note(Choice::MissingRecord);
                    Data::NULL
                }
            },
            (Base::User, Some(field)) => match self.store.find(self.schema, self.user) {
                Some(user) => Data::Value(self.followed(user, &reference.hops, field)),
                None => Data::NULL,
            },
            (Base::User, None) => self.user.clone().into(),
            (Base::Formula(at), _) => Data::Value(self.formula(&self.program.formulas[usize::from(*at)])),
            (Base::Template(at), _) => Data::text(self.text(&self.program.templates[usize::from(*at)])),
            (Base::Constant(value), _) => value.clone().into(),
            (Base::CurrentDate, _) => {
                Value::Date(self.context.now.to_zoned(self.context.time_zone.clone()).date()).into()
            }
            (Base::CurrentDateTime | Base::InterviewStartTime, _) => Value::DateTime(self.context.now).into(),
            (Base::InterviewGuid, _) => Data::text(guid(self.interview)),
            (Base::FaultMessage, _) => self.fault.map_or(Data::NULL, |fault| Data::text(fault.clone())),
            (Base::Given(name), _) => match self.settings.given.get(name) {
                Some(value) => value.clone().into(),
                None => self.not_given(name),
            },
        }
    }

    fn not_given(&self, name: &str) -> Data {
        self.depended.note(Choice::NotGiven);
        match name.starts_with("$Permission.") {
            true => Value::Boolean(false).into(),
            false => Data::NULL,
        }
    }

    /// A field, through relationships.
    fn followed(&self, record: &Arc<Record>, hops: &[Hop], field: &Step) -> Value {
        let mut record: &Arc<Record> = record;
        for hop in hops {
            let id = match self.field(record, &hop.via) {
                Value::Null => self.stored_field(record, &hop.via),
                id => id,
            };
            let right = |record: &&Arc<Record>| hop.only.is_none_or(|only| record.object == only);
            match self.store.find(self.schema, &id).filter(right) {
                Some(next) => record = next,
                None => {
                    self.depended.note(Choice::MissingRecord);
                    return Value::Null;
                }
            }
        }
        self.field(record, field)
    }

    /// A field of a record; a checkbox of a record that was saved is never null.
    fn field(&self, record: &Record, step: &Step) -> Value {
        let field = match step.expected {
            Some((object, field)) if object == record.object => Some(field),
            _ => self.schema.object(record.object).field_named(&step.name),
        };
        let Some(field) = field else { return Value::Null };
        match record.given(field) {
            Some(value) => value.clone(),
            None => {
                let field = self.schema.field(record.object, field);
                if field.is_computed() {
                    self.depended.note(Choice::FormulaField);
                }
                match field.kind == FieldType::Checkbox && *record.id() != Value::Null {
                    true => Value::Boolean(false),
                    false => Value::Null,
                }
            }
        }
    }

    /// A reference of a record that was fetched without it: relationships are followed nevertheless.
    fn stored_field(&self, record: &Record, step: &Step) -> Value {
        match self.store.find(self.schema, record.id()) {
            Some(stored) => self.field(stored, step),
            None => Value::Null,
        }
    }

    /// The value of an operand.
    pub(crate) fn operand(&self, operand: &Operand) -> Data {
        match operand {
            Operand::Literal(value) => value.clone().into(),
            Operand::Reference(reference) => self.data(reference),
            Operand::Text(text) => Data::text(self.text(text)),
        }
    }

    /// A text with what is merged into it.
    pub(crate) fn text(&self, text: &Text) -> String {
        let mut written = String::new();
        for part in &text.parts {
            match part {
                TextPart::Plain(plain) => written.push_str(plain),
                TextPart::Merged(reference) => match self.data(reference) {
                    Data::List(items) => {
                        let items: Vec<String> =
                            items.iter().map(|item| text_of(&item.value(), self.depended)).collect();
                        written.push_str(&format!("[{}]", items.join(", ")));
                    }
                    data @ (Data::Value(_) | Data::Record(_)) => {
                        written.push_str(&text_of(&data.value(), self.depended));
                    }
                },
            }
        }
        written
    }

    /// The value of a formula: null where it has none.
    pub(crate) fn formula(&self, formula: &Formula) -> Value {
        if self.depth.get() >= MOST_DEPTH {
            return Value::Null;
        }
        self.depth.set(self.depth.get() + 1);
        let value = crate::formula::evaluate(&formula.expression, self, self.context).unwrap_or_default();
        self.depth.set(self.depth.get() - 1);
        match value_type(formula.data_type) {
            Some(ty) => fit_value(value, ty, formula.scale, &self.context.time_zone, self.depended),
            None => value,
        }
    }

    /// Whether an outcome is the one.
    pub(crate) fn rule(&self, rule: &Rule) -> bool {
        let holds = rule.logic.holds(rule.conditions.len(), &mut |at| self.condition(&rule.conditions[at]));
        holds && !(rule.requires_change && self.before(|before| before.rule_without_change(rule)))
    }

    fn rule_without_change(&self, rule: &Rule) -> bool {
        rule.logic.holds(rule.conditions.len(), &mut |at| self.condition(&rule.conditions[at]))
    }

    /// Asks a question of the record as it was before this save; a new record met nothing.
    pub(crate) fn before(&self, question: impl FnOnce(&Reader<'_>) -> bool) -> bool {
        if self.is_new() {
            return false;
        }
        let mut slots = self.slots.to_vec();
        slots[Slot::RECORD.index()] = slots[Slot::PRIOR.index()].clone();
        question(&Reader { slots: &slots, depth: Cell::new(0), ..*self })
    }

    fn condition(&self, condition: &Condition) -> bool {
        let left = self.data(&condition.left);
        let right = self.operand(&condition.right);
        match condition.operator {
            Operator::IsChanged => self.is_changed(&condition.left) == right.value().is_true(),
            Operator::IsEmpty => left.items().is_empty() == right.value().is_true(),
            Operator::IsNull => left.is_null() == right.value().is_true(),
            Operator::In => self.is_among(&left.value(), &right),
            Operator::NotIn => !self.is_among(&left.value(), &right),
            Operator::Contains if matches!(left, Data::List(_)) => self.is_among(&right.value(), &left),
            operator => {
                let (left, right) = (left.value(), right.value());
                let test = matches!(operator, Operator::IsBlank | Operator::WasSet | Operator::WasVisited);
                if !test && (left == Value::Null || right == Value::Null) {
                    self.depended.note(Choice::NullComparison);
                }
                compares(&left, operator, &right, &self.context.time_zone)
            }
        }
    }

    fn is_among(&self, value: &Value, list: &Data) -> bool {
        let mut items = list.items().iter();
        match list {
            Data::List(_) => items.any(|item| same(value, &item.value(), &self.context.time_zone)),
            Data::Value(_) | Data::Record(_) => same(value, &list.value(), &self.context.time_zone),
        }
    }

    fn is_changed(&self, reference: &Reference) -> bool {
        match self.prior_of(reference) {
            Some(prior) => self.is_new() || self.data(reference) != prior,
            None => false,
        }
    }

    /// What a reference that begins at `$Record` stood for before this save.
    fn prior_of(&self, reference: &Reference) -> Option<Data> {
        match reference.base {
            Base::Slot(Slot::RECORD) => {
                Some(self.data(&Reference { base: Base::Slot(Slot::PRIOR), ..reference.clone() }))
            }
            _ => None,
        }
    }

    /// As a formula takes it: a percent of 50 is 0.5 (documented).
    fn formula_value(&self, reference: &Reference, value: Value) -> Value {
        let percent = reference
            .field
            .as_ref()
            .and_then(|step| step.expected)
            .is_some_and(|(object, field)| self.schema.field(object, field).kind == FieldType::Percent);
        match (value, reference.ty) {
            (Value::Number(number), _) if percent => {
                let hundredth = crate::formula::Decimal::read("0.01").and_then(|part| number.times(&part));
                hundredth.map_or(Value::Null, Value::Number)
            }
            (value, Some(ty)) => as_type(value, ty, &self.context.time_zone),
            (value, None) => value,
        }
    }
}

impl Values for Reader<'_> {
    type Symbol = Reference;

    fn value(&self, symbol: &Reference) -> Result<Value, Fault> {
        let value = match (&symbol.base, &symbol.field) {
            (Base::Slot(slot), None) => match self.slots.get(slot.index()) {
                Some(Data::Value(value)) => value.clone(),
                Some(other) => other.value(),
                None => Value::Null,
            },
            _ => self.data(symbol).value(),
        };
        Ok(self.formula_value(symbol, value))
    }

    fn prior(&self, symbol: &Reference) -> Value {
        let prior = self.prior_of(symbol).unwrap_or_default().value();
        self.formula_value(symbol, prior)
    }

    fn is_new(&self) -> bool {
        self.slots.get(Slot::PRIOR.index()).is_none_or(Data::is_null)
    }
}

/// The id of an interview: always the same for the same run.
fn guid(interview: u32) -> String {
    format!("00000000-0000-4000-8000-{interview:012x}")
}

impl Frame {
    /// The record that started the flow.
    pub(crate) fn record(&self) -> Option<&Arc<Record>> {
        self.slots.first().and_then(Data::record)
    }
}
