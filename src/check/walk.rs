//! Goes through the steps of a spec before they are checked.

use crate::formula::ast::{Expr, ExprKind, TemplatePart};
use crate::source::Spanned;
use crate::spec::{Block, Create, Filter, Step, StepKind, Value};

/// Every `create` of a block, in order.
pub(super) fn creates(block: &Block) -> Vec<&Create> {
    let mut found = Vec::new();
    each_step(block, &mut |step| {
        if let StepKind::Create(create) = &step.kind {
            found.push(create);
        }
    });
    found
}

/// The names of the outcomes that a block runs, in order.
pub(super) fn runs(block: &Block) -> Vec<&Spanned<String>> {
    let mut found = Vec::new();
    each_step(block, &mut |step| {
        if let StepKind::Run(outcome) = &step.kind {
            found.push(outcome);
        }
    });
    found
}

/// The counters that a block raises, in order.
pub(super) fn increments(block: &Block) -> Vec<&Spanned<String>> {
    let mut found = Vec::new();
    each_step(block, &mut |step| {
        if let StepKind::Increment(counter) = &step.kind {
            found.push(counter);
        }
    });
    found
}

/// The fields `record.Field` that a block sets, or lets a flow set.
pub(super) fn writes(block: &Block) -> Vec<&str> {
    let mut found = Vec::new();
    each_step(block, &mut |step| match &step.kind {
        StepKind::Set(values) => found.extend(values.iter().map(|each| each.target.value.as_str())),
        StepKind::CallFlow(call) => found.extend(call.outputs.iter().map(|(_, field)| field.value.as_str())),
        _ => {}
    });
    found
}

fn each_step<'b>(block: &'b Block, visit: &mut impl FnMut(&'b Step)) {
    for step in &block.steps {
        visit(step);
        step.kind.blocks().into_iter().for_each(|block| each_step(block, visit));
    }
}

/// The formulas of a filter.
pub(super) fn formulas(filter: &Filter) -> Vec<&Expr> {
    match filter {
        Filter::Formula(expr) => vec![expr],
        Filter::Fields(rows, _) => {
            rows.iter().flat_map(|row| &row.values).flat_map(formulas_of_value).collect()
        }
    }
}

fn formulas_of_value(value: &Value) -> Vec<&Expr> {
    match value {
        Value::Formula(expr) => vec![expr],
        Value::Text(template) => {
            let parts = template.parts.iter().filter_map(|part| match part {
                TemplatePart::Field(expr) => Some(expr),
                TemplatePart::Text(_) => None,
            });
            parts.collect()
        }
        Value::Number(_) | Value::Boolean(_) => Vec::new(),
    }
}

/// Whether a formula names a record, or a field of one, of which `wanted` holds.
pub(super) fn names_one(expr: &Expr, wanted: &dyn Fn(&str) -> bool) -> bool {
    match &expr.kind {
        ExprKind::Reference(steps) => steps.first().is_some_and(|first| wanted(first)),
        ExprKind::Call { arguments, .. } => arguments.iter().any(|argument| names_one(argument, wanted)),
        ExprKind::Unary(_, operand) => names_one(operand, wanted),
        ExprKind::Binary(_, left, right) => names_one(left, wanted) || names_one(right, wanted),
        ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Boolean(_) | ExprKind::Null => false,
    }
}
