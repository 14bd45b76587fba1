//! Conditions joined by `AND` and `OR`, before they are numbered.

use crate::flow::{Condition, Value};

/// Conditions before they are numbered.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    /// One condition.
    Atom(Condition),
    /// All must hold.
    And(Vec<Tree>),
    /// One must hold.
    Or(Vec<Tree>),
}

impl Tree {
    /// What must all hold.
    pub(super) fn into_and(self) -> Vec<Tree> {
        match self {
            Tree::And(parts) => parts,
            Tree::Atom(_) | Tree::Or(_) => vec![self],
        }
    }

    /// What one must hold of.
    pub(super) fn into_or(self) -> Vec<Tree> {
        match self {
            Tree::Or(parts) => parts,
            Tree::Atom(_) | Tree::And(_) => vec![self],
        }
    }
}

/// Whether it is one condition.
pub(super) fn is_atom(tree: &Tree) -> bool {
    matches!(tree, Tree::Atom(_))
}

/// The condition, if it is one.
pub(super) fn atom(tree: Tree) -> Option<Condition> {
    match tree {
        Tree::Atom(condition) => Some(condition),
        Tree::And(_) | Tree::Or(_) => None,
    }
}

/// Without what is said twice: `A OR (NOT A AND B)` is `A OR B`, since conditions are asked in order.
pub(super) fn simplified(tree: Tree) -> Tree {
    match tree {
        Tree::Atom(condition) => Tree::Atom(condition),
        Tree::And(parts) => joined(parts, Tree::And),
        Tree::Or(parts) => joined(parts, Tree::Or),
    }
}

fn joined(parts: Vec<Tree>, kind: fn(Vec<Tree>) -> Tree) -> Tree {
    let is_and = matches!(kind(Vec::new()), Tree::And(_));
    let mut kept: Vec<Tree> = Vec::new();
    for part in parts {
        let part = without_asked(part, &kept, is_and);
        let flat = match (part, is_and) {
            (Tree::And(inner), true) | (Tree::Or(inner), false) => inner,
            (other, _) => vec![simplified(other)],
        };
        for tree in flat {
            if !kept.contains(&tree) {
                kept.push(tree);
            }
        }
    }
    if kept.len() == 1 { kept.remove(0) } else { kind(kept) }
}

/// A part without what its neighbours before it have settled.
fn without_asked(part: Tree, before: &[Tree], is_and: bool) -> Tree {
    let settled = |tree: &Tree| match tree {
        Tree::Atom(condition) => before.contains(&Tree::Atom(reversed(condition))),
        Tree::And(_) | Tree::Or(_) => false,
    };
    let keep = |inner: Vec<Tree>| -> Vec<Tree> { inner.into_iter().filter(|tree| !settled(tree)).collect() };
    match (part, is_and) {
        (Tree::And(inner), false) => single(keep(inner), Tree::And),
        (Tree::Or(inner), true) => single(keep(inner), Tree::Or),
        (other, _) => other,
    }
}

fn single(mut parts: Vec<Tree>, kind: fn(Vec<Tree>) -> Tree) -> Tree {
    if parts.len() == 1 { parts.remove(0) } else { kind(parts) }
}

/// `IsNull true` for `IsNull false`, and the other way round.
fn reversed(condition: &Condition) -> Condition {
    let right = match &condition.right {
        Some(Value::Boolean(value)) => Some(Value::Boolean(!value)),
        other => other.clone(),
    };
    Condition { right, ..condition.clone() }
}

/// The logic of the conditions, which are put in order: `1 AND (2 OR 3)`.
pub(super) fn numbered(tree: Tree, conditions: &mut Vec<Condition>) -> String {
    match tree {
        Tree::Atom(condition) => {
            conditions.push(condition);
            conditions.len().to_string()
        }
        Tree::And(parts) => join(parts, " AND ", conditions),
        Tree::Or(parts) => join(parts, " OR ", conditions),
    }
}

fn join(parts: Vec<Tree>, operator: &str, conditions: &mut Vec<Condition>) -> String {
    let mut words = Vec::with_capacity(parts.len());
    for part in parts {
        let nested = !is_atom(&part);
        let said = numbered(part, conditions);
        words.push(if nested { format!("({said})") } else { said });
    }
    words.join(operator)
}
