//! Conditions in sentences, for descriptions.

use super::phrases::{list, with_article};
use super::reads::of_expression;
use super::words::{Speaker, asks_blank, compares, found_record};
use crate::check::{Comparison, Expression, Query, QueryCondition, RecordRef, Symbol};
use crate::formula::ast::{BinaryOperator, UnaryOperator};
use crate::formula::typed::{Type, TypedKind};
use crate::formula::{and_parts, or_parts};
use std::collections::BTreeSet;

/// One condition in words.
struct Clause {
    /// What it is about, if it names one thing.
    subject: Option<String>,
    /// What is said of it.
    predicate: String,
}

impl Clause {
    fn about(subject: String, predicate: String) -> Self {
        Self { subject: Some(subject), predicate }
    }

    fn words(self) -> String {
        self.subject.map_or_else(String::new, |subject| subject + " ") + &self.predicate
    }
}

impl Speaker<'_> {
    /// What the label of a question leaves open: the settings, what a blank means, whose field it is.
    pub(super) fn behind_question(&self, condition: &Expression) -> String {
        let mut said = settings(condition, self);
        said.extend(self.blanks(condition));
        said.extend(self.absent(condition));
        if said.is_empty() {
            said.push(self.looked_at(condition));
        }
        said.join(" ")
    }

    /// `A blank Call Duration counts as No.`: where a condition asks for the blank beside comparing.
    fn blanks(&self, condition: &Expression) -> Vec<String> {
        let of = |parts: Vec<&Expression>, filled: bool, answer: &str| {
            let guarded = parts.iter().filter_map(|part| asks_blank(part, filled));
            let compared = guarded.filter(|value| parts.iter().any(|part| compares(part, value)));
            compared
                .map(|value| format!("A blank {} counts as {answer}.", self.words(value)))
                .collect::<Vec<_>>()
        };
        let mut said = of(and_parts(condition), true, "No");
        said.extend(of(or_parts(condition), false, "Yes"));
        said
    }

    /// `Without an Opportunity: No.`: where a condition asks whether a record is there before it reads it.
    fn absent(&self, condition: &Expression) -> Vec<String> {
        let parts = and_parts(condition);
        let found = parts.iter().filter_map(|part| found_record(part));
        let read = found.filter(|record| parts.iter().any(|part| reads_field(part, *record)));
        read.map(|record| format!("Without {}: No.", with_article(&self.record(record)))).collect()
    }

    /// `Looks at the First Connect Date of the person.`
    fn looked_at(&self, condition: &Expression) -> String {
        let reads = of_expression(condition);
        let fields: Vec<String> = reads.fields.iter().map(|key| self.field(key.record, &key.field)).collect();
        if !fields.is_empty() {
            return format!("Looks at {}.", list(&fields, "and"));
        }
        let looked_up = reads.records.iter().find(|record| matches!(record, RecordRef::Named(_)));
        match (looked_up, reads.records.first()) {
            (Some(record), _) => format!("Looks whether there is {}.", with_article(&self.record(*record))),
            (None, Some(RecordRef::Lead)) => "Otherwise it is a Contact.".to_owned(),
            (None, Some(RecordRef::Contact)) => "Otherwise it is a Lead.".to_owned(),
            (None, Some(record)) => {
                format!("Looks whether there is {}.", with_article(&self.record(*record)))
            }
            (None, None) => self.condition(condition),
        }
    }

    /// A condition: `Last Call Date is blank, or is more than 10 business days ago`; none where it needs a formula.
    pub(super) fn sentence(&self, condition: &Expression) -> Option<String> {
        let all = and_parts(condition);
        let any = or_parts(condition);
        match (all.as_slice(), any.as_slice()) {
            ([_], [_]) => self.clause(condition, true).map(Clause::words),
            ([_], any) => self.joined(any, "or"),
            (all, _) => self.joined(all, "and"),
        }
    }

    /// Several conditions; one about the same thing as that before it does not name it again.
    fn joined(&self, parts: &[&Expression], joint: &str) -> Option<String> {
        let mut said = String::new();
        let mut before = None;
        for part in parts {
            let clause = match and_parts(part).len() + or_parts(part).len() {
                2 => self.clause(part, true)?,
                _ => Clause { subject: None, predicate: self.sentence(part)? },
            };
            if !said.is_empty() {
                said.push_str(&format!(", {joint} "));
            }
            let again = clause.subject.is_some() && clause.subject == before;
            before.clone_from(&clause.subject);
            said.push_str(&if again { clause.predicate } else { clause.words() });
        }
        Some(said)
    }

    fn clause(&self, condition: &Expression, holds: bool) -> Option<Clause> {
        let negation = if holds { "" } else { "not " };
        match &condition.kind {
            TypedKind::Unary(UnaryOperator::Not, operand) => self.clause(operand, !holds),
            TypedKind::Call("NOT", arguments) => self.clause(arguments.first()?, !holds),
            TypedKind::Call("ISBLANK" | "ISNULL", arguments) => {
                Some(Clause::about(self.subject(arguments.first()?)?, format!("is {negation}blank")))
            }
            TypedKind::Call("FOUND", arguments) => {
                let record = super::items::record_of(arguments.first()?)?;
                let words = self.record(record);
                let predicate = match holds {
                    true => format!("there is {}", with_article(&words)),
                    false => format!("there is no {words}"),
                };
                Some(Clause { subject: None, predicate })
            }
            TypedKind::Binary(operator, left, right) if holds => {
                let dates = matches!(left.ty, Type::Date | Type::DateTime);
                let value = self.value(right)?;
                Some(Clause::about(self.subject(left)?, compared_with(*operator, dates, &value)?))
            }
            TypedKind::Reference(Symbol::Field(..)) => {
                Some(Clause::about(self.subject(condition)?, format!("is {holds}")))
            }
            _ => None,
        }
    }

    /// The left side of a clause; a field of the record itself by its label alone.
    fn subject(&self, value: &Expression) -> Option<String> {
        match &value.kind {
            TypedKind::Reference(Symbol::Field(RecordRef::Subject, field)) if field.name != "OwnerId" => {
                Some(field.label.clone())
            }
            _ => self.value(value),
        }
    }

    /// The conditions of a filter: `Closed is false and Stage is A or B`.
    pub(super) fn filter(&self, query: &Query) -> String {
        let said: Vec<String> = query.conditions.iter().map(|each| self.filter_clause(each)).collect();
        list(&said, "and")
    }

    /// One condition of a filter.
    pub(super) fn filter_clause(&self, condition: &QueryCondition) -> String {
        let values: Vec<String> = condition.values.iter().map(|value| self.given(value)).collect();
        let values = list(&values, "or");
        let words = match condition.operator {
            Comparison::IsBlank if values == "true" => "is blank".to_owned(),
            Comparison::IsBlank => "is not blank".to_owned(),
            Comparison::Equal => format!("is {values}"),
            Comparison::NotEqual => format!("is not {values}"),
            Comparison::Less => format!("is below {values}"),
            Comparison::LessOrEqual => format!("is at most {values}"),
            Comparison::Greater => format!("is above {values}"),
            Comparison::GreaterOrEqual => format!("is at least {values}"),
            Comparison::StartsWith => format!("starts with {values}"),
            Comparison::Contains => format!("contains {values}"),
        };
        format!("{} {words}", condition.field.label)
    }
}

/// `Short Connect is 90 seconds.`, for each setting that a condition reads.
pub(super) fn settings(condition: &Expression, speaker: &Speaker<'_>) -> Vec<String> {
    let mut said = BTreeSet::new();
    for symbol in condition.symbols() {
        if let Symbol::Setting(setting) = symbol {
            let amount = format!("{} {}", setting.number, setting.unit);
            said.insert(format!("{} is {}.", speaker.symbol(symbol), amount.trim_end()));
        }
    }
    said.into_iter().collect()
}

fn reads_field(part: &Expression, record: RecordRef) -> bool {
    of_expression(part).fields.iter().any(|key| key.record == record)
}

/// `is less than 5`, `is before today`, `is more than 10 days ago`.
fn compared_with(operator: BinaryOperator, dates: bool, value: &str) -> Option<String> {
    let ago = dates && value.ends_with(" ago");
    let words = match operator {
        BinaryOperator::Equal => "is",
        BinaryOperator::NotEqual => "is not",
        BinaryOperator::Less if ago => "is more than",
        BinaryOperator::Greater if ago => "is less than",
        BinaryOperator::LessOrEqual if ago => "is at least",
        BinaryOperator::GreaterOrEqual if ago => "is at most",
        BinaryOperator::Less if dates => "is before",
        BinaryOperator::Greater if dates => "is after",
        BinaryOperator::LessOrEqual if dates => "is not after",
        BinaryOperator::GreaterOrEqual if dates => "is not before",
        BinaryOperator::Less => "is less than",
        BinaryOperator::Greater => "is more than",
        BinaryOperator::LessOrEqual => "is at most",
        BinaryOperator::GreaterOrEqual => "is at least",
        BinaryOperator::Or
        | BinaryOperator::And
        | BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::Concatenate
        | BinaryOperator::Power
        | BinaryOperator::Multiply
        | BinaryOperator::Divide => return None,
    };
    Some(format!("{words} {value}"))
}
