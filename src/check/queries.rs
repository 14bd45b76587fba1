//! A `where` as the platform can ask it: conditions on fields of one object, all of which must hold.

use super::expressions::boolean;
use super::formulas::Checker;
use super::program::{Comparison, Expression, Query, QueryCondition, RecordRef, Symbol};
use super::values::{Purpose, Target};
use crate::diag::{Code, Diagnostic};
use crate::flow::logic;
use crate::formula::ast::{BinaryOperator, Expr, ExprKind, UnaryOperator};
use crate::formula::typed::{Type, TypedKind};
use crate::org::{Field, FieldType};
use crate::source::Span;
use crate::spec::{FieldFilter, Filter, Value};
use std::sync::Arc;

/// Which object is asked for, and what its filter may read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'q> {
    /// The object.
    pub(super) object: &'q str,
    /// Of the named records only those before this one may be read; `None`: all.
    pub(super) before: Option<usize>,
    /// Which values it may compare with.
    pub(super) values: Comparable,
}

/// Which values a filter may compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparable {
    /// Any.
    Any,
    /// Those that are written out: the start of a scheduled flow knows no records and no formulas.
    Written,
}

/// Functions that are comparisons.
const COMPARING: &[(&str, Comparison)] = &[
    ("BEGINS", Comparison::StartsWith),
    ("CONTAINS", Comparison::Contains),
    ("ISPICKVAL", Comparison::Equal),
];

/// Operators that are comparisons, with the one for exchanged sides.
const OPERATORS: &[(BinaryOperator, Comparison, Comparison)] = &[
    (BinaryOperator::Equal, Comparison::Equal, Comparison::Equal),
    (BinaryOperator::NotEqual, Comparison::NotEqual, Comparison::NotEqual),
    (BinaryOperator::Less, Comparison::Less, Comparison::Greater),
    (BinaryOperator::LessOrEqual, Comparison::LessOrEqual, Comparison::GreaterOrEqual),
    (BinaryOperator::Greater, Comparison::Greater, Comparison::Less),
    (BinaryOperator::GreaterOrEqual, Comparison::GreaterOrEqual, Comparison::LessOrEqual),
];

impl Checker<'_, '_> {
    /// A filter of an object.
    pub(super) fn query(&mut self, filter: &Filter, asked: Asked<'_>) -> Option<Query> {
        let query = self.conditions(filter, asked)?;
        self.can_be_numbered(&query, &[], filter)?;
        Some(query)
    }

    /// Refuses more values than the logic of a filter can join; `before`: how many filters stand before these.
    pub(super) fn can_be_numbered(&mut self, query: &Query, before: &[usize], filter: &Filter) -> Option<()> {
        let values = query.conditions.iter().map(|condition| condition.values.len());
        let sizes: Vec<usize> = before.iter().copied().chain(values).collect();
        if logic::any_of_each(&sizes).is_none_or(|logic| logic.len() <= logic::MOST_CHARACTERS) {
            return Some(());
        }
        let count: usize = sizes.iter().sum();
        let message = format!("a filter cannot hold {count} values: the platform joins some 150 at most");
        let help = "list fewer values, or ask for them in an `if`";
        self.report.push(Diagnostic::new(Code::FilterShape, filter.span(), message).help(help));
        None
    }

    pub(super) fn conditions(&mut self, filter: &Filter, asked: Asked<'_>) -> Option<Query> {
        let conditions: Vec<Option<QueryCondition>> = match filter {
            Filter::Fields(rows, _) => rows.iter().map(|row| self.row(row, asked)).collect(),
            Filter::Formula(expr) => {
                let mut parts = Vec::new();
                conjuncts(expr, &mut parts);
                let mut conditions: Vec<_> = parts.iter().map(|part| self.conjunct(part, asked)).collect();
                conditions.extend(filled(&parts, &conditions));
                conditions
            }
        };
        let conditions = conditions.into_iter().collect::<Option<Vec<_>>>()?;
        self.asks_each_field_once(&conditions)?;
        Some(Query { conditions })
    }

    /// Of several filters that ask one field for equality, the platform takes any: two that must both hold cannot be asked.
    fn asks_each_field_once(&mut self, conditions: &[QueryCondition]) -> Option<()> {
        let equal = |each: &QueryCondition| each.operator == Comparison::Equal;
        for (at, condition) in conditions.iter().enumerate().filter(|(_, each)| equal(each)) {
            let name = &condition.field.name;
            if !conditions[..at].iter().any(|each| equal(each) && each.field.name == *name) {
                continue;
            }
            let span = condition.values.first()?.span;
            let message =
                format!("`{name}` cannot be two values at once, and the platform would take any of them");
            let help =
                format!("for any of them, write `{name}: [A, B]`, or join with `||`; else leave one out");
            self.report
                .push(Diagnostic::new(Code::FilterShape, span, message).label("the second value").help(help));
            return None;
        }
        Some(())
    }

    /// A row of a map: a field, and one of its values.
    fn row(&mut self, row: &FieldFilter, asked: Asked<'_>) -> Option<QueryCondition> {
        let field = self.filter_field(&row.field.value, row.field.span, asked)?;
        if let [Value::Text(template)] = row.values.as_slice()
            && template.parts.is_empty()
        {
            return Some(blank(field, true, row.field.span));
        }
        let values: Vec<_> =
            row.values.iter().map(|value| self.filter_value(&field, value, row.field.span, asked)).collect();
        let values = values.into_iter().collect::<Option<Vec<_>>>()?;
        match values.iter().find(|value| value.ty == Type::Null) {
            None => Some(QueryCondition { field, operator: Comparison::Equal, values }),
            Some(_) if values.len() == 1 => Some(blank(field, true, row.field.span)),
            Some(null) => {
                let message = "a blank cannot be one of several values";
                let help = "write several `where`, which are tried in order, or ask for the blank in an `if`";
                self.report.push(Diagnostic::new(Code::FilterShape, null.span, message).help(help));
                None
            }
        }
    }

    /// One of the conditions that a formula joins with `&&`.
    fn conjunct(&mut self, expr: &Expr, asked: Asked<'_>) -> Option<QueryCondition> {
        match &expr.kind {
            ExprKind::Reference(_) => self.truth_of(expr, true, asked),
            ExprKind::Unary(UnaryOperator::Not, operand) => self.negated(expr, operand, asked),
            ExprKind::Call { function, arguments, .. } => self.function(expr, function, arguments, asked),
            ExprKind::Binary(BinaryOperator::Or, ..) => self.any_of(expr, asked),
            ExprKind::Binary(operator, left, right) => self.comparison(expr, *operator, left, right, asked),
            ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Boolean(_)
            | ExprKind::Null
            | ExprKind::Unary(UnaryOperator::Minus | UnaryOperator::Plus, _) => self.shapeless(expr),
        }
    }

    fn shapeless<T>(&mut self, expr: &Expr) -> Option<T> {
        let message = "a `where` is a list of comparisons, and this is none that the platform can look up by";
        let help = "compare one field with a value, and join comparisons with `&&`; ask the rest in an `if`";
        self.report
            .push(Diagnostic::new(Code::FilterShape, expr.span, message).label("no comparison").help(help));
        None
    }

    /// A checkbox: `IsClosed`, `NOT(IsClosed)`.
    fn truth_of(&mut self, expr: &Expr, value: bool, asked: Asked<'_>) -> Option<QueryCondition> {
        let field = self.own_field(expr, asked)??;
        if field.field_type != FieldType::Checkbox {
            return self.shapeless(expr);
        }
        Some(QueryCondition { field, operator: Comparison::Equal, values: vec![boolean(value, expr.span)] })
    }

    fn negated(&mut self, whole: &Expr, operand: &Expr, asked: Asked<'_>) -> Option<QueryCondition> {
        match &operand.kind {
            ExprKind::Reference(_) => self.truth_of(operand, false, asked),
            ExprKind::Call { function, arguments, .. } if is_blank(function) => {
                self.blank_test(whole, arguments, false, asked)
            }
            ExprKind::Binary(BinaryOperator::Equal, left, right) => {
                self.comparison(operand, BinaryOperator::NotEqual, left, right, asked)
            }
            ExprKind::Binary(BinaryOperator::NotEqual, left, right) => {
                self.comparison(operand, BinaryOperator::Equal, left, right, asked)
            }
            _ => self.shapeless(whole),
        }
    }

    fn function(
        &mut self,
        whole: &Expr,
        name: &str,
        arguments: &[Expr],
        asked: Asked<'_>,
    ) -> Option<QueryCondition> {
        let name = name.to_ascii_uppercase();
        if name == "OR" {
            return self.any_of(whole, asked);
        }
        if let ("NOT", [operand]) = (name.as_str(), arguments) {
            return self.negated(whole, operand, asked);
        }
        if is_blank(&name) {
            return self.blank_test(whole, arguments, true, asked);
        }
        let Some((_, operator)) = COMPARING.iter().find(|(known, _)| *known == name) else {
            return self.shapeless(whole);
        };
        let [field, value] = arguments else { return self.shapeless(whole) };
        let Some(field) = self.own_field(field, asked)? else { return self.shapeless(whole) };
        let wordy = matches!(field.field_type.in_formulas(), Some(Type::Text | Type::Picklist | Type::Id));
        if !wordy {
            return self.shapeless(whole);
        }
        self.compared(field, *operator, value, asked)
    }

    fn blank_test(
        &mut self,
        whole: &Expr,
        arguments: &[Expr],
        value: bool,
        asked: Asked<'_>,
    ) -> Option<QueryCondition> {
        let [field] = arguments else { return self.shapeless(whole) };
        match self.own_field(field, asked)? {
            Some(field) => Some(blank(field, value, whole.span)),
            None => self.shapeless(whole),
        }
    }

    fn comparison(
        &mut self,
        whole: &Expr,
        operator: BinaryOperator,
        left: &Expr,
        right: &Expr,
        asked: Asked<'_>,
    ) -> Option<QueryCondition> {
        let Some((_, straight, exchanged)) = OPERATORS.iter().find(|(written, ..)| *written == operator)
        else {
            return self.shapeless(whole);
        };
        let (field, operator, value) = match is_bare(left) || !is_bare(right) {
            true => (left, *straight, right),
            false => (right, *exchanged, left),
        };
        let Some(field) = self.own_field(field, asked)? else { return self.shapeless(whole) };
        if !can_be_ordered(&field) && !matches!(operator, Comparison::Equal | Comparison::NotEqual) {
            return self.shapeless(whole);
        }
        match &value.kind {
            ExprKind::Null => Some(blank(field, operator == Comparison::Equal, value.span)),
            ExprKind::Text(text) if text.is_empty() => {
                Some(blank(field, operator == Comparison::Equal, value.span))
            }
            _ => self.compared(field, operator, value, asked),
        }
    }

    fn compared(
        &mut self,
        field: Arc<Field>,
        operator: Comparison,
        value: &Expr,
        asked: Asked<'_>,
    ) -> Option<QueryCondition> {
        let span = value.span;
        let value = Value::Formula(value.clone());
        let checked = match operator {
            Comparison::StartsWith | Comparison::Contains => self.part_of_value(&value)?,
            _ => self.filter_value(&field, &value, span, asked)?,
        };
        Some(QueryCondition { field, operator, values: vec![checked] })
    }

    /// A part of a text or id: it need not be one of a picklist's values.
    fn part_of_value(&mut self, value: &Value) -> Option<Expression> {
        let Value::Formula(expr) = value else { return None };
        let typed = self.value_formula(expr, super::units::Meets::Nothing)?;
        let wordy = crate::formula::expect(&typed, Type::Text, "the comparison", self.report.sink);
        if wordy { self.finished(typed) } else { None }
    }

    /// `a || b` of equalities on one field: any of its values.
    fn any_of(&mut self, whole: &Expr, asked: Asked<'_>) -> Option<QueryCondition> {
        let mut parts = Vec::new();
        disjuncts(whole, &mut parts);
        let conditions: Vec<Option<QueryCondition>> =
            parts.into_iter().map(|part| self.conjunct(part, asked)).collect();
        let conditions = conditions.into_iter().collect::<Option<Vec<_>>>()?;
        let one_field = conditions.windows(2).all(|pair| pair[0].field.name == pair[1].field.name);
        let equal = conditions.iter().all(|each| each.operator == Comparison::Equal);
        let field = conditions.first()?.field.clone();
        if !(one_field && equal) {
            let message = "`||` in a `where` can only list values of one field";
            let help = "write several `where`, which are tried in order, or ask the rest in an `if`";
            self.report.push(Diagnostic::new(Code::FilterShape, whole.span, message).help(help));
            return None;
        }
        let values = conditions.into_iter().flat_map(|each| each.values).collect();
        Some(QueryCondition { field, operator: Comparison::Equal, values })
    }

    /// The field of the object that stands alone; inner `None`: something else stands there.
    fn own_field(&mut self, expr: &Expr, asked: Asked<'_>) -> Option<Option<Arc<Field>>> {
        match &expr.kind {
            ExprKind::Reference(steps) if steps.len() == 1 => {
                self.filter_field(&steps[0], expr.span, asked).map(Some)
            }
            _ => Some(None),
        }
    }

    fn filter_field(&mut self, name: &str, span: Span, asked: Asked<'_>) -> Option<Arc<Field>> {
        let field = self.asked(|scope| scope.object_field(asked.object, name, span))?;
        self.can_filter(&field, span)?;
        Some(field)
    }

    /// Whether the platform filters and sorts by a field.
    pub(super) fn can_filter(&mut self, field: &Field, span: Span) -> Option<()> {
        let long = matches!(field.field_type, FieldType::LongTextArea | FieldType::Encrypted);
        if field.filterable != Some(false) && !long {
            return Some(());
        }
        let message = format!("the platform cannot filter or sort by `{}.{}`", field.object, field.name);
        let help = "use another field here, and ask this one in an `if`";
        self.report
            .push(Diagnostic::new(Code::NotFilterable, span, message).label("not filterable").help(help));
        None
    }

    fn filter_value(
        &mut self,
        field: &Arc<Field>,
        value: &Value,
        span: Span,
        asked: Asked<'_>,
    ) -> Option<Expression> {
        if let Value::Formula(expr) = value
            && let Some((name, span)) =
                own_field_inside(expr, &|name| self.world.field(asked.object, name).is_some())
        {
            let message = format!(
                "`{name}` is a field of the {} that is looked up, and cannot be its own value",
                asked.object
            );
            let help = "compare with a value that is known before, as in `call.WhatId`";
            self.report.push(Diagnostic::new(Code::FilterShape, span, message).help(help));
            return None;
        }
        if asked.values == Comparable::Written {
            self.can_be_written(field, value, span)?;
        }
        let target = Target {
            field: field.clone(),
            each: vec![field.clone()],
            record: RecordRef::Call,
            purpose: Purpose::Compare,
        };
        let checked = self.value(&target, value, span)?;
        self.reads_only_earlier(&checked, asked).then_some(checked)
    }

    /// Whether a filter reads only records that are declared before its own.
    fn reads_only_earlier(&mut self, value: &Expression, asked: Asked<'_>) -> bool {
        let Some(before) = asked.before else { return true };
        let mut late = None;
        value.walk(&mut |part| {
            if let TypedKind::Reference(
                Symbol::Field(RecordRef::Named(index), _) | Symbol::Record(RecordRef::Named(index)),
            ) = &part.kind
                && *index >= before
            {
                late = Some((*index, part.span));
            }
        });
        let Some((index, span)) = late else { return true };
        let name = &self.world.records(self.frame).all[index].name;
        let message = format!("`{name}` is not looked up yet where this filter needs it");
        let help = format!("declare `{name}` before the record whose filter reads it");
        self.report.push(Diagnostic::new(Code::NotInScope, span, message).help(help));
        false
    }
}

fn is_blank(function: &str) -> bool {
    function.eq_ignore_ascii_case("ISBLANK") || function.eq_ignore_ascii_case("ISNULL")
}

fn is_bare(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Reference(steps) if steps.len() == 1)
}

fn can_be_ordered(field: &Field) -> bool {
    matches!(field.field_type.in_formulas(), Some(Type::Number | Type::Date | Type::DateTime | Type::Time))
}

fn blank(field: Arc<Field>, value: bool, span: Span) -> QueryCondition {
    QueryCondition { field, operator: Comparison::IsBlank, values: vec![boolean(value, span)] }
}

/// That a field is filled, for each that a part asks to be unequal to something: a comparison with a blank is false, but the
/// platform's `NotEqualTo` takes blanks too. `NOT(a = b)` wants them.
fn filled(parts: &[&Expr], conditions: &[Option<QueryCondition>]) -> Vec<Option<QueryCondition>> {
    let asked = |field: &Field| {
        let mut others = conditions.iter().flatten();
        others.any(|each| each.operator == Comparison::IsBlank && each.field.name == field.name)
    };
    let unequal = parts.iter().zip(conditions).filter_map(|(part, condition)| {
        let condition = condition.as_ref()?;
        let field = &condition.field;
        let written = matches!(part.kind, ExprKind::Binary(BinaryOperator::NotEqual, ..));
        let may_be_blank =
            !(field.required || matches!(field.field_type, FieldType::Checkbox | FieldType::Id));
        let guarded = written && condition.operator == Comparison::NotEqual && may_be_blank && !asked(field);
        guarded.then(|| Some(blank(field.clone(), false, part.span)))
    });
    unequal.collect()
}

fn conjuncts<'e>(expr: &'e Expr, found: &mut Vec<&'e Expr>) {
    junction(expr, BinaryOperator::And, "AND", found);
}

fn disjuncts<'e>(expr: &'e Expr, found: &mut Vec<&'e Expr>) {
    junction(expr, BinaryOperator::Or, "OR", found);
}

fn junction<'e>(expr: &'e Expr, joins: BinaryOperator, named: &str, found: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Binary(operator, left, right) if *operator == joins => {
            junction(left, joins, named, found);
            junction(right, joins, named, found);
        }
        ExprKind::Call { function, arguments, .. } if function.eq_ignore_ascii_case(named) => {
            arguments.iter().for_each(|argument| junction(argument, joins, named, found));
        }
        _ => found.push(expr),
    }
}

/// A field of the object itself inside a value.
fn own_field_inside(expr: &Expr, is_own: &dyn Fn(&str) -> bool) -> Option<(String, Span)> {
    match &expr.kind {
        ExprKind::Reference(steps) => match steps.as_slice() {
            [name] if is_own(name) => Some((name.clone(), expr.span)),
            _ => None,
        },
        ExprKind::Call { arguments, .. } => {
            arguments.iter().find_map(|argument| own_field_inside(argument, is_own))
        }
        ExprKind::Unary(_, operand) => own_field_inside(operand, is_own),
        ExprKind::Binary(_, left, right) => {
            own_field_inside(left, is_own).or_else(|| own_field_inside(right, is_own))
        }
        ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Boolean(_) | ExprKind::Null => None,
    }
}
