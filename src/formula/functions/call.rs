//! What the evaluation of a function sees: its arguments, each evaluated when it is asked for.

use crate::formula::Type;
use crate::formula::value::{Context, Decimal, Fault, Value};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use std::sync::Arc;

/// A value, or why there is none.
pub(in crate::formula) type Outcome = Result<Value, Fault>;

/// How a function is evaluated.
pub(in crate::formula) type Evaluate = fn(&dyn Call) -> Outcome;

/// Characters of a text: as many as the longest field of the platform holds. A longer one is refused.
pub(in crate::formula) const MOST_TEXT: usize = 131_072;

/// What is said of a longer one.
pub(in crate::formula) const TOO_LONG: &str = "the text has more than 131072 characters";

/// Whether a text is short enough.
pub(in crate::formula) fn fits(text: &str) -> bool {
    text.len() <= MOST_TEXT || super::units::length(text) <= MOST_TEXT
}

/// One call of a function.
pub(in crate::formula) trait Call {
    /// How many arguments it has.
    fn count(&self) -> usize;

    /// The value of an argument; null where it has not so many.
    fn value(&self, at: usize) -> Outcome;

    /// The type of an argument.
    fn type_of(&self, at: usize) -> Type;

    /// The value of the field that is an argument, before this save.
    fn prior(&self, at: usize) -> Value;

    /// Whether this save creates the record.
    fn is_new(&self) -> bool;

    /// The moment and the time zone.
    fn context(&self) -> &Context;

    /// The call has no value.
    fn fault(&self, reason: String) -> Fault;

    /// Counts work of so many steps.
    ///
    /// # Errors
    /// Where the whole formula has done too much.
    fn work(&self, steps: usize) -> Result<(), Fault>;
}

/// Arguments by their type; `None` is null.
impl dyn Call + '_ {
    pub(super) fn number(&self, at: usize) -> Result<Option<Decimal>, Fault> {
        match self.value(at)? {
            Value::Number(number) => Ok(Some(number)),
            other => self.null_or_wrong(at, &other, Type::Number),
        }
    }

    /// A text; an empty one is null.
    pub(super) fn text(&self, at: usize) -> Result<Option<Arc<str>>, Fault> {
        match self.value(at)? {
            Value::Text(text) => Ok(Some(text).filter(|text| !text.is_empty())),
            other => self.null_or_wrong(at, &other, Type::Text),
        }
    }

    pub(super) fn boolean(&self, at: usize) -> Result<Option<bool>, Fault> {
        match self.value(at)? {
            Value::Boolean(value) => Ok(Some(value)),
            other => self.null_or_wrong(at, &other, Type::Boolean),
        }
    }

    pub(super) fn date(&self, at: usize) -> Result<Option<Date>, Fault> {
        match self.value(at)? {
            Value::Date(date) => Ok(Some(date)),
            other => self.null_or_wrong(at, &other, Type::Date),
        }
    }

    pub(super) fn moment(&self, at: usize) -> Result<Option<Timestamp>, Fault> {
        match self.value(at)? {
            Value::DateTime(moment) => Ok(Some(moment)),
            other => self.null_or_wrong(at, &other, Type::DateTime),
        }
    }

    pub(super) fn time(&self, at: usize) -> Result<Option<Time>, Fault> {
        match self.value(at)? {
            Value::Time(time) => Ok(Some(time)),
            other => self.null_or_wrong(at, &other, Type::Time),
        }
    }

    /// A whole number, cut.
    pub(super) fn whole(&self, at: usize) -> Result<Option<i64>, Fault> {
        Ok(self.number(at)?.map(|number| number.whole()))
    }

    /// A text as the result; an empty one is null.
    pub(super) fn give_text(&self, text: impl Into<Arc<str>>) -> Outcome {
        let text = text.into();
        self.work(text.len())?;
        match text.len() {
            0 => Ok(Value::Null),
            _ if !fits(&text) => Err(self.too_long()),
            _ => Ok(Value::Text(text)),
        }
    }

    /// A number as the result, where there is one.
    pub(super) fn give_number(&self, number: Option<Decimal>, otherwise: &str) -> Outcome {
        number.map(Value::Number).ok_or_else(|| self.fault(otherwise.to_owned()))
    }

    pub(super) fn too_long(&self) -> Fault {
        self.fault(TOO_LONG.to_owned())
    }

    /// Whatever knows values may be wrong about a type.
    pub(super) fn null_or_wrong<T>(
        &self,
        at: usize,
        value: &Value,
        wanted: Type,
    ) -> Result<Option<T>, Fault> {
        match value.is_blank() {
            true => Ok(None),
            false => Err(self.fault(format!("argument {} is not {}", at + 1, wanted.words()))),
        }
    }
}
