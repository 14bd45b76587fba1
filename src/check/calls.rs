//! `calls:` which Tasks are calls, and the field that decides.

use super::expressions::joined;
use super::formulas::{Checker, Report};
use super::program::{Expression, Gate, RecordRef, Symbol};
use super::values::{Purpose, field_of};
use super::world::{Frame, World};
use crate::diag::{Code, Diagnostic};
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::{Type, TypedKind};
use crate::org::{Field, FieldType};
use crate::source::Spanned;
use crate::spec::{Calls, Corrections, FieldFilter, Filter, Value};
use std::sync::Arc;

/// Which Tasks are calls.
pub(super) fn gate(calls: &Calls, world: &World<'_>, report: &mut Report<'_>) -> Option<Gate> {
    let mut checker = Checker::new(world, Frame::Gate, report);
    let condition = checker.gate_condition(calls.filter.as_ref()?);
    Some(Gate {
        condition: condition?,
        disposition: world.disposition.clone()?,
        rerun: calls.corrections.as_ref().is_none_or(|each| each.value == Corrections::Rerun),
        order: calls.order.as_ref().map(|order| order.value),
    })
}

/// The field that decides: a text or picklist of Task.
pub(super) fn disposition(
    name: &Spanned<String>,
    world: &World<'_>,
    report: &mut Report<'_>,
) -> Option<Arc<Field>> {
    let mut checker = Checker::new(world, Frame::Gate, report);
    let field = checker.asked(|scope| scope.object_field("Task", &name.value, name.span))?;
    let short = matches!(field.field_type, FieldType::Text | FieldType::Picklist | FieldType::Combobox);
    if short {
        return Some(field);
    }
    let message =
        format!("`Task.{}` cannot decide what a call was: it is no text and no picklist", field.name);
    let help = "name the field that holds the disposition, as in `CallDisposition`";
    report.push(
        Diagnostic::new(Code::WrongDisposition, name.span, message).label("no text, no picklist").help(help),
    );
    None
}

impl Checker<'_, '_> {
    fn gate_condition(&mut self, filter: &Filter) -> Option<Expression> {
        let raw = match filter {
            Filter::Fields(rows, span) => {
                let parts = rows.iter().map(|row| row.values.len()).sum();
                self.can_be_joined(parts, *span)?;
                let parts: Vec<_> = rows.iter().map(|row| self.gate_row(row)).collect();
                joined(BinaryOperator::And, parts.into_iter().collect::<Option<Vec<_>>>()?, Type::Boolean)?
            }
            Filter::Formula(expr) => {
                let condition = self.condition(expr)?;
                self.finished(condition)?
            }
        };
        Some(raw.rewrite(&mut plain_setting))
    }

    /// A field, and one of its values.
    fn gate_row(&mut self, row: &FieldFilter) -> Option<Expression> {
        let span = row.field.span;
        let field = self.asked(|scope| scope.object_field("Task", &row.field.value, span))?;
        if let [Value::Text(template)] = row.values.as_slice()
            && template.parts.is_empty()
        {
            let asked = field_of(RecordRef::Call, &field, span)?;
            return Some(Expression::call("ISBLANK", vec![asked], Type::Boolean, span));
        }
        let target = self.target(RecordRef::Call, &field, Purpose::Compare);
        let values: Vec<_> = row
            .values
            .iter()
            .map(|value| {
                let value = self.value(&target, value, span)?;
                let asked = field_of(RecordRef::Call, &field, span)?;
                Some(match value.ty {
                    Type::Null => Expression::call("ISBLANK", vec![asked], Type::Boolean, span),
                    _ => Expression::binary(BinaryOperator::Equal, asked, value, Type::Boolean),
                })
            })
            .collect();
        joined(BinaryOperator::Or, values.into_iter().collect::<Option<Vec<_>>>()?, Type::Boolean)
    }
}

/// The condition that starts a flow knows no constants: a setting is its number.
fn plain_setting(part: Expression) -> Expression {
    match part.kind {
        TypedKind::Reference(Symbol::Setting(constant)) => {
            Expression { kind: TypedKind::Number(constant.number.clone()), ty: part.ty, span: part.span }
        }
        kind => Expression { kind, ..part },
    }
}

/// Whether a disposition can be a value of the field; otherwise the message goes to the report.
pub(super) fn judge_disposition(disposition: &Spanned<String>, world: &World<'_>, report: &mut Report<'_>) {
    let Some(field) = world.disposition.clone() else { return };
    let mut checker = Checker::new(world, Frame::Gate, report);
    if field.field_type.in_formulas() == Some(Type::Picklist) {
        checker.asked(|scope| {
            scope.picklist_value(RecordRef::Call, &field, &disposition.value, disposition.span)
        });
        return;
    }
    let length = u32::try_from(disposition.value.chars().count()).unwrap_or(u32::MAX);
    if let Some(most) = field.length.filter(|most| length > *most) {
        let message = format!("no call has this disposition: `{}` takes {most} characters", field.name);
        let diagnostic = Diagnostic::new(Code::TextTooLong, disposition.span, message).label("too long");
        checker.report.push(diagnostic.help("write the disposition as the dialer does"));
    }
}
