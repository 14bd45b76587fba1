//! The Salesforce formula language: lexer, parser, types, printer.
//!
//! Two dialects: in a spec a reference is written `person.Name`, in a flow `{!$Record.Name}`. The parser reads a
//! [`Fragment`](crate::source::Fragment), so spans are places in the user's file. Names are asked of a [`Scope`].

pub mod ast;
pub mod typed;

pub use ast::{BinaryOperator, Expr, ExprKind, UnaryOperator};
pub use typed::{Scope, Type, TypedExpr, TypedKind};
