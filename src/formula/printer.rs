//! From a tree back to text: no parenthesis that is not needed, blanks around operators, texts in double quotes.

use super::Dialect;
use super::ast::{BinaryOperator, Expr, ExprKind, UnaryOperator};
use super::operators::UNARY_POWER;
use super::typed::{TypedExpr, TypedKind};

/// A formula as it was written, in the form of a dialect. Reading it again gives the same tree.
pub fn print_expr(expr: &Expr, dialect: Dialect) -> String {
    let name = |steps: &Vec<String>| match dialect {
        Dialect::Spec => steps.join("."),
        Dialect::Flow => format!("{{!{}}}", steps.join(".")),
    };
    let shape = |expr| untyped_shape(expr, &name);
    let mut text = String::new();
    write(expr, &shape, &mut text);
    text
}

/// A typed formula; `name` says how a symbol is written, braces and all.
pub fn print<S>(expr: &TypedExpr<S>, name: &dyn Fn(&S) -> String) -> String {
    let shape = |expr| typed_shape(expr, name);
    let mut text = String::new();
    write(expr, &shape, &mut text);
    text
}

/// A text as a literal of a formula.
pub fn quoted(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ => literal.push(character),
        }
    }
    literal.push('"');
    literal
}

/// What typed and untyped trees have in common.
enum Shape<'a, E> {
    Leaf(String),
    Call(&'a str, &'a [E]),
    Unary(UnaryOperator, &'a E),
    Binary(BinaryOperator, &'a E, &'a E),
}

fn untyped_shape<'a>(expr: &'a Expr, name: &dyn Fn(&Vec<String>) -> String) -> Shape<'a, Expr> {
    match &expr.kind {
        ExprKind::Number(digits) => Shape::Leaf(digits.clone()),
        ExprKind::Text(text) => Shape::Leaf(quoted(text)),
        ExprKind::Boolean(value) => Shape::Leaf(boolean(*value)),
        ExprKind::Null => Shape::Leaf("NULL".to_owned()),
        ExprKind::Reference(steps) => Shape::Leaf(name(steps)),
        ExprKind::Call { function, arguments, .. } => Shape::Call(function, arguments),
        ExprKind::Unary(operator, operand) => Shape::Unary(*operator, operand),
        ExprKind::Binary(operator, left, right) => Shape::Binary(*operator, left, right),
    }
}

fn typed_shape<'a, S>(expr: &'a TypedExpr<S>, name: &dyn Fn(&S) -> String) -> Shape<'a, TypedExpr<S>> {
    match &expr.kind {
        TypedKind::Number(digits) => Shape::Leaf(digits.clone()),
        TypedKind::Text(text) => Shape::Leaf(quoted(text)),
        TypedKind::Boolean(value) => Shape::Leaf(boolean(*value)),
        TypedKind::Null => Shape::Leaf("NULL".to_owned()),
        TypedKind::Reference(symbol) => Shape::Leaf(name(symbol)),
        TypedKind::Call(function, arguments) => Shape::Call(function, arguments),
        TypedKind::Unary(operator, operand) => Shape::Unary(*operator, operand),
        TypedKind::Binary(operator, left, right) => Shape::Binary(*operator, left, right),
    }
}

fn boolean(value: bool) -> String {
    match value {
        true => "TRUE".to_owned(),
        false => "FALSE".to_owned(),
    }
}

fn write<'a, E>(expr: &'a E, shape: &dyn Fn(&'a E) -> Shape<'a, E>, text: &mut String) {
    match shape(expr) {
        Shape::Leaf(leaf) => text.push_str(&leaf),
        Shape::Call(function, arguments) => {
            text.push_str(function);
            write_arguments(arguments, shape, text);
        }
        // `NOT(x)` reads better than `!x`, and means the same.
        Shape::Unary(UnaryOperator::Not, operand) => {
            text.push_str("NOT");
            write_arguments(std::slice::from_ref(operand), shape, text);
        }
        Shape::Unary(UnaryOperator::Minus, operand) => write_signed('-', operand, shape, text),
        Shape::Unary(UnaryOperator::Plus, operand) => write_signed('+', operand, shape, text),
        Shape::Binary(operator, left, right) => {
            write_operand(left, operator.power(), shape, text);
            text.push(' ');
            text.push_str(operator.symbol());
            text.push(' ');
            write_operand(right, operator.power() + 1, shape, text);
        }
    }
}

fn write_signed<'a, E>(sign: char, operand: &'a E, shape: &dyn Fn(&'a E) -> Shape<'a, E>, text: &mut String) {
    text.push(sign);
    write_operand(operand, UNARY_POWER, shape, text);
}

fn write_arguments<'a, E>(arguments: &'a [E], shape: &dyn Fn(&'a E) -> Shape<'a, E>, text: &mut String) {
    text.push('(');
    for (index, argument) in arguments.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        write(argument, shape, text);
    }
    text.push(')');
}

/// In parentheses where it binds looser than `power`.
fn write_operand<'a, E>(expr: &'a E, power: u8, shape: &dyn Fn(&'a E) -> Shape<'a, E>, text: &mut String) {
    match shape(expr) {
        Shape::Binary(operator, ..) if operator.power() < power => {
            text.push('(');
            write(expr, shape, text);
            text.push(')');
        }
        _ => write(expr, shape, text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::super::testing::{fragment, parsed, without_places};
    use super::*;
    use crate::diag::Sink;
    use crate::source::Span;
    use proptest::prelude::*;

    #[test]
    fn only_needed_parentheses_are_written() {
        for (written, printed) in [
            ("((a) + (b * c))", "a + b * c"),
            ("(a + b) * c", "(a + b) * c"),
            ("a - (b - c)", "a - (b - c)"),
            ("(a - b) - c", "a - b - c"),
            ("2 * (a ^ 2)", "2 * (a ^ 2)"),
            ("-(a + b)", "-(a + b)"),
            ("a--1", "a - -1"),
            ("!( a||b )&&c", "NOT(a || b) && c"),
            ("if( a==1,'it\\'s',\"\\\"\" )", r#"if(a = 1, "it's", "\"")"#),
            ("now( )", "now()"),
        ] {
            assert_eq!(print_expr(&parsed(written), Dialect::Spec), printed);
        }
    }

    #[test]
    fn a_flow_has_braces() {
        assert_eq!(print_expr(&parsed("person.Name & x"), Dialect::Flow), "{!person.Name} & {!x}");
    }

    fn name() -> impl Strategy<Value = String> {
        let word = "[A-Za-z$][A-Za-z0-9_:#$]{0,6}";
        let keywords = ["TRUE", "FALSE", "NULL", "NOT", "AND", "OR"];
        word.prop_filter("a keyword", move |name| !keywords.contains(&name.to_ascii_uppercase().as_str()))
    }

    fn operator() -> impl Strategy<Value = BinaryOperator> {
        let operators: Vec<_> = super::super::operators::OPERATORS.iter().map(|row| row.meaning).collect();
        proptest::sample::select(operators)
    }

    fn sign() -> impl Strategy<Value = UnaryOperator> {
        proptest::sample::select(vec![UnaryOperator::Minus, UnaryOperator::Plus, UnaryOperator::Not])
    }

    /// Any formula; no text with a merge field, which a spec refuses.
    fn any_expr() -> impl Strategy<Value = Expr> {
        let at = |kind| Expr { kind, span: Span::default() };
        let leaf = prop_oneof![
            "[0-9]{1,9}(\\.[0-9]{1,3})?".prop_map(ExprKind::Number),
            any::<String>().prop_map(|text| ExprKind::Text(text.replace("{!", "{"))),
            any::<bool>().prop_map(ExprKind::Boolean),
            Just(ExprKind::Null),
            prop::collection::vec(name(), 1..4).prop_map(ExprKind::Reference),
        ];
        leaf.prop_map(at).prop_recursive(6, 60, 4, move |inner| {
            prop_oneof![
                (operator(), inner.clone(), inner.clone()).prop_map(|(operator, left, right)| {
                    ExprKind::Binary(operator, Box::new(left), Box::new(right))
                }),
                (sign(), inner.clone()).prop_map(|(sign, operand)| ExprKind::Unary(sign, Box::new(operand))),
                (name(), prop::collection::vec(inner, 0..4)).prop_map(|(function, arguments)| {
                    ExprKind::Call { function, name_span: Span::default(), arguments }
                }),
            ]
            .prop_map(at)
        })
    }

    proptest! {
        #[test]
        fn reading_what_is_printed_gives_the_same(expr in any_expr()) {
            for dialect in [Dialect::Spec, Dialect::Flow] {
                let text = print_expr(&expr, dialect);
                let mut sink = Sink::default();
                let read = parse(&fragment(&text), dialect, &mut sink).map(without_places);
                prop_assert_eq!(read.as_ref(), Some(&expr), "{} {:?}", text, sink.finish());
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in any::<String>()) {
            let mut sink = Sink::default();
            for dialect in [Dialect::Spec, Dialect::Flow] {
                let read = parse(&fragment(&text), dialect, &mut sink);
                prop_assert_eq!(read.is_none(), sink.has_errors());
                sink = Sink::default();
            }
        }

        #[test]
        fn no_signs_break_the_reader(text in "[-+*/^&|=<>!(){}a1., \"'\\\\%;]{0,60}") {
            let mut sink = Sink::default();
            let read = parse(&fragment(&text), Dialect::Spec, &mut sink);
            prop_assert_eq!(read.is_none(), sink.has_errors());
        }
    }
}
