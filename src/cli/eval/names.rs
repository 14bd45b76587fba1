//! The names of a formula that is evaluated by itself.

use super::kinds::Kind;
use crate::diag::{Code, Diagnostic, nearest};
use crate::formula::functions::Availability;
use crate::formula::typed::Unresolved;
use crate::formula::{Fault, Scope, Type, Value, Values};
use crate::source::Span;

/// A name with its type and value.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// As a formula gets it.
    pub(super) value: Result<Value, Fault>,
}

/// What the platform knows everywhere.
const GLOBAL: &[(&str, Type, &str)] = &[
    ("$GlobalConstant.EmptyString", Type::Text, ""),
    ("$GlobalConstant.False", Type::Boolean, "false"),
    ("$GlobalConstant.True", Type::Boolean, "true"),
    ("$System.OriginDateTime", Type::DateTime, "1900-01-01T00:00:00Z"),
];

/// All names; the user's first.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Vec<Name>);

impl Names {
    pub(super) fn add(&mut self, name: Name) {
        self.0.push(name);
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|each| each.name.eq_ignore_ascii_case(name))
    }

    /// The names in the order in which they were added.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Name> {
        self.0.iter_mut()
    }

    fn position(&self, name: &str) -> Option<usize> {
        let own = self.0.iter().position(|each| each.name.eq_ignore_ascii_case(name));
        let global = || GLOBAL.iter().position(|row| row.0.eq_ignore_ascii_case(name));
        own.or_else(|| global().map(|at| self.0.len() + at))
    }

    fn global(&self, symbol: usize) -> Option<&'static (&'static str, Type, &'static str)> {
        GLOBAL.get(symbol.checked_sub(self.0.len())?)
    }
}

impl Scope for Names {
    type Symbol = usize;

    fn resolve(&self, steps: &[String], span: Span) -> Result<(usize, Type), Unresolved> {
        let name = steps.join(".");
        let found = self.position(&name).and_then(|at| {
            let own = self.0.get(at).map(|name| name.kind.ty());
            own.or_else(|| self.global(at).map(|row| row.1)).map(|ty| (at, ty))
        });
        found.ok_or_else(|| {
            let message = format!("`{name}` has no value");
            let diagnostic = Diagnostic::new(Code::UnknownField, span, message).label("not set");
            let known = nearest(&name, self.0.iter().map(|each| each.name.as_str()));
            Unresolved(Box::new(match known {
                Some(known) => diagnostic.suggest(Some(known)),
                None => diagnostic.help(format!("give it one: `--set '{name}=…'`")),
            }))
        })
    }

    /// All but those of specs, and those that compare a record with what it was.
    fn offers(&self, availability: Availability) -> bool {
        matches!(availability, Availability::Flow | Availability::Field)
    }
}

impl Values for Names {
    type Symbol = usize;

    fn value(&self, symbol: &usize) -> Result<Value, Fault> {
        match (self.0.get(*symbol), self.global(*symbol)) {
            (Some(name), _) => name.value.clone(),
            (None, Some((_, ty, text))) => Ok(Value::read(text, *ty).unwrap_or_default()),
            (None, None) => Ok(Value::Null),
        }
    }
}
