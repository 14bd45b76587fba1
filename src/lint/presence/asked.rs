//! What the outcomes of a decision say of records.

use super::{Analysis, Presence, State, join, settle};
use crate::flow::{Condition, Rule, Value};
use crate::formula::{BinaryOperator, Expr, ExprKind, UnaryOperator};
use crate::lint::{Logic, Named};

/// So deep a formula is looked into; one that uses itself has no end.
const MOST_STEPS: usize = 64;

impl Analysis<'_, '_> {
    /// What is known behind an outcome, or behind the default one: those before it did not come true.
    pub(super) fn after_outcome(&self, earlier: &[Rule], taken: Option<&Rule>, before: &[Presence]) -> State {
        let mut state = Some(before.to_vec());
        for rule in earlier.iter().filter(|rule| !rule.requires_change) {
            state = self.given(rule, false, state);
        }
        match taken {
            Some(rule) => self.given(rule, true, state),
            None => state,
        }
    }

    /// What is known where all that an outcome asks for blanks holds, if all of it has to.
    pub(super) fn asked_for_blanks(&self, rule: &Rule, state: State) -> State {
        let is_all = matches!(Logic::read(&rule.logic, rule.conditions.len()), Ok(Some(Logic::All(_))));
        let questions = rule.conditions.iter().filter(|each| is_all && is_question(&each.operator));
        questions.fold(state, |state, condition| self.condition(condition, true, state))
    }

    /// What is known where an outcome is true, or where it is not.
    fn given(&self, rule: &Rule, holds: bool, state: State) -> State {
        match Logic::read(&rule.logic, rule.conditions.len()) {
            Ok(Some(logic)) => self.joined(&logic, &rule.conditions, holds, state),
            Ok(None) | Err(_) => state,
        }
    }

    fn joined(&self, logic: &Logic, conditions: &[Condition], holds: bool, state: State) -> State {
        match (logic, holds) {
            (Logic::Condition(at), _) => self.condition(&conditions[*at], holds, state),
            (Logic::Not(inner), _) => self.joined(inner, conditions, !holds, state),
            (Logic::All(parts), true) | (Logic::Any(parts), false) => {
                parts.iter().fold(state, |state, part| self.joined(part, conditions, holds, state))
            }
            (Logic::All(parts), false) | (Logic::Any(parts), true) => {
                any(parts.iter().map(|part| self.joined(part, conditions, holds, state.clone())))
            }
        }
    }

    /// What one condition says of the record that it asks for, where it is true, or is not.
    fn condition(&self, condition: &Condition, holds: bool, state: State) -> State {
        let asks_for_blank = ["IsNull", "IsBlank"].contains(&condition.operator.as_str());
        let right = match &condition.right {
            Some(Value::Boolean(right)) => Some(*right),
            _ => None,
        };
        let is_equal = condition.operator == "EqualTo";
        if let (Some(right), true) = (right, is_equal)
            && let Some(formula) = self.formula(&condition.left)
        {
            return self.formula_holds(formula, holds == right, state, MOST_STEPS);
        }
        let Some(number) = self.records.number(&condition.left) else { return state };
        let mut steps = condition.left.split('.').skip(1);
        let is_whole =
            steps.next().is_none_or(|field| field.eq_ignore_ascii_case("Id")) && steps.next().is_none();
        let is_there = match condition.operator.as_str() {
            _ if asks_for_blank => right.map(|right| right != holds),
            "WasSet" => right.map(|right| right == holds),
            "EqualTo" if condition.right.is_none() => Some(!holds),
            "NotEqualTo" if condition.right.is_none() => Some(holds),
            "NotEqualTo" => (!holds && is_something(condition.right.as_ref())).then_some(true),
            "IsChanged" => None,
            // What is null equals, contains, exceeds nothing.
            _ => (holds && is_something(condition.right.as_ref())).then_some(true),
        };
        settle(state, number, is_there.filter(|is_there| *is_there || is_whole))
    }

    /// The tree of a formula of this name.
    fn formula(&self, name: &str) -> Option<&Expr> {
        let Some(Named::Formula(formula)) = self.facts.names().get(name) else { return None };
        let parsed = self.facts.formulas().iter().find(|each| each.owner == formula.name)?;
        parsed.expr.as_ref()
    }

    /// What is known where a formula is true, or is not. A formula that fails is not true: only what is true says something, but for
    /// questions for blanks, which do not fail.
    fn formula_holds(&self, expr: &Expr, holds: bool, state: State, most: usize) -> State {
        let Some(most) = most.checked_sub(1) else { return state };
        let both = |parts: &[&Expr], state: State| {
            parts.iter().fold(state, |state, part| self.formula_holds(part, holds, state, most))
        };
        let either = |parts: &[&Expr], state: State| {
            any(parts.iter().map(|part| self.formula_holds(part, holds, state.clone(), most)))
        };
        match &expr.kind {
            ExprKind::Unary(UnaryOperator::Not, inner) => self.formula_holds(inner, !holds, state, most),
            ExprKind::Binary(BinaryOperator::And, left, right) if holds => both(&[left, right], state),
            ExprKind::Binary(BinaryOperator::And, left, right) => either(&[left, right], state),
            ExprKind::Binary(BinaryOperator::Or, left, right) if holds => either(&[left, right], state),
            ExprKind::Binary(BinaryOperator::Or, left, right) => both(&[left, right], state),
            ExprKind::Call { function, arguments, .. } => {
                let parts: Vec<&Expr> = arguments.iter().collect();
                match (function.to_ascii_uppercase().as_str(), parts.as_slice(), holds) {
                    ("AND", parts, true) | ("OR", parts, false) => both(parts, state),
                    ("AND", parts, false) | ("OR", parts, true) => either(parts, state),
                    ("NOT", [inner], _) => self.formula_holds(inner, !holds, state, most),
                    ("ISBLANK" | "ISNULL", [asked], _) => self.is_blank(asked, holds, state),
                    _ => state,
                }
            }
            ExprKind::Reference(steps) => match self.formula(&steps.join(".")) {
                Some(formula) => self.formula_holds(formula, holds, state, most),
                None => state,
            },
            ExprKind::Binary(..)
            | ExprKind::Unary(..)
            | ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Boolean(_)
            | ExprKind::Null => state,
        }
    }

    fn is_blank(&self, asked: &Expr, is_blank: bool, state: State) -> State {
        let ExprKind::Reference(steps) = &asked.kind else { return state };
        let Some(number) = steps.first().and_then(|base| self.records.number(base)) else { return state };
        let is_whole = steps.len() == 1 || is_id(&steps[1..]);
        settle(state, number, (is_whole || !is_blank).then_some(!is_blank))
    }
}

/// Whether an operator asks for blanks, and so may be asked of what is null.
pub(super) fn is_question(operator: &str) -> bool {
    ["IsNull", "IsBlank", "WasSet"].contains(&operator)
}

/// A record that is there has its Id.
fn is_id(steps: &[String]) -> bool {
    matches!(steps, [only] if only.eq_ignore_ascii_case("Id"))
}

/// Whether a value is written out and not blank.
fn is_something(value: Option<&Value>) -> bool {
    match value {
        Some(Value::String(text)) => !text.is_empty() && !text.contains("{!"),
        Some(Value::Number(_) | Value::Boolean(true) | Value::Date(_) | Value::DateTime(_)) => true,
        Some(Value::Boolean(false) | Value::Reference(_)) | None => false,
    }
}

/// What is known on any of several ways.
fn any(states: impl Iterator<Item = State>) -> State {
    let mut all = None;
    states.flatten().for_each(|state| {
        join(&mut all, &state);
    });
    all
}
