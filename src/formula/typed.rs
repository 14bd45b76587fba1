//! A formula whose names and types are known.

use super::ast::{BinaryOperator, UnaryOperator};
use super::functions::Availability;
use crate::source::Span;

/// The types of the formula language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// Text, of at most so many characters where that is known.
    Text,
    /// A record id.
    Id,
    /// A number; whole where the scale is 0.
    Number,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A moment.
    DateTime,
    /// A time of day.
    Time,
    /// One value of a list.
    Picklist,
    /// Several values of a list.
    MultiPicklist,
    /// A record, for `FOUND(record)`.
    Record,
    /// Several records, for `COUNT(records)`.
    Records,
    /// `NULL`: fits every type.
    Null,
}

/// A typed formula; `S` is what a name stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedExpr<S> {
    /// What it is.
    pub kind: TypedKind<S>,
    /// Its type.
    pub ty: Type,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of typed formula.
#[derive(Clone, Debug, PartialEq)]
pub enum TypedKind<S> {
    /// A number as written.
    Number(String),
    /// A text.
    Text(String),
    /// `TRUE` or `FALSE`.
    Boolean(bool),
    /// `NULL`.
    Null,
    /// A name.
    Reference(S),
    /// A function by its name in capitals, with as many arguments as it takes.
    Call(&'static str, Vec<TypedExpr<S>>),
    /// One operand.
    Unary(UnaryOperator, Box<TypedExpr<S>>),
    /// Two operands.
    Binary(BinaryOperator, Box<TypedExpr<S>>, Box<TypedExpr<S>>),
}

/// Why a name stands for nothing: the words of the message.
#[derive(Clone, Debug, PartialEq)]
pub struct Unresolved(pub Box<crate::diag::Diagnostic>);

/// Who knows what a name stands for: the checker for specs, the linter for flows.
pub trait Scope {
    /// What a name stands for.
    type Symbol: Clone;

    /// The symbol and type of a name with its steps, or the message to show.
    ///
    /// # Errors
    /// The diagnostic that says why the name stands for nothing.
    fn resolve(&self, steps: &[String], span: Span) -> Result<(Self::Symbol, Type), Unresolved>;

    /// The values of the picklist behind a symbol, where they are known, so that a comparison with another is a mistake.
    ///
    /// # Errors
    /// The diagnostic to show when `value` cannot be one of them.
    fn check_value(&self, symbol: &Self::Symbol, value: &str, span: Span) -> Result<(), Unresolved> {
        let _ = (symbol, value, span);
        Ok(())
    }

    /// Whether functions of this kind may stand here: in a spec its own too, in the condition that starts a flow `ISNEW`.
    fn offers(&self, availability: Availability) -> bool {
        matches!(availability, Availability::Flow | Availability::Spec)
    }
}
