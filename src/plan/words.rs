//! Formulas in words, for names and labels.

use super::names::{capitalized, field_in_names};
use super::offset::Offset;
use crate::check::{Expression, Record, RecordRef, Symbol};
use crate::formula::ast::{BinaryOperator, UnaryOperator};
use crate::formula::typed::{Type, TypedKind};
use crate::formula::{and_parts, days_between_of, print};
use crate::org::Field;

/// Words that stay small inside a title.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "if", "in", "of", "on", "or", "the", "to", "unless",
    "with",
];

/// Title case: `call again` is `Call Again`; small words stay small, except the first and the last.
pub fn title(words: &str) -> String {
    let titled = capitalized(&inside_title(words));
    match titled.rsplit_once(' ') {
        Some((words, last)) => format!("{words} {}", capitalized(last)),
        None => titled,
    }
}

/// Title case inside of a title: small words stay small, the first too.
pub(super) fn inside_title(words: &str) -> String {
    let titled = words.split_whitespace().map(|word| match SMALL.contains(&word) {
        true => word.to_owned(),
        false => capitalized(word),
    });
    titled.collect::<Vec<_>>().join(" ")
}

/// Says formulas in words; knows the names of records.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speaker<'p> {
    /// The records that [`RecordRef::Named`] means.
    pub(super) records: &'p [Record],
    /// The label of a monitor's object.
    pub(super) subject: &'p str,
    /// What a field is called.
    field_words: fn(&Field) -> String,
}

impl<'p> Speaker<'p> {
    /// Speaks for readers: a field is called by its label.
    pub(super) fn new(records: &'p [Record], subject: &'p str) -> Self {
        Self { records, subject, field_words: |field| field.label.clone() }
    }

    /// Speaks for names of elements: a field whose label leaves no name is called by its API name.
    pub(super) fn in_names(self) -> Self {
        Self { field_words: field_in_names, ..self }
    }

    /// What a field is called.
    pub(super) fn called(&self, field: &Field) -> String {
        (self.field_words)(field)
    }

    /// A record: `Opportunity`, `Any Deal`.
    pub(super) fn record(&self, record: RecordRef) -> String {
        match record {
            RecordRef::Call => "Call".to_owned(),
            RecordRef::Person => "Person".to_owned(),
            RecordRef::Contact => "Contact".to_owned(),
            RecordRef::Lead => "Lead".to_owned(),
            RecordRef::Account => "Account".to_owned(),
            RecordRef::Rep if self.subject.is_empty() => "Rep".to_owned(),
            RecordRef::Rep => "Owner".to_owned(),
            RecordRef::Manager => "Manager".to_owned(),
            RecordRef::Subject => self.subject.to_owned(),
            RecordRef::Named(index) => {
                self.records.get(index).map_or_else(String::new, |named| title(&named.name.replace('_', " ")))
            }
        }
    }

    /// A condition as the spec has it, for a description; where that is long, in words.
    pub(super) fn condition(&self, expression: &Expression) -> String {
        let written = self.written(expression);
        match written.chars().count() {
            0..=160 => format!("If {written}."),
            _ => format!("If {}.", self.words(expression)),
        }
    }

    /// A formula as the spec has it.
    pub(super) fn written(&self, expression: &Expression) -> String {
        print(expression, &|symbol| self.spec_name(symbol))
    }

    fn spec_name(&self, symbol: &Symbol) -> String {
        match symbol {
            Symbol::Field(record, field) => format!("{}.{}", self.spec_record(*record), field.name),
            Symbol::Record(record) => self.spec_record(*record),
            Symbol::Setting(setting) => format!("settings.{}", setting.setting),
        }
    }

    fn spec_record(&self, record: RecordRef) -> String {
        match record {
            RecordRef::Subject => "record".to_owned(),
            RecordRef::Rep => "rep".to_owned(),
            RecordRef::Named(index) => {
                self.records.get(index).map(|named| named.name.clone()).unwrap_or_default()
            }
            RecordRef::Call
            | RecordRef::Person
            | RecordRef::Contact
            | RecordRef::Lead
            | RecordRef::Account
            | RecordRef::Manager => self.record(record).to_lowercase(),
        }
    }

    /// A condition or value: `Call Duration Less Than Short Connect`.
    pub(super) fn words(&self, expression: &Expression) -> String {
        match &expression.kind {
            TypedKind::Number(number) => number.clone(),
            TypedKind::Text(text) if text.is_empty() => "Blank".to_owned(),
            TypedKind::Text(text) => text.clone(),
            TypedKind::Boolean(true) => "True".to_owned(),
            TypedKind::Boolean(false) => "False".to_owned(),
            TypedKind::Null => "Blank".to_owned(),
            TypedKind::Reference(symbol) => self.symbol(symbol),
            TypedKind::Call(function, arguments) => self.call(function, arguments),
            TypedKind::Unary(UnaryOperator::Not, operand) => self.negated(operand),
            TypedKind::Unary(UnaryOperator::Minus, operand) => format!("Minus {}", self.words(operand)),
            TypedKind::Unary(UnaryOperator::Plus, operand) => self.words(operand),
            TypedKind::Binary(BinaryOperator::And, ..) => self.all_of(expression),
            TypedKind::Binary(..) if let Some((from, to)) = days_between_of(expression) => {
                format!("Business Days from {} to {}", self.words(from), self.words(to))
            }
            TypedKind::Binary(operator, left, right) => {
                if let Some(offset) = Offset::of(expression) {
                    return title(&offset.words());
                }
                format!("{} {} {}", self.words(left), between(*operator, left), self.words(right))
            }
        }
    }

    /// Conditions that all hold: what only guards another against a blank is not said, nor a record twice.
    fn all_of(&self, expression: &Expression) -> String {
        let parts = and_parts(expression);
        let guards = |part: &Expression| {
            let guarded = asks_blank(part, true);
            guarded.is_some_and(|value| parts.iter().any(|other| compares(other, value)))
        };
        let said: Vec<&Expression> = parts.iter().copied().filter(|part| !guards(part)).collect();
        let found = |part: &&Expression| found_record(part).map(|record| self.record(record));
        let words = said.iter().enumerate().map(|(at, part)| {
            let words = self.words(part);
            let record =
                said[..at].iter().filter_map(found).find(|record| words.starts_with(&format!("{record} ")));
            record.map_or(words.clone(), |record| words[record.len() + 1..].to_owned())
        });
        words.collect::<Vec<_>>().join(" and ")
    }

    /// What a name stands for: `Voicemail Count`, `Opportunity Stage`, `Short Connect`.
    pub(super) fn symbol(&self, symbol: &Symbol) -> String {
        match symbol {
            Symbol::Field(RecordRef::Call | RecordRef::Person | RecordRef::Subject, field) => {
                self.called(field)
            }
            Symbol::Field(record, field) if field.name == "Id" => self.record(*record),
            Symbol::Field(record, field) => format!("{} {}", self.record(*record), self.called(field)),
            Symbol::Record(record) => self.record(*record),
            Symbol::Setting(setting) => title(&setting.setting.replace('_', " ")),
        }
    }

    fn call(&self, function: &str, arguments: &[Expression]) -> String {
        let each: Vec<String> = arguments.iter().map(|argument| self.words(argument)).collect();
        match (function, each.as_slice()) {
            ("AND", _) => each.join(" and "),
            ("CASE", _) if counts_weekdays(arguments) => "Business Days".to_owned(),
            ("OR", _) => each.join(" or "),
            ("NOT", [_]) => self.negated(&arguments[0]),
            ("ISBLANK" | "ISNULL", [value]) => format!("{value} Blank"),
            ("FOUND", [record]) => match arguments.first().and_then(super::items::record_of) {
                Some(RecordRef::Contact | RecordRef::Lead) => format!("Person Is a {record}"),
                _ => format!("{record} Found"),
            },
            ("COUNT", [records]) => format!("Number of {records}"),
            ("BLANKVALUE" | "TEXT" | "UPPER" | "LOWER" | "TRIM", [value, ..]) => value.clone(),
            ("BEGINS", [value, prefix]) => format!("{value} Begins with {prefix}"),
            ("CONTAINS", [value, part]) => format!("{value} Contains {part}"),
            ("ISPICKVAL", [value, constant]) => format!("{value} Is {constant}"),
            ("DATE", _) => self.call_value(function, arguments).unwrap_or_else(|| "Date".to_owned()),
            ("LEN", [value]) => format!("Length of {value}"),
            ("TODAY", _) => "Today".to_owned(),
            ("NOW", _) => "Now".to_owned(),
            _ => format!("{} {}", capitalized(&function.to_lowercase()), each.join(" ")).trim().to_owned(),
        }
    }

    fn negated(&self, operand: &Expression) -> String {
        match &operand.kind {
            TypedKind::Call("ISBLANK" | "ISNULL", arguments) if arguments.len() == 1 => {
                format!("{} Not Blank", self.words(&arguments[0]))
            }
            TypedKind::Call("FOUND", arguments) if arguments.len() == 1 => {
                let record = self.words(&arguments[0]);
                match super::items::record_of(&arguments[0]) {
                    Some(RecordRef::Contact | RecordRef::Lead) => format!("Person Is No {record}"),
                    _ => format!("{record} Not Found"),
                }
            }
            TypedKind::Call("ISPICKVAL", arguments) if arguments.len() == 2 => {
                format!("{} Is Not {}", self.words(&arguments[0]), self.words(&arguments[1]))
            }
            TypedKind::Binary(operator, left, right) if super::asks::is_comparison(*operator) => {
                let words = match operator {
                    BinaryOperator::Equal => "Is Not".to_owned(),
                    BinaryOperator::NotEqual => "Is".to_owned(),
                    other => format!("Not {}", between(*other, left)),
                };
                format!("{} {words} {}", self.words(left), self.words(right))
            }
            _ => format!("Not {}", self.words(operand)),
        }
    }
}

/// What stands between two values.
fn between(operator: BinaryOperator, left: &Expression) -> &'static str {
    let of_time = match left.ty {
        Type::Date | Type::DateTime => time_words(operator),
        _ => None,
    };
    of_time.unwrap_or_else(|| operator_words(operator))
}

/// The value that a part asks to be filled (`filled`), or to be blank.
pub(super) fn asks_blank(part: &Expression, filled: bool) -> Option<&Expression> {
    match &part.kind {
        TypedKind::Call("ISBLANK", arguments) if !filled => arguments.first(),
        TypedKind::Call("NOT", arguments) if filled => asks_blank(arguments.first()?, false),
        TypedKind::Unary(UnaryOperator::Not, operand) if filled => asks_blank(operand, false),
        _ => None,
    }
}

/// Whether a part compares this value with something.
pub(super) fn compares(part: &Expression, value: &Expression) -> bool {
    match &part.kind {
        TypedKind::Binary(_, left, right) => left.kind == value.kind || right.kind == value.kind,
        _ => false,
    }
}

/// The record of `FOUND(record)`.
pub(super) fn found_record(part: &Expression) -> Option<RecordRef> {
    match &part.kind {
        TypedKind::Call("FOUND", arguments) => match &arguments.first()?.kind {
            TypedKind::Reference(Symbol::Record(record)) => Some(*record),
            _ => None,
        },
        _ => None,
    }
}

/// `CASE(MOD(…), …)`: how many days so many business days are.
fn counts_weekdays(arguments: &[Expression]) -> bool {
    matches!(arguments.first().map(|first| &first.kind), Some(TypedKind::Call("MOD", _)))
}

/// The operator of a comparison in words.
fn operator_words(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Or => "or",
        BinaryOperator::And => "and",
        BinaryOperator::Equal => "Is",
        BinaryOperator::NotEqual => "Is Not",
        BinaryOperator::Less => "Less Than",
        BinaryOperator::LessOrEqual => "at Most",
        BinaryOperator::Greater => "More Than",
        BinaryOperator::GreaterOrEqual => "at Least",
        BinaryOperator::Add => "Plus",
        BinaryOperator::Subtract => "Minus",
        BinaryOperator::Concatenate => "with",
        BinaryOperator::Power => "to the Power of",
        BinaryOperator::Multiply => "Times",
        BinaryOperator::Divide => "Divided by",
    }
}

/// The operator of a comparison of days or moments in words.
fn time_words(operator: BinaryOperator) -> Option<&'static str> {
    match operator {
        BinaryOperator::Less => Some("Before"),
        BinaryOperator::LessOrEqual => Some("on or Before"),
        BinaryOperator::Greater => Some("After"),
        BinaryOperator::GreaterOrEqual => Some("on or After"),
        BinaryOperator::Or
        | BinaryOperator::And
        | BinaryOperator::Equal
        | BinaryOperator::NotEqual
        | BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::Concatenate
        | BinaryOperator::Power
        | BinaryOperator::Multiply
        | BinaryOperator::Divide => None,
    }
}

/// The label of a branch that compares one thing with a constant: `5 or More`.
pub(super) fn branch_label(operator: BinaryOperator, value: &str, is_number: bool) -> String {
    match operator {
        BinaryOperator::GreaterOrEqual => format!("{value} or More"),
        BinaryOperator::Greater => format!("More Than {value}"),
        BinaryOperator::LessOrEqual => format!("{value} or Less"),
        BinaryOperator::Less => format!("Less Than {value}"),
        BinaryOperator::Equal if is_number => format!("Exactly {value}"),
        BinaryOperator::Equal => value.to_owned(),
        BinaryOperator::NotEqual => format!("Not {value}"),
        BinaryOperator::Or
        | BinaryOperator::And
        | BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::Concatenate
        | BinaryOperator::Power
        | BinaryOperator::Multiply
        | BinaryOperator::Divide => value.to_owned(),
    }
}
