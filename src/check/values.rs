//! Values against the fields that they go to.

use super::expressions::{boolean, null, number};
use super::formulas::Checker;
use super::program::{Expression, RecordRef, Symbol};
use super::texts::{Room, results};
use super::units::Meets;
use super::world::PERSON_OBJECTS;
use crate::diag::{Code, Diagnostic};
use crate::formula::ast::UnaryOperator;
use crate::formula::typed::{Type, TypedKind};
use crate::org::{Field, FieldType};
use crate::source::{Span, Spanned};
use crate::spec::Value;
use jiff::civil::Date;
use std::sync::Arc;

/// A field that a value goes to, or is compared with.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// The field; of the person, the one that stands for both.
    pub(super) field: Arc<Field>,
    /// The fields of the objects that it may be: two for the person.
    pub(super) each: Vec<Arc<Field>>,
    /// The record, for the values of picklists.
    pub(super) record: RecordRef,
    /// What happens with the value.
    pub(super) purpose: Purpose,
}

/// What happens with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A new record gets it.
    Create,
    /// A record that is there gets it.
    Update,
    /// It is compared with the field.
    Compare,
}

impl Target {
    fn name(&self) -> String {
        format!("`{}`", self.field.name)
    }

    /// Most characters: of two fields, those of the shorter.
    fn most_characters(&self) -> Option<u32> {
        self.each.iter().filter_map(|field| field.length).min()
    }
}

impl<'a> Checker<'a, '_> {
    /// The target of a field of a record in scope.
    pub(super) fn target(&self, record: RecordRef, field: &Arc<Field>, purpose: Purpose) -> Target {
        let each = match record {
            RecordRef::Person => {
                PERSON_OBJECTS.iter().filter_map(|object| self.world.field(object, &field.name)).collect()
            }
            _ => vec![field.clone()],
        };
        Target { field: field.clone(), each, record, purpose }
    }

    /// A value for a field; its type, length and picklist value are right, and the field can take it.
    pub(super) fn value(&mut self, target: &Target, value: &Value, span: Span) -> Option<Expression> {
        if !self.takes_values(target, span) {
            return None;
        }
        let ty = target.field.field_type.in_formulas()?;
        let raw = match value {
            Value::Number(written) => self.written_number(target, ty, written)?,
            Value::Boolean(written) => self.written_truth(target, ty, written)?,
            Value::Text(template) => {
                let raw = self.template(template)?;
                if let (Type::Date, TypedKind::Text(words)) = (ty, &raw.kind)
                    && let Some(day) = written_day(words)
                {
                    return self.day_as_text(target, day, raw.span);
                }
                match &raw.kind {
                    TypedKind::Text(words) if words.is_empty() && is_wordy(ty) => null(raw.span),
                    _ => self.written_text(target, ty, raw)?,
                }
            }
            Value::Formula(expr) => {
                let typed = self.value_formula(expr, Meets::field(&target.field))?;
                self.suits(target, ty, &typed).then_some(typed)?
            }
        };
        let stored = self.stored(target, raw)?;
        self.finished(stored)
    }

    /// Whether the field may be written at all.
    pub(super) fn takes_values(&mut self, target: &Target, span: Span) -> bool {
        let refused = |field: &Arc<Field>| match target.purpose {
            Purpose::Create => field.createable == Some(false),
            Purpose::Update => field.updateable == Some(false),
            Purpose::Compare => false,
        };
        let unwritable = target.field.field_type.in_formulas().is_none();
        let Some(field) = target.each.iter().find(|field| unwritable || refused(field)) else { return true };
        let (message, help) = match target.purpose {
            Purpose::Compare => (
                format!("`{}.{}` is a compound field, which cannot be compared", field.object, field.name),
                "name one of its parts, as in `MailingCity`",
            ),
            Purpose::Update if field.createable == Some(true) => (
                format!("`{}.{}` cannot be changed once the record is there", field.object, field.name),
                "give it where the record is created",
            ),
            Purpose::Create | Purpose::Update => (
                format!("`{}.{}` is filled by the platform and cannot be set", field.object, field.name),
                "set another field",
            ),
        };
        self.report.push(Diagnostic::new(Code::ReadOnlyField, span, message).label("read-only").help(help));
        false
    }

    fn written_number(&mut self, target: &Target, ty: Type, written: &Spanned<String>) -> Option<Expression> {
        match ty {
            Type::Number => self.fits_number(target, written).then(|| signed(&written.value, written.span)),
            Type::Text | Type::Picklist => {
                self.written_text(target, ty, Expression::text(written.value.clone(), written.span))
            }
            _ => self.mismatch(target, ty, "a number", written.span),
        }
    }

    /// Whether a number has no more digits than the field keeps.
    fn fits_number(&mut self, target: &Target, written: &Spanned<String>) -> bool {
        let digits = written.value.trim_start_matches(['-', '+']);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (whole, fraction) = (whole.trim_start_matches('0').len(), fraction.trim_end_matches('0').len());
        let field = &target.field;
        let scale = usize::from(field.scale.unwrap_or(18));
        let most =
            usize::from(field.precision.unwrap_or(18)).saturating_sub(usize::from(field.scale.unwrap_or(0)));
        let message = match (fraction > scale, whole > most) {
            (false, false) => return true,
            (true, _) if scale == 0 => format!("`{}` keeps whole numbers only", field.name),
            (true, _) => format!("`{}` keeps {scale} digits behind the point", field.name),
            (false, true) => format!("`{}` keeps {most} digits before the point", field.name),
        };
        let help = "write a number with fewer digits";
        self.report
            .push(Diagnostic::new(Code::NumberTooLong, written.span, message).label("too long").help(help));
        false
    }

    fn written_truth(&mut self, target: &Target, ty: Type, written: &Spanned<bool>) -> Option<Expression> {
        match ty {
            Type::Boolean => Some(boolean(written.value, written.span)),
            _ => self.mismatch(target, ty, "true or false", written.span),
        }
    }

    /// A text that is written out or merged: only texts and picklists take it.
    fn written_text(&mut self, target: &Target, ty: Type, raw: Expression) -> Option<Expression> {
        if is_wordy(ty) { Some(raw) } else { self.mismatch(target, ty, "a text", raw.span) }
    }

    /// A day that is no formula.
    fn day_as_text<T>(&mut self, target: &Target, day: Date, span: Span) -> Option<T> {
        let message = format!("{} takes {}, and this is a text", target.name(), Type::Date.words());
        let diagnostic = Diagnostic::new(Code::TypeMismatch, span, message).label("a text");
        let formula = format!("=DATE({}, {}, {})", day.year(), day.month(), day.day());
        self.report.push(diagnostic.help(format!("write it as `\"{formula}\"`")));
        None
    }

    fn mismatch<T>(&mut self, target: &Target, ty: Type, actual: &str, span: Span) -> Option<T> {
        let message = format!("{} takes {}, and this is {actual}", target.name(), ty.words());
        let help = match ty {
            Type::Date => "write a formula, as in `\"=DATE(2026, 12, 31)\"`",
            Type::DateTime => "write a formula, as in `=NOW()`",
            Type::Id => "write a formula that names a record, as in `=rep.Id`: ids differ from org to org",
            Type::Number => "write a number without quotes, or a formula: `=…`",
            Type::Boolean => "write `true` or `false` without quotes, or a formula: `=…`",
            Type::Text | Type::Picklist | Type::MultiPicklist => "put it in quotes",
            Type::Time | Type::Record | Type::Records | Type::Null => "write a formula: `=…`",
        };
        self.report.push(Diagnostic::new(Code::TypeMismatch, span, message).label(actual).help(help));
        None
    }

    /// Whether the type of a formula suits the field.
    fn suits(&mut self, target: &Target, ty: Type, typed: &Expression) -> bool {
        let empties_checkbox = typed.ty == Type::Null && ty == Type::Boolean;
        let written_id = ty == Type::Id && matches!(typed.kind, TypedKind::Text(_));
        if empties_checkbox || written_id {
            let actual = if written_id { "a text" } else { "nothing" };
            return self.mismatch::<()>(target, ty, actual, typed.span).is_some();
        }
        crate::formula::expect(typed, ty, &target.name(), self.report.sink)
            && self.points_right(target, ty, typed)
    }

    /// Whether an id can be one of a record that the field refers to.
    fn points_right(&mut self, target: &Target, ty: Type, typed: &Expression) -> bool {
        if ty != Type::Id {
            return true;
        }
        let wanted = targets_of(&target.field, &target.each);
        let Some((actual, span)) = self.points_elsewhere(typed, &wanted) else { return true };
        let message = format!(
            "{} refers to {}, and this is the id of {}",
            target.name(),
            wanted.join(" or "),
            actual.join(" or ")
        );
        let help = format!("give the id of {}", wanted.join(" or "));
        self.report
            .push(Diagnostic::new(Code::WrongReference, span, message).label("of another object").help(help));
        false
    }

    /// A result of a formula that is surely the id of another object, with the objects that it may be of.
    fn points_elsewhere(&self, typed: &Expression, wanted: &[String]) -> Option<(Vec<String>, Span)> {
        let chosen = results(typed);
        if !chosen.is_empty() {
            return chosen.into_iter().find_map(|result| self.points_elsewhere(result, wanted));
        }
        let TypedKind::Reference(Symbol::Field(record, field)) = &typed.kind else { return None };
        let actual = match (field.field_type, self.world.object(*record, self.frame)) {
            (FieldType::Id, Some(object)) => vec![object.to_owned()],
            (FieldType::Id, None) => PERSON_OBJECTS.map(str::to_owned).to_vec(),
            _ => field.refers_to.clone(),
        };
        let unknown = actual.is_empty() || wanted.is_empty();
        let custom = |names: &[String]| names.iter().any(|name| crate::org::is_custom(name));
        let meet = actual.iter().any(|object| wanted.contains(object));
        (!unknown && !meet && !custom(wanted) && !custom(&actual)).then_some((actual, typed.span))
    }

    /// The value with its picklist values judged and its length cut.
    fn stored(&mut self, target: &Target, raw: Expression) -> Option<Expression> {
        match target.field.field_type {
            FieldType::Picklist | FieldType::MultiPicklist => {
                self.has_right_values(target, &raw).then_some(raw)
            }
            _ if target.field.field_type.in_formulas() == Some(Type::Text) && raw.ty != Type::Null => {
                match (target.most_characters(), target.purpose) {
                    (Some(most), Purpose::Create | Purpose::Update) => {
                        let name = target.name();
                        self.fitted(raw, Room { name: &name, most })
                    }
                    (None, _) | (_, Purpose::Compare) => Some(raw),
                }
            }
            _ => Some(raw),
        }
    }

    /// Whether every text that is written out is one of the picklist's values.
    fn has_right_values(&mut self, target: &Target, raw: &Expression) -> bool {
        let chosen = results(raw);
        if !chosen.is_empty() {
            return chosen.into_iter().all(|result| self.has_right_values(target, result));
        }
        let TypedKind::Text(words) = &raw.kind else { return true };
        let many = target.field.field_type == FieldType::MultiPicklist;
        let values: Vec<&str> = if many { words.split(';').collect() } else { vec![words] };
        values.into_iter().filter(|value| !value.is_empty()).all(|value| {
            self.asked(|scope| scope.picklist_value(target.record, &target.field, value, raw.span)).is_some()
        })
    }
}

/// What a reference may point to; an id field only to its own object.
fn targets_of(field: &Field, each: &[Arc<Field>]) -> Vec<String> {
    match field.field_type {
        FieldType::Id => each.iter().map(|field| field.object.clone()).collect(),
        _ => field.refers_to.clone(),
    }
}

/// A day as YAML people write it: `2026-01-31`.
fn written_day(words: &str) -> Option<Date> {
    words.parse().ok().filter(|day: &Date| day.to_string() == words)
}

/// Whether words go there as they are.
fn is_wordy(ty: Type) -> bool {
    matches!(ty, Type::Text | Type::Picklist | Type::MultiPicklist)
}

/// A number as written, with its sign as an operator.
fn signed(written: &str, span: Span) -> Expression {
    match written.strip_prefix('-') {
        Some(digits) => {
            let operand = Box::new(number(digits, span));
            Expression { kind: TypedKind::Unary(UnaryOperator::Minus, operand), ty: Type::Number, span }
        }
        None => number(written, span),
    }
}

/// A field of a record as a formula.
pub(super) fn field_of(record: RecordRef, field: &Arc<Field>, span: Span) -> Option<Expression> {
    let ty = field.field_type.in_formulas()?;
    Some(Expression::reference(Symbol::Field(record, field.clone()), ty, span))
}
