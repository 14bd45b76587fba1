//! Formulas in one frame: from what was written to what can be built.

use super::blanks::{Blanks, Facts};
use super::program::{Expression, RecordRef, Symbol};
use super::scope::SpecScope;
use super::units::{self, Meets};
use super::world::{Frame, World};
use crate::diag::{Code, Diagnostic, Sink};
use crate::formula::ast::Expr;
use crate::formula::typed::{Type, TypedKind};
use crate::formula::{self, MOST_CHARACTERS};
use crate::source::Span;
use crate::spec::Spec;
use std::collections::BTreeSet;

/// What a run of the checker finds, beside the program.
#[derive(Debug)]
pub(super) struct Report<'s> {
    /// Mistakes.
    pub(super) sink: &'s mut Sink,
    /// What nobody could check.
    pub(super) check_in_org: BTreeSet<String>,
    /// Steps of absent features.
    pub(super) left_out: Vec<(Span, String)>,
    /// What of the spec could not be read.
    pub(super) unread: Unread,
}

/// Complaints that something is not there, and the blocks of a spec that could have brought it.
const ABSENCES: &[(Code, &[&str])] = &[
    (Code::MissingField, &["every_call", "monitors", "no_person", "outcomes", "unrecognized"]),
    (Code::OtherwiseMissing, &["fields", "monitors", "no_person", "outcomes", "settings", "unrecognized"]),
    (Code::UncoveredValues, &["fields", "monitors", "no_person", "outcomes", "settings", "unrecognized"]),
    (Code::UnknownField, &["fields", "monitors", "org", "prefix"]),
    (Code::UnknownOutcome, &["outcomes"]),
    (Code::UnknownRecord, &["monitors", "no_person", "outcomes", "records", "unrecognized"]),
    (Code::UnknownSetting, &["settings"]),
    (Code::UnusedOutcome, &["monitors", "no_person", "outcomes", "unrecognized"]),
];

/// The blocks of a spec that could be read only in part: what is missing may only be missing for that.
#[derive(Clone, Debug, Default)]
pub(super) struct Unread {
    blocks: BTreeSet<&'static str>,
    /// A mistake lies in none of them, so that nobody knows what it hides.
    anywhere: bool,
    /// The spec was read to its end: it is known which records it may name.
    knows_records: bool,
}

impl Unread {
    /// What the errors of reading a spec leave out.
    pub(super) fn of(spec: &Spec, sink: &Sink) -> Self {
        let mut unread = Self { knows_records: !spec.torn, ..Self::default() };
        for error in sink.errors() {
            match spec.blocks.iter().find(|block| block.span.covers(error.span)) {
                Some(block) => {
                    unread.blocks.insert(block.value);
                }
                None => unread.anywhere = true,
            }
        }
        unread
    }

    /// Whether a complaint may be the consequence of a mistake that was told.
    fn explains(&self, code: Code) -> bool {
        if code == Code::UnknownRecord && self.knows_records {
            return false;
        }
        let row = ABSENCES.iter().find(|(absence, _)| *absence == code);
        row.is_some_and(|(_, blocks)| self.anywhere || blocks.iter().any(|block| self.blocks.contains(block)))
    }
}

impl Report<'_> {
    /// Takes a message. In a spec that could be read only in part, one mistake shall not bring another.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        let near = diagnostic.help.as_ref().is_some_and(|help| help.starts_with("did you mean"));
        if near || !self.unread.explains(diagnostic.code) {
            self.sink.push(diagnostic);
        }
    }
}

/// Checks what stands in one frame, step by step.
pub(super) struct Checker<'a, 's> {
    /// What can be spoken of.
    pub(super) world: &'a World<'a>,
    /// Where this is.
    pub(super) frame: Frame<'a>,
    /// What is known at this point.
    pub(super) facts: Facts,
    /// Where messages go.
    pub(super) report: &'a mut Report<'s>,
}

impl<'a, 's> Checker<'a, 's> {
    /// Begins in a frame.
    pub(super) fn new(world: &'a World<'a>, frame: Frame<'a>, report: &'a mut Report<'s>) -> Self {
        Self { world, frame, facts: Facts::default(), report }
    }

    /// The judge of blanks here.
    pub(super) fn blanks(&self) -> Blanks<'a> {
        Blanks { world: self.world, frame: self.frame }
    }

    /// Asks the names of this frame, and keeps what they remark; with the places of which all was told before.
    fn scoped<T>(&mut self, ask: impl FnOnce(&SpecScope<'a>) -> T) -> (T, Vec<Span>) {
        let scope = SpecScope::new(self.world, self.frame);
        let answer = ask(&scope);
        let remarks = scope.remarks();
        remarks.diagnostics.into_iter().for_each(|diagnostic| self.report.push(diagnostic));
        self.report.check_in_org.extend(remarks.check_in_org);
        (answer, remarks.told)
    }

    /// What the frame answers, or its message.
    pub(super) fn asked<T>(
        &mut self,
        ask: impl FnOnce(&SpecScope<'a>) -> Result<T, Box<Diagnostic>>,
    ) -> Option<T> {
        let (answer, told) = self.scoped(ask);
        answer.map_err(|diagnostic| self.tell(*diagnostic, &told)).ok()
    }

    fn tell(&mut self, diagnostic: Diagnostic, told: &[Span]) {
        if !told.contains(&diagnostic.span) {
            self.report.push(diagnostic);
        }
    }

    /// A formula with names, types and units, its comparisons not yet judged; none if it has a mistake.
    pub(super) fn typed(&mut self, expr: &Expr, meets: Meets<'_>) -> Option<Expression> {
        let mut found = Sink::default();
        let (typed, told) = self.scoped(|scope| formula::type_check(expr, scope, &mut found));
        let failed = found.has_errors();
        found.finish().into_iter().for_each(|diagnostic| self.tell(diagnostic, &told));
        units::convert(typed.filter(|_| !failed)?, meets, self.report.sink)
    }

    /// A formula that gives a value; every comparison in it says what a blank means.
    pub(super) fn value_formula(&mut self, expr: &Expr, meets: Meets<'_>) -> Option<Expression> {
        let typed = self.typed(expr, meets)?;
        self.judge_blanks(&typed).then_some(typed)
    }

    /// A condition; every comparison in it says what a blank means.
    pub(super) fn condition(&mut self, expr: &Expr) -> Option<Expression> {
        let typed = self.truth(expr)?;
        self.judge_blanks(&typed).then_some(typed)
    }

    /// A formula that is true or false, its comparisons not yet judged.
    pub(super) fn truth(&mut self, expr: &Expr) -> Option<Expression> {
        let typed = self.typed(expr, Meets::Nothing)?;
        formula::expect(&typed, Type::Boolean, "a condition", self.report.sink).then_some(typed)
    }

    fn judge_blanks(&mut self, typed: &Expression) -> bool {
        let blanks = self.blanks();
        let found = blanks.undecided(typed, &mut self.facts);
        let right = found.is_empty();
        found.into_iter().for_each(|diagnostic| self.report.push(diagnostic));
        right
    }

    /// The formula as it is built: without functions of our own, and not longer than the platform takes.
    pub(super) fn finished(&mut self, expression: Expression) -> Option<Expression> {
        if matches!(expression.kind, TypedKind::Text(_)) {
            return Some(expression);
        }
        let span = expression.span;
        let expression = expression.rewrite(&mut with_written_days);
        if expanded_parts(&expression) <= MOST_CHARACTERS {
            let expression = formula::expand_business_days(expression);
            let length = formula::print(&expression, &|symbol| self.shown(symbol)).chars().count();
            if length <= MOST_CHARACTERS {
                return Some(expression);
            }
        }
        let message =
            format!("the formula comes to more than the {MOST_CHARACTERS} characters that a flow takes");
        let help = "split it: keep a part in a field, or make branches of it";
        self.report.push(Diagnostic::new(Code::FormulaTooLong, span, message).help(help));
        None
    }

    /// A name as long as it will be in a flow.
    fn shown(&self, symbol: &Symbol) -> String {
        match symbol {
            Symbol::Field(record, field) => format!("{{!{}{}}}", self.record_word(*record), field.name),
            Symbol::Record(record) => format!("{{!{}Id}}", self.record_word(*record)),
            Symbol::Setting(constant) => format!("{{!{}{}}}", constant.setting, constant.unit),
        }
    }

    fn record_word(&self, record: RecordRef) -> &str {
        match record {
            RecordRef::Call => "$Record.",
            RecordRef::Person => "person",
            RecordRef::Contact => "contact",
            RecordRef::Lead => "lead",
            RecordRef::Account => "account",
            RecordRef::Rep => "rep",
            RecordRef::Manager => "manager",
            RecordRef::Subject => "$Record.",
            RecordRef::Named(index) => {
                self.world.records(self.frame).all.get(index).map_or("", |named| named.name.as_str())
            }
        }
    }
}

/// The parts of a formula once its business days are written out, which repeats their arguments; each is a character at least.
fn expanded_parts(expression: &Expression) -> usize {
    const REPEATED: usize = 6;
    let inner = expression.children().into_iter().map(expanded_parts).fold(0usize, usize::saturating_add);
    match &expression.kind {
        TypedKind::Call("ADDBUSINESSDAYS" | "BUSINESSDAYSBETWEEN", _) => inner.saturating_mul(REPEATED),
        _ => inner.saturating_add(1),
    }
}

/// Business days by a setting are as short a formula as those that are written out.
fn with_written_days(part: Expression) -> Expression {
    match part.kind {
        TypedKind::Call("ADDBUSINESSDAYS", mut arguments) => {
            arguments.iter_mut().skip(1).for_each(write_setting);
            Expression { kind: TypedKind::Call("ADDBUSINESSDAYS", arguments), ..part }
        }
        _ => part,
    }
}

/// A setting as the number that it stands for.
pub(super) fn write_setting(value: &mut Expression) {
    if let TypedKind::Reference(Symbol::Setting(constant)) = &value.kind {
        value.kind = TypedKind::Number(constant.number.clone());
    }
}
