//! Which calls run: the entry formula of the router, and the disposition that a save corrects.

use super::kit;
use super::lower::{binary, call, is_blank_literal, is_ordering, is_text, literal};
use crate::check::{Expression, Program, Symbol};
use crate::flow::{DataType, Formula};
use crate::formula::ast::{BinaryOperator, UnaryOperator};
use crate::formula::typed::{Type, TypedExpr, TypedKind};
use crate::formula::{print, quoted};
use crate::org::{Field, FieldType};
use crate::plan::can_be_blank;

/// What is asked of a call before and after the save.
struct Terms {
    record: &'static str,
}

const NOW: Terms = Terms { record: "$Record" };
const BEFORE: Terms = Terms { record: "$Record__Prior" };

impl Terms {
    fn field(&self, name: &str) -> String {
        format!("{{!{}.{name}}}", self.record)
    }

    /// The `where`, as the parts of an AND.
    fn where_parts(&self, condition: &Expression) -> Vec<String> {
        conjuncts(condition).into_iter().map(|part| printed(&self.lower(part))).collect()
    }

    /// For each part of the `where`, that it does not hold.
    fn where_parts_failing(&self, condition: &Expression) -> Vec<String> {
        conjuncts(condition).into_iter().map(|part| printed(&self.negated(part))).collect()
    }

    /// A person is attached, and a user owns the call.
    fn people(&self) -> [String; 2] {
        [
            format!("NOT(ISBLANK({}))", self.field("WhoId")),
            format!("BEGINS({}, \"005\")", self.field("OwnerId")),
        ]
    }

    fn lower(&self, expression: &Expression) -> TypedExpr<String> {
        let kind = match &expression.kind {
            TypedKind::Binary(operator @ (BinaryOperator::Equal | BinaryOperator::NotEqual), left, right) => {
                return self.comparison(*operator, left, right, expression);
            }
            TypedKind::Binary(operator, left, right) => match junction(*operator) {
                Some(function) => TypedKind::Call(function, self.joined(*operator, expression)),
                None => TypedKind::Binary(*operator, Box::new(self.lower(left)), Box::new(self.lower(right))),
            },
            TypedKind::Unary(UnaryOperator::Not, operand) => return self.negated(operand),
            TypedKind::Unary(operator, operand) => TypedKind::Unary(*operator, Box::new(self.lower(operand))),
            TypedKind::Call(function, arguments) => return self.call(function, arguments, expression),
            TypedKind::Reference(symbol) => return self.symbol(symbol, expression),
            TypedKind::Number(number) => TypedKind::Number(number.clone()),
            TypedKind::Text(text) => TypedKind::Text(text.clone()),
            TypedKind::Boolean(value) => TypedKind::Boolean(*value),
            TypedKind::Null => TypedKind::Null,
        };
        TypedExpr { kind, ty: expression.ty, span: expression.span }
    }

    fn call(
        &self,
        function: &'static str,
        arguments: &[Expression],
        whole: &Expression,
    ) -> TypedExpr<String> {
        match (function, arguments) {
            ("NOT", [operand]) => self.negated(operand),
            ("TEXT", [value]) if picklist(value).is_some() => self.lower(value),
            ("ISPICKVAL", [value, constant]) => {
                self.comparison(BinaryOperator::Equal, value, constant, whole)
            }
            ("BEGINS" | "CONTAINS", [value, part]) => {
                call(function, vec![self.folded(value), self.folded(part)], Type::Boolean)
            }
            _ => {
                let lowered = arguments.iter().map(|argument| self.lower(argument)).collect();
                call(function, lowered, whole.ty)
            }
        }
    }

    /// A field, or the number of a setting. A picklist is read as text: few functions take it as it is.
    fn symbol(&self, symbol: &Symbol, whole: &Expression) -> TypedExpr<String> {
        let name = match symbol {
            Symbol::Field(_, field) => self.field(&field.name),
            Symbol::Setting(constant) => constant.number.clone(),
            Symbol::Record(_) => String::new(),
        };
        let plain = literal(TypedKind::Reference(name), whole.ty, whole.span);
        match picklist(whole) {
            Some(_) => call("TEXT", vec![plain], Type::Text),
            None => plain,
        }
    }

    /// A text in lower case: comparisons ignore case.
    fn folded(&self, value: &Expression) -> TypedExpr<String> {
        match &value.kind {
            TypedKind::Text(text) => literal(TypedKind::Text(text.to_lowercase()), Type::Text, value.span),
            _ => call("LOWER", vec![self.lower(value)], Type::Text),
        }
    }

    /// The parts of `a || b || c`, as those of the functions around them.
    fn joined(&self, joins: BinaryOperator, expression: &Expression) -> Vec<TypedExpr<String>> {
        match &expression.kind {
            TypedKind::Binary(operator, left, right) if *operator == joins => {
                let mut parts = self.joined(joins, left);
                parts.extend(self.joined(joins, right));
                parts
            }
            _ => vec![self.lower(expression)],
        }
    }

    fn comparison(
        &self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
        whole: &Expression,
    ) -> TypedExpr<String> {
        let compared = match self.equality(left, right) {
            Some(equal) if operator == BinaryOperator::NotEqual => call("NOT", vec![equal], Type::Boolean),
            Some(equal) => return equal,
            None => binary(operator, self.lower(left), self.lower(right), whole.ty),
        };
        if operator != BinaryOperator::NotEqual || is_blank_literal(left) || is_blank_literal(right) {
            return compared;
        }
        let there = self.blanks(left, right).into_iter().map(|blank| call("NOT", vec![blank], Type::Boolean));
        one_or("AND", there.chain([compared]).collect())
    }

    /// How texts, picklists and blanks are equal: a picklist by `ISPICKVAL`, a text without regard to case.
    fn equality(&self, left: &Expression, right: &Expression) -> Option<TypedExpr<String>> {
        let (left, right) = if matches!(left.kind, TypedKind::Text(_) | TypedKind::Null) {
            (right, left)
        } else {
            (left, right)
        };
        if let TypedKind::Boolean(value) = right.kind {
            let checkbox = self.lower(left);
            return Some(if value { checkbox } else { call("NOT", vec![checkbox], Type::Boolean) });
        }
        if is_blank_literal(right) {
            return Some(call("ISBLANK", vec![self.lower(left)], Type::Boolean));
        }
        if let (Some(field), TypedKind::Text(_)) = (picklist(left), &right.kind) {
            let field = literal(TypedKind::Reference(self.field(&field.name)), Type::Picklist, left.span);
            return Some(call("ISPICKVAL", vec![field, self.lower(right)], Type::Boolean));
        }
        let folds = matches!(left.ty, Type::Text | Type::Picklist | Type::MultiPicklist);
        folds.then(|| binary(BinaryOperator::Equal, self.folded(left), self.folded(right), Type::Boolean))
    }

    /// `NOT`: a comparison with a blank is false, so its opposite is true.
    fn negated(&self, operand: &Expression) -> TypedExpr<String> {
        match &operand.kind {
            TypedKind::Unary(UnaryOperator::Not, inner) => self.lower(inner),
            TypedKind::Call("NOT", arguments) if arguments.len() == 1 => self.lower(&arguments[0]),
            TypedKind::Binary(operator, left, right)
                if is_ordering(*operator) && !is_text(left.ty) && !is_text(right.ty) =>
            {
                let compared = self.lower(operand);
                let blanks = self.blanks(left, right).into_iter();
                one_or("OR", blanks.chain([call("NOT", vec![compared], Type::Boolean)]).collect())
            }
            _ => {
                let lowered = self.lower(operand);
                match lowered.kind {
                    TypedKind::Call("NOT", mut inner) if inner.len() == 1 => inner.remove(0),
                    _ => call("NOT", vec![lowered], Type::Boolean),
                }
            }
        }
    }

    /// That a side is blank, for each that may be.
    fn blanks(&self, left: &Expression, right: &Expression) -> Vec<TypedExpr<String>> {
        let sides = [left, right].into_iter().filter(|side| can_be_blank(side));
        sides.map(|side| call("ISBLANK", vec![self.lower(side)], Type::Boolean)).collect()
    }

    fn disposition_filled(&self, field: &Field) -> String {
        match is_picklist(field) {
            true => format!("NOT(ISBLANK(TEXT({})))", self.field(&field.name)),
            false => format!("NOT(ISBLANK({}))", self.field(&field.name)),
        }
    }
}

fn is_picklist(field: &Field) -> bool {
    field.field_type == FieldType::Picklist
}

/// The picklist that an expression reads.
fn picklist(expression: &Expression) -> Option<&Field> {
    match &expression.kind {
        TypedKind::Reference(Symbol::Field(_, field)) => Some(&**field)
            .filter(|field| matches!(field.field_type, FieldType::Picklist | FieldType::MultiPicklist)),
        _ => None,
    }
}

/// The parts of an AND, however it was nested.
fn conjuncts(condition: &Expression) -> Vec<&Expression> {
    match &condition.kind {
        TypedKind::Binary(BinaryOperator::And, left, right) => [conjuncts(left), conjuncts(right)].concat(),
        TypedKind::Call("AND", parts) => parts.iter().flat_map(conjuncts).collect(),
        TypedKind::Boolean(true) => Vec::new(),
        _ => vec![condition],
    }
}

/// The only part, or all of them joined by a function.
fn one_or(function: &'static str, mut parts: Vec<TypedExpr<String>>) -> TypedExpr<String> {
    match parts.len() {
        1 => parts.remove(0),
        _ => call(function, parts, Type::Boolean),
    }
}

fn printed(lowered: &TypedExpr<String>) -> String {
    print(lowered, &String::clone)
}

/// The function that joins conditions as an operator does.
fn junction(operator: BinaryOperator) -> Option<&'static str> {
    match operator {
        BinaryOperator::And => Some("AND"),
        BinaryOperator::Or => Some("OR"),
        BinaryOperator::Equal
        | BinaryOperator::NotEqual
        | BinaryOperator::Less
        | BinaryOperator::LessOrEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterOrEqual
        | BinaryOperator::Concatenate
        | BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Power => None,
    }
}

/// The entry formula: the call is complete, and this save made it so or changed its disposition.
pub(super) fn entry(program: &Program) -> String {
    let gate = &program.gate;
    let mut parts = NOW.where_parts(&gate.condition);
    parts.push(NOW.disposition_filled(&gate.disposition));
    parts.extend(NOW.people());
    let mut news = vec!["ISNEW()".to_owned()];
    match gate.rerun {
        true => news.push(format!("ISCHANGED({})", NOW.field(&gate.disposition.name))),
        false => news.push(negated(BEFORE.disposition_filled(&gate.disposition))),
    }
    news.extend(BEFORE.where_parts_failing(&gate.condition));
    news.extend(BEFORE.people().map(negated));
    let news = format!("OR(\n        {}\n    )", news.join(",\n        "));
    parts.push(news);
    format!("AND(\n    {}\n)", parts.join(",\n    "))
}

/// `NOT(x)` as `x`, anything else inside `NOT`.
fn negated(part: String) -> String {
    match part.strip_prefix("NOT(").and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) if is_balanced(inner) => inner.to_owned(),
        _ => format!("NOT({part})"),
    }
}

/// Whether the parentheses of a text close each other, none before it was opened.
fn is_balanced(text: &str) -> bool {
    let mut depth = 0_i32;
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// The disposition that this save corrects, if the call was complete with it.
pub(super) fn prior_disposition(program: &Program) -> Formula {
    let field = &program.gate.disposition;
    let mut parts = BEFORE.where_parts(&program.gate.condition);
    parts.extend(BEFORE.people());
    let disposition = match is_picklist(field) {
        true => format!("TEXT({})", BEFORE.field(&field.name)),
        false => BEFORE.field(&field.name),
    };
    let expression = format!("IF(AND({}), {disposition}, {})", parts.join(", "), quoted(""));
    let said = "The disposition that this save corrects, if the call was complete with it.";
    kit::formula("priorDisposition", said, DataType::String, expression)
}

#[cfg(test)]
mod tests;
