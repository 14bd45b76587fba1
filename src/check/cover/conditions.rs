//! Conditions as sets of values of the one thing that they compare with constants.

use super::Cases;
use super::numbers::{FINEST_SCALE, Numbers, steps};
use super::texts::Texts;
use super::values::{Domain, Filled, Values};
use crate::check::blanks::{Blanks, Facts};
use crate::check::expressions::{alike, compares, flipped};
use crate::check::program::{Expression, RecordRef, Symbol};
use crate::check::world::Frame;
use crate::formula::ast::{BinaryOperator, UnaryOperator};
use crate::formula::typed::{Type, TypedKind};
use crate::formula::{Logic, logic};
use crate::org::Field;
use std::collections::BTreeMap;

/// Reads conditions; `None` if they do not all compare one thing with constants.
pub(super) fn read(conditions: &[&Expression], blanks: &Blanks<'_>, facts: &Facts) -> Option<Cases> {
    let thing = thing(conditions.first()?)?;
    let domain = narrowed(thing, domain(thing, blanks, facts)?, facts);
    let reader = Reader { thing, domain: &domain };
    let branches: Option<Vec<Values>> = conditions.iter().map(|condition| reader.values(condition)).collect();
    Some(Cases { thing: blanks.name_of(thing), branches: branches?, domain })
}

/// What a thing can still be where these facts hold.
fn narrowed(thing: &Expression, domain: Domain, facts: &Facts) -> Domain {
    let reader = Reader { thing, domain: &domain };
    let met = facts.history.of(thing).into_iter().filter_map(|(condition, holds)| {
        let values = reader.values(condition)?;
        Some(if holds { values } else { values.complement() })
    });
    let values = met.fold(domain.values.clone(), |left, values| left.intersection(&values));
    Domain { values, ..domain }
}

/// The thing that a condition compares with a constant.
fn thing(condition: &Expression) -> Option<&Expression> {
    match logic(condition) {
        Logic::All(parts) | Logic::Any(parts) => parts.into_iter().find_map(thing),
        Logic::Not(operand) => thing(operand),
        Logic::Plain => match &condition.kind {
            TypedKind::Binary(operator, left, right) if compares(*operator) => {
                let (operand, _, _) = comparison(*operator, left, right)?;
                Some(operand.thing)
            }
            TypedKind::Call("ISBLANK" | "ISNULL" | "ISPICKVAL", arguments) => arguments.first().map(bare),
            TypedKind::Reference(_) | TypedKind::Call("FOUND", _) => Some(condition),
            _ => None,
        },
    }
}

/// What is compared: the thing, and the constant that stands for its blank.
struct Operand<'e> {
    thing: &'e Expression,
    instead_of_blank: Option<Constant>,
}

/// A value that is written out.
#[derive(Clone)]
enum Constant {
    Number(String),
    Text(String),
    Boolean(bool),
}

fn constant(expression: &Expression) -> Option<Constant> {
    match &expression.kind {
        TypedKind::Number(number) => Some(Constant::Number(number.clone())),
        TypedKind::Reference(Symbol::Setting(setting)) => Some(Constant::Number(setting.number.clone())),
        TypedKind::Text(text) => Some(Constant::Text(text.clone())),
        TypedKind::Boolean(value) => Some(Constant::Boolean(*value)),
        TypedKind::Unary(UnaryOperator::Minus, operand) => match constant(operand)? {
            Constant::Number(number) => Some(Constant::Number(format!("-{number}"))),
            Constant::Text(_) | Constant::Boolean(_) => None,
        },
        _ => None,
    }
}

/// Operand, operator and constant, with the constant on the right.
fn comparison<'e>(
    operator: BinaryOperator,
    left: &'e Expression,
    right: &'e Expression,
) -> Option<(Operand<'e>, BinaryOperator, Constant)> {
    match (constant(left), constant(right)) {
        (None, Some(value)) => Some((operand(left)?, operator, value)),
        (Some(value), None) => Some((operand(right)?, flipped(operator), value)),
        (None, None) | (Some(_), Some(_)) => None,
    }
}

fn operand(expression: &Expression) -> Option<Operand<'_>> {
    match &expression.kind {
        TypedKind::Call("BLANKVALUE", arguments) => {
            let [thing, instead] = arguments.as_slice() else { return None };
            Some(Operand { thing: bare(thing), instead_of_blank: Some(constant(instead)?) })
        }
        _ => Some(Operand { thing: bare(expression), instead_of_blank: None }),
    }
}

/// A picklist value is the same thing as text.
fn bare(expression: &Expression) -> &Expression {
    match &expression.kind {
        TypedKind::Call("TEXT", arguments) => {
            arguments.first().filter(|inner| inner.ty == Type::Picklist).unwrap_or(expression)
        }
        _ => expression,
    }
}

/// What a thing can be; `None` if nothing can be proved of its type.
fn domain(thing: &Expression, blanks: &Blanks<'_>, facts: &Facts) -> Option<Domain> {
    let blank = !blanks.causes(thing, facts).is_empty();
    if let TypedKind::Reference(Symbol::Field(record, field)) = &thing.kind
        && let Some(domain) = domain_of_field(*record, field, blank, blanks)
    {
        return Some(domain);
    }
    match (&thing.kind, thing.ty) {
        (TypedKind::Call("COUNT", _), _) => Some(numbers(Numbers::between(0, i128::MAX), 0, false)),
        (_, Type::Number) => Some(numbers(Numbers::between(i128::MIN, i128::MAX), FINEST_SCALE, blank)),
        (_, Type::Boolean) => Some(listed(["true", "false"].into_iter(), blank)),
        (_, Type::Text | Type::Picklist) => {
            Some(Domain { values: texts(Texts::every(), blank), scale: 0, spelling: BTreeMap::new() })
        }
        _ => None,
    }
}

fn domain_of_field(record: RecordRef, field: &Field, blank: bool, blanks: &Blanks<'_>) -> Option<Domain> {
    let world = blanks.world;
    let decides = world.disposition.as_ref().is_some_and(|decides| decides.name == field.name);
    if let (RecordRef::Call, true, Frame::Call(frame)) = (record, decides, blanks.frame) {
        return match frame.dispositions {
            Some(own) => Some(listed(own.iter().map(String::as_str), false)),
            None => {
                Some(Domain { values: texts(Texts::every(), false), scale: 0, spelling: BTreeMap::new() })
            }
        };
    }
    if field.picklist.restricted && !field.picklist.values.is_empty() {
        return Some(listed(field.picklist.values.iter().map(String::as_str), blank));
    }
    if world.is_counter(field) {
        return Some(numbers(Numbers::between(0, i128::MAX), 0, blank));
    }
    let scale = field.scale.filter(|_| field.field_type.in_formulas() == Some(Type::Number))?;
    Some(numbers(Numbers::between(i128::MIN, i128::MAX), u32::from(scale).min(FINEST_SCALE), blank))
}

fn numbers(numbers: Numbers, scale: u32, blank: bool) -> Domain {
    Domain { values: Values { blank, filled: Filled::Numbers(numbers) }, scale, spelling: BTreeMap::new() }
}

fn texts(texts: Texts, blank: bool) -> Values {
    Values { blank, filled: Filled::Texts(texts) }
}

/// One of a closed list.
fn listed<'v>(values: impl Iterator<Item = &'v str>, blank: bool) -> Domain {
    let spelling: BTreeMap<String, String> =
        values.map(|value| (value.to_lowercase(), value.to_owned())).collect();
    let only = Texts::Only(spelling.keys().cloned().collect());
    Domain { values: texts(only, blank), scale: 0, spelling }
}

/// Reads the conditions on one thing.
struct Reader<'e> {
    thing: &'e Expression,
    domain: &'e Domain,
}

impl Reader<'_> {
    /// The values for which a condition holds; `None` if it asks about something else.
    fn values(&self, condition: &Expression) -> Option<Values> {
        match logic(condition) {
            Logic::All(parts) => self.each(&parts)?.into_iter().reduce(|all, part| all.intersection(&part)),
            Logic::Any(parts) => self.each(&parts)?.into_iter().reduce(|all, part| all.union(&part)),
            Logic::Not(operand) => Some(self.within(&self.values(operand)?.complement())),
            Logic::Plain => self.plain(condition).map(|values| self.within(&values)),
        }
    }

    fn each(&self, parts: &[&Expression]) -> Option<Vec<Values>> {
        parts.iter().map(|part| self.values(part)).collect()
    }

    fn within(&self, values: &Values) -> Values {
        values.intersection(&self.domain.values)
    }

    fn is_thing(&self, expression: &Expression) -> bool {
        alike(bare(expression), self.thing)
    }

    fn plain(&self, condition: &Expression) -> Option<Values> {
        match &condition.kind {
            TypedKind::Binary(operator, left, right) if compares(*operator) => {
                let (operand, operator, value) = comparison(*operator, left, right)?;
                if !alike(operand.thing, self.thing) {
                    return None;
                }
                let values = self.compared(operator, &value)?;
                let for_blank =
                    operand.instead_of_blank.map(|instead| self.compared(BinaryOperator::Equal, &instead));
                Some(match for_blank {
                    None => values,
                    Some(instead) => Values { blank: !instead?.intersection(&values).is_empty(), ..values },
                })
            }
            TypedKind::Call("ISBLANK" | "ISNULL", arguments)
                if arguments.iter().all(|each| self.is_thing(each)) =>
            {
                Some(Values { blank: true, filled: self.domain.values.filled.none() })
            }
            TypedKind::Call("ISPICKVAL", arguments) => {
                let [thing, value] = arguments.as_slice() else { return None };
                self.is_thing(thing)
                    .then(|| self.compared(BinaryOperator::Equal, &constant(value)?))
                    .flatten()
            }
            TypedKind::Reference(_) | TypedKind::Call("FOUND", _) if self.is_thing(condition) => {
                self.compared(BinaryOperator::Equal, &Constant::Boolean(true))
            }
            _ => None,
        }
    }

    /// The values that compare so with a constant; a blank never does, except with the empty text.
    fn compared(&self, operator: BinaryOperator, value: &Constant) -> Option<Values> {
        match (&self.domain.values.filled, value) {
            (Filled::Numbers(_), Constant::Number(number)) => {
                let numbers = compared_number(operator, number, self.domain.scale)?;
                Some(Values { blank: false, filled: Filled::Numbers(numbers) })
            }
            (Filled::Texts(_), Constant::Text(text)) if text.is_empty() => match operator {
                BinaryOperator::Equal => Some(texts(Texts::none(), true)),
                BinaryOperator::NotEqual => Some(texts(Texts::every(), false)),
                _ => None,
            },
            (Filled::Texts(_), Constant::Text(text)) => compared_text(operator, text),
            (Filled::Texts(_), Constant::Boolean(value)) => compared_text(operator, &value.to_string()),
            _ => None,
        }
    }
}

fn compared_text(operator: BinaryOperator, text: &str) -> Option<Values> {
    match operator {
        BinaryOperator::Equal => Some(texts(Texts::one(text), false)),
        BinaryOperator::NotEqual => Some(texts(Texts::one(text).complement(), false)),
        _ => None,
    }
}

fn compared_number(operator: BinaryOperator, number: &str, scale: u32) -> Option<Numbers> {
    let (floor, exact) = steps(number, scale)?;
    let equal = if exact { Numbers::between(floor, floor) } else { Numbers::none() };
    let below = Numbers::between(i128::MIN, if exact { floor.saturating_sub(1) } else { floor });
    Some(match operator {
        BinaryOperator::Equal => equal,
        BinaryOperator::NotEqual => equal.complement(),
        BinaryOperator::Less => below,
        BinaryOperator::LessOrEqual => below.union(&equal),
        BinaryOperator::Greater => below.union(&equal).complement(),
        BinaryOperator::GreaterOrEqual => below.complement(),
        _ => return None,
    })
}
