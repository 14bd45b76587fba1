//! A formula as it was written.

use crate::source::{Fragment, Span};

/// One formula or a part of one, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of formula.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A number as written: digits and at most one point.
    Number(String),
    /// A text, decoded.
    Text(String),
    /// `TRUE` or `FALSE`.
    Boolean(bool),
    /// `NULL`.
    Null,
    /// A name with its steps: `person.Name` is `["person", "Name"]`; `$Record.Owner:User.Name` keeps `Owner:User` as one.
    Reference(Vec<String>),
    /// A function call; the name as written, the arguments in order.
    Call {
        /// The name as written.
        function: String,
        /// Where the name stands.
        name_span: Span,
        /// The arguments.
        arguments: Vec<Expr>,
    },
    /// `-x`, `!x`, `NOT x`.
    Unary(UnaryOperator, Box<Expr>),
    /// Two operands.
    Binary(BinaryOperator, Box<Expr>, Box<Expr>),
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// `!` or `NOT`
    Not,
}

/// Operators with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `=` or `==`
    Equal,
    /// `<>` or `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `&`
    Concatenate,
    /// `^`
    Power,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// Text with merge fields: `Call {!person.Name} again`.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// Its parts in order; neighbouring texts are one.
    pub parts: Vec<TemplatePart>,
    /// The place of the whole.
    pub span: Span,
}

/// A part of a [`Template`].
#[derive(Clone, Debug, PartialEq)]
pub enum TemplatePart {
    /// Text as it is.
    Text(Fragment),
    /// What stands between `{!` and `}`: a reference, or `COUNT(name)`.
    Field(Expr),
}
