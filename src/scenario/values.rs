//! From what is written to values.

use super::known::Known;
use super::shape::{map, mistake, scalar};
use crate::diag::{Code, Diagnostic, Sink, nearest};
use crate::formula::{Decimal, Type, Value};
use crate::source::Span;
use crate::spec::{Node, NodeKind, Scalar, Style, duration};

/// A value of a type; without one, as it is written. `{ id: ann }` is the id of the record `ann`, whatever the type.
/// A day or a moment may be written from the time that it is: `today`, `2 business days`, `3 days ago`.
pub(crate) fn value(
    node: &Node,
    ty: Option<Type>,
    what: &str,
    known: &Known,
    sink: &mut Sink,
) -> Option<Value> {
    if let NodeKind::Map(_) = &node.kind {
        return named_id(node, what, known, sink);
    }
    let scalar = scalar(node, what, sink)?;
    let text = scalar.text.text.as_str();
    if is_null(scalar) {
        return Some(Value::Null);
    }
    match ty {
        None => Some(as_written(scalar)),
        Some(Type::Id) => id(text, node.span, known, sink),
        Some(ty) => typed(scalar, ty).or_else(|| relative(text, ty, known)).or_else(|| {
            let code = match ty {
                Type::Date | Type::DateTime => Code::MalformedDate,
                _ => Code::WrongKind,
            };
            let message = format!("{what} takes {}, and `{text}` is none", ty.words());
            sink.push(Diagnostic::new(code, node.span, message).help(example(ty)));
            None
        }),
    }
}

/// The id that is written `{ id: ann }`.
fn named_id(node: &Node, what: &str, known: &Known, sink: &mut Sink) -> Option<Value> {
    let entries = map(node, what, sink)?;
    match entries {
        [entry] if entry.key.value == "id" => {
            let scalar = scalar(&entry.value, "`id`", sink)?;
            id(&scalar.text.text, entry.value.span, known, sink)
        }
        _ => {
            mistake(
                Code::WrongKind,
                node.head(),
                format!("{what} takes one value, or `{{ id: NAME }}`"),
                sink,
            );
            None
        }
    }
}

/// The id of a name, or one that is written as it is.
pub(crate) fn id(text: &str, span: Span, known: &Known, sink: &mut Sink) -> Option<Value> {
    if let Some(id) = known.id(text) {
        return Some(id.clone());
    }
    let is_id = matches!(text.len(), 15 | 18) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_id {
        return Some(Value::text(text));
    }
    let unknown = Diagnostic::new(Code::UnknownRecord, span, format!("there is no record `{text}`"));
    let near = nearest(text, known.all());
    sink.push(match near {
        Some(_) => unknown.suggest(near),
        None => unknown.help("only records that stand in this file have names"),
    });
    None
}

/// `today`, `now`, `2 hours`, `3 days ago`: counted from the time that it is.
fn relative(text: &str, ty: Type, known: &Known) -> Option<Value> {
    let (words, sign) = text.strip_suffix(" ago").map_or((text, 1), |words| (words, -1));
    let moment = match (text, ty) {
        ("today", Type::Date) | ("now", Type::DateTime) => known.now,
        _ => known.moved(duration(words)?, sign)?,
    };
    match ty {
        Type::Date => Some(Value::Date(moment.to_zoned(known.time_zone.clone()).date())),
        Type::DateTime => Some(Value::DateTime(moment)),
        _ => None,
    }
}

/// Whether nothing stands there.
pub(crate) fn is_null(scalar: &Scalar) -> bool {
    scalar.style == Style::Plain && matches!(scalar.text.text.as_str(), "" | "~" | "null")
}

fn typed(scalar: &Scalar, ty: Type) -> Option<Value> {
    let plain = scalar.style == Style::Plain || !matches!(ty, Type::Number | Type::Boolean);
    plain.then(|| Value::read(&scalar.text.text, ty)).flatten()
}

/// What stands there, where nobody says its type: in quotes a text.
fn as_written(scalar: &Scalar) -> Value {
    let text = scalar.text.text.as_str();
    if scalar.style != Style::Plain {
        return Value::text(text);
    }
    if Decimal::is_written(text) {
        return Value::read(text, Type::Number).unwrap_or_else(|| Value::text(text));
    }
    let types = [Type::Boolean, Type::Date, Type::DateTime];
    types.iter().find_map(|ty| Value::read(text, *ty)).unwrap_or_else(|| Value::text(text))
}

fn example(ty: Type) -> &'static str {
    match ty {
        Type::Date => {
            "write a day of the calendar, as in `2024-01-31`, or `today`, `2 business days`, `3 days ago`"
        }
        Type::DateTime => {
            "write a moment with its time zone, as in `2024-01-31T12:00:00Z`, or `now`, `2 hours`, `3 days ago`"
        }
        Type::Time => "write it as in `23:59:59`",
        Type::Boolean => "write `true` or `false`, without quotes",
        Type::Number => "write it as in `12.5`, without quotes",
        Type::Text
        | Type::Id
        | Type::Picklist
        | Type::MultiPicklist
        | Type::Record
        | Type::Records
        | Type::Null => "write one value",
    }
}
