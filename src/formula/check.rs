//! Names and types of a formula, as the platform checks them when a flow is saved.
//!
//! One mistake gives one message: a part that is wrong has no type, and nothing is said of what it stands in.

mod calls;
mod operators;
mod words;

use self::words::{condition, conversion_help, shown};
use super::Dialect;
use super::ast::{Expr, ExprKind};
use super::functions::Availability;
use super::typed::{Scope, Type, TypedExpr, TypedKind, Unresolved};
use super::types::conversion;
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Span;

type Typed<S> = TypedExpr<<S as Scope>::Symbol>;

/// The formula with its names and types known. Its mistakes go to `sink`; with one there is none.
pub fn type_check<S: Scope>(expr: &Expr, scope: &S, sink: &mut Sink) -> Option<TypedExpr<S::Symbol>> {
    Checker { scope, sink }.value(expr)
}

/// Whether a formula gives what is wanted; if not, says that `what` (in words, as in "`Last_Call_Date__c`") needs it.
///
/// A text may go to an id or a picklist; otherwise nothing changes its type by itself.
pub fn expect<S>(expr: &TypedExpr<S>, wanted: Type, what: &str, sink: &mut Sink) -> bool {
    if expr.ty.fills(wanted) {
        return true;
    }
    let message = format!("{what} needs {}, and this is {}", wanted.words(), expr.ty.words());
    let diagnostic = Diagnostic::new(Code::TypeMismatch, expr.span, message).label(expr.ty.words());
    sink.push(match conversion(expr.ty, wanted, "…") {
        Some(text) => diagnostic.help(format!("write `{text}`")),
        None => diagnostic.help(format!("give {}", wanted.words())),
    });
    false
}

struct Checker<'a, S: Scope> {
    scope: &'a S,
    sink: &'a mut Sink,
}

impl<S: Scope> Checker<'_, S> {
    /// A part that stands for a value.
    fn value(&mut self, expr: &Expr) -> Option<Typed<S>> {
        let typed = self.part(expr)?;
        let (words, help) = match typed.ty {
            Type::Record => ("a record", "name one of its fields, as in `{}.Id`, or ask `FOUND({})`"),
            Type::Records => ("a look-up that is counted", "write `COUNT({})`"),
            _ => return Some(typed),
        };
        let name = super::print_expr(expr, Dialect::Spec);
        let message = format!("`{name}` is {words}, not a value");
        self.mismatch(expr.span, message, help.replace("{}", &name));
        None
    }

    /// A part that stands for anything: a record too.
    fn part(&mut self, expr: &Expr) -> Option<Typed<S>> {
        let (kind, ty) = match &expr.kind {
            ExprKind::Number(digits) => (TypedKind::Number(digits.clone()), Type::Number),
            ExprKind::Text(text) => (TypedKind::Text(text.clone()), Type::Text),
            ExprKind::Boolean(value) => (TypedKind::Boolean(*value), Type::Boolean),
            ExprKind::Null => (TypedKind::Null, Type::Null),
            ExprKind::Reference(steps) => self.reference(steps, expr.span)?,
            ExprKind::Call { function, name_span, arguments } => {
                self.call(function, *name_span, arguments, expr.span)?
            }
            ExprKind::Unary(operator, operand) => self.unary(*operator, operand)?,
            ExprKind::Binary(operator, left, right) => self.binary(*operator, left, right, expr.span)?,
        };
        Some(TypedExpr { kind, ty, span: expr.span })
    }

    fn reference(&mut self, steps: &[String], span: Span) -> Option<(TypedKind<S::Symbol>, Type)> {
        match self.scope.resolve(steps, span) {
            Ok((symbol, ty)) => Some((TypedKind::Reference(symbol), ty)),
            Err(Unresolved(diagnostic)) => {
                self.sink.push(*diagnostic);
                None
            }
        }
    }

    /// Asks the scope whether a picklist can have the text that it is compared with.
    fn picklist_value(&mut self, picklist: &Typed<S>, value: &Typed<S>) {
        let TypedKind::Text(text) = &value.kind else { return };
        let Some(symbol) = picklist_behind(picklist).filter(|_| !text.is_empty()) else { return };
        if let Err(Unresolved(diagnostic)) = self.scope.check_value(symbol, text, value.span) {
            self.sink.push(*diagnostic);
        }
    }

    /// In a spec, a comparison with `NULL`, which never holds, is refused.
    fn refuse_null(&mut self, null: &Expr, other: &Expr, negated: bool) -> bool {
        if !self.scope.offers(Availability::Spec) {
            return false;
        }
        let blank = format!("ISBLANK({})", shown(other));
        let help = match negated {
            true => format!("write `NOT({blank})`"),
            false => format!("write `{blank}`"),
        };
        self.mismatch(null.span, "a comparison with `NULL` never holds", help);
        true
    }

    /// `expr` has the wrong type for what `whole` says in words.
    fn wrong_operand(&mut self, expr: &Expr, actual: Type, wanted: Type, whole: &str) {
        let message = format!("{whole}, and `{}` is {}", shown(expr), actual.words());
        let help =
            conversion_help(expr, actual, wanted).unwrap_or_else(|| format!("give {}", condition(wanted)));
        self.mismatch(expr.span, message, help);
    }

    fn mismatch(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.sink.push(Diagnostic::new(Code::TypeMismatch, span, message).help(help));
    }
}

/// Whether the platform compares the two with `=`.
fn are_comparable(left: Type, right: Type) -> bool {
    match (left, right) {
        (Type::MultiPicklist, _) | (_, Type::MultiPicklist) => false,
        (Type::Null, _) | (_, Type::Null) => true,
        (left, right) => left == right || left.is_textual() && right.is_textual(),
    }
}

/// The picklist that is read here, with or without `TEXT`.
fn picklist_behind<S>(expr: &TypedExpr<S>) -> Option<&S> {
    match (&expr.kind, expr.ty) {
        (TypedKind::Reference(symbol), Type::Picklist | Type::MultiPicklist) => Some(symbol),
        (TypedKind::Call("TEXT", arguments), _) => arguments.first().and_then(picklist_behind),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
