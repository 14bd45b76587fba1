//! What the tests of this room share.

use super::typed::Unresolved;
use super::{Dialect, Expr, ExprKind, Scope, Type, TypedExpr, parse, type_check};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::{FileId, Fragment, Span};

/// Text that stands at the start of a file.
pub(super) fn fragment(text: &str) -> Fragment {
    Fragment::verbatim(text, Span::new(FileId(0), 0..text.len()))
}

/// A formula without a mistake.
pub(super) fn parsed(text: &str) -> Expr {
    let mut sink = Sink::default();
    let expr = parse(&fragment(text), Dialect::Spec, &mut sink);
    expr.unwrap_or_else(|| panic!("{text}: {:?}", sink.finish()))
}

/// The mistakes of a formula that has some.
pub(super) fn mistakes(text: &str) -> Vec<Diagnostic> {
    mistakes_in(text, Dialect::Spec)
}

/// The mistakes of a formula that has some, in a dialect.
pub(super) fn mistakes_in(text: &str, dialect: Dialect) -> Vec<Diagnostic> {
    let mut sink = Sink::default();
    let expr = parse(&fragment(text), dialect, &mut sink);
    assert!(expr.is_none(), "{text} is a formula");
    sink.finish()
}

/// What stands under the caret of each message, and the message.
pub(super) fn shown(text: &str, diagnostics: &[Diagnostic]) -> Vec<(String, String)> {
    diagnostics.iter().map(|each| (text[each.span.range()].to_owned(), each.message.clone())).collect()
}

/// The same tree, as if all stood in one place.
pub(super) fn without_places(expr: Expr) -> Expr {
    let kind = match expr.kind {
        ExprKind::Call { function, arguments, .. } => ExprKind::Call {
            function,
            name_span: Span::default(),
            arguments: arguments.into_iter().map(without_places).collect(),
        },
        ExprKind::Unary(operator, operand) => ExprKind::Unary(operator, Box::new(without_places(*operand))),
        ExprKind::Binary(operator, left, right) => {
            ExprKind::Binary(operator, Box::new(without_places(*left)), Box::new(without_places(*right)))
        }
        leaf @ (ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Boolean(_)
        | ExprKind::Null
        | ExprKind::Reference(_)) => leaf,
    };
    Expr { kind, span: Span::default() }
}

/// A scope of a few names; the last step of a name says its type.
pub(super) struct Names;

const NAMES: &[(&str, Type)] = &[
    ("name", Type::Text),
    ("id", Type::Id),
    ("count", Type::Number),
    ("flag", Type::Boolean),
    ("day", Type::Date),
    ("moment", Type::DateTime),
    ("time", Type::Time),
    ("status", Type::Picklist),
    ("topics", Type::MultiPicklist),
    ("deal", Type::Record),
    ("calls", Type::Records),
];

impl Scope for Names {
    type Symbol = String;

    fn resolve(&self, steps: &[String], span: Span) -> Result<(String, Type), Unresolved> {
        let name = steps.join(".");
        match NAMES.iter().find(|row| row.0 == name) {
            Some(row) => Ok((name, row.1)),
            None => {
                Err(Unresolved(Box::new(Diagnostic::new(Code::UnknownField, span, format!("no `{name}`")))))
            }
        }
    }

    fn check_value(&self, symbol: &String, value: &str, span: Span) -> Result<(), Unresolved> {
        match ["Active", "Inactive"].contains(&value) {
            true => Ok(()),
            false => Err(Unresolved(Box::new(Diagnostic::new(
                Code::UnknownField,
                span,
                format!("{symbol}: {value}"),
            )))),
        }
    }
}

/// A typed formula without a mistake.
pub(super) fn typed(text: &str) -> TypedExpr<String> {
    let mut sink = Sink::default();
    let typed = type_check(&parsed(text), &Names, &mut sink);
    let found = sink.finish();
    assert!(found.is_empty(), "{text}: {found:?}");
    typed.expect("without a mistake there is a type")
}
