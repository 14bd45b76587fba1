//! The spec as it was written: names are not yet resolved, formulas are parsed.
//!
//! Where a part of the file had mistakes, that part is left out and the mistakes are in the sink.

mod steps;

pub use steps::*;

use crate::formula::ast::Expr;
use crate::source::{Span, Spanned};
use std::collections::BTreeSet;

/// A spec.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// The place of the whole file.
    pub span: Span,
    /// The keys that were written, each with the place of all that it says.
    pub blocks: Vec<Spanned<&'static str>>,
    /// The text is no YAML throughout: anything may be missing.
    pub torn: bool,
    /// With mistakes: the names that records may have, those of parts that are left out among them.
    pub possible_records: BTreeSet<String>,
    /// `program:`, its name in words.
    pub program: Option<Spanned<String>>,
    /// `prefix:` of every API name.
    pub prefix: Option<Spanned<String>>,
    /// `api_version:`, `66.0`.
    pub api_version: Option<Spanned<String>>,
    /// `status:`
    pub status: Option<Spanned<Status>>,
    /// `features:` that the org has.
    pub features: Vec<Spanned<String>>,
    /// `org:` path of the team's own metadata, relative to the spec.
    pub org: Option<Spanned<String>>,
    /// `calls:`
    pub calls: Option<Calls>,
    /// `fields:`
    pub fields: Vec<FieldDeclaration>,
    /// `settings:`
    pub settings: Vec<Setting>,
    /// `records:`
    pub records: Vec<RecordDeclaration>,
    /// `every_call:`
    pub every_call: Option<EveryCall>,
    /// `outcomes:` in order.
    pub outcomes: Vec<Outcome>,
    /// `no_person:`, what happens where nobody was called; absent means nothing.
    pub no_person: Option<Block>,
    /// `unrecognized:`; absent means one line in the log.
    pub unrecognized: Option<Block>,
    /// `monitors:` in order.
    pub monitors: Vec<Monitor>,
}

/// Whether the flows run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// They run once deployed.
    Active,
    /// They wait for activation.
    Draft,
}

/// `calls:` which Tasks are calls.
#[derive(Clone, Debug)]
pub struct Calls {
    /// The place of the key.
    pub span: Span,
    /// `where:`
    pub filter: Option<Filter>,
    /// `disposition:` the field of Task.
    pub disposition: Option<Spanned<String>>,
    /// `corrections: rerun | ignore`; rerun if absent.
    pub corrections: Option<Spanned<Corrections>>,
    /// `order:` among the org's other flows on Task.
    pub order: Option<Spanned<u32>>,
}

/// What a changed disposition does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corrections {
    /// The call runs again.
    Rerun,
    /// Only the first counts.
    Ignore,
}

/// A `where`.
#[derive(Clone, Debug)]
pub enum Filter {
    /// Fields, all of which must hold; a list means any of its values. In order.
    Fields(Vec<FieldFilter>, Span),
    /// A formula.
    Formula(Expr),
}

impl Filter {
    /// Its place.
    pub fn span(&self) -> Span {
        match self {
            Filter::Fields(_, span) => *span,
            Filter::Formula(expr) => expr.span,
        }
    }
}

/// One row of a `where` map.
#[derive(Clone, Debug)]
pub struct FieldFilter {
    /// The field.
    pub field: Spanned<String>,
    /// Its values: one, or any of several.
    pub values: Vec<Value>,
}

/// `fields:` one field.
#[derive(Clone, Debug)]
pub struct FieldDeclaration {
    /// The object, where one is named; else Contact and Lead.
    pub object: Option<Spanned<String>>,
    /// The field's API name.
    pub name: Spanned<String>,
    /// Its type.
    pub kind: Option<Spanned<DeclaredType>>,
    /// The org has it already: it is not generated.
    pub existing: bool,
    /// Its label, else made from the name.
    pub label: Option<Spanned<String>>,
    /// Its help text.
    pub help: Option<Spanned<String>>,
}

/// The types that a spec can give a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclaredType {
    /// `date`
    Date,
    /// `datetime`
    DateTime,
    /// `counter`: a whole number that counts calls.
    Counter,
    /// `number`: whole, or with so many digits behind the point (`{ number: 2 }`).
    Number(u8),
    /// `checkbox`
    Checkbox,
    /// `text`: of at most so many characters (`{ text: 80 }`; 255 if not said).
    Text(u16),
    /// `{ picklist: [A, B] }`, restricted to these.
    Picklist(Vec<Spanned<String>>),
    /// `user`: a lookup to User.
    User,
}

/// `settings:` a value with its unit.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its name.
    pub name: Spanned<String>,
    /// Its number as written, plain digits with at most one point.
    pub number: Spanned<String>,
    /// Its unit.
    pub unit: Unit,
}

/// The units of settings and due dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A plain number.
    None,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Monday to Friday.
    BusinessDays,
    /// Weeks.
    Weeks,
}

/// `records:` a named look-up.
#[derive(Clone, Debug)]
pub struct RecordDeclaration {
    /// Its name.
    pub name: Spanned<String>,
    /// `object:`
    pub object: Option<Spanned<String>>,
    /// `where:` tried in order; the first that finds wins.
    pub filters: Vec<Filter>,
    /// `order: Field desc`
    pub order: Option<Order>,
    /// `count: true`: all of them, for `COUNT(name)`.
    pub count: bool,
}

/// `order: LastModifiedDate desc`
#[derive(Clone, Debug)]
pub struct Order {
    /// The field.
    pub field: Spanned<String>,
    /// Last first.
    pub descending: bool,
}

/// `every_call:`
#[derive(Clone, Debug)]
pub struct EveryCall {
    /// The place of the key.
    pub span: Span,
    /// `set:`
    pub set: Vec<FieldValue>,
}

/// `outcomes:` one of them.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its name in words.
    pub name: Spanned<String>,
    /// `api_name:` where the words leave none.
    pub api_name: Option<Spanned<String>>,
    /// `description:` of its flow.
    pub description: Option<Spanned<String>>,
    /// `dispositions:`; absent: none, it is only run by others.
    pub dispositions: Vec<Spanned<String>>,
    /// `steps:`
    pub steps: Block,
}

/// `monitors:` one of them.
#[derive(Clone, Debug)]
pub struct Monitor {
    /// Its name in words.
    pub name: Spanned<String>,
    /// `api_name:`
    pub api_name: Option<Spanned<String>>,
    /// `description:` of its flows.
    pub description: Option<Spanned<String>>,
    /// `every:`
    pub every: Option<Spanned<Every>>,
    /// `starting:` date, as written `2026-12-01`.
    pub starting: Option<Spanned<String>>,
    /// `for:` `person`, or an object.
    pub object: Option<Spanned<String>>,
    /// `where:` kept in the flow's start.
    pub filter: Option<Filter>,
    /// `if:`
    pub condition: Option<Expr>,
    /// `records:` of its own.
    pub records: Vec<RecordDeclaration>,
    /// `once_in:`
    pub once_in: Option<Spanned<Duration>>,
    /// `steps:`
    pub steps: Block,
}

/// `every: day at 02:00`, `every: week on Monday at 06:00`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Every {
    /// The day of a weekly run, 0 = Monday; none: every day.
    pub weekday: Option<u8>,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
}

/// `10 business days`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}
