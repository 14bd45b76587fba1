//! What the tests of this room share.

use super::{Dialect, Expr, ExprKind, parse};
use crate::diag::{Diagnostic, Sink};
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
