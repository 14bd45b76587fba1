//! Function calls.

use super::words::{condition, conversion_help, shown};
use super::{Checker, Typed, are_comparable};
use crate::diag::{Code, Diagnostic, nearest};
use crate::formula::ast::{Expr, ExprKind};
use crate::formula::functions::{Availability, FUNCTIONS, Function, Gives, Parameter, Role, habit};
use crate::formula::{Scope, Type, TypedKind};
use crate::source::Span;

/// Why a function refuses a type, where a conversion would miss what is meant.
const HINTS: &[(&str, Type, &str)] = &[
    ("BLANKVALUE", Type::Boolean, "a condition is never blank: use it as it is"),
    ("CASE", Type::Boolean, "choose by a condition with `IF`"),
    ("FOUND", Type::Id, "write `NOT(ISBLANK(…))` for an id"),
    ("INCLUDES", Type::Picklist, "compare it with `=`"),
    ("INCLUDES", Type::Text, "compare it with `=`, or write `CONTAINS`"),
    ("ISBLANK", Type::Boolean, "a condition is never blank: use it as it is"),
    ("ISNULL", Type::Boolean, "a condition is never blank: use it as it is"),
    ("ISPICKVAL", Type::MultiPicklist, "write `INCLUDES` for a multi-select picklist"),
    ("ISPICKVAL", Type::Text, "compare it with `=`"),
    ("TEXT", Type::Id, "it is text already: leave `TEXT` out"),
    ("TEXT", Type::Text, "it is text already: leave `TEXT` out"),
    ("VALUE", Type::Number, "it is a number already: leave `VALUE` out"),
    ("DATEVALUE", Type::Date, "it is a date already: leave `DATEVALUE` out"),
];

/// An argument with its parameter and type.
struct Argument<'a, S: Scope> {
    expr: &'a Expr,
    parameter: &'static Parameter,
    typed: Typed<S>,
}

impl<S: Scope> Checker<'_, S> {
    pub(super) fn call(
        &mut self,
        name: &str,
        name_span: Span,
        arguments: &[Expr],
        span: Span,
    ) -> Option<(TypedKind<S::Symbol>, Type)> {
        let function = self.function(name, name_span);
        let parameters = function.and_then(|function| self.parameters(function, arguments.len(), span));
        let (Some(function), Some(parameters)) = (function, parameters) else {
            arguments.iter().for_each(|argument| drop(self.part(argument)));
            return None;
        };
        let checked: Vec<_> = arguments
            .iter()
            .zip(parameters)
            .map(|(expr, parameter)| self.argument(function, parameter, expr))
            .collect();
        let checked = checked.into_iter().collect::<Option<Vec<Argument<S>>>>()?;
        self.cases(function, &checked)?;
        let branch = self.branches(function, &checked)?;
        let ty = match function.gives {
            Gives::Always(ty) => ty,
            Gives::First => checked.first().map_or(Type::Null, |first| first.typed.ty),
            Gives::Branch => branch,
        };
        Some((TypedKind::Call(function.name, checked.into_iter().map(|each| each.typed).collect()), ty))
    }

    /// The row of a function that may stand here.
    fn function(&mut self, name: &str, span: Span) -> Option<&'static Function> {
        let Some(function) = Function::named(name) else {
            self.unknown_function(name, span);
            return None;
        };
        if function.availability != Availability::Elsewhere && self.scope.offers(function.availability) {
            return Some(function);
        }
        let name = function.name;
        let (code, message, help) = match function.availability {
            Availability::Entry => (
                Code::FunctionNotInFlows,
                format!("`{name}` works only in the condition that starts a flow"),
                "a save that changes the disposition runs the program by itself; `corrections:` of `calls` says whether",
            ),
            Availability::Spec => (
                Code::UnknownFunction,
                format!("`{name}` is a function of specs, not of flows"),
                "write plain formulas here",
            ),
            Availability::Elsewhere | Availability::Field | Availability::Flow => {
                (Code::FunctionNotInFlows, format!("`{name}` does not work in flows"), function.about)
            }
        };
        self.sink.push(Diagnostic::new(code, span, message).help(help));
        None
    }

    fn unknown_function(&mut self, name: &str, span: Span) {
        let diagnostic =
            Diagnostic::new(Code::UnknownFunction, span, format!("there is no function `{name}`"));
        let known = FUNCTIONS.iter().filter(|row| row.availability != Availability::Elsewhere);
        let known = known.filter(|row| self.scope.offers(row.availability)).map(|row| row.name);
        let diagnostic = match (habit(name), nearest(name, known)) {
            (Some(help), _) => diagnostic.help(help),
            (None, Some(right)) => diagnostic.suggest(Some(right)),
            (None, None) => {
                diagnostic.help("functions are those of Salesforce formulas, as in `BLANKVALUE(a, b)`")
            }
        };
        self.sink.push(diagnostic);
    }

    fn parameters(
        &mut self,
        function: &'static Function,
        count: usize,
        span: Span,
    ) -> Option<Vec<&'static Parameter>> {
        let parameters = function.parameters_of(count);
        if parameters.is_none() {
            let signature = function.signature();
            let message = match count {
                1 => format!("`{}` does not take one argument", function.name),
                _ => format!("`{}` does not take {count} arguments", function.name),
            };
            let help = format!("write `{signature}`: {}", lower_first(function.about));
            self.sink.push(Diagnostic::new(Code::ArgumentCount, span, message).help(help));
        }
        parameters
    }

    /// One argument, of a type that its parameter has.
    fn argument<'e>(
        &mut self,
        function: &'static Function,
        parameter: &'static Parameter,
        expr: &'e Expr,
    ) -> Option<Argument<'e, S>> {
        let wants_record = parameter.types.iter().any(|ty| matches!(ty, Type::Record | Type::Records));
        let typed = if wants_record { self.part(expr)? } else { self.value(expr)? };
        if !parameter.types.iter().any(|ty| typed.ty.fits(*ty)) {
            self.wrong_argument(function, parameter, expr, typed.ty);
            return None;
        }
        self.is_written_as_wanted(function, parameter, expr).then_some(Argument { expr, parameter, typed })
    }

    fn wrong_argument(&mut self, function: &Function, parameter: &Parameter, expr: &Expr, actual: Type) {
        let (name, shown) = (function.name, shown(expr));
        let message =
            format!("`{name}` cannot take `{shown}` as its {}: it is {}", parameter.name, actual.words());
        let hint = HINTS.iter().find(|row| row.0 == name && row.1 == actual).map(|row| row.2.to_owned());
        let wanted = parameter.types.iter().map(|ty| condition(*ty)).collect::<Vec<_>>().join(" or ");
        let help = hint
            .or_else(|| parameter.types.iter().find_map(|ty| conversion_help(expr, actual, *ty)))
            .unwrap_or_else(|| format!("give {wanted}"));
        self.mismatch(expr.span, message, help);
    }

    /// Some arguments are asked for as literals.
    fn is_written_as_wanted(&mut self, function: &Function, parameter: &Parameter, expr: &Expr) -> bool {
        let name = function.name;
        match (parameter.role, &expr.kind) {
            (Role::PicklistValue, kind) if !matches!(kind, ExprKind::Text(_)) => {
                let help = "write a value of the picklist in quotes";
                self.mismatch(expr.span, format!("`{name}` takes no `{}` as its value", shown(expr)), help);
                false
            }
            (Role::Whole, ExprKind::Number(digits)) if digits.contains('.') => {
                let message = format!("`{name}` takes whole days, not {digits}");
                self.mismatch(expr.span, message, "write a whole number");
                false
            }
            _ => true,
        }
    }

    /// The subject and its cases are compared; a picklist has the value that is asked for.
    fn cases(&mut self, function: &Function, arguments: &[Argument<S>]) -> Option<()> {
        let Some(subject) = arguments.first() else { return Some(()) };
        let mut fine = true;
        for case in arguments {
            match case.parameter.role {
                Role::PicklistValue => self.picklist_value(&subject.typed, &case.typed),
                Role::Case if case.typed.ty == Type::Null => {
                    fine &= !self.refuse_null(case.expr, subject.expr, false);
                }
                Role::Case if are_comparable(subject.typed.ty, case.typed.ty) => {
                    self.picklist_value(&subject.typed, &case.typed);
                }
                Role::Case => {
                    let (name, subject_words) = (function.name, subject.typed.ty.words());
                    let whole =
                        format!("`{name}` compares `{}`, which is {subject_words}", shown(subject.expr));
                    self.wrong_operand(case.expr, case.typed.ty, subject.typed.ty, &whole);
                    fine = false;
                }
                Role::Subject | Role::Branch | Role::Whole | Role::Used => {}
            }
        }
        fine.then_some(())
    }

    /// The type that all branches have.
    fn branches(&mut self, function: &Function, arguments: &[Argument<S>]) -> Option<Type> {
        let mut common = Type::Null;
        for branch in arguments.iter().filter(|each| each.parameter.role == Role::Branch) {
            let ty = branch.typed.ty;
            match common.common(ty) {
                Some(both) => common = both,
                None => {
                    let whole = format!("`{}` gives {} elsewhere", function.name, common.words());
                    self.wrong_operand(branch.expr, ty, common, &whole);
                    return None;
                }
            }
        }
        Some(common)
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}
