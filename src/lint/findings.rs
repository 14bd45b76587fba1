//! What rules find.

use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// The findings of one rule in one place that it looks at.
#[derive(Debug)]
pub struct Findings {
    code: Code,
    found: Vec<Diagnostic>,
}

impl Findings {
    /// None yet, of a rule.
    pub(super) fn of(code: Code) -> Self {
        Self { code, found: Vec::new() }
    }

    /// One more: where, what in one line, and the way out. What is given back takes labels and other places.
    pub fn add(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        let at = self.found.len();
        self.found.push(Diagnostic::new(self.code, span, message).help(help));
        &mut self.found[at]
    }

    /// One more in the words of another room.
    pub fn adopt(&mut self, diagnostic: Diagnostic) {
        self.found.push(Diagnostic { code: self.code, severity: self.code.severity(), ..diagnostic });
    }

    /// All, by place, equal ones once.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|each| each.span);
        self.found.dedup();
        self.found
    }
}
