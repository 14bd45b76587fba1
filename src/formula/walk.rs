//! Going through typed formulas, and taking them apart.

use super::ast::{BinaryOperator, UnaryOperator};
use super::typed::{TypedExpr, TypedKind};

/// A value that is written out.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal<'a> {
    /// A number with its sign: `-10`.
    Number(String),
    /// A text.
    Text(&'a str),
    /// `TRUE` or `FALSE`.
    Boolean(bool),
    /// `NULL`.
    Null,
}

/// How a formula is built of truths.
#[derive(Debug)]
pub enum Logic<'e, S> {
    /// All must hold.
    All(Vec<&'e TypedExpr<S>>),
    /// One must hold.
    Any(Vec<&'e TypedExpr<S>>),
    /// It must not hold.
    Not(&'e TypedExpr<S>),
    /// It is not built of others.
    Plain,
}

/// Functions whose value is another at another time.
const OF_THE_MOMENT: &[&str] = &["NOW", "TODAY"];

impl<S> TypedExpr<S> {
    /// The parts right inside of it, in order.
    pub fn children(&self) -> Vec<&TypedExpr<S>> {
        match &self.kind {
            TypedKind::Number(_)
            | TypedKind::Text(_)
            | TypedKind::Boolean(_)
            | TypedKind::Null
            | TypedKind::Reference(_) => Vec::new(),
            TypedKind::Call(_, arguments) => arguments.iter().collect(),
            TypedKind::Unary(_, operand) => vec![operand],
            TypedKind::Binary(_, left, right) => vec![left, right],
        }
    }

    /// Visits it and everything inside of it, the whole before its parts, in order.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a TypedExpr<S>)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// Every name that it reads, in order, as often as it stands.
    pub fn symbols(&self) -> Vec<&S> {
        let mut symbols = Vec::new();
        self.walk(&mut |part| {
            if let TypedKind::Reference(symbol) = &part.kind {
                symbols.push(symbol);
            }
        });
        symbols
    }

    /// The same formula over other names.
    pub fn map_symbols<T>(&self, map: &mut dyn FnMut(&S) -> T) -> TypedExpr<T> {
        let kind = match &self.kind {
            TypedKind::Number(digits) => TypedKind::Number(digits.clone()),
            TypedKind::Text(text) => TypedKind::Text(text.clone()),
            TypedKind::Boolean(value) => TypedKind::Boolean(*value),
            TypedKind::Null => TypedKind::Null,
            TypedKind::Reference(symbol) => TypedKind::Reference(map(symbol)),
            TypedKind::Call(function, arguments) => {
                TypedKind::Call(function, arguments.iter().map(|each| each.map_symbols(map)).collect())
            }
            TypedKind::Unary(operator, operand) => {
                TypedKind::Unary(*operator, Box::new(operand.map_symbols(map)))
            }
            TypedKind::Binary(operator, left, right) => {
                let left = Box::new(left.map_symbols(map));
                TypedKind::Binary(*operator, left, Box::new(right.map_symbols(map)))
            }
        };
        TypedExpr { kind, ty: self.ty, span: self.span }
    }

    /// The formula with every part replaced by what `change` makes of it, inner parts first.
    #[must_use]
    pub fn rewrite(self, change: &mut dyn FnMut(TypedExpr<S>) -> TypedExpr<S>) -> TypedExpr<S> {
        let kind = match self.kind {
            TypedKind::Call(function, arguments) => {
                TypedKind::Call(function, arguments.into_iter().map(|each| each.rewrite(change)).collect())
            }
            TypedKind::Unary(operator, operand) => {
                TypedKind::Unary(operator, Box::new(operand.rewrite(change)))
            }
            TypedKind::Binary(operator, left, right) => {
                let left = Box::new(left.rewrite(change));
                TypedKind::Binary(operator, left, Box::new(right.rewrite(change)))
            }
            leaf @ (TypedKind::Number(_)
            | TypedKind::Text(_)
            | TypedKind::Boolean(_)
            | TypedKind::Null
            | TypedKind::Reference(_)) => leaf,
        };
        change(TypedExpr { kind, ..self })
    }

    /// Whether it has one value, whenever it is asked: no name is in it, no `TODAY()` and no `NOW()`.
    pub fn is_constant(&self) -> bool {
        let mut constant = true;
        self.walk(&mut |part| {
            let moment =
                matches!(&part.kind, TypedKind::Call(function, _) if OF_THE_MOMENT.contains(function));
            constant &= !moment && !matches!(part.kind, TypedKind::Reference(_));
        });
        constant
    }

    /// What a name stands for, if it is one.
    pub fn as_symbol(&self) -> Option<&S> {
        match &self.kind {
            TypedKind::Reference(symbol) => Some(symbol),
            TypedKind::Number(_)
            | TypedKind::Text(_)
            | TypedKind::Boolean(_)
            | TypedKind::Null
            | TypedKind::Call(..)
            | TypedKind::Unary(..)
            | TypedKind::Binary(..) => None,
        }
    }

    /// The function and its arguments, if it is a call.
    pub fn as_call(&self) -> Option<(&'static str, &[TypedExpr<S>])> {
        match &self.kind {
            TypedKind::Call(function, arguments) => Some((function, arguments)),
            TypedKind::Number(_)
            | TypedKind::Text(_)
            | TypedKind::Boolean(_)
            | TypedKind::Null
            | TypedKind::Reference(_)
            | TypedKind::Unary(..)
            | TypedKind::Binary(..) => None,
        }
    }

    /// The value that is written here, if it is no formula.
    pub fn literal(&self) -> Option<Literal<'_>> {
        match &self.kind {
            TypedKind::Number(digits) => Some(Literal::Number(digits.clone())),
            TypedKind::Text(text) => Some(Literal::Text(text)),
            TypedKind::Boolean(value) => Some(Literal::Boolean(*value)),
            TypedKind::Null => Some(Literal::Null),
            TypedKind::Unary(UnaryOperator::Minus, operand) => match operand.literal()? {
                Literal::Number(digits) if !digits.starts_with('-') => {
                    Some(Literal::Number(format!("-{digits}")))
                }
                _ => None,
            },
            TypedKind::Unary(UnaryOperator::Plus | UnaryOperator::Not, _)
            | TypedKind::Reference(_)
            | TypedKind::Call(..)
            | TypedKind::Binary(..) => None,
        }
    }
}

/// How a formula is built of truths, however it is written.
pub fn logic<S>(expr: &TypedExpr<S>) -> Logic<'_, S> {
    match &expr.kind {
        TypedKind::Binary(BinaryOperator::And, ..) | TypedKind::Call("AND", _) => Logic::All(and_parts(expr)),
        TypedKind::Binary(BinaryOperator::Or, ..) | TypedKind::Call("OR", _) => Logic::Any(or_parts(expr)),
        TypedKind::Unary(UnaryOperator::Not, operand) => Logic::Not(operand),
        TypedKind::Call("NOT", arguments) => arguments.first().map_or(Logic::Plain, Logic::Not),
        TypedKind::Number(_)
        | TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null
        | TypedKind::Reference(_)
        | TypedKind::Call(..)
        | TypedKind::Unary(UnaryOperator::Minus | UnaryOperator::Plus, _)
        | TypedKind::Binary(..) => Logic::Plain,
    }
}

/// The conditions that must all hold: `a && AND(b, c)` is `a`, `b`, `c`. A condition without `&&` is one.
pub fn and_parts<S>(expr: &TypedExpr<S>) -> Vec<&TypedExpr<S>> {
    parts(expr, BinaryOperator::And, "AND")
}

/// The conditions one of which must hold: `a || OR(b, c)` is `a`, `b`, `c`. A condition without `||` is one.
pub fn or_parts<S>(expr: &TypedExpr<S>) -> Vec<&TypedExpr<S>> {
    parts(expr, BinaryOperator::Or, "OR")
}

fn parts<'a, S>(expr: &'a TypedExpr<S>, operator: BinaryOperator, function: &str) -> Vec<&'a TypedExpr<S>> {
    let joins = match &expr.kind {
        TypedKind::Binary(found, ..) => *found == operator,
        TypedKind::Call(found, _) => *found == function,
        _ => false,
    };
    match joins {
        true => expr.children().into_iter().flat_map(|child| parts(child, operator, function)).collect(),
        false => vec![expr],
    }
}

#[cfg(test)]
mod tests {
    use super::super::print;
    use super::super::testing::typed;
    use super::*;

    fn text(expr: &TypedExpr<String>) -> String {
        print(expr, &String::clone)
    }

    #[test]
    fn names_are_listed_as_often_as_they_stand() {
        let expr = typed("IF(flag, count, -count) + LEN(name)");
        assert_eq!(expr.symbols(), ["flag", "count", "count", "name"]);
    }

    #[test]
    fn other_names_leave_the_rest_as_it_is() {
        let expr = typed("IF(!flag, \"a\" & name, NULL)");
        let mapped = expr.map_symbols(&mut |name| name.len());
        assert_eq!(print(&mapped, &|length| format!("v{length}")), "IF(NOT(v4), \"a\" & v4, NULL)");
        assert_eq!(mapped.ty, expr.ty);
    }

    #[test]
    fn rewriting_begins_inside() {
        let expr = typed("1 + 2 * count");
        let mut seen = Vec::new();
        let same = expr.clone().rewrite(&mut |part| {
            seen.push(text(&part));
            part
        });
        assert_eq!(same, expr);
        assert_eq!(seen, ["1", "2", "count", "2 * count", "1 + 2 * count"]);
    }

    #[test]
    fn a_constant_is_the_same_tomorrow() {
        assert!(typed("DATE(2999, 12, 31) + 2 * 3").is_constant());
        assert!(!typed("TODAY() + 1").is_constant());
        assert!(!typed("NOW()").is_constant());
        assert!(!typed("1 + count").is_constant());
    }

    #[test]
    fn literals_have_their_sign() {
        assert_eq!(typed("-10").literal(), Some(Literal::Number("-10".to_owned())));
        assert_eq!(typed("\"x\"").literal(), Some(Literal::Text("x")));
        assert_eq!(typed("NULL").literal(), Some(Literal::Null));
        assert_eq!(typed("--10").literal(), None);
        assert_eq!(typed("5 + 5").literal(), None);
    }

    #[test]
    fn conditions_fall_into_parts() {
        let expr = typed("flag && AND(count > 1, flag && NOT(flag)) && (flag || OR(flag, count = 2))");
        let parts: Vec<_> = and_parts(&expr).into_iter().map(text).collect();
        assert_eq!(parts, ["flag", "count > 1", "flag", "NOT(flag)", "flag || OR(flag, count = 2)"]);
        assert_eq!(or_parts(and_parts(&expr)[4]).len(), 3);
        assert_eq!(or_parts(&expr).len(), 1);
    }
}
