//! From conditions of a spec to those of a decision: native where the platform allows, a formula only where it does not.

use super::kit::{boolean, condition};
use super::lower::{Lowered, Lowering, is_blank_literal, is_text, symbol_record};
use super::resources::Hint;
use super::tree::{Tree, atom, is_atom, numbered, simplified};
use super::value::offset_hint;
use crate::check::{Expression, RecordRef, Symbol};
use crate::flow::{Condition, Value, logic};
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::{Type, TypedKind};
use crate::formula::{self, Decimal, Literal};
use crate::plan::arithmetic;

/// Conditions and how they are joined, as a rule holds them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Logic {
    /// `and`, `or`, `1 AND (2 OR 3)`.
    pub(super) logic: String,
    /// The conditions, in order.
    pub(super) conditions: Vec<Condition>,
}

impl Logic {
    /// All of these.
    pub(super) fn all(conditions: Vec<Condition>) -> Self {
        Self { logic: "and".to_owned(), conditions }
    }

    /// One of these.
    pub(super) fn any(conditions: Vec<Condition>) -> Self {
        let logic = if conditions.len() > 1 { "or" } else { "and" };
        Self { logic: logic.to_owned(), conditions }
    }
}

impl Lowering<'_> {
    /// A condition of the spec; `name` is for a formula, should one be needed.
    pub(super) fn logic(&mut self, expression: &Expression, name: &str) -> Logic {
        let tree = self.tree(expression, true, name);
        let mut conditions = Vec::new();
        match simplified(tree) {
            Tree::Atom(atom) => Logic::all(vec![atom]),
            Tree::And(parts) if parts.iter().all(is_atom) => {
                Logic::all(parts.into_iter().filter_map(atom).collect())
            }
            Tree::Or(parts) if parts.iter().all(is_atom) => {
                Logic::any(parts.into_iter().filter_map(atom).collect())
            }
            tree => {
                let logic = numbered(tree, &mut conditions);
                match logic.len() <= logic::MOST_CHARACTERS {
                    true => Logic { logic, conditions },
                    false => Logic::all(vec![self.formula_condition(expression, true, name)]),
                }
            }
        }
    }

    /// A condition, or for `holds` false its opposite.
    fn tree(&mut self, expression: &Expression, holds: bool, name: &str) -> Tree {
        match (formula::logic(expression), holds) {
            (formula::Logic::All(parts), true) | (formula::Logic::Any(parts), false) => {
                Tree::And(self.parts(&parts, holds, name, Tree::into_and))
            }
            (formula::Logic::Any(parts), true) | (formula::Logic::All(parts), false) => {
                Tree::Or(self.parts(&parts, holds, name, Tree::into_or))
            }
            (formula::Logic::Not(operand), _) => self.tree(operand, !holds, name),
            (formula::Logic::Plain, _) => self.plain(expression, holds, name),
        }
    }

    fn parts(
        &mut self,
        parts: &[&Expression],
        holds: bool,
        name: &str,
        flat: fn(Tree) -> Vec<Tree>,
    ) -> Vec<Tree> {
        parts.iter().flat_map(|part| flat(self.tree(part, holds, name))).collect()
    }

    /// A condition that is not built of others.
    fn plain(&mut self, expression: &Expression, holds: bool, name: &str) -> Tree {
        match &expression.kind {
            TypedKind::Call(function, arguments) => match (*function, arguments.as_slice()) {
                ("ISBLANK" | "ISNULL", [value]) => self.blank(value, holds, name),
                ("FOUND", [record]) => self.found_tree(expression, record, holds, name),
                ("ISPICKVAL", [left, right]) => {
                    self.comparison(BinaryOperator::Equal, left, right, holds, name)
                }
                ("BEGINS", [_, _]) if holds => self.part("StartsWith", arguments, expression, name),
                ("CONTAINS", [_, _]) if holds => self.part("Contains", arguments, expression, name),
                (_, _) => self.formula(expression, holds, name),
            },
            TypedKind::Binary(operator, left, right) if comparison_name(*operator).is_some() => {
                self.comparison(*operator, left, right, holds, name)
            }
            TypedKind::Reference(Symbol::Field(record, field)) => {
                let left = self.field(*record, field);
                let operator = if holds { "EqualTo" } else { "NotEqualTo" };
                Tree::Atom(condition(left, operator, boolean(true)))
            }
            TypedKind::Reference(Symbol::Record(_) | Symbol::Setting(_))
            | TypedKind::Number(_)
            | TypedKind::Text(_)
            | TypedKind::Boolean(_)
            | TypedKind::Null
            | TypedKind::Unary(..)
            | TypedKind::Binary(..) => self.formula(expression, holds, name),
        }
    }

    /// A formula that is true.
    fn formula(&mut self, expression: &Expression, holds: bool, name: &str) -> Tree {
        Tree::Atom(self.formula_condition(expression, holds, name))
    }

    fn formula_condition(&mut self, expression: &Expression, holds: bool, name: &str) -> Condition {
        let hint = Hint::new(name, "Whether the condition holds.");
        let left = self.resource(expression, &hint);
        let operator = if holds { "EqualTo" } else { "NotEqualTo" };
        condition(left, operator, boolean(true))
    }

    fn blank(&mut self, value: &Expression, holds: bool, name: &str) -> Tree {
        let left = match value.as_symbol() {
            Some(Symbol::Field(record, field)) => self.field(*record, field),
            Some(Symbol::Record(record)) => self.id(*record),
            Some(Symbol::Setting(_)) | None => self.operand(value, &format!("{name} measure")),
        };
        Tree::Atom(blank_test(left, value.ty, holds))
    }

    fn found_tree(&mut self, whole: &Expression, record: &Expression, holds: bool, name: &str) -> Tree {
        match symbol_record(record) {
            Some(RecordRef::Rep) if self.names.is_monitor() => {
                let left = self.id(RecordRef::Rep);
                let users = condition(left, "StartsWith", super::kit::text("005"));
                if holds { Tree::Atom(users) } else { self.formula(whole, holds, name) }
            }
            Some(
                record @ (RecordRef::Contact
                | RecordRef::Lead
                | RecordRef::Account
                | RecordRef::Manager
                | RecordRef::Named(_)),
            ) => Tree::Atom(blank_test(self.id(record), Type::Id, !holds)),
            Some(RecordRef::Call | RecordRef::Person | RecordRef::Subject | RecordRef::Rep) | None => {
                self.formula(whole, holds, name)
            }
        }
    }

    /// `BEGINS`, `CONTAINS` of a text and a constant.
    fn part(&mut self, operator: &str, parts: &[Expression], whole: &Expression, name: &str) -> Tree {
        match (&parts[0].kind, &parts[1].kind) {
            (TypedKind::Reference(Symbol::Field(record, field)), TypedKind::Text(text))
                if is_text(parts[0].ty) =>
            {
                let left = self.field(*record, field);
                Tree::Atom(condition(left, operator, super::kit::text(text.clone())))
            }
            _ => self.formula(whole, true, name),
        }
    }

    fn comparison(
        &mut self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
        holds: bool,
        name: &str,
    ) -> Tree {
        if is_blank_literal(left) || is_blank_literal(right) {
            let value = if is_blank_literal(left) { right } else { left };
            return self.blank(value, holds == (operator == BinaryOperator::Equal), name);
        }
        let (left, operator, right) = match is_constant(left) && !is_constant(right) {
            true => (right, flipped(operator), left),
            false => (left, operator, right),
        };
        let operator = if holds { operator } else { opposite(operator) };
        if let Some((value, of_blank)) = self.decided_blank(operator, left, right) {
            return self.decided(operator, value, right, of_blank);
        }
        let mut parts: Vec<Tree> = self.blanks(operator, left, right, holds, name);
        let compared = self.operand(left, &format!("{name} measure"));
        let against = self.value(right, &operand_hint(right, name));
        let native = comparison_name(operator).unwrap_or("EqualTo");
        parts.push(Tree::Atom(condition(compared, native, against)));
        match (parts.len(), holds) {
            (1, _) => parts.remove(0),
            (_, true) => Tree::And(parts),
            (_, false) => Tree::Or(parts),
        }
    }

    /// The field of `BLANKVALUE(field, constant)`, or a counter, which is 0 where it is blank; and whether the comparison
    /// with a constant holds there.
    fn decided_blank<'e>(
        &self,
        operator: BinaryOperator,
        left: &'e Expression,
        right: &Expression,
    ) -> Option<(&'e Expression, bool)> {
        if self.counts_from_blank(left) {
            return Some((
                left,
                holds_between(operator, &Literal::Number("0".to_owned()), &constant(right)?)?,
            ));
        }
        let TypedKind::Call("BLANKVALUE" | "NULLVALUE", parts) = &left.kind else { return None };
        let [value, instead] = parts.as_slice() else { return None };
        let is_field = matches!(value.kind, TypedKind::Reference(Symbol::Field(..)));
        let of_blank = holds_between(operator, &constant(instead)?, &constant(right)?)?;
        is_field.then_some((value, of_blank))
    }

    /// The comparison of a field, where a blank is decided: no formula is needed.
    fn decided(
        &mut self,
        operator: BinaryOperator,
        value: &Expression,
        right: &Expression,
        of_blank: bool,
    ) -> Tree {
        let TypedKind::Reference(Symbol::Field(record, field)) = &value.kind else {
            return Tree::Or(Vec::new());
        };
        let field = self.field(*record, field);
        let native = comparison_name(operator).unwrap_or("EqualTo");
        let against = self.value(right, &Hint::default());
        let compared = Tree::Atom(condition(field.clone(), native, against));
        match (of_blank, operator) {
            // Neither is a blank equal to a constant, nor the other way round.
            (false, BinaryOperator::Equal) | (true, BinaryOperator::NotEqual) => compared,
            (false, _) => Tree::And(vec![Tree::Atom(blank_test(field, value.ty, false)), compared]),
            (true, _) => Tree::Or(vec![Tree::Atom(blank_test(field, value.ty, true)), compared]),
        }
    }

    /// What has to be asked first: a comparison with a blank is false, its opposite true.
    fn blanks(
        &mut self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
        holds: bool,
        name: &str,
    ) -> Vec<Tree> {
        let mut sides: Vec<&Expression> =
            [left, right].into_iter().filter(|side| self.may_be_blank(side)).collect();
        let equality = if holds { BinaryOperator::Equal } else { BinaryOperator::NotEqual };
        if operator == equality {
            // A blank equals nothing but a blank.
            let both = sides.len() == 2;
            sides.truncate(usize::from(both));
        }
        sides.into_iter().map(|side| self.blank(side, !holds, name)).collect()
    }

    /// The left side of a condition: a reference.
    fn operand(&mut self, expression: &Expression, name: &str) -> String {
        let lowered = self.lower(expression);
        let name = spoken(&lowered).unwrap_or_else(|| name.to_owned());
        let hint = offset_hint(expression).unwrap_or_else(|| Hint::new(name, "Compared in a condition."));
        match self.value(expression, &hint) {
            Some(Value::Reference(reference)) => reference,
            _ => self.resource(expression, &hint),
        }
    }
}

/// Most characters of a formula that is named after what it says.
const LONGEST_SPOKEN: usize = 60;

/// A short sum or product in words: `recentCallsCount times 2`.
fn spoken(lowered: &Lowered) -> Option<String> {
    let words = match &lowered.kind {
        TypedKind::Binary(operator, left, right) => {
            format!("{} {} {}", spoken(left)?, arithmetic(*operator)?, spoken(right)?)
        }
        TypedKind::Reference(name) => name.trim_matches(['{', '!', '}']).to_owned(),
        TypedKind::Number(number) => number.clone(),
        TypedKind::Call("BLANKVALUE", arguments) => filled(arguments)?,
        TypedKind::Text(_)
        | TypedKind::Boolean(_)
        | TypedKind::Null
        | TypedKind::Call(..)
        | TypedKind::Unary(..) => return None,
    };
    (words.len() <= LONGEST_SPOKEN).then_some(words)
}

/// A value with the number that a blank counts as: `CallDurationInSeconds or zero`.
fn filled(arguments: &[Lowered]) -> Option<String> {
    let [value, instead] = arguments else { return None };
    let value = spoken(value)?;
    let value = value.rsplit('.').next()?;
    match &instead.kind {
        TypedKind::Number(number) if number == "0" => Some(format!("{value} or zero")),
        TypedKind::Number(number) => Some(format!("{value} or {number}")),
        _ => None,
    }
}

/// Blank, or for `blank` false filled. A null text handed to a subflow arrives as an empty one, so texts ask `IsBlank`.
pub(super) fn blank_test(left: String, ty: Type, blank: bool) -> Condition {
    let operator = if is_text(ty) { "IsBlank" } else { "IsNull" };
    condition(left, operator, boolean(blank))
}

fn operand_hint(expression: &Expression, name: &str) -> Hint {
    offset_hint(expression).unwrap_or_else(|| Hint::new(format!("{name} limit"), "A side of the comparison."))
}

fn is_constant(expression: &Expression) -> bool {
    constant(expression).is_some()
}

/// A literal, or the number of a setting.
fn constant(expression: &Expression) -> Option<Literal<'_>> {
    match expression.as_symbol() {
        Some(Symbol::Setting(setting)) => Some(Literal::Number(setting.number.clone())),
        Some(Symbol::Field(..) | Symbol::Record(_)) | None => expression.literal(),
    }
}

/// Whether a comparison of two constants holds; none where it cannot be said.
fn holds_between(operator: BinaryOperator, left: &Literal<'_>, right: &Literal<'_>) -> Option<bool> {
    let order = match (left, right) {
        (Literal::Number(left), Literal::Number(right)) => Decimal::read(left)?.cmp(&Decimal::read(right)?),
        (Literal::Text(left), Literal::Text(right)) => left.to_lowercase().cmp(&right.to_lowercase()),
        _ => return None,
    };
    let texts = matches!(left, Literal::Text(_));
    match operator {
        BinaryOperator::Equal => Some(order.is_eq()),
        BinaryOperator::NotEqual => Some(order.is_ne()),
        BinaryOperator::Less if !texts => Some(order.is_lt()),
        BinaryOperator::LessOrEqual if !texts => Some(order.is_le()),
        BinaryOperator::Greater if !texts => Some(order.is_gt()),
        BinaryOperator::GreaterOrEqual if !texts => Some(order.is_ge()),
        _ => None,
    }
}

fn comparison_name(operator: BinaryOperator) -> Option<&'static str> {
    match operator {
        BinaryOperator::Equal => Some("EqualTo"),
        BinaryOperator::NotEqual => Some("NotEqualTo"),
        BinaryOperator::Less => Some("LessThan"),
        BinaryOperator::LessOrEqual => Some("LessThanOrEqualTo"),
        BinaryOperator::Greater => Some("GreaterThan"),
        BinaryOperator::GreaterOrEqual => Some("GreaterThanOrEqualTo"),
        BinaryOperator::Or
        | BinaryOperator::And
        | BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::Concatenate
        | BinaryOperator::Power
        | BinaryOperator::Multiply
        | BinaryOperator::Divide => None,
    }
}

/// The operator with its sides exchanged.
fn flipped(operator: BinaryOperator) -> BinaryOperator {
    match operator {
        BinaryOperator::Less => BinaryOperator::Greater,
        BinaryOperator::LessOrEqual => BinaryOperator::GreaterOrEqual,
        BinaryOperator::Greater => BinaryOperator::Less,
        BinaryOperator::GreaterOrEqual => BinaryOperator::LessOrEqual,
        other => other,
    }
}

/// The operator that holds where this one does not.
fn opposite(operator: BinaryOperator) -> BinaryOperator {
    match operator {
        BinaryOperator::Equal => BinaryOperator::NotEqual,
        BinaryOperator::NotEqual => BinaryOperator::Equal,
        BinaryOperator::Less => BinaryOperator::GreaterOrEqual,
        BinaryOperator::LessOrEqual => BinaryOperator::Greater,
        BinaryOperator::Greater => BinaryOperator::LessOrEqual,
        BinaryOperator::GreaterOrEqual => BinaryOperator::Less,
        other => other,
    }
}
