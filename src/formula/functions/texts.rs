//! Texts. Null is an empty text, and an empty text as the result is null.

use super::call::{Call, MOST_TEXT, Outcome};
use super::units;
use super::written;
use crate::formula::value::{Decimal, Value};

pub(super) fn ascii(call: &dyn Call) -> Outcome {
    let first = call.text(0)?.and_then(|text| text.chars().next());
    Ok(first.map_or(Value::Null, |first| Value::number(u32::from(first).into())))
}

/// Null where no character has the code.
pub(super) fn chr(call: &dyn Call) -> Outcome {
    let code = call.whole(0)?.filter(|code| *code != 0).and_then(|code| u32::try_from(code).ok());
    Ok(code.and_then(char::from_u32).map_or(Value::Null, |character| Value::text(character.to_string())))
}

pub(super) fn begins(call: &dyn Call) -> Outcome {
    tested(call, |text, start| text.starts_with(start))
}

pub(super) fn contains(call: &dyn Call) -> Outcome {
    tested(call, |text, part| text.contains(part))
}

/// Every text has an empty one in it; of an empty text nothing is known.
fn tested(call: &dyn Call, test: impl Fn(&str, &str) -> bool) -> Outcome {
    match (call.text(0)?, call.text(1)?) {
        (_, None) => Ok(Value::Boolean(true)),
        (None, Some(_)) => Ok(Value::Null),
        (Some(text), Some(part)) => Ok(Value::Boolean(test(&text, &part))),
    }
}

pub(super) fn find(call: &dyn Call) -> Outcome {
    let (part, text) = (call.text(0)?, call.text(1)?);
    let start = if call.count() > 2 { call.whole(2)? } else { Some(1) };
    let Some(start) = start else { return Err(call.fault("the start is null".to_owned())) };
    let (Some(part), Some(text)) = (part, text) else { return Ok(Value::number(0)) };
    let from = units::byte_at(&text, usize::try_from(start.saturating_sub(1)).unwrap_or(0));
    let found = text[from..].find(&*part).map(|byte| units::before(&text, from + byte) + 1);
    Ok(Value::number(found.unwrap_or(0) as i64))
}

pub(super) fn left(call: &dyn Call) -> Outcome {
    cut(call, |_, length| (0, length))
}

pub(super) fn right(call: &dyn Call) -> Outcome {
    cut(call, |whole, length| (whole.saturating_sub(length), whole))
}

/// What stands between two places that depend on the text's length and the one that is asked for.
fn cut(call: &dyn Call, range: impl Fn(usize, usize) -> (usize, usize)) -> Outcome {
    let (text, length) = (call.text(0)?, call.whole(1)?);
    let (Some(text), Some(length)) = (text, length) else { return Ok(Value::Null) };
    let (from, to) = range(units::length(&text), usize::try_from(length).unwrap_or(0));
    call.give_text(units::slice(&text, from, to))
}

/// A start before the text is its start.
pub(super) fn mid(call: &dyn Call) -> Outcome {
    let (text, start, length) = (call.text(0)?, call.whole(1)?, call.whole(2)?);
    let (Some(text), Some(start), Some(length)) = (text, start, length) else { return Ok(Value::Null) };
    let from = usize::try_from(start.saturating_sub(1)).unwrap_or(0);
    let to = from.saturating_add(usize::try_from(length).unwrap_or(0));
    call.give_text(units::slice(&text, from, to))
}

/// Like `MID`; a start before 0 counts from the end.
pub(super) fn substr(call: &dyn Call) -> Outcome {
    let (text, start) = (call.text(0)?, call.whole(1)?);
    let length = if call.count() > 2 { call.whole(2)? } else { Some(i64::MAX) };
    let (Some(text), Some(start), Some(length)) = (text, start, length) else { return Ok(Value::Null) };
    let whole = units::length(&text) as i64;
    let from = match start {
        0.. => (start - 1).max(0),
        _ => whole.saturating_add(start),
    };
    let (Ok(from), Ok(length)) = (usize::try_from(from), usize::try_from(length)) else {
        return Ok(Value::Null);
    };
    call.give_text(units::slice(&text, from, from.saturating_add(length)))
}

pub(super) fn len(call: &dyn Call) -> Outcome {
    Ok(Value::number(call.text(0)?.map_or(0, |text| units::length(&text)) as i64))
}

pub(super) fn lpad(call: &dyn Call) -> Outcome {
    padded(call, |text, pad| pad + text)
}

pub(super) fn rpad(call: &dyn Call) -> Outcome {
    padded(call, |text, pad| text.to_owned() + &pad)
}

/// A text that is longer is cut at its end, whichever side is filled.
fn padded(call: &dyn Call, join: impl Fn(&str, String) -> String) -> Outcome {
    let (text, length) = (call.text(0)?, call.whole(1)?);
    let pad = if call.count() > 2 { call.text(2)? } else { Some(" ".into()) };
    let (Some(text), Some(length)) = (text, length) else { return Ok(Value::Null) };
    let (has, wanted) = (units::length(&text), usize::try_from(length).unwrap_or(0));
    match (wanted.checked_sub(has), pad) {
        (None | Some(0), _) => call.give_text(units::slice(&text, 0, wanted)),
        (Some(missing), _) if missing > MOST_TEXT => Err(call.too_long()),
        (Some(_), None) => Err(call.fault("there is nothing to fill up with".to_owned())),
        (Some(missing), Some(pad)) => {
            let times = missing.div_ceil(units::length(&pad));
            call.give_text(join(&text, units::slice(&pad.repeat(times), 0, missing)))
        }
    }
}

pub(super) fn lower(call: &dyn Call) -> Outcome {
    in_case(call, |text| text.replace('İ', "i").to_lowercase(), &[("I\u{307}", "i"), ("I", "ı"), ("İ", "i")])
}

pub(super) fn upper(call: &dyn Call) -> Outcome {
    in_case(call, str::to_uppercase, &[("i", "İ"), ("ı", "I")])
}

/// In another case; in Turkish and Azerbaijani `i` keeps its dot.
fn in_case(call: &dyn Call, convert: fn(&str) -> String, turkic: &[(&str, &str)]) -> Outcome {
    let (text, locale) = (call.text(0)?, call.text(1)?.unwrap_or_default());
    let Some(text) = text else { return Ok(Value::Null) };
    let language = locale.split(['_', '-']).next().unwrap_or_default();
    match matches!(language, "tr" | "az") {
        false => call.give_text(convert(&text)),
        true => {
            let replace = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
            call.give_text(convert(&turkic.iter().fold(text.to_string(), replace)))
        }
    }
}

/// Letters that stand at the start of a word in capitals, all others small.
pub(super) fn initcap(call: &dyn Call) -> Outcome {
    let text = call.text(0)?.unwrap_or_default();
    let (mut capitals, mut at_start) = (String::new(), true);
    for character in text.chars() {
        let letter = character.is_lowercase() || character.is_uppercase();
        match (letter, at_start) {
            (true, true) => capitals.push(only(character, character.to_uppercase())),
            (true, false) => capitals.push(only(character, character.to_lowercase())),
            (false, _) => capitals.push(character),
        }
        at_start = !letter && !character.is_numeric();
    }
    call.give_text(capitals)
}

/// The one character that another becomes; itself where it would become several.
fn only(character: char, mut converted: impl ExactSizeIterator<Item = char>) -> char {
    match converted.len() {
        1 => converted.next().unwrap_or(character),
        _ => character,
    }
}

pub(super) fn reverse(call: &dyn Call) -> Outcome {
    call.give_text(call.text(0)?.unwrap_or_default().chars().rev().collect::<String>())
}

/// Null where there is nothing to look for.
pub(super) fn substitute(call: &dyn Call) -> Outcome {
    let (text, old, new) = (call.text(0)?, call.text(1)?, call.text(2)?.unwrap_or_default());
    let (Some(text), Some(old)) = (text, old) else { return Ok(Value::Null) };
    let times = text.matches(&*old).count();
    call.work(text.len())?;
    match times.saturating_mul(new.len()) > 4 * MOST_TEXT {
        true => Err(call.too_long()),
        false => call.give_text(text.replace(&*old, &new)),
    }
}

/// Blanks only: no other sign that cannot be seen.
pub(super) fn trim(call: &dyn Call) -> Outcome {
    call.give_text(call.text(0)?.unwrap_or_default().trim_matches(' '))
}

pub(super) fn text(call: &dyn Call) -> Outcome {
    match call.value(0)? {
        Value::Null => Ok(Value::Null),
        Value::Text(text) => call.give_text(text),
        Value::Number(number) => call.give_text(number.to_string()),
        Value::Boolean(value) => call.give_text(value.to_string()),
        Value::Date(date) => call.give_text(date.to_string()),
        Value::DateTime(moment) => call.give_text(written::moment(moment)),
        Value::Time(time) => call.give_text(written::time(time)),
    }
}

pub(super) fn value(call: &dyn Call) -> Outcome {
    let Some(text) = call.text(0)? else { return Ok(Value::Null) };
    call.give_number(written::number(&text).and_then(Decimal::kept), &format!("`{text}` is no number"))
}

pub(super) fn isnumber(call: &dyn Call) -> Outcome {
    let text = call.text(0)?.unwrap_or_default();
    Ok(Value::Boolean(written::is_number(&text)))
}

/// An id of 15 characters gets the three that say which of its letters are capitals.
pub(super) fn casesafeid(call: &dyn Call) -> Outcome {
    let Some(id) = call.text(0)? else { return Ok(Value::Null) };
    if id.len() != 15 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return call.give_text(id);
    }
    let check = id.as_bytes().chunks(5).map(|part| {
        let capitals =
            part.iter().rev().fold(0, |bits, byte| bits << 1 | usize::from(byte.is_ascii_uppercase()));
        char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[capitals])
    });
    call.give_text(id.chars().chain(check).collect::<String>())
}
