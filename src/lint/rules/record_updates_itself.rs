//! Flows that save again the record whose save started them.

use std::collections::BTreeSet;

use crate::flow::graph::{ArrowKind, Edge, ElementId};
use crate::flow::references::Role;
use crate::flow::{
    Condition, Decision, Element, ElementKind, Filter, LookupOutput, RecordUpdate, Rule as Outcome, Start,
    Value,
};
use crate::lint::{Check, Findings, FlowFacts, Named, Rule, rule};

pub(super) static RULE: Rule = rule!("record-updates-itself", Warning, Check::Flow(check));

const HELP: &str = "run only when the record newly meets the conditions, ask first whether there is anything to change, or set the \
                    fields before the save";

fn check(flow: &FlowFacts<'_>, findings: &mut Findings) {
    let start = &flow.flow.start;
    if start.trigger_type.as_deref() != Some("RecordAfterSave") || runs_once(start) {
        return;
    }
    for id in flow.graph.ids() {
        let element = flow.graph.element(id);
        let ElementKind::RecordUpdate(update) = &element.kind else { continue };
        let saves_again = match saved(flow, update) {
            Saved::Own => "the record that started this flow",
            Saved::Alike => "records of the object that starts this flow",
            Saved::Others => continue,
        };
        let guard = Guard { flow, update, set: fields_set(flow, update) };
        if !guard.is_in(start) && !guard.is_before(id) {
            let message =
                format!("`{}` saves {saves_again}, whatever changed: the flow starts again", element.name);
            findings.add(flow.at(element.place), message, HELP);
        }
    }
}

/// Whether the update does not meet the entry conditions again.
fn runs_once(start: &Start) -> bool {
    start.requires_change
        || start.record_trigger_type.as_deref() == Some("Create")
        || start.filters.iter().any(|filter| filter.operator == "IsChanged")
}

/// Which records an update saves.
enum Saved {
    /// The one that started the flow.
    Own,
    /// Such that a look-up of the same object found.
    Alike,
    /// Any others.
    Others,
}

fn saved(flow: &FlowFacts<'_>, update: &RecordUpdate) -> Saved {
    let start = &flow.flow.start;
    let is_own =
        |value: &Option<Value>| matches!(value, Some(Value::Reference(path)) if path == "$Record.Id");
    let by_id =
        |filter: &Filter| filter.field == "Id" && filter.operator == "EqualTo" && is_own(&filter.value);
    let Some(reference) = update.input_reference.as_deref() else {
        let is_own = update.object == start.object && update.filters.iter().any(by_id);
        return if is_own { Saved::Own } else { Saved::Others };
    };
    match flow.names().get(reference) {
        _ if reference == "$Record" => Saved::Own,
        Some(Named::Element(found)) => match &found.kind {
            ElementKind::RecordLookup(it)
                if Some(&it.object) == start.object.as_ref()
                    && matches!(it.output, LookupOutput::Stored { .. }) =>
            {
                Saved::Alike
            }
            _ => Saved::Others,
        },
        _ => Saved::Others,
    }
}

/// The fields that an update changes, in lower case: those that it gives, or else those that were assigned.
fn fields_set(flow: &FlowFacts<'_>, update: &RecordUpdate) -> BTreeSet<String> {
    if !update.fields.is_empty() {
        return update.fields.iter().map(|given| given.field.to_lowercase()).collect();
    }
    let record = update.input_reference.as_deref().unwrap_or_default();
    let targets = flow.references().iter().filter(|each| each.role == Role::Target && each.base() == record);
    targets.filter_map(|each| each.path.split_once('.')).map(|(_, field)| field.to_lowercase()).collect()
}

/// What could tell the second run from the first.
struct Guard<'f, 'a> {
    flow: &'f FlowFacts<'a>,
    update: &'f RecordUpdate,
    /// The fields that the update changes.
    set: BTreeSet<String>,
}

/// What a question tells of the second run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tells {
    /// Nothing: it has the same answer.
    Nothing,
    /// The answer is yes only where something changed.
    IfYes,
    /// Either answer may be another.
    Always,
}

/// So deep a formula is looked into; one that uses itself has no end.
const MOST_STEPS: usize = 8;

impl Guard<'_, '_> {
    /// Whether the entry conditions ask for what the update changes, or for a change.
    fn is_in(&self, start: &Start) -> bool {
        let asks =
            |filter: &Filter| self.set.contains(&filter.field.to_lowercase()) && !self.is_met_again(filter);
        let formula = start.filter_formula.iter().map(|formula| self.formula(formula, MOST_STEPS));
        start.filters.iter().any(asks) || formula.max().is_some_and(|tells| tells != Tells::Nothing)
    }

    /// Whether a record meets a filter with the very value that the update gives it.
    fn is_met_again(&self, filter: &Filter) -> bool {
        let given = self.update.fields.iter().find(|given| given.field.eq_ignore_ascii_case(&filter.field));
        let Some(value) = given.map(|given| given.value.as_ref()) else { return false };
        match (filter.operator.as_str(), &filter.value) {
            ("IsNull", Some(Value::Boolean(false))) => value.is_some(),
            ("EqualTo", wanted) => value == wanted.as_ref(),
            _ => false,
        }
    }

    /// Whether every way to an element passes a decision that can tell.
    fn is_before(&self, id: ElementId) -> bool {
        let mut at = self.flow.dominators()[id.0];
        while let Some(before) = at {
            match &self.flow.graph.element(before).kind {
                ElementKind::Decision(decision) if self.is_at(decision, before, id) => return true,
                _ => at = self.flow.dominators()[before.0],
            }
        }
        false
    }

    /// Whether every outcome of a decision that leads to an element can tell.
    fn is_at(&self, decision: &Decision, at: ElementId, id: ElementId) -> bool {
        let rules: Vec<Tells> = decision.rules.iter().map(|rule| self.rule(rule)).collect();
        let edges = self.flow.graph.successors(at).iter();
        let leads = |edge: &&Edge| edge.target == id || self.flow.graph.reached_from(edge.target)[id.0];
        let mut taken = edges.filter(leads).map(|edge| match edge.kind {
            ArrowKind::Rule(at) => rules[at] == Tells::IfYes || rules[..=at].contains(&Tells::Always),
            _ => rules.contains(&Tells::Always),
        });
        taken.all(|tells| tells)
    }

    fn rule(&self, rule: &Outcome) -> Tells {
        let conditions = rule.conditions.iter().map(|condition| self.condition(condition));
        let change = if rule.requires_change { Tells::IfYes } else { Tells::Nothing };
        conditions.max().unwrap_or(change).max(change)
    }

    fn condition(&self, condition: &Condition) -> Tells {
        let right = match &condition.right {
            Some(Value::Reference(path)) => self.path(path, MOST_STEPS),
            _ => Tells::Nothing,
        };
        let change = if condition.operator == "IsChanged" { Tells::IfYes } else { Tells::Nothing };
        self.path(&condition.left, MOST_STEPS).max(right).max(change)
    }

    /// A field of the record that the update leaves alone is the same in the second run, and so is what was found elsewhere.
    fn path(&self, path: &str, steps: usize) -> Tells {
        let may = |is_other: bool| if is_other { Tells::Always } else { Tells::Nothing };
        if let Some(field) = path.strip_prefix("$Record.") {
            return may(self.set.contains(&field.to_lowercase()));
        }
        let base = path.split(['.', '[']).next().unwrap_or_default();
        match self.flow.names().get(base) {
            Some(Named::Formula(formula)) => self.formula(&formula.expression, steps),
            Some(Named::Constant(_)) => Tells::Nothing,
            Some(Named::Element(element)) => match &element.kind {
                ElementKind::RecordLookup(it) => may(self.changes(&it.object)),
                _ => Tells::Always,
            },
            _ if path.starts_with("$Record__Prior") => Tells::IfYes,
            _ => may(!path.starts_with('$')),
        }
    }

    fn formula(&self, formula: &str, steps: usize) -> Tells {
        let upper = formula.to_uppercase();
        let asks = ["ISCHANGED", "ISNEW", "PRIORVALUE", "__PRIOR"].iter().any(|word| upper.contains(word));
        let change = if asks { Tells::IfYes } else { Tells::Nothing };
        if steps == 0 {
            return Tells::Always;
        }
        let fields = formula.split("{!").skip(1).filter_map(|rest| rest.split_once('}'));
        fields.map(|(path, _)| self.path(path.trim(), steps - 1)).max().unwrap_or(change).max(change)
    }

    /// Whether the flow, or what it runs, may change records of an object.
    fn changes(&self, object: &str) -> bool {
        let is_it = |other: Option<&str>| other.is_none_or(|other| other == object);
        let is_changed = |element: &Element| match &element.kind {
            ElementKind::RecordCreate(it) => is_it(it.object.as_deref()),
            ElementKind::RecordDelete(it) => is_it(it.object.as_deref()),
            ElementKind::RecordUpdate(it) => {
                it.input_reference.as_deref() != Some("$Record") && is_it(it.object.as_deref())
            }
            ElementKind::ActionCall(it) => it.action_type == "apex",
            ElementKind::Subflow(_) => true,
            ElementKind::Assignment(_)
            | ElementKind::CollectionProcessor(_)
            | ElementKind::CustomError(_)
            | ElementKind::Decision(_)
            | ElementKind::Loop(_)
            | ElementKind::RecordLookup(_)
            | ElementKind::Transform(_)
            | ElementKind::Other(_) => false,
        };
        self.flow.flow.start.object.as_deref() == Some(object)
            || self.flow.flow.elements.iter().any(is_changed)
    }
}
