//! The formulas of a flow, parsed and typed.

use super::flow_facts::FlowFacts;
use super::scope::{FlowScope, Item, unresolved};
use crate::diag::{Diagnostic, Sink};
use crate::flow::{CollectionProcessor, DataType, ElementKind, Place};
use crate::formula::{self, Dialect, Expr, TypedExpr};
use crate::source::Fragment;

/// One formula of a flow.
#[derive(Debug)]
pub struct ParsedFormula<'a> {
    /// What it is a formula of: a formula, a collection filter, or `start`.
    pub owner: &'a str,
    /// Where its owner stands.
    pub place: Place,
    /// The text.
    pub fragment: Fragment,
    /// What it has to give, if that is said.
    pub wanted: Option<DataType>,
    /// The tree; none where it does not parse.
    pub expr: Option<Expr>,
    /// The tree with its types; none where a name or type is not known or wrong.
    pub typed: Option<TypedExpr<Item>>,
    /// Why it does not parse, or its types do not fit. Names that stand for nothing are not among them.
    pub mistakes: Vec<Diagnostic>,
}

/// All formulas of a flow: its own, that of the start, those of collection filters.
pub(super) fn of<'a>(facts: &FlowFacts<'a>) -> Vec<ParsedFormula<'a>> {
    let mut all = Vec::new();
    let start = &facts.flow.start;
    if let Some(text) = &start.filter_formula {
        let fragment = facts.fragment(start.place, "filterFormula", text);
        let parts = ("start", start.place, Some(DataType::Boolean));
        all.push(ParsedFormula::new(parts, fragment, &FlowScope::of_start(facts)));
    }
    for element in &facts.flow.elements {
        let ElementKind::CollectionProcessor(CollectionProcessor { formula: Some(text), .. }) = &element.kind
        else {
            continue;
        };
        let fragment = facts.fragment(element.place, "formula", text);
        let parts = (element.name.as_str(), element.place, Some(DataType::Boolean));
        all.push(ParsedFormula::new(parts, fragment, &FlowScope::of_formula(facts)));
    }
    for each in &facts.flow.formulas {
        let fragment = facts.fragment(each.place, "expression", &each.expression);
        let parts = (each.name.as_str(), each.place, Some(each.data_type));
        all.push(ParsedFormula::new(parts, fragment, &FlowScope::of_formula(facts)));
    }
    all
}

impl<'a> ParsedFormula<'a> {
    fn new(
        (owner, place, wanted): (&'a str, Place, Option<DataType>),
        fragment: Fragment,
        scope: &FlowScope<'_, '_>,
    ) -> Self {
        let mut sink = Sink::default();
        let expr = formula::parse(&fragment, Dialect::Flow, &mut sink);
        let typed = expr.as_ref().and_then(|expr| formula::type_check(expr, scope, &mut sink));
        let is_told = |each: &Diagnostic| *each != unresolved(each.span);
        let mistakes = sink.finish().into_iter().filter(is_told).collect();
        Self { owner, place, fragment, wanted, expr, typed, mistakes }
    }
}
