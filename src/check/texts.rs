//! Texts with merge fields: what they become, and how long they can get.

use super::expressions::{MOST_PARTS, joined, number};
use super::formulas::Checker;
use super::program::{Expression, Symbol};
use super::units::Meets;
use crate::diag::{Code, Diagnostic};
use crate::formula::ast::{BinaryOperator, Expr, Template, TemplatePart};
use crate::formula::typed::{Type, TypedKind};
use crate::org::{Field, FieldType};
use crate::source::Span;
use crate::spec::Value;

/// What merge fields are replaced by where only the words of a text count.
const MERGED: &str = "{…}";

/// Where a text goes: its name in messages, and most characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room<'n> {
    /// As in "`Subject` takes 255 characters".
    pub(super) name: &'n str,
    /// Most characters.
    pub(super) most: u32,
}

impl Checker<'_, '_> {
    /// A text for a place of limited length: what is written out must fit, what is merged in is cut.
    pub(super) fn text(&mut self, value: &Value, room: Room<'_>) -> Option<Expression> {
        let raw = match value {
            Value::Text(template) => self.template(template)?,
            Value::Number(number) => Expression::text(number.value.clone(), number.span),
            Value::Boolean(truth) => Expression::text(truth.value.to_string(), truth.span),
            Value::Formula(expr) => {
                let typed = self.value_formula(expr, Meets::Nothing)?;
                if !crate::formula::expect(&typed, Type::Text, room.name, self.report.sink) {
                    return None;
                }
                typed
            }
        };
        let fitted = self.fitted(raw, room)?;
        self.finished(fitted)
    }

    /// A text with merge fields as a concatenation.
    pub(super) fn template(&mut self, template: &Template) -> Option<Expression> {
        self.can_be_joined(template.parts.len(), template.span)?;
        let parts: Vec<Option<Expression>> = template.parts.iter().map(|part| self.part(part)).collect();
        let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        Some(
            joined(BinaryOperator::Concatenate, parts, Type::Text)
                .unwrap_or_else(|| Expression::text("", template.span)),
        )
    }

    /// Whether so many parts can be joined in one formula.
    pub(super) fn can_be_joined(&mut self, parts: usize, span: Span) -> Option<()> {
        if parts <= MOST_PARTS {
            return Some(());
        }
        let message = format!("{parts} parts are more than a flow's formula can join");
        let help = "make it shorter: 3,900 characters are the platform's limit";
        self.report.push(Diagnostic::new(Code::FormulaTooLong, span, message).help(help));
        None
    }

    fn part(&mut self, part: &TemplatePart) -> Option<Expression> {
        match part {
            TemplatePart::Text(fragment) => Some(Expression::text(fragment.text.clone(), fragment.whole())),
            TemplatePart::Field(expr) => self.merged(expr),
        }
    }

    fn merged(&mut self, expr: &Expr) -> Option<Expression> {
        let typed = self.typed(expr, Meets::Nothing)?;
        let span = typed.span;
        match typed.ty {
            Type::Text | Type::Id | Type::Picklist => Some(typed),
            Type::Number | Type::Date | Type::DateTime | Type::Time => {
                Some(Expression::call("TEXT", vec![typed], Type::Text, span))
            }
            Type::Boolean | Type::MultiPicklist | Type::Record | Type::Records | Type::Null => {
                let message = format!("{} cannot be merged into a text", typed.ty.words());
                let help = match typed.ty {
                    Type::Boolean => "make the value a formula: `=\"…\" & IF(…, \"yes\", \"no\")`",
                    _ => "merge a field that is a text, number or date, as in `{!person.Name}`",
                };
                self.report.push(Diagnostic::new(Code::TypeMismatch, span, message).help(help));
                None
            }
        }
    }

    /// Holds a text against its limit: an error where it is too long as written, cut where it may become so.
    pub(super) fn fitted(&mut self, raw: Expression, room: Room<'_>) -> Option<Expression> {
        if let Some((span, length)) = written_too_long(&raw, room.most) {
            let message = format!("{} takes {} characters, and this has {length}", room.name, room.most);
            self.report.push(
                Diagnostic::new(Code::TextTooLong, span, message).label("too long").help("make it shorter"),
            );
            return None;
        }
        match most_characters(&raw) {
            Some(length) if length <= room.most => Some(raw),
            _ => {
                let span = raw.span;
                Some(Expression::call(
                    "LEFT",
                    vec![raw, number(room.most.to_string(), span)],
                    Type::Text,
                    span,
                ))
            }
        }
    }
}

/// The words of a text as they are written, with `{…}` for what is merged in: names are made from it.
pub(super) fn words_of(value: &Value, checked: &Expression) -> String {
    match value {
        Value::Text(template) => {
            let parts = template.parts.iter().map(|part| match part {
                TemplatePart::Text(fragment) => fragment.text.as_str(),
                TemplatePart::Field(_) => MERGED,
            });
            parts.collect()
        }
        Value::Number(number) => number.value.clone(),
        Value::Boolean(truth) => truth.value.to_string(),
        Value::Formula(_) => words_in(checked),
    }
}

fn words_in(expression: &Expression) -> String {
    match &expression.kind {
        TypedKind::Text(words) => words.clone(),
        TypedKind::Binary(BinaryOperator::Concatenate | BinaryOperator::Add, left, right) => {
            words_in(left) + &words_in(right)
        }
        TypedKind::Call("LEFT", arguments) => arguments.first().map_or_else(String::new, words_in),
        _ => MERGED.to_owned(),
    }
}

/// A part that is longer than `most` as it is written, with its length.
fn written_too_long(expression: &Expression, most: u32) -> Option<(Span, u32)> {
    match &expression.kind {
        TypedKind::Binary(BinaryOperator::Concatenate, ..) => {
            let length = written(expression);
            (length > most).then_some((expression.span, length))
        }
        TypedKind::Text(words) => {
            let length = characters(words);
            (length > most).then_some((expression.span, length))
        }
        _ => results(expression).into_iter().find_map(|result| written_too_long(result, most)),
    }
}

/// The characters that are written out in a concatenation.
fn written(expression: &Expression) -> u32 {
    match &expression.kind {
        TypedKind::Text(words) => characters(words),
        TypedKind::Binary(BinaryOperator::Concatenate, left, right) => {
            written(left).saturating_add(written(right))
        }
        _ => 0,
    }
}

/// What a choosing function can give; empty for any other formula.
pub(super) fn results(expression: &Expression) -> Vec<&Expression> {
    let TypedKind::Call(function, arguments) = &expression.kind else { return Vec::new() };
    let last = arguments.len().saturating_sub(1);
    let chosen = |at: usize| match *function {
        "IF" => at >= 1,
        "BLANKVALUE" | "NULLVALUE" => true,
        "CASE" => at >= 1 && (at.is_multiple_of(2) || at == last),
        _ => false,
    };
    arguments.iter().enumerate().filter(|(at, _)| chosen(*at)).map(|(_, argument)| argument).collect()
}

/// Most characters that a formula can give as text; `None` where nobody knows.
pub(super) fn most_characters(expression: &Expression) -> Option<u32> {
    match &expression.kind {
        TypedKind::Text(words) => Some(characters(words)),
        TypedKind::Null => Some(0),
        TypedKind::Reference(Symbol::Field(_, field)) => longest_value(field),
        TypedKind::Binary(BinaryOperator::Concatenate | BinaryOperator::Add, left, right) => {
            most_characters(left)?.checked_add(most_characters(right)?)
        }
        TypedKind::Call("LEFT", arguments) => match arguments.as_slice() {
            [inner, Expression { kind: TypedKind::Number(most), .. }] => {
                let most = most.parse().ok()?;
                Some(most_characters(inner).map_or(most, |length| length.min(most)))
            }
            _ => None,
        },
        TypedKind::Call("TEXT", arguments) => arguments.first().and_then(shown_characters),
        TypedKind::Call("UPPER" | "LOWER" | "TRIM", arguments) => arguments.first().and_then(most_characters),
        TypedKind::Call("IF" | "BLANKVALUE" | "NULLVALUE" | "CASE", _) => {
            let lengths: Option<Vec<u32>> = results(expression).into_iter().map(most_characters).collect();
            lengths?.into_iter().max()
        }
        _ => None,
    }
}

/// Most characters that `TEXT` makes of a value.
fn shown_characters(value: &Expression) -> Option<u32> {
    const NUMBER: u32 = 40;
    match (value.ty, &value.kind) {
        (Type::Number, TypedKind::Reference(Symbol::Field(_, field))) => {
            Some(field.precision.map_or(NUMBER, |digits| u32::from(digits) + 2))
        }
        (Type::Number, _) => Some(NUMBER),
        (Type::Date, _) => Some("2026-12-31".len() as u32),
        (Type::DateTime, _) => Some("2026-12-31 23:59:59Z".len() as u32),
        (Type::Time, _) => Some("23:59:59.999".len() as u32),
        _ => most_characters(value),
    }
}

/// Most characters of a field's value.
fn longest_value(field: &Field) -> Option<u32> {
    const ID: u32 = 18;
    const PICKLIST: u32 = 255;
    match field.field_type {
        FieldType::Id | FieldType::Reference => Some(ID),
        FieldType::Picklist => Some(field.length.unwrap_or(PICKLIST)),
        FieldType::Email => Some(field.length.unwrap_or(80)),
        FieldType::Phone => Some(field.length.unwrap_or(40)),
        FieldType::Url => Some(field.length.unwrap_or(255)),
        FieldType::AutoNumber => Some(field.length.unwrap_or(30)),
        _ => field.length,
    }
}

fn characters(words: &str) -> u32 {
    u32::try_from(words.chars().count()).unwrap_or(u32::MAX)
}
