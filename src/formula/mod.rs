//! The Salesforce formula language: lexer, parser, types, printer, values.
//!
//! Two dialects: in a spec a reference is written `person.Name`, in a flow `{!$Record.Name}`. The parser reads a
//! [`Fragment`](crate::source::Fragment), so spans are places in the user's file. Names are asked of a [`Scope`].

pub mod ast;
mod build;
mod business_days;
mod check;
mod evaluate;
pub mod functions;
mod lexer;
mod operators;
mod parser;
mod printer;
mod template;
#[cfg(test)]
mod testing;
pub mod typed;
mod types;
pub mod value;
mod walk;

pub use ast::{BinaryOperator, Expr, ExprKind, UnaryOperator};
pub use business_days::{add_business_days, business_days_between, days_between_of, expand_business_days};
pub use check::{expect, type_check};
pub use evaluate::evaluate;
pub use functions::{Availability, FUNCTIONS, Function};
pub use parser::{MOST_SOURCE_CHARACTERS, parse};
pub use printer::{print, print_expr, quoted};
pub use template::parse_template;
pub use typed::{Scope, Type, TypedExpr, TypedKind};
pub use value::{Context, Decimal, Fault, Value, Values};
pub use walk::{Literal, Logic, and_parts, logic, or_parts};

/// Most characters of a formula of a flow.
///
/// Source: "Automate Your Business Processes" (Spring '26), the considerations for flow formulas.
pub const MOST_CHARACTERS: usize = 3900;

/// How references are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `person.Name`
    Spec,
    /// `{!$Record.Name}`
    Flow,
}
