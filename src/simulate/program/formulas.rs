//! Formulas: parsed, their names resolved, typed.

use super::lower::Lowerer;
use super::{Reason, Reference};
use crate::diag::{Code, Diagnostic, Sink};
use crate::flow::Place;
use crate::formula::functions::Availability;
use crate::formula::typed::Unresolved;
use crate::formula::{Dialect, Expr, Scope, Type, TypedExpr, parse, type_check};
use crate::source::{Fragment, Span};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The types that a field which nobody declared may have, the most frequent first.
const GUESSES: &[Type] = &[
    Type::Text,
    Type::Number,
    Type::Picklist,
    Type::Boolean,
    Type::Date,
    Type::DateTime,
    Type::MultiPicklist,
];

/// So often every guess is looked at again.
const ROUNDS: usize = 2;

impl Lowerer<'_> {
    /// A formula; `None` and a refusal where it cannot be evaluated.
    pub(super) fn formula(&mut self, part: &str, place: Place, text: &str) -> Option<TypedExpr<Reference>> {
        let mut sink = Sink::default();
        let fragment = Fragment::verbatim(text, place.0.unwrap_or_default());
        let parsed = parse(&fragment, Dialect::Flow, &mut sink);
        let typed = parsed.and_then(|expr| self.typed(&expr, &mut sink));
        if typed.is_none() {
            let wrong = sink.finish().into_iter().next().map_or_else(String::new, |first| first.message);
            self.refusals.push(part, place, Reason::Formula(wrong));
        }
        typed
    }

    /// The formula with its types. Those of fields that nobody declared are guessed from how they are used: one after the
    /// other gets the type that leaves the fewest mistakes.
    fn typed(&mut self, expr: &Expr, sink: &mut Sink) -> Option<TypedExpr<Reference>> {
        let mut best = self.guessed(expr, BTreeMap::new());
        for _ in 0..ROUNDS {
            for name in best.guesses.clone().into_keys() {
                for guess in 0..GUESSES.len() {
                    if best.typed.is_some() {
                        return best.typed;
                    }
                    let mut guesses = best.guesses.clone();
                    guesses.insert(name.clone(), guess);
                    let other = self.guessed(expr, guesses);
                    if other.mistakes.len() < best.mistakes.len() || other.typed.is_some() {
                        best = other;
                    }
                }
            }
        }
        best.mistakes.into_iter().for_each(|mistake| sink.push(mistake));
        best.typed
    }

    fn guessed(&mut self, expr: &Expr, guesses: Guesses) -> Guessed {
        let scope = FlowScope { lowerer: RefCell::new(&mut *self), guesses: RefCell::new(guesses) };
        let mut sink = Sink::default();
        let typed = type_check(expr, &scope, &mut sink).filter(|_| !sink.has_errors());
        Guessed { typed, guesses: scope.guesses.into_inner(), mistakes: sink.finish() }
    }
}

/// By the path of each field that nobody declared: which type it is taken for.
type Guesses = BTreeMap<String, usize>;

/// A formula under some guesses.
struct Guessed {
    typed: Option<TypedExpr<Reference>>,
    guesses: Guesses,
    mistakes: Vec<Diagnostic>,
}

/// The names of one flow, for formulas.
struct FlowScope<'a, 'f> {
    lowerer: RefCell<&'a mut Lowerer<'f>>,
    guesses: RefCell<Guesses>,
}

impl Scope for FlowScope<'_, '_> {
    type Symbol = Reference;

    fn resolve(&self, steps: &[String], span: Span) -> Result<(Reference, Type), Unresolved> {
        let found = self.lowerer.borrow_mut().steps(steps);
        let mut reference = found.map_err(|reason| {
            Unresolved(Box::new(Diagnostic::new(Code::UnknownField, span, reason.to_string())))
        })?;
        let ty = match reference.ty {
            Some(ty) => ty,
            None => {
                let mut guesses = self.guesses.borrow_mut();
                GUESSES[*guesses.entry(steps.join(".")).or_insert(0)]
            }
        };
        reference.ty = Some(ty);
        Ok((reference, ty))
    }

    fn offers(&self, availability: Availability) -> bool {
        matches!(availability, Availability::Flow | Availability::Entry)
    }
}
