//! Whether records that a flow saves may start a flow.
//!
//! The conditions of a start are taken apart into what is known of the records (a field that was not given is blank in a new
//! record and the same as before in a changed one) and what is not; the flow may start if some values of the latter let it.

use super::price::{Operation, Saves};
use crate::diag::Sink;
use crate::flow::{FieldAssignment, Filter, Flow, Value};
use crate::formula::{BinaryOperator, Dialect, Expr, ExprKind, UnaryOperator, parse, print_expr};
use crate::org::{FieldType, Org};
use crate::source::{Fragment, Span};

/// So many unknown conditions are tried in all combinations.
const MOST_UNKNOWN: usize = 12;

/// A condition.
#[derive(Clone, Debug)]
enum Condition {
    Known(bool),
    Unknown(usize),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

/// What is known of the records that are saved.
struct Record<'a> {
    object: &'a str,
    operation: Operation,
    fields: &'a [FieldAssignment],
    org: &'a Org,
    /// The unknown conditions, as they are written.
    unknown: Vec<String>,
}

/// Whether the save of records may start `flow`.
pub(super) fn may_start(flow: &Flow, saves: &Saves<'_>, org: &Org, flows: &[&Flow]) -> bool {
    let start = &flow.start;
    let (Some(object), Some(trigger)) = (&start.object, start.trigger_type.as_deref()) else { return false };
    if !trigger.starts_with("Record") || !listens(flow, saves.operation) || saves.is_own {
        return false;
    }
    let Some(saved) = saves.object else { return true };
    if !saved.eq_ignore_ascii_case(object) {
        return false;
    }
    let is_before = |other: &&&Flow| {
        other.start.trigger_type.as_deref() == Some("RecordBeforeSave")
            && other.start.object.as_ref() == Some(object)
    };
    match saves.fields {
        Some(fields) if saves.operation != Operation::Delete && flows.iter().find(is_before).is_none() => {
            let mut record = Record { object, operation: saves.operation, fields, org, unknown: Vec::new() };
            let condition = record.entry(flow);
            record.may_hold(&condition)
        }
        _ => true,
    }
}

fn listens(flow: &Flow, operation: Operation) -> bool {
    let on = flow.start.record_trigger_type.as_deref().unwrap_or_default();
    match operation {
        Operation::Create => matches!(on, "Create" | "CreateAndUpdate"),
        Operation::Update => matches!(on, "Update" | "CreateAndUpdate"),
        Operation::Delete => {
            on == "Delete" || flow.start.trigger_type.as_deref() == Some("RecordBeforeDelete")
        }
    }
}

impl Record<'_> {
    fn entry(&mut self, flow: &Flow) -> Condition {
        let start = &flow.start;
        let condition = match &start.filter_formula {
            Some(text) => {
                let fragment = Fragment::verbatim(text.clone(), Span::default());
                match parse(&fragment, Dialect::Flow, &mut Sink::default()) {
                    Some(formula) => self.formula(&formula),
                    None => self.unknown(text.clone()),
                }
            }
            None => {
                let filters = start.filters.iter().map(|filter| self.filter(filter)).collect();
                match start.filter_logic.as_deref() {
                    None | Some("and") => Condition::All(filters),
                    Some("or") => Condition::Any(filters),
                    Some(other) => self.unknown(other.to_owned()),
                }
            }
        };
        let fields = || start.filters.iter().map(|filter| filter.field.as_str());
        let unchanged = start.filter_formula.is_none() && fields().all(|field| self.given(field).is_none());
        match start.requires_change && self.operation == Operation::Update && unchanged {
            true => Condition::Known(false),
            false => condition,
        }
    }

    fn unknown(&mut self, text: String) -> Condition {
        let known = self.unknown.iter().position(|each| *each == text);
        Condition::Unknown(known.unwrap_or_else(|| {
            self.unknown.push(text);
            self.unknown.len() - 1
        }))
    }

    fn given(&self, field: &str) -> Option<&FieldAssignment> {
        self.fields.iter().find(|each| each.field.eq_ignore_ascii_case(field))
    }

    /// Whether a field of a new record is blank: nobody gives it, and the platform does not fill it by itself.
    fn is_blank(&self, field: &str) -> bool {
        let Some(known) = self.org.field(self.object, field) else { return false };
        let filled = match known.field_type {
            FieldType::Checkbox | FieldType::Id | FieldType::AutoNumber | FieldType::Other => true,
            FieldType::Picklist => !field.ends_with("__c"),
            FieldType::Reference => field == "OwnerId",
            _ => false,
        };
        self.operation == Operation::Create
            && self.given(field).is_none()
            && !filled
            && !known.required
            && known.createable != Some(false)
            && self.org.default_value(self.object, field).is_none()
    }

    fn filter(&mut self, filter: &Filter) -> Condition {
        let blank = self.is_blank(&filter.field);
        match (filter.operator.as_str(), &filter.value) {
            ("IsNull", Some(Value::Boolean(wanted))) if blank => Condition::Known(*wanted),
            ("EqualTo", Some(Value::String(_) | Value::Number(_) | Value::Date(_))) if blank => {
                Condition::Known(false)
            }
            ("IsChanged", _)
                if self.operation == Operation::Update && self.given(&filter.field).is_none() =>
            {
                Condition::Known(false)
            }
            _ => self.unknown(format!("{filter:?}")),
        }
    }

    fn formula(&mut self, formula: &Expr) -> Condition {
        match &formula.kind {
            ExprKind::Boolean(value) => Condition::Known(*value),
            ExprKind::Unary(UnaryOperator::Not, inner) => Condition::Not(Box::new(self.formula(inner))),
            ExprKind::Binary(BinaryOperator::And, a, b) => {
                Condition::All(vec![self.formula(a), self.formula(b)])
            }
            ExprKind::Binary(BinaryOperator::Or, a, b) => {
                Condition::Any(vec![self.formula(a), self.formula(b)])
            }
            ExprKind::Call { function, arguments, .. } => {
                self.call(formula, &function.to_ascii_uppercase(), arguments)
            }
            _ => self.unknown(self.written(formula)),
        }
    }

    fn call(&mut self, formula: &Expr, function: &str, arguments: &[Expr]) -> Condition {
        let field = match arguments {
            [Expr { kind: ExprKind::Reference(steps), .. }] => match steps.as_slice() {
                [record, field] if record == "$Record" => Some(field.as_str()),
                _ => None,
            },
            _ => None,
        };
        match (function, field) {
            ("AND", _) => Condition::All(arguments.iter().map(|each| self.formula(each)).collect()),
            ("OR", _) => Condition::Any(arguments.iter().map(|each| self.formula(each)).collect()),
            ("NOT", _) if arguments.len() == 1 => Condition::Not(Box::new(self.formula(&arguments[0]))),
            ("ISNEW", _) => Condition::Known(self.operation == Operation::Create),
            ("ISBLANK" | "ISNULL", Some(field)) if self.is_blank(field) => Condition::Known(true),
            ("ISCHANGED", Some(field))
                if self.operation == Operation::Update && self.given(field).is_none() =>
            {
                Condition::Known(false)
            }
            _ => self.unknown(self.written(formula)),
        }
    }

    /// A formula as it is written, where a record that is changed keeps the fields that are not given.
    fn written(&self, formula: &Expr) -> String {
        let text = print_expr(formula, Dialect::Flow);
        if self.operation != Operation::Update {
            return text;
        }
        let prior = "$Record__Prior.";
        let changes = |part: &&str| self.fields.iter().any(|each| part.starts_with(each.field.as_str()));
        match text.split(prior).skip(1).any(|part| changes(&part)) {
            true => text,
            false => text.replace(prior, "$Record."),
        }
    }

    fn may_hold(&self, condition: &Condition) -> bool {
        let count = self.unknown.len();
        count > MOST_UNKNOWN || (0..1_u32 << count).any(|values| holds(condition, values))
    }
}

fn holds(condition: &Condition, values: u32) -> bool {
    match condition {
        Condition::Known(known) => *known,
        Condition::Unknown(at) => values & 1 << at != 0,
        Condition::Not(inner) => !holds(inner, values),
        Condition::All(all) => all.iter().all(|each| holds(each, values)),
        Condition::Any(all) => all.iter().any(|each| holds(each, values)),
    }
}
