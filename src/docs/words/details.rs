//! All that an element says, for who looks closer.

use super::{conditions, filters, spaced, value, way};
use crate::flow::graph::{Arrow, arrows};
use crate::flow::references::references;
use crate::flow::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// A term and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::docs) struct Detail {
    pub(in crate::docs) term: String,
    pub(in crate::docs) lines: Vec<String>,
}

impl Detail {
    pub(super) fn many(term: &str, lines: impl IntoIterator<Item = String>) -> Self {
        let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
        Self { term: term.to_owned(), lines }
    }

    pub(super) fn one(term: &str, line: impl Into<String>) -> Self {
        Self::many(term, [line.into()])
    }

    pub(super) fn says_something(&self) -> bool {
        !self.lines.is_empty()
    }
}

/// What is looked up by name in a flow.
#[derive(Debug)]
pub(in crate::docs) struct Lexicon<'a> {
    flow: &'a Flow,
    labels: BTreeMap<&'a str, &'a str>,
    formulas: BTreeMap<&'a str, &'a Formula>,
    /// What each element, rule and formula reads.
    reads: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Lexicon<'a> {
    pub(in crate::docs) fn of(flow: &'a Flow) -> Self {
        let mut reads: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for reference in references(flow) {
            reads.entry(reference.owner).or_default().push(reference.base());
        }
        let labels = flow.elements.iter().map(|each| (each.name.as_str(), each.label.as_str())).collect();
        let formulas = flow.formulas.iter().map(|each| (each.name.as_str(), each)).collect();
        Self { flow, labels, formulas, reads }
    }

    /// The label of an element, or the name where there is none.
    pub(in crate::docs) fn label(&self, name: &'a str) -> &'a str {
        self.labels.get(name).copied().filter(|label| !label.is_empty()).unwrap_or(name)
    }

    /// All that an element says.
    pub(in crate::docs) fn details(&self, element: &'a Element) -> Vec<Detail> {
        let ways = arrows(&element.kind);
        let mut all = vec![Detail::one("Description", element.description.clone().unwrap_or_default())];
        all.extend(of_kind(&element.kind));
        all.push(Detail::many("Next", ways.iter().map(|arrow| self.next(element, arrow))));
        all.push(Detail::many("Formulas", self.formulas(element)));
        all.retain(Detail::says_something);
        all
    }

    /// A way on: its name, when it is gone, and the label of where it leads.
    fn next(&self, element: &Element, arrow: &Arrow<'a>) -> String {
        let words = way(Some(&element.kind), &self.flow.start, (arrow.kind, Some(arrow.target)));
        let (label, jump) = (self.label(arrow.target), if arrow.go_to { " (Go To)" } else { "" });
        let when = if words.when.is_empty() { String::new() } else { format!(" ({})", words.when) };
        match words.name.is_empty() {
            true => format!("→ {label}{jump}"),
            false => format!("{}{when} → {label}{jump}", words.name),
        }
    }

    /// The formulas that an element uses, and those that they use.
    fn formulas(&self, element: &'a Element) -> Vec<String> {
        let mut wanted = vec![element.name.as_str()];
        if let ElementKind::Decision(decision) = &element.kind {
            wanted.extend(decision.rules.iter().map(|rule| rule.name.as_str()));
        }
        let mut found = BTreeMap::new();
        while let Some(owner) = wanted.pop() {
            for name in self.reads.get(owner).into_iter().flatten() {
                if let Some(formula) = self.formulas.get(name)
                    && found.insert(*name, *formula).is_none()
                {
                    wanted.push(name);
                }
            }
        }
        found.values().map(|each| format!("{} = {}", each.name, each.expression)).collect()
    }
}

fn of_kind(kind: &ElementKind) -> Vec<Detail> {
    match kind {
        ElementKind::ActionCall(it) => vec![
            Detail::one("Action", format!("{} ({})", it.action_name, spaced(&it.action_type))),
            inputs(&it.inputs),
            outputs(&it.outputs),
        ],
        ElementKind::Assignment(it) => vec![Detail::many("Values", it.items.iter().map(assignment))],
        ElementKind::CollectionProcessor(it) => processor(it),
        ElementKind::Decision(_) => Vec::new(),
        ElementKind::Loop(it) => {
            vec![Detail::one("Through", it.collection.clone()), Detail::one("Order", spaced(&it.order))]
        }
        ElementKind::RecordCreate(it) => vec![
            records(it.object.as_ref(), it.input_reference.as_ref()),
            fields(&it.fields),
            Detail::one("Id goes to", it.assign_id_to.clone().unwrap_or_default()),
        ],
        ElementKind::RecordDelete(it) => vec![
            records(it.object.as_ref(), it.input_reference.as_ref()),
            Detail::one("Where", filters(it.filter_logic.as_deref(), &it.filters)),
        ],
        ElementKind::RecordLookup(it) => lookup(it),
        ElementKind::RecordUpdate(it) => vec![
            records(it.object.as_ref(), it.input_reference.as_ref()),
            Detail::one("Where", filters(it.filter_logic.as_deref(), &it.filters)),
            fields(&it.fields),
        ],
        ElementKind::Subflow(it) => {
            vec![Detail::one("Flow", it.flow_name.clone()), inputs(&it.inputs), outputs(&it.outputs)]
        }
        ElementKind::CustomError(it) => {
            let message = |(text, field): &(String, Option<String>)| match field {
                Some(field) => format!("{field}: {text}"),
                None => text.clone(),
            };
            vec![Detail::many("Messages", it.messages.iter().map(message))]
        }
        ElementKind::Transform(it) => transform(it),
        ElementKind::Other(it) => vec![Detail::many("Refers to", it.references.iter().cloned())],
    }
}

fn records(object: Option<&String>, reference: Option<&String>) -> Detail {
    match reference {
        Some(reference) => Detail::one("Records of", reference.clone()),
        None => Detail::one("Object", object.cloned().unwrap_or_default()),
    }
}

fn fields(fields: &[FieldAssignment]) -> Detail {
    Detail::many("Fields", fields.iter().map(|it| format!("{} = {}", it.field, value(it.value.as_ref()))))
}

fn inputs(inputs: &[Parameter]) -> Detail {
    Detail::many("Inputs", inputs.iter().map(|it| format!("{} = {}", it.name, value(it.value.as_ref()))))
}

fn outputs(outputs: &[OutputParameter]) -> Detail {
    Detail::many("Outputs", outputs.iter().map(|it| format!("{} → {}", it.name, it.assign_to)))
}

fn assignment(item: &AssignmentItem) -> String {
    let value = value(item.value.as_ref());
    match item.operator.as_str() {
        "Assign" => format!("{} = {value}", item.target),
        operator => format!("{}: {} {value}", item.target, spaced(operator)),
    }
}

fn lookup(it: &RecordLookup) -> Vec<Detail> {
    let output = match &it.output {
        LookupOutput::Stored { first_only: true } => "the first record, under the element's name".to_owned(),
        LookupOutput::Stored { first_only: false } => "all records, under the element's name".to_owned(),
        LookupOutput::Variable(variable) => variable.clone(),
        LookupOutput::Fields(pairs) => {
            let pairs: Vec<String> = pairs.iter().map(|(field, to)| format!("{field} → {to}")).collect();
            pairs.join(", ")
        }
    };
    let order = it.sort_order.as_deref().map(spaced).unwrap_or_default();
    let sort = it.sort_field.as_ref().map(|field| format!("{field} {order}")).unwrap_or_default();
    vec![
        Detail::one("Object", it.object.clone()),
        Detail::one("Where", filters(it.filter_logic.as_deref(), &it.filters)),
        Detail::one("Order", sort.trim()),
        Detail::one("At most", it.limit.as_ref().map(|limit| value(Some(limit))).unwrap_or_default()),
        Detail::one("Fields", it.queried_fields.join(", ")),
        Detail::many("With each", it.related_records.iter().map(|related| related.object.clone())),
        Detail::one("Goes to", output),
    ]
}

fn processor(it: &CollectionProcessor) -> Vec<Detail> {
    let order = |by: &SortOption| {
        let words = [by.field.as_deref().unwrap_or_default(), by.order.as_deref().unwrap_or_default()];
        words.join(" ").trim().to_owned()
    };
    vec![
        Detail::one("Collection", it.collection.clone()),
        Detail::one("Keeps", conditions(it.logic.as_deref().unwrap_or("and"), &it.conditions)),
        Detail::one("Keeps where", it.formula.clone().unwrap_or_default()),
        Detail::many("Order", it.sort.iter().map(order)),
        Detail::one("At most", it.limit.map(|limit| limit.to_string()).unwrap_or_default()),
        Detail::many("Values", it.map_items.iter().map(assignment)),
    ]
}

fn transform(it: &Transform) -> Vec<Detail> {
    let action = |action: &TransformAction| {
        let field = action.output_field.as_deref().unwrap_or("the whole");
        format!("{field} = {}", value(action.value.as_ref()))
    };
    vec![
        Detail::one("Makes", it.object_type.clone().unwrap_or_else(|| it.data_type.name().to_owned())),
        Detail::many("Values", it.values.iter().flatten().map(action)),
    ]
}
