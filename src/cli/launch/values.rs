//! From what is written to values.

use super::given::{map, mistake, scalar};
use crate::diag::{Code, Diagnostic, Sink, nearest};
use crate::formula::{Decimal, Type, Value};
use crate::source::Span;
use crate::spec::{Node, NodeKind, Scalar, Style};
use std::collections::BTreeMap;

/// The records that have a name, by it: their ids.
pub(super) type Names = BTreeMap<String, Value>;

/// A value of a type; without one, as it is written. `{ id: ann }` is the id of the record `ann`, whatever the type.
pub(super) fn value(
    node: &Node,
    ty: Option<Type>,
    what: &str,
    names: &Names,
    sink: &mut Sink,
) -> Option<Value> {
    if let NodeKind::Map(_) = &node.kind {
        return named_id(node, what, names, sink);
    }
    let scalar = scalar(node, what, sink)?;
    let text = scalar.text.text.as_str();
    if is_null(scalar) {
        return Some(Value::Null);
    }
    match ty {
        None => Some(as_written(scalar)),
        Some(Type::Id) => id(text, node.span, names, sink),
        Some(ty) => typed(scalar, ty).or_else(|| {
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
fn named_id(node: &Node, what: &str, names: &Names, sink: &mut Sink) -> Option<Value> {
    let entries = map(node, what, sink)?;
    match entries {
        [entry] if entry.key.value == "id" => {
            let scalar = scalar(&entry.value, "`id`", sink)?;
            id(&scalar.text.text, entry.value.span, names, sink)
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
pub(super) fn id(text: &str, span: Span, names: &Names, sink: &mut Sink) -> Option<Value> {
    if let Some(id) = names.get(text) {
        return Some(id.clone());
    }
    let is_id = matches!(text.len(), 15 | 18) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_id {
        return Some(Value::text(text));
    }
    let unknown = Diagnostic::new(Code::UnknownRecord, span, format!("there is no record `{text}`"));
    let near = nearest(text, names.keys().map(String::as_str));
    sink.push(match near {
        Some(_) => unknown.suggest(near),
        None => unknown.help("give one of `records` this name: `id: …`"),
    });
    None
}

fn is_null(scalar: &Scalar) -> bool {
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
        Type::Date => "write a day of the calendar, as in `2024-01-31`",
        Type::DateTime => "write a moment with its time zone, as in `2024-01-31T12:00:00Z`",
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
