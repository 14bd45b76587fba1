//! Which calls run: the entry formula of the router, and the disposition that a save corrects.

use super::kit;
use crate::check::{Expression, Program, Symbol};
use crate::flow::{DataType, Formula};
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::{Type, TypedExpr, TypedKind};
use crate::formula::{print, quoted};
use crate::org::{Field, FieldType};

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
        match &condition.kind {
            TypedKind::Binary(BinaryOperator::And, left, right) => {
                let mut parts = self.where_parts(left);
                parts.extend(self.where_parts(right));
                parts
            }
            TypedKind::Call("AND", parts) => parts.iter().flat_map(|part| self.where_parts(part)).collect(),
            TypedKind::Boolean(true) => Vec::new(),
            _ => vec![print(&self.lower(condition), &String::clone)],
        }
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
            TypedKind::Binary(operator, left, right) => {
                TypedKind::Binary(*operator, Box::new(self.lower(left)), Box::new(self.lower(right)))
            }
            TypedKind::Unary(operator, operand) => TypedKind::Unary(*operator, Box::new(self.lower(operand))),
            TypedKind::Call(function, arguments) => {
                TypedKind::Call(function, arguments.iter().map(|argument| self.lower(argument)).collect())
            }
            TypedKind::Reference(symbol) => TypedKind::Reference(self.symbol(symbol)),
            TypedKind::Number(number) => TypedKind::Number(number.clone()),
            TypedKind::Text(text) => TypedKind::Text(text.clone()),
            TypedKind::Boolean(value) => TypedKind::Boolean(*value),
            TypedKind::Null => TypedKind::Null,
        };
        TypedExpr { kind, ty: expression.ty, span: expression.span }
    }

    fn symbol(&self, symbol: &Symbol) -> String {
        match symbol {
            Symbol::Field(_, field) => self.field(&field.name),
            Symbol::Setting(constant) => constant.number.clone(),
            Symbol::Record(_) => String::new(),
        }
    }

    /// A picklist compares by `ISPICKVAL`, a text without regard to case.
    fn comparison(
        &self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
        whole: &Expression,
    ) -> TypedExpr<String> {
        let (left, right) =
            if matches!(left.kind, TypedKind::Text(_)) { (right, left) } else { (left, right) };
        let plain = super::lower::binary(operator, self.lower(left), self.lower(right), whole.ty);
        let TypedKind::Text(text) = &right.kind else { return plain };
        let compared = match &left.kind {
            TypedKind::Reference(Symbol::Field(_, field)) if is_picklist(field) => {
                let constant = super::lower::literal(TypedKind::Text(text.clone()), Type::Text, whole.span);
                super::lower::call("ISPICKVAL", vec![self.lower(left), constant], Type::Boolean)
            }
            _ => {
                let folded = super::lower::call("LOWER", vec![self.lower(left)], Type::Text);
                let constant =
                    super::lower::literal(TypedKind::Text(text.to_lowercase()), Type::Text, whole.span);
                super::lower::binary(BinaryOperator::Equal, folded, constant, Type::Boolean)
            }
        };
        match operator {
            BinaryOperator::NotEqual => super::lower::call("NOT", vec![compared], Type::Boolean),
            _ => compared,
        }
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
    let before = BEFORE.where_parts(&gate.condition).into_iter().chain(BEFORE.people());
    news.extend(before.map(negated));
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
