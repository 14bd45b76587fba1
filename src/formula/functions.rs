//! The table of functions: what they take, what they give, and where they may stand.
//!
//! Types are those that Salesforce's formula engine (github.com/salesforce/formula-engine) checks; what flows do not
//! have is from "Automate Your Business Processes" (Spring '26), which forbids `INCLUDES` in one place and recommends
//! it in another: it is taken.

mod business;
mod call;
mod dates;
mod encodings;
mod logic;
mod math;
mod regex;
mod table;
mod texts;
mod units;
mod written;

pub(super) use call::{Call, Evaluate, Outcome, TOO_LONG, fits};
pub(super) use dates::{days_since_1970, from_milliseconds, milliseconds};
pub use table::FUNCTIONS;

use super::Type;

/// One function.
#[derive(Debug)]
pub struct Function {
    /// Its name in capitals.
    pub name: &'static str,
    /// What it takes, in order.
    pub parameters: &'static [Parameter],
    /// What it gives.
    pub gives: Gives,
    /// How its value is computed.
    pub(super) evaluate: Evaluate,
    /// Where it may stand.
    pub availability: Availability,
    /// What it does, in one line; for one that has no place in flows, what to use instead.
    pub about: &'static str,
}

/// Where a function may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// In every formula of a flow.
    Flow,
    /// Only in the condition that starts a record-triggered flow.
    Entry,
    /// Only in a spec: it becomes plain Flow.
    Spec,
    /// In no flow, though Salesforce's engine computes it: in formulas of fields and rules, or undocumented.
    Field,
    /// In other formulas of Salesforce, never in a flow; nothing else is known of it.
    Elsewhere,
}

/// The type of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// Always this.
    Always(Type),
    /// The type of the first argument.
    First,
    /// The type that the arguments of role [`Role::Branch`] share.
    Branch,
}

/// One argument that a function takes.
#[derive(Debug)]
pub struct Parameter {
    /// Its name, for messages.
    pub name: &'static str,
    /// The types that it may have.
    pub types: &'static [Type],
    /// How often it stands.
    pub occurs: Occurs,
    /// What the function does with it.
    pub role: Role,
}

/// How often an argument stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occurs {
    /// Once.
    Once,
    /// Once or not at all; only at the end.
    Maybe,
    /// Once or more; neighbours of this kind repeat as a group.
    Often,
}

/// What a function does with an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Uses it.
    Used,
    /// Is compared with the arguments of role [`Role::Case`].
    Subject,
    /// A value that the subject is compared with.
    Case,
    /// One of the results: all have one type.
    Branch,
    /// A text in quotes that names a value of the picklist before it.
    PicklistValue,
    /// A number; where it is written out, a whole one.
    Whole,
}

impl Function {
    /// The function of a name, in any case.
    pub fn named(name: &str) -> Option<&'static Function> {
        Self::in_capitals(&name.to_ascii_uppercase())
    }

    /// The function of a name that is written in capitals.
    pub(super) fn in_capitals(name: &str) -> Option<&'static Function> {
        FUNCTIONS.binary_search_by(|row| row.name.cmp(name)).ok().map(|at| &FUNCTIONS[at])
    }

    /// How it is called: `ROUND(number, digits)`.
    pub fn signature(&self) -> String {
        let mut words = Vec::new();
        for (at, parameter) in self.parameters.iter().enumerate() {
            words.push(match parameter.occurs {
                Occurs::Maybe => format!("[{}]", parameter.name),
                Occurs::Once | Occurs::Often => parameter.name.to_owned(),
            });
            let more = self.parameters.get(at + 1).is_some_and(|next| next.occurs == Occurs::Often);
            if parameter.occurs == Occurs::Often && !more {
                words.push("…".to_owned());
            }
        }
        format!("{}({})", self.name, words.join(", "))
    }

    /// The parameter of each of `count` arguments; `None` where the function does not take so many.
    pub(super) fn parameters_of(&self, count: usize) -> Option<Vec<&'static Parameter>> {
        let group: Vec<_> = self.parameters.iter().filter(|each| each.occurs == Occurs::Often).collect();
        if group.is_empty() {
            let least = self.parameters.iter().filter(|each| each.occurs == Occurs::Once).count();
            return (least..=self.parameters.len())
                .contains(&count)
                .then(|| self.parameters.iter().take(count).collect());
        }
        let repeated = count.checked_sub(self.parameters.len() - group.len())?;
        if repeated == 0 || repeated % group.len() != 0 {
            return None;
        }
        let before = self.parameters.iter().take_while(|each| each.occurs != Occurs::Often);
        let after = self.parameters.iter().skip_while(|each| each.occurs != Occurs::Often);
        let after = after.filter(|each| each.occurs != Occurs::Often);
        Some(before.chain(group.iter().copied().cycle().take(repeated)).chain(after).collect())
    }
}

/// Functions of other languages, and what Salesforce has instead.
const HABITS: &[(&str, &str)] = &[
    ("COALESCE", "write `BLANKVALUE(value, substitute)`"),
    ("CONCAT", "join texts with `&`"),
    ("CONCATENATE", "join texts with `&`"),
    ("DATEADD", "add days with `+`, as in `TODAY() + 7`; months with `ADDMONTHS`"),
    ("DATEDIF", "subtract dates with `-`: the result is a number of days"),
    ("DATEDIFF", "subtract dates with `-`: the result is a number of days"),
    ("IFNULL", "write `BLANKVALUE(value, substitute)`"),
    ("IIF", "write `IF(condition, then, otherwise)`"),
    ("INDEXOF", "write `FIND(part, text)`"),
    ("INSTR", "write `FIND(part, text)`"),
    ("INT", "write `FLOOR(number)`"),
    ("ISEMPTY", "write `ISBLANK(value)`"),
    ("LENGTH", "write `LEN(text)`"),
    ("NETWORKDAYS", "write `BUSINESSDAYSBETWEEN(from, to)`"),
    ("NVL", "write `BLANKVALUE(value, substitute)`"),
    ("POWER", "write `a ^ b`"),
    ("REPLACE", "write `SUBSTITUTE(text, old, new)`"),
    ("SEARCH", "write `FIND(part, text)`, or `CONTAINS(text, part)`"),
    ("STARTSWITH", "write `BEGINS(text, start)`"),
    ("SUBSTRING", "write `MID(text, start, length)`"),
    ("SUM", "add with `+`"),
    ("SWITCH", "write `CASE(value, when, then, otherwise)`"),
    ("WORKDAY", "write `ADDBUSINESSDAYS(date, days)`"),
];

/// What to write for a function of another language.
pub(super) fn habit(name: &str) -> Option<&'static str> {
    HABITS.iter().find(|(wrong, _)| wrong.eq_ignore_ascii_case(name)).map(|(_, help)| *help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_speaks_for_itself() {
        assert!(FUNCTIONS.is_sorted_by(|left, right| left.name < right.name));
        for row in FUNCTIONS {
            assert_eq!(row.name, row.name.to_ascii_uppercase());
            assert!(row.about.ends_with('.'), "{}", row.name);
            assert!(habit(row.name).is_none(), "{} is a function", row.name);
            let many = row.parameters.iter().any(|each| each.occurs == Occurs::Often);
            let maybe = row.parameters.iter().any(|each| each.occurs == Occurs::Maybe);
            assert!(!(many && maybe), "{}", row.name);
            let branches = row.parameters.iter().any(|each| each.role == Role::Branch);
            assert_eq!(branches, row.gives == Gives::Branch, "{}", row.name);
        }
    }

    #[test]
    fn names_are_found_in_any_case() {
        assert_eq!(Function::named("BlankValue").map(|row| row.name), Some("BLANKVALUE"));
        assert!(Function::named("BLANK").is_none());
    }

    #[test]
    fn what_a_guide_forbids_is_known() {
        let forbidden =
            ["GETRECORDIDS", "HOUR", "IMAGE", "PARENTGROUPVAL", "PREVGROUPVAL", "REQUIRESCRIPT", "TIMENOW"];
        for name in forbidden.iter().chain(&["TIMEVALUE", "VLOOKUP"]) {
            let found = Function::named(name).map(|row| row.availability);
            assert!(matches!(found, Some(Availability::Field | Availability::Elsewhere)), "{name}");
        }
        for name in ["ISNEW", "ISCHANGED", "PRIORVALUE"] {
            assert_eq!(
                Function::named(name).map(|row| row.availability),
                Some(Availability::Entry),
                "{name}"
            );
        }
        assert_eq!(Function::named("INCLUDES").map(|row| row.availability), Some(Availability::Flow));
    }

    fn names_of(function: &str, count: usize) -> Option<Vec<&'static str>> {
        let parameters = Function::named(function).expect("a function").parameters_of(count)?;
        Some(parameters.into_iter().map(|each| each.name).collect())
    }

    #[test]
    fn arguments_are_counted() {
        assert_eq!(names_of("TODAY", 0), Some(vec![]));
        assert_eq!(names_of("TODAY", 1), None);
        assert_eq!(names_of("LPAD", 2), Some(vec!["text", "length"]));
        assert_eq!(names_of("LPAD", 3), Some(vec!["text", "length", "pad"]));
        assert_eq!(names_of("AND", 0), None);
        assert_eq!(names_of("CASE", 4), Some(vec!["value", "when", "then", "otherwise"]));
        assert_eq!(names_of("CASE", 6), Some(vec!["value", "when", "then", "when", "then", "otherwise"]));
        assert_eq!(names_of("CASE", 5), None);
        assert_eq!(names_of("CASE", 2), None);
    }

    /// All others are called by cases of Salesforce's own engine, which `conformance/formulas` replays.
    #[test]
    fn functions_without_a_case_of_the_engine_take_what_their_help_says() {
        let rows: &[(&str, &[&[Type]], Gives)] = &[
            ("ASIN", &[&[Type::Number]], Gives::Always(Type::Number)),
            ("BR", &[], Gives::Always(Type::Text)),
            ("CASESAFEID", &[&[Type::Text]], Gives::Always(Type::Text)),
            ("CURRENCYRATE", &[&[Type::Text]], Gives::Always(Type::Number)),
            ("FROMUNIXTIME", &[&[Type::Number]], Gives::Always(Type::DateTime)),
            ("HYPERLINK", &[&[Type::Text], &[Type::Text], &[Type::Text]], Gives::Always(Type::Text)),
            ("INCLUDES", &[&[Type::MultiPicklist], &[Type::Text]], Gives::Always(Type::Boolean)),
            ("JSINHTMLENCODE", &[&[Type::Text]], Gives::Always(Type::Text)),
            ("MINUTE", &[&[Type::Time]], Gives::Always(Type::Number)),
            ("NOW", &[], Gives::Always(Type::DateTime)),
            ("PICKLISTCOUNT", &[&[Type::MultiPicklist]], Gives::Always(Type::Number)),
            ("REGEX", &[&[Type::Text], &[Type::Text]], Gives::Always(Type::Boolean)),
            ("SIN", &[&[Type::Number]], Gives::Always(Type::Number)),
            ("URLENCODE", &[&[Type::Text]], Gives::Always(Type::Text)),
        ];
        for (name, parameters, gives) in rows {
            let function = Function::named(name).expect("a function");
            let types: Vec<&[Type]> = function.parameters.iter().map(|each| each.types).collect();
            assert_eq!(types, *parameters, "{name}");
            assert_eq!(format!("{:?}", function.gives), format!("{gives:?}"), "{name}");
        }
    }

    #[test]
    fn signatures_show_what_may_be_left_out_and_repeated() {
        let signature = |name| Function::named(name).map(Function::signature).unwrap_or_default();
        assert_eq!(signature("NOW"), "NOW()");
        assert_eq!(signature("LPAD"), "LPAD(text, length, [pad])");
        assert_eq!(signature("CASE"), "CASE(value, when, then, …, otherwise)");
    }
}
