//! From values of a spec to those of a flow: a constant or a reference where it can be, else a formula.

use super::lower::{Lowered, Lowering, binary, call, literal};
use super::resources::Hint;
use crate::check::{Alternative, Due, Expression, Symbol, written_date};
use crate::flow::Value;
use crate::formula::ast::BinaryOperator;
use crate::formula::typed::{Type, TypedExpr, TypedKind};
use crate::formula::{Literal, add_business_days};
use crate::plan::{Offset, capitalized, due_words, number_word};
use crate::source::Span;

/// For whom a choice is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shield {
    /// For nobody.
    None,
    /// A Lead's Task or Event may not be related to a record: the platform refuses it.
    NotForLead,
}

/// The first part of a choice, or the rest: of a part that only counts as a user, the rest is what else it says.
fn part_or(part: Lowered, rest: Lowered) -> Lowered {
    match part.kind {
        TypedKind::Call("IF", mut asked) if asked.len() == 3 => {
            asked[2] = rest;
            call("IF", asked, Type::Id)
        }
        kind => call("BLANKVALUE", vec![Lowered { kind, ..part }, rest], Type::Id),
    }
}

fn not_for_lead(chosen: Lowered) -> Lowered {
    let who = literal(TypedKind::Reference("{!call.WhoId}".to_owned()), Type::Id, Span::default());
    let is_lead = call("BEGINS", vec![who, text("00Q")], Type::Boolean);
    call("IF", vec![is_lead, text(""), chosen], Type::Id)
}

impl Lowering<'_> {
    /// A value; `None` is null.
    pub(super) fn value(&mut self, expression: &Expression, hint: &Hint) -> Option<Value> {
        if let Some(Literal::Number(number)) = expression.literal() {
            return Some(Value::Number(number));
        }
        match &expression.kind {
            TypedKind::Null => None,
            TypedKind::Text(text) if text.is_empty() => None,
            TypedKind::Text(text) => Some(Value::String(text.clone())),
            TypedKind::Number(number) => Some(Value::Number(number.clone())),
            TypedKind::Boolean(value) => Some(Value::Boolean(*value)),
            TypedKind::Reference(Symbol::Field(record, field)) if !self.counts_from_blank(expression) => {
                Some(Value::Reference(self.field(*record, field)))
            }
            TypedKind::Reference(Symbol::Record(record)) => Some(Value::Reference(self.id(*record))),
            TypedKind::Reference(Symbol::Setting(constant)) => {
                Some(Value::Reference(self.constant(constant)))
            }
            TypedKind::Call("DATE", parts) if written_date(parts).is_some() => {
                written_date(parts).map(Value::Date)
            }
            TypedKind::Call("TODAY", _) => Some(Value::Reference("$Flow.CurrentDate".to_owned())),
            TypedKind::Call("NOW", _) => Some(Value::Reference("$Flow.CurrentDateTime".to_owned())),
            TypedKind::Call("COUNT", arguments) => {
                let record = arguments.first().and_then(super::lower::symbol_record)?;
                Some(Value::Reference(self.count(record)))
            }
            TypedKind::Reference(_) => {
                let plain = Hint::new(
                    format!("{} or zero", self.short_name(expression)),
                    "A blank counter counts as 0.",
                );
                Some(Value::Reference(self.resource(expression, &plain)))
            }
            TypedKind::Call(..) | TypedKind::Unary(..) | TypedKind::Binary(..) => {
                let hint = offset_hint(expression).unwrap_or_else(|| hint.clone());
                Some(Value::Reference(self.resource(expression, &hint)))
            }
        }
    }

    fn short_name(&mut self, expression: &Expression) -> String {
        match &expression.kind {
            TypedKind::Reference(Symbol::Field(_, field)) => field.label.clone(),
            _ => "value".to_owned(),
        }
    }

    /// The value of `a else b`.
    pub(super) fn choice(&mut self, alternatives: &[Alternative], last: Option<Lowered>) -> Option<Value> {
        self.choice_with(alternatives, last, Shield::None)
    }

    /// The value of `a else b`, blank for whom the shield names.
    pub(super) fn choice_with(
        &mut self,
        alternatives: &[Alternative],
        last: Option<Lowered>,
        shield: Shield,
    ) -> Option<Value> {
        if let ([only], None) = (alternatives, &last) {
            return Some(Value::Reference(self.alternative_name(only)));
        }
        let mut parts: Vec<Lowered> = alternatives.iter().map(|each| self.alternative(each)).collect();
        let mut words: Vec<String> = alternatives.iter().map(|each| self.alternative_words(each)).collect();
        let by_call = last.is_some();
        if let Some(last) = last {
            words.push("what id".to_owned());
            parts.push(last);
        }
        let chosen = parts.into_iter().rev().reduce(|rest, part| part_or(part, rest))?;
        let chosen = match shield {
            Shield::None => chosen,
            Shield::NotForLead => not_for_lead(chosen),
        };
        let name = words.join(" or ");
        let name = if name.to_lowercase().ends_with("id") { name } else { format!("{name} id") };
        let said = alternatives.iter().map(|each| self.alternative_said(each));
        let said = said
            .chain(by_call.then(|| "what the call is related to".to_owned()))
            .collect::<Vec<_>>()
            .join(", or else ");
        Some(Value::Reference(
            self.resource_of(&chosen, &Hint::new(name, format!("{}.", capitalized(&said)))),
        ))
    }

    /// The reference of an alternative. One alone needs no test by formula: a decision has asked before.
    fn alternative_name(&mut self, each: &Alternative) -> String {
        match &each.field {
            Some(field) => self.field(each.record, field),
            None => self.id(each.record),
        }
    }

    fn alternative(&mut self, each: &Alternative) -> Lowered {
        let name = self.alternative_name(each);
        let id = literal(TypedKind::Reference(format!("{{!{name}}}")), Type::Id, Span::default());
        if !each.only_user {
            return id;
        }
        let begins = call("BEGINS", vec![id.clone(), text("005")], Type::Boolean);
        call("IF", vec![begins, id, text("")], Type::Id)
    }

    fn alternative_said(&self, each: &Alternative) -> String {
        let record = self.names.the(each.record);
        match &each.field {
            Some(field) if field.name == "OwnerId" => format!("the owner of {record}"),
            Some(field) => format!("the {} of {record}", field.label),
            None => record,
        }
    }

    fn alternative_words(&self, each: &Alternative) -> String {
        let scope = self.names.scope(each.record).replace('_', " ");
        match &each.field {
            Some(field) if field.name == "OwnerId" => format!("{scope} owner"),
            Some(field) => format!("{scope} {}", field.label),
            None => scope,
        }
    }

    /// Whether an alternative is there: one that has to be a user by the prefix of its id.
    pub(super) fn presence(&mut self, alternative: &Alternative) -> crate::flow::Condition {
        let name = self.alternative_name(alternative);
        match alternative.only_user {
            true => super::kit::condition(name, "StartsWith", super::kit::text("005")),
            false => super::condition::blank_test(name, Type::Id, false),
        }
    }

    /// A due date: a day.
    pub(super) fn due_date(&mut self, due: &Due, hint: &Hint) -> Option<Value> {
        let lowered = match due {
            Due::Today => return Some(Value::Reference("$Flow.CurrentDate".to_owned())),
            Due::Formula(formula) if formula.ty == Type::DateTime => {
                let moment = self.lower(formula);
                let day = call("DATEVALUE", vec![moment], Type::Date);
                return Some(Value::Reference(self.resource_of(&day, hint)));
            }
            Due::Formula(formula) => return self.value(formula, hint),
            Due::Days(count) => plus(today(), number(*count)),
            Due::BusinessDays(count) => business_days(*count, true),
            Due::Hours(count) if count % 24 == 0 => plus(today(), number(count / 24)),
            Due::Hours(count) => call("DATEVALUE", vec![in_hours(*count)], Type::Date),
        };
        let words = due_words(due);
        let name = if matches!(due, Due::Hours(_)) { format!("day {words}") } else { words.clone() };
        Some(Value::Reference(self.resource_of(&lowered, &Hint::new(name, due_said(due, &words)))))
    }

    /// A moment: `N hours`, or a formula.
    pub(super) fn moment(&mut self, due: &Due, hint: &Hint) -> Option<Value> {
        match due {
            Due::Hours(count) => {
                let words = due_words(due);
                let said = format!("{count} hours from now.");
                Some(Value::Reference(self.resource_of(&in_hours(*count), &Hint::new(words, said))))
            }
            Due::Formula(formula) if formula.ty == Type::DateTime => self.value(formula, hint),
            Due::Today | Due::Days(_) | Due::BusinessDays(_) | Due::Formula(_) => {
                let day = self.due_date(due, hint)?;
                let Value::Reference(name) = day else { return None };
                let day = literal(TypedKind::Reference(format!("{{!{name}}}")), Type::Date, Span::default());
                let written = call("TEXT", vec![day], Type::Text);
                let at = binary(BinaryOperator::Concatenate, written, text(" 09:00:00"), Type::Text);
                let moment = call("DATETIMEVALUE", vec![at], Type::DateTime);
                let words = format!("{} at nine", due_words(due));
                Some(Value::Reference(
                    self.resource_of(&moment, &Hint::new(words, "At 9:00 GMT of that day.")),
                ))
            }
        }
    }

    /// The moment so many hours from now as text, for an action that takes no date/time: `2026-12-01T02:00:00Z`.
    pub(super) fn written_moment(&mut self, hours: u32) -> String {
        let written = call("TEXT", vec![in_hours(hours)], Type::Text);
        let written = call("SUBSTITUTE", vec![written, text(" "), text("T")], Type::Text);
        let name = format!("{} as text", due_words(&Due::Hours(hours)));
        self.resource_of(&written, &Hint::new(name, format!("{hours} hours from now, in GMT.")))
    }

    /// The day that `once_in` counts from.
    pub(super) fn days_ago(&mut self, duration: crate::spec::Duration) -> String {
        use crate::spec::Unit;
        let count = duration.count;
        let (lowered, unit) = match duration.unit {
            Unit::BusinessDays => (business_days(count, false), "business day"),
            Unit::Weeks => (minus(today(), number(count * 7)), "week"),
            Unit::Hours => (minus(today(), number(count.div_ceil(24))), "hour"),
            Unit::None | Unit::Seconds | Unit::Minutes | Unit::Days => (minus(today(), number(count)), "day"),
        };
        let plural = if count == 1 { "" } else { "s" };
        let weekdays = if duration.unit == Unit::BusinessDays { " (0 = Sunday)" } else { "" };
        let hint = Hint::new(
            format!("{} {unit}{plural} ago", number_word(count)),
            format!("{count} {unit}{plural} ago{weekdays}."),
        );
        self.resource_of(&lowered, &hint)
    }
}

/// The name of a formula that is so many days from today or from now: one formula for all who ask for it.
pub(super) fn offset_hint(expression: &Expression) -> Option<Hint> {
    if let Some(hint) = by_setting(expression) {
        return Some(hint);
    }
    let offset = Offset::of(expression)?;
    let weekdays = if offset.business { " (0 = Sunday)" } else { "" };
    Some(Hint::new(offset.name(), format!("{}{weekdays}.", offset.words())))
}

/// `TODAY() + settings.pause`, `NOW() - settings.break / 24`.
fn by_setting(expression: &Expression) -> Option<Hint> {
    let TypedKind::Binary(operator @ (BinaryOperator::Add | BinaryOperator::Subtract), start, count) =
        &expression.kind
    else {
        return None;
    };
    let count = match &count.kind {
        TypedKind::Binary(BinaryOperator::Divide, count, _) => count,
        _ => count,
    };
    let TypedKind::Reference(Symbol::Setting(setting)) = &count.kind else { return None };
    let words = match (&start.kind, operator) {
        (TypedKind::Call("TODAY", _), BinaryOperator::Add) => "from today",
        (TypedKind::Call("TODAY", _), _) => "before today",
        (TypedKind::Call("NOW", _), BinaryOperator::Add) => "from now",
        (TypedKind::Call("NOW", _), _) => "before now",
        _ => return None,
    };
    let name = setting.setting.replace('_', " ");
    let said = format!("{} ({} {}) {words}.", capitalized(&name), setting.number, setting.unit);
    Some(Hint::new(format!("{name} {words}"), said))
}

fn due_said(due: &Due, words: &str) -> String {
    match due {
        Due::BusinessDays(count) => {
            let plural = if *count == 1 { "" } else { "s" };
            format!("{count} business day{plural} from today (0 = Sunday).")
        }
        Due::Days(count) => format!("{count} day{} from today.", if *count == 1 { "" } else { "s" }),
        Due::Hours(count) => format!("The day {count} hours from now."),
        Due::Today | Due::Formula(_) => words.to_owned(),
    }
}

fn text(text: &str) -> Lowered {
    literal(TypedKind::Text(text.to_owned()), Type::Text, Span::default())
}

fn number(number: u32) -> Lowered {
    literal(TypedKind::Number(number.to_string()), Type::Number, Span::default())
}

fn today() -> Lowered {
    call("TODAY", Vec::new(), Type::Date)
}

fn plus(left: Lowered, right: Lowered) -> Lowered {
    let ty = left.ty;
    binary(BinaryOperator::Add, left, right, ty)
}

fn minus(left: Lowered, right: Lowered) -> Lowered {
    let ty = left.ty;
    binary(BinaryOperator::Subtract, left, right, ty)
}

/// `NOW() + 5/24`
fn in_hours(count: u32) -> Lowered {
    let part = match count % 24 {
        0 => number(count / 24),
        _ => binary(BinaryOperator::Divide, number(count), number(24), Type::Number),
    };
    plus(call("NOW", Vec::new(), Type::DateTime), part)
}

/// Today and so many Mondays to Fridays, later or earlier.
fn business_days(count: u32, later: bool) -> Lowered {
    let count = number(count);
    let count = match later {
        true => count,
        false => TypedExpr {
            kind: TypedKind::Unary(crate::formula::UnaryOperator::Minus, Box::new(count)),
            ty: Type::Number,
            span: Span::default(),
        },
    };
    add_business_days(today(), count)
}
