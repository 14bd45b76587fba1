//! Conditions, choices, blanks, picklists.

use super::call::{Call, Outcome};
use crate::formula::Type;
use crate::formula::value::{Comparison, Value};

/// A null condition does not hold; the other branch is not evaluated.
pub(super) fn if_(call: &dyn Call) -> Outcome {
    match call.boolean(0)? {
        Some(true) => call.value(1),
        Some(false) | None => call.value(2),
    }
}

/// The result behind the first condition that holds, else the last; the others are not evaluated.
pub(super) fn ifs(call: &dyn Call) -> Outcome {
    let last = call.count().saturating_sub(1);
    for at in (0..last).step_by(2) {
        if call.boolean(at)? == Some(true) {
            return call.value(at + 1);
        }
    }
    call.value(last)
}

pub(super) fn iferror(call: &dyn Call) -> Outcome {
    call.value(0).or_else(|_| call.value(1))
}

/// Null is in nothing.
pub(super) fn in_(call: &dyn Call) -> Outcome {
    let value = call.value(0)?;
    let mut found = false;
    for at in 1..call.count() {
        found |= value.equals(&call.value(at)?, comparison(call.type_of(0))) == Some(true);
    }
    Ok(Value::Boolean(found && !value.is_blank()))
}

pub(super) fn and(call: &dyn Call) -> Outcome {
    decided_by(call, false)
}

pub(super) fn or(call: &dyn Call) -> Outcome {
    decided_by(call, true)
}

/// The first condition that is `decisive` decides; null counts as false. The rest is not evaluated.
fn decided_by(call: &dyn Call, decisive: bool) -> Outcome {
    for at in 0..call.count() {
        if call.boolean(at)?.unwrap_or(false) == decisive {
            return Ok(Value::Boolean(decisive));
        }
    }
    Ok(Value::Boolean(!decisive))
}

pub(super) fn not(call: &dyn Call) -> Outcome {
    Ok(call.boolean(0)?.map_or(Value::Null, |value| Value::Boolean(!value)))
}

/// Every argument is evaluated, as in Salesforce's engine: one without a value leaves the whole without.
pub(super) fn case(call: &dyn Call) -> Outcome {
    let mut values = (0..call.count()).map(|at| call.value(at)).collect::<Result<Vec<_>, _>>()?;
    let comparison = comparison(call.type_of(0));
    let (Some(otherwise), false) = (values.pop(), values.is_empty()) else { return Ok(Value::Null) };
    let found = values[1..].chunks_exact(2).find(|pair| values[0].equals(&pair[0], comparison) == Some(true));
    Ok(found.map_or(otherwise, |pair| pair[1].clone()))
}

/// How a value of this type is compared.
fn comparison(ty: Type) -> Comparison {
    match ty.is_textual() {
        true => Comparison::Texts,
        false => Comparison::Others,
    }
}

pub(super) fn blankvalue(call: &dyn Call) -> Outcome {
    let (value, substitute) = (call.value(0)?, call.value(1)?);
    Ok(if value.is_blank() { substitute } else { value })
}

/// Of texts it gives the first, even where that is null.
pub(super) fn nullvalue(call: &dyn Call) -> Outcome {
    let (value, substitute) = (call.value(0)?, call.value(1)?);
    let textual = call.type_of(0).is_textual() || call.type_of(1).is_textual();
    Ok(if value == Value::Null && !textual { substitute } else { value })
}

pub(super) fn isblank(call: &dyn Call) -> Outcome {
    Ok(Value::Boolean(call.value(0)?.is_blank()))
}

/// A text is never null.
pub(super) fn isnull(call: &dyn Call) -> Outcome {
    match call.type_of(0).is_textual() {
        true => Ok(Value::Boolean(false)),
        false => isblank(call),
    }
}

pub(super) fn ispickval(call: &dyn Call) -> Outcome {
    let equal = call.value(0)?.equals(&call.value(1)?, Comparison::Texts);
    Ok(Value::Boolean(equal == Some(true)))
}

pub(super) fn includes(call: &dyn Call) -> Outcome {
    let (values, wanted) = (call.text(0)?.unwrap_or_default(), call.text(1)?.unwrap_or_default());
    Ok(Value::Boolean(values.split(';').any(|value| value == &*wanted)))
}

pub(super) fn picklistcount(call: &dyn Call) -> Outcome {
    let count = call.text(0)?.map_or(0, |values| values.split(';').filter(|value| !value.is_empty()).count());
    Ok(Value::number(count as i64))
}

pub(super) fn isnew(call: &dyn Call) -> Outcome {
    Ok(Value::Boolean(call.is_new()))
}

/// Never of a record that this save creates.
pub(super) fn ischanged(call: &dyn Call) -> Outcome {
    let (value, prior) = (call.value(0)?, call.prior(0));
    let same = value == prior || value.is_blank() && prior.is_blank();
    Ok(Value::Boolean(!call.is_new() && !same))
}

/// Of a record that this save creates, the value itself (documented).
pub(super) fn priorvalue(call: &dyn Call) -> Outcome {
    match call.is_new() {
        true => call.value(0),
        false => Ok(call.prior(0)),
    }
}

/// A record that is there has a value: its id.
pub(super) fn found(call: &dyn Call) -> Outcome {
    Ok(Value::Boolean(!call.value(0)?.is_blank()))
}

/// The value of a look-up that is counted is its number.
pub(super) fn count(call: &dyn Call) -> Outcome {
    match call.value(0)? {
        Value::Null => Ok(Value::number(0)),
        counted => Ok(counted),
    }
}
